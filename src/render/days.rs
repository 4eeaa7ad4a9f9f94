//! The local days that a meeting touches, and what each of them says of its time.

use crate::model::event::When;
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A meeting of several days tells on each where it began and will end; a shorter one is clear from its times, also over midnight.
const LONG: TimeDelta = TimeDelta::days(1);

/// The days of a range on which a meeting is shown: every one that it touches.
pub fn touched(when: When, range: TimeRange, zone: &Zone) -> impl Iterator<Item = NaiveDate> + use<> {
    let (start, end) = when.span(zone);
    let (first, last) = bounds(start.max(range.start()), end.min(range.end()), zone);
    first.iter_days().take_while(move |day| *day <= last)
}

/// The time of a meeting as one of its days shows it: `09:30–10:00`, or only the end that is on that day, as in `→ 07:15`.
pub fn time(when: When, day: NaiveDate, zone: &Zone) -> String {
    time_elsewhere(when, day, zone, zone)
}

/// The same, as the clocks of another zone show it. Where that begins on another date than the day itself, by how many days: `+1`.
pub fn time_elsewhere(when: When, day: NaiveDate, zone: &Zone, elsewhere: &Zone) -> String {
    let When::Timed { start, end } = when else { return "all day".to_owned() };
    let clock = |instant| elsewhere.clock(instant);
    let (first, last) = bounds(start, end, zone);
    // An end at midnight belongs to the day that it ends.
    let ending = elsewhere.date(end - TimeDelta::seconds(1));
    let closing = || if elsewhere.date(end) > ending { "24:00".to_owned() } else { clock(end) };
    let (time, date) = match (day > first, day < last) {
        (false, _) if start == end => (clock(start), elsewhere.date(start)),
        (false, _) if end - start < LONG => (format!("{}–{}", clock(start), clock(end)), elsewhere.date(start)),
        (false, true) => (format!("{} →", clock(start)), elsewhere.date(start)),
        (false, false) => (format!("{}–{}", clock(start), closing()), elsewhere.date(start)),
        (true, true) => ("→".to_owned(), day),
        (true, false) => (format!("→ {}", closing()), ending),
    };
    match (date - day).num_days() {
        0 => time,
        days => format!("{time} {days:+}"),
    }
}

/// Which of its days this is, such as `day 2 of 3`, where a meeting is whole days or lasts a day and a night or more.
pub fn count(when: When, day: NaiveDate, zone: &Zone) -> Option<String> {
    let (start, end) = when.span(zone);
    let (first, last) = match when {
        When::AllDay { start, end } => (start, end.pred_opt()?),
        When::Timed { .. } if end - start < LONG => return None,
        When::Timed { .. } => bounds(start, end, zone),
    };
    let number = |day: NaiveDate| (day - first).num_days() + 1;
    (last > first).then(|| format!("day {} of {}", number(day), number(last)))
}

/// The first and the last local day between two instants, of which the second is no longer part.
fn bounds(start: DateTime<Utc>, end: DateTime<Utc>, zone: &Zone) -> (NaiveDate, NaiveDate) {
    let first = zone.date(start);
    (first, zone.date(end - TimeDelta::seconds(1)).max(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{amsterdam, at, november, whole_days};

    /// The days of November on which something is shown in this range, each with its time and its count.
    fn shown(when: When, from: &str, to: &str) -> Vec<String> {
        let (range, zone) = (TimeRange::new(november(from), november(to)).unwrap(), amsterdam());
        let row = |day: NaiveDate| {
            let count = count(when, day, &zone).map(|count| format!(" ({count})")).unwrap_or_default();
            format!("{} {}{count}", day.format("%-d"), time(when, day, &zone))
        };
        touched(when, range, &zone).map(row).collect()
    }

    fn timed(start: &str, end: &str) -> When {
        When::Timed { start: november(start), end: november(end) }
    }

    #[test]
    fn whole_days_are_counted_on_each_of_them() {
        let conference = whole_days("2026-11-22", "2026-11-25");
        assert_eq!(shown(conference, "23T00:00", "30T00:00"), ["23 all day (day 2 of 3)", "24 all day (day 3 of 3)"]);
        assert_eq!(shown(conference, "22T00:00", "23T00:00"), ["22 all day (day 1 of 3)"]);
        assert_eq!(shown(whole_days("2026-11-23", "2026-11-24"), "22T00:00", "26T00:00"), ["23 all day"]);
    }

    #[test]
    fn a_night_shows_both_times_in_the_evening_and_its_end_in_the_morning() {
        let train = timed("24T20:45", "25T07:15");
        assert_eq!(shown(train, "23T00:00", "30T00:00"), ["24 20:45–07:15", "25 → 07:15"]);
        assert_eq!(shown(train, "25T00:00", "26T00:00"), ["25 → 07:15"]);
        assert_eq!(shown(train, "24T00:00", "25T00:00"), ["24 20:45–07:15"]);
    }

    #[test]
    fn what_lasts_longer_runs_through_the_days_between() {
        let away = timed("25T18:00", "28T12:00");
        let expected = ["25 18:00 → (day 1 of 4)", "26 → (day 2 of 4)", "27 → (day 3 of 4)", "28 → 12:00 (day 4 of 4)"];
        assert_eq!(shown(away, "23T00:00", "30T00:00"), expected);
        assert_eq!(shown(away, "27T00:00", "28T00:00"), expected[2..3]);
        assert_eq!(shown(timed("23T08:00", "24T08:00"), "23T00:00", "24T00:00"), ["23 08:00 → (day 1 of 2)"]);
    }

    #[test]
    fn an_end_at_midnight_does_not_touch_the_day_that_it_begins() {
        assert_eq!(shown(timed("23T22:00", "24T00:00"), "23T00:00", "26T00:00"), ["23 22:00–00:00"]);
        assert_eq!(
            shown(timed("23T22:00", "25T00:00"), "23T00:00", "26T00:00"),
            ["23 22:00 → (day 1 of 2)", "24 → 24:00 (day 2 of 2)"]
        );
        assert_eq!(shown(timed("23T00:00", "24T00:00"), "23T00:00", "26T00:00"), ["23 00:00–24:00"]);
    }

    #[test]
    fn what_has_no_length_is_on_its_day_at_its_time() {
        assert_eq!(shown(timed("23T12:00", "23T12:00"), "23T00:00", "24T00:00"), ["23 12:00"]);
        assert_eq!(shown(timed("23T00:00", "23T00:00"), "23T00:00", "24T00:00"), ["23 00:00"]);
    }

    #[test]
    fn another_zone_shows_the_same_ends_and_by_how_many_days_it_differs() {
        let zone = |name: &str| Zone::new(name, jiff::tz::TimeZoneDatabase::bundled().get(name).unwrap());
        let (new_york, tokyo, berlin) = (zone("America/New_York"), zone("Asia/Tokyo"), zone("Europe/Berlin"));
        let elsewhere = |when: When, day: &str, other: &Zone| {
            time_elsewhere(when, format!("2026-11-{day}").parse().unwrap(), &amsterdam(), other)
        };
        for (when, day, new_york_shows, tokyo_shows, berlin_shows) in [
            (timed("23T09:30", "23T10:00"), "23", "03:30–04:00", "17:30–18:00", "09:30–10:00"),
            (timed("23T02:00", "23T03:00"), "23", "20:00–21:00 -1", "10:00–11:00", "02:00–03:00"),
            (timed("23T17:00", "23T18:00"), "23", "11:00–12:00", "01:00–02:00 +1", "17:00–18:00"),
            (timed("23T15:00", "23T17:00"), "23", "09:00–11:00", "23:00–01:00", "15:00–17:00"),
            (timed("23T12:00", "23T12:00"), "23", "06:00", "20:00", "12:00"),
            (timed("24T20:45", "25T07:15"), "24", "14:45–01:15", "04:45–15:15 +1", "20:45–07:15"),
            (timed("24T20:45", "25T07:15"), "25", "→ 01:15", "→ 15:15", "→ 07:15"),
            (timed("24T20:45", "25T05:00"), "25", "→ 23:00 -1", "→ 13:00", "→ 05:00"),
            (timed("23T18:00", "25T00:00"), "23", "12:00 →", "02:00 → +1", "18:00 →"),
            (timed("23T18:00", "25T00:00"), "24", "→ 18:00", "→ 08:00 +1", "→ 24:00"),
            (timed("23T18:00", "25T06:00"), "24", "→", "→", "→"),
            (timed("23T18:00", "25T06:00"), "25", "→ 24:00 -1", "→ 14:00", "→ 06:00"),
            (whole_days("2026-11-23", "2026-11-24"), "23", "all day", "all day", "all day"),
        ] {
            let shown = [&new_york, &tokyo, &berlin].map(|other| elsewhere(when, day, other));
            assert_eq!(shown, [new_york_shows, tokyo_shows, berlin_shows], "{when:?} on {day}");
        }
    }

    #[test]
    fn a_time_of_the_night_in_which_clocks_are_put_back_says_which_of_two_it_is() {
        let (day, zone) = ("2026-10-25".parse().unwrap(), amsterdam());
        let shown = |start: &str, end: &str| {
            let [start, end] = [start, end].map(|time| at(&format!("2026-10-25T{time}")));
            time(When::Timed { start, end }, day, &zone)
        };
        assert_eq!(shown("02:30:00+02:00", "02:30:00+01:00"), "02:30 CEST–02:30 CET");
        assert_eq!(shown("01:30:00+02:00", "03:00:00+01:00"), "01:30–03:00");
    }

    #[test]
    fn a_day_of_25_hours_is_one_day() {
        let (day, zone) = ("2026-10-25".parse().unwrap(), amsterdam());
        let all_of_it = When::Timed { start: at("2026-10-25T00:00:00+02:00"), end: at("2026-10-26T00:00:00+01:00") };
        let range = TimeRange::new(at("2026-10-24T00:00:00+02:00"), at("2026-10-28T00:00:00+01:00")).unwrap();
        assert_eq!(touched(all_of_it, range, &zone).collect::<Vec<_>>(), [day]);
        assert_eq!((time(all_of_it, day, &zone), count(all_of_it, day, &zone)), ("00:00–24:00".to_owned(), None));
    }
}
