//! What somebody tries who wants to mislead calcli, hold it up, or make it lose something; each of these once worked.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::base::lock::lock_name;
use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, SHARED_APP};
use calcli::sandbox::{Fault, FaultKind, Host, Place};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::pipe;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};
use support::World;

fn two_accounts() -> World {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world
}

#[test]
fn a_failure_is_one_also_where_nobody_reads_of_it() {
    let world = two_accounts();
    let fault = Fault::new(FaultKind::BadJson).at(Place::Graph).user(ALICE_MARIMER.username);
    world.sandbox.inject(fault);
    for (args, code) in [
        // Whoever has gone needs no more of an answer, and not what is missing from it.
        (&["events", "--json"][..], 0),
        (&["events", "--json", "--account", "marimer"], 5),
        (&["events", "--json", "--account", "xebia"], 0),
        (&["events", "--json", "--bogus"], 2),
    ] {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let mut command = world.command(args);
        let status = command.stdout(writer).stderr(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(code), "{args:?}");
    }
}

#[test]
fn what_holds_calcli_up_is_ended_by_an_interrupt() {
    let world = two_accounts();
    for args in [&["list", "--jq", "last(range(1e15))"][..], &["account", "import", "-"]] {
        let (_kept_open, stdin) = (pipe().unwrap(), pipe().unwrap());
        let mut command = world.command(args);
        let child = command.stdin(stdin.0).spawn().unwrap();
        thread::sleep(Duration::from_millis(500));
        let running = support::Running { child };
        let began = Instant::now();
        running.signal("INT");
        running.finish().exits(130);
        assert!(began.elapsed() < Duration::from_secs(10), "{args:?}");
        drop(stdin.1);
    }
}

#[test]
fn an_interrupt_does_not_come_between_the_steps_of_a_sign_in_that_was_accepted() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    let locks = world.home().join(".local/state/calcli/locks");
    fs::create_dir_all(&locks).unwrap();
    let held = File::create(locks.join(lock_name("accounts.json"))).unwrap();
    held.lock().unwrap();
    let running = world.start(&["login", "--account", "xebia", "--device-code"]);
    let code = loop {
        if let Some(code) = world.sandbox.pending_codes().pop() {
            break code;
        }
        thread::sleep(Duration::from_millis(20));
    };
    world.sandbox.approve(&code, ALICE_XEBIA.username).unwrap();
    while !world.sandbox.pending_codes().is_empty() {
        thread::sleep(Duration::from_millis(20));
    }
    // The device asks again within seconds, and then waits for what is locked.
    thread::sleep(Duration::from_secs(7));
    running.signal("INT");
    thread::sleep(Duration::from_millis(500));
    drop(held);
    running.finish().exits(130).says("but the sign-in was accepted before");
    world.run(&["events", "--account", "xebia"]).success();
}

#[test]
fn a_variable_that_nobody_can_read_is_refused_and_nobody_is_asked() {
    let world = two_accounts();
    let before = world.asked(|seen| seen.host == Host::Graph);
    for (name, value) in [
        ("CALCLI_ACCOUNT", &b"xebia\xff"[..]),
        ("CALCLI_ACCOUNT", b","),
        ("CALCLI_CONFIG", b"c\xff.toml"),
        ("CALCLI_TOKEN_XEBIA", b"t\xff"),
    ] {
        let output = world.command(&["events"]).env(name, OsStr::from_bytes(value)).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(name), "{name}: {told}");
    }
    assert_eq!(world.asked(|seen| seen.host == Host::Graph), before);
}

#[test]
fn a_browser_is_not_handed_the_token_of_an_account() {
    let world = two_accounts();
    let told = world.home().join("told");
    let browser = world.home().join("browser");
    fs::write(&browser, format!("#!/bin/sh\nenv > '{}'\n", told.display())).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o700)).unwrap();
    let token = world.token(&["--account", "xebia"]).stdout;
    let mut command = world.command(&["join", "--account", "xebia"]);
    let output = command.env("BROWSER", &browser).env("CALCLI_TOKEN_XEBIA", token.trim()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = fs::read_to_string(told).unwrap();
    assert!(told.contains("HOME=") && !told.contains("CALCLI_TOKEN_XEBIA"), "{told}");
}

#[test]
fn a_failure_beside_another_config_signs_nobody_out() {
    let world = two_accounts();
    let folder = world.home().join("others");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("b.toml"), "").unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    let other = folder.join("b.toml");
    let other = other.to_str().unwrap();
    let added =
        world.run(&["--config", other, "account", "add", "xebia", "--tenant", "x.com", "--client-id", SHARED_APP.id]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    // Whoever may write everywhere writes there too.
    if added.code != 0 {
        world.run(&["events", "--account", "xebia"]).success();
    }
}

#[test]
fn a_status_bar_shows_that_something_is_wrong_with_the_config() {
    let world = two_accounts();
    fs::write(world.config(), "colour = 'x'\n").unwrap();
    for (bar, line) in [("tmux", "⚠\n"), ("swiftbar", "⚠ | emojize=false symbolize=false ansi=false\n")] {
        assert_eq!(world.run(&["next", "--format", bar]).exits(1).stdout, line);
    }
    let waybar = world.run(&["now", "--format", "waybar"]).exits(1).json();
    assert_eq!([&waybar["text"], &waybar["class"]], ["⚠", "incomplete"]);
    assert!(waybar["tooltip"].as_str().unwrap().contains("config.toml"), "{waybar}");
}

#[test]
fn what_was_wrong_with_a_sign_in_is_one_line_too() {
    let run = World::new().run(&["login", "--json", "--bogus"]).exits(2);
    assert_eq!(run.json_lines().len(), 1);
    assert_eq!(run.json_lines()[0]["error"]["code"], "bad_command_line");
}

#[test]
fn completion_asks_no_account_that_the_line_leaves_out() {
    let world = two_accounts();
    for (words, variable) in [
        (&["show", "--except", "marimer", ""][..], ""),
        (&["show", "--account", "xebia", ""], ""),
        (&["show", ""], "xebia"),
    ] {
        let before = world.sandbox.requests().len();
        let mut command = world.command(&[&["--", "calcli"], words].concat());
        command.env("CALCLI_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", words.len().to_string());
        let output = command.env("CALCLI_ACCOUNT", variable).output().unwrap();
        assert!(!output.stdout.is_empty(), "{words:?}");
        let asked = world.sandbox.requests().split_off(before);
        let strange = asked.iter().filter(|seen| seen.user.as_deref() == Some(ALICE_MARIMER.username)).count();
        assert_eq!((asked.is_empty(), strange), (false, 0), "{words:?}");
    }
}
