//! The authorization code grant with PKCE, through a browser on this machine (RFC 6749 4.1, RFC 7636, RFC 8252): begin, show the
//! address, wait, redeem, show the outcome.

use super::Grant;
use super::exchange::{Exchange, client};
use super::loopback::{Landing, Loopback, Redirect};
use super::page::Page;
use crate::base::http::Http;
use crate::model::account::Account;
use crate::model::claims::{self, Challenge};
use crate::model::error::{Error, Kind, Result};
use crate::model::explain::authority_error;
use crate::model::flow::Flow;
use crate::model::token::Identity;
use oauth2::{AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use std::time::Duration;

/// Whom the authority should ask to sign in.
#[derive(Clone, Copy, Debug)]
pub enum Who<'a> {
    /// Whoever the browser knows.
    Anyone,
    /// This person.
    Hint(&'a str),
    /// Somebody who is chosen there. Microsoft does not let this be combined with a hint.
    Choose,
}

/// A sign-in that waits for its browser. Dropping it ends the listener.
#[derive(Debug)]
pub struct Pending {
    attempt: Attempt,
    url: String,
    loopback: Loopback,
}

/// What is needed to redeem a code.
#[derive(Debug)]
struct Attempt {
    account: Account,
    http: Http,
    redirect_uri: RedirectUrl,
    verifier: PkceCodeVerifier,
    nonce: String,
    claims: String,
}

/// A browser that came back, and waits to be shown how the sign-in ended.
#[derive(Debug)]
pub struct Visitor {
    attempt: Attempt,
    redirect: Redirect,
    landing: Landing,
}

/// Opens the listener and makes the address, which asks for what a challenge wants the token to hold, too. The authority is not
/// asked anything yet.
/// Source: Microsoft identity platform, "OAuth 2.0 authorization code flow" and "Redirect URI restrictions" (the port of
/// `http://localhost` is ignored when it is matched).
///
/// # Errors
/// Where this machine lets nobody listen on loopback.
pub async fn begin(http: &Http, account: &Account, challenge: Option<&Challenge>, who: Who<'_>) -> Result<Pending> {
    let (state, nonce) = (CsrfToken::new_random(), CsrfToken::new_random());
    let loopback = Loopback::open(state.secret()).await.map_err(|error| {
        Error::new(Kind::Other, "no_listener", format!("Nothing can listen on this machine's loopback: {error}."))
            .hint(Flow::DeviceCode.login_command(account))
    })?;
    let redirect_uri = RedirectUrl::new(format!("http://localhost:{}", loopback.port()))
        .map_err(|error| Error::new(Kind::Internal, "bad_redirect", format!("{error}.")))?;
    let (proof, verifier) = PkceCodeChallenge::new_random_sha256();
    let claims = claims::request(challenge);
    let client = client(account, &account.tenant.to_string())?;
    let mut request = client
        .authorize_url(|| state)
        .set_redirect_uri(std::borrow::Cow::Borrowed(&redirect_uri))
        .set_pkce_challenge(proof)
        .add_scopes(account.scopes().into_iter().map(Scope::new))
        .add_extra_param("response_mode", "query")
        .add_extra_param("nonce", nonce.secret())
        .add_extra_param("claims", claims.as_str())
        .add_extra_param("client_info", "1");
    request = match who {
        Who::Anyone => request,
        Who::Hint(username) => request.add_extra_param("login_hint", username),
        Who::Choose => request.add_extra_param("prompt", "select_account"),
    };
    let url = request.url().0.into();
    let nonce = nonce.into_secret();
    let attempt = Attempt { account: account.clone(), http: http.clone(), redirect_uri, verifier, nonce, claims };
    Ok(Pending { attempt, url, loopback })
}

impl Pending {
    /// The address to open.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The port to which the browser comes back; from another machine it has to be forwarded.
    pub fn port(&self) -> u16 {
        self.loopback.port()
    }

    /// Waits until a browser comes back from the authority, at most this long. Drop the future to give up.
    ///
    /// # Errors
    /// Code `timeout`.
    pub async fn wait(self, limit: Duration) -> Result<Visitor> {
        let Self { attempt, loopback, .. } = self;
        match tokio::time::timeout(limit, loopback.redirected()).await {
            Ok(Some((redirect, landing))) => Ok(Visitor { attempt, redirect, landing }),
            _ => Err(super::timeout(&attempt.account).hint(format!(
                "if the browser said that your admin blocks it, or could not reach this machine: `{}`",
                Flow::DeviceCode.login_command(&attempt.account)
            ))),
        }
    }
}

impl Visitor {
    /// Redeems the code that the browser brought.
    ///
    /// # Errors
    /// What the authority or the network said; code `wrong_nonce` where the answer belongs to another sign-in.
    pub async fn redeem(&self) -> Result<Grant> {
        let Attempt { account, http, redirect_uri, verifier, nonce, claims } = &self.attempt;
        let code = match &self.redirect {
            Redirect::Code(code) => AuthorizationCode::new(code.expose().to_owned()),
            Redirect::Refused(refused) => return Err(authority_error(refused, account)),
        };
        // A code is good for one use, so it is sent once.
        let exchange = Exchange::new(http, account, None);
        let tokens = client(account, &account.tenant.to_string())?
            .exchange_code(code)
            .set_redirect_uri(std::borrow::Cow::Borrowed(redirect_uri))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.secret().clone()))
            .add_extra_param("client_info", "1")
            .add_extra_param("claims", claims.as_str())
            .request_async(&exchange)
            .await
            .map_err(|error| exchange.failure(error))?;
        let grant = exchange.grant(&tokens)?;
        grant.claims.as_ref().map_or(Ok(()), |claims| claims.check_nonce(nonce))?;
        Ok(grant)
    }

    /// Shows the browser how it ended, and ends the listener.
    pub async fn show(self, outcome: &Result<Identity>) {
        self.landing.show(Page::outcome(&self.attempt.account, outcome)).await;
    }
}
