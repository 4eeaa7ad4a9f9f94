//! The address of the admin's consent, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::model::account::Account;
use serde::Serialize;

/// The document of an address at which an admin consents.
pub fn consent(account: &Account, url: &str) -> String {
    text::document(&Consent {
        schema_version: SCHEMA_VERSION,
        account: account.label.as_str(),
        url,
        client_id: account.client_id.to_string(),
        scopes: account.scopes(),
    })
}

#[derive(Serialize)]
struct Consent<'a> {
    schema_version: u32,
    account: &'a str,
    url: &'a str,
    client_id: String,
    scopes: Vec<String>,
}
