//! The bridge between the `oauth2` crate and our HTTP client; it also straightens out what real authorities send.

use super::Grant;
use super::identity::{Claims, HomeAccount};
use super::straighten::{is_wordless_refusal, straighten};
use crate::base::http::{Answer, Http, fault};
use crate::model::account::Account;
use crate::model::claims::Challenge;
use crate::model::error::{Error, Kind, Result};
use crate::model::explain::{OAuthError, authority_error};
use crate::model::secret::Secret;
use crate::model::token::{TokenSet, end_of_life};
use chrono::Utc;
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthUrl, Client, ClientId, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet, ExtraTokenFields,
    HttpRequest, HttpResponse, RequestTokenError, StandardRevocableToken, StandardTokenResponse, TokenResponse,
    TokenUrl,
};
use serde::{Deserialize, Serialize};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long one request that is sent once may take from its first byte to the last of its answer, however slowly that drips in.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);
/// How long a token lives whose answer does not tell. Source: Microsoft identity platform, "Access token lifetime".
const USUAL_LIFE: Duration = Duration::from_secs(3600);

/// What Entra adds to a token answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct EntraFields {
    id_token: Option<String>,
    client_info: Option<String>,
}

impl ExtraTokenFields for EntraFields {}

pub(super) type Tokens = StandardTokenResponse<EntraFields, BasicTokenType>;
pub(super) type Entra = Client<
    BasicErrorResponse,
    Tokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// The authority's client for an account; `tenant` is the segment of its path.
pub(super) fn client(account: &Account, tenant: &str) -> Result<Entra> {
    let base = format!("{}/{tenant}/oauth2/v2.0", account.endpoints.authority);
    let invalid = |error: url::ParseError| Error::new(Kind::Internal, "bad_authority", format!("{base}: {error}."));
    Ok(Client::new(ClientId::new(account.client_id.to_string()))
        .set_auth_uri(AuthUrl::new(format!("{base}/authorize")).map_err(invalid)?)
        .set_device_authorization_url(DeviceAuthorizationUrl::new(format!("{base}/devicecode")).map_err(invalid)?)
        .set_token_uri(TokenUrl::new(format!("{base}/token")).map_err(invalid)?))
}

/// One conversation with an authority: sends the crate's requests, and keeps the last refusal as it came, because the crate
/// drops what Entra adds to it (numbers, `suberror`, correlation id).
pub(super) struct Exchange<'a> {
    http: &'a Http,
    account: &'a Account,
    /// Until when to be patient with a failing server; without it every request is sent once.
    deadline: Option<Instant>,
    refusal: Mutex<Option<Answer>>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(http: &'a Http, account: &'a Account, deadline: Option<Instant>) -> Self {
        Self { http, account, deadline, refusal: Mutex::new(None) }
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse> {
        let broken = |error: &dyn std::error::Error| Error::new(Kind::Internal, "bad_request", format!("{error}."));
        let request: reqwest::Request = request.try_into().map_err(|error: reqwest::Error| broken(&error))?;
        let mut answer = if let Some(deadline) = self.deadline {
            self.http.send_and_hear_out(&request, deadline).await?
        } else {
            let sent = tokio::time::timeout(LONGEST_REQUEST, self.http.send(request)).await;
            sent.unwrap_or_else(|_| Err(self.too_slow()))?
        };
        if answer.is_transient() {
            return Err(passing(&answer));
        }
        let (status, body) = straighten(&answer);
        if status != 200 {
            answer.hide_what_was_sent();
        }
        let response = http::Response::builder().status(status).header("content-type", "application/json").body(body);
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = (status != 200).then_some(answer);
        response.map_err(|error| broken(&error))
    }

    fn too_slow(&self) -> Error {
        let message = format!("{} did not answer in time.", self.account.endpoints.authority.host());
        Error::new(Kind::Network, "timeout", message).hint("try again in a moment")
    }

    /// What the refusal asks the next sign-in for, as long as [`Exchange::failure`] has not taken it.
    pub(super) fn challenge(&self) -> Option<Challenge> {
        #[derive(Deserialize)]
        struct Challenging {
            claims: String,
        }
        let refusal = self.refusal.lock().unwrap_or_else(PoisonError::into_inner);
        let refusal: Challenging = refusal.as_ref()?.json().ok()?;
        Challenge::parse(&refusal.claims)
    }

    /// What a failed request means, in our words.
    pub(super) fn failure<T: oauth2::ErrorResponse>(&self, error: RequestTokenError<Error, T>) -> Error {
        let what = match error {
            RequestTokenError::Request(error) => return error,
            RequestTokenError::Parse(error, _) => fault(error.inner()),
            RequestTokenError::ServerResponse(_) | RequestTokenError::Other(_) => "it is another answer".to_owned(),
        };
        let refusal = self.refusal.lock().unwrap_or_else(PoisonError::into_inner).take();
        match refusal.map(|answer| refused(&answer)) {
            Some(Ok(refused)) => authority_error(&refused, self.account),
            Some(Err(error)) => error,
            None => self.no_token(&what),
        }
    }

    fn no_token(&self, why: &str) -> Error {
        let message = format!("{}'s answer holds no token: {why}.", self.account.endpoints.authority.host());
        Error::new(Kind::Network, "bad_token_answer", message).hint("try again in a moment")
    }

    /// The crate's answer as ours.
    pub(super) fn grant(&self, tokens: &Tokens) -> Result<Grant> {
        if *tokens.token_type() != BasicTokenType::Bearer {
            return Err(Error::new(
                Kind::Other,
                "not_a_bearer_token",
                "The authority issued a token that is not a bearer token.",
            ));
        }
        let access = tokens.access_token().secret();
        // What a header cannot hold could never be sent (RFC 6750 2.1 allows fewer characters still).
        if access.is_empty() || !access.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(self.no_token("what stands in its place is none"));
        }
        let extra = tokens.extra_fields();
        let home = extra.client_info.as_deref().map(HomeAccount::read).transpose()?;
        let claims = extra.id_token.clone().map(|token| Claims::read(&Secret::from(token), home.clone()));
        Ok(Grant {
            tokens: TokenSet {
                access: Secret::from(access.clone()),
                expires_at: end_of_life(Utc::now(), tokens.expires_in().unwrap_or(USUAL_LIFE)),
                refresh: tokens.refresh_token().map(|token| Secret::from(token.secret().clone())),
                scopes: tokens
                    .scopes()
                    .map(|scopes| scopes.iter().map(|scope| scope.to_string()).collect())
                    .unwrap_or_default(),
            },
            claims: claims.transpose()?,
            home,
        })
    }
}

impl<'c> AsyncHttpClient<'c> for Exchange<'_> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// A fault that passes, by the code that the authority gave for it.
fn passing(answer: &Answer) -> Error {
    let kind = if answer.status == 429 { Kind::Throttled } else { Kind::Network };
    let said = serde_json::from_slice::<OAuthError>(&answer.body).unwrap_or_default().code();
    let code = if said.is_empty() { format!("http_{}", answer.status) } else { said };
    let message = format!("{} has a passing fault (HTTP {}).", answer.host, answer.status);
    Error::new(kind, code, message).hint("try again in a moment")
}

/// The refusal in an answer.
fn refused(answer: &Answer) -> Result<OAuthError> {
    if is_wordless_refusal(answer) {
        return Ok(OAuthError { error: "invalid_grant".to_owned(), ..OAuthError::default() });
    }
    answer.json()
}
