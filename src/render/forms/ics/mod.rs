//! Meetings as an iCalendar file (RFC 5545) that other programs import.

mod zone;

use crate::model::agenda::{Agenda, Meeting};
use crate::model::event::{Attendee, AttendeeKind, Event, Person, Response, Sensitivity, ShowAs, When};
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use crate::render::clean::{clean, clean_lines};
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Class, Component, Event as Entry, EventLike, EventStatus, Property};
use std::collections::HashSet;
use url::Url;

/// Who made the file.
const PRODUCER: &str = concat!("-//calcli//calcli ", env!("CARGO_PKG_VERSION"), "//EN");
/// A local time, as the file writes it.
const LOCAL: &str = "%Y%m%dT%H%M%S";
/// An instant, as the file writes it.
const INSTANT: &str = "%Y%m%dT%H%M%SZ";

/// The file of an agenda, whose times are those of a zone. `now` is when it was made.
pub fn calendar(agenda: &Agenda, zone: &Zone, now: DateTime<Utc>) -> String {
    let mut uids = HashSet::new();
    let entry = |meeting: &Meeting| entry(meeting, &uid(&meeting.event, &mut uids), zone, now);
    file(agenda, agenda.meetings.iter().map(entry).collect(), timed_range(&agenda.meetings), zone)
}

/// The file of stretches of time of which nothing is told but whether they are taken, as entries that any program imports: few
/// read a `VFREEBUSY` from a file.
pub fn stretches(agenda: &Agenda, told: &[(TimeRange, ShowAs)], zone: &Zone, now: DateTime<Utc>) -> String {
    let entry = |(range, show_as): &(TimeRange, ShowAs)| {
        let name = show_as.name().replace('_', " ");
        let mut entry = Entry::new();
        let uid =
            format!("{}-{}-{}", name.replace(' ', "-"), range.start().format(INSTANT), range.end().format(INSTANT));
        entry.uid(&uid).timestamp(now).summary(&name);
        entry.append_property(time("DTSTART", range.start(), zone));
        entry.append_property(time("DTEND", range.end(), zone));
        taking(&mut entry, *show_as);
        entry
    };
    let whole =
        told.first().zip(told.last()).and_then(|((first, _), (last, _))| TimeRange::new(first.start(), last.end()));
    file(agenda, told.iter().map(entry).collect(), whole, zone)
}

/// The file of these entries, of which those with times lie in a range.
fn file(agenda: &Agenda, entries: Vec<Entry>, timed: Option<TimeRange>, zone: &Zone) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", PRODUCER), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(key, value));
    }
    let missing: Vec<&str> =
        agenda.sources.iter().filter(|source| source.error.is_some()).map(|source| source.account.as_str()).collect();
    if !missing.is_empty() {
        calendar.description(&format!("Incomplete: {}", missing.join(", ")));
    }
    for entry in entries {
        calendar.push(entry);
    }
    let text = calendar.to_string();
    // The rules of the zone come before what uses them.
    match (text.find("BEGIN:VEVENT"), timed) {
        (Some(at), Some(range)) if !zone.is_utc() => {
            format!("{}{}{}", &text[..at], zone::rules(zone, range), &text[at..])
        }
        _ => text,
    }
}

/// A name of an event that stays the same from one file to the next and is no other's in this one.
///
/// What recurs is told apart by when it would have begun. A `RECURRENCE-ID` would say the same, but to an importer it is a change
/// to a series, and without the series in the file it is dropped or takes the place of its siblings.
fn uid(event: &Event, taken: &mut HashSet<String>) -> String {
    let id = event.ical_uid.as_deref().unwrap_or(&event.reference.event_id);
    let mut uid = clean(id).into_owned();
    if event.recurring {
        uid += &match (event.original_start, event.when) {
            (Some(start), When::Timed { .. }) | (None, When::Timed { start, .. }) => {
                start.format("-%Y%m%dT%H%M%SZ").to_string()
            }
            (_, When::AllDay { start, .. }) => start.format("-%Y%m%d").to_string(),
        };
    }
    if !taken.insert(uid.clone()) {
        // Anybody can send an invitation with the name of another; and of mailboxes that are shown apart both have it.
        uid = format!("{uid}-{}-{}", event.reference.account, clean(&event.reference.event_id));
        taken.insert(uid.clone());
    }
    uid
}

fn entry(meeting: &Meeting, uid: &str, zone: &Zone, now: DateTime<Utc>) -> Entry {
    let event = &meeting.event;
    let mut entry = Entry::new();
    entry.uid(uid).timestamp(now).summary(&clean(&event.subject));
    match event.when {
        When::AllDay { start, end } => {
            entry.starts(start).ends(end);
        }
        When::Timed { start, end } => {
            entry.append_property(time("DTSTART", start, zone));
            // An end has to be later than the start; without one it ends as it starts.
            if end > start {
                entry.append_property(time("DTEND", end, zone));
            }
        }
    }
    if let Some(location) = &event.location {
        entry.location(&clean(location));
    }
    let join = event.join_url.as_deref().and_then(address);
    if let Some(url) = join.clone().or_else(|| event.web_url.as_deref().and_then(address)) {
        entry.url(&url);
    }
    // Many importers leave the address out, but none the description.
    let description: Vec<String> =
        event.body.as_deref().map(|body| clean_lines(body).trim().to_owned()).into_iter().chain(join).collect();
    if !description.is_empty() {
        entry.description(&description.join("\n\n"));
    }
    if let Some(organizer) = event.organizer.as_ref().and_then(|person| someone("ORGANIZER", person)) {
        entry.append_property(organizer);
    }
    for invited in event.attendees.iter().filter_map(attendee) {
        entry.append_multi_property(invited);
    }
    if !event.categories.is_empty() {
        entry.categories(event.categories.iter().map(|category| clean(category)));
    }
    entry.status(status(event)).class(class(event.sensitivity));
    taking(&mut entry, meeting.show_as().unwrap_or(ShowAs::Free));
    entry
}

/// Says how an entry takes its time.
fn taking(entry: &mut Entry, show_as: ShowAs) {
    entry
        .add_property("TRANSP", transparency(show_as))
        .add_property("X-MICROSOFT-CDO-BUSYSTATUS", busy_status(show_as));
}

/// An instant in local time where that says which instant is meant, which it does not for an hour that comes twice.
fn time(key: &str, instant: DateTime<Utc>, zone: &Zone) -> Property {
    let local = zone.local(instant).naive_local();
    if zone.is_utc() || zone.instant(local) != instant {
        return Property::new(key, instant.format(INSTANT).to_string());
    }
    Property::new(key, local.format(LOCAL).to_string()).add_parameter("TZID", &zone::id(zone)).done()
}

/// From the first to the last instant that a file writes in local time.
fn timed_range(meetings: &[Meeting]) -> Option<TimeRange> {
    let instants = || {
        meetings.iter().filter_map(|meeting| match meeting.event.when {
            When::Timed { start, end } => Some([start, end]),
            When::AllDay { .. } => None,
        })
    };
    let (first, last) = (instants().flatten().min()?, instants().flatten().max()?);
    TimeRange::new(first, last + chrono::TimeDelta::seconds(1))
}

/// An address of the web, in ASCII.
fn address(url: &str) -> Option<String> {
    let url = Url::parse(&clean(url)).ok()?;
    matches!(url.scheme(), "https" | "http").then(|| url.into())
}

/// A person with a mail address, which is how the file knows people.
fn someone(key: &str, person: &Person) -> Option<Property> {
    let email = person.email.as_deref().filter(|email| email.contains('@'))?;
    let address = Url::parse(&format!("mailto:{}", clean(email).replace(' ', "%20"))).ok()?;
    let mut property = Property::new(key, String::from(address));
    if let Some(name) = &person.name {
        // A quoted value cannot hold the quotation mark.
        property.add_parameter("CN", &clean(name).replace('"', "'"));
    }
    Some(property)
}

fn attendee(attendee: &Attendee) -> Option<Property> {
    let mut property = someone("ATTENDEE", &attendee.person)?;
    let (role, kind) = match attendee.kind {
        AttendeeKind::Required => ("REQ-PARTICIPANT", "INDIVIDUAL"),
        AttendeeKind::Optional => ("OPT-PARTICIPANT", "INDIVIDUAL"),
        AttendeeKind::Resource => ("NON-PARTICIPANT", "RESOURCE"),
    };
    let answer = match attendee.response {
        Response::Organizer | Response::Accepted => "ACCEPTED",
        Response::Tentative => "TENTATIVE",
        Response::Declined => "DECLINED",
        Response::None | Response::NotResponded => "NEEDS-ACTION",
    };
    property.add_parameter("ROLE", role).add_parameter("CUTYPE", kind).add_parameter("PARTSTAT", answer);
    Some(property)
}

fn status(event: &Event) -> EventStatus {
    match event {
        Event { cancelled: true, .. } => EventStatus::Cancelled,
        Event { response: Response::Tentative | Response::NotResponded, .. }
        | Event { show_as: ShowAs::Tentative, .. } => EventStatus::Tentative,
        _ => EventStatus::Confirmed,
    }
}

fn class(sensitivity: Sensitivity) -> Class {
    match sensitivity {
        Sensitivity::Normal => Class::Public,
        Sensitivity::Personal | Sensitivity::Private => Class::Private,
        Sensitivity::Confidential => Class::Confidential,
    }
}

fn transparency(show_as: ShowAs) -> &'static str {
    match show_as {
        ShowAs::Free | ShowAs::WorkingElsewhere => "TRANSPARENT",
        ShowAs::Tentative | ShowAs::Busy | ShowAs::Oof | ShowAs::Unknown => "OPAQUE",
    }
}

/// Source: [MS-OXCICAL], `X-MICROSOFT-CDO-BUSYSTATUS`.
fn busy_status(show_as: ShowAs) -> &'static str {
    match show_as {
        ShowAs::Free => "FREE",
        ShowAs::Tentative => "TENTATIVE",
        ShowAs::Busy | ShowAs::Unknown => "BUSY",
        ShowAs::Oof => "OOF",
        ShowAs::WorkingElsewhere => "WORKINGELSEWHERE",
    }
}

#[cfg(test)]
mod tests;
