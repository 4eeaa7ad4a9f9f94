//! The page that shows what the sandbox is asked, and at which faults are added and ended: forms and links, and no script.
//!
//! It steers the sandbox, so it listens to this machine alone: a page from elsewhere can neither send its forms (its `Origin` is
//! another) nor read it under a name of its own that leads here (its `Host` is another: DNS rebinding).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Form, Query, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::header::{HOST, ORIGIN};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};

use super::fault::Fault;
use super::page::{self, Frame, escape, framed};
use super::state::{Host, Seen, Shared, State as Inner};
use super::wording::{self, ENDPOINTS, KINDS, Misspelt, account_of, endpoint_name};

/// So many requests are shown, the last ones.
const SHOWN: usize = 200;

const STYLE: &str = concat!(include_str!("page.css"), include_str!("status.css"));

const STATUS: Frame = Frame {
    title: "Sandbox",
    banner: "A pretend Microsoft on this machine, for trying calcli and what is built on it.",
    style: STYLE,
    head: "",
    form_action: "'self'",
    // Without its origin a form of this page could not be told from one of another.
    referrer: "same-origin",
};
/// The same page, which looks again by itself.
const FOLLOWING: Frame = Frame { head: r#"<meta http-equiv="refresh" content="2">"#, ..STATUS };

type Fields = HashMap<String, String>;

pub(super) fn routes(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    Router::new()
        .route("/", get(show))
        .route("/_sandbox/requests", get(requests))
        .route("/_sandbox/faults", post(add_fault))
        .route("/_sandbox/faults/end", post(end_fault))
        .route("/_sandbox/revoke", post(revoke))
        .layer(from_fn_with_state(Arc::clone(shared), guard))
}

/// Lets in whoever speaks to this machine under one of its own names, and changes nothing for a page from elsewhere.
async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if is_welcome(&shared, request.method(), request.headers()) {
        return next.run(request).await;
    }
    let text = "This page is for this machine alone: open it at the address that the sandbox printed.\n";
    (StatusCode::FORBIDDEN, text).into_response()
}

fn is_welcome(shared: &Shared, method: &Method, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(host) = text(HOST.as_str()) else { return false };
    let port = shared.authority.rsplit(':').next().unwrap_or_default();
    let is_own = ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{port}"));
    // Programs tell no origin, browsers do with every form.
    let origin = text(ORIGIN.as_str()).is_none_or(|origin| origin == format!("http://{host}"));
    let site = text("sec-fetch-site").is_none_or(|site| ["same-origin", "none"].contains(&site));
    is_own && (*method == Method::GET || (origin && site))
}

async fn show(State(shared): State<Arc<Shared>>, Query(query): Query<Fields>) -> Response {
    respond(&shared, query.contains_key("follow"), None)
}

/// Everything that was asked, for scripts. Tokens are left out.
async fn requests(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let state = shared.lock();
    let first = state.seen.first().map(|seen| seen.at);
    let requests = state.seen.iter().map(|seen| {
        json!({
            "at_ms": first.map(|first| millis(seen.at.duration_since(first))),
            "host": if seen.host == Host::Graph { "graph" } else { "entra" },
            "method": seen.method,
            "path": seen.path,
            "query": seen.query,
            "what": endpoint_name(seen.endpoint),
            "account": seen.user.as_deref().map(|user| account_of(user, &shared.world)),
            "status": Some(seen.status).filter(|status| *status > 0),
            "ms": seen.took.map(millis),
        })
    });
    Json(json!({ "requests": requests.collect::<Vec<_>>() }))
}

/// A fault by its words (`fault`), or by the parts of them that the page lets one choose.
async fn add_fault(State(shared): State<Arc<Shared>>, Form(fields): Form<Fields>) -> Response {
    let field = |name: &str| fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let words = field("fault").map_or_else(
        || {
            let kind = field("kind").unwrap_or_default();
            let kind = field("value").map_or_else(|| kind.to_owned(), |value| format!("{kind}={value}"));
            let parts = ["where", "account", "times"].into_iter().filter_map(field);
            parts.fold(kind, |words, part| format!("{words}:{part}"))
        },
        str::to_owned,
    );
    match wording::read(&words, &shared.world) {
        Ok(fault) => {
            shared.lock().let_happen(fault);
            back()
        }
        Err(wrong) => respond(&shared, false, Some(&wrong)),
    }
}

/// One fault by its number, or all.
async fn end_fault(State(shared): State<Arc<Shared>>, Form(fields): Form<Fields>) -> Response {
    let number = fields.get("number").map(String::as_str);
    let mut state = shared.lock();
    match number.map(str::parse) {
        Some(Ok(number)) => state.faults.end(number),
        _ if number == Some("all") => state.faults.clear(),
        _ => return (StatusCode::BAD_REQUEST, "Say the number of the fault, or all.\n").into_response(),
    }
    back()
}

async fn revoke(State(shared): State<Arc<Shared>>, Form(fields): Form<Fields>) -> Response {
    let name = fields.get("account").map(String::as_str).unwrap_or_default();
    let Some(account) = shared.world.account(name) else {
        return (StatusCode::BAD_REQUEST, "There is no such account.\n").into_response();
    };
    shared.lock().ledger.revoke_where(50_173, |session| session.user == account.user);
    back()
}

/// Back to the page, in a way that reloading it sends no form again.
fn back() -> Response {
    Redirect::to("/").into_response()
}

fn respond(shared: &Shared, following: bool, wrong: Option<&Misspelt>) -> Response {
    let state = shared.lock();
    let follow = if following {
        r#"<a href="/">Stop looking</a>, it looks again every two seconds."#
    } else {
        r#"<a href="/">Look again</a>, or <a href="/?follow">keep looking</a>."#
    };
    let latency = match shared.options.latency {
        Duration::ZERO => String::new(),
        latency => format!(" Every answer is {} ms late.", latency.as_millis()),
    };
    let body = format!(
        "<h1>Sandbox</h1>\n<p>Entra is at <code>{}</code> and Graph at <code>{}</code>.{latency} {follow}</p>\n{}{}{}",
        shared.authority,
        shared.graph,
        faults(shared, &state, wrong),
        accounts(shared, &state),
        asked(shared, &state),
    );
    drop(state);
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    framed(if following { &FOLLOWING } else { &STATUS }, status, &body)
}

fn faults(shared: &Shared, state: &Inner, wrong: Option<&Misspelt>) -> String {
    let row = |(number, fault): &(u64, Fault)| {
        let words = escape(&wording::written(fault, &shared.world));
        format!(
            "<tr><td><code>{words}</code></td><td class=\"act\">{}</td></tr>\n",
            end_button(&number.to_string(), "End")
        )
    };
    let in_force = state.faults.in_force();
    let list = match in_force {
        [] => "<p>None: everything is answered as it should be.</p>".to_owned(),
        [_] => format!("<table>{}</table>", in_force.iter().map(row).collect::<String>()),
        _ => {
            let rows: String = in_force.iter().map(row).collect();
            format!("<table>{rows}</table>{}", end_button("all", "End all"))
        }
    };
    let wrong = wrong.map(|wrong| match &wrong.meant {
        Some(meant) => format!("{} Did you mean {meant}?", wrong.message),
        None => wrong.message.clone(),
    });
    format!(
        "<section><h2>Faults in force</h2>\n{list}\n{}{}</section>\n",
        page::problem(wrong.as_deref()),
        fault_form(shared)
    )
}

fn end_button(number: &str, label: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/_sandbox/faults/end\"><button class=\"quiet\" name=\"number\" value=\"{number}\">\
         {label}</button></form>"
    )
}

fn fault_form(shared: &Shared) -> String {
    let option = |value: &str, text: &str| format!("<option value=\"{}\">{}</option>", escape(value), escape(text));
    let same = |value: &str| option(value, value);
    let kinds: String =
        KINDS.iter().map(|kind| option(kind.name, &format!("{}: {}", kind.usage(), kind.about))).collect();
    let accounts: String = shared.world.accounts.iter().map(|account| same(account.name)).collect();
    let places: String = ENDPOINTS.iter().map(|(name, _)| same(name)).collect();
    let times: String = ["once", "2x", "3x", "5x", "10x"].into_iter().map(same).collect();
    format!(
        r#"<form class="add" method="post" action="/_sandbox/faults">
<label class="wide">Fault<select name="kind">{kinds}</select></label>
<label>Value<input name="value" autocomplete="off" placeholder="where it takes one"></label>
<label>Account<select name="account"><option value="">everybody</option>{accounts}</select></label>
<label>Where<select name="where"><option value="">everywhere</option>{entra}{graph}{places}</select></label>
<label>How often<select name="times"><option value="">always</option>{times}</select></label>
<button>Add</button>
</form>
<p class="hint">The same in a shell: <code>curl -d fault=throttle:{first}:2x {url}/_sandbox/faults</code></p>"#,
        entra = same("entra"),
        graph = same("graph"),
        first = escape(shared.world.accounts.first().map_or("graph", |account| account.name)),
        url = shared.authority,
    )
}

fn accounts(shared: &Shared, state: &Inner) -> String {
    let signed_in = state.ledger.signed_in();
    let standing = |username: &str| match signed_in.get(username) {
        None => "signed out",
        Some(true) => "signed in",
        Some(false) => "revoked",
    };
    let accounts = &shared.world.accounts;
    let rows: String = accounts
        .iter()
        .map(|account| {
            let (name, standing) = (escape(account.name), standing(account.user.username));
            let revoke = format!(
                "<form method=\"post\" action=\"/_sandbox/revoke\"><button class=\"quiet\" name=\"account\" value=\"{name}\">\
                 Revoke</button></form>"
            );
            format!(
                "<tr><td>{name}</td><td>{} <small>{}</small></td><td>{}</td><td class=\"{}\">{standing}</td>\
                 <td class=\"act\">{}</td></tr>\n",
                escape(account.user.name),
                escape(account.user.username),
                escape(account.user.home.name),
                if standing == "signed in" { "good" } else { "bad" },
                if standing == "signed in" { revoke.as_str() } else { "" },
            )
        })
        .collect();
    let count = accounts.iter().filter(|account| standing(account.user.username) == "signed in").count();
    let waiting = match state.codes.pending().len() {
        0 => String::new(),
        codes => format!("<p>{codes} waiting for somebody to <a href=\"/devicelogin\">enter a code</a>.</p>"),
    };
    let open = if accounts.len() > 10 { "" } else { " open" };
    format!(
        "<section><h2>Accounts</h2>\n{waiting}<details{open}><summary>{count} of {} signed in</summary>\n<table>{rows}</table>\
         </details></section>\n",
        accounts.len()
    )
}

fn asked(shared: &Shared, state: &Inner) -> String {
    let row = |seen: &Seen| {
        let account = seen.user.as_deref().map(|user| account_of(user, &shared.world)).unwrap_or_default();
        let status = if seen.status == 0 { "–".to_owned() } else { seen.status.to_string() };
        let is_good = (200..300).contains(&seen.status);
        format!(
            "<tr><td class=\"number\">{ago}</td><td>{what}</td><td class=\"path\">{method} <span title=\"{path}?{query}\">{path}</span>\
             </td><td>{account}</td><td class=\"{class}\">{status}</td><td class=\"number\">{took}</td></tr>\n",
            ago = since(seen.at.elapsed()),
            what = endpoint_name(seen.endpoint),
            method = escape(&seen.method),
            path = escape(&seen.path),
            query = escape(&seen.query),
            account = escape(account),
            class = if is_good { "good" } else { "bad" },
            took = seen.took.map_or_else(|| "–".to_owned(), |took| format!("{} ms", millis(took))),
        )
    };
    let (all, shown) = (state.seen.len(), state.seen.len().min(SHOWN));
    let list = if all == 0 {
        "<p>Nothing yet.</p>".to_owned()
    } else {
        let rows: String = state.seen.iter().rev().take(SHOWN).map(row).collect();
        format!(
            "<table><thead><tr><th class=\"number\">Ago</th><th>What</th><th>Request</th><th>Account</th><th>Status</th>\
             <th class=\"number\">Time</th></tr></thead>\n{rows}</table>"
        )
    };
    let note = if shown < all { format!("<p>The last {shown} of {all}.</p>") } else { String::new() };
    format!("<section><h2>What was asked</h2>\n{note}{list}</section>\n")
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn since(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..=99 => format!("{seconds} s"),
        seconds @ 100..=5_999 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3_600),
    }
}
