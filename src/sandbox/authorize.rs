//! The pages at which a person signs in and consents in a browser, and the redirect that leads back to the program
//! (RFC 6749 4.1, RFC 7636). A request that is not in order is told so here and leads nowhere.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::StatusCode;
use http::header::{CACHE_CONTROL, LOCATION};
use url::Url;

use super::aadsts::Refusal;
use super::claims::Claims;
use super::code::Ask;
use super::directory::Segment;
use super::entra::Form;
use super::fault::{FaultKind, Moment};
use super::mint;
use super::page::{escape, field, people, problem, respond};
use super::scopes;
use super::state::{Shared, Visit};
use super::world::{Tenant, User, World};

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/{tenant}/oauth2/v2.0/authorize", get(show).post(decide))
}

/// A request that is in order, with what the page and the redirect need of it.
struct Request {
    ask: Ask,
    back: Url,
    state: Option<String>,
    hint: String,
}

impl Request {
    fn read(shared: &Shared, tenant: &str, query: &str) -> Result<Self, Refusal> {
        let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let form = Form::new(&pairs)?;
        let segment = Segment::parse(tenant, &shared.world)?;
        let app = segment.admit_app(form.required("client_id")?, &shared.world)?;
        let redirect_uri = form.required("redirect_uri")?;
        let back = registered(redirect_uri).ok_or_else(|| {
            let text = format!(
                "The redirect URI '{redirect_uri}' specified in the request does not match the redirect URIs \
                 configured for the application '{}'.",
                app.id
            );
            Refusal::new("invalid_request", 50_011, text)
        })?;
        if form.required("response_type")? != "code" {
            let text = "The app requested an unsupported response type.";
            return Err(Refusal::new("unsupported_response_type", 70_005, text));
        }
        if form.get("response_mode").is_some_and(|mode| mode != "query") {
            let text = "The app requested a response mode that is not served here.";
            return Err(Refusal::new("invalid_request", 70_007, text));
        }
        Claims::parse(form.get("claims"))?;
        Ok(Self {
            ask: Ask {
                app,
                segment,
                scopes: scopes::parse(form.required("scope")?, &shared.graph)?,
                redirect_uri: redirect_uri.to_owned(),
                challenge: challenge(&form)?.to_owned(),
                nonce: form.get("nonce").map(str::to_owned),
            },
            back,
            state: form.get("state").map(str::to_owned),
            hint: form
                .get("login_hint")
                .filter(|_| form.get("prompt") != Some("select_account"))
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// The redirect back to the program.
    fn answer(&self, mut query: Vec<(&'static str, String)>) -> Response {
        query.extend(self.state.clone().map(|state| ("state", state)));
        let mut back = self.back.clone();
        back.query_pairs_mut().extend_pairs(query);
        (StatusCode::FOUND, [(LOCATION, back.to_string()), (CACHE_CONTROL, "no-store".to_owned())]).into_response()
    }

    fn sign_in_page(&self, world: &World, wrong: Option<&str>) -> String {
        format!(
            r#"<h1>Sign in</h1>
<p>Choose who you are, to go on to {app}.</p>
{problem}
<form method="post">
{people}
<div class="buttons"><button name="decision" value="next">Next</button>
<button name="decision" value="cancel" class="quiet">Cancel</button></div>
</form>"#,
            app = escape(self.ask.app.name),
            problem = problem(wrong),
            people = people(world, &self.hint),
        )
    }

    fn consent_page(&self, user: &User, tenant: &Tenant) -> String {
        let scopes = self.ask.scopes.iter().fold(String::new(), |list, scope| list + "<li>" + &escape(scope) + "</li>");
        format!(
            r#"<h1>Permissions requested</h1>
<p><b>{app}</b> wants to act for <b>{user}</b> in {tenant}:</p>
<ul class="scopes">{scopes}</ul>
<form method="post">
<input type="hidden" name="username" value="{user}">
<div class="buttons"><button name="decision" value="accept">Accept</button>
<button name="decision" value="cancel" class="quiet">Cancel</button></div>
</form>"#,
            app = escape(self.ask.app.name),
            user = escape(user.username),
            tenant = escape(tenant.name),
        )
    }
}

/// The address that a registered redirect URI stands for: every application here has `http://localhost`, of which the port does not
/// count, and the scheme, the host and the path do.
fn registered(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_registered = url.scheme() == "http" && url.host_str() == Some("localhost") && url.path() == "/";
    (is_registered && url.query().is_none() && url.fragment().is_none()).then_some(url)
}

/// The PKCE challenge: 32 bytes in unpadded base64url, by the only method that hides the verifier.
fn challenge<'a>(form: &Form<'a>) -> Result<&'a str, Refusal> {
    let invalid = |text: &str| Refusal::new("invalid_request", 501_491, text);
    let Some(challenge) = form.get("code_challenge") else {
        return Err(Refusal::new("invalid_request", 50_147, "The code challenge parameter is missing."));
    };
    if form.get("code_challenge_method") != Some("S256") {
        return Err(invalid("The code challenge method must be S256."));
    }
    let is_digest = challenge.len() == 43 && challenge.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    if is_digest { Ok(challenge) } else { Err(invalid("The size of the code challenge parameter is not valid.")) }
}

async fn show(State(shared): State<Arc<Shared>>, Path(tenant): Path<String>, RawQuery(query): RawQuery) -> Response {
    match Request::read(&shared, &tenant, &query.unwrap_or_default()) {
        Ok(request) => respond(StatusCode::OK, &request.sign_in_page(&shared.world, None)),
        Err(refusal) => dead_end(&refusal),
    }
}

async fn decide(
    State(shared): State<Arc<Shared>>,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
    Extension(visit): Extension<Visit>,
) -> Response {
    let request = match Request::read(&shared, &tenant, &query.unwrap_or_default()) {
        Ok(request) => request,
        Err(refusal) => return dead_end(&refusal),
    };
    let decision = field(&visit, "decision");
    if decision == "cancel" {
        return request.answer(Refusal::numbered("access_denied", 65_004).query());
    }
    let Request { ask, .. } = &request;
    let (user, tenant) = match ask.segment.admit_user(field(&visit, "username"), ask.app, &shared.world) {
        Ok(admitted) => admitted,
        Err(refusal) => {
            let page = request.sign_in_page(&shared.world, Some(&refusal.headline()));
            return respond(StatusCode::BAD_REQUEST, &page);
        }
    };
    if decision != "accept" {
        return respond(StatusCode::OK, &request.consent_page(user, tenant));
    }
    match shared.fault(visit.site, Moment::Grant) {
        Some(FaultKind::SignInRefused { code, error }) => request.answer(Refusal::numbered(&error, code).query()),
        Some(_) => dead_end(&Refusal::policy_blocked()),
        None => {
            let code = shared.lock().authorization_codes.issue(request.ask.clone(), user, tenant);
            request.answer(vec![("code", code), ("session_state", mint::guid())])
        }
    }
}

/// What a person sees where there is no way on, nor back to the program.
fn dead_end(refusal: &Refusal) -> Response {
    let text = problem(Some(&refusal.headline()));
    respond(StatusCode::BAD_REQUEST, &format!("<h1>Sorry, but we’re having trouble signing you in</h1>{text}"))
}
