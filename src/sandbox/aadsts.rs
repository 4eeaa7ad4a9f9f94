//! How Entra says no: the AADSTS errors the sandbox can give, in the shape and with the line breaks of the real ones.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use serde_json::{Value, json};

use super::mint::guid;

/// An answer that refuses a request to the authority.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: StatusCode,
    error: String,
    code: Option<u32>,
    text: String,
    suberror: Option<&'static str>,
    claims: Option<String>,
}

impl Refusal {
    pub fn new(error: &str, code: u32, text: impl Into<String>) -> Self {
        // Entra answers 401 when it is the client itself that could not be authenticated.
        let status = match error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            "temporarily_unavailable" => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        };
        Refusal { status, error: error.to_owned(), code: Some(code), text: text.into(), suberror: None, claims: None }
    }

    /// The one polling error that has no AADSTS number.
    pub fn slow_down() -> Self {
        Refusal { code: None, ..Refusal::new("slow_down", 0, "The client polls faster than the interval.") }
    }

    pub fn missing(parameter: &str) -> Self {
        let text = format!("The request body must contain the following parameter: '{parameter}'.");
        Refusal::new("invalid_request", 900_144, text)
    }

    /// The refusals that a fault asks for by number.
    pub fn numbered(error: &str, code: u32) -> Self {
        Refusal::new(error, code, text_of(code))
    }

    pub fn policy_blocked() -> Self {
        Refusal {
            suberror: Some("message_only"),
            ..Refusal::numbered("invalid_grant", 53_003)
                .claims(r#"{"access_token":{"capolids":{"essential":true,"values":["c7a8"]}}}"#)
        }
    }

    /// What the next sign-in has to ask for.
    #[must_use]
    pub fn claims(self, claims: &str) -> Self {
        Refusal { claims: Some(claims.to_owned()), ..self }
    }

    #[must_use]
    pub fn suberror(self, suberror: &'static str) -> Self {
        Refusal { suberror: Some(suberror), ..self }
    }

    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Refusal { status, ..self }
    }

    /// The first line of the description, for the people at the device page.
    pub fn headline(&self) -> String {
        match self.code {
            Some(code) => format!("AADSTS{code}: {}", self.text),
            None => self.text.clone(),
        }
    }

    /// The same refusal as the redirect that ends a request for authorization (RFC 6749 4.1.2.1).
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let body = self.body();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let mut query = vec![("error", text("error")), ("error_description", text("error_description"))];
        query.extend(self.code.is_some().then(|| ("error_uri", text("error_uri"))));
        query.extend(self.suberror.map(|suberror| ("suberror", suberror.to_owned())));
        query
    }

    fn body(&self) -> Value {
        let (trace, correlation) = (guid(), guid());
        let timestamp = Utc::now().format("%Y-%m-%d %H:%M:%SZ").to_string();
        let headline = self.headline();
        let mut body = json!({
            "error": self.error,
            "error_description": format!(
                "{headline}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {timestamp}"
            ),
            "error_codes": self.code.into_iter().collect::<Vec<_>>(),
            "timestamp": timestamp,
            "trace_id": trace,
            "correlation_id": correlation,
        });
        if let Some(code) = self.code {
            body["error_uri"] = json!(format!("https://login.microsoftonline.com/error?code={code}"));
        }
        if let Some(suberror) = self.suberror {
            body["suberror"] = json!(suberror);
        }
        if let Some(claims) = &self.claims {
            body["claims"] = json!(claims);
        }
        body
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body())).into_response()
    }
}

fn text_of(code: u32) -> &'static str {
    match code {
        16_000 => "The user account does not exist in the tenant and cannot access the application.",
        50_034 => "The user account does not exist in the directory.",
        50_057 => "The user account is disabled.",
        50_076 => {
            "Due to a configuration change made by your administrator, you must use multi-factor \
             authentication to access this resource."
        }
        50_105 => "The signed in user is not assigned to a role for the application.",
        50_158 => "External security challenge not satisfied.",
        50_173 => "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
        53_003 => {
            "Access has been blocked by Conditional Access policies. The access policy does not \
             allow token issuance."
        }
        54_005 => "OAuth2 Authorization code was already redeemed, please retry with a new valid code.",
        65_001 => "The user or administrator has not consented to use the application.",
        65_004 => "User declined to consent to access the app.",
        70_000 => "Provided grant is invalid or malformed.",
        70_008 => "The provided authorization code or refresh token has expired.",
        70_016 => "Pending end-user authorization.",
        70_018 => "Invalid verification code.",
        70_019 => "Verification code expired. Have the user retry the sign-in.",
        70_043 => {
            "The refresh token has expired or is invalid due to sign-in frequency checks by \
             conditional access."
        }
        90_094 => "The grant requires admin permission.",
        90_095 => "The admin consent request was sent to an administrator.",
        700_016 => "Application was not found in the directory.",
        700_082 => "The refresh token has expired due to inactivity.",
        90_033 => "A transient error has occurred. Please try again.",
        90_055 => "The tenant is throttled due to too many requests. Please try again later.",
        _ => "The request was refused.",
    }
}
