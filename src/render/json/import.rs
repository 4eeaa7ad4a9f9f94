//! What was imported and exported, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::model::account::Account;
use crate::model::import::{Imported, Outcome};
use schemars::JsonSchema;
use serde::Serialize;

/// The document of an import.
pub fn imported(imported: &[Imported], dry_run: bool) -> String {
    let accounts = imported.iter().map(Row::new).collect();
    text::document(&Import { schema_version: SCHEMA_VERSION, dry_run, accounts })
}

/// The document of an exported set-up: the text of the file, and what was left out.
pub fn exported(accounts: &[Account], setup: &str, left_out: &[String], file: Option<&str>) -> String {
    let accounts = accounts.iter().map(|account| account.label.as_str()).collect();
    text::document(&Export { schema_version: SCHEMA_VERSION, file, accounts, setup, left_out })
}

/// What was taken over from another program or machine.
#[derive(Serialize, JsonSchema)]
pub(super) struct Import<'a> {
    schema_version: u32,
    /// Whether it was only looked at.
    dry_run: bool,
    accounts: Vec<Row<'a>>,
}

/// The settings of accounts for another machine.
#[derive(Serialize, JsonSchema)]
pub(super) struct Export<'a> {
    schema_version: u32,
    /// Where they were written.
    file: Option<&'a str>,
    accounts: Vec<&'a str>,
    /// The text of the file.
    setup: &'a str,
    /// What is not in it, and why.
    left_out: &'a [String],
}

/// An account that was found.
#[derive(Serialize, JsonSchema)]
struct Row<'a> {
    /// What it is called there.
    name: &'a str,
    #[schemars(extend("enum" = ["taken", "skipped"]))]
    status: &'static str,
    /// What it is called here.
    account: Option<&'a str>,
    tenant: Option<String>,
    client_id: Option<String>,
    enabled: Option<bool>,
    /// Why it was skipped.
    reason: Option<&'a str>,
    notes: &'a [String],
}

impl<'a> Row<'a> {
    fn new(imported: &'a Imported) -> Self {
        let account = match &imported.outcome {
            Outcome::Taken(account) => Some(account),
            Outcome::Known | Outcome::Skipped(_) => None,
        };
        Self {
            name: &imported.name,
            status: if account.is_some() { "taken" } else { "skipped" },
            account: account.map(|account| account.label.as_str()),
            tenant: account.map(|account| account.tenant.to_string()),
            client_id: account.map(|account| account.client_id.to_string()),
            enabled: account.map(|account| account.enabled),
            reason: imported.outcome.reason(),
            notes: &imported.notes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn every_key_is_there_also_where_nothing_was_taken() {
        let skipped = Outcome::Skipped("why".to_owned());
        let all = [Imported { name: "g".to_owned(), outcome: skipped, notes: Vec::new() }];
        let shown: Value = serde_json::from_str(&imported(&all, true)).unwrap();
        let row = json!({ "name": "g", "status": "skipped", "account": null, "tenant": null, "client_id": null,
                          "enabled": null, "reason": "why", "notes": [] });
        assert_eq!(shown, json!({ "schema_version": 1, "dry_run": true, "accounts": [row] }));
    }
}
