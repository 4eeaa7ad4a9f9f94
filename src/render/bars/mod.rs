//! One line for a status bar. Whatever stands in a subject, to the bar it is text: each has its own way to say so.
//!
//! A bar shows neither stderr nor an exit code, so that the line itself tells where an account is missing.

mod tmux;
mod waybar;

use crate::model::agenda::{Agenda, Meeting, is_complete};
use crate::model::error::Error;
use crate::model::upcoming::Stage;
use crate::model::zone::Zone;
use crate::render::clean::clean;
use crate::render::upcoming::lead;
use chrono::{DateTime, Utc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What tells that an account is missing.
const INCOMPLETE: &str = "⚠";
/// Between two meetings.
const BETWEEN: &str = " • ";

/// A program with a line for others to fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Any that takes text as it is.
    Plain,
    /// tmux, in `status-right` or `status-left`.
    Tmux,
    /// Waybar, a custom module with `"return-type": "json"`.
    Waybar,
    /// Polybar, `custom/script`.
    Polybar,
    /// i3blocks, without markup.
    I3blocks,
    /// `SketchyBar`, as a label.
    Sketchybar,
    /// `SwiftBar` and xbar.
    Swiftbar,
}

impl Bar {
    /// Every bar, in the order the help shows them.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Tmux, Self::Waybar, Self::Polybar, Self::I3blocks, Self::Sketchybar, Self::Swiftbar];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Tmux => "tmux",
            Self::Waybar => "waybar",
            Self::Polybar => "polybar",
            Self::I3blocks => "i3blocks",
            Self::Sketchybar => "sketchybar",
            Self::Swiftbar => "swiftbar",
        }
    }

    /// The line, with its line end. It is empty where nothing is to be shown, except where the bar wants JSON all the same.
    pub fn line(self, glance: &Glance) -> String {
        let text = self.escaped(&glance.text());
        if self == Self::Waybar { waybar::line(&text, glance) } else { self.dressed(text) }
    }

    /// The line where there is no answer at all.
    pub fn failed(self, error: &Error) -> String {
        if self == Self::Waybar { waybar::failed(error) } else { self.dressed(INCOMPLETE.to_owned()) }
    }

    /// A text that is not empty with what this bar wants behind it, and its line end.
    fn dressed(self, text: String) -> String {
        let line = match self {
            // In SwiftBar these keep `:words:` and escape sequences from being anything but text.
            Self::Swiftbar if !text.is_empty() => format!("{text} | emojize=false symbolize=false ansi=false"),
            _ => text,
        };
        line + "\n"
    }

    /// Text as this bar has to be given it.
    fn escaped(self, text: &str) -> String {
        match self {
            Self::Tmux => tmux::escaped(text),
            Self::Waybar => waybar::escaped(text),
            // What begins a formatting tag, with a space in it, is none.
            Self::Polybar => text.replace("%{", "% {"),
            // What separates a line from its parameters cannot be escaped.
            Self::Swiftbar => text.replace('|', "¦"),
            Self::Plain | Self::I3blocks | Self::Sketchybar => text.to_owned(),
        }
    }
}

/// What a bar shows of some meetings.
pub struct Glance<'a> {
    /// The meetings, sorted, and whether any may be missing.
    pub agenda: &'a Agenda,
    /// Whose days they are shown on.
    pub zone: &'a Zone,
    /// When they are looked at.
    pub now: DateTime<Utc>,
    /// How many are shown; of others there is a number.
    pub count: usize,
    /// How wide a meeting may be, without its time.
    pub width: usize,
}

impl Glance<'_> {
    /// The meetings that have their times.
    fn timed(&self) -> impl Iterator<Item = &Meeting> {
        self.agenda.meetings.iter().filter(|meeting| !meeting.event.when.is_all_day())
    }

    fn is_complete(&self) -> bool {
        is_complete(&self.agenda.sources)
    }

    /// Where the first of them stands.
    fn stage(&self) -> Option<Stage> {
        Stage::of(self.timed().next()?.event.when, self.now)
    }

    /// The text, on one line.
    fn text(&self) -> String {
        let shown: Vec<String> = self.timed().take(self.count).map(|meeting| self.meeting(meeting)).collect();
        let more = self.timed().skip(self.count).count();
        let mark = if self.is_complete() { "" } else { INCOMPLETE };
        let more = if more > 0 { format!("+{more}") } else { String::new() };
        let parts = [mark.to_owned(), shown.join(BETWEEN), more];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn meeting(&self, meeting: &Meeting) -> String {
        let lead = lead(meeting.event.when, self.now).unwrap_or_default();
        format!("{lead} {}", cut(&named(meeting), self.width))
    }
}

/// What a meeting is about and where it is.
fn named(meeting: &Meeting) -> String {
    let subject = one_line(&meeting.event.subject);
    let subject = if subject.is_empty() { "(no subject)".to_owned() } else { subject };
    match one_line(meeting.event.location.as_deref().unwrap_or_default()) {
        place if place.is_empty() => subject,
        place => format!("{subject} · {place}"),
    }
}

/// The words of a stranger, clean and with one space between them.
fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, which is cut where it is wider than this.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let fits = |character: &&str| {
        let fits = character.width() <= left;
        left = left.saturating_sub(character.width());
        fits
    };
    let kept: String = text.graphemes(true).take_while(fits).collect();
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests;
