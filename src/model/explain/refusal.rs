//! A refusal as an authority words it, and the error that it becomes.

use super::{Entry, SHOW, entry, link, number_in};
use crate::model::account::Account;
use crate::model::error::Error;
use crate::model::error::Kind::Other;
use serde::Deserialize;
use serde_json::Value;

/// A refusal that has no name.
const UNNAMED: Entry =
    Entry { codes: &[], kind: Other, happened: "The authority refused without saying why.", why: "", steps: &[SHOW] };

/// An error as an authority's token or device endpoint gives it. Every field may be missing.
/// Source: RFC 6749 5.2 and Microsoft identity platform, "Error handling".
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct OAuthError {
    /// The error's name, such as `invalid_grant`.
    pub error: String,
    /// Microsoft's text: `AADSTS70008: …`, then trace lines.
    pub error_description: String,
    /// The AADSTS numbers.
    pub error_codes: Vec<Value>,
    /// A finer name, such as `consent_required`.
    pub suberror: String,
    /// What an admin needs to find the sign-in in the tenant's log.
    pub correlation_id: String,
}

impl OAuthError {
    /// The AADSTS number, from the list or from the text.
    pub fn aadsts(&self) -> Option<u32> {
        let listed = self.error_codes.first().and_then(|code| code.as_u64().or_else(|| code.as_str()?.parse().ok()));
        listed.and_then(|code| u32::try_from(code).ok()).or_else(|| number_in(&self.error_description))
    }

    /// The code for scripts; empty where the answer holds none.
    pub fn code(&self) -> String {
        self.aadsts().map_or_else(|| self.error.clone(), |number| format!("AADSTS{number}"))
    }

    /// The first line of Microsoft's text, without its number.
    fn first_line(&self) -> Option<&str> {
        let line = self.error_description.lines().next()?.trim();
        let line = line.strip_prefix("AADSTS").and_then(|rest| rest.split_once(": ")).map_or(line, |(_, text)| text);
        (!line.is_empty()).then_some(line)
    }
}

/// What an authority's refusal means for an account.
pub fn authority_error(refused: &OAuthError, account: &Account) -> Error {
    let (number, code) = (refused.aadsts(), refused.code());
    let known = number.and_then(|_| entry(&code));
    // Microsoft lets programs depend on the names alone, so they decide about a number that has no words here.
    let row = known.or_else(|| entry(&refused.suberror)).or_else(|| entry(&refused.error)).unwrap_or(&UNNAMED);
    let said = if known.is_some() { None } else { refused.first_line() };
    let mut error = row.error(&code, said.unwrap_or(row.happened), account);
    if let Some(number) = number.filter(|_| known.is_none()) {
        error = error.hint(link(number));
    }
    if !refused.correlation_id.is_empty() {
        error = error.hint(format!("correlation id for the tenant's admin: {}", refused.correlation_id));
    }
    error
}
