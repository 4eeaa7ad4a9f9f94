//! What a newcomer types, and what calcli answers: names by place, settings, files that are not there, a sandbox of one's own.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_XEBIA, BOB, SHARED_APP};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use support::World;

#[test]
fn a_range_ends_with_the_first_such_weekday_from_its_start_on() {
    let world = World::new().env("CALCLI_NOW", "2026-11-25T09:00:00+01:00");
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    for args in [&["events", "mon..fri", "--json"][..], &["events", "--from", "mon", "--to", "fri", "--json"]] {
        let range = &world.json(args)["range"];
        assert!(range["start"].as_str().unwrap().starts_with("2026-11-30T00:00"), "{range}");
        assert!(range["end"].as_str().unwrap().starts_with("2026-12-05T00:00"), "{range}");
    }
    world.run(&["events", "2026-11-27..2026-11-23"]).exits(2).says("from Fri 2026-11-27 to Mon 2026-11-23");
    world.run(&["events", "tomorow"]).exits(2).says("did you mean `tomorrow`?");
    world.run(&["events", "xebia"]).exits(2).says("calcli events --account xebia");
    world.run(&["agenda", "today"]).success();
    let range = &world.json(&["events", "-1d", "--json"])["range"];
    assert!(range["start"].as_str().unwrap().starts_with("2026-11-24T00:00"), "{range}");
}

#[test]
fn accounts_are_signed_out_of_by_name_and_whoever_names_none_is_told_what_to_type() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.run(&["login"]).exits(2).says("calcli login xebia");
    world.run(&["logout"]).exits(2).says("calcli logout xebia");
    world.run(&["logout", "xebia", "--all"]).exits(2);
    assert_eq!(world.run(&["logout", "xebia"]).success().stdout, "xebia: signed out\n");
}

#[test]
fn the_hint_about_a_wrong_person_leads_to_a_sign_in() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    world.run(&["account", "set", "xebia", "--username", ALICE_XEBIA.username]).success();
    let run = world.login_with(&["xebia"], &BOB).exits(1);
    let advised = format!("calcli account set xebia --username {}", BOB.username);
    assert!(run.stderr.contains(&advised) && !run.stderr.contains("--switch-user"), "{run:#?}");
    world.run(&advised.split(' ').skip(1).collect::<Vec<_>>()).success();
    world.login_with(&["xebia"], &BOB).success();
}

#[test]
fn only_what_is_missing_is_named_as_missing() {
    let run = World::new().run(&["account", "add", "xebia", "--client-id", SHARED_APP.id]).exits(2);
    let first = run.stderr.lines().next().unwrap();
    assert!(first.contains("--tenant TENANT") && !first.contains("--client-id"), "{run:#?}");
}

#[test]
fn a_setting_goes_to_the_top_of_the_file_wherever_tables_are() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    world.run(&["config", "get", "token_store"]).exits(1).says("calcli config set token_store VALUE");
    assert_eq!(world.run(&["config", "set", "token_store", "file"]).success().stdout, "token_store: set to file\n");
    let text = fs::read_to_string(world.config()).unwrap();
    assert!(text.find("token_store").unwrap() < text.find("[accounts.xebia]").unwrap(), "{text}");
    assert_eq!(world.run(&["config", "get", "token_store"]).success().stdout, "file\n");
    assert_eq!(world.json(&["config", "path", "--json"])["path"], world.config().display().to_string());
    for (key, value) in [("token_store", "cloud"), ("time_zone", "Moon"), ("week_start", "x"), ("client_id", "x")] {
        world.run(&["config", "set", key, value]).exits(2).says(key);
        assert_eq!(fs::read_to_string(world.config()).unwrap(), text, "{key}");
    }
    world.run(&["config", "set", "token_store", ""]).success();
    fs::write(world.config(), format!("{}token_store = \"file\"\n", fs::read_to_string(world.config()).unwrap()))
        .unwrap();
    world.run(&["list"]).exits(1).says("`token_store` belongs at the top of the file, above the first [accounts.…]");
}

#[test]
fn a_config_file_that_was_named_has_to_be_there_unless_the_command_makes_it() {
    let world = World::new();
    let file = world.home().join("other.toml").display().to_string();
    world.run(&["list", "--config", &file]).exits(1).says("There is no file ");
    world.run(&["config", "set", "week_start", "sunday", "--config", &file]).success();
    world.run(&["list", "--json", "--config", &file]).success();
}

#[test]
fn a_change_tells_what_it_means_for_the_sign_in() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world
        .run(&["account", "set", "xebia", "--scopes", "basic"])
        .success()
        .says("sign in again: calcli login --account xebia");
    world.run(&["account", "set", "xebia", "--tenant", "marimer.com"]).success().says("It is signed out");
    assert!(!world.run(&["account", "set", "xebia", "--color", "cyan"]).success().stderr.contains("sign in again"));
    world.run(&["account", "set", "xebia", "--username", "alice"]).exits(2).says("me@xebia.com");
    world.run(&["account", "set", "xebia", "--tenant", "outlook.com"]).exits(2).says("`consumers`");
}

#[test]
fn naming_an_account_and_leaving_it_out_is_wrong_usage() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let run = world.run(&["events", "-a", "xebia", "--except", "xebia"]).exits(2);
    assert!(run.stderr.contains("--account") && run.stderr.contains("--except"), "{run:#?}");
}

#[test]
fn what_prints_no_document_takes_no_json() {
    for args in [&["man"][..], &["completions", "bash"], &["demo"], &["sandbox"]] {
        World::new().run(&[args, &["--json"]].concat()).exits(2);
    }
    assert!(World::new().run(&["help", "events"]).success().stdout.contains("--next-week"));
}

#[test]
fn what_the_sandbox_prints_can_be_typed_and_nothing_of_it_is_left() {
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_calcli"))
        .args(["sandbox", "--port", "0", "--graph-port", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(sandbox.stdout.take().unwrap()).lines().map(Result::unwrap);
    let printed: Vec<String> = lines.take_while(|line| !line.starts_with("Ctrl-C")).collect();
    let exports: Vec<(&str, &str)> =
        printed.iter().filter_map(|line| line.trim().strip_prefix("export ")?.split_once('=')).collect();
    let config = exports.iter().find(|(name, _)| *name == "CALCLI_CONFIG").unwrap().1;
    assert!(
        exports.contains(&("CALCLI_TOKEN_STORE", "file")) && printed.iter().all(|line| line.len() < 80),
        "{printed:?}"
    );
    let listed = Command::new(env!("CARGO_BIN_EXE_calcli")).arg("list").envs(exports.iter().copied()).output().unwrap();
    let text = String::from_utf8(listed.stdout).unwrap();
    assert!(["xebia", "marimer", "personal"].iter().all(|name| text.contains(name)), "{text}");
    if cfg!(unix) {
        Command::new("kill").args(["-INT", &sandbox.id().to_string()]).status().unwrap();
        assert!(sandbox.wait().unwrap().success());
        assert!(!std::path::Path::new(config).parent().unwrap().exists());
    } else {
        sandbox.kill().unwrap();
        sandbox.wait().unwrap();
    }
}
