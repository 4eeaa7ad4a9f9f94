//! The hours and the days on which somebody would meet: `09:00-17:30`, `mon-fri`.

use chrono::Weekday;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The minutes of a day on the clock.
const DAY: u32 = 24 * 60;

/// From one time of the day to a later one, by the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    start: u32,
    end: u32,
}

impl Hours {
    /// The whole day.
    pub const ALL: Self = Self { start: 0, end: DAY };

    /// The minutes after midnight at which it begins and ends; 1440 is the end of the day.
    pub fn minutes(self) -> (u32, u32) {
        (self.start, self.end)
    }
}

impl FromStr for Hours {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let unreadable = || format!("`{}` is no window of hours: write it as 09:00-17:30", text.escape_debug());
        let (start, end) = text.split_once(['-', '–']).ok_or_else(unreadable)?;
        let start = minute(start).filter(|minute| *minute < DAY).ok_or_else(unreadable)?;
        let end = minute(end).ok_or_else(unreadable)?;
        if start < end {
            return Ok(Self { start, end });
        }
        let what = if start == end { "is empty" } else { "runs backwards" };
        Err(format!("`{text}` {what}: hours end later on the same day than they begin, at 24:00 at the latest"))
    }
}

/// The minute of the day that a time such as `9`, `9:30` or `24:00` is.
fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "00"));
    let digits = |text: &str, lengths: RangeInclusive<usize>| {
        let number = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        number.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (hour, minute) = (digits(hour, 1..=2)?, digits(minute, 2..=2)?);
    Some(hour * 60 + minute).filter(|total| minute < 60 && *total <= DAY)
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, end } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
    }
}

/// Some of the days of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days([bool; 7]);

impl Days {
    /// All of them.
    pub const ALL: Self = Self([true; 7]);

    /// Whether this day is one of them.
    pub fn contain(self, day: Weekday) -> bool {
        self.0[index(day)]
    }

    /// Their names, Monday first.
    pub fn names(self) -> impl Iterator<Item = String> {
        WEEK.into_iter().filter(move |day| self.contain(*day)).map(|day| day.to_string().to_lowercase())
    }
}

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn index(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

impl FromIterator<Weekday> for Days {
    fn from_iter<T: IntoIterator<Item = Weekday>>(days: T) -> Self {
        let mut chosen = [false; 7];
        days.into_iter().for_each(|day| chosen[index(day)] = true);
        Self(chosen)
    }
}

impl FromStr for Days {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().eq_ignore_ascii_case("all") {
            return Ok(Self::ALL);
        }
        let mut days = Vec::new();
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (weekday(first)?, weekday(last)?);
            // A range may run over the end of the week.
            days.extend((0..=last.days_since(first)).map(|ahead| WEEK[(index(first) + ahead as usize) % 7]));
        }
        Ok(days.into_iter().collect())
    }
}

fn weekday(text: &str) -> Result<Weekday, String> {
    text.trim().parse().map_err(|_| {
        let text = text.trim().escape_debug();
        format!(
            "`{text}` is no weekday: write days as mon-fri, mon,wed or all (for so many days from today: --next-days)"
        )
    })
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("all");
        }
        let days: Vec<Weekday> = WEEK.into_iter().filter(|day| self.contain(*day)).collect();
        let name = |day: &Weekday| day.to_string().to_lowercase();
        let runs = days.chunk_by(|one, two| one.succ() == *two).map(|run| match run {
            [first, _, .., last] => format!("{}-{}", name(first), name(last)),
            few => few.iter().map(name).collect::<Vec<_>>().join(","),
        });
        f.write_str(&runs.collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_are_two_times_of_a_day_and_may_end_at_its_end() {
        for (text, shown) in [
            ("09:00-17:30", "09:00-17:30"),
            ("9-17", "09:00-17:00"),
            ("0:00-24:00", "00:00-24:00"),
            ("22:00 – 24:00", "22:00-24:00"),
        ] {
            assert_eq!(text.parse::<Hours>().unwrap().to_string(), shown);
        }
        for bad in ["", "9", "9:0-17", "09:00-24:01", "24:00-24:00", "+9-17", "9-25", "09:60-10:00", "a-b", "9-17-18"] {
            assert!(bad.parse::<Hours>().is_err(), "{bad}");
        }
    }

    #[test]
    fn hours_that_run_backwards_are_refused_as_such() {
        assert!("17:30-09:00".parse::<Hours>().unwrap_err().contains("runs backwards"));
        assert!("09:00-09:00".parse::<Hours>().unwrap_err().contains("is empty"));
    }

    #[test]
    fn days_are_lists_and_ranges_also_over_the_end_of_the_week() {
        for (text, names) in [
            ("mon,tue,wed,thu,fri", "mon-fri"),
            ("wed,mon", "mon,wed"),
            ("sat-tue", "mon,tue,sat,sun"),
            ("fri-mon", "mon,fri-sun"),
            ("Friday", "fri"),
            ("mon-wed, sat", "mon-wed,sat"),
            ("fri-fri", "fri"),
            ("ALL", "all"),
            ("sun-sat", "all"),
        ] {
            assert_eq!(text.parse::<Days>().unwrap().to_string(), names, "{text}");
        }
        for bad in ["", "mon,", "monfri", "14", "mon-", "mon-fri-sat"] {
            assert!(bad.parse::<Days>().is_err(), "{bad}");
        }
        assert!("14".parse::<Days>().unwrap_err().contains("--next-days"));
    }

    proptest! {
        #[test]
        fn hours_and_days_are_read_back_as_they_are_shown(start in 0..DAY, length in 1..DAY, days in any::<[bool; 7]>()) {
            let hours = Hours { start, end: (start + length).min(DAY) };
            prop_assert_eq!(hours.to_string().parse(), Ok(hours));
            let days = Days(days);
            prop_assume!(days.names().next().is_some());
            prop_assert_eq!(days.to_string().parse(), Ok(days));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,12}") {
            let _ = (text.parse::<Hours>(), text.parse::<Days>());
        }
    }
}
