//! An access token for another program, in the form that a `token_command` prints.

use super::{SCHEMA_VERSION, text};
use crate::model::account::Label;
use crate::model::secret::Secret;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

/// The document of `token`. Its end is in seconds since 1970, as other programs print it.
pub fn token(account: &Label, access: &Secret, expires_at: Option<DateTime<Utc>>) -> String {
    text::document(&Document {
        schema_version: SCHEMA_VERSION,
        account: account.as_str(),
        access_token: access.expose(),
        expires_on: expires_at.map(|end| end.timestamp()),
        token_type: "Bearer",
    })
}

/// An access token for another program.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    schema_version: u32,
    account: &'a str,
    access_token: &'a str,
    /// When it ends, in seconds since 1970.
    expires_on: Option<i64>,
    token_type: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::own_token::OwnToken;
    use crate::render::samples::{at, label};

    #[test]
    fn what_is_printed_is_what_a_token_command_may_print() {
        let (access, end) = (Secret::from("eyJ0eXAiOiJKV1QiLCJub25jZSI6".to_owned()), at("2026-11-23T10:00:00.9Z"));
        let printed = token(&label("xebia"), &access, Some(end));
        assert!(printed.contains("\"expires_on\": 1795428000,\n  \"token_type\": \"Bearer\"\n}"), "{printed}");
        let read = OwnToken::read(printed.as_bytes(), end, |_| None).unwrap();
        assert_eq!((read.access, read.expires_at), (access.clone(), Some(at("2026-11-23T10:00:00Z"))));
        assert!(token(&label("xebia"), &access, None).contains("\"expires_on\": null"));
    }
}
