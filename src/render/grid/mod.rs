//! A week with hours down and days across, and a month like `cal`: the agenda at a glance, drawn for a terminal.

mod ascii;
mod cells;
pub mod lanes;
mod month;
pub mod plan;
pub mod rows;
mod week;

use crate::model::account::Label;
use crate::model::agenda::{Agenda, Meeting, Source};
use crate::model::event::Event;
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::agenda::{Events, NO_SUBJECT, sign};
use crate::render::clean::clean;
use crate::render::columns::paragraph;
use crate::render::paint::{Ink, Text};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use std::borrow::Cow;

/// How wide a grid is where nobody tells how much room there is.
const USUAL_WIDTH: u16 = 80;
/// The sign of an account, and of its meetings, where there are colours to tell the accounts apart.
const COLORED: (&str, &str) = ("▌", "●");
/// The same for each account in turn where there are none.
const PLAIN: [&str; 6] = ["█", "▒", "║", "◆", "○", "┇"];

/// What a grid shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grid {
    /// The hours of the days of a week.
    Week,
    /// The days of a month.
    Month,
}

/// An agenda of whole days as a grid. It is empty where no account answered, since then nothing is known.
pub fn grid(events: &Events, grid: Grid, style: &Style) -> String {
    let Events { agenda, zone, now, week_start, .. } = *events;
    if agenda.sources.iter().all(|source| source.fetched_at.is_none()) {
        return String::new();
    }
    let width = usize::from(style.width.unwrap_or(USUAL_WIDTH));
    let view = View { agenda, zone, now, today: zone.date(now), width, week_start, style };
    let lines = match grid {
        Grid::Week => week::lines(&view),
        Grid::Month => month::lines(&view),
    };
    let drawn: String = lines.iter().map(|line| line.line(style).trim_end().to_owned() + "\n").collect();
    let text = drawn + "\n" + &view.legend();
    if style.ascii { ascii::ascii(&text) } else { text }
}

/// From where an agenda is looked at.
struct View<'a> {
    agenda: &'a Agenda,
    zone: &'a Zone,
    now: DateTime<Utc>,
    today: NaiveDate,
    width: usize,
    week_start: Weekday,
    style: &'a Style,
}

impl View<'_> {
    /// The days that were asked for.
    fn dates(&self) -> Vec<NaiveDate> {
        let range = self.agenda.range;
        let last = self.zone.date(range.end() - TimeDelta::seconds(1));
        self.zone.date(range.start()).iter_days().take_while(|date| *date <= last).collect()
    }

    /// The first and last of them in words.
    fn title(&self, dates: &[NaiveDate]) -> Text {
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return Text::default() };
        let until = last.format("%-d %b %Y");
        let words = if (first.year(), first.month()) == (last.year(), last.month()) {
            format!("{}–{until}", first.format("%-d"))
        } else if first.year() == last.year() {
            format!("{} – {until}", first.format("%-d %b"))
        } else {
            format!("{} – {until}", first.format("%-d %b %Y"))
        };
        Text::new(&words, Ink::Bold)
    }

    /// The signs of the account that a meeting is shown for: beside a meeting, and as a mark on a day.
    fn signs(&self, label: &Label) -> (&'static str, &'static str) {
        if self.style.color {
            return COLORED;
        }
        let place = self.agenda.sources.iter().position(|source| source.account == *label).unwrap_or(0);
        let sign = PLAIN[place % PLAIN.len()];
        (sign, sign)
    }

    /// The account's sign beside a meeting.
    fn bar(&self, label: &Label) -> Text {
        Text::new(self.signs(label).0, self.style.ink(label))
    }

    /// The account's mark on a day.
    fn dot(&self, label: &Label) -> Text {
        Text::new(self.signs(label).1, self.style.ink(label))
    }

    /// A stranger's words in what can be shown.
    fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = clean(text);
        if self.style.ascii { ascii::ascii(&text).into() } else { text }
    }

    /// What a meeting is called, with the sign of what is to be known about it.
    fn subject(&self, event: &Event) -> String {
        let words = self.words(&event.subject);
        let subject = if words.trim().is_empty() { NO_SUBJECT } else { words.trim() };
        sign(event).map_or_else(|| subject.to_owned(), |sign| format!("{sign} {subject}"))
    }

    /// Words about a meeting, which lead to it.
    fn about(&self, meeting: &Meeting, words: &str) -> Text {
        let ink = if meeting.event.is_off() { Ink::Struck } else { Ink::Plain };
        Text::new(words, ink).leading_to(meeting.event.web_url.as_deref())
    }

    /// Which sign is whose, and who is missing.
    fn legend(&self) -> String {
        let entry = |source: &Source| match source.fetched_at {
            Some(_) => self.bar(&source.account).with(" ", Ink::Plain).and(self.style.tag(&source.account)),
            None => Text::new(&format!("✗ {} is missing", source.account), Ink::Dim),
        };
        let gap = |text: Text| if text.is_empty() { text } else { text.with("  ", Ink::Plain) };
        let entries = self.agenda.sources.iter().map(entry).fold(Text::default(), |text, entry| gap(text).and(entry));
        let style = Style { width: Some(u16::try_from(self.width).unwrap_or(u16::MAX)), ..self.style.clone() };
        paragraph(Text::default(), entries, &style)
    }
}

/// The heading of a day that fits, the longest first.
fn heading(candidates: impl IntoIterator<Item = String>, width: usize) -> String {
    let mut shortest = String::new();
    for candidate in candidates {
        if unicode_width::UnicodeWidthStr::width(candidate.as_str()) <= width {
            return candidate;
        }
        shortest = candidate;
    }
    cells::cut(&shortest, width).to_owned()
}

#[cfg(test)]
mod tests;
