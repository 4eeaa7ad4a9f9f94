//! When everybody is free and what overlaps, from what all accounts answered; and never an all-clear where one did not.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Place};
use serde_json::{Value, json};
use support::World;

const HEAD: &str = "schema_version time_zone range{start end} complete accounts[{name status source fetched_at error}]";

fn list<'a>(document: &'a Value, key: &str) -> &'a [Value] {
    document[key].as_array().unwrap()
}

fn instant(value: &Value) -> i64 {
    value.as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp()
}

/// Start and end of a stretch, in seconds.
fn span(value: &Value) -> (i64, i64) {
    (instant(&value["start"]), instant(&value["end"]))
}

/// The local times of stretches, such as `23 09:00-09:30`.
fn clocks(stretches: &[Value]) -> Vec<String> {
    let clock = |one: &Value, key: &str| one[key].as_str().unwrap()[11..16].to_owned();
    let day = |one: &Value| one["start"].as_str().unwrap()[8..10].to_owned();
    stretches.iter().map(|one| format!("{} {}-{}", day(one), clock(one, "start"), clock(one, "end"))).collect()
}

/// Whether an event of the document of `events` is busy, by the rule of the contract.
fn is_busy(event: &Value) -> bool {
    let live = list(event, "copies").iter().filter(|copy| copy["response"] != "declined");
    event["cancelled"] == false
        && live
            .into_iter()
            .any(|copy| ["busy", "oof", "unknown", "tentative"].contains(&copy["show_as"].as_str().unwrap()))
}

#[test]
fn what_is_free_and_what_is_busy_can_be_imported_without_a_word_about_the_meetings() {
    let world = World::three_accounts();
    for (command, key, takes) in [("busy", "busy", "TRANSP:OPAQUE"), ("free", "slots", "TRANSP:TRANSPARENT")] {
        let rows = world.json(&[command, "today", "--except", "marimer", "--json"])[key].as_array().unwrap().len();
        let file = world.run(&[command, "today", "--except", "marimer", "--format", "ics"]).success().stdout;
        assert!(rows > 0 && file.matches("BEGIN:VEVENT").count() == rows && file.contains("BEGIN:VTIMEZONE"), "{file}");
        assert!(file.contains(takes) && !file.contains("Standup") && !file.contains("xebia"), "{file}");
    }
}

#[test]
fn conflicts_are_the_pairs_of_busy_events_that_overlap() {
    let world = World::three_accounts();
    let run = world.run(&["conflicts", "week", "--json"]).success();
    let document = run.json();
    let outline = support::outline(&run.stdout);
    assert!(
        outline.starts_with(&format!("{{{HEAD} conflicts[{{start end minutes events[{{id ical_uid account ")),
        "{outline}"
    );

    let events = world.json(&["events", "week", "--json"]);
    let busy: Vec<&Value> = list(&events, "events").iter().filter(|event| is_busy(event)).collect();
    let mut expected = Vec::new();
    for (index, one) in busy.iter().enumerate() {
        for two in &busy[index + 1..] {
            let ((a, b), (c, d)) = (span(one), span(two));
            if a.max(c) < b.min(d) {
                let mut ids = [one["id"].to_string(), two["id"].to_string()];
                ids.sort();
                expected.push((ids, a.max(c), b.min(d)));
            }
        }
    }
    let pair = |one: &Value| {
        let mut ids = [one["events"][0]["id"].to_string(), one["events"][1]["id"].to_string()];
        ids.sort();
        assert_eq!(one["minutes"].as_i64().unwrap(), (span(one).1 - span(one).0) / 60);
        (ids, span(one).0, span(one).1)
    };
    let mut found: Vec<_> = list(&document, "conflicts").iter().map(pair).collect();
    expected.sort();
    found.sort();
    assert!(found.len() > 30, "{}", found.len());
    assert_eq!(found, expected);

    let whole = list(&document, "conflicts").len();
    let across = world.json(&["conflicts", "week", "--across", "--json"]);
    assert!(list(&across, "conflicts").len() < whole && !list(&across, "conflicts").is_empty());
    for one in list(&across, "conflicts") {
        let accounts = |event: &Value| -> Vec<Value> {
            list(event, "copies").iter().map(|copy| copy["account"].clone()).collect()
        };
        let other = accounts(&one["events"][1]);
        assert!(accounts(&one["events"][0]).iter().all(|account| !other.contains(account)), "{one:#}");
    }
    let timed = world.json(&["conflicts", "week", "--no-all-day", "--json"]);
    let is_timed = |one: &Value| list(one, "events").iter().all(|event| event["all_day"] == false);
    assert!(list(&timed, "conflicts").iter().all(is_timed));
    assert_eq!(
        list(&timed, "conflicts").len(),
        list(&document, "conflicts").iter().filter(|one| is_timed(one)).count()
    );
    let long = world.json(&["conflicts", "week", "--min", "1h", "--json"]);
    assert!(list(&long, "conflicts").iter().all(|one| one["minutes"].as_i64().unwrap() >= 60));
    let sure = world.json(&["conflicts", "week", "--ignore-tentative", "--json"]);
    assert!(list(&sure, "conflicts").len() < whole);
}

#[test]
fn conflicts_are_shown_by_day_with_what_is_tentative_marked() {
    let world = World::three_accounts();
    let run = world.run(&["conflicts", "today", "--account", "xebia"]).success();
    assert_eq!(
        run.stdout,
        "\
Today · Mon 23 Nov
09:00–09:15  15 min  ? 09:00–09:15  URGENT gnp.eciovni click!  xebia
                       09:00–09:30  東京チーム引き継ぎ         xebia
11:30–12:00  30 min    11:00–12:00  Architecture review        xebia
                     ~ 11:30–12:30  Budget call                xebia
"
    );
    let run = world.run(&["conflicts", "sat", "--account", "xebia"]).success();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("No conflicts on Sat 28 Nov.\n", ""));
}

#[test]
fn free_and_busy_cover_the_time_exactly() {
    let world = World::three_accounts();
    for (when, minutes) in [
        ("2026-11-20..2026-11-29", 10 * 1440),
        ("2026-10-23..2026-10-26", 4 * 1440 + 60),
        ("2026-03-27..2026-03-30", 4 * 1440 - 60),
    ] {
        let free = world.json(&["free", when, "--hours", "00:00-24:00", "--days", "all", "--duration", "1m", "--json"]);
        let busy = world.json(&["busy", when, "--json"]);
        let (slots, blocks) = (list(&free, "slots"), list(&busy, "busy"));
        let mut all: Vec<_> = slots.iter().chain(blocks).map(span).collect();
        all.sort_unstable();
        let (start, end) = span(&free["range"]);
        assert_eq!((all[0].0, all.last().unwrap().1, (end - start) / 60), (start, end, minutes));
        assert!(all.windows(2).all(|pair| pair[0].1 == pair[1].0), "{all:?}");
        assert!(!slots.is_empty() && !blocks.is_empty());
        assert!(slots.windows(2).all(|pair| span(&pair[0]).1 < span(&pair[1]).0), "slots are the longest");
        assert!(
            blocks
                .windows(2)
                .all(|pair| span(&pair[0]).1 < span(&pair[1]).0 || pair[0]["show_as"] != pair[1]["show_as"])
        );
        assert!(blocks.iter().all(|block| support::keys(block) == ["end", "show_as", "start"]
            || support::keys(block) == ["start", "end", "show_as"]));
    }
}

#[test]
fn slots_keep_to_hours_days_duration_buffer_and_now() {
    let world = World::three_accounts();
    let slots = |args: &[&str]| {
        let run = world
            .run(&[&["free", "today", "--json", "--account", "personal", "--account", "xebia"], args].concat())
            .success();
        clocks(list(&run.json(), "slots"))
    };
    assert_eq!(
        slots(&[]),
        ["23 09:45-10:45", "23 12:30-13:00", "23 13:30-14:00", "23 15:00-15:30"],
        "of Monday's agenda, with what is not busy left aside"
    );
    assert_eq!(slots(&["--duration", "45m"]), ["23 09:45-10:45"]);
    assert_eq!(
        slots(&["--duration", "20m", "--buffer", "5m"]),
        ["23 09:50-10:40", "23 12:35-12:55", "23 13:35-13:55", "23 15:05-15:25"]
    );
    assert_eq!(slots(&["--from-now", "--duration", "5m"])[0], "23 09:45-10:45");
    assert_eq!(slots(&["--ignore-tentative"])[1], "23 12:00-15:30");
    assert_eq!(slots(&["--hours", "21:00-24:00"]), ["23 21:00-22:30"]);

    let run =
        world.run(&["free", "weekend"]).success().says("No day of this time is one of mon-fri.").says("--days sat,sun");
    assert_eq!(run.stdout, "No free time of 30 min or more from Sat 28 Nov to Sun 29 Nov.\n");
    let weekend = world.json(&["free", "weekend", "--days", "sat,sun", "--json"]);
    assert_eq!(clocks(list(&weekend, "slots")), ["28 09:00-17:30", "29 09:00-17:30"]);
    assert_eq!(
        weekend["window"],
        json!({ "hours": "09:00-17:30", "days": ["sat", "sun"], "duration_minutes": 30, "buffer_minutes": 0 })
    );
    for wrong in [
        ["--hours", "17:00-09:00"],
        ["--hours", "9"],
        ["--days", "14"],
        ["--duration", "30"],
        ["--tz-also", "Mars/Base"],
        ["--with", "bob"],
    ] {
        world.run(&[&["free"], &wrong[..]].concat()).exits(2);
    }
}

#[test]
fn a_meeting_just_before_the_time_still_wants_its_buffer() {
    let world = World::three_accounts();
    // The architecture review ends at 12:00, the budget call at 12:30.
    let args = ["free", "2026-11-23T12:30..2026-11-23T13:00", "--account", "xebia", "--duration", "10m", "--json"];
    let document = world.json(&[&args[..], &["--buffer", "10m"]].concat());
    assert_eq!(clocks(list(&document, "slots")), ["23 12:40-12:50"]);
    assert_eq!(document["range"], json!({ "start": "2026-11-23T12:30:00+01:00", "end": "2026-11-23T13:00:00+01:00" }));
}

#[test]
fn a_text_for_a_mail_tells_the_times_in_both_zones() {
    let world = World::three_accounts();
    let run = world.run(&["free", "wed", "--text", "--tz-also", "America/New_York", "--duration", "1h"]).success();
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "I am free at these times (Europe/Amsterdam; in brackets America/New_York):");
    assert_eq!(lines[1], "Wed 25 Nov: 11:30–15:30 (05:30–09:30)");
    let today = world.run(&["free", "today", "--text", "--account", "personal", "--hours", "08:00-18:00"]).success();
    assert!(!today.stdout.contains("08:00") && today.stdout.contains("09:40–"), "{}", today.stdout);
    world.run(&["free", "--text", "--json"]).exits(2).says("two_forms");
}

#[test]
fn an_account_that_is_missing_makes_it_no_all_clear() {
    let world = World::three_accounts();
    world.sandbox.revoke(ALICE_MARIMER.username);
    for command in ["free", "conflicts"] {
        let run = world
            .run(&[command, "tomorrow"])
            .exits(3)
            .says("1 of 3 accounts is missing: marimer")
            .says("This is no all-clear");
        assert!(!run.stdout.is_empty());
        let run = world.run(&[command, "tomorrow", "--json"]).exits(3).says("This is no all-clear");
        assert_eq!(run.json()["complete"], false);
        let run = world.run(&[command, "tomorrow", "--allow-partial"]).success().says("marimer");
        assert!(!run.stderr.contains("all-clear"), "{run:?}");
    }
    for command in ["busy", "stats"] {
        world.run(&[command, "tomorrow"]).exits(3).says("1 of 3 accounts is missing: marimer");
        assert_eq!(world.run(&[command, "tomorrow", "--allow-partial", "--json"]).success().json()["complete"], false);
    }
    let run = world.run(&["conflicts", "sat"]).exits(3);
    assert_eq!(run.stdout, "No conflicts on Sat 28 Nov in what could be read.\n");
}

#[test]
fn a_calendar_that_is_missing_makes_it_no_all_clear_either() {
    let world = World::three_accounts();
    world
        .sandbox
        .inject(Fault::new(FaultKind::BadJson).at(Place::At(Endpoint::View)).user(ALICE_XEBIA.username).once());
    world.run(&["free", "tomorrow"]).exits(3).says("1 of 3 accounts is incomplete: xebia").says("This is no all-clear");
}

#[test]
fn where_nobody_answered_nothing_is_free() {
    let world = World::three_accounts();
    for user in [ALICE_XEBIA.username, ALICE_MARIMER.username, ALICE_OUTLOOK.username] {
        world.sandbox.revoke(user);
    }
    for (command, key) in [("free", "slots"), ("conflicts", "conflicts"), ("busy", "busy"), ("stats", "timesheet")] {
        let run = world.run(&[command, "sat", "--allow-partial"]).exits(4).says("3 of 3 accounts are missing");
        assert_eq!(run.stdout, "", "{command}");
        let document = world.run(&[command, "weekend", "--allow-partial", "--json"]).exits(4).json();
        assert_eq!((&document["complete"], &document[key]), (&json!(false), &json!([])), "{command}");
    }
    let text = world.run(&["free", "sat", "--days", "all", "--text", "--with", "bob@xebia.com"]).exits(4);
    assert_eq!(text.stdout, "");
}

#[test]
fn others_are_asked_about_through_the_account_of_their_tenant() {
    let world = World::three_accounts();
    // Bob's Wednesday: gym, standup, and a talk with Alice, which she has too.
    let alone = world.json(&["free", "wed", "--hours", "07:00-12:00", "--account", "xebia", "--json"]);
    let both = world.json(&[
        "free",
        "wed",
        "--hours",
        "07:00-12:00",
        "--account",
        "xebia",
        "--with",
        "BOB@xebia.com",
        "--json",
    ]);
    assert_eq!(list(&alone, "with"), [] as [Value; 0]);
    assert_eq!(both["with"], json!([{ "email": "BOB@xebia.com", "account": "xebia", "status": "ok", "error": null }]));
    assert!(clocks(list(&alone, "slots")).contains(&"25 07:00-08:00".to_owned()));
    assert!(!clocks(list(&both, "slots")).iter().any(|slot| slot.starts_with("25 07")), "Bob is in the gym");
    let through = |args: &[&str]| {
        let before = world.sandbox.requests().len();
        world.run(&[&["free", "wed"], args].concat());
        let requests = world.sandbox.requests().split_off(before);
        let asked = requests.iter().filter(|seen| seen.path.ends_with("getSchedule"));
        asked.map(|seen| (seen.method.clone(), seen.bearer_user.clone().unwrap())).collect::<Vec<_>>()
    };
    let by = |user: &str| vec![("POST".to_owned(), user.to_owned())];
    assert_eq!(
        through(&["--with", "bob@xebia.com,nomail@xebia.com"]),
        by("alice@xebia.com"),
        "two people, one request"
    );
    assert_eq!(through(&["--with", "bob@marimer.com"]), by("alice@marimer.com"));
    assert_eq!(through(&["--with", "marimer/bob@xebia.com"]), by("alice@marimer.com"));
    assert_eq!(
        through(&["--account", "marimer", "--account", "personal", "--with", "dana@fabrikam.example"]),
        by("alice@marimer.com")
    );
    assert_eq!(through(&["--account", "personal", "--with", "xebia/bob@xebia.com"]), by("alice@xebia.com"));

    world
        .run(&["free", "--with", "dana@fabrikam.example"])
        .exits(2)
        .says("xebia, marimer")
        .says("--with xebia/dana@fabrikam.example");
    world.run(&["free", "--with", "personal/carol@outlook.com"]).exits(2).says("personal account");
    world.run(&["free", "--with", "bob@xebia.com", "--account", "personal"]).exits(2).says("No work account is asked");
    world.run(&["free", "--with", "golf/bob@xebia.com"]).exits(2).says("There is no account named golf");
}

#[test]
fn somebody_who_is_unknown_makes_it_no_all_clear() {
    let world = World::three_accounts();
    let args = ["free", "wed", "--with", "bob@xebia.com,nobody@xebia.com"];
    let run = world.run(&args).exits(3).says("1 of 2 people is missing: nobody@xebia.com (asked through xebia)");
    let run = run.says("ErrorMailRecipientNotFound").says("This is no all-clear");
    assert!(run.stdout.contains("Wed 25 Nov"));
    let run = world.run(&[&args[..], &["--json", "--allow-partial"]].concat()).success();
    let document = run.json();
    assert_eq!((&document["complete"], &document["with"][1]["status"]), (&json!(false), &json!("error")));
    assert!(list(&document, "accounts").iter().all(|account| account["status"] == "ok"));

    let outage = FaultKind::Outage { status: 503, retry_after: Some(90) };
    world.sandbox.inject(Fault::new(outage).at(Place::At(Endpoint::Schedule)));
    let document = world.run(&["free", "wed", "--with", "bob@xebia.com", "--json"]).exits(3).json();
    assert_eq!(document["with"][0]["status"], "network");
    world.sandbox.clear_faults();
    world.sandbox.inject(Fault::new(FaultKind::Unauthorized).at(Place::At(Endpoint::Schedule)).once());
    world.run(&["free", "wed", "--with", "bob@xebia.com"]).success();
    world.sandbox.revoke(ALICE_XEBIA.username);
    let before = world.sandbox.requests().len();
    let document = world.run(&["free", "wed", "--with", "bob@xebia.com", "--json"]).exits(3).json();
    assert_eq!(document["with"][0]["status"], "sign_in_required");
    assert!(
        world.sandbox.requests()[before..].iter().all(|seen| !seen.path.ends_with("getSchedule")),
        "it was not asked in vain"
    );
}

#[test]
fn hours_in_meetings_count_every_minute_once() {
    let world = World::three_accounts();
    let run =
        world.run(&["stats", "--json"]).success().says("2 meetings of whole days are not counted (--all-day)").json();
    assert_eq!(run["range"], json!({ "start": "2026-11-23T00:00:00+01:00", "end": "2026-11-30T00:00:00+01:00" }));
    let events = world.json(&["events", "--week", "--json"]);
    let busy: Vec<&Value> =
        list(&events, "events").iter().filter(|event| is_busy(event) && event["all_day"] == false).collect();
    let (from, to) = span(&run["range"]);
    let minutes = |of: &dyn Fn(&Value) -> bool, least: usize| {
        let spans: Vec<_> = busy.iter().filter(|event| of(event)).map(|event| span(event)).collect();
        let at = |minute: i64| spans.iter().filter(|(start, end)| *start <= minute && minute < *end).count();
        (from..to).step_by(60).filter(|minute| at(*minute) >= least).count()
    };
    let has_length = busy.iter().filter(|event| span(event).0 < span(event).1).count();
    assert_eq!(
        run["totals"],
        json!({ "minutes": minutes(&|_| true, 1), "events": has_length, "overlap_minutes": minutes(&|_| true, 2) })
    );
    for group in list(&run, "by_account") {
        let of = |event: &Value| {
            list(event, "copies").iter().any(|copy| {
                copy["account"] == group["key"] && copy["response"] != "declined" && copy["show_as"] != "free"
            })
        };
        assert_eq!(group["minutes"], minutes(&of, 1), "{group}");
    }
    for group in list(&run, "by_organizer") {
        assert_eq!(
            group["minutes"],
            minutes(&|event: &Value| event["organizer"]["email"] == group["key"], 1),
            "{group}"
        );
    }
    assert!(list(&run, "by_category").iter().any(|group| group["key"].is_null()));
    let days: Vec<&str> = list(&run, "by_day").iter().map(|group| group["key"].as_str().unwrap()).collect();
    assert!(days.is_sorted() && days[0] == "2026-11-23");
    let total: u64 = list(&run, "by_day").iter().map(|group| group["minutes"].as_u64().unwrap()).sum();
    assert_eq!(total, run["totals"]["minutes"], "a minute is on one day");
    let kinds: Vec<&Value> = list(&run, "timesheet").iter().map(|line| &line["by"]).collect();
    assert!(
        ["account", "day", "organizer", "category", "day_account"].iter().all(|kind| kinds.contains(&&json!(kind)))
    );

    let with_days = world.json(&["stats", "--all-day", "--json"]);
    assert!(with_days["totals"]["minutes"].as_u64().unwrap() >= 2 * 1440);
    let sheet = world.json(&["stats", "today", "--by", "day-account", "--json"]);
    let first = &list(&sheet, "timesheet")[0];
    assert_eq!(support::keys(first).len(), 8);
    assert!(list(&sheet, "timesheet").iter().all(|line| line["by"] == "day_account" && line["day"] == "2026-11-23"));
    let csv = world.run(&["stats", "today", "--by", "day-account", "--csv"]).success().stdout;
    assert_eq!(csv, world.run(&["stats", "today", "--by", "day-account", "--format", "csv"]).success().stdout);
    let lines: Vec<&str> = csv.lines().map(|line| line.trim_start_matches('\u{feff}')).collect();
    assert_eq!(lines[0], "by,day,account,organizer,category,minutes,hours,events");
    assert_eq!(lines[1], "day_account,2026-11-23,marimer,,,300,5.0,5");
    let text = world.run(&["stats", "today", "--by", "account"]).success().stdout;
    assert!(text.contains("By account\n") && text.contains("####") && !text.contains("By day"), "{text}");
}

#[test]
fn whoever_rests_is_told_where_free_time_is_looked_for_and_so_is_who_was_asked_about() {
    let world = World::three_accounts();
    world.run(&["account", "set", "personal", "--enabled", "false"]).success();
    for command in ["free", "busy", "conflicts"] {
        world.run(&[command, "today"]).success().says("personal rests, and was not asked:");
        let named = world.run(&[command, "today", "--account", "xebia"]).success();
        assert!(!named.stderr.contains("rests"), "{named:#?}");
    }
    world.run(&["free", "today", "--with", "bob@xebia.com"]).success().says("Asked about: bob@xebia.com through xebia");
}
