//! When: the grammar of times wherever one is typed, what it refuses, the zones, and the times of other zones beside them.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::ALICE_XEBIA;
use serde_json::{Value, json};
use support::World;

fn xebia() -> World {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world
}

/// The range of a document, in the zone of the run.
fn range(document: &Value) -> [&str; 2] {
    ["start", "end"].map(|end| document["range"][end].as_str().unwrap())
}

#[test]
fn words_and_flags_read_the_same_grammar() {
    let world = xebia();
    for (args, start, end) in [
        (&["9:30..11:00"][..], "11-23T09:30", "11-23T11:00"),
        (&["--from", "9:30", "--to", "11:00"], "11-23T09:30", "11-23T11:00"),
        (&["from", "9:30", "until", "11:00"], "11-23T09:30", "11-23T11:00"),
        (&["22:00..2:00"], "11-23T22:00", "11-24T02:00"),
        (&["--from", "22:00", "--to", "2:00"], "11-23T22:00", "11-24T02:00"),
        (&["tomorrow", "9:30..11:00"], "11-24T09:30", "11-24T11:00"),
        (&["fri 14:00 to 90m"], "11-27T14:00", "11-27T15:30"),
        (&["--from", "fri 14:00", "--to", "90m"], "11-27T14:00", "11-27T15:30"),
        (&["mon..3d"], "11-23T00:00", "11-26T00:00"),
        (&["now..24:00"], "11-23T09:40", "11-24T00:00"),
        (&["-90m..now"], "11-23T08:10", "11-23T09:40"),
        (&["--from", "-90m", "--to", "+90m"], "11-23T08:10", "11-23T11:10"),
        (&["..wed"], "11-23T00:00", "11-26T00:00"),
        (&["until", "wed"], "11-23T00:00", "11-26T00:00"),
        (&["2026-w48"], "11-23T00:00", "11-30T00:00"),
        (&["last", "weekend"], "11-21T00:00", "11-23T00:00"),
        (&["23", "nov", "9:30"], "11-23T09:30", "11-24T00:00"),
        (&["-2w"], "11-09T00:00", "11-10T00:00"),
    ] {
        let document = world.json(&[&["events", "--json"], args].concat());
        assert_eq!(range(&document), [start, end].map(|time| format!("2026-{time}:00+01:00")), "{args:?}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_with_both_before_anybody_is_asked() {
    let world = xebia();
    let before = world.sandbox.requests().len();
    for (args, readings) in [
        (&["3/4"][..], ["3 April", "4 March"]),
        (&["03-04"], ["3 April", "4 March"]),
        (&["3.4."], ["3 April", "4 March"]),
        (&["3/4/2026"], ["3 April 2026", "4 March 2026"]),
        (&["9"], ["9:00", "9 November"]),
        (&["9.30"], ["30 September", "9:30"]),
        (&["3d"], ["the day 3 days from today", "3 days from today on"]),
        (&["today", "to", "3/4"], ["3 April", "4 March"]),
        (&["--from", "today", "--to", "9"], ["9:00", "9 November"]),
    ] {
        let run = world.run(&[&["events", "--json"], args].concat()).exits(2);
        let error = &run.json()["error"];
        assert_eq!([&error["kind"], &error["code"]], [&json!("usage"), &json!("ambiguous_time")], "{args:?}");
        for reading in readings {
            assert!(error["message"].as_str().unwrap().contains(reading), "{args:?}: {error}");
            assert!(run.stderr.contains(reading), "{args:?}: {run:?}");
        }
        assert_eq!(error["hints"].as_array().unwrap().len(), 2, "{error}");
    }
    world.run(&["events", "23/11"]).exits(2).says("23 November").says("type `23 nov`");
    world.run(&["events", "11/23/2026"]).exits(2).says("type `2026-11-23`");
    world
        .run(&["events", "soon"])
        .exits(2)
        .says("not a time that calcli understands")
        .says("next week")
        .says("fri 14:00");
    world.run(&["events", "25:00"]).exits(2).says("There is no such time as `25:00`");
    world.run(&["events", "9:30..9:30"]).exits(2).says("The range is empty");
    assert_eq!(world.sandbox.requests().len(), before);
    assert!(world.run(&["explain", "ambiguous_time"]).success().stdout.contains("two"));
}

#[test]
fn verbose_shows_the_range_as_it_could_be_typed() {
    let world = xebia();
    for (words, written) in [
        ("today", "2026-11-23"),
        ("week", "2026-11-23..2026-11-29"),
        ("9:30..90m", "2026-11-23T09:30..2026-11-23T11:00"),
        ("2026-10-25T00:30Z..4:00", "2026-10-25T02:30+02:00..2026-10-25T04:00"),
    ] {
        let run = world.run(&["events", "-v", "--json", words]).success();
        let line = format!("range {written} in Europe/Amsterdam\n");
        assert!(run.stderr.contains(&line), "{words}: {}", run.stderr);
        let again = world.json(&["events", "--json", written]);
        assert_eq!(again["range"], run.json()["range"], "{words}");
    }
    assert!(!world.run(&["events", "week"]).success().stderr.contains("range"));
}

#[test]
fn the_locale_of_the_machine_changes_nothing() {
    let world = xebia();
    let of = |world: &World| {
        ["fri", "23 nov 9:30", "next month"].map(|words| world.json(&["events", "--json", words])["range"].clone())
    };
    let here = of(&world);
    let world = world.env("LC_ALL", "de_DE.UTF-8").env("LANG", "en_US.UTF-8").env("LANGUAGE", "nl");
    assert_eq!(of(&world), here);
    world.run(&["events", "3/4"]).exits(2).says("3 April or 4 March");
    world.run(&["events", "freitag"]).exits(2);
}

#[test]
fn a_zone_has_a_name_of_iana_or_windows_whatever_its_case() {
    let world = xebia();
    for (name, iana, start) in [
        ("europe/amsterdam", "Europe/Amsterdam", "2026-11-23T00:00:00+01:00"),
        ("Pacific Standard Time", "America/Los_Angeles", "2026-11-23T00:00:00-08:00"),
        ("w. europe standard time", "Europe/Berlin", "2026-11-23T00:00:00+01:00"),
        ("British Columbia Standard Time", "America/Vancouver", "2026-11-23T00:00:00-07:00"),
        ("tzone://Microsoft/Utc", "UTC", "2026-11-23T00:00:00+00:00"),
        ("Kamchatka Standard Time", "Asia/Kamchatka", "2026-11-23T00:00:00+12:00"),
        ("Mid-Atlantic Standard Time", "Etc/GMT+2", "2026-11-23T00:00:00-02:00"),
    ] {
        let document = world.json(&["events", "2026-11-23", "--json", "--tz", name]);
        assert_eq!((document["time_zone"].as_str().unwrap(), range(&document)[0]), (iana, start), "{name}");
    }
    world.run(&["config", "set", "time_zone", "Tokyo Standard Time"]).success();
    let world = world.env("CALCLI_TZ", "");
    assert_eq!(world.json(&["events", "--json"])["time_zone"], "Asia/Tokyo");
    let world = world.env("CALCLI_TZ", "india standard time");
    assert_eq!(world.json(&["events", "--json"])["time_zone"], "Asia/Kolkata");
}

#[test]
fn an_unknown_zone_is_told_with_those_it_resembles_and_a_custom_one_for_what_it_is() {
    let world = xebia();
    for (flag, name, says) in [
        ("--tz", "Europe/Amsterdm", "did you mean `Europe/Amsterdam`?"),
        ("--tz", "New York", "did you mean `America/New_York`?"),
        ("--tz-also", "Pacific Standart Time", "did you mean `Pacific Standard Time`?"),
        ("--tz", "tzone://Microsoft/Custom", "own making"),
        ("--tz-also", "Customized Time Zone", "own making"),
        ("--tz-also", "Mars/Base", "use an IANA name"),
    ] {
        let run = world.run(&["events", "--json", flag, name]).exits(2).says(flag).says(says);
        assert_eq!(run.json()["error"]["code"], "unknown_zone", "{name}");
    }
    let run = world.run(&["config", "set", "time_zone", "Europe/Berln", "--json"]).exits(2);
    assert_eq!(run.json()["error"]["hints"][0], "did you mean `Europe/Berlin`?");
    let world = world.env("CALCLI_TZ", "Europe/Pari");
    world.run(&["events"]).exits(2).says("CALCLI_TZ").says("did you mean `Europe/Paris`?");
}

#[test]
fn other_zones_are_shown_beside_the_times_and_never_in_json() {
    let world = xebia();
    let also = ["--tz-also", "Eastern Standard Time", "--tz-also", "Asia/Tokyo"];
    let text = world.run(&[&["events", "mon..tue"], &also[..]].concat()).success().stdout;
    let line = |subject: &str| text.lines().filter(|line| line.contains(subject)).collect::<Vec<_>>();
    assert!(text.starts_with("  Amsterdam    New York     Tokyo\nToday · Mon 23 Nov\n"), "{text}");
    assert!(line("Standup")[0].contains("09:30–09:45  03:30–03:45  17:30–17:45 "), "{text}");
    assert!(line("Dinner")[0].contains("19:00–21:00  13:00–15:00  03:00–05:00 +1 "), "{text}");
    assert!(line("Working from home")[0].starts_with("  all day      "), "{text}");
    // Over midnight it is on both of the days that it touches.
    let release = line("Release window");
    assert_eq!(release.len(), 2, "{text}");
    assert!(release[0].contains("22:30–01:30  16:30–19:30  06:30–09:30 +1 "), "{text}");
    assert!(release[1].contains("→ 01:30      → 19:30 -1   → 09:30 "), "{text}");

    let plain = world.run(&["events", "--json"]).success().json();
    let run = world.run(&[&["events", "--json"], &also[..]].concat()).success();
    let document = run.json();
    assert_eq!([&document["events"], &document["range"]], [&plain["events"], &plain["range"]]);
    let named = |one: &&Value| one["subject"] == "Release window 🚀";
    assert_eq!(document["events"].as_array().unwrap().iter().filter(named).count(), 1);
}
