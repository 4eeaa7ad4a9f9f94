//! Whatever calcli advises to type can be typed: every command in an explanation, a hint or a comment is read by the definition of
//! the command line.

use super::definition;
use crate::model::explain::{entries, find};
use clap::error::ErrorKind;
use std::fs;
use std::path::Path;

/// What stands for itself in an advised command, and something that fits in its place.
const PLACEHOLDERS: [(&str, &str); 7] = [
    ("NAME", "xebia"),
    ("TENANT", "xebia.com"),
    (" ID", " 11111111-1111-4111-8111-111111111111"),
    ("UPN", "me@xebia.com"),
    ("usgov|dod|china", "china"),
    ("ADDRESS", "bob@xebia.com"),
    (" …", ""),
];

/// What clap has against a command.
fn objection(command: &str) -> Option<clap::Error> {
    let filled = PLACEHOLDERS.iter().fold(command.to_owned(), |text, (word, sample)| text.replace(word, sample));
    definition().try_get_matches_from(filled.split_whitespace()).err().filter(clap::Error::use_stderr)
}

/// The commands in a step: all of it, or what stands in backticks, without the variables before it.
fn commands(step: &str) -> Vec<&str> {
    let quoted = step.split('`').skip(1).step_by(2);
    let command = |text: &'_ str| text.find("calcli ").filter(|start| *start == 0 || text[..*start].contains('='));
    let candidates = quoted.chain(step.starts_with("calcli ").then_some(step));
    candidates.filter_map(|text| Some(&text[command(text)?..])).collect()
}

#[test]
fn every_command_of_every_explanation_can_be_typed() {
    let commands: Vec<_> = entries().flat_map(|entry| entry.steps).flat_map(|step| commands(step)).collect();
    let wrong: Vec<_> =
        commands.iter().filter_map(|command| Some((command, objection(command)?.to_string()))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(commands.len() > 80, "only {} commands were found", commands.len());
}

#[test]
fn no_text_in_the_sources_names_a_command_or_a_flag_that_does_not_exist() {
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            let quoted = line.split('`').skip(1).step_by(2).filter(|part| part.starts_with("calcli "));
            let hint = line.split_once(".hint(\"calcli ").and_then(|(_, rest)| rest.split_once('"'));
            let hint = hint.map(|(rest, _)| format!("calcli {rest}"));
            for command in quoted.map(str::to_owned).chain(hint) {
                let command = filled(&command);
                if let Some(error) = objection(&command).filter(is_serious) {
                    wrong.push(format!("{}: {command}: {error}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn explain_knows_every_code_that_calcli_itself_prints() {
    let mut unknown = Vec::new();
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if path.ends_with("tests.rs") || path.starts_with("src/sandbox") {
            continue;
        }
        for call in code.split("Error::usage(").skip(1).chain(code.split("Error::new(").skip(1)) {
            // The kind, if there is one, and the code; what a server said is no text of the sources.
            let start: Vec<&str> = call.splitn(3, ',').map(str::trim).collect();
            let code = start.iter().take(2).find_map(|part| part.strip_prefix('"')?.strip_suffix('"'));
            let internal = start[0] == "Kind::Internal";
            if let Some(code) = code.filter(|code| !internal && find(code).is_none()) {
                unknown.push(format!("{}: {code}", path.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// What is left out of a text is no fault of it; nor is what a test is about.
fn is_serious(error: &clap::Error) -> bool {
    matches!(error.kind(), ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand)
}

/// A command with something in place of what a program fills in.
fn filled(command: &str) -> String {
    let mut text = command.to_owned();
    while let Some((start, end)) = text.find('{').zip(text.find('}')).filter(|(start, end)| start < end) {
        text.replace_range(start..=end, "x");
    }
    text
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inner = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    inner.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn a_command_is_found_bare_in_backticks_and_behind_a_variable() {
    assert_eq!(commands("calcli login --account NAME"), ["calcli login --account NAME"]);
    assert_eq!(commands("first `calcli demo`, then `token_store`"), ["calcli demo"]);
    assert_eq!(commands("`A=b calcli events`"), ["calcli events"]);
}
