//! From Graph's JSON to calendars and events, with the rules of time; what cannot be read is an error, never left out.

use super::{quoted, wire};
use crate::model::account::Label;
use crate::model::error::{Error, Kind, Result};
use crate::model::event::{
    Attendee, AttendeeKind, Calendar, Event, EventRef, Person, Response, Sensitivity, ShowAs, When,
};
use crate::model::token::name_told;
use crate::provider::Owner;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use std::collections::HashSet;

/// The most bytes of a page that are made into text; plain text was asked for, so that a page is an exception.
const LONGEST_PAGE: usize = 64 << 10;

/// The calendars of a mailbox, of which exactly one is the default: the one that says so, else the first that can be edited
/// (servers that predate `isDefaultCalendar` list the default calendar first), else the first.
///
/// # Errors
/// Code `bad_calendar` for one without an id; `no_calendar` where there is none.
pub fn calendars(items: Vec<wire::Calendar>) -> Result<Vec<Calendar>> {
    let mut seen = HashSet::new();
    let mut calendars = items.into_iter().map(calendar).collect::<Result<Vec<_>>>()?;
    calendars.retain(|calendar| seen.insert(calendar.id.clone()));
    let default = calendars.iter().position(|calendar| calendar.is_default);
    let default = default.or_else(|| calendars.iter().position(|calendar| calendar.can_edit)).unwrap_or_default();
    for (index, calendar) in calendars.iter_mut().enumerate() {
        calendar.is_default = index == default;
    }
    if calendars.is_empty() {
        return Err(Error::new(Kind::Other, "no_calendar", "Graph lists no calendar in this mailbox."));
    }
    Ok(calendars)
}

fn calendar(item: wire::Calendar) -> Result<Calendar> {
    let name = item.name.unwrap_or_default();
    let bad = |why: &str| {
        Error::new(Kind::Other, "bad_calendar", format!("The calendar \"{name}\" cannot be read: it has {why}."))
    };
    let id = some_text(item.id).ok_or_else(|| bad("no id"))?;
    // In an address these would lead elsewhere than to this calendar (RFC 3986 5.2.4), or vanish.
    if id == "." || id == ".." || id.contains(char::is_control) {
        return Err(bad("an id that no address can hold"));
    }
    Ok(Calendar {
        id,
        name,
        is_default: item.is_default.unwrap_or_default(),
        can_edit: item.can_edit.unwrap_or_default(),
        owner: item.owner.and_then(person),
    })
}

/// The events of one calendar, each once: pages of a view may overlap. The master of a series is no event of its own.
///
/// # Errors
/// Code `bad_event` for an event without an id or with a time that cannot be read.
pub fn events(items: Vec<wire::Event>, account: &Label, calendar: &Calendar) -> Result<Vec<Event>> {
    let mut seen = HashSet::new();
    let occurrences = items.into_iter().filter(|item| !is(item.kind.as_ref(), "seriesMaster"));
    let place = EventRef {
        account: account.clone(),
        calendar_id: calendar.id.clone(),
        calendar_name: calendar.name.clone(),
        event_id: String::new(),
    };
    let mut events = occurrences.map(|item| event(item, &place)).collect::<Result<Vec<_>>>()?;
    events.retain(|event| seen.insert(event.reference.event_id.clone()));
    Ok(events)
}

/// One event, that was found in this place.
///
/// # Errors
/// As [`events`].
pub fn event(item: wire::Event, place: &EventRef) -> Result<Event> {
    let subject = item.subject.clone().unwrap_or_default();
    let bad = |why: String| {
        let (calendar, subject) = (quoted(&place.calendar_name), quoted(&subject));
        let message = format!("An event in calendar {calendar} cannot be read: {subject} {why}.");
        Error::new(Kind::Other, "bad_event", message)
    };
    let when = when(&item).map_err(bad)?;
    let response = response(&item);
    let series_id = some_text(item.series_master_id);
    let recurring = series_id.is_some() || ["occurrence", "exception"].iter().any(|kind| is(item.kind.as_ref(), kind));
    let join_url = item.online_meeting.and_then(|meeting| some_text(meeting.join_url));
    let event_id = some_text(item.id).ok_or_else(|| bad("has no id".to_owned()))?;
    let reference = EventRef { event_id, ..place.clone() };
    Ok(Event {
        reference,
        etag: item.etag,
        ical_uid: some_text(item.ical_uid),
        series_id,
        original_start: item
            .original_start
            .and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
            .map(|t| t.to_utc()),
        subject,
        when,
        location: item.location.and_then(|location| some_text(location.display_name)),
        join_url: join_url.or_else(|| some_text(item.online_meeting_url)),
        web_url: some_text(item.web_link),
        organizer: item.organizer.and_then(|organizer| person(organizer.email_address?)),
        show_as: show_as(item.show_as.as_deref()),
        response,
        sensitivity: sensitivity(item.sensitivity.as_deref()),
        cancelled: item.is_cancelled.unwrap_or_default(),
        recurring,
        categories: item.categories.into_iter().flat_map(|items| items.read).flatten().collect(),
        attendees: item.attendees.into_iter().flat_map(|items| items.read).flatten().filter_map(attendee).collect(),
        body: item.body.and_then(text).or_else(|| some_text(item.body_preview)),
    })
}

/// Somebody who was invited, where it is told who.
fn attendee(item: wire::Attendee) -> Option<Attendee> {
    let kind = match item.kind.as_deref() {
        Some("optional") => AttendeeKind::Optional,
        Some("resource") => AttendeeKind::Resource,
        _ => AttendeeKind::Required,
    };
    let response = answer(item.status.and_then(|status| status.response).as_deref());
    Some(Attendee { person: person(item.email_address?)?, kind, response })
}

/// The text of a body. Plain text was asked for; a server that sends HTML all the same is read too.
fn text(body: wire::Body) -> Option<String> {
    let content = body.content?;
    let is_html = is(body.content_type.as_ref(), "html");
    some_text(Some(if is_html { text_of_page(&content) } else { content }))
}

/// The beginning of a page as text; of one that is hostile, each further byte costs more than the one before.
fn text_of_page(html: &str) -> String {
    let end = (0..=html.len().min(LONGEST_PAGE)).rev().find(|end| html.is_char_boundary(*end)).unwrap_or_default();
    nanohtml2text::html2text(&html[..end]).trim_end().to_owned() + if end < html.len() { " …" } else { "" }
}

/// When it takes place; otherwise what is wrong with its times. Whole days float: Graph gives midnight to midnight in any
/// zone, so that only the dates count. What ends before it starts has no length; whole days are at least one.
/// Source: Microsoft Graph v1.0, `event` resource (`isAllDay`, `start`, `end`).
fn when(item: &wire::Event) -> std::result::Result<When, String> {
    let times = (item.start.as_ref(), item.end.as_ref());
    if item.is_all_day.unwrap_or_default() {
        let (start, end) = (date("start", times.0)?, date("end", times.1)?);
        let end = if end > start { end } else { start.succ_opt().filter(|end| *end <= LAST_DAY).ok_or(FAR)? };
        return Ok(When::AllDay { start, end });
    }
    let (start, end) = (instant("start", times.0)?, instant("end", times.1)?);
    Ok(When::Timed { start, end: end.max(start) })
}

fn date(which: &str, time: Option<&wire::DateTimeTimeZone>) -> std::result::Result<NaiveDate, String> {
    local(which, time).map(|local| local.date())
}

/// An instant, which has to be in UTC: no other zone was asked for.
pub fn instant(which: &str, time: Option<&wire::DateTimeTimeZone>) -> std::result::Result<DateTime<Utc>, String> {
    let zone = time.and_then(|time| time.time_zone.as_deref()).unwrap_or("UTC");
    let names = ["UTC", "Etc/UTC", "tzone://Microsoft/Utc"];
    if !names.iter().any(|name| zone.eq_ignore_ascii_case(name)) {
        return Err(format!("has its {which} in \"{zone}\", although UTC was asked for"));
    }
    local(which, time).map(|local| local.with_nanosecond(0).unwrap_or(local).and_utc())
}

fn local(which: &str, time: Option<&wire::DateTimeTimeZone>) -> std::result::Result<NaiveDateTime, String> {
    let text = time.and_then(|time| time.date_time.as_deref()).ok_or_else(|| format!("has no {which}"))?;
    let local = text
        .trim_end_matches('Z')
        .parse::<NaiveDateTime>()
        .map_err(|_| format!("has a {which} that is no time, \"{text}\""))?;
    if local < FIRST_DAY.and_time(NaiveTime::MIN) || local > LAST_DAY.and_time(NaiveTime::MIN) {
        return Err(FAR.to_owned());
    }
    Ok(local)
}

/// The days whose midnight has a year of four digits in every zone, as RFC 3339 demands.
const FIRST_DAY: NaiveDate = day(1, 1, 2);
const LAST_DAY: NaiveDate = day(9999, 12, 31);
const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) { date } else { NaiveDate::MIN }
}

const FAR: &str = "is in a year that no calendar reaches";

/// What the mailbox's owner answered. Source: Microsoft Graph v1.0, `responseStatus` resource.
fn response(item: &wire::Event) -> Response {
    if item.is_organizer == Some(true) {
        return Response::Organizer;
    }
    answer(item.response_status.as_ref().and_then(|status| status.response.as_deref()))
}

/// Source: Microsoft Graph v1.0, `responseType` values.
fn answer(word: Option<&str>) -> Response {
    match word {
        Some("organizer") => Response::Organizer,
        Some("accepted") => Response::Accepted,
        Some("tentativelyAccepted") => Response::Tentative,
        Some("declined") => Response::Declined,
        Some("notResponded") => Response::NotResponded,
        _ => Response::None,
    }
}

/// Source: Microsoft Graph v1.0, `freeBusyStatus` values.
pub fn show_as(word: Option<&str>) -> ShowAs {
    match word {
        Some("free") => ShowAs::Free,
        Some("tentative") => ShowAs::Tentative,
        Some("busy") => ShowAs::Busy,
        Some("oof") => ShowAs::Oof,
        Some("workingElsewhere") => ShowAs::WorkingElsewhere,
        _ => ShowAs::Unknown,
    }
}

/// Source: Microsoft Graph v1.0, `sensitivity` values.
fn sensitivity(word: Option<&str>) -> Sensitivity {
    match word {
        Some("personal") => Sensitivity::Personal,
        Some("private") => Sensitivity::Private,
        Some("confidential") => Sensitivity::Confidential,
        _ => Sensitivity::Normal,
    }
}

/// Whose token it is.
///
/// # Errors
/// Code `bad_user` for one without an id or a name.
pub fn owner(user: wire::User) -> Result<Owner> {
    let (id, email) = (some_text(user.id), some_text(user.mail));
    let username = some_text(user.principal_name).or_else(|| email.clone());
    match (id, username) {
        (Some(id), Some(username)) => Ok(Owner { id, username: name_told(username), email }),
        _ => Err(Error::new(Kind::Other, "bad_user", "Graph does not say whose token this is.")),
    }
}

/// A person, where anything at all is known of one.
fn person(address: wire::EmailAddress) -> Option<Person> {
    let person = Person { name: some_text(address.name), email: some_text(address.address) };
    (person != Person::default()).then_some(person)
}

/// The text, unless it is empty.
fn some_text(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn is(word: Option<&String>, name: &str) -> bool {
    word.is_some_and(|word| word == name)
}
