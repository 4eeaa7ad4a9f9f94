//! Signing in with a browser, from outside: the real binary, and a visitor who follows the pages as a browser does.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "../support/mod.rs"]
mod support;
#[cfg(target_os = "linux")]
#[path = "../support/terminal.rs"]
mod terminal;

#[cfg(target_os = "linux")]
mod at_the_terminal;
mod attacks;
mod choosing;
mod endings;
mod visitor;

use calcli::sandbox::FaultKind;
use calcli::sandbox::world::{ALICE_XEBIA, BOB, SHARED_APP};
use support::World;
use visitor::{Browser, Login};

#[test]
fn a_person_signs_in_consents_and_sees_who_is_signed_in() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    let (login, browser) = (Login::start(&world, &["--account", "xebia"]), Browser::new());
    let page = browser.sign_in(&login.url, &ALICE_XEBIA);
    assert!(page.text.contains("Signed in") && page.text.contains("<b>alice@xebia.com</b>"), "{page:#?}");
    let run = login.finish().success();
    let line: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!([&line["event"], &line["account"], &line["username"]], ["signed_in", "xebia", "alice@xebia.com"]);
    assert!(world.json(&["events", "--today", "--json"])["complete"].as_bool().unwrap());
}

#[test]
fn the_address_asks_for_a_code_with_proof_and_for_one_account_alone() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    world.run(&["account", "set", "xebia", "--username", "alice@xebia.com"]).success();
    let login = Login::start(&world, &["--account", "xebia"]);
    assert!(login.url.starts_with(&format!("{}/xebia.com/oauth2/v2.0/authorize?", world.sandbox.authority_url())));
    assert_eq!(login.asked("response_type"), "code");
    assert_eq!(login.asked("response_mode"), "query");
    assert_eq!(login.asked("client_id"), SHARED_APP.id);
    assert_eq!(login.asked("redirect_uri"), format!("http://localhost:{}", login.port()));
    assert_eq!(login.asked("client_info"), "1");
    assert_eq!(login.asked("claims"), r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#);
    assert_eq!(login.asked("login_hint"), "alice@xebia.com");
    assert_eq!(login.asked("prompt"), "");
    assert_eq!(login.asked("code_challenge_method"), "S256");
    assert_eq!(login.asked("code_challenge").len(), 43);
    assert!(login.asked("scope").starts_with("openid profile offline_access "));
    let other = Login::start(&world, &["--account", "xebia"]);
    for secret in ["state", "nonce", "code_challenge"] {
        assert!(login.asked(secret).len() >= 22 && login.asked(secret) != other.asked(secret), "{secret}");
    }
}

#[test]
fn what_the_organisation_asked_for_stands_in_the_address_and_the_new_token_holds_it() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}"#.to_owned();
    world.sandbox.inject(FaultKind::ClaimsChallenge { status: 401, claims: claims.clone() });
    world.sandbox.inject(FaultKind::InteractionRequired { claims });
    world.run(&["events"]).exits(4).says("The organisation asks for a fresh sign-in.");
    let login = Login::start(&world, &["--account", "xebia"]);
    assert!(login.asked("claims").contains("1702682181"), "{}", login.url);
    Browser::new().sign_in(&login.url, &ALICE_XEBIA);
    login.finish().success();
    assert_eq!(world.json(&["events", "--json"])["complete"], true);
}

#[test]
fn switching_the_user_lets_them_choose_and_hints_at_nobody() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    assert_eq!(Login::start(&world, &["--account", "xebia"]).asked("login_hint"), "alice@xebia.com");
    let login = Login::start(&world, &["--account", "xebia", "--switch-user"]);
    assert_eq!((login.asked("prompt").as_str(), login.asked("login_hint").as_str()), ("select_account", ""));
    Browser::new().sign_in(&login.url, &BOB);
    assert!(login.finish().success().stdout.contains("bob@xebia.com"));
}

#[test]
fn the_code_does_not_stay_in_the_address_and_the_page_is_locked_down() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    let (login, browser) = (Login::start(&world, &["--account", "xebia"]), Browser::new());
    let redirect = browser.authorized(&login.url, &ALICE_XEBIA);
    let arrival = browser.get(&redirect);
    assert_eq!((arrival.status, arrival.header("location")), (303, "/signed-in"));
    let page = browser.get(&format!("http://localhost:{}/signed-in", login.port()));
    for answer in [&arrival, &page] {
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-"));
    }
    assert!(!page.text.contains("<script") && !page.text.contains("http"), "{}", page.text);
    login.finish().success();
}

#[test]
fn the_browser_may_take_localhost_for_either_address_family() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    for host in ["127.0.0.1", "[::1]"] {
        if host == "[::1]" && std::net::TcpListener::bind("[::1]:0").is_err() {
            continue;
        }
        let (login, browser) = (Login::start(&world, &["--account", "xebia"]), Browser::new());
        let redirect = browser.authorized(&login.url, &ALICE_XEBIA).replace("localhost", host);
        assert!(browser.follow(&redirect).text.contains("Signed in"), "{host}");
        login.finish().success();
    }
}

#[test]
fn several_accounts_are_signed_in_one_after_the_other() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    world.add("bob", "xebia.com", &SHARED_APP);
    let mut login = Login::start(&world, &["--account", "xebia", "--account", "bob"]);
    Browser::new().sign_in(&login.url, &ALICE_XEBIA);
    assert!(login.running.line().contains("alice@xebia.com"));
    let second = login.next();
    Browser::new().sign_in(&second.url, &BOB);
    second.finish().success();
}
