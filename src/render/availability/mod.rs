//! Free and busy time for people: what overlaps, what is taken, what is free, and how much of it meetings take.

mod busy;
mod conflicts;
mod free;
mod stats;

pub use busy::Busy;
pub use conflicts::Conflicts;
pub use free::{Free, nothing_in_the_window};
pub use stats::{HoursInMeetings, whole_days};

use crate::model::account::Color;
use crate::model::agenda::{Agenda, is_complete};
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::columns::paragraph;
use crate::render::dates;
use crate::render::paint::{Ink, Text};
use crate::render::problems::next_step;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// What is said of an agenda in which nothing was found, such as `Nothing is busy`; empty where no account answered, since then
/// nothing is known.
fn nothing(what: &str, agenda: &Agenda, zone: &Zone, now: DateTime<Utc>, style: &Style) -> String {
    if !agenda.is_answered() {
        return String::new();
    }
    let scope = if is_complete(&agenda.sources) { "" } else { " in what could be read" };
    Text::new(&format!("{what} {}{scope}.", dates::period(agenda.range, now, zone)), Ink::Plain).line(style)
}

/// Rows that were laid out, each below the heading of its day.
fn by_day(days: &[NaiveDate], rows: Vec<Vec<String>>, today: NaiveDate, style: &Style) -> String {
    let (mut text, mut previous) = (String::new(), None);
    for (day, lines) in days.iter().zip(rows) {
        if previous.replace(*day) != Some(*day) {
            text += if text.is_empty() { "" } else { "\n" };
            text += &Text::new(&dates::heading(*day, today), Ink::Bold).line(style);
        }
        lines.iter().for_each(|line| text += &format!("{line}\n"));
    }
    text
}

/// That an answer is not to be relied on, since somebody is missing from it.
pub fn no_all_clear(why: &str, style: &Style) -> String {
    let lead = Text::new("✗", Ink::Hue(Color::Red)).with(" ", Ink::Plain);
    let told = paragraph(lead, Text::new(&format!("This is no all-clear: {why}."), Ink::Plain), style);
    told + &next_step("to accept it as it is: --allow-partial", 2, style)
}

/// A length of time, in hours however long.
fn hours(length: TimeDelta) -> String {
    match (length.num_hours(), length.num_minutes() % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
