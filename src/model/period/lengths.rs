//! Lengths of time: `+3d` and `-2w` are days so far from today, `90m` and `2h` the time from now on.

use super::{Anchor, Calendarist, Meaning};
use chrono::{Days, TimeDelta};

/// A number and what it counts, such as `+3d`.
struct Length {
    is_signed: bool,
    number: i64,
    unit: char,
}

impl Length {
    fn read(words: &str) -> Option<Self> {
        let unit = words.chars().last().filter(|unit| "mhdw".contains(*unit))?;
        let number = words.strip_suffix(unit)?;
        let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit());
        let number_of = |text: &str| text.parse::<i32>().ok().map(i64::from);
        Some(Self { is_signed: digits != number, number: number_of(number).filter(|_| is_number)?, unit })
    }

    /// How many days, where it is in days or weeks.
    fn days(&self) -> Option<i64> {
        match self.unit {
            'd' => Some(self.number),
            'w' => Some(self.number * 7),
            _ => None,
        }
    }

    fn time(&self) -> Option<TimeDelta> {
        match self.unit {
            'm' => TimeDelta::try_minutes(self.number),
            'h' => TimeDelta::try_hours(self.number),
            _ => None,
        }
    }
}

impl Calendarist {
    /// A signed length goes from today or from now, wherever it stands; one without a sign goes from now or from the start of the range
    /// that it ends. Of days without a sign on their own it is not clear which are meant.
    pub(super) fn length(&self, words: &str, anchor: Anchor) -> Option<Meaning> {
        let length = Length::read(words)?;
        match (length.days(), anchor) {
            (Some(days), _) if length.is_signed => {
                Meaning::day(self.today().checked_add_signed(TimeDelta::try_days(days)?)?)
            }
            (Some(days), Anchor::Start(start)) => {
                let days = Days::new(u64::try_from(days).ok()?);
                self.on_another_day(start, |day| day.checked_add_days(days)).map(Meaning::Instant)
            }
            (Some(_), Anchor::Now) => None,
            (None, Anchor::Start(start)) if !length.is_signed => {
                start.checked_add_signed(length.time()?).map(Meaning::Instant)
            }
            (None, _) => self.now.checked_add_signed(length.time()?).map(Meaning::Distance),
        }
    }
}
