//! Every fault once, and where faults strike.

use std::time::{Duration, Instant};

use super::{Answer, Bench, claims};
use crate::sandbox::world::{ALICE_XEBIA, BOB, MARIMER, SHARED_APP, User, XEBIA};
use crate::sandbox::{Endpoint, Fault, FaultKind, Host, Options, Place, Times};

const VIEW: &str = "/me/calendarView?startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-24T00:00:00Z";

fn on_graph(kind: FaultKind) -> Fault {
    Fault::new(kind).at(Place::Graph).once()
}

#[test]
fn graph_throttles_and_fails_in_its_own_words() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    let answer = |kind| {
        bench.sandbox.inject(on_graph(kind));
        let answer = bench.graph("/me", &token);
        let wait = answer.headers.get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        (answer.status, answer.error(), wait)
    };
    let throttle = |retry_after| FaultKind::Throttle { retry_after };
    let outage = |status, retry_after| FaultKind::Outage { status, retry_after };
    let said = |status: u16, code: &str, wait: Option<&str>| (status, code.to_owned(), wait.map(str::to_owned));
    assert_eq!(answer(throttle(Some(7))), said(429, "TooManyRequests", Some("7")));
    assert_eq!(answer(throttle(None)), said(429, "ApplicationThrottled", None));
    assert_eq!(answer(outage(503, Some(2))), said(503, "serviceNotAvailable", Some("2")));
    assert_eq!(answer(outage(504, None)), said(504, "UnknownError", None));
    assert_eq!(answer(FaultKind::Unauthorized), said(401, "InvalidAuthenticationToken", None));
    assert_eq!(bench.graph("/me", &token).status, 200);
}

#[test]
fn the_authority_throttles_and_fails_in_its_own_words() {
    let bench = Bench::new();
    let ask = || bench.device_code(XEBIA.id, &SHARED_APP, "openid");
    bench.sandbox.inject(Fault::new(FaultKind::Throttle { retry_after: Some(3) }).once());
    assert_eq!(ask().status, 429);
    let outage = FaultKind::Outage { status: 503, retry_after: None };
    bench.sandbox.inject(Fault::new(outage).once());
    let answer = ask();
    assert_eq!((answer.status, answer.error().as_str()), (503, "temporarily_unavailable"));
    bench.sandbox.inject(Fault::new(FaultKind::DeviceErrorOn200).once());
    let answer = ask();
    assert_eq!((answer.status, answer.aadsts()), (200, 700_016));
    assert_eq!(ask().status, 200);
}

#[test]
fn answers_can_be_damaged_on_the_way() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    let url = format!("{}/v1.0/me", bench.sandbox.graph_url());
    let get = |kind| {
        bench.sandbox.inject(on_graph(kind));
        bench.send(bench.client.get(&url).bearer_auth(&token))
    };
    let html = get(FaultKind::Html).unwrap();
    assert_eq!(html.status, 200);
    assert!(html.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(html.text.contains("<title>Welcome"));
    let bad = get(FaultKind::BadJson).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&bad.text).is_err());
    let empty = get(FaultKind::EmptyBody).unwrap();
    assert_eq!((empty.status, empty.text.as_str()), (200, ""));
    let truncated = get(FaultKind::TruncatedBody).unwrap_err();
    assert!(truncated.is_body() || truncated.is_decode(), "{truncated:?}");
    assert!(get(FaultKind::Reset).unwrap_err().is_request());
    let seen = bench.sandbox.requests();
    assert_eq!(seen.last().map(|seen| seen.status), Some(0));
    let redirect = get(FaultKind::Redirect).unwrap();
    assert_eq!(redirect.status, 302);
    let target = redirect.headers["location"].to_str().unwrap();
    assert!(target.starts_with(&bench.sandbox.authority_url()));
    assert_eq!(bench.graph("/me", &token).status, 200);
}

#[test]
fn durations_can_be_strings() {
    let bench = Bench::new();
    bench.sandbox.inject(FaultKind::NumbersAsStrings);
    let code = bench.device_code(XEBIA.id, &SHARED_APP, "openid");
    assert_eq!((code.json()["expires_in"].clone(), code.json()["interval"].clone()), ("900".into(), "0".into()));
    assert_eq!(bench.sign_in(XEBIA.id, &BOB).text_at("expires_in"), "3600");
}

#[test]
fn polls_can_be_refused() {
    let bench = Bench::new();
    let code = bench.device_code(XEBIA.id, &SHARED_APP, "openid").text_at("device_code");
    let poll = |kind: FaultKind| {
        bench.sandbox.inject(Fault::new(kind).once());
        let answer = bench.poll(XEBIA.id, &SHARED_APP, &code);
        (answer.error(), answer.aadsts())
    };
    assert_eq!(poll(FaultKind::ExpiredCode), ("expired_token".to_owned(), 70_019));
    assert_eq!(poll(FaultKind::Declined), ("authorization_declined".to_owned(), 65_004));
    assert_eq!(poll(FaultKind::PolicyBlocked), ("invalid_grant".to_owned(), 53_003));
    let error = "interaction_required".to_owned();
    let refused = FaultKind::SignInRefused { code: 50_076, error: error.clone() };
    assert_eq!(poll(refused), (error, 50_076));
}

#[test]
fn refreshes_can_be_refused() {
    let bench = Bench::new();
    let token = bench.sign_in(XEBIA.id, &BOB).text_at("refresh_token");
    let refused = FaultKind::RefreshRefused { code: 700_082, error: "invalid_grant".to_owned() };
    bench.sandbox.inject(Fault::new(refused).user(BOB.username).once());
    let answer = bench.refresh(XEBIA.id, &SHARED_APP, &token);
    assert_eq!((answer.status, answer.aadsts()), (400, 700_082));
    assert!(answer.text_at("error_description").contains("expired due to inactivity"));
    assert_eq!(bench.refresh(XEBIA.id, &SHARED_APP, &token).status, 200);
}

#[test]
fn identities_can_be_forged_when_tokens_are_minted_and_not_before() {
    let bench = Bench::new();
    let forged = |kind: FaultKind| {
        bench.sandbox.inject(Fault::new(kind).once());
        let code = bench.device_code(XEBIA.id, &SHARED_APP, &bench.scope("User.Read"));
        let device_code = code.text_at("device_code");
        assert_eq!(bench.poll(XEBIA.id, &SHARED_APP, &device_code).aadsts(), 70_016);
        bench.sandbox.approve(&code.text_at("user_code"), BOB.username).unwrap();
        let answer = bench.poll(XEBIA.id, &SHARED_APP, &device_code);
        claims(&answer.text_at("id_token"))
    };
    assert_eq!(forged(FaultKind::WrongTenant)["tid"], MARIMER.id);
    assert_ne!(forged(FaultKind::WrongAudience)["aud"], SHARED_APP.id);
    let issuer = forged(FaultKind::WrongIssuer);
    assert_eq!(issuer["tid"], XEBIA.id);
    assert!(!issuer["iss"].as_str().unwrap().contains(XEBIA.id));
}

#[test]
fn a_refresh_can_answer_with_somebody_else_or_without_a_new_token() {
    let bench = Bench::new();
    let token = bench.sign_in(XEBIA.id, &BOB).text_at("refresh_token");
    let refresh = |kind: FaultKind| {
        bench.sandbox.inject(Fault::new(kind).once());
        bench.refresh(XEBIA.id, &SHARED_APP, &token)
    };
    let other = refresh(FaultKind::WrongUserOnRefresh);
    assert_eq!(claims(&other.text_at("id_token"))["oid"], ALICE_XEBIA.oid);
    let kept = refresh(FaultKind::NoRefreshToken);
    assert!(kept.status == 200 && kept.json().get("refresh_token").is_none());
}

#[test]
fn pages_can_be_smaller_than_asked_for() {
    let bench = Bench::new();
    let token = bench.token(&ALICE_XEBIA);
    let path = format!("{VIEW}&$top=1000");
    let count = || {
        let body = bench.graph(&path, &token).json();
        let more = body.get("@odata.nextLink").is_some();
        (body["value"].as_array().unwrap().len(), more)
    };
    let (all, more) = count();
    assert!(all > 3 && !more);
    bench.sandbox.inject(FaultKind::SmallPages { size: 3 });
    assert_eq!(count(), (3, true));
}

#[test]
fn next_links_can_loop_or_lead_away() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    let next = |kind| {
        bench.sandbox.inject(on_graph(kind));
        bench.graph(VIEW, &token).text_at("@odata.nextLink")
    };
    let same = format!("{}/v1.0{VIEW}", bench.sandbox.graph_url());
    assert_eq!(next(FaultKind::LoopingNextLink), same);
    let away = next(FaultKind::ForeignNextLink);
    assert!(away.starts_with(&bench.sandbox.authority_url()));
    assert_eq!(bench.get(&away, &token, "").status, 404);
    let leaked = bench.sandbox.requests().pop().unwrap();
    assert_eq!((leaked.host, leaked.bearer_user.as_deref()), (Host::Authority, Some(BOB.username)));
}

#[test]
fn faults_strike_only_whom_and_where_and_as_often_as_they_should() {
    let bench = Bench::new();
    let (alice, bob) = (bench.token(&ALICE_XEBIA), bench.token(&BOB));
    let status = |answer: &Answer| answer.status;
    let outage = || Fault::new(FaultKind::Outage { status: 503, retry_after: None });
    let graph = |token| status(&bench.graph("/me", token));

    bench.sandbox.inject(outage().user(BOB.username));
    assert_eq!((graph(&alice), graph(&bob), graph(&bob)), (200, 503, 503));
    bench.sandbox.clear_faults();
    bench.sandbox.inject(outage().tenant(&MARIMER));
    assert_eq!(graph(&bob), 200);
    assert_eq!(bench.device_code(MARIMER.id, &SHARED_APP, "openid").status, 503);
    assert_eq!(bench.device_code(XEBIA.id, &SHARED_APP, "openid").status, 200);
    bench.sandbox.clear_faults();
    bench.sandbox.inject(outage().at(Place::At(Endpoint::View)).times(Times::N(2)));
    let view = || status(&bench.graph(VIEW, &bob));
    assert_eq!((graph(&bob), view(), view(), view()), (200, 503, 503, 200));
}

#[test]
fn slowness_shows_how_many_requests_a_client_has_in_flight() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    bench.sandbox.inject(Fault::new(FaultKind::Slow { millis: 150 }).at(Place::Graph));
    let url = format!("{}/v1.0/me", bench.sandbox.graph_url());
    let began = Instant::now();
    let statuses: Vec<u16> = bench.runtime.block_on(async {
        let ask = || async {
            let response = bench.client.get(&url).bearer_auth(&token).send().await.unwrap();
            response.status().as_u16()
        };
        futures_util::future::join_all((0..5).map(|_| ask())).await
    });
    assert!(began.elapsed() >= Duration::from_millis(150));
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 4);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 1);
    let peak = |user: &User| bench.sandbox.peak_concurrency(user.username);
    assert_eq!((peak(&BOB), peak(&ALICE_XEBIA)), (5, 0));
}

#[test]
fn a_dropped_sandbox_leaves_its_ports() {
    let bench = Bench::new();
    let url = bench.sandbox.graph_url();
    let address = url.trim_start_matches("http://").to_owned();
    drop(bench);
    assert!(std::net::TcpStream::connect(address).is_err());
}

#[test]
fn graph_challenges_a_client_that_hears_it_until_the_token_holds_what_it_asks() {
    let bench = Bench::with(Options { long_lifetime: Some(86_400), ..Options::default() });
    let signed_in = bench.sign_in(XEBIA.id, &BOB);
    let refresh = |claims: &str| {
        let refresh_token = signed_in.text_at("refresh_token");
        let form = [("grant_type", "refresh_token"), ("client_id", SHARED_APP.id), ("claims", claims)];
        bench.post(
            &format!("/{}/oauth2/v2.0/token", XEBIA.id),
            &[&form[..], &[("refresh_token", refresh_token.as_str())]].concat(),
        )
    };
    let wanted = r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#;
    bench.sandbox.inject(FaultKind::ClaimsChallenge { status: 401, claims: wanted.to_owned() });
    assert_eq!(bench.graph("/me", &signed_in.text_at("access_token")).status, 200, "it does not hear challenges");

    let hears = refresh(r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#);
    assert_eq!((&signed_in.json()["expires_in"], &hears.json()["expires_in"]), (&3_600.into(), &86_400.into()));
    for _ in 0..2 {
        let answer = bench.graph("/me", &hears.text_at("access_token"));
        assert_eq!((answer.status, answer.error().as_str()), (401, "InvalidAuthenticationToken"));
        let challenge = answer.headers["www-authenticate"].to_str().unwrap();
        assert!(challenge.contains("error=\"insufficient_claims\", claims=\"eyJhY2Nlc3"), "{challenge}");
    }
    let met = refresh(r#"{"access_token":{"xms_cc":{"values":["cp1"]},"nbf":{"essential":true,"value":"1"}}}"#);
    assert_eq!(bench.graph("/me", &met.text_at("access_token")).status, 200);
    assert_eq!(refresh("[").aadsts(), 9_000_410);
}

#[test]
fn the_authority_names_what_a_sign_in_has_to_ask_for() {
    let bench = Bench::new();
    let token = bench.sign_in(XEBIA.id, &BOB).text_at("refresh_token");
    let claims = r#"{"access_token":{"capolids":{"values":["c7a8"]}}}"#;
    bench.sandbox.inject(FaultKind::InteractionRequired { claims: claims.to_owned() });
    let answer = bench.refresh(XEBIA.id, &SHARED_APP, &token);
    assert_eq!((answer.error().as_str(), answer.aadsts()), ("interaction_required", 50_076));
    assert_eq!(answer.text_at("claims"), claims);
}

#[test]
fn a_tenant_can_live_in_another_cloud() {
    let bench = Bench::new();
    bench.sandbox.inject(Fault::new(FaultKind::AnotherCloud).tenant(&XEBIA));
    let answer = bench.device_code(XEBIA.id, &SHARED_APP, "openid");
    assert_eq!((answer.status, answer.aadsts()), (400, 90_038));
    assert_eq!(bench.device_code(MARIMER.id, &SHARED_APP, "openid").status, 200);
}

#[test]
fn a_fault_that_waits_for_a_refresh_is_met_at_once_by_who_is_signed_in() {
    let refresh = |kind| Fault::new(kind).at(Place::At(Endpoint::Refresh));
    let slow = FaultKind::Slow { millis: 1 };
    for (fault, ends) in [
        (Fault::new(FaultKind::NoRefreshToken), true),
        (refresh(slow.clone()), true),
        (Fault::new(slow.clone()).at(Place::Authority), true),
        (Fault::new(slow), false),
        (Fault::new(FaultKind::Unauthorized), false),
        (Fault::new(FaultKind::Declined), false),
    ] {
        let bench = Bench::new();
        let token = bench.token(&BOB);
        let told = format!("{fault:?}");
        bench.sandbox.let_happen(fault.user("nobody@xebia.com"));
        assert_eq!(bench.graph("/me", &token).status, if ends { 401 } else { 200 }, "{told}");
    }
}
