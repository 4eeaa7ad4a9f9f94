//! Words, dates and ranges, as people type them, and what is said where they cannot be understood.

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
        ("fri..mon", "11-27T00:00 12-01T00:00"),
        ("wed..tue", "11-25T00:00 12-02T00:00"),
        ("next mon..week", "11-30T00:00 12-07T00:00"),
        ("now..weekend", "11-23T09:00 11-30T00:00"),
        ("weekend", "11-28T00:00 11-30T00:00"),
        ("last weekend", "11-21T00:00 11-23T00:00"),
        ("yesterday", "11-22T00:00 11-23T00:00"),
        ("+2w", "12-07T00:00 12-08T00:00"),
        ("24 nov", "11-24T00:00 11-25T00:00"),
        ("November 9", "11-09T00:00 11-10T00:00"),
        ("9 nov 2026..13 nov", "11-09T00:00 11-14T00:00"),
        ("28 dec..2 jan", "12-28T00:00 01-03T00:00"),
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
        "2026-11-27..2026-11-23",
        "tomorrow..today",
        "31 nov",
        "29 feb 2026",
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
    assert!(amsterdam().range("soon").unwrap_err().hints[0].contains("next week"));
}

#[test]
fn a_working_week_can_be_typed_on_any_day() {
    let monday = amsterdam();
    for days in 0..7 {
        let here = Calendarist { now: monday.now + TimeDelta::days(days), ..monday.clone() };
        for range in [here.range("mon..fri").unwrap(), here.between(Some("mon"), Some("fri")).unwrap()] {
            let first = here.zone.date(range.start());
            assert_eq!((range.end() - range.start()).num_days(), 5, "{days} days after a Monday");
            assert!(first.weekday() == Weekday::Mon && first >= here.today(), "{days} days after a Monday");
        }
    }
}

#[test]
fn what_is_wrong_with_a_range_is_told_in_the_days_that_were_typed() {
    let said = |text: &str| amsterdam().range(text).unwrap_err().message;
    assert_eq!(said("2026-11-27..2026-11-23"), "The range runs backwards: from Fri 2026-11-27 to Mon 2026-11-23.");
    assert_eq!(said("2026-02-30"), "There is no such day as `2026-02-30`.");
    assert_eq!(said("31 nov"), "There is no such day as `31 nov`.");
}

#[test]
fn a_misspelt_word_is_recognised() {
    for (typed, meant) in
        [("tomorow", "tomorrow"), ("nxet week", "next week"), ("wendesday", "wednesday"), ("24 novmber", "24 november")]
    {
        let hints = amsterdam().range(typed).unwrap_err().hints;
        assert_eq!(hints[0], format!("did you mean `{meant}`?"), "{typed}");
    }
    assert!(amsterdam().range("xebia").unwrap_err().hints.len() == 1);
}

#[test]
fn a_time_at_the_end_of_all_time_is_refused_in_every_form() {
    for far in ["+262142-12-31T23:59Z", "-262143-01-01T00:00Z", "+262142-12-31", "+262142-12-31T23:59", "+262142-12"] {
        for text in [far.to_owned(), format!("{far}..today"), format!("today..{far}")] {
            assert!(amsterdam().range(&text).is_err(), "{text}");
        }
    }
    assert!(amsterdam().range("4500-01-01T00:00Z").unwrap_err().message.contains("the year 4500"));
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

#[test]
fn a_whole_week_or_month_is_the_one_in_which_the_words_begin() {
    let here = amsterdam();
    let whole = |unit, words| {
        let range = here.whole(unit, words).unwrap();
        [range.start(), range.end()].map(|instant| here.zone.date(instant).format("%m-%d").to_string()).join(" ")
    };
    for (words, week) in [
        ("", "11-23 11-30"),
        ("next", "11-30 12-07"),
        ("LAST", "11-16 11-23"),
        ("next week", "11-30 12-07"),
        ("sunday", "11-23 11-30"),
        ("2026-11-22", "11-16 11-23"),
        ("2026-W53", "12-28 01-04"),
        ("2026-12", "11-30 12-07"),
    ] {
        assert_eq!(whole(Unit::Week, words), week, "{words}");
    }
    for (words, month) in
        [("", "11-01 12-01"), ("next", "12-01 01-01"), ("last month", "10-01 11-01"), ("2026-12-24", "12-01 01-01")]
    {
        assert_eq!(whole(Unit::Month, words), month, "{words}");
    }
    let sunday = Calendarist { week_start: Weekday::Sun, ..amsterdam() };
    assert_eq!(here.zone.date(sunday.whole(Unit::Week, "").unwrap().start()).day(), 22);
    assert!(here.whole(Unit::Week, "soon").unwrap_err().message.contains("`soon`"));
}
