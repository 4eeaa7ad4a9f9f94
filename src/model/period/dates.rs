//! Dates and times of day as people and ISO 8601 write them: `24 nov`, `2026-11-24`, `2026-W48`, `9:30`, `2026-11-24T09:30+01:00`.

use super::words::month;
use super::{Anchor, Calendarist, Meaning};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Weekday};

/// A time of day; `24:00` is midnight at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    At(NaiveTime),
    End,
}

/// `9:30` or `9:30:15`.
pub(super) fn clock(word: &str) -> Option<Clock> {
    let parts: Vec<&str> = word.split(':').collect();
    let (hour, rest) = parts.split_first().filter(|(_, rest)| matches!(rest.len(), 1 | 2))?;
    let [hour, minute, second] = [Some(*hour), rest.first().copied(), rest.get(1).copied()]
        .map(|part| part.map_or(Some(0), |part| number(part).filter(|_| part.len() <= 2)));
    if rest.iter().any(|part| part.len() != 2) {
        return None;
    }
    match (hour?, minute?, second?) {
        (24, 0, 0) => Some(Clock::End),
        (hour, minute, second) => NaiveTime::from_hms_opt(hour, minute, second).map(Clock::At),
    }
}

/// What is digits alone.
pub(super) fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether this is written as a day is, though there may be no such day.
pub(super) fn looks_like_a_day(words: &str) -> bool {
    let lengths: Vec<usize> = words.split('-').map(str::len).collect();
    let digits = words.split('-').all(|part| number(part).is_some());
    (digits && lengths == [4, 2, 2]) || day_and_month(words).is_some()
}

/// Whether this is written as a time of day is, though there may be no such time.
pub(super) fn looks_like_a_time(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    last.contains(':') && last.split(':').all(|part| number(part).is_some())
}

impl Calendarist {
    /// A date, with a month in letters or as ISO 8601 has it.
    pub(super) fn dated(&self, words: &str, anchor: Anchor) -> Option<Meaning> {
        self.spelt(words, anchor).or_else(|| iso(words))
    }

    /// `24 nov`, `nov 24`, `24 november 2026` and `nov 2026`. Without a year it is the nearest one to today, or the first from the start
    /// of a range on.
    fn spelt(&self, words: &str, anchor: Anchor) -> Option<Meaning> {
        if let Some((name, year)) = words.split_once(' ').filter(|(_, year)| year.len() == 4) {
            let year = number(year).and_then(|year| i32::try_from(year).ok());
            return Meaning::month(NaiveDate::from_ymd_opt(year?, month(name)?, 1)?);
        }
        let (day, month, year) = day_and_month(words)?;
        let date = |year| NaiveDate::from_ymd_opt(year, month, day);
        if let Some(year) = year {
            return Meaning::day(date(year)?);
        }
        let from = self.day_of(anchor);
        // Eight years may lie between one 29 February and the next.
        let near = (-8..=8).filter_map(|step| date(from.year().checked_add(step)?));
        Meaning::day(match anchor {
            Anchor::Now => near.min_by_key(|date| (*date - from).num_days().abs())?,
            Anchor::Start(_) => near.filter(|date| *date >= from).min()?,
        })
    }

    /// A time of day: of the day before it, else of today, or the first from the start of a range on. Also an instant with an offset.
    pub(super) fn timed(&self, words: &str, anchor: Anchor) -> Option<Meaning> {
        let words = spaced(words);
        if let Some(instant) = with_offset(&words) {
            return Some(instant);
        }
        let (day, time) = words.rsplit_once(' ').unwrap_or(("", &words));
        let time = clock(time)?;
        let at = |day: NaiveDate| match (time, anchor) {
            (Clock::At(time), _) => Some(self.zone.instant(day.and_time(time))),
            // It ends a day, so that nothing can begin at it.
            (Clock::End, Anchor::Start(_)) => Some(self.zone.midnight(day.checked_add_days(Days::new(1))?)),
            (Clock::End, Anchor::Now) => None,
        };
        let instant = match (day, anchor) {
            ("", Anchor::Now) => at(self.today()),
            ("", Anchor::Start(start)) => {
                let days = self.zone.date(start).iter_days().take(2);
                days.filter_map(at).find(|instant| *instant >= start)
            }
            (day, _) => match self.without_time(day, anchor)? {
                Meaning::Days { first, after } if first.succ_opt() == Some(after) => at(first),
                _ => None,
            },
        };
        instant.map(Meaning::Instant)
    }
}

/// Dates of ISO 8601: a day, a week or a month.
fn iso(words: &str) -> Option<Meaning> {
    let (year, rest) = words.split_once('-').filter(|(year, _)| year.len() == 4)?;
    let year = i32::try_from(number(year)?).ok()?;
    if let Some(week) = rest.strip_prefix('w') {
        let first = NaiveDate::from_isoywd_opt(year, number(week)?, Weekday::Mon)?;
        return Some(Meaning::Days { first, after: first.checked_add_days(Days::new(7))? });
    }
    match rest.split_once('-') {
        Some((month, day)) => Meaning::day(NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)?),
        None => Meaning::month(NaiveDate::from_ymd_opt(year, number(rest)?, 1)?),
    }
}

/// `2026-11-24T09:30` with a space for its `T`.
fn spaced(words: &str) -> String {
    match words.split_once('t') {
        Some((date, time)) if iso(date).is_some() => format!("{date} {time}"),
        _ => words.to_owned(),
    }
}

/// `2026-11-24 09:30+01:00` and `2026-11-24 08:30z`: one instant, whatever the zone.
fn with_offset(words: &str) -> Option<Meaning> {
    let (date, _) = words.split_once(' ')?;
    iso(date)?;
    let words = words.replace('z', "+00:00");
    let read = |format| DateTime::parse_from_str(&words, format).ok();
    let instant = ["%Y-%m-%d %H:%M%:z", "%Y-%m-%d %H:%M:%S%.f%:z"].into_iter().find_map(read)?;
    Some(Meaning::Instant(instant.to_utc()))
}

fn day_and_month(words: &str) -> Option<(u32, u32, Option<i32>)> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let (first, second, year) = match parts.as_slice() {
        [first, second] => (first, second, None),
        [first, second, year] if year.len() == 4 => (first, second, Some(i32::try_from(number(year)?).ok()?)),
        _ => return None,
    };
    let (day, name) = if number(first).is_some() { (first, second) } else { (second, first) };
    Some((number(day).filter(|_| day.len() <= 2)?, month(name)?, year))
}
