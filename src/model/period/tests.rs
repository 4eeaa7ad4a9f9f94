//! Words, dates and ranges, as people type them, and what is said where they cannot be understood.

use super::*;

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
        ("nov 2026", "11-01T00:00 12-01T00:00"),
        ("Thurs..5 Sept 2027", "11-26T00:00 09-06T00:00"),
        ("this  weekend", "11-28T00:00 11-30T00:00"),
        ("\u{2212}1d", "11-22T00:00 11-23T00:00"),
    ] {
        assert_eq!(local(text), meaning, "{text}");
    }
}

#[test]
fn a_time_of_day_is_an_instant_and_at_the_end_the_first_from_the_start_on() {
    for (text, meaning) in [
        ("9:30", "11-23T09:30 11-24T00:00"),
        ("0:00", "11-23T00:00 11-24T00:00"),
        ("tomorrow 9:30", "11-24T09:30 11-25T00:00"),
        ("FRI 14:00", "11-27T14:00 11-28T00:00"),
        ("next fri 14:00", "12-04T14:00 12-05T00:00"),
        ("23 nov 9:30", "11-23T09:30 11-24T00:00"),
        ("23 nov 2026 9:30:15", "11-23T09:30 11-24T00:00"),
        ("+3d 8:00", "11-26T08:00 11-27T00:00"),
        ("2026-11-25 15:00", "11-25T15:00 11-26T00:00"),
        ("9:30..11:00", "11-23T09:30 11-23T11:00"),
        ("22:00..2:00", "11-23T22:00 11-24T02:00"),
        ("tomorrow 9:30..11:00", "11-24T09:30 11-24T11:00"),
        ("tomorrow..11:00", "11-24T00:00 11-24T11:00"),
        ("now..8:00", "11-23T09:00 11-24T08:00"),
        ("fri 22:00 to sat 2:00", "11-27T22:00 11-28T02:00"),
        ("mon 9:00..fri 17:30", "11-23T09:00 11-27T17:30"),
        ("fri 14:00..mon 9:00", "11-27T14:00 11-30T09:00"),
        ("22:00..24:00", "11-23T22:00 11-24T00:00"),
        ("mon..fri 24:00", "11-23T00:00 11-28T00:00"),
        ("2026-11-25T23:00+03:00..2026-11-26T09:30:00.5Z", "11-25T21:00 11-26T10:30"),
    ] {
        assert_eq!(local(text), meaning, "{text}");
    }
}

#[test]
fn a_time_that_a_clock_change_skips_is_the_change_at_either_end_of_a_range() {
    let here = amsterdam();
    for (text, written) in [
        ("2026-03-29T02:30..04:00", "2026-03-29T03:00..2026-03-29T04:00"),
        ("2026-03-29T01:00..02:30", "2026-03-29T01:00..2026-03-29T03:00"),
        ("2026-03-28T02:30..1d", "2026-03-28T02:30..2026-03-29T03:00"),
        ("2026-03-29 02:10", "2026-03-29T03:00..2026-03-30T00:00"),
    ] {
        assert_eq!(here.written(here.range(text).unwrap()), written, "{text}");
    }
    assert!(here.range("2026-03-29T02:10..02:50").is_err());
}

#[test]
fn a_length_with_a_sign_goes_from_now_and_one_without_from_the_start_of_the_range() {
    for (text, meaning) in [
        ("90m", "11-23T09:00 11-23T10:30"),
        ("+90m", "11-23T09:00 11-23T10:30"),
        ("2h", "11-23T09:00 11-23T11:00"),
        ("-90m", "11-23T07:30 11-23T09:00"),
        ("9:30..90m", "11-23T09:30 11-23T11:00"),
        ("mon..3d", "11-23T00:00 11-26T00:00"),
        ("next mon..2w", "11-30T00:00 12-14T00:00"),
        ("tomorrow 9:30..3d", "11-24T09:30 11-27T09:30"),
        ("mon..+3d", "11-23T00:00 11-27T00:00"),
        ("-1w..-1d", "11-16T00:00 11-23T00:00"),
        ("-90m..+90m", "11-23T07:30 11-23T10:30"),
        ("+1h..+3h", "11-23T10:00 11-23T12:00"),
        ("+1h..90m", "11-23T10:00 11-23T11:30"),
        ("fri..24h", "11-27T00:00 11-28T00:00"),
    ] {
        assert_eq!(local(text), meaning, "{text}");
    }
}

#[test]
fn an_open_end_is_a_year_away_and_an_open_beginning_is_today() {
    for (text, meaning) in [
        ("from fri", "11-27T00:00 11-27T00:00"),
        ("fri..", "11-27T00:00 11-27T00:00"),
        ("From now", "11-23T09:00 11-23T09:00"),
        ("from fri 14:00", "11-27T14:00 11-27T14:00"),
        ("from 29 feb 2028", "02-29T00:00 02-28T00:00"),
        ("from mon to fri", "11-23T00:00 11-28T00:00"),
        ("From Mon Until Fri", "11-23T00:00 11-28T00:00"),
        ("from 9:30..11:00", "11-23T09:30 11-23T11:00"),
        ("..fri", "11-23T00:00 11-28T00:00"),
        ("until fri", "11-23T00:00 11-28T00:00"),
        ("to 9:30", "11-23T00:00 11-23T09:30"),
        ("..3d", "11-23T00:00 11-26T00:00"),
    ] {
        assert_eq!(local(text), meaning, "{text}");
    }
    let here = amsterdam();
    let year = here.range("from fri").unwrap();
    assert_eq!(here.written(year), "2026-11-27..2027-11-26");
    assert_eq!(here.between(Some("fri"), None).unwrap(), year);
    for nothing in ["..", "from ", "to", "until", "from ..", "..yesterday"] {
        assert!(here.range(nothing).is_err(), "{nothing}");
    }
}

#[test]
fn what_has_two_readings_is_refused_with_both_of_them() {
    for (text, message, hints) in [
        ("3/4", "`3/4` can mean 3 April or 4 March.", ["`3 apr`", "`4 mar`"]),
        ("03-04", "`03-04` can mean 3 April or 4 March.", ["`3 apr`", "`4 mar`"]),
        ("3.4.", "`3.4.` can mean 3 April or 4 March.", ["`3 apr`", "`4 mar`"]),
        ("23/11/26", "`23/11/26` can mean 23 November 2026 or 26 November 2023.", ["`2026-11-23`", "`2023-11-26`"]),
        ("3/4/2026", "`3/4/2026` can mean 3 April 2026 or 4 March 2026.", ["`2026-04-03`", "`2026-03-04`"]),
        ("9.30", "`9.30` can mean 30 September or 9:30.", ["`30 sep`", "`9:30`"]),
        ("9", "`9` can mean 9:00 or 9 November.", ["`9:00`", "`9 nov`"]),
        ("2026", "`2026` can mean 20:26 or the whole year 2026.", ["`20:26`", "`2026-01-01..2026-12-31`"]),
        ("fri 9", "`fri 9` can mean fri at 9:00 or 9 November.", ["`fri 9:00`", "`9 nov`"]),
        ("9-17", "`9-17` can mean 17 September or 9:00 to 17:00.", ["`17 sep`", "`9:00..17:00`"]),
        ("3/4 14:00", "`3/4 14:00` can mean 3 April 14:00 or 4 March 14:00.", ["`3 apr 14:00`", "`4 mar 14:00`"]),
        ("3d", "`3d` can mean the day 3 days from today or 3 days from today on.", ["`+3d`", "`today..3d`"]),
        ("+3", "`+3` can mean 3 days from now or 3 hours from now.", ["`+3d`", "`+3h`"]),
        ("9h30", "`9h30` can mean 9:30 or 9 h 30 min from now.", ["`9:30`", "`570m`"]),
        ("12pm", "`12pm` can mean 12:00 or 0:00.", ["`12:00`", "`0:00`"]),
        (
            "midnight",
            "`midnight` can mean the midnight that begins today or the one that ends it.",
            ["`today 0:00`", "`tomorrow 0:00`"],
        ),
        ("Nov", "`Nov` can mean November 2026 or November 2027.", ["`2026-11`", "`2027-11`"]),
        ("month 12", "`month 12` can mean December 2026 or December 2025.", ["`2026-12`", "`2025-12`"]),
        ("dec", "`dec` can mean December 2026 or December 2025.", ["`2026-12`", "`2025-12`"]),
    ] {
        let error = amsterdam().range(text).unwrap_err();
        assert_eq!((error.code.as_str(), error.message.as_str()), ("ambiguous_time", message));
        for (hint, typed) in error.hints.iter().zip(hints) {
            assert!(hint.contains(typed), "{hint}");
            assert!(amsterdam().range(typed.trim_matches('`')).is_ok(), "{typed}");
        }
        assert_eq!(error.hints.len(), 2);
        // Where it ends a range, a length without a sign is clear.
        let at_the_end = amsterdam().range(&format!("today to {text}")).map_err(|error| error.code);
        assert!(at_the_end == Err("ambiguous_time".to_owned()) || text == "3d", "{text}");
    }
    let three = amsterdam().range("03/04/05").unwrap_err().message;
    assert_eq!(three, "`03/04/05` can mean 3 April 2005 or 4 March 2005 or 5 April 2003.");
}

#[test]
fn a_form_that_means_different_things_elsewhere_is_refused_on_every_day_of_the_month() {
    for (text, typed) in [
        ("23/11", "23 nov"),
        ("11/23", "23 nov"),
        ("4/4", "4 apr"),
        ("23.11.", "23 nov"),
        ("23-11-2026", "2026-11-23"),
        ("11/23/2026", "2026-11-23"),
        ("2026/11/23", "2026-11-23"),
        ("11/2026", "2026-11"),
        ("20261123", "2026-11-23"),
        ("0930", "9:30"),
        ("25", "25 nov"),
        ("week 48", "2026-W48"),
        ("w48", "2026-W48"),
        ("noon", "12:00"),
        ("9pm", "21:00"),
        ("9:30 am", "9:30"),
    ] {
        let error = amsterdam().range(text).unwrap_err();
        assert_eq!((error.code.as_str(), error.hints[0].as_str()), ("bad_time", &*format!("type `{typed}`")), "{text}");
        assert!(amsterdam().range(typed).is_ok(), "{typed}");
    }
}

#[test]
fn a_range_is_written_as_it_can_be_typed() {
    for (text, written) in [
        ("today", "2026-11-23"),
        ("week", "2026-11-23..2026-11-29"),
        ("9:30..90m", "2026-11-23T09:30..2026-11-23T11:00"),
        ("2026-11-23T09:30:15Z..tomorrow", "2026-11-23T10:30:15..2026-11-25T00:00"),
        ("2026-10-25", "2026-10-25"),
        ("2026-10-25 2:30..3:30", "2026-10-25T02:30+02:00..2026-10-25T03:30"),
        ("2026-10-25T01:30Z..4:00", "2026-10-25T02:30+01:00..2026-10-25T04:00"),
    ] {
        let here = amsterdam();
        assert_eq!(here.written(here.range(text).unwrap()), written, "{text}");
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
        "26-11-23",
        "9:5",
        "9:60",
        "24:00",
        "fri 24:00",
        "24:01",
        "9:30 9:30",
        "week 9:30",
        "9:30..9:30",
        "tomorrow..+90m",
        "0m",
        "5 ma",
        "nov 123",
        "+99999999999d",
        "99999999999h",
        "..9999999w",
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
    assert_eq!(said("tomorrow..9:30Z"), "`9:30Z` is not a time that calcli understands.");
    assert_eq!(said("fri 25:00"), "There is no such time as `fri 25:00`.");
    assert_eq!(said("24:00..fri"), "Nothing can begin at `24:00`, where its day ends.");
    assert_eq!(said("9:30..9:30"), "The range is empty: it would begin and end at 2026-11-23 09:30.");
    assert_eq!(said("fri 15:00..fri 14:00"), "The range runs backwards: from 2026-11-27 15:00 to 2026-11-27 14:00.");
}

#[test]
fn a_range_that_is_none_is_answered_with_one_of_the_same_words() {
    for (typed, meant) in [
        ("2026-11-27..2026-11-23", "2026-11-23..2026-11-27"),
        ("tomorrow to today", "today..tomorrow"),
        ("fri 15:00..fri 14:00", "fri 14:00..fri 15:00"),
        ("9..11", "9:00..11:00"),
    ] {
        assert_eq!(amsterdam().range(typed).unwrap_err().hints[0], format!("type `{meant}`"), "{typed}");
        assert!(amsterdam().range(meant).is_ok(), "{meant}");
    }
    assert_eq!(amsterdam().range("9:30..9:30").unwrap_err().hints[0], "calcli events mon..fri");
}

#[test]
fn a_misspelt_word_is_recognised() {
    for (typed, meant) in [
        ("tomorow", "tomorrow"),
        ("nxet week", "next week"),
        ("wendesday", "wednesday"),
        ("24 novmber", "24 november"),
        ("tomorow 9:30", "tomorrow 9:30"),
        ("mon-fri", "mon..fri"),
        ("tonight", "18:00..24:00"),
        ("eow", "now..week"),
        ("next 3 days", "today..3d"),
        ("last 2 weeks", "-2w..today"),
        ("14:00 tomorrow", "tomorrow 14:00"),
        ("tue 9am", "tue 9:00"),
        ("1h30m", "90m"),
        ("24nov", "24 nov"),
        ("9:30 – 11:00", "9:30..11:00"),
    ] {
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
    assert!(amsterdam().range("from 4499-06-01").is_err());
    assert!(amsterdam().range("4500-01-01T00:00Z").unwrap_err().message.contains("the year 4500"));
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
    let hint = |unit: Unit, words: &str| here.whole(unit, words).unwrap_err().hints.remove(0);
    assert_eq!(hint(Unit::Week, "48"), "type `2026-W48`");
    assert_eq!(hint(Unit::Month, "12"), "type `2026-12` for December 2026");
    assert!(here.whole(Unit::Week, "soon").unwrap_err().message.contains("`soon`"));
}
