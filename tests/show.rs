//! One meeting: its short id on the command line, everything about it, its link, and finding it by words.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use serde_json::{Value, json};
use std::fs;
use support::World;

const HEAD: &str = "schema_version time_zone range{start end} complete accounts[{name status source fetched_at error}]";
const EVENT: &str = "id ical_uid account calendar{id name} subject start end all_day start_date end_date location join_url \
    web_url organizer{name email} show_as response sensitivity cancelled recurring categories[] \
    copies[{account calendar{id name} id response show_as}]";

/// The text of each row, and the short id at its end.
fn ids(world: &World, args: &[&str]) -> Vec<(String, String)> {
    let run = world.run(&[&["events", "--ids"], args].concat()).success();
    let rows = run.stdout.lines().filter_map(|line| line.trim_end().rsplit_once(' '));
    let rows = rows.filter(|(row, _)| row.starts_with([' ', '▶']));
    rows.map(|(row, id)| (row.to_owned(), id.to_owned())).collect()
}

/// The short id of the meeting whose row holds this.
#[track_caller]
fn id(world: &World, args: &[&str], subject: &str) -> String {
    let ids = ids(world, args);
    ids.iter().find(|(row, _)| row.contains(subject)).unwrap_or_else(|| panic!("{ids:#?}")).1.clone()
}

fn subjects(document: &Value) -> Vec<&str> {
    document["events"].as_array().unwrap().iter().map(|event| event["subject"].as_str().unwrap()).collect()
}

#[test]
fn the_document_is_an_event_with_attendees_and_body() {
    let world = World::three_accounts();
    let run = world.run(&["show", &id(&world, &[], "kick-off"), "--json"]).success();
    let (attendees, document) = ("attendees[{name email type response}] body", run.json());
    assert_eq!(support::outline(&run.stdout), format!("{{{HEAD} event{{{EVENT} {attendees}}}}}"));
    let event = &document["event"];
    assert_eq!(event["subject"], "Xebia × Marimer kick-off");
    assert_eq!(event["body"], "Two companies, one plan.");
    let dana =
        json!({ "name": "Dana Swope", "email": "dana@fabrikam.example", "type": "required", "response": "none" });
    assert!(event["attendees"].as_array().unwrap().contains(&dana), "{event}");
    assert_eq!(event["copies"].as_array().unwrap().len(), 2);
}

#[test]
fn every_meeting_of_a_week_is_found_by_its_short_id_and_by_each_id_it_has_in_a_mailbox() {
    let world = World::three_accounts();
    let ids = ids(&world, &["--days", "2"]);
    let listed = world.json(&["events", "--days", "2", "--json"]);
    let listed = listed["events"].as_array().unwrap();
    assert!(ids.len() >= listed.len(), "{ids:#?}");
    let mut shown: Vec<String> = Vec::new();
    for (_, id) in &ids {
        let document = world.json(&["show", id, "--json"]);
        shown.push(document["event"]["id"].as_str().unwrap().to_owned());
    }
    for event in listed {
        let graph_id = event["id"].as_str().unwrap();
        assert!(shown.iter().any(|id| id == graph_id), "{event}");
    }
    let dinner = listed.iter().find(|event| event["subject"] == "Dinner with everybody 🍽️").unwrap();
    for copy in dinner["copies"].as_array().unwrap() {
        let document = world.json(&["show", copy["id"].as_str().unwrap(), "--json"]);
        assert_eq!(document["event"]["id"], dinner["id"]);
        assert_eq!(document["event"]["copies"].as_array().unwrap().len(), 3);
    }
}

#[test]
fn an_id_is_the_same_from_every_account_and_without_any_of_them() {
    let world = World::three_accounts();
    let dinner = id(&world, &[], "Dinner");
    for account in ["xebia", "marimer", "personal"] {
        assert_eq!(id(&world, &["--account", account], "Dinner"), dinner);
        let document = world.json(&["show", &dinner.to_uppercase(), "--except", account, "--json"]);
        assert_eq!(document["event"]["subject"], "Dinner with everybody 🍽️");
    }
}

#[test]
fn everything_is_told_to_people_and_a_hostile_text_drives_no_terminal() {
    let world = World::three_accounts();
    let run = world.run(&["show", &id(&world, &[], "Architecture")]).success();
    for text in [
        "Architecture review\n\nwhen        Today · Mon 23 Nov, 11:00–12:00 (1 h), Europe/Amsterdam, in 1 h 20 min\n",
        "where       Room 4\n",
        "join        https://teams.microsoft.com/l/meetup-join/",
        "categories  Architecture, Team\n",
        "1 attendee: 1 accepted\n",
        "\nAgenda: the new ingestion path, and what we stop doing.\n",
    ] {
        assert!(run.stdout.contains(text), "{text:?} is missing: {}", run.stdout);
    }
    let run = world.run(&["show", &id(&world, &[], "URGENT")]).success();
    assert!(!run.stdout.replace('\n', "").contains(|c: char| c.is_control() || c == '\u{202e}'), "{:?}", run.stdout);
    let run = world.run(&["show", &id(&world, &[], "Dinner")]).success();
    assert!(
        run.stdout.contains("3 copies\n") && run.stdout.contains("not answered, shown as tentative"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_is_hidden_in_an_agenda_is_shown_by_its_id() {
    let world = World::three_accounts();
    for (flag, subject, word) in
        [("--declined", "Vendor pitch", "declined"), ("--cancelled", "Hiring debrief", "cancelled")]
    {
        let run = world.run(&["show", &id(&world, &[flag], subject)]).success();
        assert!(run.stdout.contains(word), "{}", run.stdout);
    }
}

#[test]
fn an_id_that_names_no_meeting_fails_unless_it_may_be_with_an_account_that_is_missing() {
    let world = World::three_accounts();
    let nobodys = "AAkALgAAAAAAHYQDEapmEc2byACqACEWg0AAAAAAAAAAAA";
    for id in ["2ep00000", nobodys] {
        let run = world.run(&["show", id, "--json"]).exits(1).says("no_such_meeting").says("calcli events --ids");
        assert_eq!(run.json()["event"], Value::Null);
        assert_eq!(world.run(&["show", id]).exits(1).stdout, "");
    }
    world.run(&["logout", "--account", "personal"]).success();
    for id in ["2ep00000", nobodys] {
        world.run(&["show", id]).exits(3).says("No meeting in what could be read").says("personal");
    }
    for id in ["standup", "2ep0000", ""] {
        world.run(&["show", id]).exits(2).says("an id is eight letters and digits");
    }
    world.run(&["logout", "--all"]).success();
    let run = world.run(&["show", "2ep00000"]).exits(4);
    assert!(!run.stderr.contains("no_such_meeting"), "{}", run.stderr);
}

#[test]
fn the_link_of_what_is_on_is_printed_and_that_of_what_comes() {
    let world = World::three_accounts();
    let link = |subject: &str| {
        let document = world.json(&["events", "--json"]);
        let found =
            document["events"].as_array().unwrap().iter().find(|event| event["subject"] == subject).unwrap().clone();
        found["join_url"].as_str().unwrap().to_owned() + "\n"
    };
    assert_eq!(world.run(&["join", "--print"]).success().stdout, link("Standup"));
    assert_eq!(world.run(&["join", "--next", "--print"]).success().stdout, link("Architecture review"));
    let design = id(&world, &[], "設計レビュー");
    assert_eq!(world.run(&["join", &design, "--print"]).success().stdout, link("設計レビュー 📐"));
    let document = world.json(&["join", "--print", "--json"]);
    assert_eq!(document["event"]["subject"], "Standup");
    assert_eq!(document["join_url"].as_str().unwrap().to_owned() + "\n", link("Standup"));
}

#[test]
fn without_a_link_nothing_is_joined_but_the_text_was_looked_at() {
    let world = World::three_accounts();
    let run = world.run(&["join", &id(&world, &[], "Dentist"), "--json"]).exits(1).says("nothing_to_join");
    assert_eq!((&run.json()["event"], &run.json()["join_url"]), (&Value::Null, &Value::Null));
    assert_eq!(world.asked(|seen| seen.path.contains("/me/events/")), 1);
    let alone = World::three_accounts().env("CALCLI_ACCOUNT", "personal");
    alone.run(&["join"]).exits(1).says("No meeting with a link is on or begins within 24 hours");
}

#[test]
#[cfg(unix)]
fn the_link_is_opened_in_the_browser_or_printed_where_there_is_none() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::three_accounts();
    let run = world.run(&["join"]).success().says("no browser to open here").says("Standup");
    let link = run.stdout;
    let (browser, opened) = (world.home().join("browser"), world.home().join("opened"));
    fs::write(&browser, format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let world = world.env("BROWSER", browser.to_str().unwrap()).env("PATH", "/usr/bin:/bin");
    let run = world.run(&["join"]).success().says("Opened Standup");
    assert_eq!((run.stdout.as_str(), fs::read_to_string(&opened).unwrap()), ("", link));
    fs::remove_file(&opened).unwrap();
    let run = world.run(&["join", "--copy"]).success().says("\u{1b}]52;c;");
    assert_eq!((run.stdout.as_str(), opened.exists()), ("", false));
}

#[test]
fn search_finds_by_every_field_in_the_past_and_the_future_with_ids() {
    let world = World::three_accounts();
    for (text, subject) in [
        ("architecture", "Architecture review"),
        ("ARCHITECTURE bob", "Architecture review"),
        ("ingestion", "Architecture review"),
        ("dana delft", "Xebia × Marimer kick-off"),
        ("loetje", "Dinner with everybody 🍽️"),
        ("hiring", "Canceled: Hiring debrief"),
        ("vendor pitch", "Vendor pitch"),
        ("goodbye", "Goodbye drinks"),
        ("quarterly", "Quarterly review"),
        ("\"proposal deadline\"", "Proposal deadline"),
    ] {
        assert_eq!(subjects(&world.json(&["search", text, "--json"])), [subject], "{text}");
    }
    let range = json!({ "start": "2026-10-24T00:00:00+02:00", "end": "2027-02-22T00:00:00+01:00" });
    assert_eq!(world.json(&["search", "x", "--json"])["range"], range);
    for filter in [&["--no-all-day", "--recurring"][..], &["--calendar", "Calendar", "--organizer", "nobody"]] {
        let found = world.json(&[&["search", "e", "--json"], filter].concat());
        let events = found["events"].as_array().unwrap().clone();
        assert!(
            events.iter().all(|one| filter[0] == "--no-all-day" && one["recurring"] == true && one["all_day"] == false)
        );
    }
    assert!(
        world.run(&["search", "e", "--limit", "1", "--json"]).success().json()["events"].as_array().unwrap().len() == 1
    );
    let run = world.run(&["search", "dinner"]).success();
    assert!(run.stdout.trim_end().ends_with(&id(&world, &[], "Dinner")), "{}", run.stdout);
    assert_eq!(world.run(&["search", "architecture", "tomorrow"]).success().stdout, "Nothing on Tue 24 Nov.\n");
}
