//! Signing in and staying signed in: codes, tokens, identities, and the page.

use super::{Bench, DEVICE_GRANT, claims};
use crate::sandbox::world::{
    ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, BOB, CAROL, MARIMER, PERSONAL, SHARED_APP, XEBIA,
};
use crate::sandbox::{Options, Rotation, SECRET_MARKER, TokenKind};

#[test]
fn a_device_code_becomes_tokens_of_the_person_who_approved_it() {
    let bench = Bench::new();
    let code = bench.device_code("xebia.com", &SHARED_APP, &bench.scope("Calendars.Read"));
    let (device_code, user_code) = (code.text_at("device_code"), code.text_at("user_code"));
    assert_eq!(code.json()["expires_in"], 900);
    assert!(code.text_at("message").contains(&user_code));
    assert_eq!(bench.sandbox.pending_codes(), [user_code.as_str()]);

    let pending = bench.poll(XEBIA.id, &SHARED_APP, &device_code);
    assert_eq!((pending.status, pending.aadsts()), (400, 70_016));
    assert_eq!(pending.error(), "authorization_pending");
    let description = pending.text_at("error_description");
    assert!(description.starts_with("AADSTS70016: Pending end-user authorization.\r\nTrace ID: "));

    bench.sandbox.approve(&user_code.to_lowercase(), BOB.username).unwrap();
    let answer = bench.poll(XEBIA.id, &SHARED_APP, &device_code);
    let id_token = claims(&answer.text_at("id_token"));
    assert_eq!(id_token["aud"], SHARED_APP.id);
    assert_eq!(id_token["tid"], XEBIA.id);
    assert_eq!(id_token["oid"], BOB.oid);
    assert_eq!(id_token["preferred_username"], BOB.username);
    let issuer = format!("{}/{}/v2.0", bench.sandbox.authority_url(), XEBIA.id);
    assert_eq!(id_token["iss"], issuer);
    assert!(answer.text_at("scope").ends_with("/Calendars.Read"));
    assert!(!answer.text_at("scope").contains("offline_access"));
    assert!(bench.sandbox.pending_codes().is_empty());
}

#[test]
fn every_secret_carries_the_marker_and_is_as_big_as_the_real_one() {
    let bench = Bench::new();
    let code = bench.device_code("consumers", &SHARED_APP, &bench.scope("Calendars.Read"));
    assert!(code.text_at("device_code").contains(SECRET_MARKER));
    let work = bench.sign_in(XEBIA.id, &BOB);
    let personal = bench.sign_in("consumers", &CAROL);
    for answer in [&work, &personal] {
        for name in ["access_token", "refresh_token", "id_token"] {
            assert!(answer.text_at(name).contains(SECRET_MARKER), "{name}");
        }
        assert!(!answer.text_at("client_info").contains(SECRET_MARKER));
    }
    assert!((2_850..2_950).contains(&work.text_at("access_token").len()));
    assert!((1_450..1_550).contains(&work.text_at("refresh_token").len()));
    assert!(personal.text_at("access_token").starts_with("EwB"));
    assert!(!personal.text_at("access_token").contains('.'));
}

#[test]
fn a_guest_keeps_the_home_account_id_and_has_another_object_id() {
    let bench = Bench::new();
    let info = |text: &str| claims(&format!(".{text}"));
    let home = bench.sign_in(XEBIA.id, &ALICE_XEBIA);
    let guest = bench.sign_in(MARIMER.id, &ALICE_XEBIA);
    assert_eq!(home.text_at("client_info"), guest.text_at("client_info"));
    assert_eq!(info(&guest.text_at("client_info"))["utid"], XEBIA.id);
    let guest = claims(&guest.text_at("id_token"));
    assert_eq!(guest["tid"], MARIMER.id);
    assert_ne!(guest["oid"], claims(&home.text_at("id_token"))["oid"]);
}

#[test]
fn aliases_lead_to_the_home_tenant() {
    let bench = Bench::new();
    let tid = |tenant, user| claims(&bench.sign_in(tenant, user).text_at("id_token"))["tid"].clone();
    assert_eq!(tid("organizations", &ALICE_MARIMER), MARIMER.id);
    assert_eq!(tid("organizations", &ALICE_XEBIA), XEBIA.id);
    assert_eq!(tid("common", &ALICE_OUTLOOK), PERSONAL.id);
    assert_eq!(tid("consumers", &ALICE_OUTLOOK), PERSONAL.id);
}

#[test]
fn tokens_come_only_as_far_as_they_were_asked_for() {
    let bench = Bench::new();
    let scope = format!("{}/Calendars.Read", bench.sandbox.graph_url());
    let code = bench.device_code(XEBIA.id, &SHARED_APP, &scope);
    bench.sandbox.approve(&code.text_at("user_code"), BOB.username).unwrap();
    let answer = bench.post(
        &format!("/{}/oauth2/v2.0/token", XEBIA.id),
        &[("grant_type", DEVICE_GRANT), ("client_id", SHARED_APP.id), ("device_code", &code.text_at("device_code"))],
    );
    let body = answer.json();
    assert_eq!(answer.status, 200);
    for absent in ["refresh_token", "id_token", "client_info"] {
        assert!(body.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn a_used_refresh_token_keeps_working_as_entra_has_it() {
    let bench = Bench::new();
    let old = bench.sign_in(XEBIA.id, &BOB).text_at("refresh_token");
    let new = bench.refresh(XEBIA.id, &SHARED_APP, &old).text_at("refresh_token");
    assert_ne!(old, new);
    assert_eq!(bench.refresh(XEBIA.id, &SHARED_APP, &old).status, 200);
    assert_eq!(bench.refresh(XEBIA.id, &SHARED_APP, &new).status, 200);
}

#[test]
fn under_strict_rotation_a_used_refresh_token_ends_the_family() {
    let bench = Bench::with(Options { interval: 0, rotation: Rotation::Strict, ..Options::default() });
    let old = bench.sign_in(XEBIA.id, &BOB).text_at("refresh_token");
    let answer = bench.refresh(XEBIA.id, &SHARED_APP, &old);
    let new = answer.text_at("refresh_token");
    assert_eq!(bench.refresh(XEBIA.id, &SHARED_APP, &old).error(), "invalid_grant");
    assert_eq!(bench.refresh(XEBIA.id, &SHARED_APP, &new).error(), "invalid_grant");
    assert_eq!(bench.graph("/me", &answer.text_at("access_token")).status, 401);
}

#[test]
fn revoking_a_person_ends_their_sessions_alone() {
    let bench = Bench::new();
    let bob = bench.sign_in(XEBIA.id, &BOB);
    let alice = bench.sign_in(XEBIA.id, &ALICE_XEBIA);
    bench.sandbox.revoke(BOB.username);
    assert_eq!(bench.graph("/me", &bob.text_at("access_token")).status, 401);
    let refresh = bench.refresh(XEBIA.id, &SHARED_APP, &bob.text_at("refresh_token"));
    assert_eq!((refresh.aadsts(), refresh.error().as_str()), (50_173, "invalid_grant"));
    assert_eq!(bench.graph("/me", &alice.text_at("access_token")).status, 200);
    assert_eq!(bench.graph("/me", &bench.token(&BOB)).status, 200);
}

#[test]
fn everything_issued_is_on_record() {
    let bench = Bench::new();
    let answer = bench.sign_in(XEBIA.id, &BOB);
    let issued = bench.sandbox.issued();
    assert_eq!(issued.len(), 2);
    assert_eq!((issued[0].kind, issued[1].kind), (TokenKind::Access, TokenKind::Refresh));
    assert_eq!(issued[0].token, answer.text_at("access_token"));
    assert_eq!((issued[1].tenant.as_str(), issued[1].user.as_str()), (XEBIA.id, BOB.username));
    let seen = bench.sandbox.requests();
    assert_eq!(seen.len(), 2);
    assert_eq!((seen[1].grant_type.as_deref(), seen[1].status), (Some(DEVICE_GRANT), 200));
    assert_eq!(seen[1].tenant.as_deref(), Some(XEBIA.id));
}

#[test]
fn discovery_names_the_endpoints_of_a_tenant() {
    let bench = Bench::new();
    let url = |tenant: &str| {
        let authority = bench.sandbox.authority_url();
        format!("{authority}/{tenant}/v2.0/.well-known/openid-configuration")
    };
    let document = bench.get(&url("xebia.com"), "", "");
    assert!(document.text_at("issuer").ends_with(&format!("/{}/v2.0", XEBIA.id)));
    assert!(document.text_at("token_endpoint").ends_with("/xebia.com/oauth2/v2.0/token"));
    assert_eq!(bench.get(&url("nobody.example"), "", "").aadsts(), 90_002);
}

#[test]
fn a_person_can_approve_or_decline_at_the_page() {
    let bench = Bench::new();
    let url = format!("{}/devicelogin", bench.sandbox.authority_url());
    let page = bench.get(&url, "", "");
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(page.text.contains("alice@outlook.com") && !page.text.contains("<script"));

    let code = bench.device_code(XEBIA.id, &SHARED_APP, "openid");
    let user_code = code.text_at("user_code");
    let decide = |decision| {
        let who = ("username", BOB.username);
        bench.post("/devicelogin", &[("user_code", &user_code), who, ("decision", decision)])
    };
    let done = decide("approve");
    assert!(done.status == 200 && done.text.contains("bob@xebia.com is now signed in"));
    let used = decide("approve");
    assert!(used.status == 400 && used.text.contains("role=\"alert\""));
    let poll = bench.poll(XEBIA.id, &SHARED_APP, &code.text_at("device_code"));
    assert_eq!(poll.status, 200);

    let attack = bench.post("/devicelogin", &[("user_code", "\"><b>"), ("decision", "approve")]);
    assert!(!attack.text.contains("\"><b>"));
}

#[test]
fn a_shell_can_approve_too() {
    let bench = Bench::new();
    let code = bench.device_code("consumers", &SHARED_APP, "openid").text_at("user_code");
    assert_eq!(code.len(), 8);
    let approve = |username| bench.post("/_sandbox/approve", &[("user_code", &code), ("username", username)]);
    assert_eq!(approve(BOB.username).status, 400);
    assert_eq!(approve(CAROL.username).status, 200);
}
