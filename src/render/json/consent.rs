//! The address of the admin's consent, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::model::account::Account;
use schemars::JsonSchema;
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

/// Where an admin consents to an account's application.
#[derive(Serialize, JsonSchema)]
pub(super) struct Consent<'a> {
    schema_version: u32,
    account: &'a str,
    #[schemars(extend("format" = "uri"))]
    url: &'a str,
    client_id: String,
    scopes: Vec<String>,
}
