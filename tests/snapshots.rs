//! What `list` and `doctor` look like as a whole, in a pipe and on a terminal; times, ports and folders are left out.
//!
//! After a change that was meant: `UPDATE_SNAPSHOTS=1 cargo test --test snapshots`, and read the difference.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, SHARED_APP};
use std::fs;
use std::path::Path;
use support::World;
use terminal::{has, on_terminal, plain};

/// One account that is well, one whose sign-in was revoked, one that nobody signed in to, and one that rests.
fn world() -> World {
    let world = World::new().env("CALCLI_TZ", "UTC");
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.add("new", "consumers", &SHARED_APP);
    world.add("old", "xebia.com", &SHARED_APP);
    world.run(&["account", "set", "old", "--enabled", "false"]).success();
    world.sandbox.revoke(ALICE_MARIMER.username);
    world.run(&["events"]).exits(3).says("marimer");
    world
}

/// The text without what differs from run to run: runs of digits and letters that stand for times, ports and folders.
fn steady(text: &str, world: &World) -> String {
    let text = plain(text).replace(&world.home().display().to_string(), "HOME");
    let lines = text.lines().map(|line| {
        let line = ["until ", "correlation id", "clock"]
            .iter()
            .fold(line, |line, word| line.find(word).map_or(line, |start| &line[..start + word.len()]));
        let mut steady = String::new();
        for character in line.trim_end().chars() {
            let shown = if character.is_ascii_digit() { '#' } else { character };
            if shown != '#' || !steady.ends_with('#') {
                steady.push(shown);
            }
        }
        steady
    });
    lines.map(|line| line + "\n").collect()
}

#[track_caller]
fn is_as_before(name: &str, shown: &str) {
    let path = Path::new("tests/snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, shown).unwrap();
    }
    assert_eq!(shown, fs::read_to_string(&path).unwrap(), "{} is another now", path.display());
}

#[test]
fn list_looks_as_before_in_a_pipe_and_on_a_terminal() {
    let world = world();
    is_as_before("list-pipe.txt", &steady(&world.run(&["list"]).success().stdout, &world));
    if has("script", &["--version"]) {
        is_as_before("list-terminal.txt", &steady(&on_terminal(&world, 100, "calcli list").1, &world));
    }
}

#[test]
fn doctor_looks_as_before_in_a_pipe_and_on_a_terminal() {
    let world = world();
    is_as_before("doctor-pipe.txt", &steady(&world.run(&["doctor"]).exits(1).stdout, &world));
    if has("script", &["--version"]) {
        is_as_before("doctor-terminal.txt", &steady(&on_terminal(&world, 160, "calcli doctor 2>/dev/null").1, &world));
    }
}
