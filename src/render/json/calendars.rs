//! The calendars of every account, as JSON.

use super::agenda::Someone;
use super::problem::Answered;
use super::{SCHEMA_VERSION, text};
use crate::model::account::Label;
use crate::model::agenda::{Source, is_complete};
use crate::model::event::Calendar;
use schemars::JsonSchema;
use serde::Serialize;

/// The document of `calendars`.
pub fn calendars(calendars: &[(Label, Calendar)], sources: &[Source]) -> String {
    text::document(&Document {
        schema_version: SCHEMA_VERSION,
        complete: is_complete(sources),
        accounts: sources.iter().map(Answered::new).collect(),
        calendars: calendars.iter().map(|(account, calendar)| Row::new(account, calendar)).collect(),
    })
}

/// The calendars of the accounts that were asked.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    schema_version: u32,
    /// Whether every account answered.
    complete: bool,
    /// What became of each account.
    accounts: Vec<Answered<'a>>,
    calendars: Vec<Row<'a>>,
}

/// A calendar.
#[derive(Serialize, JsonSchema)]
struct Row<'a> {
    account: &'a str,
    id: &'a str,
    name: &'a str,
    /// Whether it is the one that invitations go to.
    is_default: bool,
    can_edit: bool,
    owner: Option<Someone<'a>>,
}

impl<'a> Row<'a> {
    fn new(account: &'a Label, calendar: &'a Calendar) -> Self {
        Self {
            account: account.as_str(),
            id: &calendar.id,
            name: &calendar.name,
            is_default: calendar.is_default,
            can_edit: calendar.can_edit,
            owner: calendar.owner.as_ref().map(Someone::new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{calendar, expired, label};
    use serde_json::{Value, json};

    #[test]
    fn every_calendar_has_its_account_and_owner() {
        let rows = [
            (label("xebia"), calendar("Team", "t@x")),
            (label("xebia"), Calendar { owner: None, ..calendar("B", "") }),
        ];
        let source = Source { account: label("xebia"), fetched_at: None, error: Some(expired()) };
        let document: Value = serde_json::from_str(&calendars(&rows, &[source])).unwrap();
        assert_eq!(document["complete"], false);
        assert_eq!(document["accounts"][0]["status"], "sign_in_required");
        let team = json!({ "account": "xebia", "id": "AAMk", "name": "Team", "is_default": false, "can_edit": true, "owner": { "name": "Owner", "email": "t@x" } });
        assert_eq!(document["calendars"][0], team);
        assert_eq!(document["calendars"][1]["owner"], Value::Null);
    }

    #[test]
    fn nothing_is_an_empty_list() {
        let expected =
            "{\n  \"schema_version\": 1,\n  \"complete\": true,\n  \"accounts\": [],\n  \"calendars\": []\n}\n";
        assert_eq!(calendars(&[], &[]), expected);
    }
}
