//! Narrowing an agenda down: the filters, the limit, and the choice of calendars for one run.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Place};
use serde_json::{Value, json};
use support::World;

/// The subjects of the events of today with these arguments.
fn subjects(world: &World, args: &[&str]) -> Vec<String> {
    let document = world.json(&[&["events", "--json"], args].concat());
    document["events"].as_array().unwrap().iter().map(|event| event["subject"].as_str().unwrap().to_owned()).collect()
}

/// The calendars, as `account/name`, that have the events of a document.
fn calendars(document: &Value) -> Vec<String> {
    let copies = document["events"].as_array().unwrap().iter().flat_map(|event| event["copies"].as_array().unwrap());
    let name =
        |copy: &Value| format!("{}/{}", copy["account"].as_str().unwrap(), copy["calendar"]["name"].as_str().unwrap());
    let mut names: Vec<_> = copies.map(name).collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn every_filter_keeps_what_it_says_and_several_together_what_all_of_them_say() {
    let world = World::three_accounts();
    for (args, expected) in [
        (&["--search", "ingestion PATH"][..], &["Architecture review"][..]),
        (&["--search", "budget"], &["Budget call"]),
        (&["--search", "golf"], &[]),
        (&["--attendee", "dana"], &["Xebia × Marimer kick-off"]),
        (&["--organizer", "BOB@xebia.com"], &["Standup", "Architecture review"]),
        (&["--organizer", "佐藤"], &["東京チーム引き継ぎ", "設計レビュー 📐"]),
        (
            &["--organizer", "bob jansen", "--organizer", "yuki@"],
            &["東京チーム引き継ぎ", "Standup", "Architecture review", "設計レビュー 📐"],
        ),
        (&["--category", "architecture"], &["Architecture review"]),
        (&["--category", "TEAM"], &["Standup", "Architecture review"]),
        (&["--category", "team", "--single"], &["Architecture review"]),
        (&["--category", "team", "--recurring"], &["Standup"]),
        (&["--pending", "--search", "reorganisation"], &["Reorganisation Q&A"]),
        (&["--pending", "--single", "--organizer", "dana"], &["Reorganisation Q&A"]),
        (&["--from-now", "--category", "team"], &["Standup", "Architecture review"]),
        (&["yesterday", "--from-now", "--single", "--no-all-day"], &[]),
        (&["--busy-only", "--ignore-tentative", "--organizer", "dana", "--single"], &["Xebia × Marimer kick-off"]),
    ] {
        assert_eq!(subjects(&world, args), expected, "{args:?}");
    }
}

#[test]
fn what_is_left_out_was_there_before_and_what_is_left_is_what_is_asked_for() {
    let world = World::three_accounts();
    let all = world.json(&["events", "--json"]);
    let all = all["events"].as_array().unwrap();
    let kept =
        |args: &[&str]| world.json(&[&["events", "--json"], args].concat())["events"].as_array().unwrap().clone();
    for (args, is_kept) in [
        (&["--no-all-day"][..], (|event| event["all_day"] == false) as fn(&Value) -> bool),
        (&["--pending"], |event| event["response"] == "not_responded"),
        (&["--recurring"], |event| event["recurring"] == true),
        (&["--single"], |event| event["recurring"] == false),
        (&["--from-now"], |event| {
            event["all_day"] == true
                || event["end"].as_str().unwrap() > "2026-11-23T09:40:00+01:00"
                || event["start"].as_str().unwrap() >= "2026-11-23T09:40:00+01:00"
        }),
        (&["--busy-only"], |event| {
            let busy =
                |copy: &Value| ["busy", "oof", "tentative", "unknown"].contains(&copy["show_as"].as_str().unwrap());
            event["copies"].as_array().unwrap().iter().any(busy)
        }),
        (&["--busy-only", "--ignore-tentative"], |event| {
            let busy = |copy: &Value| ["busy", "oof", "unknown"].contains(&copy["show_as"].as_str().unwrap());
            event["copies"].as_array().unwrap().iter().any(busy)
        }),
    ] {
        let expected: Vec<_> = all.iter().filter(|event| is_kept(event)).cloned().collect();
        assert!(!expected.is_empty() && expected.len() < all.len(), "{args:?} shows nothing of the filter");
        assert_eq!(kept(args), expected, "{args:?}");
    }
}

#[test]
fn a_limit_says_what_it_cut_and_an_empty_answer_can_be_a_failure() {
    let world = World::three_accounts();
    let run = world.run(&["events", "--json", "--limit", "2"]).success();
    assert_eq!(run.json()["events"].as_array().unwrap().len(), 2);
    let run = run.says("21 meetings are not shown: only the first 2 of 23 (for all of them leave out --limit)\n");
    assert_eq!(run.json()["complete"], true);
    let run = world.run(&["events", "--limit", "23"]).success();
    assert!(!run.stderr.contains("only the first"), "{run:?}");
    assert_eq!(world.run(&["events", "--limit", "2", "--quiet"]).success().stderr, "");

    let run = world.run(&["events", "--json", "--search", "golf", "--fail-empty"]).exits(1);
    assert_eq!(run.json()["events"], json!([]));
    let run = run.says("25 meetings are not shown: no match\n");
    assert_eq!(run.json()["complete"], true);
    assert_eq!(world.run(&["events", "--search", "golf"]).success().stdout, "Nothing on Mon 23 Nov.\n");
    world.run(&["events", "--search", "budget", "--fail-empty"]).success();
    // Nobody can say that there is nothing while an account is missing.
    world.sandbox.revoke(ALICE_MARIMER.username);
    world.run(&["events", "--search", "golf", "--fail-empty"]).exits(3);

    for args in [
        &["--limit", "0"][..],
        &["--limit", "x"],
        &["--search", ""],
        &["--ignore-tentative"],
        &["--single", "--recurring"],
    ] {
        world.run(&[&["events"], args].concat()).exits(2);
    }
}

#[test]
fn only_filters_that_look_at_people_and_texts_ask_for_them() {
    let world = World::three_accounts();
    let asked_for = |args: &[&str], field: &str| {
        let before = world.sandbox.requests().len();
        world.run(&[&["events"], args].concat()).success();
        let requests = world.sandbox.requests().split_off(before);
        let mut views = requests.iter().filter(|seen| seen.path.ends_with("/calendarView")).peekable();
        assert!(views.peek().is_some());
        views.all(|seen| seen.query.contains(field))
    };
    assert!(!asked_for(&["--organizer", "bob", "--category", "team"], "attendees"));
    assert!(asked_for(&["--attendee", "bob"], "attendees") && asked_for(&["--search", "bob"], "bodyPreview"));
}

#[test]
fn calendars_are_chosen_by_pattern_for_one_run() {
    let world = World::three_accounts();
    let chosen = |patterns: &[&str]| {
        let flags = patterns.iter().flat_map(|pattern| ["--calendar", pattern]);
        calendars(&world.json(&["events", "--week", "--json"].into_iter().chain(flags).collect::<Vec<_>>()))
    };
    let all = [
        "marimer/Calendar",
        "marimer/Projects",
        "personal/Calendar",
        "personal/Projects",
        "xebia/Calendar",
        "xebia/Projects",
    ];
    assert_eq!(chosen(&[]), all);
    assert_eq!(chosen(&["PROJ*"]), ["marimer/Projects", "personal/Projects", "xebia/Projects"]);
    assert_eq!(chosen(&["xebia/projects", "personal/cal?ndar"]), ["personal/Calendar", "xebia/Projects"]);
    assert_eq!(chosen(&["!xebia/*"]), all[..4]);
    assert_eq!(chosen(&["!Calendar"]), ["marimer/Projects", "personal/Projects", "xebia/Projects"]);
    assert_eq!(
        chosen(&["*", "!xebia/bob*", "!*/projects"]),
        ["marimer/Calendar", "personal/Calendar", "xebia/Calendar"]
    );

    // A flag replaces the account's own choice, which may hold patterns too.
    world.run(&["account", "set", "marimer", "--calendar", "P*", "--calendar", "!x"]).success();
    assert!(world.run(&["account", "show", "marimer"]).success().stdout.contains("P*, !x"));
    assert_eq!(chosen(&["marimer/calendar"]), ["marimer/Calendar"]);
    assert_eq!(chosen(&["!xebia/*", "!personal/*"]), ["marimer/Projects"]);

    // What only leaves out leaves the rest of that choice as it is, and what cannot be read of it is missing still.
    world.run(&["account", "set", "xebia", "--calendar", "*"]).success();
    for flags in [&[][..], &["--calendar", "!Projects"]] {
        world.run(&[&["events", "--week", "--json"], flags].concat()).exits(3).says("Bob Jansen");
    }
    world.run(&["events", "--account", "marimer", "--calendar", "!Projects"]).exits(2).says("leaves no calendar");
    world.run(&["events", "--account", "personal", "--calendar", "!Calendar", "--calendar", "!Projects"]).exits(2);
}

#[test]
fn an_account_that_no_pattern_concerns_is_not_asked_and_not_named() {
    let world = World::three_accounts();
    let before = world.sandbox.requests().len();
    let document = world.json(&["events", "--json", "--calendar", "marimer/Calendar"]);
    assert_eq!(
        document["accounts"].as_array().unwrap().iter().map(|one| &one["name"]).collect::<Vec<_>>(),
        ["marimer"]
    );
    let requests = world.sandbox.requests().split_off(before);
    assert_eq!(requests.len(), 2, "{requests:#?}");
    world
        .run(&["events", "--json", "--calendar", "marimer/Calendar", "--account", "xebia"])
        .exits(2)
        .says("calendar_not_asked")
        .json();
}

#[test]
fn the_default_calendar_is_asked_for_beside_the_list_only_where_it_is_sure_to_be_read() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    for (pattern, is_early) in [("*", true), ("Projects", false), ("!Projects", false)] {
        let before = world.sandbox.requests().len();
        // Where the list of calendars fails, what was asked for before it was there is to be seen.
        world.sandbox.inject(Fault::new(FaultKind::Html).at(Place::At(Endpoint::Calendars)));
        world.run(&["events", "--calendar", pattern, "--timeout", "1s"]).exits(5);
        world.sandbox.clear_faults();
        let seen = world.sandbox.requests().split_off(before);
        assert_eq!(seen.iter().any(|seen| seen.path.ends_with("/me/calendarView")), is_early, "{pattern}");
    }
}

#[test]
fn a_calendar_that_nobody_has_is_told_and_nothing_looks_like_an_answer() {
    let world = World::three_accounts();
    let run = world.run(&["events", "--json", "--calendar", "Golf", "--calendar", "projects"]).exits(2);
    let run = run.says("No calendar is called \"Golf\"; there are xebia/Calendar, xebia/Projects, xebia/Holidays, xebia/Bob Jansen, marimer/Calendar, marimer/Projects, personal/Calendar, personal/Projects. (no_such_calendar)");
    let document = run.says("→ calcli calendars\n").json();
    assert_eq!((&document["error"]["code"], &document["events"]), (&json!("no_such_calendar"), &json!(null)));
    for command in ["events", "free", "busy", "conflicts", "stats", "now", "next", "search"] {
        let words: &[&str] = if command == "search" { &[command, "x"] } else { &[command] };
        let run = world.run(&[words, &["--calendar", "Golf"]].concat()).exits(2);
        assert_eq!(run.stdout, "", "{command}");
    }
    // In one account alone it need not be.
    let document = world.json(&["events", "--json", "--calendar", "Holidays", "2026-12-25"]);
    assert_eq!(calendars(&document), ["xebia/Holidays"]);
    assert!(document["accounts"].as_array().unwrap().iter().all(|account| account["status"] == "ok"));
    world.run(&["events", "--calendar", "personal/Holidays"]).exits(2).says("there are personal/Calendar");

    let nothing_left = ["free", "--calendar", "personal/*", "--calendar", "!*"];
    assert_eq!(world.run(&nothing_left).exits(2).says("leaves no calendar to read").stdout, "");

    // What an account that did not answer has, nobody knows.
    world.sandbox.revoke(ALICE_MARIMER.username);
    world.run(&["events", "--calendar", "marimer/Golf"]).exits(4);
    world.run(&["events", "--calendar", "Golf"]).exits(3).says("✗ 1 of 3 accounts is missing: marimer");
}
