//! `calcli doctor`: what it finds in good health and in bad, without showing a secret or needing the network.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, NOMAIL, SHARED_APP};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Place};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};
use support::{Run, World};

/// The status, the detail and the hint of a check.
fn check(run: &Run, account: Option<&str>, id: &str) -> (String, String, String) {
    let document = run.json();
    let checks = document["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["id"] == id && check["account"].as_str() == account);
    let found = found.unwrap_or_else(|| panic!("{id} of {account:?} is missing: {run:#?}"));
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    (text("status"), text("detail"), text("hint"))
}

fn statuses(run: &Run, account: Option<&str>) -> Vec<(String, String)> {
    let document = run.json();
    let checks = document["checks"].as_array().unwrap().iter().filter(|check| check["account"].as_str() == account);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    checks.map(|check| (text(&check["id"]), text(&check["status"]))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(id, status)| ((*id).to_owned(), (*status).to_owned())).collect()
}

/// The real clock, which doctor warns of where it is fixed.
fn world() -> World {
    World::new().env("CALCLI_NOW", "")
}

#[test]
fn in_good_health_every_check_is_ok_and_nothing_is_left_behind() {
    let world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let records = support::files(&world.records());
    let run = world.run(&["doctor", "--json"]).success();
    assert_eq!(run.json()["ok"], true);
    let machine =
        [("config", "ok"), ("state", "ok"), ("store", "ok"), ("clock", "ok"), ("proxy", "ok"), ("tls", "skipped")];
    assert_eq!(statuses(&run, None), pairs(&machine));
    let account =
        [("sign_in", "ok"), ("tenant", "ok"), ("token", "ok"), ("scopes", "ok"), ("profile", "ok"), ("calendar", "ok")];
    assert_eq!(statuses(&run, Some("xebia")), pairs(&account));
    assert_eq!(check(&run, Some("xebia"), "profile").1, "alice@xebia.com");
    assert_eq!(support::files(&world.records()), records);
    let text = world.run(&["doctor"]).success().stdout;
    assert!(text.starts_with("✓ config") && text.ends_with("\nEverything works.\n"), "{text}");
}

#[test]
fn a_renewal_is_really_made() {
    let world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let token = || world.token(&["--account", "xebia"]).success().stdout;
    let before = token();
    world.run(&["doctor"]).success();
    assert_ne!(token(), before);
}

#[test]
fn what_is_wrong_with_one_account_is_told_with_its_command_and_the_other_is_well() {
    let world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.add("new", "xebia.com", &SHARED_APP);
    world.account("bare", "xebia.com", &NOMAIL);
    world.sandbox.revoke(ALICE_MARIMER.username);
    let run = world.run(&["doctor", "--json"]).exits(1);
    assert_eq!(run.json()["ok"], false);
    let (status, detail, hint) = check(&run, Some("marimer"), "token");
    assert_eq!((status.as_str(), hint.as_str()), ("problem", "calcli login --account marimer"));
    assert!(detail.contains("AADSTS50173"), "{detail}");
    assert_eq!(check(&run, Some("marimer"), "calendar").0, "skipped");
    assert_eq!(check(&run, Some("new"), "sign_in").2, "calcli login --account new");
    assert_eq!(check(&run, Some("bare"), "calendar").0, "problem");
    assert_eq!(check(&run, Some("xebia"), "calendar").0, "ok");
    let text = world.run(&["doctor"]).exits(1).stdout;
    let todo = text.split("To do:\n").nth(1).unwrap();
    assert!(todo.contains("✗ marimer token: calcli login --account marimer; correlation id"), "{text}");
    assert!(!text.split("xebia\n").next().unwrap().contains('✗'), "{text}");
}

#[test]
fn a_scope_that_was_not_granted_is_named() {
    let world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.run(&["account", "set", "xebia", "--scopes", "shared"]).success();
    let run = world.run(&["doctor", "--json"]).exits(1);
    let (status, detail, hint) = check(&run, Some("xebia"), "scopes");
    assert_eq!((status.as_str(), detail.as_str()), ("problem", "Not granted: Calendars.Read.Shared."));
    assert_eq!(hint, "calcli login --account xebia");
}

#[test]
fn calendars_are_read_and_not_only_listed() {
    let world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let run = world.run(&["doctor", "--json"]).success();
    assert_eq!(check(&run, Some("xebia"), "calendar").1, "2 of 4 read: Calendar, Projects");
    world.run(&["account", "set", "xebia", "--calendar", "*"]).success();
    let run = world.run(&["doctor", "--json"]).exits(1);
    let (status, detail, hint) = check(&run, Some("xebia"), "calendar");
    assert_eq!(status, "problem");
    assert!(detail.contains("Bob Jansen") && hint.contains("--scopes shared"), "{detail} {hint}");
}

#[test]
fn a_claims_challenge_is_met_as_events_would() {
    for endpoint in [Endpoint::Me, Endpoint::Calendars, Endpoint::View] {
        let world = world();
        world.account("xebia", "xebia.com", &ALICE_XEBIA);
        let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}"#.to_owned();
        let challenge = FaultKind::ClaimsChallenge { status: 401, claims };
        world.sandbox.inject(Fault::new(challenge).at(Place::At(endpoint)));
        world.run(&["doctor", "--json"]).success();
    }
}

#[test]
fn offline_the_network_is_the_problem_and_everything_else_is_checked() {
    let mut world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    for place in [Place::Authority, Place::Graph] {
        world.sandbox.inject(Fault::new(FaultKind::Reset).at(place));
    }
    let began = Instant::now();
    let run = world.run(&["doctor", "--json", "--timeout", "6s"]).exits(1);
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    for (id, status) in [("config", "ok"), ("store", "ok"), ("clock", "skipped")] {
        assert_eq!(check(&run, None, id).0, status, "{id}: {run:#?}");
    }
    for id in ["tenant", "calendar"] {
        assert_eq!(check(&run, Some("xebia"), id).0, "problem", "{id}: {run:#?}");
    }
    assert!(check(&run, Some("xebia"), "token").1.contains("cannot be reached"), "{run:#?}");
    world = world.env("HTTPS_PROXY", "http://me:hush-hush@127.0.0.1:9");
    world.run(&["account", "add", "real", "--tenant", "xebia.com", "--client-id", SHARED_APP.id]).success();
    let run = world.run(&["doctor", "--json", "--account", "real", "--timeout", "3s"]).exits(1);
    assert!(!run.stdout.contains("hush"), "{run:#?}");
    assert_eq!(check(&run, None, "proxy").1, "HTTPS_PROXY: 127.0.0.1:9");
    assert_eq!(check(&run, None, "tls").0, "skipped");
}

#[test]
fn a_portal_that_answers_for_everything_is_named() {
    let world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.sandbox.inject(Fault::new(FaultKind::Html));
    let run = world.run(&["doctor", "--json"]).exits(1);
    let (status, detail, hint) = check(&run, Some("xebia"), "tenant");
    assert_eq!(status, "problem");
    assert!(detail.contains("html_instead_of_json") && hint.contains("captive portal"), "{detail} {hint}");
}

#[test]
fn a_config_that_others_can_write_and_a_store_key_that_others_can_read_are_problems() {
    let world = world();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let chmod = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    chmod(world.config(), 0o666);
    chmod(world.home().join(".local/share/calcli/store.key"), 0o644);
    let run = world.run(&["doctor", "--json"]).exits(1);
    assert!(check(&run, None, "config").2.starts_with("chmod go-w "), "{run:#?}");
    assert!(check(&run, None, "store").2.starts_with("chmod 600 "), "{run:#?}");
    chmod(world.config(), 0o644);
    assert_eq!(check(&world.run(&["doctor", "--json"]), None, "config").0, "ok", "read by others it may be");
}

#[test]
fn folders_in_which_others_can_change_who_is_signed_in_are_told() {
    for folder in [".local/state/calcli", ".local/share/calcli/tokens"] {
        let world = world();
        world.account("xebia", "xebia.com", &ALICE_XEBIA);
        fs::set_permissions(world.home().join(folder), fs::Permissions::from_mode(0o777)).unwrap();
        let (status, detail, hint) = check(&world.run(&["doctor", "--json"]), None, "state");
        assert_eq!(status, "warning", "{folder}");
        assert!(detail.contains(folder) && hint.starts_with("chmod go-w "), "{detail} {hint}");
    }
}

#[test]
fn a_config_that_is_broken_is_the_first_finding() {
    let world = world();
    fs::create_dir_all(world.config().parent().unwrap()).unwrap();
    fs::write(world.config(), "tenant = [\n").unwrap();
    let run = world.run(&["doctor", "--json"]).exits(1);
    assert!(check(&run, None, "config").1.contains("line 1"), "{run:#?}");
    world.run(&["doctor"]).exits(1);
    world.run(&["doctor", "--timeout", "soon"]).exits(2);
}

#[test]
fn without_an_account_the_machine_is_checked() {
    let run = world().run(&["doctor", "--json"]).success();
    assert_eq!(check(&run, None, "config").0, "warning");
    assert_eq!(check(&run, None, "store").0, "ok");
}

#[test]
fn an_account_that_brings_its_token_is_checked_as_far_as_that_goes() {
    let world = world();
    world.account("source", "xebia.com", &ALICE_XEBIA);
    let (authority, graph) = (world.sandbox.authority_url(), world.sandbox.graph_url());
    let command = format!("{} token --account source --json", env!("CARGO_BIN_EXE_calcli"));
    let add = ["account", "add", "own", "--tenant", "xebia.com", "--token-command", &command];
    world.run(&[&add[..], &["--authority-url", &authority, "--graph-url", &graph]].concat()).success();
    let run = world.run(&["doctor", "--json", "--account", "own"]).success();
    assert_eq!(check(&run, None, "store").0, "skipped");
    assert!(check(&run, Some("own"), "token").1.starts_with("from the command, valid until"), "{run:#?}");
    assert_eq!(check(&run, Some("own"), "scopes").0, "skipped");
    assert_eq!(check(&run, Some("own"), "calendar").0, "ok");
}

#[test]
fn an_account_that_rests_is_named_and_not_looked_at() {
    let world = world();
    world.add("old", "xebia.com", &SHARED_APP);
    world.run(&["account", "set", "old", "--enabled", "false"]).success();
    let run = world.run(&["doctor", "--json"]).success();
    assert_eq!(check(&run, Some("old"), "sign_in").1, "the account rests");
    assert_eq!(statuses(&run, Some("old")), pairs(&[("sign_in", "skipped")]));
    assert!(world.sandbox.requests().is_empty());
}
