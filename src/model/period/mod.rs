//! What people type for a time: `today`, `fri 14:00`, `next week`, `+3d`, `90m`, `2026-11-23`, `9 nov..13 nov`, `from mon`.
//!
//! One grammar serves wherever a time is typed:
//!
//! ```text
//! RANGE  = A  ·  A..B  ·  A to B  ·  from A  ·  A..  ·  until B  ·  ..B
//! A, B   = DAYS  ·  DAY TIME  ·  TIME  ·  LENGTH  ·  now  ·  2026-11-23T09:30+01:00
//! DAYS   = DAY  ·  [this|next|last] week|weekend|month  ·  2026-W48  ·  2026-11  ·  nov 2026
//! DAY    = today  ·  tomorrow  ·  yesterday  ·  [this|next|last] fri  ·  +3d  ·  -2w  ·  23 nov [2026]  ·  2026-11-23
//! TIME   = 9:30  ·  9:30:15
//! LENGTH = 90m  ·  +2h  ·  -90m; at the end of a range also 3d and 2w
//! ```
//!
//! Its words are English on every machine. What could be read in two ways is refused with both of them (`readings`).

mod dates;
mod lengths;
mod misread;
#[cfg(test)]
mod properties;
mod readings;
#[cfg(test)]
mod tests;
mod whole;
mod words;
mod written;

use crate::model::error::Result;
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc, Weekday};
use std::ops::RangeInclusive;
pub use whole::Unit;

/// From when, and for whom, such words are read.
#[derive(Clone, Debug)]
pub struct Calendarist {
    /// Now.
    pub now: DateTime<Utc>,
    /// The zone whose days are meant.
    pub zone: Zone,
    /// The day on which a week begins.
    pub week_start: Weekday,
}

/// What the words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// Whole days.
    Days { first: NaiveDate, after: NaiveDate },
    /// An instant. On its own it is the rest of its day.
    Instant(DateTime<Utc>),
    /// An instant so far from now. On its own it is the time between.
    Distance(DateTime<Utc>),
}

impl Meaning {
    fn day(date: NaiveDate) -> Option<Self> {
        Some(Self::Days { first: date, after: date.checked_add_days(Days::new(1))? })
    }

    fn month(first: NaiveDate) -> Option<Self> {
        Some(Self::Days { first, after: first.checked_add_months(Months::new(1))? })
    }

    /// The year in which it begins.
    fn year(self) -> i32 {
        match self {
            Self::Days { first, .. } => first.year(),
            Self::Instant(instant) | Self::Distance(instant) => instant.year(),
        }
    }
}

/// From where words are read that leave something open: a year, a week, a day.
#[derive(Clone, Copy)]
enum Anchor {
    /// Now: `24 nov` is the nearest one, `fri` the next, today included.
    Now,
    /// The start of a range, whose end is meant: `fri`, `24 nov` and `9:30` are the first ones from then on.
    Start(DateTime<Utc>),
}

/// The years that a calendar can show, so that no time zone leads out of those that dates can be computed and printed in.
/// Source: Outlook, "the calendar goes from April 1, 1601, to August 31, 4500".
const YEARS: RangeInclusive<i32> = 1602..=4499;

fn reachable(year: i32) -> Result<()> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    Err(misread::range(format!("No calendar reaches to the year {year}.")))
}

impl Calendarist {
    /// Today, here.
    pub fn today(&self) -> NaiveDate {
        self.zone.date(self.now)
    }

    /// The range that these words mean.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage), with what was not understood, or that the range runs backwards.
    pub fn range(&self, text: &str) -> Result<TimeRange> {
        let text = tidied(text);
        if let Some((from, to)) = ends(&text) {
            return self.between(from, to);
        }
        match self.meaning(&text, Anchor::Now)? {
            Meaning::Days { first, after } => self.days(first, after),
            Meaning::Distance(instant) => self.checked(instant.min(self.now), instant.max(self.now)),
            Meaning::Instant(instant) => {
                let day_after = self.zone.date(instant).checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
                self.checked(instant, self.zone.midnight(day_after))
            }
        }
    }

    /// The range from the start of one period to the end of another. Without `from` it begins today; without `to` it goes on for a
    /// year. What leaves something open at the end is the first from the start on, so that `mon..fri` is five days on any day of the
    /// week and `22:00..2:00` a night.
    ///
    /// # Errors
    /// As [`Calendarist::range`].
    pub fn between(&self, from: Option<&str>, to: Option<&str>) -> Result<TimeRange> {
        self.stretch(from, to).map_err(|error| misread::ends(self, error, from, to))
    }

    fn stretch(&self, from: Option<&str>, to: Option<&str>) -> Result<TimeRange> {
        let start = match from.map(|text| self.meaning(text, Anchor::Now)).transpose()? {
            Some(Meaning::Instant(instant) | Meaning::Distance(instant)) => instant,
            Some(Meaning::Days { first, .. }) => self.zone.midnight(first),
            None => self.zone.midnight(self.today()),
        };
        let end = match to.map(|text| self.meaning(text, Anchor::Start(start))).transpose()? {
            Some(Meaning::Instant(instant) | Meaning::Distance(instant)) => instant,
            Some(Meaning::Days { after, .. }) => self.zone.midnight(after),
            None => self.on_another_day(start, |day| day.checked_add_months(Months::new(12))).unwrap_or(start),
        };
        self.checked(start, end)
    }

    /// From today on, for so many days.
    ///
    /// # Errors
    /// As [`Calendarist::range`].
    pub fn next_days(&self, count: u32) -> Result<TimeRange> {
        let after = self.today().checked_add_days(Days::new(count.into()));
        self.days(self.today(), after.ok_or_else(|| misread::range(format!("{count} days are too many.")))?)
    }

    fn days(&self, first: NaiveDate, after: NaiveDate) -> Result<TimeRange> {
        self.checked(self.zone.midnight(first), self.zone.midnight(after))
    }

    /// The range in whole seconds, if it is one.
    fn checked(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Result<TimeRange> {
        // Graph shows 1825 days at once, and is asked for a day more on both sides.
        const LONGEST: TimeDelta = TimeDelta::days(366 * 4);
        reachable(start.year())?;
        reachable(end.year())?;
        let whole = |instant: DateTime<Utc>| DateTime::from_timestamp(instant.timestamp(), 0).unwrap_or(instant);
        let (start, end) = (whole(start), whole(end));
        let range = TimeRange::new(start, end).ok_or_else(|| misread::not_forward(self, start, end))?;
        if end - start > LONGEST {
            return Err(misread::range("The range is longer than four years.".to_owned()));
        }
        Ok(range)
    }

    fn meaning(&self, text: &str, anchor: Anchor) -> Result<Meaning> {
        let text = tidied(text);
        let found = self.understood(&text, anchor).ok_or_else(|| misread::words(self, &text))?;
        reachable(found.year())?;
        Ok(found)
    }

    fn understood(&self, text: &str, anchor: Anchor) -> Option<Meaning> {
        let words = text.to_lowercase();
        self.without_time(&words, anchor).or_else(|| self.timed(&words, anchor))
    }

    fn without_time(&self, words: &str, anchor: Anchor) -> Option<Meaning> {
        self.named(words, anchor).or_else(|| self.length(words, anchor)).or_else(|| self.dated(words, anchor))
    }

    /// The local day from which words are read.
    fn day_of(&self, anchor: Anchor) -> NaiveDate {
        match anchor {
            Anchor::Now => self.today(),
            Anchor::Start(start) => self.zone.date(start),
        }
    }

    /// The same local time on another day; the start of a day stays one.
    fn on_another_day(
        &self,
        instant: DateTime<Utc>,
        other: impl Fn(NaiveDate) -> Option<NaiveDate>,
    ) -> Option<DateTime<Utc>> {
        let (day, time) = (self.zone.date(instant), self.zone.local(instant).time());
        let other = other(day)?;
        let is_midnight = self.zone.midnight(day) == instant;
        Some(if is_midnight { self.zone.midnight(other) } else { self.zone.instant(other.and_time(time)) })
    }
}

/// One space between words, and the hyphen that keyboards have for the minus sign that pages print.
fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{2212}', "-")
}

/// The two ends of what is written as a range; one of them may be left open.
fn ends(text: &str) -> Option<(Option<&str>, Option<&str>)> {
    // ASCII alone changes, so that each place in it is the same place in the text.
    let lower = text.to_ascii_lowercase();
    let opening = if lower.starts_with("from ") { "from ".len() } else { 0 };
    let end = |from: usize, to: usize| Some(text[from..to].trim()).filter(|end| !end.is_empty());
    for closing in ["until ", "to "] {
        if lower.starts_with(closing) {
            return Some((None, end(closing.len(), text.len())));
        }
    }
    let between = ["..", " to ", " until "].into_iter().find_map(|word| Some((lower.find(word)?, word.len())));
    match between {
        Some((at, length)) => {
            let ends = (end(opening.min(at), at), end(at + length, text.len()));
            (ends != (None, None)).then_some(ends)
        }
        None => (opening > 0).then(|| (end(opening, text.len()), None)),
    }
}
