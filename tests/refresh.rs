//! Renewing tokens: once, whoever else asks at the same time; for the same person; and never losing what was sent for.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, BOB, SHARED_APP};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Host, Options, Place, Rotation, Seen, Times, TokenKind};
use serde_json::Value;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use support::{Run, World, at_once};

/// A world with accounts whose access tokens have ended by their own account, and whose next ones will not have.
fn stale(rotation: Rotation, accounts: &[&str]) -> World {
    let world = World::with(Options { rotation, ..Options::default() });
    for name in accounts {
        world.sandbox.inject(Fault::new(FaultKind::ShortLived { seconds: 1 }).at(Place::At(Endpoint::Poll)).once());
        let user = if *name == "marimer" { &ALICE_MARIMER } else { &ALICE_XEBIA };
        world.account(name, user.home.domain, user);
    }
    world
}

fn xebia() -> World {
    stale(Rotation::Entra, &["xebia"])
}

fn events(world: &World) -> Run {
    world.run(&["events", "--json"])
}

fn status(run: &Run) -> Value {
    run.json()["accounts"][0]["status"].clone()
}

fn code(run: &Run) -> Value {
    run.json()["accounts"][0]["error"]["code"].clone()
}

fn is_graph(seen: &Seen) -> bool {
    seen.host == Host::Graph
}

fn is_first_page(seen: &Seen) -> bool {
    is_graph(seen) && seen.path.ends_with("/calendars")
}

fn refresh(kind: FaultKind) -> Fault {
    Fault::new(kind).at(Place::At(Endpoint::Refresh))
}

/// Waits until the sandbox has received so many requests to refresh.
fn await_refreshes(world: &World, count: usize) {
    while world.refreshes() < count {
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn twenty_processes_at_once_refresh_each_account_once_and_all_succeed() {
    for rotation in [Rotation::Entra, Rotation::Strict] {
        let world = stale(rotation, &["xebia", "marimer"]);
        let all: Vec<_> = (0..20).map(|_| world.start(&["events", "--json"])).collect();
        for running in all {
            let document = running.finish().success().json();
            assert_eq!(document["complete"], true, "{document}");
        }
        assert_eq!(world.refreshes(), 2, "{rotation:?}");
        assert_eq!(
            world.asked(|seen| is_graph(seen) && seen.status == 401),
            0,
            "{rotation:?}: the stale token was sent"
        );
        // And what they left behind can be renewed again.
        world.sandbox.expire_access_tokens();
        world.run(&["events"]).success();
        assert_eq!(world.refreshes(), 4, "{rotation:?}");
    }
}

#[test]
fn twenty_processes_whose_token_is_refused_refresh_once_and_all_succeed() {
    let world = World::with(Options { rotation: Rotation::Strict, ..Options::default() });
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.sandbox.expire_access_tokens();
    let all: Vec<_> = (0..20).map(|_| world.start(&["events", "--json"])).collect();
    for running in all {
        running.finish().success();
    }
    assert_eq!(world.refreshes(), 1);
}

#[test]
fn a_refresh_that_returns_no_refresh_token_keeps_the_old_one() {
    let world = xebia();
    world.sandbox.inject(FaultKind::NoRefreshToken);
    events(&world).success();
    world.sandbox.expire_access_tokens();
    events(&world).success();
    let sent: Vec<_> = world.sandbox.requests().into_iter().filter_map(|seen| seen.refresh).collect();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
}

#[test]
fn a_rotated_refresh_token_replaces_the_old_one() {
    let world = stale(Rotation::Strict, &["xebia"]);
    for _ in 0..3 {
        events(&world).success();
        world.sandbox.expire_access_tokens();
    }
    let sent: Vec<_> = world.sandbox.requests().into_iter().filter_map(|seen| seen.refresh).collect();
    let issued = world.sandbox.issued().into_iter().filter(|issued| issued.kind == TokenKind::Refresh);
    assert_eq!(sent, issued.map(|issued| issued.token).take(sent.len()).collect::<Vec<_>>());
}

/// Each refusal: its number, its OAuth name, the account's status and the exit code.
#[test]
fn a_refused_refresh_deletes_nothing_is_not_repeated_at_once_and_login_repairs_it() {
    let table = [
        (700_082, "invalid_grant", "sign_in_required", 4),
        (50_173, "invalid_grant", "sign_in_required", 4),
        (70_043, "invalid_grant", "sign_in_required", 4),
        (50_076, "interaction_required", "sign_in_required", 4),
        (65_001, "invalid_grant", "sign_in_required", 4),
        (50_999, "invalid_grant", "sign_in_required", 4),
        (50_057, "invalid_grant", "forbidden", 1),
        (53_003, "invalid_grant", "forbidden", 1),
        (50_034, "invalid_grant", "error", 1),
        (700_016, "unauthorized_client", "error", 1),
    ];
    at_once(table, |(number, name, expected, exit)| {
        let world = xebia();
        let records = support::files(&world.records());
        world.sandbox.inject(refresh(FaultKind::RefreshRefused { code: number, error: name.to_owned() }));
        let first = events(&world).exits(exit);
        assert_eq!((status(&first), code(&first)), (expected.into(), format!("AADSTS{number}").into()));
        assert!(first.stderr.contains(&format!("AADSTS{number}")), "{first:#?}");
        for _ in 0..3 {
            let again = events(&world).exits(exit);
            assert_eq!(
                again.json()["accounts"],
                first.json()["accounts"],
                "{number}: the same answer is told another way"
            );
        }
        assert_eq!(world.refreshes(), 1, "{number}: the authority was asked again at once");
        assert_eq!(support::files(&world.records()), records, "{number}: something was deleted");
        let listed = world.json(&["list", "--json"]);
        assert_eq!(listed["accounts"][0]["state"], "sign_in_required", "{number}");
        assert_eq!(listed["accounts"][0]["error"]["code"], format!("AADSTS{number}"));
        assert_eq!(listed["accounts"][0]["username"], ALICE_XEBIA.username);
        world.sandbox.clear_faults();
        world.login("xebia", &ALICE_XEBIA).success();
        assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_in", "{number}");
        events(&world).success();
    });
}

#[test]
fn a_revoked_session_asks_to_sign_in_and_the_other_accounts_answer() {
    let world = stale(Rotation::Entra, &["xebia", "marimer"]);
    world.sandbox.revoke(ALICE_XEBIA.username);
    let run = events(&world).exits(3);
    let document = run.json();
    assert_eq!(document["accounts"][0]["status"], "sign_in_required");
    assert_eq!(document["accounts"][1]["status"], "ok");
    assert_eq!(document["complete"], false);
    assert_eq!(document["accounts"][0]["error"]["hints"][0], "calcli login --account xebia");
}

#[test]
fn a_refresh_that_is_answered_for_somebody_else_stores_and_uses_nothing() {
    let lies =
        [FaultKind::WrongUserOnRefresh, FaultKind::WrongTenant, FaultKind::WrongAudience, FaultKind::WrongIssuer];
    at_once(lies, |fault| {
        let world = xebia();
        world.sandbox.inject(refresh(fault.clone()).once());
        let run = events(&world).exits(4).says("for somebody else");
        assert_eq!((status(&run), code(&run)), ("sign_in_required".into(), "identity_changed".into()), "{fault:?}");
        assert_eq!(world.asked(is_graph), 0, "{fault:?}: a stranger's token was used");
        let listed = world.json(&["list", "--json"]);
        assert_eq!(listed["accounts"][0]["username"], ALICE_XEBIA.username);
        assert!(listed["accounts"][0]["access_token_expires_at"].as_str().unwrap() < "2100", "{listed}");
        world.login("xebia", &BOB).exits(1).says("Expected alice@xebia.com, got bob@xebia.com");
        world.login("xebia", &ALICE_XEBIA).success();
        events(&world).success();
        assert_eq!(world.asked(|seen| seen.bearer_user.as_deref() == Some(BOB.username)), 0);
    });
}

/// Faults on the way to the authority: none of them means that anyone has to sign in.
#[test]
fn a_fault_of_the_network_during_a_refresh_is_not_a_reason_to_sign_in() {
    let outage = |status| FaultKind::Outage { status, retry_after: Some(60) };
    let faults = [
        outage(503),
        outage(504),
        FaultKind::Throttle { retry_after: Some(60) },
        FaultKind::Html,
        FaultKind::EmptyBody,
        FaultKind::BadJson,
        FaultKind::TruncatedBody,
        FaultKind::Redirect,
        FaultKind::Reset,
    ];
    at_once(faults, |fault| {
        let world = xebia();
        let stored = world.stored();
        world.sandbox.inject(refresh(fault.clone()));
        let run = events(&world).exits(5);
        let expected = if matches!(fault, FaultKind::Throttle { .. }) { "throttled" } else { "network" };
        assert_eq!(status(&run), expected, "{fault:?}: {run:#?}");
        assert_eq!(world.stored(), stored, "{fault:?}: something was stored");
        assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_in", "{fault:?}");
        world.sandbox.clear_faults();
        events(&world).success();
    });
}

#[test]
fn a_passing_fault_during_a_refresh_is_waited_out() {
    let world = xebia();
    world.sandbox.inject(refresh(FaultKind::Outage { status: 503, retry_after: Some(1) }).once());
    world.sandbox.inject(refresh(FaultKind::NumbersAsStrings).once());
    events(&world).success();
    assert_eq!(world.refreshes(), 2);
}

#[test]
fn a_token_that_graph_refuses_once_is_renewed_once_and_the_answer_is_whole() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let whole = events(&world).success().json()["events"].clone();
    world.sandbox.inject(Fault::new(FaultKind::Unauthorized).once());
    let run = events(&world).success();
    assert_eq!(run.json()["events"], whole);
    assert_eq!(world.refreshes(), 1);
}

#[test]
fn a_token_that_graph_always_refuses_asks_to_sign_in_after_one_renewal() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.sandbox.inject(FaultKind::Unauthorized);
    let run = events(&world).exits(4);
    assert_eq!(status(&run), "sign_in_required");
    assert_eq!(world.refreshes(), 1);
    assert!(world.asked(is_first_page) <= 2, "{:#?}", world.sandbox.requests());
    assert_eq!(support::files(&world.records()).len(), 1);
}

#[test]
fn an_interrupt_during_a_refresh_does_not_lose_the_rotated_token() {
    at_once([("INT", 130), ("TERM", 143), ("HUP", 129)], |(signal, exit)| {
        let world = stale(Rotation::Strict, &["xebia"]);
        world.sandbox.inject(refresh(FaultKind::Slow { millis: 700 }).once());
        let running = world.start(&["events", "--json"]);
        await_refreshes(&world, 1);
        running.signal(signal);
        let run = running.finish().exits(exit);
        assert_eq!(run.json()["error"]["code"], "interrupted", "{signal}");
        assert_eq!(world.asked(is_graph), 0, "{signal}");
        events(&world).success();
        assert_eq!(world.refreshes(), 1, "{signal}: the token that was renewed was not kept");
    });
}

#[test]
fn after_an_interrupt_nothing_is_tried_again_and_no_lock_is_waited_for() {
    let world = stale(Rotation::Strict, &["xebia"]);
    world.sandbox.inject(refresh(FaultKind::Outage { status: 503, retry_after: Some(20) }).once());
    let [retrying, locked_out] = [(); 2].map(|()| {
        let running = world.start(&["events", "--timeout", "60s"]);
        await_refreshes(&world, 1);
        running
    });
    // Time to begin waiting for the lock that the first one holds.
    thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    for running in [locked_out, retrying] {
        running.interrupt();
        running.finish().exits(130);
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!(world.refreshes(), 1);
    assert_eq!(world.asked(is_graph), 0);
    events(&world).success();
}

#[test]
fn a_second_ctrl_c_ends_it_at_once() {
    let world = xebia();
    world.sandbox.inject(refresh(FaultKind::Slow { millis: 20_000 }).once());
    let mut running = world.start(&["events"]);
    await_refreshes(&world, 1);
    let began = Instant::now();
    running.interrupt();
    assert!(running.error_line().contains("Interrupted"));
    running.interrupt();
    running.finish().exits(130);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn a_timeout_during_a_refresh_does_not_lose_the_rotated_token() {
    let world = stale(Rotation::Strict, &["xebia"]);
    world.sandbox.inject(refresh(FaultKind::Slow { millis: 1_500 }).once());
    let run = world.run(&["events", "--json", "--timeout", "1s"]).exits(5);
    assert_eq!((status(&run), code(&run)), ("network".into(), "timeout".into()));
    events(&world).success();
    assert_eq!(world.refreshes(), 1, "the token that was renewed was not kept");
    world.sandbox.expire_access_tokens();
    events(&world).success();
}

#[test]
fn the_reader_of_the_answer_may_go_away_while_a_refresh_is_under_way() {
    let world = stale(Rotation::Strict, &["xebia"]);
    world.sandbox.inject(refresh(FaultKind::Slow { millis: 300 }).times(Times::Once));
    let mut running = world.start(&["events", "--json"]);
    drop(running.child.stdout.take());
    running.finish().exits(0);
    events(&world).success();
    assert_eq!(world.refreshes(), 1);
}

#[test]
fn a_store_that_cannot_be_opened_is_told_before_a_token_is_rotated() {
    let world = stale(Rotation::Strict, &["xebia"]);
    // A folder in the place of the key: whoever runs the tests, it cannot be read as a file.
    let key = world.home().join(".local/share/calcli/store.key");
    let aside = world.home().join("aside");
    std::fs::rename(&key, &aside).unwrap();
    std::fs::create_dir(&key).unwrap();
    let run = events(&world).exits(6);
    assert_eq!(status(&run), "store_unavailable");
    assert_eq!(world.refreshes(), 0);
    std::fs::remove_dir(&key).unwrap();
    std::fs::rename(&aside, &key).unwrap();
    events(&world).success();
}

/// No file may grow beyond a kilobyte, which is what a full disk looks like.
#[test]
fn without_room_for_a_new_token_none_is_asked_for() {
    let world = stale(Rotation::Strict, &["xebia"]);
    let events_ = world.command(&["events", "--json"]);
    let mut cramped = Command::new("bash");
    cramped.args(["-c", "ulimit -f 1; exec \"$0\" \"$@\"", events_.get_program().to_str().unwrap()]);
    cramped
        .args(events_.get_args())
        .env_clear()
        .envs(events_.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = cramped.output().unwrap();
    assert_eq!(output.status.code(), Some(6), "{output:?}");
    assert_eq!(world.refreshes(), 0);
    events(&world).success();
}

#[test]
fn a_new_token_that_cannot_be_kept_serves_for_this_run_and_the_exit_code_tells() {
    let world = xebia();
    world.sandbox.inject(refresh(FaultKind::Slow { millis: 700 }).once());
    let running = world.start(&["events", "--json"]);
    await_refreshes(&world, 1);
    // In the place of the record stands a link by now, and the store writes through none.
    let record = support::files(&world.records()).remove(0);
    let aside = world.home().join("aside");
    std::fs::rename(&record, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &record).unwrap();
    let run = running.finish().exits(3).says("could not be kept");
    assert_eq!((status(&run), code(&run)), ("store_unavailable".into(), "store_failed".into()));
    assert!(!run.json()["events"].as_array().unwrap().is_empty());
}

#[test]
fn an_account_of_organizations_is_renewed_at_the_tenant_it_turned_out_to_be_in() {
    let world = World::new();
    world.add("work", "organizations", &SHARED_APP);
    world.login("work", &ALICE_XEBIA).success();
    world.sandbox.expire_access_tokens();
    events(&world).success();
    let seen = world.sandbox.requests().into_iter().find(|seen| seen.refresh.is_some()).unwrap();
    assert_eq!(seen.tenant.as_deref(), Some(ALICE_XEBIA.home.id));
}
