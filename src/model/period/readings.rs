//! What can be meant by words that calcli does not read, since people of different places read them differently: `3/4`, `9`, `12pm`.

use super::dates::{clock, number};
use super::words::{MONTHS, month};
use super::{Anchor, Calendarist};
use chrono::{Datelike, NaiveDate};

/// One of the things that can be meant.
pub(super) struct Reading {
    /// What it is, such as `3 April`.
    pub meaning: String,
    /// How it is typed beyond doubt, such as `3 apr`.
    pub typed: String,
}

impl Reading {
    fn new(meaning: impl Into<String>, typed: impl Into<String>) -> Self {
        Self { meaning: meaning.into(), typed: typed.into() }
    }

    fn date(day: u32, month: u32, year: Option<u32>) -> Option<Self> {
        // A leap year has every day there is.
        let date = NaiveDate::from_ymd_opt(i32::try_from(year.unwrap_or(2024)).ok()?, month, day)?;
        let name = date.format("%-d %B").to_string();
        Some(match year {
            Some(year) => Self::new(format!("{name} {year}"), date.to_string()),
            None => Self::new(name, date.format("%-d %b").to_string().to_lowercase()),
        })
    }

    fn month(year: u32, month: u32) -> Option<Self> {
        let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
        Some(Self::new(format!("{} {year}", capitalised(name)), format!("{year}-{month:02}")))
    }

    fn time(hour: u32, minute: u32) -> Option<Self> {
        let time = format!("{hour}:{minute:02}");
        (hour < 24 && minute < 60).then(|| Self::new(&time, &time))
    }
}

impl Calendarist {
    /// Everything that these words can mean; nothing where they are of no known form.
    pub(super) fn readings(&self, words: &str) -> Vec<Reading> {
        let of_one_word = |word: &str| {
            let dates = || ['/', '.', '-'].into_iter().find_map(|separator| dates(word, separator));
            dates().or_else(|| self.number(word)).or_else(|| lengths(word)).unwrap_or_default()
        };
        let found = match words.split_once(' ') {
            None => of_one_word(words),
            Some(_) => self.day_and_number(words).unwrap_or_default(),
        };
        let found = if found.is_empty() { self.words_with_readings(words) } else { found };
        if !found.is_empty() {
            return found;
        }
        // A date with a time after it: the time is clear.
        let Some((date, time)) = words.rsplit_once(' ').filter(|(_, time)| clock(time).is_some()) else { return found };
        let with_time =
            |reading: Reading| Reading::new(format!("{} {time}", reading.meaning), format!("{} {time}", reading.typed));
        let is_clear = |reading: &Reading| self.understood(&reading.typed, Anchor::Now).is_some();
        of_one_word(date).into_iter().map(with_time).filter(is_clear).collect()
    }

    /// A number alone: an hour, a day of the month, a year, or digits that should be apart.
    fn number(&self, word: &str) -> Option<Vec<Reading>> {
        let value = number(word)?;
        let (hours, minutes) = (value / 100, value % 100);
        let readings = match word.len() {
            1 | 2 => [Reading::time(value, 0), Reading::date(value, self.today().month(), None)],
            3 => [Reading::time(hours, minutes), None],
            4 => [
                Reading::time(hours, minutes),
                (1900..2200)
                    .contains(&value)
                    .then(|| Reading::new(format!("the whole year {value}"), format!("{value}-01-01..{value}-12-31"))),
            ],
            8 => [Reading::date(minutes, hours % 100, Some(value / 10_000)), None],
            _ => return None,
        };
        Some(readings.into_iter().flatten().collect())
    }

    /// `fri 9`: an hour of that day, or a day of the month.
    fn day_and_number(&self, words: &str) -> Option<Vec<Reading>> {
        let (day, last) = words.rsplit_once(' ')?;
        let value = number(last).filter(|_| last.len() <= 2)?;
        super::words::weekday(day.rsplit(' ').next()?)?;
        let hour = Reading::time(value, 0)
            .map(|time| Reading::new(format!("{day} at {}", time.meaning), format!("{day} {}", time.typed)));
        Some([hour, Reading::date(value, self.today().month(), None)].into_iter().flatten().collect())
    }

    /// Words of the day, the names of months, numbers of weeks, and hours of half a day.
    fn words_with_readings(&self, words: &str) -> Vec<Reading> {
        let today = self.today();
        match words {
            "noon" | "midday" => return Reading::time(12, 0).into_iter().collect(),
            "midnight" => {
                return vec![
                    Reading::new("the midnight that begins today", "today 0:00"),
                    Reading::new("the one that ends it", "tomorrow 0:00"),
                ];
            }
            _ => {}
        }
        if let Some(week) = ["week ", "wk ", "w"].iter().find_map(|name| number(words.strip_prefix(name)?)) {
            let year = today.iso_week().year();
            let exists = NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon).is_some();
            let typed = format!("{year}-W{week:02}");
            return exists.then(|| Reading::new(format!("week {week} of {year}"), typed)).into_iter().collect();
        }
        let month = month(words).or_else(|| number(words.strip_prefix("month ")?));
        if let Some((month, year)) = month.zip(u32::try_from(today.year()).ok()) {
            let other = if month > today.month() { year - 1 } else { year + 1 };
            return [year, other].into_iter().filter_map(|year| Reading::month(year, month)).collect();
        }
        half_days(words).unwrap_or_default()
    }
}

/// Two or three numbers with the same sign between them.
fn dates(word: &str, separator: char) -> Option<Vec<Reading>> {
    let parts: Vec<&str> = word.trim_end_matches('.').split(separator).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let mut readings = match (numbers.as_slice(), lengths.as_slice()) {
        ([year, month], [4, 1 | 2]) | ([month, year], [1 | 2, 4]) => vec![Reading::month(*year, *month)],
        ([a, b], [1 | 2, 1 | 2]) => {
            let hour_and_minute = separator == '.' && lengths[1] == 2 && !word.ends_with('.');
            let hours = separator == '-' && a < b && *b <= 24 && (*a > 12 || *b > 12);
            vec![
                Reading::date(*a, *b, None),
                Reading::date(*b, *a, None),
                Reading::time(*a, *b).filter(|_| hour_and_minute),
                hours.then(|| Reading::new(format!("{a}:00 to {b}:00"), format!("{a}:00..{b}:00"))),
            ]
        }
        ([year, month, day], [4, 1 | 2, 1 | 2]) => vec![Reading::date(*day, *month, Some(*year))],
        ([a, b, year], [1 | 2, 1 | 2, 4]) => {
            vec![Reading::date(*a, *b, Some(*year)), Reading::date(*b, *a, Some(*year))]
        }
        ([a, b, c], [1 | 2, 1 | 2, 2]) => vec![
            Reading::date(*a, *b, Some(2000 + c)),
            Reading::date(*b, *a, Some(2000 + c)),
            Reading::date(*c, *b, Some(2000 + a)),
        ],
        _ => return None,
    };
    readings.retain(Option::is_some);
    let mut readings: Vec<Reading> = readings.into_iter().flatten().collect();
    readings.dedup_by(|one, other| one.typed == other.typed);
    Some(readings)
}

/// Lengths that lack a sign or a unit, and hours with an `h` between them and the minutes.
fn lengths(word: &str) -> Option<Vec<Reading>> {
    let counted = |count: &str, unit: &str| match number(count) {
        Some(1) => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    };
    if let Some((hours, minutes)) = word.split_once('h').filter(|(_, minutes)| minutes.len() == 2) {
        let (hours, minutes) = number(hours).filter(|hours| *hours < 1000).zip(number(minutes))?;
        let length = Reading::new(format!("{hours} h {minutes} min from now"), format!("{}m", hours * 60 + minutes));
        return Some(Reading::time(hours, minutes).into_iter().chain([length]).collect());
    }
    if let Some(count) = word.strip_prefix(['+', '-']).filter(|count| number(count).is_some()) {
        let ago = if word.starts_with('-') { "ago" } else { "from now" };
        let reading =
            |unit: &str, letter| Reading::new(format!("{} {ago}", counted(count, unit)), format!("{word}{letter}"));
        return Some(vec![reading("day", 'd'), reading("hour", 'h')]);
    }
    let unit = if word.ends_with('d') { "day" } else { "week" };
    let count = word.strip_suffix(['d', 'w']).filter(|count| number(count).is_some())?;
    Some(vec![
        Reading::new(format!("the day {} from today", counted(count, unit)), format!("+{word}")),
        Reading::new(format!("{} from today on", counted(count, unit)), format!("today..{word}")),
    ])
}

/// `9pm`, `9:30 am`; of twelve it is not agreed which is which.
pub(super) fn half_days(words: &str) -> Option<Vec<Reading>> {
    let (time, is_late) = match (words.strip_suffix("am"), words.strip_suffix("pm")) {
        (Some(time), _) => (time, false),
        (_, Some(time)) => (time, true),
        _ => return None,
    };
    let (hour, minute) = time.trim_end().split_once(':').unwrap_or((time.trim_end(), "00"));
    let (hour, minute) = number(hour).filter(|hour| (1..=12).contains(hour)).zip(number(minute))?;
    let hours = match (hour, is_late) {
        (12, false) => vec![0, 12],
        (12, true) => vec![12, 0],
        (hour, true) => vec![hour + 12],
        (hour, false) => vec![hour],
    };
    Some(hours.into_iter().filter_map(|hour| Reading::time(hour, minute)).collect())
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
