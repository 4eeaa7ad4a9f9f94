//! The agenda that scripts read: its document, the times it can be asked for, the zones, and one meeting in several mailboxes.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, BOB, CAROL, SHARED_APP, WORK_APP};
use calcli::sandbox::{Fault, FaultKind, Host, Options, Place, Sandbox};
use serde_json::{Value, json};
use support::World;

/// The subject of the meeting that wants to take over the terminal.
const ATTACK: &str = "\u{1b}[2J\u{1b}[31mURGENT\u{1b}[0m \u{202e}gnp.eciovni\u{202c} \
    \u{1b}]8;;https://evil.example\u{7}click\u{1b}]8;;\u{7}\u{9b}5m\u{2066}!\u{2069}";

/// Monday 23 November of the three accounts, as it has to be sorted.
const MONDAY: [&str; 23] = [
    "Conference 🎪",
    "Mum's birthday 🎂",
    "Working from home",
    "Focus time",
    "Dentist",
    ATTACK,
    "東京チーム引き継ぎ",
    "Standup",
    "Marimer stand-up",
    "Review queue",
    "Architecture review",
    "Budget call",
    "Submit timesheet",
    "Lunch walk",
    "Reorganisation Q&A",
    "Sprint planning",
    "Xebia × Marimer kick-off",
    "Customer desk",
    "Doctor",
    "設計レビュー 📐",
    "Inbox zero",
    "Dinner with everybody 🍽️",
    "Release window 🚀",
];

const HEAD: &str = "schema_version time_zone range{start end} complete accounts[{name status source fetched_at error}]";
const EVENT: &str = "id ical_uid account calendar{id name} subject start end all_day start_date end_date location join_url \
    web_url organizer{name email} show_as response sensitivity cancelled recurring categories[] \
    copies[{account calendar{id name} id response show_as}]";

/// The events of a document.
fn events(document: &Value) -> &[Value] {
    document["events"].as_array().unwrap()
}

/// Their subjects, in order.
fn subjects(document: &Value) -> Vec<&str> {
    events(document).iter().map(|event| event["subject"].as_str().unwrap()).collect()
}

/// The only event with this subject.
#[track_caller]
fn event<'a>(document: &'a Value, subject: &str) -> &'a Value {
    let mut found = events(document).iter().filter(|event| event["subject"] == subject);
    let event = found.next().unwrap_or_else(|| panic!("no {subject:?} among {:?}", subjects(document)));
    assert!(found.next().is_none(), "{subject:?} is there more than once");
    event
}

/// Some values of an event.
fn values<const N: usize>(event: &Value, keys: [&str; N]) -> Value {
    keys.iter().map(|key| event[key].clone()).collect()
}

/// Who has a copy, and what was answered there.
fn copies(event: &Value) -> Value {
    event["copies"].as_array().unwrap().iter().map(|copy| json!([copy["account"], copy["response"]])).collect()
}

/// From when to when a command line asks.
fn range(world: &World, args: &[&str]) -> [String; 2] {
    let document = world.json(&[&["events", "--json"], args].concat());
    ["start", "end"].map(|end| document["range"][end].as_str().unwrap().to_owned())
}

#[test]
fn the_document_is_the_contracts_with_every_key_and_everything_sorted() {
    let world = World::three_accounts();
    let run = world.run(&["events", "--json"]).success();
    let document = run.json();

    assert_eq!(support::outline(&run.stdout), format!("{{{HEAD} events[{{{EVENT}}}]}}"));
    assert_eq!(values(&document, ["schema_version", "time_zone", "complete"]), json!([1, "Europe/Amsterdam", true]));
    assert_eq!(document["range"], json!({ "start": "2026-11-23T00:00:00+01:00", "end": "2026-11-24T00:00:00+01:00" }));
    for (account, name) in document["accounts"].as_array().unwrap().iter().zip(["xebia", "marimer", "personal"]) {
        assert_eq!(values(account, ["name", "status", "source", "error"]), json!([name, "ok", "live", null]));
        let fetched = account["fetched_at"].as_str().unwrap();
        assert!(fetched.len() == "2026-11-23T08:12:04Z".len() && fetched.ends_with('Z'), "{fetched}");
    }
    assert_eq!(document["accounts"].as_array().unwrap().len(), 3);
    assert_eq!(subjects(&document), MONDAY);
    assert_eq!(run.stderr, "2 meetings are not shown: 1 declined (--declined), 1 cancelled (--cancelled)\n");

    for event in events(&document) {
        for key in ["id", "subject", "start", "end", "show_as", "response", "sensitivity"] {
            assert!(event[key].is_string(), "{key} of {event}");
        }
        for key in ["all_day", "cancelled", "recurring"] {
            assert!(event[key].is_boolean(), "{key} of {event}");
        }
        for key in ["start", "end"] {
            let time = event[key].as_str().unwrap();
            assert!(time.ends_with("+01:00") && time.len() == "2026-11-23T00:00:00+01:00".len(), "{time}");
        }
        for key in ["ical_uid", "location", "join_url", "web_url", "start_date", "end_date"] {
            assert!(event[key].is_null() || !event[key].as_str().unwrap().is_empty(), "{key} of {event}");
        }
        let first = &event["copies"][0];
        assert_eq!(
            values(first, ["account", "id", "response", "show_as", "calendar"]),
            values(event, ["account", "id", "response", "show_as", "calendar"])
        );
    }
}

#[test]
fn every_sort_of_meeting_says_what_it_is() {
    let world = World::three_accounts();
    let document = world.json(&["events", "--json"]);
    let of = |subject, keys: [&str; 3]| values(event(&document, subject), keys);

    let when = ["start", "end", "all_day"];
    assert_eq!(of("Submit timesheet", when), json!(["2026-11-23T12:00:00+01:00", "2026-11-23T12:00:00+01:00", false]));
    assert_eq!(of("Release window 🚀", when), json!(["2026-11-23T22:30:00+01:00", "2026-11-24T01:30:00+01:00", false]));
    assert_eq!(of("Conference 🎪", when), json!(["2026-11-22T00:00:00+01:00", "2026-11-25T00:00:00+01:00", true]));
    assert_eq!(of("Conference 🎪", ["start_date", "end_date", "show_as"]), json!(["2026-11-22", "2026-11-25", "oof"]));
    assert_eq!(of("Dentist", ["start_date", "end_date", "recurring"]), json!([null, null, false]));

    let answer = ["response", "show_as", "sensitivity"];
    assert_eq!(of("Standup", answer), json!(["accepted", "busy", "normal"]));
    assert_eq!(of("Budget call", answer), json!(["tentative", "tentative", "normal"]));
    assert_eq!(of("Reorganisation Q&A", answer), json!(["not_responded", "tentative", "normal"]));
    assert_eq!(of("Doctor", answer), json!(["organizer", "busy", "private"]));
    assert_eq!(of("Lunch walk", answer), json!(["organizer", "free", "normal"]));
    assert_eq!(of("Working from home", answer), json!(["organizer", "working_elsewhere", "normal"]));

    let rest = ["recurring", "categories", "cancelled"];
    assert_eq!(of("Standup", rest), json!([true, ["Team"], false]));
    assert_eq!(of("Architecture review", rest), json!([false, ["Architecture", "Team"], false]));
    let place = ["location", "join_url", "organizer"];
    let bob = json!({ "name": BOB.name, "email": BOB.username });
    assert_eq!(of("Focus time", place)[0], Value::Null);
    assert_eq!(of("Focus time", place)[1], Value::Null);
    assert_eq!(of("Architecture review", place)[0], "Room 4");
    assert_eq!(of("Architecture review", place)[2], bob);
    assert!(
        of("Architecture review", place)[1].as_str().unwrap().starts_with("https://teams.microsoft.com/l/meetup-join/")
    );
    assert_eq!(event(&document, "Customer desk")["calendar"]["name"], "Projects");
}

#[test]
fn a_hostile_subject_is_whole_in_json_and_harmless_on_a_screen() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let run = world.run(&["events", "--json"]).success();
    assert_eq!(event(&run.json(), ATTACK)["response"], "not_responded");
    for args in [&["events", "--json"][..], &["events"], &["events", "--color", "never"]] {
        let run = world.run(args).success();
        let turns = |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
        let raw = |c: char| (c.is_control() && c != '\n') || turns(c);
        assert!(!run.stdout.contains(raw) && !run.stderr.contains(raw), "{args:?}: {run:?}");
    }
    let text = world.run(&["events"]).success().stdout;
    assert!(text.contains("URGENT gnp.eciovni click!"), "{text}");
    assert!(!text.contains("evil.example"), "{text}");
    // Colours that were asked for are calcli's own; the subject's red is not among them.
    let colored = world.run(&["events", "--color", "always"]).success().stdout;
    assert!(colored.contains("URGENT gnp.eciovni click!") && !colored.contains("\u{1b}[2J"), "{colored:?}");
}

#[test]
fn every_way_to_say_when_is_a_half_open_range_of_local_time() {
    let world = World::new();
    world.account("personal", "consumers", &ALICE_OUTLOOK);
    for (args, start, end) in [
        (&[][..], "11-23T00:00:00+01:00", "11-24T00:00:00+01:00"),
        (&["--today"], "11-23T00:00:00+01:00", "11-24T00:00:00+01:00"),
        (&["today"], "11-23T00:00:00+01:00", "11-24T00:00:00+01:00"),
        (&["--tomorrow"], "11-24T00:00:00+01:00", "11-25T00:00:00+01:00"),
        (&["--week"], "11-23T00:00:00+01:00", "11-30T00:00:00+01:00"),
        (&["--next-week"], "11-30T00:00:00+01:00", "12-07T00:00:00+01:00"),
        (&["next", "week"], "11-30T00:00:00+01:00", "12-07T00:00:00+01:00"),
        (&["next week"], "11-30T00:00:00+01:00", "12-07T00:00:00+01:00"),
        (&["--days", "3"], "11-23T00:00:00+01:00", "11-26T00:00:00+01:00"),
        (&["+3d"], "11-26T00:00:00+01:00", "11-27T00:00:00+01:00"),
        (&["--", "-1w"], "11-16T00:00:00+01:00", "11-17T00:00:00+01:00"),
        (&["--from", "-1w", "--to", "-1d"], "11-16T00:00:00+01:00", "11-23T00:00:00+01:00"),
        (&["fri"], "11-27T00:00:00+01:00", "11-28T00:00:00+01:00"),
        (&["mon..fri"], "11-23T00:00:00+01:00", "11-28T00:00:00+01:00"),
        (&["tue", "to", "thu"], "11-24T00:00:00+01:00", "11-27T00:00:00+01:00"),
        (&["now"], "11-23T09:40:00+01:00", "11-24T00:00:00+01:00"),
        (&["2026-11-25"], "11-25T00:00:00+01:00", "11-26T00:00:00+01:00"),
        (&["2026-W48"], "11-23T00:00:00+01:00", "11-30T00:00:00+01:00"),
        (&["fri", "14:00"], "11-27T14:00:00+01:00", "11-28T00:00:00+01:00"),
        (&["90m"], "11-23T09:40:00+01:00", "11-23T11:10:00+01:00"),
        (&["-90m"], "11-23T08:10:00+01:00", "11-23T09:40:00+01:00"),
        (&["--to", "fri"], "11-23T00:00:00+01:00", "11-28T00:00:00+01:00"),
        (&["--from", "2026-11-24", "--to", "2026-11-24"], "11-24T00:00:00+01:00", "11-25T00:00:00+01:00"),
        (
            &["--from", "2026-11-24T12:00", "--to", "2026-11-24T13:30:00+00:00"],
            "11-24T12:00:00+01:00",
            "11-24T14:30:00+01:00",
        ),
    ] {
        assert_eq!(range(&world, args), [start, end].map(|end| format!("2026-{end}")), "{args:?}");
    }
    // With an open end it goes on for a year.
    for args in [&["--from", "fri"][..], &["from", "fri"], &["fri.."]] {
        assert_eq!(range(&world, args), ["2026-11-27T00:00:00+01:00", "2027-11-27T00:00:00+01:00"], "{args:?}");
    }
    // The longest that may be asked for is not too long for Graph.
    assert_eq!(range(&world, &["--days", "1464"])[1], "2030-11-26T00:00:00+01:00");
    assert_eq!(range(&world, &["--month"]), ["2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00"]);

    // The edges: what ends as the range begins is not in it; what begins as it ends neither; what spans it is.
    let within = |from: &str, to: &str| {
        let args = ["events", "--json", "--from", from, "--to", to];
        subjects(&world.json(&args)).iter().map(|subject| (*subject).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(within("2026-11-23T09:00", "2026-11-23T19:00"), ["Mum's birthday 🎂"]);
    assert_eq!(
        within("2026-11-23T08:59", "2026-11-23T19:01"),
        ["Mum's birthday 🎂", "Dentist", "Dinner with everybody 🍽️"]
    );
    assert_eq!(within("2026-11-24T23:00", "2026-11-25T01:00"), ["Night train to Wien 🚆"]);
}

#[test]
fn a_meeting_without_length_is_in_the_range_that_it_starts_in() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let holds = |from: &str, to: &str| {
        subjects(&world.json(&["events", "--json", "--from", from, "--to", to])).contains(&"Submit timesheet")
    };
    assert!(holds("2026-11-23T12:00", "2026-11-23T12:01"));
    assert!(!holds("2026-11-23T11:00", "2026-11-23T12:00"));
    assert!(!holds("2026-11-23T12:01", "2026-11-23T13:00"));
}

#[test]
fn a_week_with_a_clock_change_keeps_wall_clock_times_and_days_of_23_and_25_hours() {
    let mut world = World::new();
    world.sandbox = Sandbox::start(Options { today: "2026-10-25".parse().unwrap(), ..Options::default() }).unwrap();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("personal", "consumers", &ALICE_OUTLOOK);
    let world = world.env("CALCLI_NOW", "2026-03-29T12:00:00+02:00");
    assert_eq!(range(&world, &["--today"]), ["2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"]);
    assert_eq!(range(&world, &["--week"]), ["2026-03-23T00:00:00+01:00", "2026-03-30T00:00:00+02:00"]);
    let document = world.json(&["events", "--json", "--from", "2026-03-23", "--to", "2026-04-03"]);
    let starts = |subject: &str| {
        let named = events(&document).iter().filter(|event| event["subject"] == subject);
        named.map(|event| event["start"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(starts("Focus time")[4..6], ["2026-03-27T08:00:00+01:00", "2026-03-30T08:00:00+02:00"]);
    // Tokyo does not change its clocks and New York did three weeks before.
    assert_eq!(starts("東京チーム引き継ぎ"), ["2026-03-23T09:00:00+01:00", "2026-03-30T10:00:00+02:00"]);
    assert_eq!(starts("Boston catch-up"), ["2026-03-25T15:00:00+01:00", "2026-04-01T16:00:00+02:00"]);

    let world = world.env("CALCLI_NOW", "2026-10-25T02:30:00+01:00");
    assert_eq!(range(&world, &["--today"]), ["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"]);
    assert_eq!(range(&world, &["--week"]), ["2026-10-19T00:00:00+02:00", "2026-10-26T00:00:00+01:00"]);
    assert_eq!(range(&world, &["now"]), ["2026-10-25T02:30:00+01:00", "2026-10-26T00:00:00+01:00"]);
    let document = world.json(&["events", "--json", "--today"]);
    let birthday = ["start", "end", "start_date", "end_date"];
    assert_eq!(
        values(event(&document, "Mum's birthday 🎂"), birthday),
        json!(["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "2026-10-25", "2026-10-26"])
    );
    // It spans the hour that comes twice.
    let overnight = world.json(&["events", "--json", "--account", "xebia"]);
    assert_eq!(event(&overnight, "Release window 🚀")["end"], "2026-10-26T01:30:00+01:00");
}

#[test]
fn whole_days_keep_their_dates_in_every_zone_and_instants_move() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.account("carol", "consumers", &CAROL);
    for (zone, offset, standup) in [
        ("Europe/Amsterdam", "+01:00", "2026-11-23T09:30:00+01:00"),
        // Since 2026 the whole year in daylight saving time.
        ("America/Vancouver", "-07:00", "2026-11-23T01:30:00-07:00"),
        ("Asia/Kathmandu", "+05:45", "2026-11-23T14:15:00+05:45"),
        ("Pacific/Niue", "-11:00", "2026-11-23T21:30:00-11:00"),
        ("Pacific/Kiritimati", "+14:00", "2026-11-23T22:30:00+14:00"),
        ("Pacific/Apia", "+13:00", "2026-11-23T21:30:00+13:00"),
        ("UTC", "+00:00", "2026-11-23T08:30:00+00:00"),
    ] {
        let document = world.json(&["events", "2026-11-23", "--json", "--tz", zone]);
        assert_eq!(document["time_zone"], zone);
        assert_eq!(document["range"]["start"], format!("2026-11-23T00:00:00{offset}"));
        let whole: Vec<&Value> = events(&document).iter().filter(|event| event["all_day"] == true).collect();
        let dates: Vec<Value> =
            whole.iter().map(|event| values(event, ["subject", "start_date", "end_date"])).collect();
        assert_eq!(
            json!(dates),
            json!([
                ["Conference 🎪", "2026-11-22", "2026-11-25"],
                ["Day off", "2026-11-23", "2026-11-24"],
                ["Working from home", "2026-11-23", "2026-11-24"]
            ]),
            "{zone}"
        );
        assert_eq!(whole[1]["start"], format!("2026-11-23T00:00:00{offset}"));
        assert_eq!(whole[1]["end"], format!("2026-11-24T00:00:00{offset}"));
        assert_eq!(event(&document, "Standup")["start"], standup, "{zone}");
    }
}

#[test]
fn a_meeting_in_several_mailboxes_is_one_meeting_with_its_copies_in_order() {
    let world = World::three_accounts();
    let document = world.json(&["events", "--json"]);
    let kick_off = event(&document, "Xebia × Marimer kick-off");
    assert_eq!(values(kick_off, ["account", "response", "show_as"]), json!(["marimer", "accepted", "busy"]));
    assert_eq!(copies(kick_off), json!([["marimer", "accepted"], ["xebia", "tentative"]]));
    let dinner = event(&document, "Dinner with everybody 🍽️");
    assert_eq!(copies(dinner), json!([["personal", "organizer"], ["xebia", "accepted"], ["marimer", "not_responded"]]));
    let ids: Vec<&Value> = dinner["copies"].as_array().unwrap().iter().map(|copy| &copy["id"]).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] == &dinner["id"], "{ids:?}");

    let every = world.json(&["events", "--json", "--no-dedupe"]);
    let named = |subject: &str| subjects(&every).iter().filter(|one| **one == subject).count();
    assert_eq!([named("Dinner with everybody 🍽️"), named("Xebia × Marimer kick-off"), named("Standup")], [3, 2, 1]);
    assert!(events(&every).iter().all(|event| event["copies"].as_array().unwrap().len() == 1));

    // Without the organizer's mailbox the next best copy is shown.
    let two = world.json(&["events", "--json", "--except", "personal"]);
    assert_eq!(
        copies(event(&two, "Dinner with everybody 🍽️")),
        json!([["xebia", "accepted"], ["marimer", "not_responded"]])
    );

    let text = world.run(&["events"]).success().stdout;
    assert_eq!(text.matches("Dinner with everybody").count(), 1, "{text}");
    assert!(text.contains("personal+xebia+marimer"), "{text}");
}

#[test]
fn what_was_declined_or_cancelled_is_hidden_counted_and_shown_when_asked_for() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let plain = world.run(&["events", "--json"]).success();
    let (declined, cancelled) = ("Vendor pitch", "Canceled: Hiring debrief");
    assert!(!subjects(&plain.json()).iter().any(|subject| [declined, cancelled].contains(subject)));
    plain.says("2 meetings are not shown: 1 declined (--declined), 1 cancelled (--cancelled)");

    let run = world
        .run(&["events", "--json", "--declined"])
        .success()
        .says("1 meeting is not shown: cancelled (--cancelled)");
    assert_eq!(
        values(event(&run.json(), declined), ["response", "show_as", "cancelled"]),
        json!(["declined", "free", false])
    );
    let run =
        world.run(&["events", "--json", "--cancelled"]).success().says("1 meeting is not shown: declined (--declined)");
    assert_eq!(event(&run.json(), cancelled)["cancelled"], true);
    let both = world.run(&["events", "--declined", "--cancelled"]).success();
    assert_eq!(both.stderr, "");
    assert!(both.stdout.contains("Vendor pitch (declined)"), "{}", both.stdout);
    assert!(both.stdout.contains("Canceled: Hiring debrief (cancelled)"), "{}", both.stdout);
    assert_eq!(world.run(&["events", "--quiet"]).success().stderr, "");
}

#[test]
fn pages_of_any_size_come_to_the_same_agenda() {
    let world = World::three_accounts();
    let whole = world.json(&["events", "--week", "--json"]);
    for size in [1, 2, 7] {
        world.sandbox.clear_faults();
        world.sandbox.inject(FaultKind::SmallPages { size });
        let paged = world.json(&["events", "--week", "--json"]);
        assert_eq!(paged["events"], whole["events"], "pages of {size}");
        assert_eq!(paged["complete"], true);
    }
}

#[test]
fn by_default_the_calendars_that_one_owns_are_read_and_any_others_by_name() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let names = |args: &[&str]| {
        let document = world.json(&[&["events", "--json"], args].concat());
        let calendars = events(&document).iter().flat_map(|event| event["copies"].as_array().unwrap().clone());
        let mut names: Vec<String> =
            calendars.map(|copy| copy["calendar"]["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names.dedup();
        names
    };
    let choose = |calendars: &[&str]| {
        let flags = calendars.iter().flat_map(|name| ["--calendar", name]);
        world.run(&["account", "set", "xebia"].into_iter().chain(flags).collect::<Vec<_>>()).success();
    };
    assert_eq!(names(&["--month"]), ["Calendar", "Projects"]);
    choose(&["projects"]);
    assert_eq!(names(&["--month"]), ["Projects"]);
    choose(&["Holidays", "PROJECTS"]);
    assert_eq!(names(&["--from", "2026-12-01", "--to", "2026-12-31"]), ["Holidays", "Projects"]);

    choose(&["Projects", "Nonsense"]);
    let run = world.run(&["events", "--json"]).exits(3).says("\"Nonsense\"").says("calendar_not_found");
    let run = run.says("→ calcli calendars --account xebia\n");
    let document = run.json();
    assert_eq!(subjects(&document), ["Customer desk"]);
    let account = &document["accounts"][0];
    assert_eq!(values(account, ["name", "status", "source"]), json!(["xebia", "error", "live"]));
    assert_eq!(document["complete"], false);
    choose(&["Nonsense"]);
    let run = world.run(&["events", "--json"]).exits(1);
    assert_eq!(values(&run.json()["accounts"][0], ["status", "source", "fetched_at"]), json!(["error", null, null]));
}

#[test]
fn every_calendar_can_be_read_where_sharing_was_asked_for() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.run(&["account", "set", "xebia", "--calendar", "*"]).success();
    // Without the permission the shared calendar alone is missing.
    let run = world.run(&["events", "--json"]).exits(3).says("ErrorAccessDenied").says("\"Bob Jansen\"");
    let document = run.json();
    assert_eq!(values(&document["accounts"][0], ["status", "source"]), json!(["forbidden", "live"]));
    assert_eq!(event(&document, "Focus time")["account"], "xebia");
    assert!(!subjects(&document).contains(&"Gym"));

    world.run(&["account", "set", "xebia", "--scopes", "shared"]).success();
    world.login("xebia", &ALICE_XEBIA).success();
    let document = world.json(&["events", "--week", "--json"]);
    let gym = events(&document).iter().find(|event| event["subject"] == "Gym").unwrap();
    assert_eq!(gym["calendar"]["name"], "Bob Jansen");
    // Of a private meeting a colleague shares neither subject nor place; the place comes from the own copy.
    let mut private = events(&document).iter().filter(|event| event["sensitivity"] == "private");
    let one_on_one = private.find(|event| event["recurring"] == true).unwrap();
    assert_eq!(values(one_on_one, ["location", "response"]), json!(["Room 2", "organizer"]));
    let calendars = one_on_one["copies"].as_array().unwrap().iter();
    assert_eq!(calendars.map(|copy| &copy["calendar"]["name"]).collect::<Vec<_>>(), ["Bob Jansen", "Calendar"]);
}

#[test]
fn graph_is_asked_for_the_fields_of_a_day_around_with_immutable_ids_and_nothing_else() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let before = world.sandbox.requests().len();
    let document = world.json(&["events", "--json"]);
    assert!(events(&document).iter().all(|event| event["id"].as_str().unwrap().starts_with("AAkALg")));
    let requests = world.sandbox.requests().split_off(before);
    assert_eq!(requests.len(), 3, "{requests:#?}");
    for request in &requests {
        assert_eq!((request.host, request.method.as_str(), request.status), (Host::Graph, "GET", 200));
        assert_eq!(request.prefer, [r#"IdType="ImmutableId""#]);
        assert!(request.query.contains("$select=") || request.query.contains("%24select="), "{}", request.query);
        assert!(!request.query.to_lowercase().contains("body"), "{}", request.query);
        assert_eq!(request.bearer_user.as_deref(), Some(ALICE_XEBIA.username));
    }
    let views: Vec<_> = requests.iter().filter(|request| request.path.ends_with("calendarView")).collect();
    assert_eq!(views.len(), 2);
    for view in views {
        assert!(view.query.contains("startDateTime=2026-11-21T23:00:00Z"), "{}", view.query);
        assert!(view.query.contains("endDateTime=2026-11-24T23:00:00Z"), "{}", view.query);
    }
}

#[test]
fn a_mailbox_is_asked_four_things_at_once_at_most_and_counted_once_however_it_is_reached() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    world.add("again", "xebia.com", &WORK_APP);
    for name in ["xebia", "again"] {
        world.run(&["account", "set", name, "--scopes", "shared", "--calendar", "*"]).success();
        world.login(name, &ALICE_XEBIA).success();
    }
    let before = world.sandbox.requests().len();
    world.sandbox.inject(Fault::new(FaultKind::Slow { millis: 150 }).at(Place::Graph));
    let one = world.json(&["events", "--json", "--account", "xebia"]);
    assert!(world.sandbox.peak_concurrency(ALICE_XEBIA.username) <= 4);
    assert!(world.sandbox.requests()[before..].iter().all(|request| request.status == 200));

    let two = world.json(&["events", "--json"]);
    assert_eq!(two["events"], one["events"]);
    assert_eq!(copies(event(&two, "Focus time")), json!([["xebia", "organizer"]]));
}

#[test]
fn accounts_are_chosen_by_flag_and_variable_and_keep_the_configs_order() {
    let world = World::three_accounts();
    let names = |world: &World, args: &[&str]| {
        let document = world.json(&[&["events", "--json"], args].concat());
        let accounts = document["accounts"].as_array().unwrap().clone();
        accounts.iter().map(|account| account["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&world, &[]), ["xebia", "marimer", "personal"]);
    assert_eq!(names(&world, &["--account", "personal", "--account", "XEBIA"]), ["xebia", "personal"]);
    assert_eq!(names(&world, &["-a", "marimer", "-a", "marimer"]), ["marimer"]);
    assert_eq!(names(&world, &["--except", "marimer", "--except", "Xebia"]), ["personal"]);
    let before = world.sandbox.requests().len();
    assert_eq!(names(&world, &["--except", "marimer"]), ["xebia", "personal"]);
    let seen = world.sandbox.requests().split_off(before);
    assert!(seen.iter().all(|request| request.bearer_user.as_deref() != Some(ALICE_MARIMER.username)));

    for args in [&["--account", "nobody"][..], &["--except", "nobody"]] {
        let run = world.run(&[&["events", "--json"], args].concat()).exits(2);
        let error = &run.json()["error"];
        assert_eq!(values(error, ["kind", "code"]), json!(["usage", "unknown_account"]));
        assert!(error["message"].as_str().unwrap().contains("xebia, marimer, personal"), "{error}");
        run.says("nobody");
    }

    world.run(&["account", "set", "marimer", "--enabled", "false"]).success();
    assert_eq!(names(&world, &[]), ["xebia", "personal"]);
    assert_eq!(names(&world, &["--account", "marimer"]), ["marimer"]);
    let run = world.run(&["events", "--json", "--except", "xebia", "--except", "personal"]).exits(1);
    assert_eq!(values(&run.json()["error"], ["kind", "code"]), json!(["config", "no_account_asked"]));

    let world = world.env("CALCLI_ACCOUNT", " personal , XEBIA,");
    assert_eq!(names(&world, &[]), ["xebia", "personal"]);
    assert_eq!(names(&world, &["--account", "marimer"]), ["marimer"]);
    let world = world.env("CALCLI_ACCOUNT", "personal,nobody");
    let run = world.run(&["events", "--json"]).exits(2);
    assert!(run.json()["error"]["message"].as_str().unwrap().contains("nobody"));
}
