//! Waybar takes a JSON object, whose text and tooltip are Pango markup.
//!
//! Source: waybar-custom(5), "return-type"; Pango, "Text Attribute Markup".

use super::{Glance, named};
use crate::model::account::Label;
use crate::model::agenda::Meeting;
use crate::model::error::Error;
use crate::render::json;
use crate::render::upcoming::day_and_time;
use serde::Serialize;

#[derive(Serialize)]
struct Module<'a> {
    text: &'a str,
    tooltip: String,
    class: &'static str,
    alt: &'static str,
}

/// The object on one line. `class` says `incomplete` where an account is missing; `alt` says in any case where the first meeting
/// stands.
pub(super) fn line(text: &str, glance: &Glance) -> String {
    let alt = glance.stage().map_or("none", |stage| stage.name());
    let class = if glance.is_complete() { alt } else { "incomplete" };
    json::line(&Module { text, tooltip: escaped(&tooltip(glance)), class, alt })
}

/// The object where there is no answer at all.
pub(super) fn failed(error: &Error) -> String {
    let tooltip = escaped(&super::one_line(&error.message));
    json::line(&Module { text: super::INCOMPLETE, tooltip, class: "incomplete", alt: "none" })
}

/// Every meeting on a line of its own, and then who is missing.
fn tooltip(glance: &Glance) -> String {
    let meeting = |meeting: &Meeting| {
        let time = day_and_time(meeting.event.when, glance.now, glance.zone);
        let accounts: Vec<&str> = meeting.accounts().into_iter().map(Label::as_str).collect();
        format!("{time} {} ({})", named(meeting), accounts.join("+"))
    };
    let missing = glance.agenda.sources.iter().filter_map(|source| Some((source, source.error.as_ref()?)));
    let missing = missing.map(|(source, error)| format!("{}: {}", source.account, super::one_line(&error.message)));
    glance.agenda.meetings.iter().map(meeting).chain(missing).collect::<Vec<_>>().join("\n")
}

/// Text as markup that shows it.
pub(super) fn escaped(text: &str) -> String {
    let escape = |c| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        c => String::from(c),
    };
    text.chars().map(escape).collect()
}
