//! Whatever calcli advises to type can be typed: every command of every explanation is read by the definition of the command line.

use super::definition;
use crate::model::explain::entries;

/// What stands for itself in an advised command, and something that fits in its place.
const PLACEHOLDERS: [(&str, &str); 4] = [
    ("NAME", "xebia"),
    ("TENANT", "xebia.com"),
    (" ID", " 11111111-1111-4111-8111-111111111111"),
    ("usgov|dod|china", "china"),
];

/// The commands in a step: all of it, or what stands in backticks, without the variables before it.
fn commands(step: &str) -> Vec<String> {
    let quoted = step.split('`').skip(1).step_by(2);
    let candidates = quoted.chain(step.starts_with("calcli ").then_some(step));
    let command = |text: &str| {
        let start = text.find("calcli ").filter(|start| *start == 0 || text[..*start].contains('='))?;
        Some(PLACEHOLDERS.iter().fold(text[start..].to_owned(), |text, (word, sample)| text.replace(word, sample)))
    };
    candidates.filter_map(command).collect()
}

#[test]
fn every_advised_command_exists() {
    let mut read = 0;
    for command in entries().flat_map(|entry| entry.steps).flat_map(|step| commands(step)) {
        let parsed = definition().try_get_matches_from(command.split_whitespace());
        assert!(parsed.is_ok(), "`{command}`: {}", parsed.unwrap_err());
        read += 1;
    }
    assert!(read > 100, "only {read} commands were found");
}

#[test]
fn a_command_is_found_bare_in_backticks_and_behind_a_variable() {
    assert_eq!(commands("calcli login --account NAME"), ["calcli login --account xebia"]);
    assert_eq!(commands("first `calcli demo`, then `token_store`"), ["calcli demo"]);
    assert_eq!(commands("`A=b calcli events`"), ["calcli events"]);
}
