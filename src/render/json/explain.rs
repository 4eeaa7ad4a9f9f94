//! What error codes mean, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::model::error::Kind;
use crate::model::explain::Entry;
use schemars::JsonSchema;
use serde::Serialize;

/// The document of the entry of a code that was asked about, its steps for an account of this name.
pub fn entry(entry: &Entry, asked: &str, name: &str, exit_code: impl Fn(Kind) -> u8) -> String {
    let entry = Row::new(entry, asked, name, &exit_code);
    text::document(&Document::One { schema_version: SCHEMA_VERSION, entry })
}

/// The document of every entry.
pub fn entries<'a>(entries: impl Iterator<Item = &'a Entry>, name: &str, exit_code: impl Fn(Kind) -> u8) -> String {
    let entries = entries.map(|entry| Row::new(entry, "", name, &exit_code)).collect();
    text::document(&Document::Many { schema_version: SCHEMA_VERSION, entries })
}

/// What error codes mean.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Document<'a> {
    /// The code that was asked about.
    One {
        schema_version: u32,
        #[serde(flatten)]
        entry: Row<'a>,
    },
    /// Every code that calcli knows.
    Many { schema_version: u32, entries: Vec<Row<'a>> },
}

/// What codes that mean the same mean.
#[derive(Serialize, JsonSchema)]
pub(super) struct Row<'a> {
    codes: &'a [&'a str],
    #[schemars(extend("enum" = Kind::NAMES))]
    kind: &'static str,
    /// How a command ends that it ends.
    exit_code: u8,
    /// What happened.
    message: &'a str,
    /// How that comes.
    why: &'a str,
    /// What to type or do next, the best first.
    hints: Vec<String>,
    /// Where to read more.
    url: Option<String>,
}

impl<'a> Row<'a> {
    fn new(entry: &'a Entry, asked: &str, name: &str, exit_code: &impl Fn(Kind) -> u8) -> Self {
        let Entry { codes, kind, happened, why, .. } = *entry;
        let (hints, url) = (entry.steps_for(name), entry.url(asked));
        Self { codes, kind: kind.name(), exit_code: exit_code(kind), message: happened, why, hints, url }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::explain::find;
    use serde_json::{Value, json};

    #[test]
    fn an_entry_has_every_key() {
        let shown: Value = serde_json::from_str(&entry(find("50196").unwrap(), "50196", "a", |_| 5)).unwrap();
        let expected = json!({
            "schema_version": 1, "codes": ["AADSTS50196"], "kind": "throttled", "exit_code": 5,
            "message": "The sign-in service was asked the same thing too often.",
            "why": "Something runs calcli in a loop, or several machines share one sign-in.",
            "hints": ["wait five minutes, and look for what runs calcli over and over"],
            "url": "https://login.microsoftonline.com/error?code=50196",
        });
        assert_eq!(shown, expected);
    }
}
