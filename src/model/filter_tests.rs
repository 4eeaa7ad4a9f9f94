//! What each filter keeps, over all copies of a meeting.

use super::*;
use crate::model::event::{Attendee, ShowAs, When, samples::event};

fn person(name: &str, email: &str) -> Person {
    Person { name: Some(name.to_owned()), email: Some(email.to_owned()) }
}

fn meeting(event: Event) -> Meeting {
    Meeting::of(vec![event]).unwrap()
}

/// A meeting of two mailboxes, of which the first is shown.
fn shared(event: Event, copy: Event) -> Meeting {
    Meeting::of(vec![event, copy]).unwrap()
}

/// A review that Bob called, with Zoë.
fn review() -> Event {
    Event {
        subject: "Architecture review".to_owned(),
        organizer: Some(person("Bob Jansen", "bob@xebia.com")),
        attendees: vec![Attendee { person: person("Zoë", "ZOE@fabrikam.example"), ..Attendee::default() }],
        categories: vec!["Team".to_owned()],
        ..event("a", "1")
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[track_caller]
fn keeps(filter: &Filter, meeting: &Meeting, expected: bool) {
    assert_eq!(filter.keeps(meeting, &Zone::utc()), expected, "{filter:?}");
}

#[test]
fn without_a_filter_everything_is_kept_and_no_more_is_asked_for() {
    keeps(&Filter::default(), &meeting(event("a", "1")), true);
    assert_eq!(Filter::default().fields(), Fields::Lean);
}

#[test]
fn people_are_found_by_a_part_of_their_name_or_address_and_one_of_several_is_enough() {
    for (attendees, expected) in
        [(&["zoe@"][..], true), (&["ZOË"], true), (&["fabrikam"], true), (&["bob"], false), (&["bob", "zoë"], true)]
    {
        keeps(&Filter { attendees: texts(attendees), ..Filter::default() }, &meeting(review()), expected);
    }
    for (organizers, expected) in
        [(&["bob jansen"][..], true), (&["BOB@"], true), (&["zoë"], false), (&["x", "bob"], true)]
    {
        keeps(&Filter { organizers: texts(organizers), ..Filter::default() }, &meeting(review()), expected);
    }
    let nobody = meeting(event("a", "1"));
    keeps(&Filter { attendees: texts(&["zoë"]), ..Filter::default() }, &nobody, false);
    keeps(&Filter { organizers: texts(&["bob"]), ..Filter::default() }, &nobody, false);
    assert_eq!(Filter { attendees: texts(&["zoë"]), ..Filter::default() }.fields(), Fields::Wide);
    assert_eq!(Filter { organizers: texts(&["zoë"]), ..Filter::default() }.fields(), Fields::Lean);
}

#[test]
fn words_are_looked_for_in_every_field_and_a_category_is_its_whole_name() {
    let search = |text: &str| Filter { search: Some(Needle::new(text)), ..Filter::default() };
    keeps(&search("review zoë"), &meeting(review()), true);
    keeps(&search("review golf"), &meeting(review()), false);
    assert_eq!(search("review").fields(), Fields::Wide);
    let category = |names: &[&str]| Filter { categories: texts(names), ..Filter::default() };
    keeps(&category(&["TEAM"]), &meeting(review()), true);
    keeps(&category(&["Tea"]), &meeting(review()), false);
    keeps(&category(&["x", "team"]), &meeting(review()), true);
    keeps(&category(&["team"]), &shared(event("a", "1"), review()), true);
}

#[test]
fn busy_is_what_the_busiest_copy_says_that_was_not_declined() {
    let copy = |show_as, response| Event { show_as, response, ..event("a", "1") };
    let free = copy(ShowAs::Free, Response::Accepted);
    let busy = |ignore_tentative| Filter { busy: Some(BusyRule { ignore_tentative }), ..Filter::default() };
    keeps(&busy(false), &meeting(free.clone()), false);
    keeps(&busy(false), &shared(free.clone(), copy(ShowAs::Busy, Response::NotResponded)), true);
    keeps(&busy(false), &shared(free, copy(ShowAs::Busy, Response::Declined)), false);
    let tentative = meeting(copy(ShowAs::Tentative, Response::Tentative));
    keeps(&busy(false), &tentative, true);
    keeps(&busy(true), &tentative, false);
}

#[test]
fn pending_is_what_no_mailbox_has_answered() {
    let pending = Filter { pending: true, ..Filter::default() };
    let with = |response| Event { response, ..event("a", "1") };
    for (response, expected) in [(Response::NotResponded, true), (Response::None, false), (Response::Tentative, false)]
    {
        keeps(&pending, &meeting(with(response)), expected);
    }
    keeps(&pending, &meeting(Event { cancelled: true, ..with(Response::NotResponded) }), false);
    keeps(&pending, &shared(with(Response::Accepted), with(Response::NotResponded)), false);
}

#[test]
fn one_of_a_series_recurs_also_where_another_mailbox_has_it_alone() {
    let (alone, of_series) = (event("a", "1"), Event { recurring: true, ..event("b", "2") });
    let recurring = |recurring| Filter { recurring: Some(recurring), ..Filter::default() };
    keeps(&recurring(true), &shared(alone.clone(), of_series.clone()), true);
    keeps(&recurring(false), &shared(alone.clone(), of_series), false);
    keeps(&recurring(false), &meeting(alone.clone()), true);
    keeps(&recurring(true), &meeting(alone), false);
}

#[test]
fn whole_days_can_be_left_out_and_what_has_ended_too() {
    let day = When::AllDay { start: "2026-11-23".parse().unwrap(), end: "2026-11-24".parse().unwrap() };
    let day = meeting(Event { when: day, ..event("a", "1") });
    keeps(&Filter { no_all_day: true, ..Filter::default() }, &day, false);
    keeps(&Filter { no_all_day: true, ..Filter::default() }, &meeting(event("a", "1")), true);
    let from = |time: &str| Filter { from: time.parse().ok(), ..Filter::default() };
    for (time, expected) in [("08:00", true), ("09:59", true), ("10:00", false)] {
        keeps(&from(&format!("2026-11-23T{time}:00Z")), &meeting(event("a", "1")), expected);
    }
    keeps(&from("2026-11-23T23:59:59Z"), &day, true);
    keeps(&from("2026-11-24T00:00:00Z"), &day, false);
    let at = "2026-11-23T09:00:00Z".parse().unwrap();
    let moment = meeting(Event { when: When::Timed { start: at, end: at }, ..event("a", "1") });
    keeps(&from("2026-11-23T09:00:00Z"), &moment, true);
    keeps(&from("2026-11-23T09:00:01Z"), &moment, false);
}

#[test]
fn every_filter_has_to_be_met() {
    let both = Filter { organizers: texts(&["bob"]), no_all_day: true, recurring: Some(true), ..Filter::default() };
    keeps(&both, &meeting(review()), false);
    keeps(&both, &meeting(Event { recurring: true, ..review() }), true);
}
