//! How a browser sign-in ends when it does not end well: the page says why, the terminal says what to type.

use crate::support::{Run, World};
use crate::visitor::{Browser, Login, Page};
use calcli::sandbox::world::{ALICE_XEBIA, BOB, SHARED_APP, User};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Place};
use serde_json::Value;
use std::time::{Duration, Instant};

fn world() -> World {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    world
}

/// Signs in as this person, who decides so at the end.
fn decide(world: &World, user: &User, decision: &str) -> (Page, Run) {
    let (login, browser) = (Login::start(world, &["--account", "xebia"]), Browser::new());
    let answer = browser.decide(&login.url, user, decision);
    let page = browser.follow(answer.header("location"));
    (page, login.finish())
}

/// The error of the last line.
fn error(run: &Run) -> Value {
    let line: Value = serde_json::from_str(run.stdout.lines().last().unwrap()).unwrap();
    assert_eq!((line["event"].as_str(), line["account"].as_str()), (Some("error"), Some("xebia")));
    line["error"].clone()
}

fn refused_at(endpoint: Endpoint, code: u32, error: &str) -> Fault {
    Fault::new(FaultKind::SignInRefused { code, error: error.to_owned() }).at(Place::At(endpoint))
}

#[test]
fn a_person_who_cancels_is_told_so_in_both_places() {
    let world = world();
    let (page, run) = decide(&world, &ALICE_XEBIA, "cancel");
    assert!(page.text.contains("Not signed in") && page.text.contains("AADSTS65004"), "{page:#?}");
    assert_eq!(error(&run.exits(1))["code"], "AADSTS65004");
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_out");
}

#[test]
fn a_refusal_without_a_number_is_explained_as_well() {
    let world = world();
    let (login, browser) = (Login::start(&world, &["--account", "xebia"]), Browser::new());
    let page = browser
        .follow(&login.at(&format!("/?error=access_denied&error_subcode=cancel&state={}", login.asked("state"))));
    assert!(page.text.contains("The sign-in was declined in the browser."), "{page:#?}");
    login.finish().exits(1).says("The sign-in was declined in the browser.").says("calcli login --account xebia");
}

#[test]
fn missing_consent_is_explained_with_the_correlation_id() {
    let world = world();
    world.sandbox.inject(refused_at(Endpoint::Authorize, 65_001, "consent_required"));
    let (page, run) = decide(&world, &ALICE_XEBIA, "accept");
    assert!(page.text.contains("AADSTS65001"), "{page:#?}");
    let error = error(&run.exits(1).says("AADSTS65001"));
    assert!(error["hints"].to_string().contains("correlation id"), "{error}");
}

#[test]
fn a_refusal_at_the_last_step_reaches_the_page_too() {
    let world = world();
    world.sandbox.inject(refused_at(Endpoint::Redeem, 50_105, "invalid_grant"));
    let (page, run) = decide(&world, &ALICE_XEBIA, "accept");
    assert!(page.text.contains("You are not assigned to this application."), "{page:#?}");
    assert_eq!(error(&run.exits(1))["code"], "AADSTS50105");
}

#[test]
fn the_wrong_person_stores_nothing_and_is_named_on_the_page() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let (page, run) = decide(&world, &BOB, "accept");
    assert!(page.text.contains("Expected alice@xebia.com, got bob@xebia.com"), "{page:#?}");
    assert_eq!(error(&run.exits(1))["code"], "wrong_person");
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["username"], "alice@xebia.com");
    world.run(&["events", "--today", "--json"]).success();
}

#[test]
fn what_the_authority_says_is_text_on_the_page_and_not_markup() {
    let world = world();
    let (login, browser) = (Login::start(&world, &["--account", "xebia"]), Browser::new());
    let attack = "error=server_error&error_description=%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE%1b[2J";
    let page = browser.follow(&login.at(&format!("/?{attack}&state={}", login.asked("state"))));
    assert!(page.text.contains("&lt;script&gt;") && !page.text.contains("<script"), "{page:#?}");
    assert!(!page.text.contains(['\u{202e}', '\u{1b}']), "{page:#?}");
    assert!(!login.finish().exits(5).stderr.contains('\u{1b}'));
}

#[test]
fn nobody_comes_in_time() {
    let world = world();
    let begun = Instant::now();
    let run = Login::start(&world, &["--account", "xebia", "--timeout", "1s"]).finish().exits(1);
    assert!(begun.elapsed() < Duration::from_secs(10));
    let error = error(&run);
    assert_eq!(error["code"], "timeout");
    assert!(error["hints"].to_string().contains("calcli login --account xebia --device-code"), "{error}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once_and_the_listener_with_it() {
    let world = world();
    let login = Login::start(&world, &["--account", "xebia"]);
    let port = login.port();
    login.running.interrupt();
    login.finish().exits(130);
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn a_browser_that_never_comes_for_the_last_page_holds_nothing_up_for_long() {
    let world = world();
    let (login, browser) = (Login::start(&world, &["--account", "xebia"]), Browser::new());
    let redirect = browser.authorized(&login.url, &ALICE_XEBIA);
    let begun = Instant::now();
    assert_eq!(browser.get(&redirect).status, 303);
    login.finish().success();
    assert!(begun.elapsed() < Duration::from_secs(10));
}
