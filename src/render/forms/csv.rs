//! Values separated by commas (RFC 4180) or tabs, safe to open in a spreadsheet.
//!
//! A reader may split at `;` what was written with `,`: then a cell begins within a text. So an apostrophe stands before `=`, `+`, `-`
//! and `@` also after each `;` and `,` in it.
//!
//! Lines end in LF: spreadsheets and every reader of RFC 4180 take it, and so do the tools that work on lines. A cell is quoted
//! only where it has to be, in both.

use super::{Listing, rows};
use crate::render::clean::{clean, is_invisible};
use csv::{QuoteStyle, WriterBuilder};
use serde_json::Value;

/// What a spreadsheet takes for the beginning of a formula. Source: OWASP, "CSV Injection"; control characters are gone anyway.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// After what a cell begins for a reader that splits at another character than was meant. Source: the same.
const SEPARATORS: [char; 2] = [';', ','];

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

/// A cell on one line. Each sign of a text with which a formula could begin is preceded by an apostrophe; a number stays one.
fn cell(value: &Value) -> String {
    let text = rows::text(value);
    let text = clean(&text);
    if value.is_number() {
        return text.into_owned();
    }
    let mut is_beginning = true;
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        if is_beginning && FORMULA.contains(&c) {
            cell.push('\'');
        }
        is_beginning = SEPARATORS.contains(&c) || (is_beginning && is_passed_over(c));
        cell.push(c);
    }
    cell
}

/// What may stand before the first sign of a formula.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'') || is_invisible(c)
}
