//! What a token answer holds: access, refresh and id token of one session, and the lies that faults tell in them.

use std::time::Duration;

use chrono::Utc;
use serde_json::{Value, json};

use super::claims::Claims;
use super::fault::FaultKind;
use super::ledger::Session;
use super::mint;
use super::scopes;
use super::state::Shared;
use super::world::{APPS, PERSONAL, TENANTS, User, World};

/// What the request wants beside the tokens, and what shall be wrong with the answer.
pub(super) struct Wish {
    pub client_info: bool,
    pub claims: Claims,
    /// What the request for authorization sent along.
    pub nonce: Option<String>,
    pub fault: Option<FaultKind>,
}

/// Mints the tokens of a session and answers with them.
pub(super) fn mint(shared: &Shared, session: &Session, wish: &Wish) -> Value {
    let mut session = session.clone();
    if wish.fault == Some(FaultKind::WrongUserOnRefresh) {
        session.user = somebody_else(&session, &shared.world);
    }
    let long = shared.options.long_lifetime.filter(|_| wish.claims.hear_challenges());
    let lifetime = match wish.fault {
        Some(FaultKind::ShortLived { seconds }) => seconds,
        _ => long.unwrap_or(shared.options.token_lifetime),
    };
    let access_token = if session.user.is_personal() {
        mint::opaque_access_token()
    } else {
        mint::access_token(&access_claims(shared, &session, lifetime))
    };
    let personal = session.user.is_personal();
    let mut answer = json!({
        "token_type": "Bearer",
        "scope": scopes::granted(&session.scopes, &shared.graph, personal),
        "expires_in": lifetime,
        "ext_expires_in": lifetime,
        "access_token": access_token,
    });
    let mut state = shared.lock();
    state.ledger.record_access(&access_token, &session, wish.claims.clone(), Duration::from_secs(lifetime));
    let keeps = wish.fault == Some(FaultKind::NoRefreshToken);
    if session.has_scope("offline_access") && !keeps {
        answer["refresh_token"] = json!(state.ledger.mint_refresh(&session));
    }
    drop(state);
    if session.has_scope("openid") {
        let mut claims = id_claims(shared, &session, wish.fault.as_ref());
        if let Some(nonce) = &wish.nonce {
            claims["nonce"] = json!(if wish.fault == Some(FaultKind::WrongNonce) { "another" } else { nonce });
        }
        answer["id_token"] = json!(mint::id_token(&claims));
    }
    if wish.client_info {
        let User { oid, home, .. } = session.user;
        answer["client_info"] = json!(mint::encode(json!({ "uid": oid, "utid": home.id }).to_string()));
    }
    answer
}

/// Another person, who could be signed in to the same tenant where there is one.
fn somebody_else(session: &Session, world: &World) -> &'static User {
    let others = || world.users.iter().copied().filter(|user| *user != session.user);
    let neighbour = others().find(|user| user.oid_in(session.tenant).is_some());
    neighbour.or_else(|| others().next()).unwrap_or(session.user)
}

fn access_claims(shared: &Shared, session: &Session, lifetime: u64) -> Value {
    let now = Utc::now().timestamp();
    json!({
        "aud": shared.graph,
        "iss": format!("https://sts.windows.net/{}/", session.tenant.id),
        "appid": session.app.id,
        "tid": session.tenant.id,
        "oid": session.user.oid_in(session.tenant),
        "scp": session.scopes.join(" "),
        "iat": now,
        "nbf": now,
        "exp": now.saturating_add_unsigned(lifetime),
        "uti": mint::guid(),
    })
}

fn id_claims(shared: &Shared, session: &Session, fault: Option<&FaultKind>) -> Value {
    let Session { user, tenant, app, .. } = session;
    let other_tenant = TENANTS.into_iter().find(|other| other != tenant);
    let other_app = APPS.into_iter().find(|other| other != app);
    let oid = user.oid_in(tenant).unwrap_or(user.oid);
    let now = Utc::now().timestamp();
    let issuer = |tid: &str| format!("{}/{tid}/v2.0", shared.authority);
    let subject = mint::fingerprint(&[app.id, oid]);
    let mut claims = json!({
        "aud": app.id,
        "iss": issuer(tenant.id),
        "tid": tenant.id,
        "oid": oid,
        "sub": mint::upper_hex(&subject[..16]),
        "preferred_username": user.username,
        "name": user.name,
        "iat": now,
        "nbf": now,
        "exp": now + 3_600,
        "ver": "2.0",
    });
    if session.has_scope("email") {
        claims["email"] = json!(user.username);
    }
    if user.home != *tenant && *tenant != &PERSONAL {
        claims["idp"] = json!(format!("https://sts.windows.net/{}/", user.home.id));
    }
    match fault {
        Some(FaultKind::WrongTenant) => {
            let tid = other_tenant.map_or(PERSONAL.id, |other| other.id);
            claims["tid"] = json!(tid);
            claims["iss"] = json!(issuer(tid));
        }
        Some(FaultKind::WrongAudience) => claims["aud"] = json!(other_app.map(|other| other.id)),
        Some(FaultKind::WrongIssuer) => {
            let tid = other_tenant.map_or(PERSONAL.id, |other| other.id);
            claims["iss"] = json!(issuer(tid));
        }
        _ => {}
    }
    claims
}
