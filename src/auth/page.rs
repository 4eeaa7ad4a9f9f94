//! The pages that a browser sees when it comes back from the authority: no script, nothing from elsewhere, light and dark.

use crate::model::account::Account;
use crate::model::error::Error;
use crate::model::token::Identity;
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

const CHECK: &str = "M7.5 12.5l3 3 6-7";
const CROSS: &str = "M8.5 8.5l7 7m0-7l-7 7";
const EXCLAMATION: &str = "M12 6.5v7m0 3.5v.01";

/// A page, before it is sent.
#[derive(Clone, Debug)]
pub(super) struct Page {
    status: StatusCode,
    html: String,
}

impl Page {
    /// How the sign-in of an account ended.
    pub fn outcome(account: &Account, outcome: &Result<Identity, Error>) -> Self {
        match outcome {
            Ok(identity) => {
                let text = format!(
                    "<p role=\"status\"><b>{}</b> is signed in as <b>{}</b>.</p>",
                    escape(account.label.as_str()),
                    escape(&identity.username)
                );
                Self::new(StatusCode::OK, "done", "Signed in", CHECK, &text)
            }
            Err(error) => {
                let hints = error.hints.iter().fold(String::new(), |list, hint| list + "<li>" + &step(hint) + "</li>");
                let text = format!(
                    "<p class=\"soft\">{} · {}</p><p role=\"alert\">{}</p><ul>{hints}</ul>",
                    escape(account.label.as_str()),
                    escape(&error.code),
                    escape(&error.message),
                );
                Self::new(StatusCode::OK, "failed", "Not signed in", CROSS, &text)
            }
        }
    }

    /// What somebody sees who came with anything but the answer that is waited for.
    pub fn stray(status: StatusCode) -> Self {
        let text =
            "<p role=\"alert\">calcli is waiting for a sign-in, and this is not its answer. Nothing was changed.</p>";
        Self::new(status, "stray", "Not what calcli waits for", EXCLAMATION, text)
    }

    fn new(status: StatusCode, mood: &str, title: &str, mark: &str, text: &str) -> Self {
        let next = "You can close this tab and go back to the terminal.";
        // The text comes last, so that nothing in it can be taken for a placeholder.
        let parts =
            [("style", STYLE), ("mood", mood), ("title", title), ("mark", mark), ("next", next), ("text", text)];
        let html = parts
            .into_iter()
            .fold(TEMPLATE.to_owned(), |html, (name, value)| html.replace(&format!("{{{name}}}"), value));
        Self { status, html }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        (self.status, guards(), Html(self.html)).into_response()
    }
}

/// Sends the browser on to another path, so that the code in its address leaves no trace in the history.
pub(super) fn see_other(path: &'static str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path)], guards(), ()).into_response()
}

/// The headers of every answer: nothing is kept, nothing is loaded, nobody is told where the browser came from.
fn guards() -> [(HeaderName, String); 5] {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    [
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, "no-store".to_owned()),
        (REFERRER_POLICY, "no-referrer".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONNECTION, "close".to_owned()),
    ]
}

/// What to do next: a command, or a sentence with commands in backticks.
fn step(hint: &str) -> String {
    let command = |text: &str| format!("<code>{}</code>", escape(text));
    if hint.starts_with("calcli ") {
        return command(hint);
    }
    let parts = hint.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { escape(part) } else { command(part) }).collect()
}

/// Text as HTML, without the control and direction characters that could change how the rest is read.
fn escape(text: &str) -> String {
    let misleads = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text.chars().filter(|c| !misleads(*c)).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
