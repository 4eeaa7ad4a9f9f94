//! What people type for a time: `today`, `fri`, `next week`, `+3d`, `2026-11-23`, `2026-W48`, `9 nov..13 nov`.

use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};
use std::ops::RangeInclusive;

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

fn reachable(year: i32) -> Result<(), String> {
    if YEARS.contains(&year) { Ok(()) } else { Err(format!("no calendar reaches to the year {year}")) }
}

/// What to type instead of something that was not understood.
const EXAMPLES: &str =
    "try `today`, `tomorrow`, `fri`, `next week`, `+3d`, `2026-11-23`, `2026-11-23T09:30` or `mon..fri`";

impl Calendarist {
    /// Today, here.
    pub fn today(&self) -> NaiveDate {
        self.zone.date(self.now)
    }

    /// The range that these words mean.
    ///
    /// # Errors
    /// A sentence that says what was not understood, or that it runs backwards.
    pub fn range(&self, text: &str) -> Result<TimeRange, String> {
        match text.split_once("..").or_else(|| text.split_once(" to ")) {
            Some((from, to)) => self.between(Some(from), Some(to)),
            None => match self.meaning(text)? {
                Meaning::Days { first, after } => self.days(first, after),
                Meaning::Instant(instant) => {
                    let day_after = self.zone.date(instant).checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
                    self.checked(instant, self.zone.midnight(day_after))
                }
            },
        }
    }

    /// The range from the start of one period to the end of another. Without `from` it begins today; without `to` it lasts for the
    /// day (or whatever period) that `from` names.
    ///
    /// # Errors
    /// As [`Calendarist::range`].
    pub fn between(&self, from: Option<&str>, to: Option<&str>) -> Result<TimeRange, String> {
        let start = match from.map(|text| self.meaning(text)).transpose()? {
            Some(Meaning::Instant(instant)) => instant,
            Some(Meaning::Days { first, .. }) => self.zone.midnight(first),
            None => self.zone.midnight(self.today()),
        };
        let end = match to.map(|text| self.meaning(text)).transpose()? {
            Some(Meaning::Instant(instant)) => instant,
            Some(Meaning::Days { after, .. }) => self.zone.midnight(after),
            None => return self.range(from.unwrap_or("today")),
        };
        self.checked(start, end)
    }

    /// From today on, for so many days.
    ///
    /// # Errors
    /// As [`Calendarist::range`].
    pub fn next_days(&self, count: u32) -> Result<TimeRange, String> {
        let after = self.today().checked_add_days(Days::new(count.into()));
        self.days(self.today(), after.ok_or_else(|| format!("{count} days are too many"))?)
    }

    fn days(&self, first: NaiveDate, after: NaiveDate) -> Result<TimeRange, String> {
        self.checked(self.zone.midnight(first), self.zone.midnight(after))
    }

    fn checked(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Result<TimeRange, String> {
        // Graph shows 1825 days at once, and is asked for a day more on both sides.
        const LONGEST: TimeDelta = TimeDelta::days(366 * 4);
        let shown = |instant| self.zone.local(instant).format("%Y-%m-%d %H:%M");
        reachable(start.year())?;
        reachable(end.year())?;
        let range = TimeRange::new(start, end).ok_or_else(|| {
            let fault = if start == end { "is empty" } else { "runs backwards" };
            format!("the range {fault}: it would begin at {} and end at {}", shown(start), shown(end))
        })?;
        if end - start > LONGEST { Err("the range is longer than four years".to_owned()) } else { Ok(range) }
    }

    fn meaning(&self, text: &str) -> Result<Meaning, String> {
        let words = text.trim().to_lowercase();
        let found = self.named(&words).or_else(|| self.offset(&words)).or_else(|| self.written(&words));
        let found = found.ok_or_else(|| {
            format!("`{}` is not a time that calcli understands; {EXAMPLES}", text.trim().escape_debug())
        })?;
        reachable(found.year())?;
        Ok(found)
    }

    /// Words: days, weekdays, weeks and months around today. A weekday is its next one, today included.
    fn named(&self, words: &str) -> Option<Meaning> {
        let today = self.today();
        let day = |offset: i64| one_day(today.checked_add_signed(TimeDelta::days(offset))?);
        let mut parts = words.split_whitespace();
        let (first, second, None) = (parts.next()?, parts.next(), parts.next()) else { return None };
        match (first, second) {
            ("now", None) => Some(Meaning::Instant(self.now)),
            ("today", None) => day(0),
            ("tomorrow", None) => day(1),
            ("yesterday", None) => day(-1),
            ("week" | "month", None) => self.around("this", first),
            ("this" | "next" | "last", Some(unit)) => self.around(first, unit),
            (weekday, None) => {
                let ahead = weekday.parse::<Weekday>().ok()?.days_since(today.weekday());
                day(ahead.into())
            }
            _ => None,
        }
    }

    /// The calendar week or month before, around or after today; `next fri` is the Friday of the next week.
    fn around(&self, which: &str, unit: &str) -> Option<Meaning> {
        let step = match which {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        let today = self.today();
        let week = today.week(self.week_start).checked_first_day()?.checked_add_signed(TimeDelta::weeks(step))?;
        if let Ok(weekday) = unit.parse::<Weekday>() {
            return one_day(week.checked_add_days(Days::new(weekday.days_since(self.week_start).into()))?);
        }
        match unit {
            "week" => Some(Meaning::Days { first: week, after: week.checked_add_days(Days::new(7))? }),
            "month" => {
                let month = today.with_day(1)?;
                whole_month(match which {
                    "last" => month.checked_sub_months(Months::new(1))?,
                    "next" => month.checked_add_months(Months::new(1))?,
                    _ => month,
                })
            }
            _ => None,
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

    /// Dates and times as ISO 8601 writes them. A time without an offset is local.
    fn written(&self, words: &str) -> Option<Meaning> {
        let iso = words.to_uppercase();
        let with_offset = iso.replacen(' ', "T", 1).replace('Z', "+00:00");
        if let Some(instant) = ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%dT%H:%M:%S%.f%:z"]
            .iter()
            .find_map(|format| DateTime::parse_from_str(&with_offset, format).ok())
        {
            return Some(Meaning::Instant(instant.to_utc()));
        }
        if let Some(local) = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&iso, format).ok())
        {
            return Some(Meaning::Instant(self.zone.instant(local)));
        }
        if let Ok(date) = NaiveDate::parse_from_str(&iso, "%Y-%m-%d") {
            return one_day(date);
        }
        if let Some((year, week)) = iso.split_once("-W") {
            let first = NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Mon)?;
            return Some(Meaning::Days { first, after: first.checked_add_days(Days::new(7))? });
        }
        let (year, month) = iso.split_once('-')?;
        whole_month(NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?)
    }
}

fn one_day(date: NaiveDate) -> Option<Meaning> {
    Some(Meaning::Days { first: date, after: date.checked_add_days(Days::new(1))? })
}

fn whole_month(first: NaiveDate) -> Option<Meaning> {
    Some(Meaning::Days { first, after: first.checked_add_months(Months::new(1))? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Monday 23 November 2026, 09:00 in Amsterdam.
    fn amsterdam() -> Calendarist {
        let rules = jiff::tz::TimeZoneDatabase::bundled().get("Europe/Amsterdam").unwrap();
        let now = DateTime::parse_from_rfc3339("2026-11-23T08:00:00Z").unwrap().to_utc();
        Calendarist { now, zone: Zone::new("Europe/Amsterdam", rules), week_start: Weekday::Mon }
    }

    fn local(text: &str) -> String {
        let here = amsterdam();
        let range = here.range(text).unwrap();
        format!(
            "{} {}",
            here.zone.local(range.start()).format("%m-%dT%H:%M"),
            here.zone.local(range.end()).format("%m-%dT%H:%M")
        )
    }

    #[test]
    fn words_dates_and_ranges_mean_what_a_reader_expects() {
        for (text, meaning) in [
            ("today", "11-23T00:00 11-24T00:00"),
            ("Tomorrow", "11-24T00:00 11-25T00:00"),
            ("mon", "11-23T00:00 11-24T00:00"),
            ("friday", "11-27T00:00 11-28T00:00"),
            ("next fri", "12-04T00:00 12-05T00:00"),
            ("week", "11-23T00:00 11-30T00:00"),
            ("next week", "11-30T00:00 12-07T00:00"),
            ("last month", "10-01T00:00 11-01T00:00"),
            ("+3d", "11-26T00:00 11-27T00:00"),
            ("-1w", "11-16T00:00 11-17T00:00"),
            ("2026-11-25", "11-25T00:00 11-26T00:00"),
            ("2026-w48", "11-23T00:00 11-30T00:00"),
            ("2026-12", "12-01T00:00 01-01T00:00"),
            ("2026-11-25T15:00", "11-25T15:00 11-26T00:00"),
            ("2026-11-25T15:00Z", "11-25T16:00 11-26T00:00"),
            ("mon..fri", "11-23T00:00 11-28T00:00"),
            ("2026-11-25 to 2026-11-26T12:00", "11-25T00:00 11-26T12:00"),
        ] {
            assert_eq!(local(text), meaning, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_or_runs_backwards_is_refused_with_examples() {
        for bad in [
            "",
            "soon",
            "2026-13-01",
            "2026-02-30",
            "fri..mon",
            "+d",
            "3d",
            "next",
            "next blue",
            "2000-01-01..2026-01-01",
            "1600-01-01",
            "9999-12-31",
            "12026-01",
        ] {
            assert!(amsterdam().range(bad).is_err(), "{bad}");
        }
        assert!(amsterdam().range("soon").unwrap_err().contains("next week"));
    }

    #[test]
    fn a_time_at_the_end_of_all_time_is_refused_in_every_form() {
        for far in
            ["+262142-12-31T23:59Z", "-262143-01-01T00:00Z", "+262142-12-31", "+262142-12-31T23:59", "+262142-12"]
        {
            for text in [far.to_owned(), format!("{far}..today"), format!("today..{far}")] {
                assert!(amsterdam().range(&text).is_err(), "{text}");
            }
        }
        assert!(amsterdam().range("4500-01-01T00:00Z").unwrap_err().contains("the year 4500"));
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_it_panic(text in ".{0,24}") {
            let _ = amsterdam().range(&text);
        }

        #[test]
        fn big_numbers_do_not_overflow(number in any::<i64>(), days in any::<u32>()) {
            let _ = amsterdam().range(&format!("+{number}w"));
            let _ = amsterdam().range(&format!("{number}-{days}"));
            let _ = amsterdam().next_days(days);
        }
    }
}
