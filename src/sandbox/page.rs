//! The page at which a person types a device code and says who they are, and the parts of it that other pages share: one form, no
//! script, nothing from elsewhere.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use sha2::{Digest, Sha256};

use super::state::{Shared, Visit};
use super::world::World;

pub(super) const STYLE: &str = include_str!("page.css");

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/devicelogin", get(show).post(decide)).route("/_sandbox/approve", post(approve))
}

async fn show(State(shared): State<Arc<Shared>>) -> Response {
    respond(StatusCode::OK, &form(&shared.world, "", None))
}

async fn decide(State(shared): State<Arc<Shared>>, Extension(visit): Extension<Visit>) -> Response {
    let code = field(&visit, "user_code");
    let mut state = shared.lock();
    let outcome = match field(&visit, "decision") {
        "approve" => state.codes.approve(code, field(&visit, "username"), &shared.world).map(|approval| {
            format!(
                "{} is now signed in to {} on {}. You can close this window and go back to the terminal.",
                approval.user.username, approval.app.name, approval.tenant.name
            )
        }),
        "decline" => state
            .codes
            .decline(code)
            .map(|()| "You declined. Nobody was signed in; you can close this window.".to_owned()),
        _ => Err("Choose to continue or to cancel.".to_owned()),
    };
    match outcome {
        Ok(text) => {
            let body = format!("<h1>Done</h1><p role=\"status\">{}</p>", escape(&text));
            respond(StatusCode::OK, &body)
        }
        Err(problem) => respond(StatusCode::BAD_REQUEST, &form(&shared.world, code, Some(&problem))),
    }
}

/// The same decision for shells and the demo.
async fn approve(State(shared): State<Arc<Shared>>, Extension(visit): Extension<Visit>) -> (StatusCode, String) {
    let (code, username) = (field(&visit, "user_code"), field(&visit, "username"));
    match shared.lock().codes.approve(code, username, &shared.world) {
        Ok(approval) => {
            (StatusCode::OK, format!("{} is signed in to {}\n", approval.user.username, approval.tenant.name))
        }
        Err(problem) => (StatusCode::BAD_REQUEST, format!("{problem}\n")),
    }
}

pub(super) fn field<'a>(visit: &'a Visit, name: &str) -> &'a str {
    let pair = visit.form.iter().find(|(key, _)| key == name);
    pair.map_or("", |(_, value)| value.as_str())
}

/// Everybody, to choose one of; this one is chosen already.
pub(super) fn people(world: &World, chosen: &str) -> String {
    let mut people = String::new();
    for user in &world.users {
        let checked = if user.username.eq_ignore_ascii_case(chosen) { " checked" } else { "" };
        let _ = write!(
            people,
            r#"<label class="person"><input type="radio" name="username" value="{username}" required{checked}>
<span><b>{name}</b><small>{username} · {tenant}</small></span></label>"#,
            username = escape(user.username),
            name = escape(user.name),
            tenant = escape(user.home.name),
        );
    }
    format!("<fieldset><legend>Account</legend>{people}</fieldset>")
}

/// What went wrong, for whoever looks or listens.
pub(super) fn problem(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!(r#"<p class="problem" role="alert">{}</p>"#, escape(text)))
}

fn form(world: &World, code: &str, wrong: Option<&str>) -> String {
    let people = people(world, world.accounts.first().map_or("", |account| account.user.username));
    let problem = problem(wrong);
    let code = escape(code);
    format!(
        r#"<h1>Enter code</h1>
<p>Type the code that your terminal shows, choose who you are, and continue.</p>
{problem}
<form method="post" action="/devicelogin">
<label for="code">Code</label>
<input id="code" name="user_code" value="{code}" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="16" placeholder="ABCD2345">
{people}
<div class="buttons"><button name="decision" value="approve">Continue</button>
<button name="decision" value="decline" class="quiet">Cancel</button></div>
</form>"#
    )
}

/// What stands around the body of a page.
pub(super) struct Frame {
    pub title: &'static str,
    pub banner: &'static str,
    pub style: &'static str,
    /// More for the head.
    pub head: &'static str,
    /// Where its forms may lead.
    pub form_action: &'static str,
    /// To whom the browser tells that it came from here; to nobody also hides the origin of a form that is sent.
    pub referrer: &'static str,
}

const SIGN_IN: Frame = Frame {
    title: "Sign in · sandbox",
    banner: "Sandbox: a pretend sign-in on this machine. No password, no real account.",
    style: STYLE,
    head: "",
    form_action: "'self' http://localhost:*",
    referrer: "no-referrer",
};

pub(super) fn respond(status: StatusCode, body: &str) -> Response {
    framed(&SIGN_IN, status, body)
}

/// A page that may do nothing but be looked at and send its forms.
pub(super) fn framed(frame: &Frame, status: StatusCode, body: &str) -> Response {
    let Frame { title, banner, style, head, form_action, referrer } = frame;
    let page = format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">{head}<title>{title}</title><style>{style}</style></head>
<body><main>
<p class="banner">{banner}</p>
{body}
</main></body></html>
"#
    );
    let hash = STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action {form_action}; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_SECURITY_POLICY, policy.as_str()),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, referrer),
    ];
    (status, headers, Html(page)).into_response()
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
