//! The accounts and the state of their sign-ins, as JSON.

use super::problem::Problem;
use super::{SCHEMA_VERSION, text, utc};
use crate::model::status::AccountStatus;
use schemars::JsonSchema;
use serde::Serialize;

/// The document of `list`.
pub fn accounts(accounts: &[AccountStatus]) -> String {
    let accounts = accounts.iter().map(Row::new).collect();
    text::document(&Many { schema_version: SCHEMA_VERSION, accounts })
}

/// The document of one account.
pub fn account(status: &AccountStatus) -> String {
    text::document(&One { schema_version: SCHEMA_VERSION, account: Row::new(status) })
}

/// The accounts and how they are doing.
#[derive(Serialize, JsonSchema)]
pub(super) struct Many<'a> {
    schema_version: u32,
    accounts: Vec<Row<'a>>,
}

/// One account and how it is doing.
#[derive(Serialize, JsonSchema)]
pub(super) struct One<'a> {
    schema_version: u32,
    #[serde(flatten)]
    account: Row<'a>,
}

/// An account.
#[derive(Serialize, JsonSchema)]
struct Row<'a> {
    /// The user's name for it.
    name: &'a str,
    display_name: Option<&'a str>,
    /// Who signed in, else who is to.
    username: Option<&'a str>,
    /// Known once somebody signed in.
    #[schemars(extend("format" = "uuid"))]
    tenant_id: Option<String>,
    #[schemars(extend("format" = "uuid"))]
    client_id: Option<String>,
    #[schemars(extend("enum" = ["global", "usgov", "dod", "china", "custom"]))]
    cloud: &'static str,
    /// Where its tokens are kept.
    #[schemars(extend("enum" = ["keychain", "file", "command", "environment"]))]
    store: &'static str,
    #[schemars(extend("enum" = ["signed_in", "signed_out", "sign_in_required", "store_unavailable"]))]
    state: &'static str,
    /// Whether it is asked when no account is named.
    enabled: bool,
    #[schemars(extend("format" = "date-time"))]
    access_token_expires_at: Option<String>,
    /// What was granted.
    scopes: &'a [String],
    /// Why it cannot be used.
    error: Option<Problem<'a>>,
}

impl<'a> Row<'a> {
    fn new(status: &'a AccountStatus) -> Self {
        let account = &status.account;
        Self {
            name: account.label.as_str(),
            display_name: account.display_name.as_deref(),
            username: status.username.as_deref(),
            tenant_id: status.tenant_id.map(|id| id.to_string()),
            client_id: account.application().map(|id| id.to_string()),
            cloud: account.cloud.map_or("custom", |cloud| cloud.name()),
            store: status.store,
            state: status.state.name(),
            enabled: account.enabled,
            access_token_expires_at: status.access_token_expires_at.map(utc),
            scopes: &status.scopes,
            error: status.error.as_ref().map(Problem::new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{expired, signed_out, status};
    use serde_json::{Value, json};

    #[test]
    fn an_account_has_every_key_in_the_contracts_order() {
        let expected = r#"{
  "schema_version": 1,
  "accounts": [
    {
      "name": "xebia",
      "display_name": null,
      "username": "alice@xebia.com",
      "tenant_id": "22222222-2222-4222-8222-222222222222",
      "client_id": "11111111-1111-4111-8111-111111111111",
      "cloud": "global",
      "store": "keychain",
      "state": "signed_in",
      "enabled": true,
      "access_token_expires_at": "2026-11-23T09:04:30Z",
      "scopes": [
        "Calendars.Read",
        "User.Read"
      ],
      "error": null
    }
  ]
}
"#;
        assert_eq!(accounts(&[status("xebia")]), expected);
    }

    #[test]
    fn what_is_unknown_is_null_and_one_account_stands_alone() {
        let mut unknown = AccountStatus { error: Some(expired()), ..signed_out("marimer") };
        unknown.account.cloud = None;
        let document: Value = serde_json::from_str(&account(&unknown)).unwrap();
        assert_eq!(
            document,
            json!({
                "schema_version": 1, "name": "marimer", "display_name": null, "username": null, "tenant_id": null,
                "client_id": "11111111-1111-4111-8111-111111111111", "cloud": "custom", "store": "keychain",
                "state": "signed_out", "enabled": true, "access_token_expires_at": null, "scopes": [],
                "error": {
                    "code": "AADSTS700082", "message": "The refresh token has expired due to inactivity.",
                    "hints": ["calcli login --account marimer"]
                }
            })
        );
    }
}
