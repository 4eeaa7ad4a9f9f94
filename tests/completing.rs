//! Completion as a shell asks for it: real bash runs the script that calcli prints, and the others' questions are asked by hand.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use std::fs;
use std::path::Path;
use support::World;

/// What a shell is told may stand in the place of the last word; nothing else is said.
#[track_caller]
fn told(world: &World, shell: &str, words: &[&str]) -> String {
    let mut command = world.command(&[&["--", "calcli"], words].concat());
    let index = words.len().to_string();
    let output =
        command.env("CALCLI_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", index).env("_CLAP_IFS", "\n").output();
    let output = output.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn names_of_accounts_come_from_the_config_with_whose_they_are() {
    let world = World::new();
    for name in ["xebia", "marimer"] {
        world
            .run(&[
                "account",
                "add",
                name,
                "--tenant",
                &format!("{name}.com"),
                "--client-id",
                calcli::sandbox::world::SHARED_APP.id,
            ])
            .success();
    }
    assert_eq!(told(&world, "bash", &["events", "--account", ""]), "xebia\nmarimer");
    assert_eq!(told(&world, "bash", &["events", "--except", "ma"]), "marimer");
    assert_eq!(told(&world, "bash", &["account", "remove", "x"]), "xebia");
    assert_eq!(told(&world, "zsh", &["login", "--account", ""]), "xebia:xebia.com\nmarimer:marimer.com");
    let other = world.home().join("other.toml");
    fs::write(&other, fs::read_to_string(world.config()).unwrap().replace("xebia]", "elsewhere]")).unwrap();
    let words = ["--config", other.to_str().unwrap(), "--account", "else"];
    assert_eq!(told(&world, "bash", &words), "elsewhere");
}

#[test]
fn ids_come_from_the_calendars_with_the_time_and_a_clean_subject() {
    let world = World::three_accounts();
    let told = told(&world, "fish", &["show", ""]);
    let candidates: Vec<(&str, &str)> = told.lines().filter_map(|line| line.split_once('\t')).collect();
    let standup = candidates.iter().find(|(_, help)| *help == "09:30–09:45 Standup").unwrap();
    assert_eq!(world.json(&["show", standup.0, "--json"])["event"]["subject"], "Standup");
    assert!(candidates.iter().any(|(_, help)| *help == "Mon 30 Nov 10:00–12:00 Quarterly review"), "{told}");
    assert!(candidates.iter().any(|(_, help)| help.contains("URGENT") && !help.contains(char::is_control)), "{told:?}");
}

#[test]
fn what_cannot_be_had_is_not_completed_and_nothing_is_said() {
    let world = World::three_accounts();
    world.run(&["logout", "--all"]).success();
    assert!(!told(&world, "bash", &["show", ""]).contains("2e"));
    fs::write(world.config(), "this is no config").unwrap();
    assert!(!told(&world, "bash", &["events", "--account", ""]).contains("xebia"));
    let nowhere = World::new();
    assert!(told(&nowhere, "bash", &["eve"]).contains("events"));
}

#[test]
#[cfg(unix)]
fn real_bash_completes_commands_accounts_and_ids() {
    let world = World::three_accounts();
    let folder = Path::new(env!("CARGO_BIN_EXE_calcli")).parent().unwrap().display().to_string();
    let world = world.env("PATH", &format!("{folder}:/usr/bin:/bin"));
    let complete = |words: &str| {
        let script = format!(
            "source <(calcli completions bash)
            COMP_WORDS=({words}) COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)) COMP_TYPE=9
            _clap_complete_calcli calcli \"${{COMP_WORDS[COMP_CWORD]}}\"
            printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let mut bash = world.command(&[]);
        let variables: Vec<_> =
            bash.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
        bash = std::process::Command::new("bash");
        let output = bash.args(["--norc", "--noprofile", "-c", &script]).env_clear().envs(variables).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(complete("calcli compl"), "completions\n");
    assert_eq!(complete("calcli events --account m"), "marimer\n");
    let ids = complete("calcli show ''");
    let first = ids.lines().next().unwrap();
    assert!(world.run(&["show", first]).code == 0, "{ids}");
}
