//! The device authorization grant (RFC 8628): begin, show the code, wait.

use super::Grant;
use super::exchange::{Exchange, client};
use crate::base::http::Http;
use crate::model::account::Account;
use crate::model::claims::{self, Challenge};
use crate::model::error::{Error, Kind, Result};
use crate::model::flow::Flow;
use crate::model::token::end_of_life;
use chrono::{DateTime, Utc};
use oauth2::basic::BasicErrorResponseType;
use oauth2::{DeviceCodeErrorResponseType, RequestTokenError, Scope, StandardDeviceAuthorizationResponse};
use std::time::{Duration, Instant};

/// How long to wait at most between polls while the network is down.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// The shortest time between polls, whatever the clock and the authority say.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
/// How long an answer is waited for that was asked for before the code ended.
const LAST_ANSWER: Duration = Duration::from_secs(5);

/// A sign-in that waits for its user.
#[derive(Debug)]
pub struct Pending {
    account: Account,
    claims: String,
    http: Http,
    answer: StandardDeviceAuthorizationResponse,
    expires_at: DateTime<Utc>,
}

/// Asks the authority for a code, and for what a challenge wants the token to hold.
///
/// # Errors
/// What the authority or the network said.
pub async fn begin(http: &Http, account: &Account, challenge: Option<&Challenge>) -> Result<Pending> {
    let exchange = Exchange::new(http, account, None);
    let request = client(account, &account.tenant.to_string())?;
    let claims = claims::request(challenge);
    let scopes = account.scopes().into_iter().map(Scope::new);
    let request = request.exchange_device_code().add_scopes(scopes).add_extra_param("claims", claims.as_str());
    let answer: StandardDeviceAuthorizationResponse =
        request.request_async(&exchange).await.map_err(|error| exchange.failure(error))?;
    let expires_at = end_of_life(Utc::now(), answer.expires_in());
    Ok(Pending { account: account.clone(), claims, http: http.clone(), answer, expires_at })
}

impl Pending {
    /// The code that the user types.
    pub fn user_code(&self) -> &str {
        self.answer.user_code().secret()
    }

    /// Where the user types it, as the authority named it.
    pub fn verification_uri(&self) -> &str {
        self.answer.verification_uri().as_str()
    }

    /// When the code ends.
    pub fn expires_at(&self) -> DateTime<Utc> {
        self.expires_at
    }

    /// Polls until the user has signed in, at the pace that the authority asks for, until the code ends or the `limit` is over.
    /// Drop the future to give up.
    ///
    /// # Errors
    /// Declined, expired, refused, or an answer that makes no sense; code `timeout`. Passing faults of the network are waited out.
    pub async fn wait(self, limit: Option<Duration>) -> Result<Grant> {
        let Some(limit) = limit else { return self.poll().await };
        let late = super::timeout(&self.account);
        tokio::time::timeout(limit, self.poll()).await.unwrap_or(Err(late))
    }

    async fn poll(self) -> Result<Grant> {
        let exchange = Exchange::new(&self.http, &self.account, None);
        let remaining = (self.expires_at - Utc::now()).to_std().unwrap_or_default();
        let begun = Instant::now();
        // Never beyond the code's end, so that the crate then finds it expired.
        let pause = |wanted: Duration| {
            let left = remaining.saturating_sub(begun.elapsed()).saturating_add(Duration::from_millis(100));
            tokio::time::sleep(wanted.min(left).max(SHORTEST_PAUSE))
        };
        let polled = async {
            // The crate polls at once; RFC 8628 3.5 wants the interval to pass between requests.
            pause(self.answer.interval()).await;
            let remaining = remaining.saturating_sub(begun.elapsed());
            let poll = client(&self.account, &self.account.tenant.to_string())?
                .exchange_device_access_token(&self.answer)
                .add_extra_param("client_info", "1")
                .add_extra_param("claims", self.claims.as_str())
                .set_max_backoff_interval(LONGEST_PAUSE)
                .request_async(&exchange, pause, Some(remaining))
                .await;
            match poll {
                Ok(tokens) => exchange.grant(&tokens),
                Err(error) => Err(self.ending(&error).unwrap_or_else(|| exchange.failure(error))),
            }
        };
        let outcome = tokio::time::timeout(remaining.saturating_add(LAST_ANSWER), polled).await;
        outcome.unwrap_or_else(|_| Err(self.expired()))
    }

    /// The ends that a sign-in by code has of its own, by Entra's names and by those of RFC 8628 3.5.
    fn ending(&self, error: &RequestTokenError<Error, oauth2::DeviceCodeErrorResponse>) -> Option<Error> {
        let RequestTokenError::ServerResponse(refusal) = error else { return None };
        match refusal.error() {
            DeviceCodeErrorResponseType::ExpiredToken => Some(self.expired()),
            DeviceCodeErrorResponseType::AccessDenied => Some(self.declined("access_denied")),
            DeviceCodeErrorResponseType::Basic(BasicErrorResponseType::Extension(name)) => match name.as_str() {
                "authorization_declined" => Some(self.declined(name)),
                "bad_verification_code" => Some(
                    Error::new(Kind::Other, name, "The authority does not know the code that it gave out itself.")
                        .hint(self.account.login_command()),
                ),
                _ => None,
            },
            _ => None,
        }
    }

    fn expired(&self) -> Error {
        let message = format!("The code for {} expired before anyone signed in with it.", self.account.label);
        Error::new(Kind::Other, "expired_token", message).hint(self.account.login_command()).hint(format!(
            "if the browser said that your admin blocks it (53003): `{}`",
            Flow::Browser.login_command(&self.account)
        ))
    }

    fn declined(&self, code: &str) -> Error {
        Error::new(Kind::Other, code, format!("The sign-in of {} was declined in the browser.", self.account.label))
            .hint(self.account.login_command())
    }
}
