//! The promise that no account goes missing in silence: whatever fails, the rest is printed and the gap is told.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, NOMAIL, XEBIA_APP};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Host, Place};
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;
use support::World;

/// What goes wrong at Graph, and the status and code it has to be told with.
fn troubles() -> [(FaultKind, &'static str, &'static str); 15] {
    [
        (FaultKind::Throttle { retry_after: None }, "throttled", "ApplicationThrottled"),
        (FaultKind::Throttle { retry_after: Some(90) }, "throttled", "TooManyRequests"),
        (FaultKind::Outage { status: 503, retry_after: None }, "network", "serviceNotAvailable"),
        (FaultKind::Outage { status: 503, retry_after: Some(90) }, "network", "serviceNotAvailable"),
        (FaultKind::Outage { status: 504, retry_after: Some(90) }, "network", "UnknownError"),
        (FaultKind::Slow { millis: 12_000 }, "network", "timeout"),
        (FaultKind::Html, "network", "html_instead_of_json"),
        (FaultKind::BadJson, "network", "bad_json"),
        (FaultKind::TruncatedBody, "network", "broken_answer"),
        (FaultKind::EmptyBody, "network", "bad_json"),
        (FaultKind::Reset, "network", "broken_answer"),
        (FaultKind::Redirect, "network", "redirected"),
        (FaultKind::ForeignNextLink, "error", "foreign_next_link"),
        (FaultKind::LoopingNextLink, "error", "paging_loop"),
        (FaultKind::Unauthorized, "sign_in_required", "InvalidAuthenticationToken"),
    ]
}

/// Faults of these kinds, in force for marimer alone, one after the other.
fn one_of_three_fails(troubles: &[(FaultKind, &str, &str)]) {
    let world = World::three_accounts();
    let whole = world.json(&["events", "--json", "--except", "marimer"]);
    for (kind, status, code) in troubles {
        let fault = Fault::new(kind.clone()).at(Place::Graph).user(ALICE_MARIMER.username);
        world.sandbox.clear_faults();
        world.sandbox.inject(fault.clone());
        let run = world.run(&["events", "--json", "--timeout", "4s"]).exits(3);
        let document = run.json();
        assert_eq!(document["complete"], false, "{kind:?}");
        let account = &document["accounts"][1];
        assert_eq!(
            [&account["name"], &account["status"], &account["error"]["code"]],
            [&json!("marimer"), &json!(status), &json!(code)],
            "{kind:?}: {account:#}"
        );
        assert_eq!([&account["source"], &account["fetched_at"]], [&Value::Null; 2], "{kind:?}");
        let message = account["error"]["message"].as_str().unwrap();
        assert!(message.len() > 10 && message.ends_with('.'), "{kind:?}: {message}");
        let hints = account["error"]["hints"].as_array().unwrap();
        assert!(!hints.is_empty(), "{kind:?} has no hint");
        for other in [0, 2] {
            assert_eq!(document["accounts"][other]["status"], "ok", "{kind:?}");
        }
        assert_eq!(document["events"], whole["events"], "{kind:?}");

        // What is missing is told to people too, under --json as without it.
        for told in ["✗ 1 of 3 accounts is missing: marimer", message, code, hints[0].as_str().unwrap()] {
            assert!(run.stderr.contains(told), "{kind:?}: no {told:?} in {}", run.stderr);
        }
    }
    let text =
        world.run(&["events", "--quiet", "--timeout", "4s"]).exits(3).says("✗ 1 of 3 accounts is missing: marimer");
    assert!(text.stdout.contains("Standup") && text.stdout.contains("Dentist"), "{}", text.stdout);
    assert!(!text.stdout.contains("Sprint planning"), "{}", text.stdout);
    no_token_strayed(&world);
}

/// Every access token went to Graph and nowhere else.
fn no_token_strayed(world: &World) {
    let requests = world.sandbox.requests();
    assert!(requests.iter().any(|request| request.bearer.is_some()));
    assert!(requests.iter().all(|request| request.host == Host::Graph || request.bearer.is_none()));
    assert!(requests.iter().all(|request| request.path != "/elsewhere"));
}

#[test]
fn one_account_that_is_slowed_down_or_out_of_service_is_named_and_the_others_are_printed() {
    one_of_three_fails(&troubles()[..5]);
}

#[test]
fn one_account_that_answers_rubbish_is_named_and_the_others_are_printed() {
    one_of_three_fails(&troubles()[5..11]);
}

#[test]
fn one_account_that_is_led_astray_or_refused_is_named_and_the_others_are_printed() {
    one_of_three_fails(&troubles()[11..]);
}

#[test]
fn when_nobody_answers_the_exit_code_says_what_would_help() {
    let world = World::three_accounts();
    let nobody = |faults: Vec<Fault>, code: i32| {
        world.sandbox.clear_faults();
        for fault in faults {
            world.sandbox.inject(fault);
        }
        let run =
            world.run(&["events", "--json", "--timeout", "4s"]).exits(code).says("✗ 3 of 3 accounts are missing:");
        let document = run.json();
        assert_eq!([&document["complete"], &document["events"]], [&json!(false), &json!([])]);
        assert!(document["accounts"].as_array().unwrap().iter().all(|account| account["error"]["code"].is_string()));
        // Without an answer nothing is known, so that nothing may be said about the day.
        assert_eq!(world.run(&["events", "--timeout", "4s"]).exits(code).stdout, "");
    };
    let throttle = FaultKind::Throttle { retry_after: Some(90) };
    let outage = FaultKind::Outage { status: 503, retry_after: Some(90) };
    let of = |kind: &FaultKind, user: &str| Fault::new(kind.clone()).at(Place::Graph).user(user);
    let [xebia, marimer, personal] = [&ALICE_XEBIA, &ALICE_MARIMER, &ALICE_OUTLOOK].map(|user| user.username);
    nobody(vec![Fault::new(FaultKind::Unauthorized)], 4);
    nobody(vec![Fault::new(throttle.clone()).at(Place::Graph)], 5);
    nobody(vec![of(&throttle, xebia), of(&outage, marimer), of(&FaultKind::Html, personal)], 5);
    nobody(vec![Fault::new(FaultKind::ForeignNextLink)], 1);
    nobody(vec![of(&FaultKind::Unauthorized, xebia), of(&outage, marimer), of(&outage, personal)], 1);
    no_token_strayed(&world);
}

#[test]
fn an_account_that_is_signed_out_or_revoked_says_how_to_sign_in() {
    let world = World::three_accounts();
    world.run(&["logout", "--account", "xebia"]).success();
    world.sandbox.revoke(ALICE_MARIMER.username);
    let run = world.run(&["events", "--json"]).exits(3);
    let document = run.json();
    let told = |index: usize| {
        let account = &document["accounts"][index];
        json!([account["name"], account["status"], account["error"]["code"], account["error"]["hints"][0]])
    };
    assert_eq!(told(0), json!(["xebia", "sign_in_required", "signed_out", "calcli login --account xebia"]));
    assert_eq!(told(1), json!(["marimer", "sign_in_required", "AADSTS50173", "calcli login --account marimer"]));
    assert_eq!(document["accounts"][2]["status"], "ok");
    run.says("✗ 2 of 3 accounts are missing:").says("AADSTS50173").says("→ calcli login --account xebia");
    world.run(&["events", "--except", "personal"]).exits(4);
}

#[test]
fn an_authority_that_fails_while_a_token_is_renewed_takes_one_account_with_it() {
    let world = World::three_accounts();
    world.sandbox.expire_access_tokens();
    let outage = FaultKind::Outage { status: 503, retry_after: Some(90) };
    world.sandbox.inject(Fault::new(outage).at(Place::At(Endpoint::Refresh)).user(ALICE_XEBIA.username));
    let run = world.run(&["events", "--json", "--timeout", "5s"]).exits(3).says("AADSTS90033");
    assert_eq!(run.json()["accounts"][0]["status"], "network");
    world.sandbox.clear_faults();
    world.sandbox.expire_access_tokens();
    let refused = FaultKind::PolicyBlocked;
    world.sandbox.inject(Fault::new(refused).user(ALICE_XEBIA.username));
    let run = world.run(&["events", "--json"]).exits(3).says("AADSTS53003").says("Conditional Access");
    assert_eq!(run.json()["accounts"][0]["status"], "forbidden");
}

#[test]
fn a_person_without_a_mailbox_is_told_so_and_never_asked_to_sign_in() {
    let world = World::new();
    world.account("nomail", "xebia.com", &NOMAIL);
    // A guest has no mailbox either, which Graph tells with a 401.
    world.account("guest", "marimer.com", &ALICE_XEBIA);
    let before = world.sandbox.requests().len();
    let run = world.run(&["events", "--json"]).exits(1);
    let document = run.json();
    for (account, code) in document["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .zip(["MailboxNotEnabledForRESTAPI", "OrganizationFromTenantGuidNotFound"])
    {
        assert_eq!([&account["status"], &account["error"]["code"]], [&json!("no_mailbox"), &json!(code)]);
        assert!(!account["error"]["hints"].to_string().contains("calcli login"), "{account}");
        assert!(run.stderr.contains(code), "{}", run.stderr);
    }
    // No token was renewed in vain.
    assert!(world.sandbox.requests()[before..].iter().all(|request| request.host == Host::Graph));
    world.account("personal", "consumers", &ALICE_OUTLOOK);
    let run = world.run(&["events"]).exits(3).says("✗ 2 of 3 accounts are missing:");
    assert!(run.stdout.contains("Dentist"));
}

#[test]
fn a_calendar_that_fails_leaves_the_others_of_its_account() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("personal", "consumers", &ALICE_OUTLOOK);
    // The default calendar is asked for first.
    let broken = Fault::new(FaultKind::BadJson).at(Place::At(Endpoint::View)).user(ALICE_XEBIA.username).once();
    world.sandbox.inject(broken);
    let run = world.run(&["events", "--json"]).exits(3);
    let document = run.json();
    let account = &document["accounts"][0];
    assert_eq!(
        [&account["name"], &account["status"], &account["source"], &account["error"]["code"]],
        [&json!("xebia"), &json!("network"), &json!("live"), &json!("bad_json")]
    );
    assert!(account["fetched_at"].is_string());
    assert!(account["error"]["message"].as_str().unwrap().contains("\"Calendar\""), "{account}");
    let of_xebia = document["events"].as_array().unwrap().iter().filter(|event| event["account"] == "xebia");
    assert_eq!(of_xebia.map(|event| &event["calendar"]["name"]).collect::<Vec<_>>(), ["Projects"]);
    run.says("✗ 1 of 2 accounts is incomplete: xebia").says("\"Calendar\"").says("bad_json");

    // A calendar is all its pages or nothing.
    world.sandbox.inject(FaultKind::SmallPages { size: 3 });
    let later = Fault::new(FaultKind::BadJson).at(Place::At(Endpoint::View)).user(ALICE_OUTLOOK.username);
    world.sandbox.inject(later);
    let run = world.run(&["events", "--json"]).exits(3);
    assert!(run.json()["events"].as_array().unwrap().iter().all(|event| event["account"] == "xebia"));
}

#[test]
fn a_server_that_asks_for_patience_is_given_it() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let retry_after = Some(2);
    let places = [
        (FaultKind::Throttle { retry_after }, Endpoint::View, 429),
        (FaultKind::Outage { status: 503, retry_after }, Endpoint::Calendars, 503),
        (FaultKind::Outage { status: 504, retry_after }, Endpoint::View, 504),
    ];
    for (kind, endpoint, status) in places {
        let before = world.sandbox.requests().len();
        world.sandbox.inject(Fault::new(kind).at(Place::At(endpoint)).once());
        let run = world.run(&["events", "--json"]).success();
        assert_eq!(run.json()["complete"], true);
        let requests = world.sandbox.requests().split_off(before);
        let refused = requests.iter().find(|request| request.status == status).unwrap();
        let again = requests
            .iter()
            .find(|request| request.at > refused.at && request.path == refused.path && request.query == refused.query);
        let waited = again.unwrap().at - refused.at;
        assert!(waited >= Duration::from_secs(2), "it came back after {waited:?}");
    }
    // Longer than there is time: it is not asked again, and not waited for.
    let before = world.sandbox.requests().len();
    world.sandbox.inject(Fault::new(FaultKind::Throttle { retry_after: Some(3_600) }).at(Place::At(Endpoint::View)));
    world.run(&["events", "--json"]).exits(5).says("Graph asks to slow down");
    let refused = world.sandbox.requests().split_off(before);
    assert_eq!(refused.iter().filter(|request| request.path == "/v1.0/me/calendarView").count(), 1);
}

#[test]
fn a_store_that_cannot_be_opened_is_not_taken_for_signed_out() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.add("rest", "xebia.com", &XEBIA_APP);
    let key = world.home().join(".local/share/calcli/store.key");
    let hidden = key.with_extension("hidden");
    fs::rename(&key, &hidden).unwrap();
    let run = world.run(&["events", "--json", "--account", "xebia"]).exits(6);
    assert_eq!(run.json()["accounts"][0]["status"], "store_unavailable");
    assert!(!key.exists(), "a key was made anew although records exist");
    // One in need of its store and one of a sign-in have nothing in common.
    world.run(&["events"]).exits(1);
    fs::rename(&hidden, &key).unwrap();
    let run = world.run(&["events", "--json"]).exits(3);
    assert_eq!(run.json()["accounts"][1]["error"]["code"], "signed_out");
}
