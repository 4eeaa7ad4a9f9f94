//! What went wrong or was left out, in words for people: what happened, its code, and what to type next.

use crate::model::account::Color;
use crate::model::agenda::{Hidden, Source};
use crate::model::error::Error;
use crate::render::Style;
use crate::render::paint::{Ink, Text};

/// An error that ends a command: `error: message (code)` and its hints.
pub fn error(error: &Error, style: &Style) -> String {
    let said = message(error);
    let mut lines = said.lines();
    let first =
        Text::new("error:", Ink::Hue(Color::Red)).with(" ", Ink::Plain).with(lines.next().unwrap_or(""), Ink::Plain);
    let rest = lines.map(|line| Text::new("  ", Ink::Plain).with(line, Ink::Plain).line(style.color));
    first.line(style.color) + &rest.collect::<String>() + &hints(error, 2, style)
}

/// The accounts that are missing from an answer, wholly or in part, and what repairs each; empty where none is.
pub fn missing(sources: &[Source], style: &Style) -> String {
    let failed = sources.iter().filter_map(|source| Some((source, source.error.as_ref()?)));
    let (incomplete, missing): (Vec<_>, Vec<_>) = failed.partition(|(source, _)| source.fetched_at.is_some());
    report("missing", &missing, sources.len(), style) + &report("incomplete", &incomplete, sources.len(), style)
}

/// One sentence about the accounts that have the same thing wrong with them.
fn report(what: &str, gaps: &[(&Source, &Error)], asked: usize, style: &Style) -> String {
    let (count, verb) = (gaps.len(), if gaps.len() == 1 { "is" } else { "are" });
    let noun = if asked == 1 { "account" } else { "accounts" };
    let head =
        Text::new("✗", Ink::Hue(Color::Red)).with(&format!(" {count} of {asked} {noun} {verb} {what}:"), Ink::Plain);
    let line = |start: Text, source: &Source, error: &Error| {
        let said = message(error).lines().collect::<Vec<_>>().join(" ");
        start.and(style.tag(&source.account)).with(" — ", Ink::Plain).with(&said, Ink::Plain).line(style.color)
    };
    match gaps {
        [] => String::new(),
        [(source, error)] => line(head.with(" ", Ink::Plain), source, error) + &hints(error, 2, style),
        gaps => gaps.iter().fold(head.line(style.color), |text, (source, error)| {
            text + &line(Text::new("  ", Ink::Plain), source, error) + &hints(error, 4, style)
        }),
    }
}

/// How many meetings were left out and the flags that show them; empty where none was.
pub fn hidden(hidden: Hidden) -> String {
    let reasons = [(hidden.declined, "declined"), (hidden.cancelled, "cancelled")];
    let reasons: Vec<_> = reasons.into_iter().filter(|(count, _)| *count > 0).collect();
    let total: usize = reasons.iter().map(|(count, _)| count).sum();
    let (noun, verb) = if total == 1 { ("meeting", "is") } else { ("meetings", "are") };
    let counts: Vec<_> = reasons.iter().map(|(count, reason)| format!("{count} {reason}")).collect();
    let flags: Vec<_> = reasons.iter().map(|(_, reason)| format!("--{reason}")).collect();
    if total == 0 {
        return String::new();
    }
    format!("{} {noun} {verb} not shown ({})\n", counts.join(" and "), flags.join(", "))
}

/// The message with its code in brackets, unless it holds the code already.
pub(super) fn message(error: &Error) -> String {
    let message = error.message.trim();
    if error.code.is_empty() || message.contains(&error.code) {
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

/// One thing to type or do.
pub(super) fn next_step(step: &str, indent: usize, style: &Style) -> String {
    Text::new(&" ".repeat(indent), Ink::Plain)
        .with("→", Ink::Hue(Color::Cyan))
        .with(&format!(" {step}"), Ink::Plain)
        .line(style.color)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::error::Kind;
    use crate::render::samples::{at, expired, label};

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
            "✗ 1 of 3 accounts is missing: marimer — The refresh token has expired due to inactivity. (AADSTS700082)\n  → calcli login --account marimer\n"
        );
        let slow = Error::new(Kind::Throttled, "429", "Calendar `Team`\nwas not read.");
        let more =
            [source("a", false, Some(expired())), source("b", false, Some(expired())), source("c", true, Some(slow))];
        assert_eq!(
            missing(&more, &plain),
            "✗ 2 of 3 accounts are missing:\n\
             \x20 a — The refresh token has expired due to inactivity. (AADSTS700082)\n    → calcli login --account marimer\n\
             \x20 b — The refresh token has expired due to inactivity. (AADSTS700082)\n    → calcli login --account marimer\n\
             ✗ 1 of 3 accounts is incomplete: c — Calendar `Team` (429) was not read.\n"
        );
    }

    #[test]
    fn hidden_meetings_are_counted_with_the_flags_that_show_them() {
        let text = |declined, cancelled| hidden(Hidden { declined, cancelled });
        assert_eq!(text(1, 2), "1 declined and 2 cancelled meetings are not shown (--declined, --cancelled)\n");
        assert_eq!(text(1, 0), "1 declined meeting is not shown (--declined)\n");
        assert_eq!(text(0, 2), "2 cancelled meetings are not shown (--cancelled)\n");
        assert_eq!(text(0, 0), "");
    }
}
