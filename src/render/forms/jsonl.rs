//! One row of the document per line, for programs that read a stream.

use super::{Listing, rows};
use crate::render::json;

/// The rows, each a line of JSON.
pub fn lines(listing: &dyn Listing) -> String {
    rows::rows(&rows::document(listing), listing).iter().map(json::line).collect()
}
