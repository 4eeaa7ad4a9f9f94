//! What went wrong, as JSON: of a command, and of one account in an answer.

use super::{SCHEMA_VERSION, text, utc};
use crate::model::agenda::Source;
use crate::model::error::{Error, Kind};
use schemars::JsonSchema;
use serde::Serialize;

/// The document of an error that ends a command.
pub fn error(error: &Error) -> String {
    text::document(&Document { schema_version: SCHEMA_VERSION, error: Fatal::new(error) })
}

/// The same document on one line, for a command that prints its answer line by line.
pub fn error_line(error: &Error) -> String {
    text::line(&Document { schema_version: SCHEMA_VERSION, error: Fatal::new(error) })
}

/// What ended a command; it takes the place of the command's own document.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    schema_version: u32,
    error: Fatal<'a>,
}

/// An error that ended something: a command, or the sign-in of an account.
#[derive(Serialize, JsonSchema)]
pub(super) struct Fatal<'a> {
    /// The sort of failure, which decides the exit code.
    #[schemars(extend("enum" = Kind::NAMES))]
    kind: &'static str,
    /// A stable word: a server's own code where it gave one.
    code: &'a str,
    /// What happened, in words.
    message: &'a str,
    /// What to type or do next, the best first.
    hints: &'a [String],
}

impl<'a> Fatal<'a> {
    pub(super) fn new(Error { kind, code, message, hints }: &'a Error) -> Self {
        Self { kind: kind.name(), code, message, hints }
    }
}

/// What is wrong with one account.
#[derive(Serialize, JsonSchema)]
pub(super) struct Problem<'a> {
    /// A stable word: a server's own code where it gave one.
    code: &'a str,
    /// What happened, in words.
    message: &'a str,
    /// What to type or do next, the best first.
    hints: &'a [String],
}

impl<'a> Problem<'a> {
    pub(super) fn new(error: &'a Error) -> Self {
        Self { code: &error.code, message: &error.message, hints: &error.hints }
    }
}

/// What became of one account in an answer.
#[derive(Serialize, JsonSchema)]
pub(super) struct Answered<'a> {
    name: &'a str,
    #[schemars(extend("enum" = STATUSES))]
    status: &'static str,
    /// Where its answer comes from; null where it gave none.
    #[schemars(extend("enum" = ["live", "cache", null]))]
    source: Option<&'static str>,
    #[schemars(extend("format" = "date-time"))]
    fetched_at: Option<String>,
    /// Why its answer is missing, or not all of it.
    error: Option<Problem<'a>>,
}

impl<'a> Answered<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            name: source.account.as_str(),
            status: source.error.as_ref().map_or("ok", |error| status(error.kind)),
            source: source.fetched_at.map(|_| "live"),
            fetched_at: source.fetched_at.map(utc),
            error: source.error.as_ref().map(Problem::new),
        }
    }
}

/// What can become of an account.
pub(super) const STATUSES: [&str; 8] =
    ["ok", "sign_in_required", "forbidden", "no_mailbox", "throttled", "network", "store_unavailable", "error"];

/// The status of an account that failed; the kinds that only a command can fail with are `error`.
pub(super) fn status(kind: Kind) -> &'static str {
    match kind {
        Kind::Usage | Kind::Config | Kind::Internal => Kind::Other.name(),
        kind => kind.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{at, expired, label};
    use serde_json::{Value, json, to_value};

    #[test]
    fn an_error_that_ends_a_command_is_a_document() {
        let expected = "{\n  \"schema_version\": 1,\n  \"error\": {\n    \"kind\": \"usage\",\n    \"code\": \"no_such_account\",\n    \"message\": \"Which?\",\n    \"hints\": []\n  }\n}\n";
        assert_eq!(error(&Error::usage("no_such_account", "Which?")), expected);
    }

    #[test]
    fn an_account_is_ok_failed_or_read_in_part() {
        let fetched = Some(at("2026-11-23T08:12:04.9Z"));
        let shown = |fetched_at, error| -> Value {
            to_value(Answered::new(&Source { account: label("a"), fetched_at, error })).unwrap()
        };
        let problem = json!({ "code": "AADSTS700082", "message": "The refresh token has expired due to inactivity.", "hints": ["calcli login --account marimer"] });
        let live = json!({ "name": "a", "status": "ok", "source": "live", "fetched_at": "2026-11-23T08:12:04Z", "error": null });
        assert_eq!(shown(fetched, None), live);
        let failed =
            json!({ "name": "a", "status": "sign_in_required", "source": null, "fetched_at": null, "error": problem });
        assert_eq!(shown(None, Some(expired())), failed);
        let partly = json!({ "name": "a", "status": "sign_in_required", "source": "live", "fetched_at": "2026-11-23T08:12:04Z", "error": problem });
        assert_eq!(shown(fetched, Some(expired())), partly);
        for (kind, name) in [
            (Kind::Config, "error"),
            (Kind::Internal, "error"),
            (Kind::Interrupted, "error"),
            (Kind::NoMailbox, "no_mailbox"),
        ] {
            assert_eq!(shown(None, Some(Error::new(kind, "x", "y")))["status"], name);
        }
    }
}
