//! The agenda as JSON.

use super::problem::Answered;
use super::{SCHEMA_VERSION, text};
use crate::model::agenda::{Agenda, Meeting, is_complete};
use crate::model::event::{Event, EventRef, Person, Response, Sensitivity, ShowAs, When};
use crate::model::zone::Zone;
use chrono::{DateTime, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::Serialize;

/// The document of `events`.
pub fn agenda(agenda: &Agenda, zone: &Zone) -> String {
    let events = agenda.meetings.iter().map(|meeting| Shown::new(meeting, zone)).collect();
    text::document(&Document { head: Head::new(agenda, zone), events })
}

/// An instant in local time: whole seconds and a numeric offset.
pub(super) fn local(instant: DateTime<Utc>, zone: &Zone) -> String {
    zone.local(instant).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// One agenda of the accounts that were asked.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The meetings, sorted; one that is in several mailboxes is here once.
    events: Vec<Shown<'a>>,
}

/// What every document over the agenda begins with.
#[derive(Serialize, JsonSchema)]
pub(super) struct Head<'a> {
    schema_version: u32,
    /// The zone of every time in here.
    time_zone: &'a str,
    /// What was asked for; the end is no part of it.
    range: Range,
    /// Whether every account answered in full.
    pub(super) complete: bool,
    /// What became of each account.
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

/// From an instant up to another.
#[derive(Serialize, JsonSchema)]
struct Range {
    #[schemars(extend("format" = "date-time"))]
    start: String,
    #[schemars(extend("format" = "date-time"))]
    end: String,
}

/// A meeting, or one occurrence of a series.
#[derive(Serialize, JsonSchema)]
pub(super) struct Shown<'a> {
    /// Its id in the mailbox of the copy that is shown.
    id: &'a str,
    /// What it is called across mailboxes.
    ical_uid: Option<&'a str>,
    /// The account of the copy that is shown.
    account: &'a str,
    calendar: Within<'a>,
    subject: &'a str,
    /// When it begins; of whole days the local midnight.
    #[schemars(extend("format" = "date-time"))]
    start: String,
    /// When it ends; of whole days the local midnight after the last.
    #[schemars(extend("format" = "date-time"))]
    end: String,
    all_day: bool,
    /// The first of whole days, which is the same in every zone.
    #[schemars(extend("format" = "date"))]
    start_date: Option<String>,
    /// The day after the last of whole days.
    #[schemars(extend("format" = "date"))]
    end_date: Option<String>,
    location: Option<&'a str>,
    /// Where to join it online.
    join_url: Option<&'a str>,
    /// Where to see it in the web.
    web_url: Option<&'a str>,
    organizer: Option<Someone<'a>>,
    /// How it occupies its owner.
    #[schemars(extend("enum" = ShowAs::ALL.map(ShowAs::name)))]
    show_as: &'static str,
    /// What the owner of the mailbox answered.
    #[schemars(extend("enum" = Response::ALL.map(Response::name)))]
    response: &'static str,
    #[schemars(extend("enum" = Sensitivity::ALL.map(Sensitivity::name)))]
    sensitivity: &'static str,
    cancelled: bool,
    /// Whether it is one of a series.
    recurring: bool,
    categories: &'a [String],
    /// Every mailbox that it was seen in, the shown one first.
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
            copies: copies.iter().map(|copy| Copied::new(copy)).collect(),
        }
    }
}

/// A meeting in one mailbox.
#[derive(Serialize, JsonSchema)]
struct Copied<'a> {
    account: &'a str,
    calendar: Within<'a>,
    id: &'a str,
    #[schemars(extend("enum" = Response::ALL.map(Response::name)))]
    response: &'static str,
    #[schemars(extend("enum" = ShowAs::ALL.map(ShowAs::name)))]
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
#[derive(Serialize, JsonSchema)]
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
#[derive(Serialize, JsonSchema)]
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
