//! A new access token from a refresh token (RFC 6749 6), for the same person or not at all.

use super::exchange::{Exchange, client};
use crate::base::http::Http;
use crate::model::account::Account;
use crate::model::claims::{self, Challenge};
use crate::model::error::{Error, Kind};
use crate::model::secret::Secret;
use crate::model::token::{TokenRecord, TokenSet};
use oauth2::{RefreshToken, Scope};
use std::time::Instant;

/// A refresh that failed.
#[derive(Debug)]
pub struct Unrenewed {
    /// What the authority or the network said.
    pub error: Error,
    /// What the authority wants a sign-in to ask for.
    pub challenge: Option<Challenge>,
}

impl From<Error> for Unrenewed {
    fn from(error: Error) -> Self {
        Self { error, challenge: None }
    }
}

/// Renews the tokens of a record at the tenant they belong to, and asks for what a challenge wants the token to hold. A refresh
/// token that is not replaced stays in use.
///
/// # Errors
/// See [`Unrenewed`]; code `identity_changed` where the answer is for somebody else.
pub async fn refresh(
    http: &Http,
    account: &Account,
    record: &TokenRecord,
    challenge: Option<&Challenge>,
    deadline: Instant,
) -> Result<TokenSet, Unrenewed> {
    let old: &Secret = record.tokens.refresh.as_ref().ok_or_else(|| {
        Error::new(
            Kind::SignInRequired,
            "no_refresh_token",
            "The access token has ended, and there is no refresh token to renew it.",
        )
        .hint(account.login_command())
    })?;
    let exchange = Exchange::new(http, account, Some(deadline));
    let client = client(account, &record.key.partition.tenant.to_string())?;
    let refresh_token = RefreshToken::new(old.expose().to_owned());
    let tokens = client
        .exchange_refresh_token(&refresh_token)
        .add_scopes(account.scopes().into_iter().map(Scope::new))
        .add_extra_param("client_info", "1")
        .add_extra_param("claims", claims::request(challenge))
        .request_async(&exchange)
        .await
        .map_err(|error| Unrenewed { challenge: exchange.challenge(), error: exchange.failure(error) })?;
    // Whose tokens these are is then unknown; the ones that are stored stay, and may still be good.
    let mut grant = exchange.grant(&tokens).map_err(|error| Error {
        message: format!("{} What was stored is unchanged.", error.message),
        ..error.hint(account.login_command())
    })?;
    let same = match (&grant.claims, &grant.home) {
        (Some(claims), _) => claims.check(account, Some(&record.identity)).map(drop),
        (None, Some(home)) => home.check(account, &record.identity),
        (None, None) => Ok(()),
    };
    same.map_err(|error| Error {
        kind: Kind::SignInRequired,
        code: "identity_changed".to_owned(),
        message: format!(
            "The authority answered the refresh for somebody else, and nothing was stored. {}",
            error.message
        ),
        hints: vec![account.login_command()],
    })?;
    grant.tokens.refresh = grant.tokens.refresh.or_else(|| Some(old.clone()));
    if grant.tokens.scopes.is_empty() {
        grant.tokens.scopes.clone_from(&record.tokens.scopes);
    }
    Ok(grant.tokens)
}
