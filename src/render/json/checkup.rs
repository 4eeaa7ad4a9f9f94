//! What `calcli doctor` found, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::model::account::Label;
use crate::model::checkup::{Check, Checkup};
use schemars::JsonSchema;
use serde::Serialize;

/// The document of `doctor`.
pub fn checkup(checkup: &Checkup) -> String {
    let checks = checkup.0.iter().map(Row::new).collect();
    text::document(&Document { schema_version: SCHEMA_VERSION, ok: checkup.is_ok(), checks })
}

/// What a check-up found.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    schema_version: u32,
    /// Whether nothing is wrong.
    ok: bool,
    checks: Vec<Row<'a>>,
}

/// One thing that was looked at.
#[derive(Serialize, JsonSchema)]
struct Row<'a> {
    /// What was looked at.
    id: &'static str,
    /// The account that it is about.
    account: Option<&'a str>,
    #[schemars(extend("enum" = ["ok", "warning", "problem", "skipped"]))]
    status: &'static str,
    /// What was found.
    detail: &'a str,
    /// What to type or do next.
    hint: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn new(check: &'a Check) -> Self {
        Self {
            id: check.id,
            account: check.account.as_ref().map(Label::as_str),
            status: check.status.name(),
            detail: &check.detail,
            hint: check.hints.first().map(String::as_str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{expired, label};
    use serde_json::{Value, json};

    #[test]
    fn every_check_has_every_key() {
        let found = vec![Check::ok("config", "fine"), Check::failed("token", &expired()).about(&label("marimer"))];
        let document: Value = serde_json::from_str(&checkup(&Checkup(found))).unwrap();
        let expected = json!({ "schema_version": 1, "ok": false, "checks": [
            { "id": "config", "account": null, "status": "ok", "detail": "fine", "hint": null },
            { "id": "token", "account": "marimer", "status": "problem",
              "detail": "The refresh token has expired due to inactivity. (AADSTS700082)", "hint": "calcli login --account marimer" },
        ]});
        assert_eq!(document, expected);
    }
}
