//! Accounts, meetings and errors that the tests of this room draw.

use crate::model::account::{Account, Color, Label, samples};
use crate::model::agenda::{Agenda, Hidden, Meeting, Source};
use crate::model::error::{Error, Kind};
use crate::model::event::{Calendar, Event, EventRef, Person, Response, Sensitivity, ShowAs, When};
use crate::model::range::TimeRange;
use crate::model::status::{AccountStatus, SignInState};
use crate::model::zone::Zone;
use crate::render::Style;
use chrono::{DateTime, Utc};

/// The zone of the samples.
pub fn amsterdam() -> Zone {
    Zone::new("Europe/Amsterdam", jiff::tz::TimeZoneDatabase::bundled().get("Europe/Amsterdam").unwrap())
}

pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// An instant of November 2026 in Amsterdam, such as `23T09:30`.
pub fn november(text: &str) -> DateTime<Utc> {
    at(&format!("2026-11-{text}:00+01:00"))
}

pub fn label(name: &str) -> Label {
    name.parse().unwrap()
}

/// A style with the colours of `xebia` and `marimer`.
pub fn style(color: bool, width: Option<u16>) -> Style {
    let mut home = account("home");
    home.color = Some(Color::Blue);
    Style::new(color, width, &[account("xebia"), home, account("marimer")])
}

pub fn expired() -> Error {
    Error::new(Kind::SignInRequired, "AADSTS700082", "The refresh token has expired due to inactivity.")
        .hint("calcli login --account marimer")
}

pub fn whole_days(start: &str, end: &str) -> When {
    When::AllDay { start: start.parse().unwrap(), end: end.parse().unwrap() }
}

/// A meeting of one account in November 2026.
pub fn event(account: &str, subject: &str, start: &str, end: &str) -> Event {
    Event {
        reference: EventRef {
            account: label(account),
            calendar_id: "AAMk".to_owned(),
            calendar_name: "Calendar".to_owned(),
            event_id: "AAMkAG".to_owned(),
        },
        etag: None,
        ical_uid: Some("0400".to_owned()),
        series_id: None,
        original_start: None,
        subject: subject.to_owned(),
        when: When::Timed { start: november(start), end: november(end) },
        location: None,
        join_url: None,
        web_url: Some("https://outlook.example/1".to_owned()),
        organizer: Some(Person { name: Some("Alice".to_owned()), email: Some("alice@xebia.com".to_owned()) }),
        show_as: ShowAs::Busy,
        response: Response::Accepted,
        sensitivity: Sensitivity::Normal,
        cancelled: false,
        recurring: true,
        categories: Vec::new(),
        attendees: Vec::new(),
        body: None,
    }
}

pub fn meeting(event: Event) -> Meeting {
    Meeting::of(vec![event]).unwrap()
}

/// A meeting that another account has too.
pub fn shared(event: Event, other: &str) -> Meeting {
    let mut copy = event.clone();
    copy.reference.account = label(other);
    Meeting::of(vec![event, copy]).unwrap()
}

/// An agenda of these days of November 2026, to which every account answered.
pub fn agenda_of(start: &str, end: &str, meetings: Vec<Meeting>) -> Agenda {
    let source = Source { account: label("xebia"), fetched_at: Some(at("2026-11-23T08:12:04.987Z")), error: None };
    Agenda {
        range: TimeRange::new(november(start), november(end)).unwrap(),
        meetings,
        sources: vec![source],
        hidden: Hidden::default(),
    }
}

/// A few days with one of everything.
pub fn rich_agenda() -> Agenda {
    let all_day = |mut event: Event, start, end| {
        event.when = whole_days(start, end);
        event
    };
    let place = |event: Event, place: &str| Event { location: Some(place.to_owned()), ..event };
    let online = |event: Event| Event { join_url: Some("https://teams.example/1".to_owned()), ..event };
    let response = |event: Event, response| Event { response, ..event };
    let meetings = vec![
        meeting(event("home", "Night train", "22T22:00", "23T06:30")),
        meeting(all_day(
            place(event("xebia", "Conference", "23T00:00", "23T00:00"), "Utrecht"),
            "2026-11-23",
            "2026-11-28",
        )),
        shared(place(event("xebia", "Standup", "23T09:30", "23T10:00"), "Room 4"), "marimer"),
        meeting(online(response(event("marimer", "Design review 設計", "23T09:45", "23T10:30"), Response::Tentative))),
        meeting(response(
            place(
                event("xebia", "Planning of the next quarter with everybody", "23T13:00", "23T14:00"),
                "Amsterdam, Wibautstraat 200",
            ),
            Response::NotResponded,
        )),
        meeting(Event { sensitivity: Sensitivity::Private, ..event("home", "Dentist 🦷", "23T15:00", "23T15:00") }),
        meeting(Event { cancelled: true, ..event("marimer", "Sync", "23T16:00", "23T16:30") }),
        meeting(event("xebia", "Release", "23T23:30", "24T01:00")),
        meeting(response(event("xebia", "", "24T09:00", "24T10:00"), Response::Declined)),
        meeting(event("home", "Weekend away", "25T18:00", "28T12:00")),
    ];
    agenda_of("23T00:00", "30T00:00", meetings)
}

pub fn calendar(name: &str, owner: &str) -> Calendar {
    let owner = Person { name: Some("Owner".to_owned()), email: Some(owner.to_owned()) };
    Calendar { id: "AAMk".to_owned(), name: name.to_owned(), is_default: false, can_edit: true, owner: Some(owner) }
}

pub fn account(name: &str) -> Account {
    samples::account(name, &format!("{name}.com"))
}

/// An account that is signed in.
pub fn status(name: &str) -> AccountStatus {
    AccountStatus {
        account: account(name),
        username: Some(format!("alice@{name}.com")),
        tenant_id: Some("22222222-2222-4222-8222-222222222222".parse().unwrap()),
        store: "keychain",
        state: SignInState::SignedIn,
        access_token_expires_at: Some(at("2026-11-23T09:04:30.5Z")),
        scopes: vec!["Calendars.Read".to_owned(), "User.Read".to_owned()],
        error: None,
    }
}

/// An account that nobody signed in to.
pub fn signed_out(name: &str) -> AccountStatus {
    AccountStatus {
        username: None,
        tenant_id: None,
        state: SignInState::SignedOut,
        access_token_expires_at: None,
        scopes: Vec::new(),
        ..status(name)
    }
}

/// Text without the isolates that keep words from the right to themselves on a terminal, each of which is closed on its line.
pub fn without_isolates(text: &str) -> String {
    for line in text.lines() {
        let open = line.chars().filter(|c| *c == '\u{2068}').count();
        assert_eq!(open, line.chars().filter(|c| *c == '\u{2069}').count(), "{line:?}");
    }
    text.replace(['\u{2068}', '\u{2069}'], "")
}
