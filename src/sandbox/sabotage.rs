//! The answers that faults give instead of the right one, and the damage they do to it on the way out.

use std::io;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::response::{Html, IntoResponse, Response};
use futures_util::{StreamExt, stream};
use http::header::{CONTENT_LENGTH, LOCATION, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::aadsts::Refusal;
use super::fault::FaultKind;
use super::graph::problem::Problem;
use super::state::{Host, Shared, Visit};

/// The page of a network that wants a password first.
const PORTAL: &str = "<!doctype html><html><head><title>Welcome to Hotel Sandbox Wi-Fi</title></head>\
    <body><h1>Please accept our terms to go online</h1></body></html>";

/// What a fault that strikes on arrival answers.
pub(super) fn instead(fault: &FaultKind, host: Host, shared: &Shared, visit: &Visit) -> Response {
    match fault {
        FaultKind::Throttle { retry_after } => {
            let response = match host {
                Host::Authority => Refusal::numbered("temporarily_unavailable", 90_055)
                    .status(StatusCode::TOO_MANY_REQUESTS)
                    .into_response(),
                Host::Graph => Problem::throttled(retry_after.is_some()).respond(shared, visit),
            };
            with_retry_after(response, *retry_after)
        }
        FaultKind::Outage { status, retry_after } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            let response = match host {
                Host::Authority => Refusal::numbered("temporarily_unavailable", 90_033).status(status).into_response(),
                Host::Graph => Problem::outage(status).respond(shared, visit),
            };
            with_retry_after(response, *retry_after)
        }
        FaultKind::Redirect => {
            let location = format!("{}/elsewhere", shared.other_origin(host));
            (StatusCode::FOUND, [(LOCATION, location)]).into_response()
        }
        FaultKind::Unauthorized => Problem::bad_token("Access token validation failure.").respond(shared, visit),
        FaultKind::AnotherCloud => {
            let text = "The specified tenant belongs to the National Cloud 'MicrosoftOnline.US'. Current cloud instance \
                        'MicrosoftOnline.COM' does not federate with it.";
            Refusal::new("invalid_request", 90_038, text).into_response()
        }
        FaultKind::DeviceErrorOn200 => {
            Refusal::numbered("unauthorized_client", 700_016).status(StatusCode::OK).into_response()
        }
        _ => Html(PORTAL).into_response(),
    }
}

fn with_retry_after(mut response: Response, seconds: Option<u64>) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The same answer with its durations as strings.
pub(super) async fn numbers_as_strings(response: Response) -> Response {
    let (_, body) = split(response).await;
    let mut value: Value = serde_json::from_slice(&body).unwrap_or_default();
    for name in ["expires_in", "ext_expires_in", "interval"] {
        if let Some(number) = value.get(name).and_then(Value::as_u64) {
            value[name] = json!(number.to_string());
        }
    }
    Json(value).into_response()
}

/// The same answer with its body broken.
pub(super) async fn damage(fault: &FaultKind, response: Response) -> Response {
    let (mut parts, body) = split(response).await;
    let body = match fault {
        FaultKind::BadJson => Body::from(r#"{"value":[{"id":"#),
        FaultKind::TruncatedBody => {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
            // A stream does not tell its length, so the header above is believed and then broken. The pause lets
            // the first half out before the connection is given up.
            let half = stream::iter([Ok(body.slice(..body.len() / 2))]);
            let end = stream::once(async {
                tokio::time::sleep(Duration::from_millis(20)).await;
                Err(io::Error::from(io::ErrorKind::ConnectionAborted))
            });
            Body::from_stream(half.chain(end))
        }
        _ => Body::empty(),
    };
    Response::from_parts(parts, body)
}

async fn split(response: Response) -> (http::response::Parts, Bytes) {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, body)
}
