//! The agenda by name and as a grid: `today`, `tomorrow`, `week`, `month`, `--grid`, and the week to print.
//!
//! After a change that was meant: `UPDATE_SNAPSHOTS=1 cargo test --test grid`, and read the difference.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use calcli::sandbox::world::{ALICE_MARIMER, SHARED_APP};
use std::fs;
use std::path::Path;
use support::World;
use terminal::{has, on_terminal, plain};
use unicode_width::UnicodeWidthStr;

#[track_caller]
fn is_as_before(name: &str, shown: &str) {
    let path = Path::new("tests/snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, shown).unwrap();
    }
    assert_eq!(shown, fs::read_to_string(&path).unwrap(), "{} is another now", path.display());
}

#[test]
fn a_preset_is_the_agenda_of_its_time_with_every_flag_of_events() {
    let world = World::three_accounts();
    for (preset, events) in [
        (&["today"][..], &["events", "today"][..]),
        (&["tomorrow"], &["events", "tomorrow"]),
        (&["week"], &["events", "week"]),
        (&["week", "next", "week"], &["events", "next week"]),
        (&["week", "last"], &["events", "last week"]),
        (&["week", "2026-12-24"], &["events", "2026-W52"]),
        (&["month"], &["events", "--month"]),
        (&["month", "2026-12"], &["events", "2026-12"]),
        (&["month", "next"], &["events", "next month"]),
        (
            &["today", "--declined", "--cancelled", "--no-dedupe", "--account", "xebia"],
            &["events", "--declined", "--cancelled", "--no-dedupe", "--account", "xebia"],
        ),
    ] {
        let (one, other) = (world.run(preset).success(), world.run(events).success());
        assert_eq!((one.stdout, one.stderr), (other.stdout, other.stderr), "{preset:?}");
    }
    let range = world.json(&["month", "--json"])["range"].clone();
    assert_eq!(range["start"], "2026-11-01T00:00:00+01:00");
    world.run(&["week", "soon"]).exits(2).says("`soon`");
    world.run(&["week", "xebia"]).exits(2).says("calcli events --account xebia");
    world.run(&["today", "fri"]).exits(2);
}

#[test]
fn a_week_begins_on_the_day_that_the_config_says() {
    let world = World::three_accounts();
    let config = fs::read_to_string(world.config()).unwrap();
    fs::write(world.config(), format!("week_start = \"sunday\"\n{config}")).unwrap();
    let week = world.run(&["week", "--grid"]).success().stdout;
    let mut lines = week.lines();
    // 22 November is the Sunday before; weeks that begin on Sunday have no number of ISO 8601.
    assert_eq!(lines.next(), Some("22–28 Nov 2026"));
    assert!(lines.next().unwrap().starts_with("     │Sun 22    │▶Mon 23"), "{week}");
    let month = world.run(&["month", "--grid"]).success().stdout;
    assert!(month.lines().nth(1).unwrap().starts_with("Sun  "), "{month}");
    assert!(month.lines().nth(3).unwrap().starts_with(" 1  "), "{month}");
}

#[test]
fn the_grids_look_as_before_at_80_and_at_140_columns() {
    let world = World::three_accounts();
    for grid in ["week", "month"] {
        is_as_before(&format!("{grid}-grid-80.txt"), &world.run(&[grid, "--grid"]).success().stdout);
        is_as_before(&format!("{grid}-grid-ascii.txt"), &world.run(&[grid, "--grid", "--ascii"]).success().stdout);
        if has("script", &["--version"]) {
            let (_, screen) = on_terminal(&world, 140, &format!("calcli {grid} --grid --color never --quiet"));
            is_as_before(&format!("{grid}-grid-140.txt"), &screen);
        }
    }
}

#[test]
fn a_grid_fits_every_terminal_and_shows_every_account_in_its_colour() {
    if !has("script", &["--version"]) {
        return;
    }
    let world = World::three_accounts();
    for grid in ["week", "month"] {
        for columns in [40, 60, 80, 200] {
            let (code, screen) = on_terminal(&world, columns, &format!("calcli {grid} --grid --quiet"));
            assert_eq!(code, 0);
            for line in plain(&screen).lines() {
                assert!(line.width() <= usize::from(columns), "{} of {columns}: {line}", line.width());
            }
            for color in ["\u{1b}[38;5;164m", "\u{1b}[38;5;30m", "\u{1b}[38;5;136m"] {
                assert!(screen.contains(color), "{color:?}: {screen:?}");
            }
            assert!(!screen.contains("evil.example"), "{screen:?}");
        }
        let (_, quiet) = on_terminal(&world, 80, &format!("NO_COLOR=1 calcli {grid} --grid --quiet"));
        assert_eq!(quiet.replace(['\u{2068}', '\u{2069}'], ""), world.run(&[grid, "--grid"]).success().stdout);
        let (_, bare) = on_terminal(&world, 80, &format!("calcli {grid} --grid --format plain --quiet"));
        assert_eq!(bare, quiet);
    }
}

#[test]
fn a_locale_of_another_charset_is_drawn_in_ascii() {
    let ascii = World::three_accounts().env("LANG", "en_US.ISO-8859-1");
    assert!(ascii.run(&["week", "--grid"]).success().stdout.is_ascii());
    assert!(ascii.run(&["month", "--grid"]).success().stdout.is_ascii());
    // A list is for programs too, and keeps its letters.
    assert!(!ascii.run(&["week"]).success().stdout.is_ascii());
    let unicode = ascii.env("LC_ALL", "C.UTF-8");
    assert!(!unicode.run(&["week", "--grid"]).success().stdout.is_ascii());
}

#[test]
fn a_grid_is_for_people_alone() {
    let world = World::three_accounts();
    for format in [&["--json"][..], &["--format", "csv"], &["--format", "html"], &["--format", "jsonl"]] {
        for grid in ["week", "month"] {
            world.run(&[&[grid, "--grid"], format].concat()).exits(2).says("leave out --grid");
        }
    }
    let error = world.run(&["week", "--grid", "--json"]).exits(2).json();
    assert_eq!(error["error"]["code"], "grid_for_people");
    world.run(&["week", "--ascii"]).exits(2).says("--grid");
    world.run(&["today", "--grid"]).exits(2);
}

#[test]
fn a_partial_grid_and_a_partial_page_say_who_is_missing() {
    let world = World::three_accounts();
    world.sandbox.revoke(ALICE_MARIMER.username);
    for grid in ["week", "month"] {
        let run = world.run(&[grid, "--grid"]).exits(3).says("1 of 3 accounts is missing: marimer");
        assert!(run.stdout.ends_with("\n█ xebia  ✗ marimer is missing  ║ personal\n"), "{}", run.stdout);
    }
    let page = world.run(&["events", "--week", "--format", "html"]).exits(3).says("marimer").stdout;
    assert!(page.contains("This agenda is incomplete.") && page.contains("<b>marimer</b> is missing"), "{page}");
    let none = World::new();
    none.add("xebia", "xebia.com", &SHARED_APP);
    let run = none.run(&["week", "--grid"]).exits(4).says("calcli login --account xebia");
    assert_eq!(run.stdout, "");
}

#[test]
fn the_page_holds_every_meeting_and_nothing_that_runs() {
    let world = World::three_accounts();
    let page = world.run(&["week", "--format", "html"]).success().stdout;
    for subject in ["Standup", "設計レビュー 📐", "اجتماع الفريق", "Xebia × Marimer kick-off", "Conference 🎪"]
    {
        assert!(page.contains(subject), "{subject}");
    }
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script") && !page.contains("evil.example") && !page.contains('\u{1b}'));
    let month = world.run(&["month", "--format", "html"]).success().stdout;
    assert_eq!(month.matches("<main").count(), 6);
}
