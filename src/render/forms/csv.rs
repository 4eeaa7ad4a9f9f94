//! Values separated by commas (RFC 4180) or tabs, safe to open in a spreadsheet.
//!
//! Lines end in LF: spreadsheets and every reader of RFC 4180 take it, and so do the tools that work on lines. A cell is quoted
//! only where it has to be, in both.

use super::{Listing, rows};
use crate::render::clean::clean;
use csv::{QuoteStyle, WriterBuilder};
use serde_json::Value;

/// What a spreadsheet takes for the beginning of a formula. Source: OWASP, "CSV Injection"; control characters are gone anyway.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The rows under their headings, with this character between the cells.
pub fn table(listing: &dyn Listing, separator: u8) -> String {
    let mut writer =
        WriterBuilder::new().delimiter(separator).quote_style(QuoteStyle::Necessary).from_writer(Vec::new());
    let mut written = writer.write_record(rows::headings(listing));
    for row in rows::rows(&rows::document(listing), listing) {
        written = written.and_then(|()| writer.write_record(rows::cells(listing, row).map(cell)));
    }
    debug_assert!(written.is_ok(), "memory does not fail, and every row has the same columns");
    String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).into_owned()
}

/// A cell on one line. Text that would be taken for a formula is preceded by an apostrophe; a number stays one.
fn cell(value: &Value) -> String {
    let text = rows::text(value);
    let text = clean(&text);
    let is_formula = !value.is_number() && text.trim_start().starts_with(FORMULA);
    if is_formula { format!("'{text}") } else { text.into_owned() }
}
