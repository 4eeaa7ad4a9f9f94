//! Real terminals and real pipes: colours, widths, questions and progress; and one JSON document whatever fails.
//!
//! The terminals are made by `script` of util-linux, which every Debian has; where it is missing these tests say so and end.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, SHARED_APP};
use calcli::sandbox::{Fault, FaultKind, Place};
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;
use support::{Run, World};
use terminal::{Terminal, has, on_terminal, plain};
use unicode_width::UnicodeWidthStr;

const COLOR: &str = "\u{1b}[3";

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    if !has("script", &["--version"]) {
        return;
    }
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let colored = |run: Run| run.success().stdout.contains(COLOR);
    assert!(!colored(world.run(&["events"])));
    assert!(colored(world.run(&["events", "--color", "always"])));
    assert!(!colored(world.run(&["events", "--json", "--color", "always"])));
    // Colours alone: links and the width of a terminal need one.
    let forced = world.run(&["events", "--color=always"]).success().stdout;
    assert_eq!(plain(&forced), world.run(&["events"]).success().stdout);
    assert!(!forced.contains("\u{1b}]8"));

    let screen = |line: &str| on_terminal(&world, 100, &format!("{line} 2>/dev/null")).1.contains(COLOR);
    assert!(screen("calcli events"));
    assert!(screen("calcli list"));
    assert!(screen("NO_COLOR= calcli events"));
    assert!(screen("NO_COLOR=1 calcli events --color always"));
    assert!(!screen("NO_COLOR=1 calcli events"));
    assert!(!screen("TERM=dumb calcli events"));
    assert!(!screen("calcli events --color never"));
    assert!(!screen("calcli events | cat"));
    assert!(!screen("calcli events --json"));
    // An account keeps its colour, whichever others are shown beside it.
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    let all = world.run(&["events", "--color", "always"]).success().stdout;
    let alone = world.run(&["events", "--color", "always", "--account", "marimer"]).success().stdout;
    assert!(all.contains("\u{1b}[38;5;30mmarimer") && alone.contains("\u{1b}[38;5;30mmarimer"), "{alone:?}");

    // Each stream is judged by itself.
    let (_, telling) = on_terminal(&world, 100, "calcli events --account nobody >/dev/null");
    assert!(telling.contains(COLOR), "{telling:?}");
    assert!(!screen("calcli events --account nobody 2>err; cat err"));

    let world = world.env("CLICOLOR_FORCE", "1");
    assert!(colored(world.run(&["events"])));
    assert!(!colored(world.run(&["events", "--color", "never"])));
    let world = world.env("NO_COLOR", "1");
    assert!(!colored(world.run(&["events"])));
    let world = world.env("NO_COLOR", "").env("CLICOLOR_FORCE", "0");
    assert!(!colored(world.run(&["events"])));
}

#[test]
fn links_are_for_terminals_that_show_colours_and_lead_to_the_meeting_and_the_call() {
    if !has("script", &["--version"]) {
        return;
    }
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let document = world.json(&["events", "--json"]);
    let standup = document["events"].as_array().unwrap().iter().find(|event| event["subject"] == "Standup").unwrap();
    let link = |address: &str, words: &str| {
        let address = standup[address].as_str().unwrap();
        assert!(address.starts_with("https://"), "{address}");
        format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\")
    };
    let (subject, call) = (link("web_url", "Standup"), link("join_url", "\u{1b}[2monline\u{1b}[0m"));
    let screen = |line: &str| on_terminal(&world, 100, line).1;
    let linked = screen("calcli events");
    assert!(linked.contains(&subject) && linked.contains(&call), "{linked:?}");
    assert!(!linked.contains("evil.example"), "{linked:?}");
    for line in [
        "calcli events | cat",
        "calcli events --color always | cat",
        "calcli events --color never",
        "NO_COLOR=1 calcli events",
        "TERM=dumb calcli events",
        "TERM=dumb calcli events --color always",
        "calcli events --json",
    ] {
        let screen = screen(line);
        assert!(screen.contains("Standup") && !screen.contains("\u{1b}]8"), "{line}: {screen:?}");
    }
}

#[test]
fn the_agenda_fits_the_width_of_the_terminal_and_a_pipe_has_none() {
    if !has("script", &["--version"]) {
        return;
    }
    let world = World::three_accounts();
    let pipe = world.run(&["events", "--week"]).success().stdout;
    assert!(pipe.lines().any(|line| line.contains("Xebia × Marimer kick-off ") && line.ends_with(" marimer+xebia")));
    for command in ["events --week --declined --cancelled", "list", "calendars", "account show xebia"] {
        for (columns, most) in [(40, 40), (64, 64), (80, 80), (0, 80)] {
            let (code, screen) = on_terminal(&world, columns, &format!("calcli {command} 2>/dev/null"));
            assert_eq!(code, 0);
            for line in plain(&screen).lines() {
                // One word that is longer than a line cannot be helped.
                let width = line.width();
                assert!(
                    width <= most || !line.trim().contains(' '),
                    "{width} columns of {most}: {line:?} of {command}"
                );
            }
        }
    }
    let (_, wide) = on_terminal(&world, 200, "calcli events --week 2>/dev/null");
    assert_eq!(plain(&wide), pipe);
    let (_, json) = on_terminal(&world, 40, "calcli events --json 2>/dev/null");
    assert_eq!(json.lines().count(), world.run(&["events", "--json"]).stdout.lines().count());
}

#[test]
fn what_is_missing_is_asked_for_on_a_terminal_and_nowhere_else() {
    if !has("script", &["--version"]) {
        return;
    }
    let world = World::new();
    let server = format!("--authority-url {} --graph-url {}", world.sandbox.authority_url(), world.sandbox.graph_url());
    let add = format!("calcli account add {server}");
    let mut terminal = Terminal::start(&world, 100, &add);
    terminal.answer("Name of the account", "xebia");
    terminal.answer("Tenant", "not a tenant");
    terminal.answer("is not a tenant", "xebia.com");
    terminal.answer("Application (client) id", SHARED_APP.id);
    terminal.answer("Who signs in here", "");
    let (code, screen) = terminal.finish();
    assert_eq!(code, 0, "{screen}");
    let end = "xebia: added, with the tenant xebia.com\nSign in next: calcli login --account xebia\n";
    assert!(screen.ends_with(end), "{screen}");
    let kept = fs::read_to_string(world.config()).unwrap();
    assert!(kept.contains("[accounts.xebia]") && !kept.contains("username"), "{kept}");

    // With all that is needed nothing is asked.
    let (code, screen) =
        on_terminal(&world, 100, &format!("{add} work --tenant xebia.com --client-id {}", SHARED_APP.id));
    assert_eq!((code, screen.contains('?')), (0, false), "{screen}");

    for unasked in ["--no-input", "</dev/null", "2>err"] {
        let (code, screen) =
            on_terminal(&world, 100, &format!("{add} more {unasked}; code=$?; cat err 2>/dev/null; exit $code"));
        assert_eq!(code, 2, "{unasked}: {screen}");
        assert!(screen.contains("--tenant TENANT") && screen.contains("--client-id ID"), "{unasked}: {screen}");
    }
    world.run(&["account", "add"]).exits(2).says("NAME, --tenant TENANT, --client-id ID");

    // Removing asks too, and no is the default.
    let mut terminal = Terminal::start(&world, 100, "calcli account remove work");
    terminal.answer("Remove work and its tokens?", "");
    assert_eq!(terminal.finish().0, 0);
    assert!(fs::read_to_string(world.config()).unwrap().contains("[accounts.work]"));
    for unasked in ["--no-input", "</dev/null"] {
        assert_eq!(on_terminal(&world, 100, &format!("calcli account remove work {unasked}")).0, 2, "{unasked}");
    }
    world.run(&["account", "remove", "work"]).exits(2).says("--yes");
    let mut terminal = Terminal::start(&world, 100, "calcli account remove work");
    terminal.answer("Remove work and its tokens?", "y");
    assert_eq!(terminal.finish().0, 0);
    assert!(!fs::read_to_string(world.config()).unwrap().contains("[accounts.work]"));
}

#[test]
fn progress_is_shown_on_a_terminal_only_and_leaves_nothing_behind() {
    if !has("script", &["--version"]) {
        return;
    }
    let world = World::new();
    world.account("personal", "consumers", &ALICE_OUTLOOK);
    world.sandbox.inject(Fault::new(FaultKind::Slow { millis: 400 }).at(Place::Graph));
    let shown = |line: &str| on_terminal(&world, 100, line).1.contains("Reading the calendars");
    assert!(shown("calcli events"));
    assert!(shown("calcli events >/dev/null"));
    assert!(!shown("calcli events --quiet"));
    assert!(!shown("calcli events 2>err; cat err"));
    let run = world.run(&["events"]).success();
    assert_eq!(run.stderr, "");
    let (_, screen) = on_terminal(&world, 100, "calcli events --color never");
    let after = screen.rsplit_once("Reading the calendars").unwrap().1;
    assert!(after.ends_with(&run.stdout), "{after:?}");
}

#[test]
fn a_reader_that_leaves_is_no_failure_and_a_full_disk_is_one() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    for args in [&["events", "--month", "--json"][..], &["events"], &["list"], &["--help"], &["completions", "bash"]] {
        let mut running = world.start(args);
        drop(running.child.stdout.take());
        let run = running.finish().exits(0);
        assert!(!run.stderr.contains("rror") && !run.stderr.contains("roken"), "{args:?}: {}", run.stderr);
    }
    let shell = |line: &str| {
        let mut command = world.command(&[]);
        let binary = command.get_program().to_str().unwrap().to_owned();
        let mut shell = Command::new("bash");
        shell
            .env_clear()
            .envs(command.env("PATH", "/usr/bin:/bin").get_envs().map(|(name, value)| (name, value.unwrap())));
        let line = format!("set -o pipefail; calcli() {{ '{binary}' \"$@\"; }}; {line}");
        let output = shell.args(["-c", &line]).stdin(Stdio::null()).output().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, out, _) = shell("calcli events --month --json | head -n 1");
    assert_eq!((code, out.as_str()), (0, "{\n"));
    assert_eq!(shell("calcli events --quiet >&-"), (0, String::new(), String::new()));
    assert_eq!(shell("calcli events --json 2>&-").0, 0);
    assert_eq!(shell("calcli events --json 2>/dev/full").0, 0);

    for line in ["events", "events --json", "list", "calendars --json", "--help", "--version", "completions zsh"] {
        let (code, _, told) = shell(&format!("calcli {line} >/dev/full"));
        assert_eq!(code, 1, "{line}: {told}");
        assert!(told.contains("cannot be written") && told.contains("No space left"), "{line}: {told}");
    }
    // Whatever else went wrong, an answer that was not written is a failure and not a partial answer.
    world.add("out", "marimer.com", &SHARED_APP);
    assert_eq!(shell("calcli events >/dev/full").0, 1);
    assert_eq!(shell("calcli events | true").0, 0);
    assert_eq!(shell("calcli events").0, 3);
}

#[test]
fn whatever_fails_json_is_one_document_that_names_what_was_wrong() {
    let world = World::new();
    let fails = |world: &World, args: &[&str], code: i32, kind: &str, names: &str| {
        let run = world.run(&[args, &["--json"]].concat()).exits(code);
        assert_eq!(support::outline(&run.stdout), outline_of(&run), "{args:?}");
        let document = run.json();
        assert_eq!(document["schema_version"], 1);
        let error = &document["error"];
        assert_eq!(error["kind"], kind, "{args:?}: {error}");
        assert!(!error["code"].as_str().unwrap().is_empty(), "{args:?}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(names), "{args:?}: {names:?} is not named in {message:?}");
        assert!(run.stderr.starts_with("error: "), "{args:?}: {}", run.stderr);
        // People are told the same without --json, and stdout stays empty for them.
        let human = world.run(args).exits(code);
        assert_eq!(human.stdout, "", "{args:?}");
        assert!(human.stderr.contains(names), "{args:?}: {}", human.stderr);
    };
    // Nothing is there yet.
    for args in [&["events"][..], &["calendars"], &["login", "--all"], &["logout", "--all"], &["login"]] {
        fails(&world, args, 1, "config", "no account yet");
    }
    fails(&world, &["events", "--account", "xebia"], 2, "usage", "xebia");
    fails(&world, &["login", "--account", "xebia"], 2, "usage", "xebia");

    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.add("marimer", "marimer.com", &SHARED_APP);
    let client = ["--client-id", SHARED_APP.id];
    let add = |rest: &[&'static str]| [&["account", "add", "new"], &client[..], rest].concat();
    for (args, names) in [
        (vec!["events", "--nope"], "--nope"),
        (vec!["evnts"], "evnts"),
        (vec![], "account"),
        (vec!["account"], "rename"),
        (vec!["events", "soon"], "`soon`"),
        (vec!["events", "2026-02-30"], "2026-02-30"),
        (vec!["events", "2026-11-27..2026-11-23"], "backwards"),
        (vec!["events", "--from", "2026-11-27", "--to", "2026-11-23"], "backwards"),
        (vec!["events", "--from", "2026-11-23T10:00", "--to", "2026-11-23T10:00"], "is empty"),
        (vec!["events", "--from", "now", "--to", "now"], "is empty"),
        (vec!["events", "9999-12-31"], "9999"),
        (vec!["events", "0001-01-01"], "year"),
        (vec!["events", "12026-01"], "12026"),
        (vec!["events", "--to", "yesterday"], "is empty"),
        (vec!["events", "--from", "2000-01-01", "--to", "2026-01-01"], "four years"),
        (vec!["events", "--days", "0"], "--days"),
        (vec!["events", "--days", "4000000000"], "4000000000"),
        (vec!["events", "--days", "x"], "--days"),
        (vec!["events", "--today", "--week"], "--week"),
        (vec!["events", "today", "--week"], "--week"),
        (vec!["events", "--week", "--from", "today"], "--from"),
        (vec!["events", "--timeout", "soon"], "--timeout"),
        (vec!["events", "--color", "purple"], "purple"),
        (vec!["events", "--tz", "Mars/Base"], "Mars/Base"),
        (vec!["events", "--tz", "../../etc/passwd"], "passwd"),
        (vec!["events", "--account", "nobody"], "xebia, marimer"),
        (vec!["events", "--account", "a b"], "a b"),
        (vec!["events", "--except", "nobody"], "xebia, marimer"),
        (vec!["calendars", "--account", "nobody"], "xebia, marimer"),
        (vec!["list", "--account", "nobody"], "xebia, marimer"),
        (vec!["login"], "xebia, marimer"),
        (vec!["logout"], "xebia, marimer"),
        (vec!["login", "--account", "nobody"], "xebia, marimer"),
        (vec!["login", "--all", "--account", "xebia"], "--all"),
        (vec!["account", "show"], "<NAME>"),
        (vec!["account", "show", "nobody"], "xebia, marimer"),
        (vec!["account", "set", "xebia"], "Say what to change"),
        (vec!["account", "remove", "xebia"], "--yes"),
        (vec!["account", "rename", "xebia"], "<NEW>"),
        (vec!["account", "rename", "xebia", "Marimer"], "arimer"),
        (vec!["account", "add", "new", "--tenant", "a.com", "--client-id", "x"], "--client-id"),
        (add(&["--tenant", "common"]), "common"),
        (add(&["--tenant", "nowhere"]), "nowhere"),
        (add(&[]), "--tenant"),
        (add(&["--tenant", "a.com", "--authority-url", "https://a.com"]), "--graph-url"),
        (add(&["--tenant", "a.com", "--authority-url", "http://a.com", "--graph-url", "http://a.com"]), "http://a.com"),
        ([&["account", "add", "XEBIA", "--tenant", "a.com"], &client[..]].concat(), "xebia"),
        (vec!["completions", "tcl"], "tcl"),
    ] {
        fails(&world, &args, 2, "usage", names);
    }
    fs::write(world.home().join("broken.toml"), "time_zone = \"UTC\"\n[accounts.a\n").unwrap();
    fs::write(world.home().join("typo.toml"), "[accounts.a]\ntenat = \"a.com\"\n").unwrap();
    fs::write(world.home().join("zone.toml"), "time_zone = \"Mars/Base\"\n").unwrap();
    for (file, names) in [("broken.toml", "line 2"), ("typo.toml", "tenat"), (".", "cannot be read")] {
        fails(&world, &["events", "--config", file], 1, "config", names);
        fails(&world, &["list", "--config", file], 1, "config", names);
    }

    let world = world.env("CALCLI_NOW", "noon");
    fails(&world, &["events"], 2, "usage", "CALCLI_NOW");
    let world = world.env("CALCLI_NOW", "").env("CALCLI_TZ", "Mars/Base");
    fails(&world, &["events"], 2, "usage", "CALCLI_TZ");
    let world = world.env("CALCLI_TZ", "");
    fails(&world, &["events", "--config", "zone.toml"], 1, "config", "Mars/Base");
    let world = world.env("CALCLI_TOKEN_STORE", "cloud");
    fails(&world, &["events"], 2, "usage", "CALCLI_TOKEN_STORE");
}

/// The outline of an error, with hints or without.
fn outline_of(run: &Run) -> &'static str {
    assert!(run.stdout.ends_with("}\n"), "{}", run.stdout);
    "{schema_version error{kind code message hints[]}}"
}

#[test]
fn an_interrupt_ends_with_130_and_a_document() {
    let world = World::new();
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.sandbox.inject(Fault::new(FaultKind::Slow { millis: 20_000 }).at(Place::Graph));
    let before = world.sandbox.requests().len();
    let running = world.start(&["events", "--json"]);
    while world.sandbox.requests().len() == before {
        thread::sleep(Duration::from_millis(20));
    }
    let killed = Command::new("bash").args(["-c", &format!("kill -INT {}", running.child.id())]).status();
    assert!(killed.unwrap().success());
    let run = running.finish().exits(130).says("Interrupted");
    assert_eq!(run.json()["error"]["code"], "interrupted");
}

#[test]
fn help_version_and_list_open_only_what_they_need() {
    if !has("strace", &["-f", "true"]) {
        return;
    }
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let traced = |args: &[&str]| {
        let mut calcli = world.command(args);
        let mut strace = Command::new("strace");
        strace.args(["-f", "-e", "trace=openat,open,connect,socket", "-o", "trace"]).arg(calcli.get_program());
        strace.args(args).env_clear().current_dir(world.home()).stdin(Stdio::null()).stdout(Stdio::null());
        strace.envs(calcli.env("PATH", "/usr/bin:/bin").get_envs().map(|(name, value)| (name, value.unwrap())));
        assert!(strace.status().unwrap().success(), "{args:?}");
        fs::read_to_string(world.home().join("trace")).unwrap()
    };
    let home = world.home().to_str().unwrap();
    for args in [&["--version"][..], &["--help"], &["events", "--help"], &["completions", "bash"], &["man"]] {
        let trace = traced(args);
        for opened in [home, "connect(", "/etc/ssl", "ca-certificates", "zoneinfo", "dbus"] {
            assert!(!trace.contains(opened), "{args:?} opens {opened}: {trace}");
        }
    }
    for args in [&["list"][..], &["list", "--json"], &["account", "show", "xebia"]] {
        let trace = traced(args);
        assert!(trace.contains("config.toml"), "{trace}");
        for opened in ["connect(", "AF_INET", "/etc/ssl", "ca-certificates", "dbus"] {
            assert!(!trace.contains(opened), "{args:?} opens {opened}: {trace}");
        }
    }
}

#[test]
fn a_question_that_is_broken_off_leaves_the_terminal_as_it_was() {
    if !has("script", &["--version"]) {
        return;
    }
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    let binary = world.command(&[]).get_program().to_str().unwrap().to_owned();
    let checked = |remove: &str| format!("{remove}; echo \"code $?\"; stty -a");
    let mut asked = Terminal::start(&world, 80, &checked("calcli account remove xebia"));
    asked.answer("Remove xebia", "\x03");
    let killed = format!("timeout --foreground --preserve-status --signal TERM 1 '{binary}' account remove xebia");
    let killed = Terminal::start(&world, 80, &checked(&killed));
    for (terminal, code) in [(asked, "code 130"), (killed, "code 143")] {
        let (_, screen) = terminal.finish();
        assert!(screen.contains(code), "{screen}");
        assert!(screen.contains(" icanon") && screen.contains(" echo "), "{screen}");
        assert!(screen.rfind("\x1b[?25h") > screen.rfind("\x1b[?25l"), "the cursor is hidden: {screen:?}");
    }
    assert_eq!(world.json(&["list", "--json"])["accounts"].as_array().unwrap().len(), 1);
}
