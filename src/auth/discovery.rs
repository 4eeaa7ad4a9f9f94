//! Whether a tenant is there, from the document that every authority publishes; nobody has to be signed in for it.

use crate::base::http::Http;
use crate::model::account::Account;
use crate::model::error::{Error, Kind, Result};
use crate::model::explain::{OAuthError, authority_error};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Method, Request};
use serde_json::Value;
use std::time::Instant;
use url::Url;

/// A tenant that answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// How far this machine's clock is ahead of the server's, which tells whole seconds; `None` where the server tells no time.
    pub clock_ahead: Option<TimeDelta>,
}

/// The address of the document. Source: Microsoft identity platform, "OpenID Connect on the Microsoft identity platform".
///
/// # Errors
/// [`Kind::Internal`] where the authority is no address.
pub fn address(account: &Account) -> Result<Url> {
    let text = format!("{}/{}/v2.0/.well-known/openid-configuration", account.endpoints.authority, account.tenant);
    Url::parse(&text).map_err(|_| Error::new(Kind::Internal, "bad_origin", format!("{text} is not an address.")))
}

/// Asks the account's authority for its tenant.
///
/// # Errors
/// What the network or the authority said.
pub async fn reach(http: &Http, account: &Account, deadline: Instant) -> Result<Reached> {
    let answer = http.send_patiently(&Request::new(Method::GET, address(account)?), deadline).await?;
    let clock_ahead = answer.header("date").and_then(|date| DateTime::parse_from_rfc2822(date).ok());
    let clock_ahead = clock_ahead.map(|date| Utc::now() - date.to_utc());
    let document: Value = answer.json()?;
    if answer.is_success() {
        return Ok(Reached { clock_ahead });
    }
    let refusal: OAuthError = serde_json::from_value(document).unwrap_or_default();
    Err(authority_error(&refusal, account))
}
