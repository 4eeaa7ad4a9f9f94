//! Every way in which Entra says no to a sign-in.

use std::time::Duration;

use super::{Bench, DEVICE_GRANT, Form};
use crate::sandbox::Options;
use crate::sandbox::world::{
    ALICE_OUTLOOK, ALICE_XEBIA, App, BOB, CAROL, CONFIDENTIAL_APP, MARIMER, PERSONAL_APP, SHARED_APP, WORK_APP, XEBIA,
    XEBIA_APP,
};

#[test]
fn wrong_tenants_and_applications_are_refused_by_their_numbers() {
    let bench = Bench::new();
    let unknown = App { id: "00000000-1111-2222-3333-444444444444", name: "unknown", tenants: &[], public_flows: true };
    let cases = [
        ("00000000-1111-2222-3333-444444444444", &SHARED_APP, 90_002, 400),
        ("nobody.example", &SHARED_APP, 90_002, 400),
        ("nonsense", &SHARED_APP, 900_023, 400),
        (XEBIA.id, &unknown, 700_016, 400),
        (MARIMER.id, &XEBIA_APP, 700_016, 400),
        ("organizations", &XEBIA_APP, 50_194, 400),
        ("common", &XEBIA_APP, 50_194, 400),
        ("consumers", &WORK_APP, 9_002_332, 400),
        (XEBIA.id, &PERSONAL_APP, 9_002_331, 400),
        ("organizations", &PERSONAL_APP, 9_002_331, 400),
    ];
    for (tenant, app, aadsts, status) in cases {
        let answer = bench.device_code(tenant, app, "openid");
        assert_eq!((answer.aadsts(), answer.status), (aadsts, status), "{tenant} {}", app.name);
    }
}

#[test]
fn an_application_without_public_flows_learns_it_at_the_token_endpoint() {
    let bench = Bench::new();
    let code = bench.device_code(XEBIA.id, &CONFIDENTIAL_APP, "openid");
    let answer = bench.poll(XEBIA.id, &CONFIDENTIAL_APP, &code.text_at("device_code"));
    assert_eq!((answer.status, answer.aadsts()), (401, 7_000_218));
    assert_eq!(answer.error(), "invalid_client");
}

#[test]
fn people_of_another_tenant_are_turned_away_at_the_page() {
    let bench = Bench::new();
    let refused = |tenant: &str, username: &str| {
        let code = bench.device_code(tenant, &SHARED_APP, "openid");
        let refusal = bench.sandbox.approve(&code.text_at("user_code"), username);
        let poll = bench.poll(tenant, &SHARED_APP, &code.text_at("device_code"));
        assert_eq!(poll.error(), "authorization_pending");
        refusal.unwrap_err()
    };
    assert!(refused(MARIMER.id, BOB.username).starts_with("AADSTS50020:"));
    assert!(refused(XEBIA.id, ALICE_OUTLOOK.username).starts_with("AADSTS50020:"));
    assert!(refused("organizations", CAROL.username).starts_with("AADSTS500208:"));
    assert!(refused("consumers", BOB.username).starts_with("AADSTS50034:"));
    assert!(refused(XEBIA.id, "mallory@xebia.com").starts_with("AADSTS50034:"));
    assert!(bench.sandbox.approve("NOSUCHCODE", BOB.username).is_err());
}

#[test]
fn missing_and_doubled_parameters_are_refused() {
    let bench = Bench::new();
    let token = format!("/{}/oauth2/v2.0/token", XEBIA.id);
    let device = format!("/{}/oauth2/v2.0/devicecode", XEBIA.id);
    let id = ("client_id", SHARED_APP.id);
    let cases: [(&str, Form<'_>, u64); 9] = [
        (&device, &[("scope", "openid")], 900_144),
        (&device, &[id], 900_144),
        (&device, &[id, id, ("scope", "openid")], 9_000_411),
        (&token, &[id], 900_144),
        (&token, &[id, ("grant_type", DEVICE_GRANT)], 900_144),
        (&token, &[id, ("grant_type", "refresh_token")], 900_144),
        (&token, &[id, ("grant_type", "password")], 70_003),
        (&token, &[id, ("grant_type", "refresh_token"), ("refresh_token", "x")], 9_002_313),
        (&token, &[id, ("grant_type", DEVICE_GRANT), ("client_secret", "x")], 700_025),
    ];
    for (path, form, aadsts) in cases {
        assert_eq!(bench.post(path, form).aadsts(), aadsts, "{path} {form:?}");
    }
    let url = format!("{}{token}", bench.sandbox.authority_url());
    assert_eq!(bench.get(&url, "", "").aadsts(), 900_561);
}

#[test]
fn scopes_must_be_those_of_this_graph() {
    let bench = Bench::new();
    let graph = bench.sandbox.graph_url();
    for scope in [
        "Calendars.Read".to_owned(),
        "https://graph.microsoft.com/Calendars.Read".to_owned(),
        format!("{graph}/Mail.Read"),
        format!("openid {graph}/Calendars.Read https://other.example/x"),
    ] {
        let answer = bench.device_code(XEBIA.id, &SHARED_APP, &scope);
        assert_eq!((answer.aadsts(), answer.error().as_str()), (70_011, "invalid_scope"), "{scope}");
    }
}

#[test]
fn polling_too_fast_is_told_to_slow_down() {
    let bench = Bench::with(Options::default());
    let code = bench.device_code(XEBIA.id, &SHARED_APP, "openid");
    let poll = || bench.poll(XEBIA.id, &SHARED_APP, &code.text_at("device_code")).error();
    assert_eq!(poll(), "authorization_pending");
    assert_eq!(poll(), "slow_down");
    std::thread::sleep(Duration::from_millis(900));
    assert_eq!(poll(), "authorization_pending");
}

#[test]
fn a_code_ends_by_expiry_refusal_or_use() {
    let bench = Bench::with(Options { code_lifetime: 0, interval: 0, ..Options::default() });
    let code = bench.device_code(XEBIA.id, &SHARED_APP, "openid");
    let poll = bench.poll(XEBIA.id, &SHARED_APP, &code.text_at("device_code"));
    assert_eq!((poll.aadsts(), poll.error().as_str()), (70_019, "expired_token"));
    assert!(bench.sandbox.approve(&code.text_at("user_code"), BOB.username).is_err());

    let bench = Bench::new();
    let code = bench.device_code(XEBIA.id, &SHARED_APP, "openid");
    bench.sandbox.decline(&code.text_at("user_code")).unwrap();
    let poll = bench.poll(XEBIA.id, &SHARED_APP, &code.text_at("device_code"));
    assert_eq!(poll.error(), "authorization_declined");
    assert_eq!(bench.poll(XEBIA.id, &SHARED_APP, "made-up").error(), "bad_verification_code");
}

#[test]
fn a_code_redeemed_twice_takes_back_what_it_gave() {
    let bench = Bench::new();
    let code = bench.device_code(XEBIA.id, &SHARED_APP, &bench.scope("User.Read"));
    bench.sandbox.approve(&code.text_at("user_code"), BOB.username).unwrap();
    let answer = bench.poll(XEBIA.id, &SHARED_APP, &code.text_at("device_code"));
    let again = bench.poll(XEBIA.id, &SHARED_APP, &code.text_at("device_code"));
    assert_eq!((again.aadsts(), again.error().as_str()), (54_005, "invalid_grant"));
    assert_eq!(bench.graph("/me", &answer.text_at("access_token")).status, 401);
    let refresh = bench.refresh(XEBIA.id, &SHARED_APP, &answer.text_at("refresh_token"));
    assert_eq!(refresh.error(), "invalid_grant");
}

#[test]
fn grants_are_bound_to_application_and_tenant() {
    let bench = Bench::new();
    let code = bench.device_code(XEBIA.id, &SHARED_APP, "openid").text_at("device_code");
    assert_eq!(bench.poll(MARIMER.id, &SHARED_APP, &code).aadsts(), 700_005);
    assert_eq!(bench.poll(XEBIA.id, &WORK_APP, &code).aadsts(), 70_000);

    let token = bench.sign_in(XEBIA.id, &ALICE_XEBIA).text_at("refresh_token");
    assert_eq!(bench.refresh(MARIMER.id, &SHARED_APP, &token).aadsts(), 700_005);
    assert_eq!(bench.refresh("consumers", &SHARED_APP, &token).aadsts(), 700_005);
    assert_eq!(bench.refresh(XEBIA.id, &WORK_APP, &token).aadsts(), 70_000);
    assert_eq!(bench.refresh("xebia.com", &SHARED_APP, &token).status, 200);
    assert_eq!(bench.refresh("organizations", &SHARED_APP, &token).status, 200);
}

#[test]
fn a_refresh_asks_for_no_more_than_was_agreed() {
    let bench = Bench::new();
    let token = bench.sign_in(XEBIA.id, &BOB).text_at("refresh_token");
    let refresh = |scope: &str| {
        bench.post(
            &format!("/{}/oauth2/v2.0/token", XEBIA.id),
            &[
                ("grant_type", "refresh_token"),
                ("client_id", SHARED_APP.id),
                ("refresh_token", &token),
                ("scope", scope),
            ],
        )
    };
    assert_eq!(refresh(&bench.scope("Calendars.Read")).status, 200);
    assert_eq!(refresh(&bench.scope("Calendars.ReadWrite")).aadsts(), 65_001);
    assert_eq!(refresh("").aadsts(), 28_003);
}
