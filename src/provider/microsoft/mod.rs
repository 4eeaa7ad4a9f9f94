//! Microsoft Graph: which requests are sent, in which order, and what their answers come to.

mod budget;
mod convert;
mod graph;
mod schedule;
#[cfg(test)]
mod tests;
mod wire;

use crate::model::account::{Access, Account, CalendarPattern, is_own};
use crate::model::error::{Error, Kind};
use crate::model::event::{Calendar, Event, EventRef, Fields};
use crate::model::explain::own_error;
use crate::model::range::TimeRange;
use crate::provider::{Failure, Owner, Reading, Request};
use chrono::TimeDelta;
use futures_util::future::{join_all, try_join};
use graph::Graph;
pub use schedule::schedules;
use std::sync::Arc;

/// How many characters of a name or a subject are quoted in a message.
const MOST_QUOTED: usize = 80;

/// Whose token it is. Source: Microsoft Graph v1.0, "Get a user".
pub async fn whoami(request: &Request<'_>) -> Result<Owner, Failure> {
    let me = Graph::new(request).one(&[], &format!("$select={}", wire::USER_FIELDS)).await?;
    Ok(convert::owner(me)?)
}

/// Every calendar in the mailbox. Source: Microsoft Graph v1.0, "List calendars".
pub async fn calendars(request: &Request<'_>) -> Result<Vec<Calendar>, Failure> {
    list(&Graph::new(request)).await
}

/// The events of the calendars that the account reads.
///
/// The default calendar can be asked for without knowing its id: where it is among them whatever its name, its events and the list
/// of calendars travel together. Source: Microsoft Graph v1.0, "List calendarView".
pub async fn events(request: &Request<'_>, range: TimeRange, fields: Fields) -> Result<Reading, Failure> {
    let (graph, query) = (&Graph::new(request), &view(range, &selected(fields, request.account)));
    let default_first = request.account.calendars.surely_reads_the_default();
    // A calendar that fails leaves the others be; a list that fails ends the wait for everything.
    let early = async { Ok::<_, Failure>(if default_first { Some(default_view(graph, query).await) } else { None }) };
    let later = async {
        let all = list(graph).await?;
        let chosen = chosen(&all, request.account);
        let views = chosen.iter().skip(usize::from(default_first)).map(|calendar| view_of(graph, calendar, query));
        let views = join_all(views).await;
        Ok((all, chosen, views))
    };
    let (early, (calendars, chosen, later)) = try_join(early, later).await?;

    let (mut read, mut missing) = (Vec::new(), Vec::new());
    for (calendar, view) in chosen.into_iter().zip(early.into_iter().chain(later)) {
        let whole = |items| Ok(convert::events(items, &request.account.label, &calendar)?);
        match view.and_then(whole) {
            Ok(events) => read.push((calendar.name, events)),
            Err(Failure::Failed(error)) => {
                let error = if is_own(&calendars)(&calendar) { error } else { not_shared(error, request.account) };
                missing.push((calendar.name, error));
            }
            Err(refused @ Failure::Unauthorized { .. }) => return Err(refused),
        }
    }
    let unmet = request.account.calendars.unmet(&calendars);
    missing.extend(unmet.into_iter().map(|unmet| (unmet.to_string(), not_found(unmet, &calendars, request.account))));
    answer(read, calendars, &missing)
}

/// One event, whole. Source: Microsoft Graph v1.0, "Get event".
pub async fn event(request: &Request<'_>, place: &EventRef) -> Result<Option<Event>, Failure> {
    let query = format!("$select={}", selected(Fields::Whole, request.account));
    match Graph::new(request).with_bodies().one(&["events", &place.event_id], &query).await {
        Ok(item) => Ok(Some(convert::event(item, place)?)),
        Err(Failure::Failed(error)) if NO_SUCH_EVENT.contains(&error.code.as_str()) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// What Graph says of the id of an event that is gone, or was never in this mailbox.
const NO_SUCH_EVENT: [&str; 5] =
    ["ErrorItemNotFound", "ResourceNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorInvalidMailboxItemId"];

/// Reads an answer in every way that one is read, for fuzzing: the events of a page, if it is one.
///
/// # Panics
/// Where something does not hold that must.
#[cfg(any(test, fuzzing))]
pub fn probe(body: &[u8]) -> Vec<Event> {
    if let Ok(refusal) = serde_json::from_slice::<wire::Refusal>(body) {
        let _ = (refusal.codes().len(), refusal.message().len());
    }
    if let Ok(page) = serde_json::from_slice::<wire::Page<wire::Calendar>>(body) {
        let calendars = convert::calendars(page.value.read).unwrap_or_default();
        assert!(calendars.is_empty() || calendars.iter().filter(|calendar| calendar.is_default).count() == 1);
    }
    let [id, name] = ["id", "Calendar"].map(str::to_owned);
    let calendar = Calendar { id, name, is_default: true, can_edit: true, owner: None };
    let page = serde_json::from_slice::<wire::Page<wire::Event>>(body).map(|page| page.value.read);
    let account = crate::model::account::samples::account("fuzz", "xebia.com").label;
    convert::events(page.unwrap_or_default(), &account, &calendar).unwrap_or_default()
}

/// The fields of an event to ask for. Whoever may read the basic ones only is not told its text.
fn selected(fields: Fields, account: &Account) -> String {
    let [preview, body] = wire::TEXT_FIELDS;
    let more: &[&str] = match fields {
        Fields::Lean => &[],
        _ if account.access == Access::Basic => &[wire::PEOPLE_FIELD],
        Fields::Wide => &[wire::PEOPLE_FIELD, preview],
        Fields::Whole => &[wire::PEOPLE_FIELD, body],
    };
    [&[wire::EVENT_FIELDS], more].concat().join(",")
}

async fn list(graph: &Graph<'_>) -> Result<Vec<Calendar>, Failure> {
    let query = format!("$top=100&$select={}", wire::CALENDAR_FIELDS);
    Ok(convert::calendars(graph.list(&["calendars"], &query).await?)?)
}

async fn default_view(graph: &Graph<'_>, query: &str) -> Result<Vec<wire::Event>, Failure> {
    graph.list(&["calendarView"], query).await
}

async fn view_of(graph: &Graph<'_>, calendar: &Calendar, query: &str) -> Result<Vec<wire::Event>, Failure> {
    if calendar.is_default {
        return default_view(graph, query).await;
    }
    graph.list(&["calendars", &calendar.id, "calendarView"], query).await
}

/// The query of a view: a day more on both sides, since Graph selects whole days by the mailbox's own zone.
fn view(range: TimeRange, fields: &str) -> String {
    let day = TimeDelta::days(1);
    let start = range.start().checked_sub_signed(day).unwrap_or(range.start()).format("%Y-%m-%dT%H:%M:%SZ");
    let end = range.end().checked_add_signed(day).unwrap_or(range.end()).format("%Y-%m-%dT%H:%M:%SZ");
    format!("startDateTime={start}&endDateTime={end}&$top=500&$orderby=start/dateTime&$select={fields}")
}

/// The calendars to read, the default one first.
fn chosen(all: &[Calendar], account: &Account) -> Vec<Calendar> {
    let mut chosen = account.calendars.among(all);
    chosen.sort_by_key(|calendar| !calendar.is_default);
    chosen
}

/// Why a calendar of somebody else cannot be read: where the account never asked for those, that is to be mended first.
fn not_shared(mut error: Error, account: &Account) -> Error {
    if error.kind == Kind::Forbidden && matches!(account.access, Access::Basic | Access::Read) {
        error.hints.insert(0, format!("calcli account set {} --scopes shared", account.label));
    }
    error
}

fn not_found(pattern: &CalendarPattern, all: &[Calendar], account: &Account) -> Error {
    let names = all.iter().map(|calendar| quoted(&calendar.name)).collect::<Vec<_>>().join(", ");
    let message = format!("No calendar is called {}; there are {names}.", quoted(&pattern.to_string()));
    own_error("calendar_not_found", &message, account)
}

/// What was read, and the first failure with the names of all that is missing; only a failure where nothing was read.
fn answer(
    read: Vec<(String, Vec<Event>)>,
    calendars: Vec<Calendar>,
    missing: &[(String, Error)],
) -> Result<Reading, Failure> {
    let mut error = missing.first().map(|(_, error)| error.clone());
    if let Some(error) = &mut error {
        if read.is_empty() {
            return Err(error.clone().into());
        }
        let names: Vec<_> = missing.iter().map(|(name, _)| quoted(name)).collect();
        let untold: Vec<_> = names.into_iter().filter(|name| !error.message.contains(name)).collect();
        if !untold.is_empty() {
            error.message = format!("{}. Not read: {}.", error.message.trim_end_matches('.'), untold.join(", "));
        }
    }
    let (read, events): (_, Vec<_>) = read.into_iter().unzip();
    Ok(Reading { events: events.into_iter().flatten().map(Arc::new).collect(), read, calendars, error })
}

/// The beginning of what a stranger wrote, so that in a message it cannot look like a line of calcli's own.
fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).chars().take(MOST_QUOTED).collect::<String>())
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
