//! Which way a sign-in goes, and what is offered where one way is blocked or no browser can open.

use crate::support::World;
use crate::visitor::{Browser, Login, address, with_browser};
use calcli::sandbox::world::{ALICE_XEBIA, SHARED_APP};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Place};
use serde_json::Value;
use std::fs;

const LOGIN: [&str; 4] = ["login", "--account", "xebia", "--json"];

fn world() -> World {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    world
}

/// The first event of a login that is then given up.
fn event(world: &World, more: &[&str]) -> String {
    let mut running = world.start(&[&LOGIN[..], more].concat());
    let line: Value = serde_json::from_str(&running.line()).unwrap();
    running.stop();
    line["event"].as_str().unwrap().to_owned()
}

fn blocked_at(endpoint: Endpoint) -> Fault {
    Fault::new(FaultKind::PolicyBlocked).at(Place::At(endpoint))
}

#[test]
fn without_a_terminal_it_is_the_code_until_the_user_says_otherwise() {
    let world = world();
    assert_eq!(event(&world, &[]), "device_code");
    world.run(&["account", "set", "xebia", "--login", "browser"]).success();
    assert!(fs::read_to_string(world.config()).unwrap().contains("login = \"browser\""));
    assert_eq!(event(&world, &[]), "browser");
    assert_eq!(event(&world, &["--device-code"]), "device_code");
}

#[test]
fn what_was_used_last_is_used_again() {
    let world = world();
    let login = Login::start(&world, &["--account", "xebia"]);
    Browser::new().sign_in(&login.url, &ALICE_XEBIA);
    login.finish().success();
    assert_eq!(event(&world, &[]), "browser");
    world.run(&["account", "rename", "xebia", "work"]).success();
    world.run(&["account", "rename", "work", "xebia"]).success();
    assert_eq!(event(&world, &[]), "browser");
    world.run(&["account", "set", "xebia", "--login", "device-code"]).success();
    assert_eq!(event(&world, &[]), "device_code");
}

#[test]
fn both_flags_at_once_are_refused() {
    world().run(&["login", "--account", "xebia", "--browser", "--device-code"]).exits(2);
}

#[test]
fn a_blocked_code_offers_the_browser_and_a_blocked_browser_the_code() {
    let world = world();
    world.sandbox.inject(blocked_at(Endpoint::Poll));
    let run = world.login_with(&["--account", "xebia", "--json"], &ALICE_XEBIA).exits(1).says("AADSTS53003");
    let line: Value = serde_json::from_str(run.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(line["error"]["hints"][0], "calcli login --account xebia --browser");

    world.sandbox.clear_faults();
    world.sandbox.inject(blocked_at(Endpoint::Redeem));
    let login = Login::start(&world, &["--account", "xebia"]);
    let page = Browser::new().sign_in(&login.url, &ALICE_XEBIA);
    assert!(page.text.contains("calcli login --account xebia --device-code"), "{page:#?}");
    login.finish().exits(1).says("calcli login --account xebia --device-code");
}

#[test]
fn a_policy_that_comes_later_offers_the_other_way_on_the_next_refresh() {
    for (flow, other) in [("--device-code", "--browser"), ("--browser", "--device-code")] {
        let world = world();
        if flow == "--browser" {
            let login = Login::start(&world, &["--account", "xebia"]);
            Browser::new().sign_in(&login.url, &ALICE_XEBIA);
            login.finish().success();
        } else {
            world.login("xebia", &ALICE_XEBIA).success();
        }
        world.sandbox.inject(blocked_at(Endpoint::Refresh));
        world.sandbox.expire_access_tokens();
        let document = world.run(&["events", "--json"]).exits(1).json();
        let hint = format!("calcli login --account xebia {other}");
        assert_eq!(document["accounts"][0]["error"]["hints"][0], hint);
    }
}

#[test]
fn where_no_browser_opens_the_address_and_the_way_back_are_told() {
    let world = world().env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
    let mut login = Login::start(&world, &["--account", "xebia"]);
    let port = login.port();
    let said: String = (0..6).map(|_| login.running.error_line()).collect();
    assert!(said.contains(&login.url) && said.contains(&format!("ssh -L {port}:localhost:{port} HOST")), "{said}");
    assert!(said.contains("calcli login --account xebia --device-code"), "{said}");
    login.running.stop();
}

#[cfg(unix)]
#[test]
fn without_a_terminal_a_browser_opens_by_itself_and_prints_nothing() {
    let (world, opened) = with_browser(world());
    let running = world.start(&["login", "--account", "xebia", "--browser"]);
    Browser::new().sign_in(&address(&opened), &ALICE_XEBIA);
    let run = running.finish().success();
    assert_eq!(run.stdout, "xebia: signed in as alice@xebia.com\n");
    assert!(!run.stderr.contains("noise"), "{run:#?}");

    fs::remove_file(&opened).unwrap();
    world.run(&["login", "--account", "xebia", "--browser", "--no-open", "--timeout", "1s"]).exits(1);
    assert!(!opened.exists());
}
