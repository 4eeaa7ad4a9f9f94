//! Signing in by device code: what is shown, who is let in, and that nothing is stored when anything is not as it should be.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{
    ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, App, BOB, CAROL, CONFIDENTIAL_APP, MARIMER, PERSONAL, PERSONAL_APP,
    SHARED_APP, User, WORK_APP, XEBIA, XEBIA_APP,
};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Options, Place, Times};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::thread;
use std::time::Duration;
use support::{Run, World, at_once, keys};

const LOGIN: [&str; 2] = ["--account", "xebia"];

/// A world with the account `xebia`, which nobody has signed in to.
fn fresh() -> World {
    with(Options::default())
}

fn with(options: Options) -> World {
    let world = World::with(options);
    world.add("xebia", "xebia.com", &SHARED_APP);
    world
}

fn at(endpoint: Endpoint, kind: FaultKind) -> Fault {
    Fault::new(kind).at(Place::At(endpoint))
}

/// Starts a sign-in and waits until its code is there to be typed.
fn started(world: &World, args: &[&str]) -> support::Running {
    let running = world.start(&[&["login"], args].concat());
    while world.sandbox.pending_codes().is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
    running
}

#[test]
fn the_code_the_address_and_the_person_are_shown_and_the_config_is_not_written() {
    let world = fresh();
    let mut permissions = fs::metadata(world.config()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(world.config(), permissions).unwrap();
    let config = || (fs::read(world.config()).unwrap(), fs::metadata(world.config()).unwrap().ino());
    let before = config();
    let mut running = started(&world, &LOGIN);
    let code = world.sandbox.pending_codes()[0].clone();
    assert_eq!(running.error_line(), "xebia: Sign in; use a private window if another account is signed in\n");
    assert_eq!(running.error_line(), format!("  Open  {}/devicelogin\n", world.sandbox.authority_url()));
    assert_eq!(running.error_line(), format!("  Code  {code}\n"));
    world.sandbox.approve(&code, ALICE_XEBIA.username).unwrap();
    let run = running.finish().success();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("xebia: signed in as alice@xebia.com\n", ""));
    assert!(config() == before, "the config was written");
    assert_eq!(support::files(&world.records()).len(), 1);
    // From now on it is known who belongs here.
    let again = world.login("xebia", &ALICE_XEBIA).success();
    assert!(again.stderr.starts_with("xebia: Sign in as alice@xebia.com; use a private window"), "{again:#?}");
}

#[test]
fn a_configured_user_name_is_who_is_asked_to_sign_in() {
    let world = fresh();
    world.run(&["account", "set", "xebia", "--username", "Alice@Xebia.com"]).success();
    let run = world.login("xebia", &ALICE_XEBIA).success();
    assert!(run.stderr.starts_with("xebia: Sign in as Alice@Xebia.com; use a private window"), "{run:#?}");
}

#[test]
fn json_is_one_object_a_line_with_exactly_these_keys() {
    let world = fresh();
    world.add("marimer", "marimer.com", &SHARED_APP);
    let act = |code: &str| {
        // The page lets nobody in who is not of the tenant.
        if world.sandbox.approve(code, ALICE_XEBIA.username).is_ok() {
            world.sandbox.inject(at(Endpoint::Poll, FaultKind::Declined).tenant(&MARIMER));
        }
    };
    let run =
        world.login_while(&["--account", "xebia", "--account", "marimer", "--json"], &world.sandbox, act).exits(3);
    let lines = run.json_lines();
    assert_eq!(lines.len(), 4, "{run:#?}");
    for line in [&lines[0], &lines[2]] {
        assert_eq!(keys(line), ["account", "event", "expires_at", "user_code", "verification_uri"]);
        assert_eq!(line["event"], "device_code");
        assert_eq!(line["verification_uri"], format!("{}/devicelogin", world.sandbox.authority_url()));
        assert!(chrono::DateTime::parse_from_rfc3339(line["expires_at"].as_str().unwrap()).is_ok());
    }
    assert_eq!(keys(&lines[1]), ["account", "event", "tenant_id", "username"]);
    assert_eq!(lines[1]["event"], "signed_in");
    assert_eq!((&lines[1]["account"], &lines[1]["username"]), (&"xebia".into(), &ALICE_XEBIA.username.into()));
    assert_eq!(lines[1]["tenant_id"], XEBIA.id);
    assert_eq!(keys(&lines[3]), ["account", "error", "event"]);
    assert_eq!((&lines[3]["event"], &lines[3]["account"]), (&"error".into(), &"marimer".into()));
    assert_eq!(keys(&lines[3]["error"]), ["code", "hints", "kind", "message"]);
    assert!(run.stderr.contains("Code  ") && run.stderr.contains("declined"), "people read stderr: {run:#?}");
}

#[test]
fn several_accounts_sign_in_one_after_the_other_and_one_that_fails_does_not_stop_the_next() {
    let world = World::new();
    for (name, tenant) in [("personal", "consumers"), ("xebia", "xebia.com"), ("marimer", "marimer.com")] {
        world.add(name, tenant, &SHARED_APP);
    }
    world.add("rest", "xebia.com", &SHARED_APP);
    world.run(&["account", "set", "rest", "--enabled", "false"]).success();
    let people = [&ALICE_OUTLOOK, &ALICE_XEBIA, &ALICE_MARIMER];
    let everybody = |code: &str| {
        assert_eq!(world.sandbox.pending_codes().len(), 1, "a person can do one at a time");
        // Alice of xebia would also be let in to marimer, as a guest; her other self comes first.
        let _ = people.iter().rev().any(|user| world.sandbox.approve(code, user.username).is_ok());
    };
    let run = world.login_while(&["--all"], &world.sandbox, everybody).success();
    assert_eq!(
        run.stdout,
        "personal: signed in as alice@outlook.com\nxebia: signed in as alice@xebia.com\nmarimer: signed in as alice@marimer.com\n"
    );
    world.sandbox.inject(at(Endpoint::Poll, FaultKind::PolicyBlocked).tenant(&XEBIA).once());
    let run = world.login_while(&["--all"], &world.sandbox, everybody).exits(3).says("AADSTS53003");
    assert_eq!(run.stdout, "personal: signed in as alice@outlook.com\nmarimer: signed in as alice@marimer.com\n");
    let run = world.run(&["login", "--all", "--account", "xebia"]).exits(2);
    assert!(run.stderr.contains("cannot be used with"), "{run:#?}");
    world.run(&["login"]).exits(2).says("there are: personal, xebia, marimer, rest");
}

/// What can be signed in with: the tenant of the config, the application, the person, and the tenant it comes to.
#[test]
fn every_way_to_name_a_tenant_leads_to_its_id() {
    let table: [(&str, &App, &User, &str); 8] = [
        ("xebia.com", &SHARED_APP, &ALICE_XEBIA, XEBIA.id),
        (XEBIA.id, &XEBIA_APP, &BOB, XEBIA.id),
        ("MARIMER.COM", &WORK_APP, &ALICE_MARIMER, MARIMER.id),
        ("marimer.com", &SHARED_APP, &ALICE_XEBIA, MARIMER.id),
        ("organizations", &SHARED_APP, &ALICE_XEBIA, XEBIA.id),
        ("organizations", &WORK_APP, &ALICE_MARIMER, MARIMER.id),
        ("consumers", &PERSONAL_APP, &CAROL, PERSONAL.id),
        (PERSONAL.id, &SHARED_APP, &ALICE_OUTLOOK, PERSONAL.id),
    ];
    let world = World::new();
    for (index, (tenant, app, user, id)) in table.into_iter().enumerate() {
        let name = format!("a{index}");
        world.add(&name, tenant, app);
        let run = world.login_with(&["--account", &name, "--json"], user).success();
        let line = &run.json_lines()[1];
        assert_eq!((&line["username"], &line["tenant_id"]), (&user.username.into(), &id.into()), "{name}");
        let row = &world.json(&["account", "show", &name, "--json"]);
        assert_eq!((&row["username"], &row["tenant_id"]), (&user.username.into(), &id.into()), "{name}");
    }
    assert_eq!(support::files(&world.records()).len(), table.len());
}

/// A sign-in that fails: what goes wrong, the exit code, and the words that say so.
struct Failure {
    what: &'static str,
    faults: Vec<Fault>,
    user: &'static User,
    exit: i32,
    says: &'static str,
}

fn failure(what: &'static str, faults: Vec<Fault>, exit: i32, says: &'static str) -> Failure {
    Failure { what, faults, user: &ALICE_XEBIA, exit, says }
}

fn failures() -> Vec<Failure> {
    let poll = |kind| vec![at(Endpoint::Poll, kind)];
    let refused = |code, error: &str| poll(FaultKind::SignInRefused { code, error: error.to_owned() });
    let begin = |kind| vec![at(Endpoint::DeviceCode, kind)];
    vec![
        failure("declined, by Entra's name", poll(FaultKind::Declined), 1, "was declined in the browser"),
        failure("declined, by the RFC's name", refused(65_004, "access_denied"), 1, "was declined in the browser"),
        failure("expired", poll(FaultKind::ExpiredCode), 1, "expired before anyone signed in"),
        failure("an unknown code", refused(70_018, "bad_verification_code"), 1, "does not know the code"),
        failure("Conditional Access", poll(FaultKind::PolicyBlocked), 1, "AADSTS53003"),
        failure("multi-factor", refused(50_076, "interaction_required"), 1, "AADSTS50076"),
        failure("admin consent", refused(90_094, "invalid_grant"), 1, "AADSTS90094"),
        failure("not assigned", refused(50_105, "invalid_grant"), 1, "AADSTS50105"),
        failure("a number without words of ours", refused(50_999, "invalid_grant"), 1, "AADSTS50999"),
        failure("another tenant", poll(FaultKind::WrongTenant), 1, "Expected the tenant 6c2f0d3e"),
        failure("another application", poll(FaultKind::WrongAudience), 1, "is for the application"),
        failure("another issuer", poll(FaultKind::WrongIssuer), 1, "was issued by"),
        failure(
            "a captive portal at the start",
            begin(FaultKind::Html),
            5,
            "titled \"Welcome to Hotel Sandbox Wi-Fi\"",
        ),
        failure("a captive portal in between", poll(FaultKind::Html), 5, "titled \"Welcome to Hotel Sandbox Wi-Fi\""),
        failure("an error that comes as a success", begin(FaultKind::DeviceErrorOn200), 1, "AADSTS700016"),
        failure("no JSON at the start", begin(FaultKind::BadJson), 5, "not the JSON expected"),
        failure("nothing at the start", begin(FaultKind::EmptyBody), 5, "empty body"),
        failure("half an answer at the start", begin(FaultKind::TruncatedBody), 5, "broke off"),
        failure("no answer at the start", begin(FaultKind::Reset), 5, "127.0.0.1"),
        failure("a redirect at the start", begin(FaultKind::Redirect), 5, "(redirected)"),
        failure("an outage at the start", begin(FaultKind::Outage { status: 503, retry_after: None }), 5, "HTTP 503"),
        failure("throttling at the start", begin(FaultKind::Throttle { retry_after: Some(9) }), 5, "HTTP 429"),
        Failure { user: &BOB, ..failure("the wrong person", vec![], 1, "Expected alice@xebia.com, got bob@xebia.com") },
    ]
}

/// Every failure once for an account that is signed in, whose tokens then still work, and once for a new one.
#[test]
fn a_sign_in_that_fails_exits_by_its_kind_says_why_and_stores_nothing() {
    at_once(failures(), |Failure { what, faults, user, exit, says }| {
        let world = fresh();
        world.login("xebia", &ALICE_XEBIA).success();
        world.add("new", XEBIA.id, &SHARED_APP);
        world.run(&["account", "set", "new", "--username", ALICE_XEBIA.username]).success();
        let stored = world.stored();
        for fault in faults {
            world.sandbox.inject(fault);
        }
        let run = world.login_with(&["--account", "xebia", "--account", "new", "--json"], user);
        assert_eq!(run.code, exit, "{what}: {run:#?}");
        assert_eq!(run.stderr.matches(says).count(), 2, "{what} lacks {says:?}: {run:#?}");
        let errors = run.json_lines().into_iter().filter(|line| line["event"] == "error").count();
        assert_eq!(errors, 2, "{what}: {run:#?}");
        assert_eq!(world.stored(), stored, "{what}: something was stored");
        world.sandbox.clear_faults();
        let document = world.run(&["events", "--json"]).exits(3).json();
        assert_eq!(document["accounts"][0]["status"], "ok", "{what}: the old tokens do not work any more");
        assert_eq!(document["accounts"][1]["error"]["code"], "signed_out", "{what}");
        assert_eq!(world.refreshes(), 0, "{what}");
    });
}

/// Faults of the network while the person is at the page; each passes, and the sign-in goes on.
#[test]
fn a_fault_that_passes_while_the_person_signs_in_is_waited_out() {
    let passing = [
        FaultKind::Reset,
        FaultKind::TruncatedBody,
        FaultKind::Outage { status: 503, retry_after: None },
        FaultKind::Outage { status: 504, retry_after: Some(1) },
        FaultKind::Throttle { retry_after: None },
    ];
    at_once(passing, |fault| {
        let world = fresh();
        world.sandbox.inject(at(Endpoint::Poll, fault.clone()).once());
        let running = started(&world, &LOGIN);
        // The first poll meets the fault; only then somebody comes to the page.
        while world.asked(|seen| seen.path.ends_with("/token")) == 0 {
            thread::sleep(Duration::from_millis(5));
        }
        let code = world.sandbox.pending_codes()[0].clone();
        world.sandbox.approve(&code, ALICE_XEBIA.username).unwrap();
        let run = running.finish();
        assert_eq!(run.code, 0, "{fault:?}: {run:#?}");
    });
}

/// Answers that make no sense, once, while nobody has signed in yet: told as the network's fault, whatever their status.
#[test]
fn an_answer_that_makes_no_sense_is_the_networks_fault_and_never_a_refusal() {
    let world = fresh();
    let stored = world.stored();
    for fault in [FaultKind::BadJson, FaultKind::EmptyBody, FaultKind::Redirect] {
        world.sandbox.inject(at(Endpoint::Poll, fault.clone()));
        let run = world.login("xebia", &ALICE_XEBIA);
        world.sandbox.clear_faults();
        assert_eq!(run.code, 5, "{fault:?}: {run:#?}");
        assert_eq!(world.stored(), stored, "{fault:?}");
    }
}

#[test]
fn numbers_may_be_strings() {
    let world = fresh();
    world.sandbox.inject(FaultKind::NumbersAsStrings);
    world.login("xebia", &ALICE_XEBIA).success();
    let expires = world.json(&["list", "--json"])["accounts"][0]["access_token_expires_at"].clone();
    let left = chrono::DateTime::parse_from_rfc3339(expires.as_str().unwrap()).unwrap().to_utc() - chrono::Utc::now();
    assert!((55..=60).contains(&left.num_minutes()), "{expires}");
}

#[test]
fn a_code_that_nobody_types_expires_and_says_what_to_do() {
    let world = with(Options { code_lifetime: 2, ..Options::default() });
    let run = world.run(&["login", "--account", "xebia"]).exits(1).says("expired before anyone signed in");
    assert!(run.stderr.contains("calcli login --account xebia") && run.stderr.contains("53003"), "{run:#?}");
    assert!(world.stored().is_empty());
}

#[test]
fn a_sandbox_that_asks_to_slow_down_is_polled_more_slowly_and_then_answers() {
    let world = fresh();
    let slow = FaultKind::SignInRefused { code: 70_016, error: "slow_down".to_owned() };
    world.sandbox.inject(at(Endpoint::Poll, slow).once());
    world.login("xebia", &ALICE_XEBIA).success();
    let polls: Vec<_> =
        world.sandbox.requests().into_iter().filter(|seen| seen.path.ends_with("/token")).map(|seen| seen.at).collect();
    assert_eq!(polls.len(), 2);
    // RFC 8628 3.5: five seconds more from then on. The lower bound is the rule, not a matter of speed.
    assert!(polls[1] - polls[0] >= Duration::from_secs(5));
}

#[test]
fn the_person_who_signed_in_before_is_the_only_one_until_another_is_let_in_by_a_flag() {
    let world = fresh();
    world.login("xebia", &ALICE_XEBIA).success();
    let stored = world.stored();
    let run = world.login("xebia", &BOB).exits(1).says("Expected alice@xebia.com, got bob@xebia.com");
    assert!(run.stderr.contains("private window") && run.stderr.contains("--switch-user"), "{run:#?}");
    assert_eq!(world.stored(), stored);
    // Logging out forgets the tokens, not who belongs here.
    world.run(&["logout", "--account", "xebia"]).success();
    world.login("xebia", &BOB).exits(1).says("Expected alice@xebia.com, got bob@xebia.com");
    let run = world.login_with(&["--account", "xebia", "--switch-user"], &BOB).success();
    assert!(run.stderr.starts_with("xebia: Sign in; use a private window"), "{run:#?}");
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["username"], BOB.username);
    assert_eq!(support::files(&world.records()).len(), 1);
    world.run(&["events"]).success();
    assert_eq!(world.asked(|seen| seen.bearer_user.as_deref() == Some(ALICE_XEBIA.username)), 0);
    world.login("xebia", &ALICE_XEBIA).exits(1).says("Expected bob@xebia.com, got alice@xebia.com");
}

#[test]
fn another_person_is_not_let_in_by_the_flag_where_the_config_names_one() {
    let world = fresh();
    world.run(&["account", "set", "xebia", "--username", ALICE_XEBIA.username]).success();
    let switch = ["--account", "xebia", "--switch-user"];
    world.login_with(&switch, &BOB).exits(1).says("Expected alice@xebia.com, got bob@xebia.com");
    assert!(world.stored().is_empty());
    world.login_with(&switch, &ALICE_XEBIA).success();
    // The config's word changes who belongs here.
    world.run(&["account", "set", "xebia", "--username", BOB.username]).success();
    world.run(&["events"]).exits(4);
    world.login("xebia", &ALICE_XEBIA).exits(1).says("Expected bob@xebia.com, got alice@xebia.com");
    world.login("xebia", &BOB).success();
}

#[test]
fn an_account_of_organizations_stays_in_the_tenant_it_turned_out_to_be_in() {
    let world = World::new();
    world.add("work", "organizations", &SHARED_APP);
    world.login("work", &ALICE_XEBIA).success();
    let stored = world.stored();
    world.login("work", &ALICE_MARIMER).exits(1).says("Expected the tenant");
    assert_eq!(world.stored(), stored);
    world.login_with(&["--account", "work", "--switch-user"], &ALICE_MARIMER).success();
    assert_eq!(support::files(&world.records()).len(), 1, "the record of the old tenant is still there");
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["tenant_id"], MARIMER.id);
    let before = world.sandbox.requests().len();
    world.run(&["events"]).success();
    let seen = &world.sandbox.requests()[before..];
    assert!(seen.iter().all(|seen| seen.tenant.as_deref() == Some(MARIMER.id)), "{seen:#?}");
}

/// Settings that Entra refuses before anyone signs in: the tenant, the application, and the number that it gives.
#[test]
fn an_application_or_tenant_that_is_wrong_is_refused_before_anyone_signs_in() {
    let unknown = App { id: "00000000-1111-4222-8333-444444444444", name: "", tenants: &[], public_flows: true };
    let table: [(&str, &App, &str); 7] = [
        ("xebia.com", &unknown, "AADSTS700016"),
        ("marimer.com", &XEBIA_APP, "AADSTS700016"),
        ("nowhere.example", &SHARED_APP, "AADSTS90002"),
        ("00000000-1111-4222-8333-555555555555", &SHARED_APP, "AADSTS90002"),
        ("organizations", &XEBIA_APP, "AADSTS50194"),
        ("consumers", &WORK_APP, "AADSTS9002332"),
        ("organizations", &PERSONAL_APP, "AADSTS9002331"),
    ];
    let world = World::new();
    for (index, (tenant, app, number)) in table.into_iter().enumerate() {
        let name = format!("a{index}");
        world.add(&name, tenant, app);
        let run = world.run(&["login", "--account", &name, "--json"]).exits(1).says(number);
        assert_eq!(run.json_lines().len(), 1, "{run:#?}");
        assert_eq!(run.json_lines()[0]["error"]["code"], number);
        assert!(run.stderr.contains("→ "), "nothing to do next: {run:#?}");
    }
    world.add("closed", "xebia.com", &CONFIDENTIAL_APP);
    world.login("closed", &ALICE_XEBIA).exits(1).says("AADSTS7000218").says("Allow public client flows");
    assert!(world.stored().is_empty());
}

#[test]
fn ctrl_c_ends_the_waiting_and_stores_nothing() {
    let world = fresh();
    let running = started(&world, &LOGIN);
    running.interrupt();
    let run = running.finish().exits(130);
    assert!(!run.stdout.contains("signed in"), "{run:#?}");
    assert!(world.stored().is_empty());
    // A sign-in that was begun before loses nothing by one that was given up.
    world.login("xebia", &ALICE_XEBIA).success();
    let stored = world.stored();
    let running = started(&world, &LOGIN);
    running.interrupt();
    running.finish().exits(130);
    assert_eq!(world.stored(), stored);
}

#[test]
fn a_sign_in_to_an_account_that_is_changed_meanwhile_stores_nothing() {
    let changes: [&[&str]; 4] = [
        &["account", "remove", "xebia", "--yes"],
        &["account", "rename", "xebia", "other"],
        &["account", "set", "xebia", "--tenant", XEBIA.id],
        &["account", "set", "xebia", "--username", "bob@xebia.com"],
    ];
    at_once(changes, |change| {
        let world = fresh();
        let running = started(&world, &["--account", "xebia", "--json"]);
        world.run(change).success();
        world.sandbox.approve(&world.sandbox.pending_codes()[0], ALICE_XEBIA.username).unwrap();
        let run = running.finish().exits(1).says("nothing was stored");
        assert_eq!(run.json_lines()[1]["error"]["code"], "account_changed", "{change:?}");
        assert!(support::files(&world.records()).is_empty(), "{change:?}");
        if change[1] == "remove" {
            world.add("xebia", "xebia.com", &SHARED_APP);
        }
        assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_out", "{change:?}");
    });
}

#[test]
fn of_two_people_who_sign_in_to_one_account_at_once_the_first_stays() {
    let world = fresh();
    let first = started(&world, &LOGIN);
    let code = world.sandbox.pending_codes().remove(0);
    let second = world.start(&["login", "--account", "xebia"]);
    while world.sandbox.pending_codes().len() < 2 {
        thread::sleep(Duration::from_millis(5));
    }
    let other = world.sandbox.pending_codes().into_iter().find(|other| *other != code).unwrap();
    world.sandbox.approve(&code, ALICE_XEBIA.username).unwrap();
    first.finish().success();
    let stored = world.stored();
    world.sandbox.approve(&other, BOB.username).unwrap();
    second.finish().exits(1).says("Expected alice@xebia.com, got bob@xebia.com");
    assert_eq!(world.stored(), stored);
}

#[test]
fn waiting_ends_with_the_timeout_and_stores_nothing() {
    let world = fresh();
    let run: Run = world.run(&["login", "--account", "xebia", "--timeout", "1s"]).exits(1);
    assert!(run.stderr.contains("Nobody signed in to xebia in time."), "{run:#?}");
    assert!(world.stored().is_empty());
    for bad in ["0", "soon", "-1"] {
        world.run(&["login", "--account", "xebia", "--timeout", bad]).exits(2);
    }
}

/// A token store that cannot take a token: what is wrong with it. Nobody is sent to a browser for nothing.
#[test]
fn a_store_that_cannot_keep_a_token_is_told_before_anyone_signs_in() {
    let world = World::new();
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.add("two", "marimer.com", &SHARED_APP);
    world.add("three", MARIMER.id, &SHARED_APP);
    let key = world.home().join(".local/share/calcli/store.key");
    let text = fs::read_to_string(&key).unwrap();
    let asked = world.sandbox.requests().len();
    let states = [("the key is gone", None), ("the key is damaged", Some("nonsense"))];
    for (what, content) in states {
        fs::remove_file(&key).unwrap();
        if let Some(content) = content {
            fs::write(&key, content).unwrap();
            fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        }
        for name in ["one", "two", "three"] {
            let run = world.run(&["login", "--account", name, "--timeout", "2s", "--json"]);
            assert_eq!(run.code, 6, "{what}, {name}: {run:#?}");
            assert_eq!(run.json_lines().len(), 1, "{what}, {name}: {run:#?}");
        }
        assert_eq!(world.sandbox.requests().len(), asked, "{what}: somebody was asked to sign in");
        fs::write(&key, &text).unwrap();
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }
    world.login("two", &ALICE_MARIMER).success();
    let keychain =
        World::new().env("CALCLI_TOKEN_STORE", "keychain").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    keychain.add("one", "xebia.com", &SHARED_APP);
    keychain.run(&["login", "--account", "one"]).exits(6);
    assert!(keychain.sandbox.requests().is_empty());
}

#[test]
fn a_damaged_or_swapped_record_is_repaired_by_signing_in() {
    let world = fresh();
    world.login("xebia", &ALICE_XEBIA).success();
    let record = support::files(&world.records())[0].clone();
    for damage in ["", "{}", "\u{0}", "{\"version\":2}"] {
        fs::write(&record, damage).unwrap();
        let run = world.run(&["events"]);
        assert!(run.stderr.contains("calcli login --account xebia"), "{damage:?}: {run:#?}");
        assert_eq!(fs::read_to_string(&record).unwrap(), damage, "it was touched");
        world.login("xebia", &ALICE_XEBIA).success();
        world.run(&["events"]).success();
    }
}

#[test]
fn the_same_account_named_twice_signs_in_once() {
    let world = fresh();
    let run = world.login_with(&["--account", "xebia", "--account", "XEBIA"], &ALICE_XEBIA).success();
    assert_eq!(run.stdout, "xebia: signed in as alice@xebia.com\n");
}

#[test]
fn two_sign_ins_of_one_account_at_once_leave_it_signed_in() {
    let world = fresh();
    world.sandbox.inject(Fault::new(FaultKind::Slow { millis: 50 }).at(Place::Authority).times(Times::Always));
    let other = world.start(&["login", "--account", "xebia"]);
    world.login("xebia", &ALICE_XEBIA).success();
    other.finish().success();
    world.run(&["events"]).success();
    assert_eq!(support::files(&world.records()).len(), 1);
}
