//! What is on and what comes next: for people, for scripts, and on one line for each status bar.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use serde_json::{Value, json};
use support::World;

const BARS: [&str; 7] = ["plain", "tmux", "waybar", "polybar", "i3blocks", "sketchybar", "swiftbar"];

fn subjects(document: &Value) -> Vec<&str> {
    document["events"].as_array().unwrap().iter().map(|event| event["subject"].as_str().unwrap()).collect()
}

/// The three accounts at another time of that Monday.
fn at(time: &str) -> World {
    World::three_accounts().env("CALCLI_NOW", &format!("2026-11-23T{time}:00+01:00"))
}

/// The three accounts, of which one was signed out.
fn with_one_missing() -> World {
    let world = World::three_accounts();
    world.run(&["logout", "--account", "personal"]).success();
    world
}

#[test]
fn now_is_what_is_on_and_then_what_takes_whole_days() {
    let world = World::three_accounts();
    let document = world.json(&["now", "--json"]);
    assert_eq!(subjects(&document), ["Standup", "Conference 🎪", "Mum's birthday 🎂", "Working from home"]);
    let run = world.run(&["now"]).success();
    let first = run.stdout.lines().next().unwrap();
    assert!(first.starts_with("5 min left  09:30–09:45") && first.contains("Standup"), "{first}");
    assert_eq!(world.run(&["now", "--format", "plain"]).success().stdout, "5 min left Standup\n");
}

#[test]
fn next_is_what_begins_next_with_its_times_and_takes_place() {
    let world = World::three_accounts();
    assert_eq!(subjects(&world.json(&["next", "--json"])), ["Marimer stand-up"]);
    let three = world.json(&["next", "--count", "3", "--json"]);
    assert_eq!(subjects(&three), ["Marimer stand-up", "Review queue", "Architecture review"]);
    let range = json!({ "start": "2026-11-23T09:40:00+01:00", "end": "2026-11-30T09:40:00+01:00" });
    assert_eq!(three["range"], range);
    let run = world.run(&["next"]).success();
    assert_eq!(run.stdout, "in 20 min  10:00–10:15  Marimer stand-up  marimer\n");
}

#[test]
fn the_documents_have_the_shape_of_events() {
    let world = World::three_accounts();
    let outline = |args: &[&str]| support::outline(&world.run(args).success().stdout);
    let events = outline(&["events", "--json"]);
    assert_eq!(outline(&["next", "--count", "20", "--json"]), events);
    assert_eq!(outline(&["now", "--json"]), events);
}

#[test]
fn within_a_time_only_what_begins_then_is_next() {
    let world = World::three_accounts();
    assert_eq!(subjects(&world.json(&["next", "--within", "20m", "--json"])), ["Marimer stand-up"]);
    let none: [&str; 0] = [];
    assert_eq!(subjects(&world.json(&["next", "--within", "19m", "--json"])), none);
    assert_eq!(world.run(&["next", "--within", "15m"]).success().stdout, "Nothing begins before 09:55.\n");
    assert_eq!(world.run(&["next", "--within", "15m", "--format", "tmux"]).success().stdout, "\n");
    world.run(&["next", "--within", "15m", "--fail-empty"]).exits(1);
    world.run(&["next", "--fail-empty"]).success();
    let night = world.env("CALCLI_NOW", "2026-11-25T23:30:00+01:00").env("CALCLI_ACCOUNT", "personal");
    assert_eq!(night.run(&["now", "--fail-empty", "--format", "plain"]).exits(1).stdout, "\n");
}

#[test]
fn now_and_next_take_the_filters_of_events() {
    let world = World::three_accounts();
    assert_eq!(subjects(&world.json(&["now", "--no-all-day", "--json"])), ["Standup"]);
    assert_eq!(subjects(&world.json(&["next", "--organizer", "alice@marimer", "--json"])), ["Retrospective"]);
    assert_eq!(subjects(&world.json(&["next", "--search", "architecture", "--json"])), ["Architecture review"]);
    let bar = world.run(&["next", "--search", "architecture", "--format", "plain"]).success().stdout;
    assert!(bar.contains("Architecture review"), "{bar}");
}

#[test]
fn every_bar_has_one_line() {
    let world = World::three_accounts();
    for bar in BARS {
        let line = world.run(&["next", "--format", bar]).success().stdout;
        assert_eq!(line.lines().count(), 1, "{bar}");
        assert!(line.contains("in 20 min Marimer stand-up"), "{bar}: {line}");
    }
    assert_eq!(
        world.json(&["next", "--format", "waybar"]),
        json!({
            "text": "in 20 min Marimer stand-up", "tooltip": "10:00–10:15 Marimer stand-up (marimer)",
            "class": "later", "alt": "later",
        })
    );
}

#[test]
fn a_hostile_subject_is_text_in_every_bar() {
    let world = at("08:50");
    for bar in BARS {
        let line = world.run(&["next", "--format", bar]).success().stdout;
        assert!(line.contains("in 10 min URGENT gnp.eciovni click!"), "{bar}: {line:?}");
        assert!(
            !line.trim_end_matches('\n').contains(|c: char| c.is_control() || "\u{202e}\u{2066}".contains(c)),
            "{bar}"
        );
    }
    assert_eq!(world.run(&["next", "--format", "plain", "--max", "8"]).success().stdout, "in 10 min URGENT…\n");
}

#[test]
fn a_bar_shows_that_an_account_is_missing_and_the_exit_code_says_so_too() {
    let world = with_one_missing();
    for bar in BARS {
        let run = world.run(&["next", "--format", bar]).exits(3).says("personal");
        assert!(run.stdout.contains("⚠ in 20 min Marimer stand-up"), "{bar}: {}", run.stdout);
    }
    assert_eq!(world.run(&["next", "--format", "waybar"]).json()["class"], "incomplete");
    world.run(&["next", "--within", "15m", "--fail-empty"]).exits(3).says("personal");
    world.run(&["logout", "--all"]).success();
    assert_eq!(world.run(&["next", "--format", "tmux"]).exits(4).stdout, "⚠\n");
    assert_eq!(world.run(&["next"]).exits(4).stdout, "");
}

#[test]
fn a_bar_and_json_are_two_forms() {
    let world = World::three_accounts();
    world.run(&["next", "--format", "tmux", "--json"]).exits(2);
    world.run(&["events", "--format", "tmux"]).exits(2);
    assert_eq!(subjects(&world.json(&["next", "--format", "json"])), ["Marimer stand-up"]);
}
