//! The document of an answer as rows of cells, for the forms that are flat.

use super::Listing;
use indexmap::IndexSet;
use serde_json::Value;

/// The document of an answer, read back.
pub fn document(listing: &dyn Listing) -> Value {
    serde_json::from_str(&listing.json()).unwrap_or_default()
}

/// The rows that the document of an answer lists; one that is about a single thing has one.
pub fn rows<'a>(document: &'a Value, listing: &dyn Listing) -> &'a [Value] {
    match &document[listing.rows()] {
        Value::Array(rows) => rows,
        Value::Null => &[],
        row => std::slice::from_ref(row),
    }
}

/// The headings of an answer's columns.
pub fn headings(listing: &dyn Listing) -> impl Iterator<Item = &'static str> {
    listing.columns().iter().map(|(heading, _)| *heading)
}

/// The cells of a row, as the columns of the answer find them.
pub fn cells<'a>(listing: &dyn Listing, row: &'a Value) -> impl Iterator<Item = &'a Value> {
    listing.columns().iter().map(|(_, pointer)| row.pointer(pointer).unwrap_or(&Value::Null))
}

/// A cell as text: nothing where there is nothing, the parts of a list one after the other and each once, and a copy of a meeting
/// as its account.
pub fn text(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let parts: IndexSet<String> = parts.iter().map(text).collect();
            parts.into_iter().collect::<Vec<_>>().join("; ")
        }
        Value::Object(copy) => copy.get("account").map(text).unwrap_or_default(),
        other => other.to_string(),
    }
}

/// Who is missing from an answer, and why; nobody where it is complete.
pub fn missing(document: &Value) -> Vec<(String, String)> {
    let accounts = document["accounts"].as_array().into_iter().flatten();
    let failed = accounts.filter(|account| !account["error"].is_null() && !document["complete"].is_null());
    failed.map(|account| (text(&account["name"]), text(&account["error"]["message"]))).collect()
}
