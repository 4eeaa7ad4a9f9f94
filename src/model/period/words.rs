//! The words of the calendar: days, weekdays, weeks, weekends and months around today.

use super::{Anchor, Calendarist, Meaning};
use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

/// The months, in order.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of a week from Monday on.
pub(super) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The place of a name among others; its first three letters are enough, as in `fri`, `thurs` and `sept`.
fn place(names: &[&str], word: &str) -> Option<u8> {
    let at = names.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    u8::try_from(at).ok()
}

/// The number of a month.
pub(super) fn month(word: &str) -> Option<u32> {
    Some(u32::from(place(&MONTHS, word)?) + 1)
}

/// A day of the week.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Weekday::try_from(place(&WEEKDAYS, word)?).ok()
}

impl Calendarist {
    /// Days, weekdays, weeks and months around today. A weekday is the next one, its anchor included.
    pub(super) fn named(&self, words: &str, anchor: Anchor) -> Option<Meaning> {
        let day = |offset: i64| Meaning::day(self.today().checked_add_signed(TimeDelta::days(offset))?);
        let mut parts = words.split_whitespace();
        let (first, second, None) = (parts.next()?, parts.next(), parts.next()) else { return None };
        match (first, second) {
            ("now", None) => Some(Meaning::Instant(self.now)),
            ("today", None) => day(0),
            ("tomorrow", None) => day(1),
            ("yesterday", None) => day(-1),
            ("week" | "weekend" | "month", None) => self.around(self.day_of(anchor), "this", first),
            ("this" | "next" | "last", Some(unit)) => self.around(self.today(), first, unit),
            (name, None) => {
                let from = self.day_of(anchor);
                let ahead = weekday(name)?.days_since(from.weekday());
                Meaning::day(from.checked_add_days(Days::new(ahead.into()))?)
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
                Meaning::month(match which {
                    "last" => month.checked_sub_months(Months::new(1))?,
                    "next" => month.checked_add_months(Months::new(1))?,
                    _ => month,
                })
            }
            _ => {
                let ahead = weekday(unit)?.days_since(self.week_start);
                Meaning::day(week_from(self.week_start)?.checked_add_days(Days::new(ahead.into()))?)
            }
        }
    }
}
