//! Strays and forgers at the listener: each is answered and ignored, and the real sign-in goes on.

use crate::support::World;
use crate::visitor::{Browser, Login};
use calcli::sandbox::world::{ALICE_XEBIA, SHARED_APP};
use calcli::sandbox::{FaultKind, TokenKind};

/// A login that waits, and a browser that is about to do something else first.
fn waiting() -> (World, Login, Browser) {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    let login = Login::start(&world, &["--account", "xebia"]);
    (world, login, Browser::new())
}

/// The real one still gets through.
fn goes_on(login: Login, browser: &Browser) {
    assert!(browser.sign_in(&login.url, &ALICE_XEBIA).text.contains("Signed in"));
    login.finish().success();
}

#[test]
fn a_forged_redirect_is_answered_and_ignored() {
    let (_world, login, browser) = waiting();
    let state = login.asked("state");
    let forged = [
        "/?code=forged&state=forged".to_owned(),
        "/?code=forged".to_owned(),
        "/?code=forged&state=".to_owned(),
        "/?error=access_denied&state=forged".to_owned(),
        format!("/?state={state}"),
        format!("/?code=&state={state}"),
        format!("/?code=a&code=b&state={state}"),
        format!("/?code=a&state=forged&state={state}"),
        format!("/?code=a&error=access_denied&state={state}"),
        "/".to_owned(),
    ];
    for path in forged {
        let page = browser.get(&login.at(&path));
        assert_eq!(page.status, 400, "{path}");
        assert!(page.text.contains("Nothing was changed") && !page.text.contains(&state), "{path}: {}", page.text);
    }
    goes_on(login, &browser);
}

#[test]
fn another_path_another_method_and_another_host_are_refused() {
    let (_world, login, browser) = waiting();
    let (port, state) = (login.port(), login.asked("state"));
    let right = login.at(&format!("/?code=forged&state={state}"));
    for path in ["/favicon.ico", "/callback", "/signed-in/", "//"] {
        assert_eq!(browser.get(&login.at(path)).status, 404, "{path}");
    }
    for method in ["POST", "HEAD", "PUT", "OPTIONS", "DELETE"] {
        let page = browser.send(|client| client.request(method.parse().unwrap(), &right).body("x"));
        assert_eq!((page.status, page.header("allow")), (405, "GET"), "{method}");
    }
    for host in
        ["evil.example".to_owned(), format!("evil.example:{port}"), "localhost".to_owned(), "localhost:1".to_owned()]
    {
        let page = browser.send(|client| client.get(&right).header("host", &host));
        assert_eq!(page.status, 421, "{host}");
    }
    goes_on(login, &browser);
}

#[test]
fn an_oversized_request_is_refused() {
    let (_world, login, browser) = waiting();
    let state = login.asked("state");
    let long = |length: usize| login.at(&format!("/?state={state}&code={}", "x".repeat(length)));
    assert_eq!(browser.get(&long(20_000)).status, 414);
    assert!([414, 431].contains(&browser.get(&long(60_000)).status));
    goes_on(login, &browser);
}

#[test]
fn nobody_sees_an_outcome_before_there_is_one() {
    let (_world, login, browser) = waiting();
    assert_eq!(browser.get(&login.at("/signed-in")).status, 404);
    goes_on(login, &browser);
}

#[test]
fn a_second_tab_sees_the_outcome_of_the_first_and_changes_nothing() {
    let (world, login, browser) = waiting();
    let first = browser.authorized(&login.url, &ALICE_XEBIA);
    let second = browser.authorized(&login.url, &calcli::sandbox::world::BOB);
    world.sandbox.inject(FaultKind::Slow { millis: 300 });
    assert_eq!(browser.get(&first).status, 303);
    let page = browser.follow(&second);
    assert!(page.text.contains("alice@xebia.com") && !page.text.contains("bob@xebia.com"), "{page:#?}");
    assert!(login.finish().success().stdout.contains("alice@xebia.com"));
    assert!(world.sandbox.issued().iter().all(|issued| issued.user == ALICE_XEBIA.username));
}

#[test]
fn a_code_of_another_sign_in_is_worth_nothing_here() {
    let (world, login, browser) = waiting();
    // The attacker's own code, brought to the victim's listener with the right state: the proof does not fit.
    let attacker = Login::start(&world, &["--account", "xebia"]);
    let stolen = browser.authorized(&attacker.url, &ALICE_XEBIA);
    let code = stolen.split_once("code=").unwrap().1.split('&').next().unwrap();
    let page = browser.follow(&login.at(&format!("/?code={code}&state={}", login.asked("state"))));
    assert!(page.text.contains("Not signed in"), "{page:#?}");
    let run = login.finish().exits(1);
    // Where the redirect addresses differ, Entra names them; where they do not, the verifier.
    assert!(run.stdout.contains("AADSTS500112") || run.stdout.contains("AADSTS501481"), "{run:#?}");
    assert!(world.sandbox.issued().is_empty());
    attacker.running.stop();
}

#[test]
fn an_answer_to_another_request_is_not_believed() {
    let (world, login, browser) = waiting();
    world.sandbox.inject(FaultKind::WrongNonce);
    let page = browser.sign_in(&login.url, &ALICE_XEBIA);
    assert!(page.text.contains("Not signed in") && page.text.contains("wrong_nonce"), "{page:#?}");
    assert!(login.finish().exits(1).stdout.contains("wrong_nonce"));
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_out");
    assert!(world.sandbox.issued().iter().any(|issued| issued.kind == TokenKind::Access));
}
