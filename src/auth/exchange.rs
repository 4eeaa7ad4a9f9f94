//! The bridge between the `oauth2` crate and our HTTP client; it also straightens out what real authorities send.

use super::Grant;
use super::identity::Claims;
use crate::base::http::{Answer, Http};
use crate::model::account::Account;
use crate::model::claims::Challenge;
use crate::model::error::{Error, Kind, Result};
use crate::model::explain::{OAuthError, authority_error};
use crate::model::secret::Secret;
use crate::model::token::TokenSet;
use chrono::{TimeDelta, Utc};
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthUrl, Client, ClientId, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet, ExtraTokenFields,
    HttpRequest, HttpResponse, RequestTokenError, StandardRevocableToken, StandardTokenResponse, TokenResponse,
    TokenUrl,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

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
        let answer = match self.deadline {
            Some(deadline) => self.http.send_and_hear_out(&request, deadline).await?,
            None => self.http.send(request).await?,
        };
        if answer.is_transient() {
            return Err(passing(&answer));
        }
        let (status, body) = straighten(&answer);
        let response = http::Response::builder().status(status).header("content-type", "application/json").body(body);
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = (status != 200).then_some(answer);
        response.map_err(|error| broken(&error))
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
        if let RequestTokenError::Request(error) = error {
            return error;
        }
        let refusal = self.refusal.lock().unwrap_or_else(PoisonError::into_inner).take();
        match refusal.map(|answer| refused(&answer)) {
            Some(Ok(refused)) => authority_error(&refused, self.account),
            Some(Err(error)) => error,
            None => Error::new(
                Kind::Network,
                "bad_token_answer",
                format!("{}'s answer holds no token: {error}.", self.account.endpoints.authority.host()),
            ),
        }
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
        let lifetime = tokens.expires_in().and_then(|lifetime| TimeDelta::from_std(lifetime).ok());
        let extra = tokens.extra_fields();
        let claims =
            extra.id_token.clone().map(|token| Claims::read(&Secret::from(token), extra.client_info.as_deref()));
        Ok(Grant {
            tokens: TokenSet {
                access: Secret::from(tokens.access_token().secret().clone()),
                expires_at: Utc::now() + lifetime.unwrap_or(TimeDelta::hours(1)),
                refresh: tokens.refresh_token().map(|token| Secret::from(token.secret().clone())),
                scopes: tokens
                    .scopes()
                    .map(|scopes| scopes.iter().map(|scope| scope.to_string()).collect())
                    .unwrap_or_default(),
            },
            claims: claims.transpose()?,
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

/// What real authorities need: an error that comes with HTTP 200 (Entra's device endpoint) is an error; numbers may be strings
/// (MSAL accepts both); and some refuse a refresh with an empty body.
fn straighten(answer: &Answer) -> (u16, Vec<u8>) {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(&answer.body) else {
        let body =
            if is_wordless_refusal(answer) { br#"{"error":"invalid_grant"}"#.to_vec() } else { answer.body.clone() };
        return (if answer.status == 200 { 502 } else { answer.status }, body);
    };
    for name in ["expires_in", "interval"] {
        if let Some(number) = fields.get(name).and_then(Value::as_str).and_then(|text| text.trim().parse::<u64>().ok())
        {
            fields.insert(name.to_owned(), number.into());
        }
    }
    let status = if answer.is_success() && fields.contains_key("error") { 400 } else { answer.status };
    (status, Value::Object(fields).to_string().into_bytes())
}

/// Whether this is a refusal without a word. An empty answer of any other status, such as a redirect, is a fault of the network.
fn is_wordless_refusal(answer: &Answer) -> bool {
    matches!(answer.status, 400 | 401) && answer.body.trim_ascii().is_empty()
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
