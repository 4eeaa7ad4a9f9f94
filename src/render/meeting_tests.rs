//! Everything about one meeting, line by line.

use super::*;
use crate::render::clean::is_unsafe;
use crate::render::samples::{
    agenda_of, amsterdam, event, meeting as sample, november, shared, style, whole_days, without_isolates,
};
use proptest::prelude::*;

fn shown(meeting: Meeting, width: Option<u16>, everybody: bool) -> String {
    let (zone, now) = (amsterdam(), november("23T09:40"));
    let agenda = agenda_of("22T00:00", "25T00:00", vec![meeting]);
    Details { agenda: &agenda, zone: &zone, now, everybody }.text(&style(false, width))
}

fn attendee(name: &str, kind: AttendeeKind, response: Response) -> Attendee {
    let person = Person { name: Some(name.to_owned()), email: Some(format!("{}@x.example", name.to_lowercase())) };
    Attendee { person, kind, response }
}

fn review() -> Event {
    Event {
        location: Some("Room 4".to_owned()),
        join_url: Some("https://teams.example/1".to_owned()),
        categories: vec!["Team".to_owned(), "Design".to_owned()],
        sensitivity: Sensitivity::Private,
        original_start: Some(november("23T10:00")),
        attendees: vec![
            attendee("Carol", AttendeeKind::Optional, Response::None),
            attendee("Bob", AttendeeKind::Required, Response::Accepted),
            attendee("Room", AttendeeKind::Resource, Response::Declined),
        ],
        body: Some("\n\nWhat we stop doing:\u{1b}[2J\r\n\r\n\r\n  1. meetings\n\n".to_owned()),
        ..event("xebia", "Architecture review", "23T11:00", "23T12:30")
    }
}

#[test]
fn everything_is_told_and_what_is_not_known_takes_no_room() {
    let mut meeting = shared(review(), "marimer");
    let copy = Arc::make_mut(&mut meeting.copies[1]);
    copy.response = Response::NotResponded;
    copy.show_as = crate::model::event::ShowAs::WorkingElsewhere;
    copy.subject = "FW: Architecture".to_owned();
    copy.location = None;
    let id = Handle::shown(&meeting);
    let expected = format!(
        "\
Architecture review

when         Today · Mon 23 Nov, 11:00–12:30 (1 h 30 min), Europe/Amsterdam, in 1 h 20 min
where        Room 4
join         https://teams.example/1
organizer    Alice <alice@xebia.com>
answer       accepted
shown as     busy
categories   Team, Design
sensitivity  private
series       recurs; this time moved from 10:00
id           {id}

3 attendees: 1 accepted, 1 declined, 1 not answered
  ✓ Bob <bob@x.example>
  ? Carol <carol@x.example> (optional)
  ✗ Room <room@x.example> (resource)

What we stop doing:

  1. meetings

2 copies
  xebia    Calendar  accepted, shown as busy
  marimer  Calendar  not answered, shown as working elsewhere  subject: “FW: Architecture”, where: none
"
    );
    assert_eq!(shown(meeting, None, false), expected);
}

#[test]
fn a_long_list_is_cut_with_a_count_unless_everybody_is_wanted() {
    let attendees = (0..40).map(|n| attendee(&format!("P{n}"), AttendeeKind::Required, Response::None)).collect();
    let event = Event { attendees, ..event("xebia", "All hands", "23T11:00", "23T12:00") };
    let text = shown(sample(event.clone()), None, false);
    assert!(text.contains("40 attendees: 40 not answered\n"), "{text}");
    assert!(text.contains("P11") && !text.contains("P12") && text.contains("  … and 28 more (-v)\n"), "{text}");
    assert!(shown(sample(event), None, true).contains("P39"));
}

#[test]
fn days_and_nights_say_when_they_end() {
    let line = |event: Event| shown(sample(event), None, false).lines().nth(2).unwrap().to_owned();
    let days =
        |first, after| Event { when: whole_days(first, after), ..event("xebia", "Away", "23T00:00", "23T00:00") };
    assert_eq!(line(days("2026-11-24", "2026-11-25")), "when       Tomorrow · Tue 24 Nov, all day");
    assert_eq!(line(days("2026-11-22", "2026-11-25")), "when       Sun 22 Nov to Tue 24 Nov, 3 days");
    assert_eq!(
        line(event("xebia", "Train", "23T22:00", "24T06:30")),
        "when       Today · Mon 23 Nov, 22:00–Tue 24 Nov 06:30 (8 h 30 min), Europe/Amsterdam, in 12 h 20 min"
    );
    assert_eq!(
        line(event("xebia", "Note", "23T09:00", "23T09:00")),
        "when       Today · Mon 23 Nov, 09:00, Europe/Amsterdam"
    );
}

#[test]
fn a_text_is_wrapped_to_the_terminal_and_its_links_stay_whole() {
    let link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0";
    let body = Some(format!("The quick brown fox jumps over the lazy dog, and then joins here: {link}"));
    let text = shown(sample(Event { body, ..event("xebia", "x", "23T11:00", "23T12:00") }), Some(40), false);
    assert!(text.contains("The quick brown fox jumps over the lazy\ndog, and then joins here:\n"), "{text}");
    assert!(text.lines().any(|line| line == link), "{text}");
}

proptest! {
    #[test]
    fn nothing_of_a_stranger_drives_the_terminal(
        subject in "(.|\n|\u{1b}|\u{9b}|\u{202e}){0,20}", body in "(.|\n|\u{1b}\\[2J|\u{9d}|\u{202e}| ){0,60}", width in proptest::option::of(20u16..120)
    ) {
        let event = Event { location: Some(subject.clone()), body: Some(body), subject, ..event("xebia", "", "23T11:00", "23T12:00") };
        let text = shown(sample(event), width, false);
        prop_assert!(!without_isolates(&text).replace('\n', "").contains(is_unsafe), "{:?}", text);
    }
}
