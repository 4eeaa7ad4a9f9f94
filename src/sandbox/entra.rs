//! The endpoints of the pretend Entra ID for programs: device codes, tokens and discovery.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use http::StatusCode;
use serde_json::{Value, json};

use super::aadsts::Refusal;
use super::claims::Claims;
use super::code::Redemption;
use super::device::NoTokens;
use super::directory::Segment;
use super::fault::{FaultKind, Moment};
use super::ledger::{Rotation, Session};
use super::scopes;
use super::state::{Shared, Visit};
use super::tokens;
use super::world::App;

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/{tenant}/oauth2/v2.0/devicecode", post(device_code).fallback(post_only))
        .route("/{tenant}/oauth2/v2.0/token", post(token).fallback(post_only))
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(discovery))
}

async fn post_only() -> Response {
    let text = "The endpoint only accepts POST requests.";
    Refusal::new("invalid_request", 900_561, text).status(StatusCode::METHOD_NOT_ALLOWED).into_response()
}

/// The parameters of a request, with the rule that none comes twice.
pub(super) struct Form<'a>(&'a [(String, String)]);

impl<'a> Form<'a> {
    pub fn new(pairs: &'a [(String, String)]) -> Result<Self, Refusal> {
        for (index, (name, _)) in pairs.iter().enumerate() {
            if pairs[..index].iter().any(|(earlier, _)| earlier == name) {
                let text = format!("The request is not properly formatted. The parameter '{name}' is duplicated.");
                return Err(Refusal::new("invalid_request", 9_000_411, text));
            }
        }
        Ok(Form(pairs))
    }

    pub fn get(&self, name: &str) -> Option<&'a str> {
        let pair = self.0.iter().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.as_str())
    }

    pub fn required(&self, name: &str) -> Result<&'a str, Refusal> {
        self.get(name).filter(|value| !value.trim().is_empty()).ok_or_else(|| Refusal::missing(name))
    }
}

async fn device_code(
    State(shared): State<Arc<Shared>>,
    Path(tenant): Path<String>,
    Extension(visit): Extension<Visit>,
) -> Result<Json<Value>, Refusal> {
    let segment = Segment::parse(&tenant, &shared.world)?;
    let form = Form::new(&visit.form)?;
    let app = segment.admit_app(form.required("client_id")?, &shared.world)?;
    let scopes = scopes::parse(form.required("scope")?, &shared.graph)?;
    Claims::parse(form.get("claims"))?;
    let options = &shared.options;
    let lifetime = Duration::from_secs(options.code_lifetime);
    let uri = format!("{}/devicelogin", shared.authority);
    let mut state = shared.lock();
    let code = state.codes.begin(app, segment, scopes, lifetime);
    Ok(Json(json!({
        "user_code": code.user_code,
        "device_code": code.secret,
        "verification_uri": uri,
        "expires_in": options.code_lifetime,
        "interval": options.interval,
        "message": format!(
            "To sign in, use a web browser to open the page {uri} and enter the code {} to authenticate.",
            code.user_code
        ),
    })))
}

async fn token(
    State(shared): State<Arc<Shared>>,
    Path(tenant): Path<String>,
    Extension(visit): Extension<Visit>,
) -> Result<Json<Value>, Refusal> {
    let segment = Segment::parse(&tenant, &shared.world)?;
    let form = Form::new(&visit.form)?;
    let grant_type = form.required("grant_type")?;
    let app = segment.admit_app(form.required("client_id")?, &shared.world)?;
    if !app.public_flows {
        let text = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
        return Err(Refusal::new("invalid_client", 7_000_218, text));
    }
    if form.get("client_secret").is_some() || form.get("client_assertion").is_some() {
        let text = "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.";
        return Err(Refusal::new("invalid_client", 700_025, text));
    }
    let claims = Claims::parse(form.get("claims"))?;
    let request = TokenRequest { shared: &shared, visit: &visit, segment, form, claims, app };
    // One line per grant; each answers with the session that it opened or continued.
    let granted = match grant_type {
        DEVICE_GRANT | "device_code" => request.by_device_code()?,
        "authorization_code" => request.by_authorization_code()?,
        "refresh_token" => request.by_refresh_token()?,
        other => {
            let text = format!("The app requested an unsupported grant type '{other}'.");
            return Err(Refusal::new("unsupported_grant_type", 70_003, text));
        }
    };
    Ok(Json(request.answer(&granted)))
}

struct TokenRequest<'a> {
    shared: &'a Shared,
    visit: &'a Visit,
    segment: Segment,
    form: Form<'a>,
    claims: Claims,
    app: &'static App,
}

/// A session that may have tokens; the refresh token that asked for them, or the nonce that came with the code.
struct Granted<'a> {
    session: Session,
    replaces: Option<&'a str>,
    nonce: Option<String>,
}

impl<'a> TokenRequest<'a> {
    fn by_device_code(&self) -> Result<Granted<'a>, Refusal> {
        let device_code = self.form.required("device_code")?;
        self.fault_at_grant()?;
        let mut state = self.shared.lock();
        let family = state.ledger.new_family();
        let poll = state.codes.poll(device_code, self.app, self.segment, self.shared.interval(), family);
        match poll {
            Ok((user, tenant, scopes)) => {
                let session = Session { user, tenant, app: self.app, scopes, family };
                Ok(Granted { session, replaces: None, nonce: None })
            }
            Err(NoTokens::Refused(refusal)) => Err(refusal),
            Err(NoTokens::Replayed { family }) => {
                state.ledger.revoke_where(54_005, |session| session.family == family);
                Err(Refusal::numbered("invalid_grant", 54_005))
            }
        }
    }

    fn by_authorization_code(&self) -> Result<Granted<'a>, Refusal> {
        let redemption = Redemption {
            code: self.form.required("code")?,
            app: self.app,
            segment: self.segment,
            redirect_uri: self.form.required("redirect_uri")?,
            verifier: self.form.required("code_verifier")?,
        };
        self.fault_at_grant()?;
        let mut state = self.shared.lock();
        let family = state.ledger.new_family();
        match state.authorization_codes.redeem(&redemption, family) {
            Ok((session, nonce)) => Ok(Granted { session, replaces: None, nonce }),
            Err(NoTokens::Refused(refusal)) => Err(refusal),
            Err(NoTokens::Replayed { family }) => {
                state.ledger.revoke_where(54_005, |session| session.family == family);
                Err(Refusal::numbered("invalid_grant", 54_005))
            }
        }
    }

    fn by_refresh_token(&self) -> Result<Granted<'a>, Refusal> {
        let token = self.form.required("refresh_token")?;
        self.fault_at_grant()?;
        let mut state = self.shared.lock();
        if let Some(session) = state.ledger.refresh_session(token) {
            if session.app != self.app {
                return Err(Refusal::numbered("invalid_grant", 70_000).suberror("client_mismatch"));
            }
            if !self.segment.leads_to(session.tenant) {
                let text = "Provided grant is intended to use against other tenant, thus rejected.";
                return Err(Refusal::new("invalid_grant", 700_005, text));
            }
        }
        state.ledger.check_refresh(token)?;
        let Some(session) = state.ledger.refresh_session(token) else {
            return Err(Refusal::numbered("invalid_grant", 70_000));
        };
        let mut session = session.clone();
        if let Some(text) = self.form.get("scope") {
            session.scopes = self.narrowed(&session, text)?;
        }
        Ok(Granted { session, replaces: Some(token), nonce: None })
    }

    /// The scopes of a refresh: those that the person agreed to, or some of them.
    fn narrowed(&self, session: &Session, text: &str) -> Result<Vec<String>, Refusal> {
        if text.trim().is_empty() {
            let text = "Provided value for the input parameter scope can't be empty when requesting an access token.";
            return Err(Refusal::new("invalid_request", 28_003, text));
        }
        let scopes = scopes::parse(text, &self.shared.graph)?;
        if scopes.iter().all(|scope| session.has_scope(scope)) {
            return Ok(scopes);
        }
        let text = format!(
            "The user or administrator has not consented to use the application with ID '{}' named '{}'. Send an \
             interactive authorization request for this user and resource.",
            self.app.id, self.app.name
        );
        Err(Refusal::new("invalid_grant", 65_001, text).suberror("consent_required"))
    }

    fn fault_at_grant(&self) -> Result<(), Refusal> {
        Err(match self.shared.fault(self.visit.site, Moment::Grant) {
            None => return Ok(()),
            Some(FaultKind::ExpiredCode) => Refusal::numbered("expired_token", 70_019),
            Some(FaultKind::Declined) => Refusal::numbered("authorization_declined", 65_004),
            Some(FaultKind::InteractionRequired { claims }) => {
                Refusal::numbered("interaction_required", 50_076).claims(&claims)
            }
            Some(FaultKind::RefreshRefused { code, error } | FaultKind::SignInRefused { code, error }) => {
                Refusal::numbered(&error, code)
            }
            Some(_) => Refusal::policy_blocked(),
        })
    }

    fn answer(&self, granted: &Granted<'_>) -> Value {
        let fault = self.shared.fault(self.visit.site, Moment::Mint);
        let client_info = self.form.get("client_info") == Some("1");
        let wish = tokens::Wish { client_info, claims: self.claims.clone(), nonce: granted.nonce.clone(), fault };
        let answer = tokens::mint(self.shared, &granted.session, &wish);
        if let (Some(old), Rotation::Strict) = (granted.replaces, self.shared.options.rotation)
            && answer.get("refresh_token").is_some()
        {
            self.shared.lock().ledger.rotate(old);
        }
        answer
    }
}

async fn discovery(State(shared): State<Arc<Shared>>, Path(tenant): Path<String>) -> Result<Json<Value>, Refusal> {
    let authority = &shared.authority;
    let issuer = match Segment::parse(&tenant, &shared.world)? {
        Segment::One(tenant) => tenant.id,
        Segment::Organizations | Segment::Common => "{tenantid}",
    };
    let base = format!("{authority}/{tenant}");
    Ok(Json(json!({
        "issuer": format!("{authority}/{issuer}/v2.0"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "token_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "claims_supported": ["aud", "iss", "iat", "nbf", "exp", "sub", "oid", "tid", "name", "preferred_username", "ver"],
    })))
}
