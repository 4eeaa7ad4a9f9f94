//! Ways in for fuzzing: what an authority and a browser send, without a network between.

use super::exchange::{Exchange, Tokens};
use super::loopback;
use super::straighten::straighten;
use crate::base::http::{Answer, Http};
use crate::model::account::samples::account;
use crate::model::claims::Challenge;
use crate::model::explain::{OAuthError, authority_error};
use url::Url;

/// Reads an answer of an authority in both ways, as tokens and as a refusal.
///
/// # Panics
/// Where something does not hold that must.
pub fn token_answer(body: &[u8]) {
    let (account, http) = (account("fuzz", "xebia.com"), Http::default());
    let Ok(url) = Url::parse("https://login.example/token") else { return };
    for status in [200, 400] {
        let (status, body) = straighten(&Answer::made_up(url.clone(), status, body));
        if let (200, Ok(tokens)) = (status, serde_json::from_slice::<Tokens>(&body)) {
            let grant = Exchange::new(&http, &account, None).grant(&tokens);
            if let Some(claims) = grant.ok().and_then(|grant| grant.claims) {
                // Whoever it is, it is decided without a panic.
                let _ = claims.check(&account, None);
            }
        }
        if let Ok(refusal) = serde_json::from_slice::<OAuthError>(&body) {
            assert!(!authority_error(&refusal, &account).message.is_empty());
        }
        if let Ok(text) = std::str::from_utf8(&body) {
            Challenge::parse(text);
            Challenge::in_headers(text);
        }
    }
}

/// Reads the query of a redirect, for a sign-in whose state nobody can know.
///
/// # Panics
/// Where something does not hold that must.
pub fn redirect(query: &str) {
    assert!(
        !loopback::is_believed(query, "c2VjcmV0LXN0YXRlLW9mLXRoaXMtc2lnbi1pbg"),
        "a stranger's redirect was believed"
    );
}
