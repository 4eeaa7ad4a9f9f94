//! What holds for any text, in any zone, on any day.

use super::*;
use jiff::tz::TimeZoneDatabase;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;

/// Fifty years in which zones did, do and will change their clocks.
const FIFTY_YEARS: [&str; 2] = ["1990-01-01T00:00:00Z", "2040-01-01T00:00:00Z"];

/// Every zone, each with the seconds at which its clocks are changed in those years; those that never change are left out.
static CHANGING: LazyLock<Vec<(Zone, Vec<i64>)>> = LazyLock::new(|| {
    let [first, last] = FIFTY_YEARS.map(|text| text.parse::<jiff::Timestamp>().unwrap());
    let database = TimeZoneDatabase::bundled();
    let names: Vec<String> = database.available().map(|name| name.as_str().to_owned()).collect();
    let changes = |name: String| {
        let rules = database.get(&name).unwrap();
        let changes = rules.following(first).map(|change| change.timestamp()).take_while(|change| *change < last);
        let changes = changes.map(jiff::Timestamp::as_second).collect();
        (Zone::new(name, rules), changes)
    };
    names.into_iter().map(changes).filter(|(_, changes): &(_, Vec<_>)| !changes.is_empty()).collect()
});

/// Someone in a zone that changes its clocks, within two days of such a change.
fn near_a_change() -> impl Strategy<Value = Calendarist> {
    (any::<Index>(), any::<Index>(), -172_800..172_800_i64).prop_map(|(zone, change, seconds)| {
        let (zone, changes) = zone.get(CHANGING.as_slice());
        let now = DateTime::from_timestamp(change.get(changes) + seconds, 987_654_321).unwrap();
        Calendarist { now, zone: zone.clone(), week_start: Weekday::Mon }
    })
}

/// Something like a time, with words and signs of the grammar in any order.
fn words() -> impl Strategy<Value = String> {
    let word = select(
        &[
            "today",
            "now",
            "fri",
            "next",
            "last",
            "week",
            "nov",
            "23",
            "9",
            "2026",
            "2026-11-23",
            "W48",
            "9:30",
            "24:00",
            "12pm",
            "+3d",
            "-2w",
            "90m",
            "h",
            "29",
            "feb",
            "T",
            "Z",
            "+01:00",
            "from",
            "to",
            "until",
            "at",
        ][..],
    );
    let sign = select(&["", " ", "..", "/", "-", ".", " to ", "\u{2212}", "–", "é", "+"][..]);
    proptest::collection::vec((word, sign), 0..6)
        .prop_map(|pieces| pieces.into_iter().map(|(word, sign)| format!("{word}{sign}")).collect())
}

proptest! {
    #[test]
    fn nothing_typed_makes_it_panic(here in near_a_change(), any in ".{0,24}", words in words()) {
        let _ = (here.range(&any), here.range(&words), here.between(Some(&any), Some(&words)));
    }

    #[test]
    fn big_numbers_do_not_overflow(here in near_a_change(), number in any::<i64>(), days in any::<u32>()) {
        for text in [format!("+{number}w"), format!("..{days}w"), format!("{number}-{days}"), format!("{days}h")] {
            let _ = here.range(&text);
        }
        let _ = here.next_days(days);
    }

    #[test]
    fn capitals_and_spaces_change_no_meaning(here in near_a_change(), words in words()) {
        let loud = format!("  {}\t", words.to_uppercase().replace(' ', "   "));
        prop_assert_eq!(here.range(&words).ok(), here.range(&loud).ok());
    }

    #[test]
    fn whatever_is_understood_is_written_as_something_that_means_the_same(here in near_a_change(), words in words()) {
        if let Ok(range) = here.range(&words) {
            prop_assert_eq!(here.range(&here.written(range)).unwrap(), range, "{}", words);
        }
    }

    #[test]
    fn any_range_around_a_change_is_written_as_something_that_means_the_same(
        here in near_a_change(),
        length in 1..200_000_i64,
    ) {
        let start = DateTime::from_timestamp(here.now.timestamp(), 0).unwrap();
        let range = TimeRange::new(start, start + TimeDelta::seconds(length)).unwrap();
        let elsewhen = Calendarist { now: DateTime::UNIX_EPOCH, ..here };
        prop_assert_eq!(elsewhen.range(&elsewhen.written(range)).unwrap(), range);
    }

    #[test]
    fn whole_days_are_written_as_days(here in near_a_change(), days in 0..400_u64) {
        let (first, last) = (here.today(), here.today() + Days::new(days));
        let typed = format!("{first}..{last}");
        if let Ok(range) = here.range(&typed) {
            let written = here.written(range);
            prop_assert!(!written.contains('T'), "{}: {}", typed, written);
            prop_assert_eq!(here.range(&written).unwrap(), range);
        }
    }

    #[test]
    fn the_days_of_a_range_follow_each_other_without_gap_or_overlap(here in near_a_change(), days in 1..9_u32) {
        let range = here.next_days(days).unwrap();
        let mut end = range.start();
        for day in 0..days {
            // A day that a zone leaves out, going over the date line, is no range.
            let Ok(day) = here.range(&format!("+{day}d")) else { continue };
            prop_assert_eq!(day.start(), end);
            end = day.end();
        }
        prop_assert_eq!(end, range.end());
    }

    #[test]
    fn what_is_offered_instead_of_something_unclear_is_clear(here in near_a_change(), words in words()) {
        if let Err(error) = here.range(&words) {
            for typed in error.hints.iter().filter_map(|hint| hint.strip_prefix("type `")?.split('`').next()) {
                prop_assert!(here.range(typed).is_ok(), "{}: {}", words, typed);
            }
        }
    }

    #[test]
    fn the_first_time_of_day_from_the_start_on_is_less_than_a_day_and_a_change_away(
        here in near_a_change(),
        minute in 0..1440_u32,
    ) {
        let typed = format!("now..{}:{:02}", minute / 60, minute % 60);
        if let Ok(range) = here.range(&typed) {
            let length = range.end() - range.start();
            prop_assert!(length <= TimeDelta::hours(24 + 25), "{}: {}", typed, length);
        }
    }
}

#[test]
fn the_zones_that_change_their_clocks_are_many() {
    let named = |name| CHANGING.iter().any(|(zone, changes)| zone.name() == name && changes.len() > 50);
    assert!(CHANGING.len() > 200, "{}", CHANGING.len());
    assert!(["Europe/Amsterdam", "Australia/Lord_Howe", "Africa/Casablanca", "America/Havana"].into_iter().all(named));
}
