//! Days and lengths of time in words.

use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

/// A day such as `Mon 23 Nov`, with the year where it is another than today's.
pub fn day(date: NaiveDate, today: NaiveDate) -> String {
    let format = if date.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    date.format(format).to_string()
}

/// The same, with today and tomorrow named.
pub fn heading(date: NaiveDate, today: NaiveDate) -> String {
    let day = day(date, today);
    match (date - today).num_days() {
        0 => format!("Today · {day}"),
        1 => format!("Tomorrow · {day}"),
        _ => day,
    }
}

/// An instant such as `10:04`, with its day where that is not today.
pub fn moment(instant: DateTime<Utc>, now: DateTime<Utc>, zone: &Zone) -> String {
    let (local, today) = (zone.local(instant), zone.date(now));
    let clock = zone.clock(instant);
    if local.date_naive() == today { clock } else { format!("{} {clock}", day(local.date_naive(), today)) }
}

/// A range by its days, such as `on Mon 23 Nov` or `from Mon 23 Nov to Sun 29 Nov`.
pub fn period(range: TimeRange, now: DateTime<Utc>, zone: &Zone) -> String {
    let (first, last) = (zone.date(range.start()), zone.date(range.end() - TimeDelta::seconds(1)));
    let day = |date| day(date, zone.date(now));
    if first == last { format!("on {}", day(first)) } else { format!("from {} to {}", day(first), day(last)) }
}

/// A length of time, in its two largest units at most; less than a minute counts as one.
pub fn length(length: TimeDelta) -> String {
    let minutes = length.abs().num_minutes().max(1);
    let (days, hours, minutes) = (minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    match (days, hours, minutes) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (1, 0, _) => "1 day".to_owned(),
        (1, hours, _) => format!("1 day {hours} h"),
        (days, ..) => format!("{days} days"),
    }
}

/// How long it is until a later instant: as a clock without seconds tells it, in minutes of which the last has only begun.
pub fn until(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    length(TimeDelta::minutes(((instant - now).num_seconds() + 59).div_euclid(60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_names_its_nearness_and_another_year() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = date("2026-11-23");
        for (day, shown) in [
            ("2026-11-23", "Today · Mon 23 Nov"),
            ("2026-11-24", "Tomorrow · Tue 24 Nov"),
            ("2026-11-22", "Sun 22 Nov"),
            ("2026-12-03", "Thu 3 Dec"),
            ("2027-01-01", "Fri 1 Jan 2027"),
        ] {
            assert_eq!(heading(date(day), today), shown);
        }
    }

    #[test]
    fn a_length_has_two_units_at_most() {
        for (seconds, shown) in [
            (5, "1 min"),
            (-52 * 60, "52 min"),
            (7200, "2 h"),
            (7260, "2 h 1 min"),
            (86_400, "1 day"),
            (90_000, "1 day 1 h"),
            (200_000, "2 days"),
        ] {
            assert_eq!(length(TimeDelta::seconds(seconds)), shown);
        }
    }

    #[test]
    fn what_is_left_is_told_as_a_clock_without_seconds_would() {
        let at = |time: &str| format!("2026-11-23T{time}Z").parse::<DateTime<Utc>>().unwrap();
        for (now, left) in [("09:48:00", "12 min"), ("09:48:30", "12 min"), ("09:59:59", "1 min"), ("08:00:01", "2 h")]
        {
            assert_eq!(until(at("10:00:00"), at(now)), left, "{now}");
        }
    }
}
