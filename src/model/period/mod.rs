//! What people type for a time: `today`, `fri`, `next week`, `+3d`, `2026-11-23`, `2026-W48`, `9 nov..13 nov`.

mod misread;
#[cfg(test)]
mod tests;
mod whole;
mod written;

use crate::model::error::Result;
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc, Weekday};
use std::ops::RangeInclusive;
pub use whole::Unit;
use written::{one_day, whole_month};

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

/// What the words mean: whole days, or one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Days { first: NaiveDate, after: NaiveDate },
    Instant(DateTime<Utc>),
}

impl Meaning {
    /// The year in which it begins.
    fn year(self) -> i32 {
        match self {
            Self::Days { first, .. } => first.year(),
            Self::Instant(instant) => instant.year(),
        }
    }
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

/// The day that words without a year, a week or a month of their own are read from.
#[derive(Clone, Copy)]
enum Anchor {
    /// Today: `24 nov` is the nearest one, `fri` the next, today included.
    Today(NaiveDate),
    /// The first day of a range, whose end is meant: `fri` and `24 nov` are the first ones from that day on.
    Start(NaiveDate),
}

impl Anchor {
    fn day(self) -> NaiveDate {
        match self {
            Self::Today(day) | Self::Start(day) => day,
        }
    }
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
        match text.split_once("..").or_else(|| text.split_once(" to ")) {
            Some((from, to)) => self.between(Some(from), Some(to)),
            None => match self.meaning(text, Anchor::Today(self.today()))? {
                Meaning::Days { first, after } => self.days(first, after),
                Meaning::Instant(instant) => {
                    let day_after = self.zone.date(instant).checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
                    self.checked(instant, self.zone.midnight(day_after))
                }
            },
        }
    }

    /// The range from the start of one period to the end of another. Without `from` it begins today; without `to` it lasts for the
    /// day (or whatever period) that `from` names. A weekday, a week or a day without a year at the end is the first from the start on,
    /// so that `mon..fri` is five days on any day of the week.
    ///
    /// # Errors
    /// As [`Calendarist::range`].
    pub fn between(&self, from: Option<&str>, to: Option<&str>) -> Result<TimeRange> {
        let today = self.today();
        let Some(to) = to else { return self.range(from.unwrap_or("today")) };
        let (start, first) = match from.map(|text| self.meaning(text, Anchor::Today(today))).transpose()? {
            Some(Meaning::Instant(instant)) => (instant, self.zone.date(instant)),
            Some(Meaning::Days { first, .. }) => (self.zone.midnight(first), first),
            None => (self.zone.midnight(today), today),
        };
        match self.meaning(to, Anchor::Start(first))? {
            Meaning::Instant(instant) => self.checked(start, instant),
            Meaning::Days { after, .. } => self.checked(start, self.zone.midnight(after)),
        }
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

    fn checked(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Result<TimeRange> {
        // Graph shows 1825 days at once, and is asked for a day more on both sides.
        const LONGEST: TimeDelta = TimeDelta::days(366 * 4);
        reachable(start.year())?;
        reachable(end.year())?;
        let range = TimeRange::new(start, end).ok_or_else(|| misread::range(self.why_not(start, end)))?;
        if end - start > LONGEST {
            return Err(misread::range("The range is longer than four years.".to_owned()));
        }
        Ok(range)
    }

    /// Why this is no range, in the days that were typed: the last one is part of it.
    fn why_not(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
        let (from, to) = (self.zone.local(start), self.zone.local(end));
        let midnight = |time: chrono::NaiveTime| time == chrono::NaiveTime::MIN;
        if start == end {
            format!("The range is empty: it would begin and end at {}.", from.format("%Y-%m-%d %H:%M"))
        } else if midnight(from.time()) && midnight(to.time()) {
            let last = to.date_naive() - Days::new(1);
            format!("The range runs backwards: from {} to {}.", from.format("%a %Y-%m-%d"), last.format("%a %Y-%m-%d"))
        } else {
            let shown = "%Y-%m-%d %H:%M";
            format!("The range runs backwards: from {} to {}.", from.format(shown), to.format(shown))
        }
    }

    fn meaning(&self, text: &str, anchor: Anchor) -> Result<Meaning> {
        let found = self.understood(text, anchor).ok_or_else(|| misread::words(self, text))?;
        reachable(found.year())?;
        Ok(found)
    }

    fn understood(&self, text: &str, anchor: Anchor) -> Option<Meaning> {
        // A minus sign is what pages print for the hyphen that keyboards have.
        let words = text.trim().to_lowercase().replace('\u{2212}', "-");
        self.named(&words, anchor)
            .or_else(|| self.offset(&words))
            .or_else(|| written::yearless(&words, anchor))
            .or_else(|| written::iso(&words, &self.zone))
    }

    /// Words: days, weekdays, weeks and months around today. A weekday is the next one, its anchor included.
    fn named(&self, words: &str, anchor: Anchor) -> Option<Meaning> {
        let day = |offset: i64| one_day(self.today().checked_add_signed(TimeDelta::days(offset))?);
        let mut parts = words.split_whitespace();
        let (first, second, None) = (parts.next()?, parts.next(), parts.next()) else { return None };
        match (first, second) {
            ("now", None) => Some(Meaning::Instant(self.now)),
            ("today", None) => day(0),
            ("tomorrow", None) => day(1),
            ("yesterday", None) => day(-1),
            ("week" | "weekend" | "month", None) => self.around(anchor.day(), "this", first),
            ("this" | "next" | "last", Some(unit)) => self.around(self.today(), first, unit),
            (weekday, None) => {
                let ahead = weekday.parse::<Weekday>().ok()?.days_since(anchor.day().weekday());
                one_day(anchor.day().checked_add_days(Days::new(ahead.into()))?)
            }
            _ => None,
        }
    }

    /// The calendar week, weekend or month before, around or after a day; `next fri` is the Friday of the next week.
    fn around(&self, day: NaiveDate, which: &str, unit: &str) -> Option<Meaning> {
        let step = match which {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        let week_from = |start| day.week(start).checked_first_day()?.checked_add_signed(TimeDelta::weeks(step));
        let days =
            |first: NaiveDate, count| Some(Meaning::Days { first, after: first.checked_add_days(Days::new(count))? });
        match unit {
            "week" => days(week_from(self.week_start)?, 7),
            // It ends the week that begins on Monday, also where weeks begin on Sunday, between its two days.
            "weekend" => days(week_from(Weekday::Mon)?.checked_add_days(Days::new(5))?, 2),
            "month" => {
                let month = day.with_day(1)?;
                whole_month(match which {
                    "last" => month.checked_sub_months(Months::new(1))?,
                    "next" => month.checked_add_months(Months::new(1))?,
                    _ => month,
                })
            }
            _ => {
                let ahead = unit.parse::<Weekday>().ok()?.days_since(self.week_start);
                one_day(week_from(self.week_start)?.checked_add_days(Days::new(ahead.into()))?)
            }
        }
    }

    /// `+3d`, `-2w`: so many days or weeks from today.
    fn offset(&self, words: &str) -> Option<Meaning> {
        let number = words.strip_suffix(['d', 'w'])?;
        if !number.starts_with(['+', '-']) {
            return None;
        }
        let unit = if words.ends_with('w') { 7 } else { 1 };
        let days = TimeDelta::try_days(number.parse::<i32>().ok().map(i64::from)? * unit)?;
        one_day(self.today().checked_add_signed(days)?)
    }
}
