//! The calendar file, unfolded and read as RFC 5545 says.

use super::*;
use crate::render::clean::is_unsafe;
use crate::render::samples::{
    agenda_of, amsterdam, at, event, expired, label, meeting, rich_agenda, shared, whole_days,
};
use proptest::prelude::*;
use std::sync::Arc;

fn file(meetings: Vec<Meeting>) -> String {
    calendar(&agenda_of("23T00:00", "30T00:00", meetings), &amsterdam(), at("2026-11-23T08:00:00Z"))
}

/// The content lines, unfolded.
fn lines(text: &str) -> Vec<String> {
    // 75 is what a line should have at most; the crate allows the last part of a folded one its space beside that.
    assert!(text.ends_with("\r\n") && text.lines().all(|line| line.len() <= 76), "{text}");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

/// The value of a property that is there once.
#[track_caller]
fn value(text: &str, property: &str) -> String {
    let lines = lines(text);
    let mut found = lines.iter().filter_map(|line| {
        let rest = line.strip_prefix(property)?;
        rest.starts_with([':', ';']).then(|| rest.strip_prefix(':').unwrap_or(rest).to_owned())
    });
    let value = found.next().unwrap_or_else(|| panic!("no {property} in {text}"));
    assert!(found.next().is_none(), "{property} is there more than once");
    value
}

fn values(text: &str, property: &str) -> Vec<String> {
    lines(text).iter().filter_map(|line| Some(line.strip_prefix(property)?.strip_prefix(':')?.to_owned())).collect()
}

#[test]
fn a_meeting_is_an_event_in_the_zone_whose_rules_come_before_it() {
    let standup = Event {
        location: Some("Room 4; 1st, left".to_owned()),
        categories: vec!["A,b".to_owned(), "C".to_owned()],
        ..event("xebia", "Stand-up", "23T09:30", "23T10:00")
    };
    let text = file(vec![meeting(standup)]);
    let zone = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//calcli//calcli ";
    assert!(text.starts_with(zone), "{text}");
    let rules = "CALSCALE:GREGORIAN\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\nBEGIN:STANDARD\r\nDTSTART:20261025T030000\r\n\
        TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n";
    assert!(text.contains(rules), "{text}");
    for (property, expected) in [
        ("SUMMARY", "Stand-up"),
        ("LOCATION", "Room 4\\; 1st\\, left"),
        ("CATEGORIES", "A\\,b,C"),
        ("UID", "0400-20261123T083000Z"),
        ("DTSTAMP", "20261123T080000Z"),
        ("URL", "https://outlook.example/1"),
        ("ORGANIZER", ";CN=Alice:mailto:alice@xebia.com"),
        ("STATUS", "CONFIRMED"),
        ("CLASS", "PUBLIC"),
        ("TRANSP", "OPAQUE"),
        ("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY"),
    ] {
        assert_eq!(value(&text, property), expected, "{property}");
    }
    assert!(text.contains("\r\nDTSTART;TZID=Europe/Amsterdam:20261123T093000\r\n"), "{text}");
    assert!(text.contains("\r\nDTEND;TZID=Europe/Amsterdam:20261123T100000\r\n"), "{text}");
}

#[test]
fn whole_days_are_dates_and_what_has_no_length_has_no_end() {
    let mut trip = event("home", "Trip", "23T00:00", "24T00:00");
    trip.when = whole_days("2026-11-24", "2026-11-26");
    let text = file(vec![meeting(trip)]);
    assert!(
        text.contains("DTSTART;VALUE=DATE:20261124\r\n") && text.contains("DTEND;VALUE=DATE:20261126\r\n"),
        "{text}"
    );
    assert!(!text.contains("VTIMEZONE"));
    assert_eq!(value(&text, "UID"), "0400-20261124");
    assert!(!file(vec![meeting(event("home", "Call", "23T15:00", "23T15:00"))]).contains("DTEND"));
}

#[test]
fn in_utc_a_time_is_an_instant_and_needs_no_rules() {
    let agenda = agenda_of("23T00:00", "24T00:00", vec![meeting(event("a", "x", "23T09:30", "23T10:00"))]);
    let text = calendar(&agenda, &Zone::utc(), at("2026-11-23T08:00:00Z"));
    assert_eq!(
        (value(&text, "DTSTART").as_str(), value(&text, "DTEND").as_str()),
        ("20261123T083000Z", "20261123T090000Z")
    );
    assert!(!text.contains("VTIMEZONE"));
}

#[test]
fn the_second_of_an_hour_that_comes_twice_is_told_as_an_instant() {
    let mut night = event("a", "x", "23T09:30", "23T10:00");
    night.when = When::Timed { start: at("2026-10-25T00:30:00Z"), end: at("2026-10-25T01:30:00Z") };
    let text = file(vec![meeting(night)]);
    assert!(
        text.contains("DTSTART;TZID=Europe/Amsterdam:20261025T023000\r\nLAST")
            || text.contains("DTSTART;TZID=Europe/Amsterdam:20261025T023000\r\n")
    );
    assert_eq!(value(&text, "DTEND"), "20261025T013000Z");
    // Both offsets are told.
    assert_eq!(values(&text, "TZNAME"), ["CEST", "CET"]);
}

#[test]
fn no_two_events_share_a_name_whatever_their_mailboxes_call_them() {
    let once = |account, start, end| Event { recurring: false, ..event(account, "x", start, end) };
    let meetings = vec![
        meeting(event("a", "series", "23T09:30", "23T10:00")),
        meeting(event("a", "series", "24T09:30", "24T10:00")),
        meeting(once("a", "25T09:30", "25T10:00")),
        meeting(once("b", "25T09:30", "25T10:00")),
        meeting(Event { ical_uid: None, ..once("a", "26T09:30", "26T10:00") }),
    ];
    let expected = ["0400-20261123T083000Z", "0400-20261124T083000Z", "0400", "0400-b-AAMkAG", "AAMkAG"];
    assert_eq!(values(&file(meetings.clone()), "UID"), expected);
    assert_eq!(values(&file(meetings), "UID"), expected, "from one file to the next");
    // One that was moved keeps its name.
    let moved =
        Event { original_start: Some(at("2026-11-23T08:30:00Z")), ..event("a", "series", "23T15:00", "23T16:00") };
    assert_eq!(value(&file(vec![meeting(moved)]), "UID"), "0400-20261123T083000Z");
}

#[test]
fn how_it_occupies_and_what_was_answered_are_told_in_the_files_words() {
    let told = |event: Event| {
        let text = file(vec![meeting(event)]);
        ["STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "CLASS"].map(|property| value(&text, property)).join(" ")
    };
    let base = || event("a", "x", "23T09:30", "23T10:00");
    for (event, expected) in [
        (Event { show_as: ShowAs::Free, ..base() }, "CONFIRMED TRANSPARENT FREE PUBLIC"),
        (Event { show_as: ShowAs::WorkingElsewhere, ..base() }, "CONFIRMED TRANSPARENT WORKINGELSEWHERE PUBLIC"),
        (Event { show_as: ShowAs::Tentative, ..base() }, "TENTATIVE OPAQUE TENTATIVE PUBLIC"),
        (Event { response: Response::NotResponded, ..base() }, "TENTATIVE OPAQUE BUSY PUBLIC"),
        (Event { show_as: ShowAs::Oof, sensitivity: Sensitivity::Private, ..base() }, "CONFIRMED OPAQUE OOF PRIVATE"),
        (Event { cancelled: true, ..base() }, "CANCELLED TRANSPARENT FREE PUBLIC"),
        (
            Event { response: Response::Declined, sensitivity: Sensitivity::Confidential, ..base() },
            "CONFIRMED TRANSPARENT FREE CONFIDENTIAL",
        ),
    ] {
        assert_eq!(told(event), expected);
    }
    // Of several mailboxes the busiest counts, as everywhere.
    let mut both = shared(Event { show_as: ShowAs::Free, ..base() }, "b");
    Arc::make_mut(&mut both.copies[1]).show_as = ShowAs::Oof;
    assert_eq!(value(&file(vec![both]), "X-MICROSOFT-CDO-BUSYSTATUS"), "OOF");
}

#[test]
fn people_are_told_by_their_address_and_nothing_in_a_name_ends_it() {
    let person = |name: &str, email: &str| Person { name: Some(name.to_owned()), email: Some(email.to_owned()) };
    let invited = |person, kind, response| Attendee { person, kind, response };
    let event = Event {
        organizer: Some(person("Doe, \"J\":\r\nX;", "j@x.example")),
        attendees: vec![
            invited(person("Bob", "bob@x.example"), AttendeeKind::Optional, Response::Tentative),
            invited(person("Room 4", "room 4@x.example"), AttendeeKind::Resource, Response::Accepted),
            invited(person("No address", "nowhere"), AttendeeKind::Required, Response::None),
        ],
        body: Some("First\r\nsecond\u{1b}[2J".to_owned()),
        join_url: Some("https://teams.example/é".to_owned()),
        ..event("a", "x", "23T09:30", "23T10:00")
    };
    let text = file(vec![meeting(event)]);
    assert_eq!(value(&text, "ORGANIZER"), ";CN=\"Doe, 'J': X;\":mailto:j@x.example");
    let attendees: Vec<String> = lines(&text).into_iter().filter(|line| line.starts_with("ATTENDEE")).collect();
    assert_eq!(
        attendees,
        [
            "ATTENDEE;CN=Bob;CUTYPE=INDIVIDUAL;PARTSTAT=TENTATIVE;ROLE=OPT-PARTICIPANT:mailto:bob@x.example",
            "ATTENDEE;CN=Room 4;CUTYPE=RESOURCE;PARTSTAT=ACCEPTED;ROLE=NON-PARTICIPANT:mailto:room%204@x.example"
        ]
    );
    assert_eq!(value(&text, "DESCRIPTION"), "First\\nsecond\\n\\nhttps://teams.example/%C3%A9");
    assert_eq!(value(&text, "URL"), "https://teams.example/%C3%A9");
}

#[test]
fn a_file_of_a_partial_agenda_says_so() {
    let mut agenda = rich_agenda();
    assert!(!calendar(&agenda, &amsterdam(), agenda.range.start()).contains("Incomplete"));
    agenda.sources.push(crate::model::agenda::Source {
        account: label("marimer"),
        fetched_at: None,
        error: Some(expired()),
    });
    let text = calendar(&agenda, &amsterdam(), agenda.range.start());
    assert_eq!(value(&text, "X-WR-CALDESC"), "Incomplete: marimer");
    assert_eq!(values(&text, "BEGIN").iter().filter(|name| *name == "VEVENT").count(), agenda.meetings.len());
}

#[test]
fn a_zone_that_is_a_rule_has_a_name_that_a_file_can_hold() {
    let rule =
        Zone::new("CET-1CEST,M3.5.0,M10.5.0/3", jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap());
    let agenda = agenda_of("23T00:00", "24T00:00", vec![meeting(event("a", "x", "23T09:30", "23T10:00"))]);
    let text = calendar(&agenda, &rule, at("2026-11-23T08:00:00Z"));
    assert_eq!(value(&text, "TZID"), "CET-1CEST_M3_5_0_M10_5_0/3");
    assert!(text.contains("DTSTART;TZID=CET-1CEST_M3_5_0_M10_5_0/3:20261123T093000\r\n"), "{text}");
}

/// A text as a reader takes it out of the file.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => plain.extend(rest.next().map(|c| if c == 'n' { '\n' } else { c })),
            c => plain.push(c),
        }
    }
    plain
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_is_shown_and_adds_no_line(
        subject in "(\r\nEND:VEVENT|[\u{0}-\u{7f}]|会|🎉|\u{301}|\u{202e}|[,;:\\\\\"\n]|.){0,90}",
        body in "(\r\n|\n|[a-z ,;\\\\]|会){0,200}",
    ) {
        let hostile = Event {
            location: Some(subject.clone()),
            body: Some(body.clone()),
            organizer: Some(Person { name: Some(subject.clone()), email: Some(format!("{subject}@x.example")) }),
            ical_uid: Some(subject.clone()),
            join_url: Some(format!("https://x.example/{subject}")),
            categories: vec![subject.clone()],
            ..event("a", &subject, "23T09:30", "23T10:00")
        };
        let text = file(vec![meeting(hostile)]);
        prop_assert_eq!(unescaped(&value(&text, "SUMMARY")), clean(&subject));
        prop_assert_eq!(unescaped(&value(&text, "LOCATION")), clean(&subject));
        let description = unescaped(&value(&text, "DESCRIPTION"));
        prop_assert!(description.starts_with(clean_lines(&body).trim()), "{:?}", description);
        prop_assert_eq!(values(&text, "BEGIN"), ["VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"]);
        prop_assert!(!text.replace("\r\n", "").contains(is_unsafe), "{:?}", text);
    }
}
