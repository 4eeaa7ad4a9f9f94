//! A table in Markdown, in which nothing that a stranger wrote is more than text.

use super::{Listing, rows};
use crate::render::clean::clean;

/// What Markdown, its common extensions, or the HTML within it read as more than text.
const ACTIVE: &str = "\\`*_{}[]<>|~&$@";

/// The rows under their headings; before them, who is missing.
pub fn table(listing: &dyn Listing) -> String {
    let document = rows::document(listing);
    let missing = rows::missing(&document);
    let missing: Vec<String> =
        missing.iter().map(|(name, why)| format!("Incomplete: {} ({})\n\n", escaped(name), escaped(why))).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let headings: Vec<String> = rows::headings(listing).map(escaped).collect();
    let rule = vec!["---".to_owned(); headings.len()];
    let rows = rows::rows(&document, listing)
        .iter()
        .map(|row| rows::cells(listing, row).map(|cell| escaped(&rows::text(cell))).collect());
    missing.concat() + &[headings, rule].into_iter().chain(rows).map(line).collect::<String>()
}

/// Text that is read as it stands: no emphasis, no link, also none that is made of a bare address, no cell, no HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    let text = clean(text);
    let mut rest = text.trim().chars().peekable();
    while let Some(c) = rest.next() {
        let begins_an_address = match c {
            ':' => rest.peek() == Some(&'/'),
            '.' => rest.peek().is_some_and(|next| next.is_alphanumeric()),
            _ => false,
        };
        if ACTIVE.contains(c) || begins_an_address {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
