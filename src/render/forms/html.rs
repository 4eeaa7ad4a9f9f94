//! A page of its own to read and to print: no script, nothing from elsewhere.

use super::{Listing, rows};
use crate::render::clean::clean;
use crate::render::link::Link;
use chrono::DateTime;
use minijinja::{AutoEscape, Environment, Value, context};

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// A cell: a text, and the instant that it is or the address that it leads to.
fn cell(value: &serde_json::Value) -> Value {
    let text = clean(&rows::text(value)).into_owned();
    if let Ok(instant) = DateTime::parse_from_rfc3339(&text) {
        return context! { text => instant.format("%a %-d %b %Y %H:%M").to_string(), datetime => text };
    }
    let href = Link::new(&text).map(|link| link.address().to_owned());
    context! { text, href }
}

/// The rows as a table on a page.
pub fn page(listing: &dyn Listing) -> String {
    let document = rows::document(listing);
    let gap =
        |(name, why): (String, String)| context! { name => clean(&name).into_owned(), why => clean(&why).into_owned() };
    let missing: Vec<Value> = rows::missing(&document).into_iter().map(gap).collect();
    let row = |row| rows::cells(listing, row).map(cell).collect();
    let rows: Vec<Vec<Value>> = rows::rows(&document, listing).iter().map(row).collect();
    let headings: Vec<&str> = rows::headings(listing).collect();
    fill(TEMPLATE, context! { title => listing.title(), style => STYLE, missing, headings, rows })
}

/// A template of calcli's own with these values, each escaped.
pub fn fill(template: &str, values: Value) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let page = environment.render_str(template, values);
    debug_assert!(page.is_ok(), "{page:?}");
    page.unwrap_or_default()
}
