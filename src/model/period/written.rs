//! Dates and times as people and ISO 8601 write them: `24 nov`, `2026-11-24`, `2026-W48`, `2026-11-24T09:30+01:00`.

use super::{Anchor, Meaning};
use crate::model::zone::Zone;
use chrono::{DateTime, Datelike, Days, Month, Months, NaiveDate, NaiveDateTime, Weekday};

/// Dates and times of ISO 8601. A time without an offset is local.
pub(super) fn iso(words: &str, zone: &Zone) -> Option<Meaning> {
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
        return Some(Meaning::Instant(zone.instant(local)));
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

/// `24 nov`, `nov 24` and `24 november 2026`. Without a year it is the nearest one to today, or the first from the start of a range on.
pub(super) fn yearless(words: &str, anchor: Anchor) -> Option<Meaning> {
    let (day, month, year) = day_and_month(words)?;
    let date = |year| NaiveDate::from_ymd_opt(year, month, day);
    if let Some(year) = year {
        return one_day(date(year)?);
    }
    let from = anchor.day();
    let near = (-1..=1).filter_map(|step| date(from.year().checked_add(step)?));
    one_day(match anchor {
        Anchor::Today(_) => near.min_by_key(|date| (*date - from).num_days().abs())?,
        Anchor::Start(_) => near.filter(|date| *date >= from).min()?,
    })
}

/// Whether this is written as a day is, though there may be no such day.
pub(super) fn looks_like_a_day(words: &str) -> bool {
    let parts: Vec<&str> = words.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()));
    (digits && lengths == [4, 2, 2]) || day_and_month(words).is_some()
}

fn day_and_month(words: &str) -> Option<(u32, u32, Option<i32>)> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let (first, second, year) = match parts.as_slice() {
        [first, second] => (first, second, None),
        [first, second, year] if year.len() == 4 => (first, second, Some(year.parse().ok()?)),
        _ => return None,
    };
    let (day, month) = if first.parse::<u32>().is_ok() { (first, second) } else { (second, first) };
    Some((day.parse().ok()?, month.parse::<Month>().ok()?.number_from_month(), year))
}

pub(super) fn one_day(date: NaiveDate) -> Option<Meaning> {
    Some(Meaning::Days { first: date, after: date.checked_add_days(Days::new(1))? })
}

pub(super) fn whole_month(first: NaiveDate) -> Option<Meaning> {
    Some(Meaning::Days { first, after: first.checked_add_months(Months::new(1))? })
}
