//! Continuous access evaluation: an organisation may end a token at any moment and say what it wants instead. And the one refusal
//! that no token helps against: a tenant of another cloud.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, BOB, MARIMER, XEBIA};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Host, Options, Place, Seen, Times};
use serde_json::{Value, json};
use support::{Run, World};

/// What Graph asks for in Microsoft's own example.
const REVOKED: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}"#;
/// What the authority asks a sign-in for.
const POLICY: &str = r#"{"access_token":{"capolids":{"essential":true,"values":["c7a8"]}}}"#;
/// What no request of calcli ever asks for.
const UNMEETABLE: &str = r#"{"access_token":{"xms_cc":{"values":["cp2"]}}}"#;

/// One account, signed in.
fn xebia() -> World {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world
}

fn challenge(claims: &str) -> Fault {
    FaultKind::ClaimsChallenge { status: 401, claims: claims.to_owned() }.into()
}

fn interaction_required() -> Fault {
    FaultKind::InteractionRequired { claims: POLICY.to_owned() }.into()
}

/// What the requests like this asked tokens to hold.
fn asked(world: &World, like: impl Fn(&Seen) -> bool) -> Vec<Value> {
    let requests = world.sandbox.requests().into_iter().filter(like);
    requests.map(|seen| serde_json::from_str(&seen.claims.unwrap_or_default()).unwrap()).collect()
}

fn is_refresh(seen: &Seen) -> bool {
    seen.grant_type.as_deref() == Some("refresh_token")
}

fn is_device_code(seen: &Seen) -> bool {
    seen.path.ends_with("/devicecode")
}

fn refreshes(world: &World) -> Vec<Value> {
    asked(world, is_refresh)
}

/// The error of the only account.
fn error(run: &Run) -> Value {
    run.json()["accounts"][0]["error"].clone()
}

#[test]
fn every_request_for_a_code_or_a_token_says_that_challenges_are_heard() {
    let world = xebia();
    world.sandbox.expire_access_tokens();
    world.sandbox.inject(Fault::new(FaultKind::Unauthorized).once());
    world.json(&["events", "--json"]);
    let asked =
        asked(&world, |seen| seen.host == Host::Authority && seen.method == "POST" && seen.path.contains("/oauth2/"));
    assert!(asked.len() >= 3, "{asked:?}");
    for claims in asked {
        assert_eq!(claims, json!({ "access_token": { "xms_cc": { "values": ["cp1"] } } }));
    }
}

#[test]
fn a_client_that_hears_challenges_gets_tokens_for_a_day() {
    let world = World::with(Options { long_lifetime: Some(86_400), ..Options::default() });
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let list = world.json(&["list", "--json"]);
    let expires: chrono::DateTime<chrono::Utc> =
        list["accounts"][0]["access_token_expires_at"].as_str().unwrap().parse().unwrap();
    assert!(expires > chrono::Utc::now() + chrono::TimeDelta::hours(23), "{expires}");
}

#[test]
fn a_challenge_is_met_by_one_refresh_wherever_it_strikes() {
    for command in [&["events", "--json"][..], &["calendars", "--json"]] {
        for endpoint in [Endpoint::Calendars, Endpoint::View] {
            for status in [401, 403] {
                let world = xebia();
                let fault = FaultKind::ClaimsChallenge { status, claims: REVOKED.to_owned() };
                world.sandbox.inject(Fault::new(fault).at(Place::At(endpoint)));
                let struck = command[0] == "events" || endpoint == Endpoint::Calendars;
                let answer = world.json(command);
                assert_eq!(answer["complete"], true, "{answer}");
                let claims = refreshes(&world);
                assert_eq!(claims.len(), usize::from(struck), "{command:?} {endpoint:?} {status}");
                if struck {
                    assert_eq!(claims[0]["access_token"]["nbf"]["value"], "1702682181");
                    assert_eq!(claims[0]["access_token"]["xms_cc"]["values"], json!(["cp1"]));
                }
                world.json(command);
                assert_eq!(refreshes(&world).len(), claims.len(), "the new token is good for the next run, too");
            }
        }
    }
}

#[test]
fn many_at_once_meet_a_challenge_by_one_refresh() {
    let world = xebia();
    world.sandbox.inject(challenge(REVOKED));
    let running: Vec<_> = (0..5).map(|_| world.start(&["events", "--json"])).collect();
    for each in running {
        assert_eq!(each.finish().success().json()["complete"], true);
    }
    assert_eq!(refreshes(&world).len(), 1);
}

#[test]
fn a_challenge_that_a_refresh_does_not_meet_is_not_tried_again() {
    let world = xebia();
    world.sandbox.inject(challenge(UNMEETABLE));
    let first = world.run(&["events", "--json"]).exits(4).says("calcli login --account xebia");
    assert_eq!(error(&first)["code"], "InvalidAuthenticationToken");
    let message = error(&first)["message"].as_str().unwrap().to_owned();
    assert!(message.starts_with("The organisation asks for a fresh sign-in."), "{message}");
    assert_eq!(refreshes(&world).len(), 1);
    let again = world.run(&["events", "--json"]).exits(4);
    assert_eq!(error(&again), error(&first));
    assert_eq!(refreshes(&world).len(), 1, "the refusal is believed for a while");
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "sign_in_required");
}

#[test]
fn what_makes_no_sense_as_a_challenge_is_an_ordinary_refusal() {
    let world = xebia();
    world.sandbox.inject(challenge("no JSON").times(Times::N(1)));
    assert_eq!(world.json(&["events", "--json"])["complete"], true);
    assert_eq!(refreshes(&world), [json!({ "access_token": { "xms_cc": { "values": ["cp1"] } } })]);
}

#[test]
fn a_refused_refresh_asks_for_a_sign_in_that_carries_what_was_asked() {
    let world = xebia();
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.sandbox.inject(challenge(REVOKED).tenant(&XEBIA));
    world.sandbox.inject(interaction_required().tenant(&XEBIA));

    let run = world.run(&["events", "--json"]).exits(3).says("calcli login --account xebia");
    let accounts = run.json()["accounts"].clone();
    assert_eq!((&accounts[0]["status"], &accounts[1]["status"]), (&json!("sign_in_required"), &json!("ok")));
    assert_eq!(accounts[0]["error"]["code"], "AADSTS50076");
    let message = accounts[0]["error"]["message"].as_str().unwrap();
    assert!(message.starts_with("The organisation asks for a fresh sign-in."), "{message}");
    assert_eq!(refreshes(&world).len(), 1);

    world.login("xebia", &ALICE_XEBIA).success();
    let wanted = asked(&world, is_device_code).pop().unwrap();
    assert_eq!(wanted["access_token"]["nbf"]["value"], "1702682181", "what Graph asked for: {wanted}");
    assert_eq!(wanted["access_token"]["capolids"]["values"], json!(["c7a8"]), "and the authority: {wanted}");
    assert_eq!(wanted["access_token"]["xms_cc"]["values"], json!(["cp1"]));
    let redeemed = asked(&world, |seen| seen.grant_type.as_deref().is_some_and(|grant| grant.ends_with("device_code")));
    assert_eq!(redeemed.last(), Some(&wanted), "the code is redeemed with the same claims");
    assert_eq!(world.json(&["events", "--json"])["complete"], true);
    assert_eq!(refreshes(&world).len(), 1, "the new token holds what was asked for");

    world.login("xebia", &ALICE_XEBIA).success();
    let next = asked(&world, is_device_code).pop().unwrap();
    assert_eq!(next["access_token"].as_object().unwrap().len(), 1, "and it is asked for once: {next}");
}

#[test]
fn what_the_authority_asks_for_without_graph_is_remembered_too() {
    let world = xebia();
    world.sandbox.inject(interaction_required());
    world.sandbox.expire_access_tokens();
    world.sandbox.inject(Fault::new(FaultKind::Unauthorized).once());
    let run = world.run(&["events", "--json"]).exits(4);
    assert_eq!(error(&run)["code"], "AADSTS50076");
    world.login("xebia", &ALICE_XEBIA).success();
    let wanted = asked(&world, is_device_code).pop().unwrap();
    assert_eq!(wanted["access_token"]["capolids"]["values"], json!(["c7a8"]));
}

#[test]
fn what_was_asked_of_one_person_is_not_asked_of_another() {
    let world = xebia();
    world.sandbox.inject(challenge(REVOKED));
    world.sandbox.inject(interaction_required());
    world.run(&["events"]).exits(4);
    world.login_with(&["--account", "xebia", "--switch-user"], &BOB).success();
    let wanted = asked(&world, is_device_code).pop().unwrap();
    assert_eq!(wanted, json!({ "access_token": { "xms_cc": { "values": ["cp1"] } } }));
}

#[test]
fn an_account_is_well_again_when_the_policy_has_passed() {
    let world = xebia();
    world.sandbox.inject(challenge(UNMEETABLE));
    world.run(&["events"]).exits(4);
    world.sandbox.clear_faults();
    world.json(&["events", "--json"]);
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_in");
}

#[test]
fn a_challenge_for_one_account_leaves_the_others_alone() {
    let world = xebia();
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.sandbox.inject(challenge(REVOKED).tenant(&MARIMER));
    assert_eq!(world.json(&["events", "--json"])["complete"], true);
    let refreshed: Vec<_> = world.sandbox.requests().into_iter().filter(is_refresh).map(|seen| seen.tenant).collect();
    assert_eq!(refreshed, [Some(MARIMER.id.to_owned())]);
}

#[test]
fn a_tenant_of_another_cloud_is_explained() {
    let world = World::new();
    world.add("gov", "xebia.com", &calcli::sandbox::world::SHARED_APP);
    world.sandbox.inject(FaultKind::AnotherCloud);
    let run = world.run(&["login", "--account", "gov", "--json"]).exits(1).says("AADSTS90038");
    let error = run.json()["error"].clone();
    assert_eq!(error["code"], "AADSTS90038");
    assert!(error["hints"][0].as_str().unwrap().contains("calcli account set gov --cloud"), "{error}");
}

#[test]
fn a_tenant_that_this_cloud_does_not_know_is_explained() {
    let world = World::new();
    world.add("gov", "agency.example", &calcli::sandbox::world::SHARED_APP);
    let run = world.run(&["login", "--account", "gov", "--json"]).exits(1).says("AADSTS90002");
    let error = run.json()["error"].clone();
    assert_eq!(error["code"], "AADSTS90002");
    assert!(error["hints"].to_string().contains("calcli account set gov --cloud"), "{error}");
}
