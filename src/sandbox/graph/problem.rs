//! How Graph says no: the codes, the statuses and the nested shape of its errors.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Utc;
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::sandbox::state::{Shared, Visit};

/// An answer that refuses a request to Graph.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Problem {
    status: StatusCode,
    code: &'static str,
    message: String,
    retry_after: Option<u64>,
    /// What a token has to hold, as JSON.
    claims: Option<String>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Problem { status, code, message: message.into(), retry_after: None, claims: None }
    }

    pub fn bad_token(message: &str) -> Self {
        Problem::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message)
    }

    /// The token is good but lacks what a policy asks for.
    pub fn insufficient_claims(status: u16, claims: String) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNAUTHORIZED);
        let code =
            if status == StatusCode::UNAUTHORIZED { "InvalidAuthenticationToken" } else { "insufficient_claims" };
        let message = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: \
                       TokenIssuedBeforeRevocationTimestamp";
        Problem { claims: Some(claims), ..Problem::new(status, code, message) }
    }

    pub fn bad_request(message: impl Into<String>) -> Self {
        Problem::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub fn bad_parameter(message: impl Into<String>) -> Self {
        Problem::new(StatusCode::BAD_REQUEST, "ErrorInvalidParameter", message)
    }

    pub fn bad_id() -> Self {
        Problem::new(StatusCode::BAD_REQUEST, "ErrorInvalidIdMalformed", "Id is malformed.")
    }

    pub fn ends_before_it_starts() -> Self {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "ErrorCalendarEndDateIsEarlierThanStartDate",
            "The end date of the calendar view is earlier than its start date.",
        )
    }

    pub fn access_denied() -> Self {
        let message = "Access is denied. Check credentials and try again.";
        Problem::new(StatusCode::FORBIDDEN, "ErrorAccessDenied", message)
    }

    pub fn not_privileged() -> Self {
        let message = "Insufficient privileges to complete the operation.";
        Problem::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message)
    }

    pub fn no_mailbox() -> Self {
        let message = "The mailbox is either inactive, soft-deleted, or is hosted on-premise.";
        Problem::new(StatusCode::NOT_FOUND, "MailboxNotEnabledForRESTAPI", message)
    }

    pub fn no_organization(tenant: &str) -> Self {
        let message = format!("The tenant for tenant guid '{tenant}' does not exist.");
        Problem::new(StatusCode::UNAUTHORIZED, "OrganizationFromTenantGuidNotFound", message)
    }

    pub fn no_item() -> Self {
        let message = "The specified object was not found in the store.";
        Problem::new(StatusCode::NOT_FOUND, "ErrorItemNotFound", message)
    }

    pub fn no_resource() -> Self {
        let message = "Resource not found for the segment.";
        Problem::new(StatusCode::NOT_FOUND, "ResourceNotFound", message)
    }

    /// Too many requests at once for one mailbox.
    pub fn crowded() -> Self {
        Problem { retry_after: Some(1), ..Problem::throttled(false) }
    }

    pub fn throttled(tells_when: bool) -> Self {
        let (code, message) = if tells_when {
            ("TooManyRequests", "Please retry again later.")
        } else {
            ("ApplicationThrottled", "Application is over its MailboxConcurrency limit.")
        };
        Problem::new(StatusCode::TOO_MANY_REQUESTS, code, message)
    }

    pub fn outage(status: StatusCode) -> Self {
        if status == StatusCode::GATEWAY_TIMEOUT {
            return Problem::new(status, "UnknownError", "");
        }
        Problem::new(status, "serviceNotAvailable", "The service is temporarily unavailable.")
    }

    pub fn respond(self, shared: &Shared, visit: &Visit) -> Response {
        let body = json!({
            "error": {
                "code": self.code,
                "message": self.message,
                "innerError": {
                    "date": Utc::now().format("%Y-%m-%dT%H:%M:%S").to_string(),
                    "request-id": visit.request_id,
                    "client-request-id": visit.client_request_id,
                },
            },
        });
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        if self.status == StatusCode::UNAUTHORIZED || self.claims.is_some() {
            let mut challenge = format!(
                "Bearer realm=\"\", authorization_uri=\"{}/common/oauth2/authorize\", \
                 client_id=\"00000003-0000-0000-c000-000000000000\"",
                shared.authority
            );
            if let Some(claims) = &self.claims {
                // Real challenges hold commas in quotes, and may come behind one of another scheme.
                challenge = format!(
                    "PoP realm=\"\", nonce=\"1\", {challenge}, errorDescription=\"{}, see the claims\", \
                     error=\"insufficient_claims\", claims=\"{}\"",
                    self.message,
                    STANDARD.encode(claims)
                );
            }
            if let Ok(challenge) = HeaderValue::from_str(&challenge) {
                response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            }
        }
        response
    }
}
