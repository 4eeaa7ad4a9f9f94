//! The agenda as JSON.

use super::problem::Answered;
use super::{SCHEMA_VERSION, text};
use crate::model::agenda::{Agenda, Meeting, is_complete};
use crate::model::event::{Event, EventRef, Person, When};
use crate::model::zone::Zone;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

/// The document of `events`.
pub fn agenda(agenda: &Agenda, zone: &Zone) -> String {
    let events = agenda.meetings.iter().map(|meeting| Shown::new(meeting, zone)).collect();
    text::document(&Document { head: Head::new(agenda, zone), events })
}

/// An instant in local time: whole seconds and a numeric offset.
fn local(instant: DateTime<Utc>, zone: &Zone) -> String {
    zone.local(instant).to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    events: Vec<Shown<'a>>,
}

/// What every document about the agenda begins with.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    schema_version: u32,
    time_zone: &'a str,
    range: Range,
    complete: bool,
    accounts: Vec<Answered<'a>>,
}

impl<'a> Head<'a> {
    pub(super) fn new(agenda: &'a Agenda, zone: &'a Zone) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            time_zone: zone.name(),
            range: Range { start: local(agenda.range.start(), zone), end: local(agenda.range.end(), zone) },
            complete: is_complete(&agenda.sources),
            accounts: agenda.sources.iter().map(Answered::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct Range {
    start: String,
    end: String,
}

/// One meeting.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    id: &'a str,
    ical_uid: Option<&'a str>,
    account: &'a str,
    calendar: Within<'a>,
    subject: &'a str,
    start: String,
    end: String,
    all_day: bool,
    start_date: Option<String>,
    end_date: Option<String>,
    location: Option<&'a str>,
    join_url: Option<&'a str>,
    web_url: Option<&'a str>,
    organizer: Option<Someone<'a>>,
    show_as: &'static str,
    response: &'static str,
    sensitivity: &'static str,
    cancelled: bool,
    recurring: bool,
    categories: &'a [String],
    copies: Vec<Copied<'a>>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(Meeting { event, copies }: &'a Meeting, zone: &Zone) -> Self {
        let (start, end) = event.when.span(zone);
        let dates = match event.when {
            When::AllDay { start, end } => Some((start, end)),
            When::Timed { .. } => None,
        };
        Self {
            id: &event.reference.event_id,
            ical_uid: event.ical_uid.as_deref(),
            account: event.reference.account.as_str(),
            calendar: Within::new(&event.reference),
            subject: &event.subject,
            start: local(start, zone),
            end: local(end, zone),
            all_day: dates.is_some(),
            start_date: dates.map(|(start, _)| start.to_string()),
            end_date: dates.map(|(_, end)| end.to_string()),
            location: event.location.as_deref(),
            join_url: event.join_url.as_deref(),
            web_url: event.web_url.as_deref(),
            organizer: event.organizer.as_ref().map(Someone::new),
            show_as: event.show_as.name(),
            response: event.response.name(),
            sensitivity: event.sensitivity.name(),
            cancelled: event.cancelled,
            recurring: event.recurring,
            categories: &event.categories,
            copies: copies.iter().map(Copied::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct Copied<'a> {
    account: &'a str,
    calendar: Within<'a>,
    id: &'a str,
    response: &'static str,
    show_as: &'static str,
}

impl<'a> Copied<'a> {
    fn new(copy: &'a Event) -> Self {
        Self {
            account: copy.reference.account.as_str(),
            calendar: Within::new(&copy.reference),
            id: &copy.reference.event_id,
            response: copy.response.name(),
            show_as: copy.show_as.name(),
        }
    }
}

/// The calendar that an event is in.
#[derive(Serialize)]
struct Within<'a> {
    id: &'a str,
    name: &'a str,
}

impl<'a> Within<'a> {
    fn new(reference: &'a EventRef) -> Self {
        Self { id: &reference.calendar_id, name: &reference.calendar_name }
    }
}

/// A person.
#[derive(Serialize)]
pub(super) struct Someone<'a> {
    name: Option<&'a str>,
    email: Option<&'a str>,
}

impl<'a> Someone<'a> {
    pub(super) fn new(person: &'a Person) -> Self {
        Self { name: person.name.as_deref(), email: person.email.as_deref() }
    }
}

#[cfg(test)]
#[path = "agenda_tests.rs"]
mod tests;
