//! The forms of an answer, as the binary prints them: who reads them gets all of it, and what is wrong with a form is told before
//! anything is asked.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA};
use csv::ReaderBuilder;
use serde_json::{Value, json};
use std::fs;
use support::World;

const FORMATS: [&str; 9] = ["table", "plain", "json", "jsonl", "csv", "tsv", "markdown", "ics", "html"];

/// The records of a table of values, without its heading.
fn records(text: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Whether a text holds what a terminal obeys.
fn drives_a_terminal(text: &str) -> bool {
    text.contains(|c: char| (c.is_control() && !"\r\n\t".contains(c)) || ('\u{202a}'..='\u{202e}').contains(&c))
}

#[test]
fn every_form_of_every_listing_has_every_row() {
    let world = World::three_accounts();
    for (command, key) in [("events", "events"), ("calendars", "calendars"), ("list", "accounts")] {
        let document = world.json(&[command, "--json"]);
        let rows = document[key].as_array().unwrap();
        for format in FORMATS {
            let run = world.run(&[command, "--format", format]);
            if format == "ics" && command != "events" {
                run.exits(2).says("This answer cannot be had as ics.").says("choose one of table, plain, json, jsonl");
                continue;
            }
            let text = run.success().stdout;
            assert!(!drives_a_terminal(&text), "{command} --format {format}: {text:?}");
            let found = match format {
                "jsonl" => text.lines().count(),
                "csv" => records(&text, b',').len(),
                "tsv" => records(&text, b'\t').len(),
                "markdown" => text.lines().count() - 2,
                "ics" => text.matches("BEGIN:VEVENT\r\n").count(),
                "html" if command == "events" => text.matches("class=\"one ").count(),
                "html" => text.matches("<tr><td>").count(),
                _ => rows.len(),
            };
            assert_eq!(found, rows.len(), "{command} --format {format}: {text}");
        }
        let lines = world.run(&[command, "--format", "jsonl"]).success().json_lines();
        assert_eq!(&lines, rows, "{command}");
    }
}

#[test]
fn json_is_json_under_both_its_names_and_so_are_its_errors() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let fetched = |mut document: Value| {
        document["accounts"][0]["fetched_at"] = json!(null);
        document
    };
    let by_flag = fetched(world.json(&["events", "--json"]));
    assert_eq!(fetched(world.json(&["events", "--format", "json"])), by_flag);
    assert_eq!(fetched(world.json(&["events", "--json", "--format=json"])), by_flag);
    for args in [
        &["events", "--format", "json", "--account", "nobody"][..],
        &["events", "--format=json", "someday"],
        &["events", "--format", "json", "--bogus"],
        &["events", "--json", "--format", "csv"],
    ] {
        let error = world.run(args).exits(2).json();
        assert_eq!(error["error"]["kind"], "usage", "{args:?}");
    }
    for args in [
        &["events", "--format", "csv", "--jq", "."][..],
        &["events", "--template", "x", "--jq", "."],
        &["events", "--template", "x", "--json"],
        &["events", "--format", "yaml"],
    ] {
        world.run(args).exits(2);
    }
}

#[test]
fn values_stand_in_their_columns_and_are_safe_in_a_spreadsheet() {
    let world = World::three_accounts();
    let document = world.json(&["events", "--json"]);
    let events = document["events"].as_array().unwrap();
    for (format, separator) in [("csv", b','), ("tsv", b'\t')] {
        let text = world.run(&["events", "--format", format]).success().stdout;
        let heading = "start end all_day subject location account accounts calendar organizer show_as response categories join_url id";
        assert_eq!(text.lines().next().unwrap().replace(char::from(separator), " "), heading);
        assert_eq!(text.lines().count(), events.len() + 1);
        for (record, event) in records(&text, separator).iter().zip(events) {
            assert_eq!(json!([record[0], record[13]]), json!([event["start"], event["id"]]));
            assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{record:?}");
        }
        assert!(text.contains("URGENT gnp.eciovni click!"), "{text}");
        assert!(text.contains("Architecture; Team"), "{text}");
    }
}

#[test]
fn an_expression_prints_each_result_on_its_line() {
    let world = World::three_accounts();
    let run = |expression: &str| world.run(&["events", "--jq", expression]).success().stdout;
    let subjects = run(".events[].subject");
    assert_eq!(subjects.lines().count(), 23);
    assert!(subjects.contains("\nURGENT gnp.eciovni click!\n"), "{subjects}");
    assert_eq!(run(".events | length"), "23\n");
    assert_eq!(
        run(".events[0] | {subject, start_date}"),
        "{\"subject\":\"Conference 🎪\",\"start_date\":\"2026-11-22\"}\n"
    );
    assert_eq!(run(".events[0] | [.account, .all_day] | @tsv"), "marimer\ttrue\n");
    let attack = run(".events[] | select(.organizer.name == \"Mallory\") | .subject | @json");
    assert!(!drives_a_terminal(&attack), "{attack:?}");
    let with_json = world.run(&["list", "--json", "--jq", ".accounts[].name"]).success();
    assert_eq!((with_json.stdout.as_str(), with_json.stderr.as_str()), ("xebia\nmarimer\npersonal\n", ""));
}

#[test]
fn what_is_wrong_with_a_form_is_told_before_anything_is_asked() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let before = world.sandbox.requests().len();
    for (flag, wrong, told) in [
        ("--jq", ".events[", "wrong at character 9: expected closing bracket. (bad_jq)"),
        ("--jq", ".events | nope", "wrong at character 11: there is no filter `nope`. (bad_jq)"),
        ("--template", "{% for e in events %}", "The template is wrong: line 1: "),
        ("--format", "yaml", "invalid value 'yaml'"),
    ] {
        let run = world.run(&["events", flag, wrong]).exits(2).says(told);
        assert_eq!(run.stdout, "");
        let run = world.run(&["events", flag, wrong, "--json"]).exits(2);
        assert!(run.stdout.is_empty() || run.json()["error"]["kind"] == "usage", "{run:?}");
    }
    world.run(&["events", "--template", "@nowhere"]).exits(1).says("nowhere cannot be read");
    assert_eq!(world.sandbox.requests().len(), before);
}

#[test]
fn an_expression_or_a_template_that_does_not_fit_prints_nothing_and_ends_with_1() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    for (args, told) in [
        (["--jq", ".events[].subject, error(\"gone\")"], "The expression of --jq failed: gone. (jq_failed)"),
        (["--jq", ".events[] | error"], "The expression of --jq failed: {\"id\":"),
        (
            ["--template", "{{ event }}"],
            "the document has schema_version, time_zone, range, complete, accounts, events",
        ),
        (["--template", "{{ events[0].titel }}"], "each of events has id, ical_uid, account"),
        (["--template", "{{ events[0].start | time('%#z') }}"], "`%#z` is no format"),
    ] {
        let run = world.run(&[&["events"], &args[..]].concat()).exits(1).says(told);
        assert_eq!(run.stdout, "", "{args:?}");
        assert!(run.stderr.lines().all(|line| line.len() < 1000), "{run:?}");
    }
}

#[test]
fn a_template_is_filled_with_the_document() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let template =
        "{% for e in events %}{% if not e.all_day %}{{ e.start | time }} {{ e.subject }}\n{% endif %}{% endfor %}";
    let text = world.run(&["events", "--template", template]).success().stdout;
    assert!(text.starts_with("08:00 Focus time\n09:00 URGENT gnp.eciovni click!\n"), "{text:?}");
    fs::write(world.home().join("day.txt"), template).unwrap();
    assert_eq!(world.run(&["events", "--template", "@day.txt"]).success().stdout, text);
    let accounts = "{{ accounts | map(attribute='name') | join(',') }}";
    assert_eq!(world.run(&["list", "--template", accounts]).success().stdout, "xebia\n");
}

#[test]
fn a_form_changes_nothing_about_who_is_missing() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.sandbox.revoke(ALICE_MARIMER.username);
    let run =
        |args: &[&str]| world.run(&[&["events"], args].concat()).exits(3).says("marimer").says("calcli login").stdout;
    for format in FORMATS {
        let text = run(&["--format", format]);
        match format {
            "markdown" => assert!(text.starts_with("Incomplete: marimer ("), "{text}"),
            "html" => assert!(text.contains("<b>marimer</b> is missing: "), "{text}"),
            "ics" => assert!(text.contains("\r\nX-WR-CALDESC:Incomplete: marimer\r\n"), "{text}"),
            _ => assert!(!text.is_empty()),
        }
    }
    assert_eq!(run(&["--jq", ".complete"]), "false\n");
    assert_eq!(run(&["--template", "{{ complete }}"]), "false\n");
    for failing in [["--jq", "def f: 1 + f; f"], ["--template", "{{ nope }}"]] {
        let run = world.run(&[&["events"], &failing[..]].concat()).exits(1).says("failed").says("marimer");
        assert_eq!((run.stdout.as_str(), run.stderr.matches("calcli login").count()), ("", 1), "{run:?}");
    }
}

#[test]
fn without_an_account_scripts_get_an_empty_list_and_people_are_told_what_to_do() {
    let world = World::new();
    world.run(&["list"]).exits(1).says("calcli account add");
    world.run(&["list", "--format", "plain"]).exits(1);
    assert_eq!(world.run(&["list", "--format", "csv"]).success().stdout.lines().count(), 1);
    assert_eq!(world.run(&["account", "list", "--jq", ".accounts"]).success().stdout, "[]\n");
}
