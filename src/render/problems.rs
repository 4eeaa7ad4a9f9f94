//! What went wrong or was left out, in words for people: what happened, its code, and what to type next.

use crate::model::account::{Account, Color};
use crate::model::agenda::{Agenda, Source};
use crate::model::error::Error;
use crate::model::schedule::Schedule;
use crate::render::Style;
use crate::render::columns::{glued, paragraph};
use crate::render::paint::{Ink, Text};
use std::iter;

/// An error that ends a command: `error: message (code)` and its hints.
pub fn error(error: &Error, style: &Style) -> String {
    let said = message(error);
    let leads = [Text::new("error:", Ink::Hue(Color::Red)).with(" ", Ink::Plain)].into_iter();
    let leads = leads.chain(iter::repeat(Text::new("  ", Ink::Plain)));
    let lines = leads.zip(said.lines()).map(|(lead, line)| paragraph(lead, Text::new(line, Ink::Plain), style));
    lines.collect::<String>() + &hints(error, 2, style)
}

/// The accounts that are missing from an answer, wholly or in part, and what repairs each; empty where none is.
pub fn missing(sources: &[Source], style: &Style) -> String {
    let gaps = |is_read: bool| -> Vec<(Text, &Error)> {
        let sources = sources.iter().filter(|source| source.fetched_at.is_some() == is_read);
        sources.filter_map(|source| Some((style.tag(&source.account), source.error.as_ref()?))).collect()
    };
    let (missing, incomplete) = (gaps(false), gaps(true));
    let noun = if sources.len() == 1 { "account" } else { "accounts" };
    report(noun, "missing", &missing, sources.len(), style)
        + &report(noun, "incomplete", &incomplete, sources.len(), style)
}

/// The people of whom it is not known when they are free, through whom each was asked about, and why; empty where there are none.
pub fn unknown(people: &[Schedule], style: &Style) -> String {
    let name = |one: &Schedule| {
        Text::new(&one.email, Ink::Plain)
            .with(" (asked through ", Ink::Plain)
            .and(style.tag(&one.account))
            .with(")", Ink::Plain)
    };
    let gaps = people.iter().filter_map(|one| Some((name(one), one.blocks.as_ref().err()?)));
    let noun = if people.len() == 1 { "person" } else { "people" };
    report(noun, "missing", &gaps.collect::<Vec<_>>(), people.len(), style)
}

/// The people who were asked about, and through whom; empty where nobody told.
pub fn asked_about(people: &[Schedule], style: &Style) -> String {
    let told = people.iter().filter(|one| one.blocks.is_ok());
    let name =
        |one: &Schedule| Text::new(&one.email, Ink::Plain).with(" through ", Ink::Plain).and(style.tag(&one.account));
    let names = told.map(name).reduce(|text, name| text.with(", ", Ink::Plain).and(name));
    let lead = Text::new("Asked about:", Ink::Plain).with(" ", Ink::Plain);
    names.map_or_else(String::new, |names| lead.and(names).line(style))
}

/// The accounts that were not asked since they rest, and what wakes them; empty where there are none.
pub fn resting(accounts: &[&Account], style: &Style) -> String {
    let names = accounts.iter().map(|account| style.tag(&account.label));
    let Some(names) = names.reduce(|text, name| text.with(", ", Ink::Plain).and(name)) else { return String::new() };
    let verb = if accounts.len() == 1 { "rests" } else { "rest" };
    let head = names
        .with(&format!(" {verb}, and {} not asked:", if accounts.len() == 1 { "was" } else { "were" }), Ink::Plain);
    let step =
        |account: &&Account| next_step(&format!("calcli account set {} --enabled true", account.label), 2, style);
    head.line(style) + &accounts.iter().map(step).collect::<String>()
}

/// What is wrong with those that it is wrong with in the same way: one beside the heading, several below it.
fn report(noun: &str, what: &str, gaps: &[(Text, &Error)], asked: usize, style: &Style) -> String {
    let (count, verb) = (gaps.len(), if gaps.len() == 1 { "is" } else { "are" });
    let head =
        Text::new("✗", Ink::Hue(Color::Red)).with(&format!(" {count} of {asked} {noun} {verb} {what}:"), Ink::Plain);
    let name = |start: Text, name: &Text| start.and(name.clone()).line(style);
    match gaps {
        [] => String::new(),
        [(one, error)] => name(head.with(" ", Ink::Plain), one) + &trouble(error, 2, Ink::Plain, style),
        gaps => gaps.iter().fold(head.line(style), |text, (one, error)| {
            text + &name(Text::new("  ", Ink::Plain), one) + &trouble(error, 4, Ink::Plain, style)
        }),
    }
}

/// What happened and what to type, below what it happened to.
pub(super) fn trouble(error: &Error, indent: usize, ink: Ink, style: &Style) -> String {
    let line = |line: &str| paragraph(Text::new(&" ".repeat(indent), Ink::Plain), Text::new(line, ink), style);
    message(error).lines().map(line).collect::<String>() + &hints(error, indent, style)
}

/// How many meetings were left out and the flags that show them; empty where none was.
pub fn hidden(agenda: &Agenda, style: &Style) -> String {
    let (hidden, shown) = (agenda.hidden, agenda.meetings.len());
    let reasons = [(hidden.declined, "declined"), (hidden.cancelled, "cancelled")];
    let reasons: Vec<_> = reasons.into_iter().filter(|(count, _)| *count > 0).collect();
    let total: usize = reasons.iter().map(|(count, _)| count).sum();
    let counted: Vec<String> = match reasons[..] {
        [(_, reason)] => vec![format!("{reason} (--{reason})")],
        _ => reasons.iter().map(|(count, reason)| format!("{count} {reason} (--{reason})")).collect(),
    };
    let meetings = |count: usize| if count == 1 { "1 meeting is".to_owned() } else { format!("{count} meetings are") };
    let notes = [
        (hidden.beyond_limit > 0).then(|| {
            let all = shown + hidden.beyond_limit;
            format!(
                "{} not shown: only the first {shown} of {all} (for all of them leave out --limit)",
                meetings(hidden.beyond_limit)
            )
        }),
        (shown == 0 && hidden.filtered > 0).then(|| format!("{} not shown: no match", meetings(hidden.filtered))),
        (total > 0).then(|| format!("{} not shown: {}", meetings(total), counted.join(", "))),
    ];
    let paragraph = |note: String| paragraph(Text::default(), Text::new(&note, Ink::Dim), style);
    notes.into_iter().flatten().map(paragraph).collect()
}

/// The message with its code in brackets, unless it holds the code already.
pub(super) fn message(error: &Error) -> String {
    let message = error.message.trim();
    // A code that is a word of its own, such as `timeout`, may stand in a message by chance.
    let is_told = message.contains(&error.code) && !error.code.bytes().all(|byte| byte.is_ascii_lowercase());
    if error.code.is_empty() || is_told {
        return message.to_owned();
    }
    match message.split_once('\n') {
        Some((first, rest)) => format!("{} ({})\n{rest}", first.trim_end(), error.code),
        None => format!("{message} ({})", error.code),
    }
}

/// What to type or do next, one line each.
pub(super) fn hints(error: &Error, indent: usize, style: &Style) -> String {
    error.hints.iter().map(|hint| next_step(hint, indent, style)).collect()
}

/// One thing to type or do. A command stays on one line, so that it can be copied.
pub(super) fn next_step(step: &str, indent: usize, style: &Style) -> String {
    let lead = Text::new(&" ".repeat(indent), Ink::Plain).with("→", Ink::Hue(Color::Cyan)).with(" ", Ink::Plain);
    let is_command = |at: usize| at % 2 == 1 || (at == 0 && step.starts_with("calcli "));
    let pieces: Vec<String> = step
        .split('`')
        .enumerate()
        .map(|(at, piece)| if is_command(at) { glued(piece) } else { piece.to_owned() })
        .collect();
    paragraph(lead, Text::new(&pieces.join("`"), Ink::Plain), style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::agenda::Hidden;
    use crate::model::error::Kind;
    use crate::render::samples::{agenda_of, at, event, expired, label, meeting};

    fn source(name: &str, fetched: bool, error: Option<Error>) -> Source {
        Source { account: label(name), fetched_at: fetched.then(|| at("2026-11-23T08:12:04Z")), error }
    }

    #[test]
    fn an_error_shows_its_code_once_and_every_hint_on_its_own_line() {
        let plain = Style::default();
        assert_eq!(
            error(&expired(), &plain),
            "error: The refresh token has expired due to inactivity. (AADSTS700082)\n  → calcli login --account marimer\n"
        );
        let coded =
            Error::new(Kind::Other, "AADSTS1", "AADSTS1: said the server\nTrace ID: 7\u{1b}[2J").hint("a").hint("b");
        assert_eq!(error(&coded, &plain), "error: AADSTS1: said the server\n  Trace ID: 7\n  → a\n  → b\n");
        let long = Error::new(Kind::Other, "code", "first\r\nsecond");
        assert_eq!(error(&long, &plain), "error: first (code)\n  second\n");
    }

    #[test]
    fn the_footer_names_what_is_missing_and_what_is_incomplete_with_the_repair() {
        let plain = Style::default();
        assert_eq!(missing(&[source("xebia", true, None)], &plain), "");
        let one = [source("xebia", true, None), source("home", true, None), source("marimer", false, Some(expired()))];
        assert_eq!(
            missing(&one, &plain),
            "\
✗ 1 of 3 accounts is missing: marimer
  The refresh token has expired due to inactivity. (AADSTS700082)
  → calcli login --account marimer
"
        );
        let slow = Error::new(Kind::Throttled, "429", "Calendar `Team`\nwas not read.");
        let more =
            [source("a", false, Some(expired())), source("b", false, Some(expired())), source("c", true, Some(slow))];
        assert_eq!(
            missing(&more, &plain),
            "\
✗ 2 of 3 accounts are missing:
  a
    The refresh token has expired due to inactivity. (AADSTS700082)
    → calcli login --account marimer
  b
    The refresh token has expired due to inactivity. (AADSTS700082)
    → calcli login --account marimer
✗ 1 of 3 accounts is incomplete: c
  Calendar `Team` (429)
  was not read.
"
        );
    }

    #[test]
    fn in_a_narrow_terminal_sentences_are_wrapped_and_commands_stay_whole() {
        let narrow = Style { width: Some(40), ..Style::default() };
        let locked =
            Error::new(Kind::StoreUnavailable, "keychain_locked", "The keychain is locked, or waits for its password.")
                .hint("calcli login --account marimer --timeout 10m")
                .hint("else ask the admin, or rest it: `calcli account set marimer --enabled false`");
        assert_eq!(
            missing(&[source("marimer", false, Some(locked.clone()))], &narrow),
            "\
✗ 1 of 1 account is missing: marimer
  The keychain is locked, or waits for
  its password. (keychain_locked)
  → calcli login --account marimer --timeout 10m
  → else ask the admin, or rest it:
    `calcli account set marimer --enabled false`
"
        );
        assert_eq!(
            error(&locked, &narrow).lines().take(3).collect::<Vec<_>>(),
            ["error: The keychain is locked, or waits", "       for its password.", "       (keychain_locked)"]
        );
    }

    #[test]
    fn who_was_asked_about_and_who_was_not_asked_is_told() {
        let plain = Style::default();
        let person = |email: &str, blocks| Schedule { email: email.to_owned(), account: label("xebia"), blocks };
        let people = [person("bob@xebia.com", Ok(Vec::new())), person("eve@xebia.com", Err(expired()))];
        assert_eq!(asked_about(&people, &plain), "Asked about: bob@xebia.com through xebia\n");
        assert_eq!(asked_about(&people[1..], &plain), "");
        let old = crate::render::samples::account("old");
        assert_eq!(
            resting(&[&old], &plain),
            "old rests, and was not asked:\n  → calcli account set old --enabled true\n"
        );
        assert_eq!(resting(&[], &plain), "");
    }

    #[test]
    fn hidden_meetings_are_counted_with_the_flags_that_show_them() {
        let text = |declined, cancelled| {
            let agenda = agenda_of("23T00:00", "24T00:00", Vec::new());
            let hidden = Hidden { declined, cancelled, ..Hidden::default() };
            super::hidden(&Agenda { hidden, ..agenda }, &Style::default())
        };
        assert_eq!(text(1, 2), "3 meetings are not shown: 1 declined (--declined), 2 cancelled (--cancelled)\n");
        assert_eq!(text(1, 0), "1 meeting is not shown: declined (--declined)\n");
        assert_eq!(text(0, 2), "2 meetings are not shown: cancelled (--cancelled)\n");
        assert_eq!(text(0, 0), "");
    }

    #[test]
    fn what_a_limit_cuts_is_counted_and_what_filters_leave_out_where_nothing_is_left() {
        let narrowed = |shown: usize, filtered, beyond_limit, declined| {
            let meetings = vec![meeting(event("xebia", "Standup", "23T09:30", "23T10:00")); shown];
            let hidden = Hidden { declined, filtered, beyond_limit, ..Hidden::default() };
            super::hidden(&Agenda { hidden, ..agenda_of("23T00:00", "24T00:00", meetings) }, &Style::default())
        };
        assert_eq!(
            narrowed(2, 5, 40, 1),
            "40 meetings are not shown: only the first 2 of 42 (for all of them leave out --limit)\n\
             1 meeting is not shown: declined (--declined)\n"
        );
        assert_eq!(narrowed(2, 5, 0, 0), "");
        assert_eq!(narrowed(0, 5, 0, 0), "5 meetings are not shown: no match\n");
        assert_eq!(narrowed(0, 0, 0, 0), "");
    }
}
