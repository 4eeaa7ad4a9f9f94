//! One agenda of many mailboxes: merged, sorted, each meeting once, and honest about what is missing.

#[path = "agenda_links.rs"]
mod links;

use crate::model::account::{Account, Label};
use crate::model::cloud::Endpoints;
use crate::model::error::{Error, Kind};
use crate::model::event::{Event, Response, When};
use crate::model::join;
use crate::model::range::TimeRange;
use crate::model::token::Identity;
use crate::model::zone::Zone;
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};

/// One meeting and every mailbox it was seen in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The copy that is shown, with a place, a join link, attendees and a text from another copy where it has none.
    pub event: Event,
    /// Every copy, the shown one first.
    pub copies: Vec<Event>,
}

impl Meeting {
    /// Why nobody needs to see it: no copy of it takes place for its owner, and the user did not ask for such.
    fn reason_to_hide(&self, options: MergeOptions) -> Option<Reason> {
        let reason = |copy: &Event| match copy {
            copy if copy.cancelled && !options.cancelled => Some(Reason::Cancelled),
            copy if copy.response == Response::Declined && !options.declined => Some(Reason::Declined),
            _ => None,
        };
        let reasons: Option<Vec<Reason>> = self.copies.iter().map(reason).collect();
        reasons?.into_iter().min()
    }

    /// The meeting of what was found.
    fn of(mut found: Vec<Found>) -> Option<Self> {
        found.sort_by_key(|copy| (copy.event.response, copy.place));
        Self::of_copies(found.into_iter().map(|copy| copy.event).collect())
    }

    /// The meeting of these copies, of which the first is shown; `None` where there is none.
    pub fn of_copies(copies: Vec<Event>) -> Option<Self> {
        let mut event = copies.first()?.clone();
        // Anybody can send an invitation with the id of another one; only its own organizer says where a meeting is.
        let organizer = organizer_address(&event);
        let own: Vec<&Event> = copies.iter().filter(|copy| organizer_address(copy) == organizer).collect();
        let own = || own.iter().copied();
        let link_as_place = || own().find_map(|copy| join::found_in(copy.location.as_deref()?));
        event.join_url = own().find_map(|copy| copy.join_url.clone()).or_else(link_as_place);
        event.location = own().find_map(|copy| copy.location.clone());
        event.body = own().find_map(|copy| copy.body.clone());
        event.attendees = own().map(|copy| &copy.attendees).find(|all| !all.is_empty()).cloned().unwrap_or_default();
        Some(Self { event, copies })
    }
}

/// Why a meeting is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Cancelled,
    Declined,
}

/// What became of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The account.
    pub account: Label,
    /// When its answer was fetched; `None` where it gave none.
    pub fetched_at: Option<DateTime<Utc>>,
    /// What is missing from its answer, and why.
    pub error: Option<Error>,
}

/// How many meetings were left out because the user did not ask to see them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the reason")]
pub struct Hidden {
    pub declined: usize,
    pub cancelled: usize,
}

/// The answer of every account that was asked, also when it is a partial one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// What was asked for.
    pub range: TimeRange,
    /// The meetings, sorted.
    pub meetings: Vec<Meeting>,
    /// One entry per account, in the config's order.
    pub sources: Vec<Source>,
    /// What was left out on purpose.
    pub hidden: Hidden,
}

/// Whether these sources answered in full.
pub fn is_complete(sources: &[Source]) -> bool {
    sources.iter().all(|source| source.error.is_none())
}

/// What it comes to when no account answered: the one kind that all of them failed with, or a general failure.
pub fn common_failure(sources: &[Source]) -> Option<Kind> {
    if sources.iter().any(|source| source.fetched_at.is_some()) {
        return None;
    }
    let mut kinds = sources.iter().filter_map(|source| source.error.as_ref()).map(|error| match error.kind {
        Kind::Throttled => Kind::Network,
        kind => kind,
    });
    let first = kinds.next()?;
    Some(if kinds.all(|kind| kind == first) { first } else { Kind::Other })
}

/// What one account contributed.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The mailbox behind the account, so that one reached through two accounts is not counted twice.
    pub mailbox: String,
    /// Its events.
    pub events: Vec<Event>,
}

impl Batch {
    /// What an account contributed for the person who is signed in to it. The servers are part of the mailbox's name, since a
    /// server can claim any person to be its own.
    pub fn new(account: &Account, identity: &Identity, events: Vec<Event>) -> Self {
        let Endpoints { authority, graph } = &account.endpoints;
        Self { mailbox: format!("{authority}|{graph}|{}@{}", identity.id, identity.tenant), events }
    }
}

/// How to merge.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "each field is a flag of the command line")]
pub struct MergeOptions {
    pub no_dedupe: bool,
    pub declined: bool,
    pub cancelled: bool,
}

/// Merges the accounts' events, given in the config's order, into sorted meetings.
pub fn merge(batches: Vec<Batch>, range: TimeRange, zone: &Zone, options: MergeOptions) -> (Vec<Meeting>, Hidden) {
    let in_range = |event: &Event| {
        let (start, end) = event.when.span(zone);
        range.overlaps(start, end)
    };
    let batches =
        batches.into_iter().map(|batch| Batch { events: batch.events.into_iter().filter(in_range).collect(), ..batch });
    let mut meetings = group(batches, options.no_dedupe);
    let mut hidden = Hidden::default();
    meetings.retain(|meeting| match meeting.reason_to_hide(options) {
        Some(Reason::Cancelled) => {
            hidden.cancelled += 1;
            false
        }
        Some(Reason::Declined) => {
            hidden.declined += 1;
            false
        }
        None => true,
    });
    meetings.sort_by_cached_key(|Meeting { event, .. }| {
        let (start, end) = event.when.span(zone);
        (zone.date(start), !event.when.is_all_day(), start, end, event.subject.clone())
    });
    (meetings, hidden)
}

/// An online meeting's link, organizer and start.
type LinkKey = (String, String, When);

/// An event and where it was found.
struct Found {
    /// The place of its account in the config's order.
    place: usize,
    /// The mailbox, by the place of the first account that it is behind.
    mailbox: usize,
    event: Event,
}

/// Gathers the copies of each meeting, or leaves every event alone.
fn group(batches: impl Iterator<Item = Batch>, no_dedupe: bool) -> Vec<Meeting> {
    let mut mailboxes = HashMap::new();
    let found = batches.enumerate().flat_map(|(place, Batch { mailbox, events })| {
        let mailbox = *mailboxes.entry(mailbox).or_insert(place);
        events.into_iter().map(move |event| Found { place, mailbox, event })
    });
    let groups = if no_dedupe { found.map(|one| vec![one]).collect() } else { links::join(by_uid(found)) };
    groups.into_iter().filter_map(Meeting::of).collect()
}

/// Gathers what has the same iCalendar id and start, each event of a mailbox once.
fn by_uid(found: impl Iterator<Item = Found>) -> Vec<Vec<Found>> {
    let mut groups: Vec<Vec<Found>> = Vec::new();
    let mut known = HashMap::new();
    let mut seen = HashSet::new();
    for one in found.filter(|one| seen.insert((one.mailbox, one.event.reference.event_id.clone()))) {
        let new = groups.len();
        let index = uid_key(&one.event).map_or(new, |key| *known.entry(key).or_insert(new));
        if index == new {
            groups.push(Vec::new());
        }
        groups[index].push(one);
    }
    groups
}

/// What is the same about one meeting in every mailbox: its iCalendar id and its start. The id alone will not do, since Graph
/// documents it as one per occurrence and has been seen to give one per series; with the start the key is right for both.
/// Source: Microsoft Graph, `event` resource (`iCalUId`).
fn uid_key(event: &Event) -> Option<(String, When)> {
    let uid = event.ical_uid.as_deref().filter(|uid| !uid.is_empty())?;
    Some((clean_global_id(uid), start_only(event.when)))
}

/// The fallback for meetings that were forwarded or created anew: the same online meeting, organizer and start.
fn link_key(event: &Event) -> Option<LinkKey> {
    Some((event.join_url.clone()?, organizer_address(event)?, start_only(event.when)))
}

/// What identifies an event, in the words that a merge goes by: the same in every mailbox where it has an iCalendar id or a link.
pub fn identity(event: &Event) -> String {
    let start = |when: When| match when {
        When::AllDay { start, .. } => start.to_string(),
        When::Timed { start, .. } => start.timestamp().to_string(),
    };
    match (uid_key(event), link_key(event)) {
        (Some((uid, when)), _) => format!("uid\n{uid}\n{}", start(when)),
        (None, Some((link, organizer, when))) => format!("link\n{link}\n{organizer}\n{}", start(when)),
        (None, None) => format!("event\n{}", event.reference.event_id),
    }
}

/// The organizer's address, as it is compared.
fn organizer_address(event: &Event) -> Option<String> {
    Some(event.organizer.as_ref()?.email.as_ref()?.to_lowercase())
}

/// The start of an event, as a key: floating for whole days.
fn start_only(when: When) -> When {
    match when {
        When::AllDay { start, .. } => When::AllDay { start, end: start },
        When::Timed { start, .. } => When::Timed { start, end: start },
    }
}

/// An Exchange id without the date of its occurrence, so that one who was invited to a single occurrence has the same id as
/// one who was invited to the series. Other ids are left alone.
/// Source: [MS-OXOCAL] 2.2.1.27 and 2.2.1.28, `PidLidGlobalObjectId` and `PidLidCleanGlobalObjectId`.
fn clean_global_id(uid: &str) -> String {
    const EXCHANGE: &str = "040000008200E00074C5B7101A82E008";
    let upper = uid.to_ascii_uppercase();
    if upper.len() < 40 || !upper.starts_with(EXCHANGE) || !upper.bytes().all(|b| b.is_ascii_hexdigit()) {
        return uid.to_owned();
    }
    format!("{}00000000{}", &upper[..32], &upper[40..])
}

#[cfg(test)]
#[path = "agenda_tests.rs"]
mod tests;
