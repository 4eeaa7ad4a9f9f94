//! One agenda of many mailboxes: merged, sorted, each meeting once, and honest about what is missing.

#[path = "agenda_same.rs"]
mod same;

use same::Start;
pub use same::identity;

use crate::model::account::{Account, Label};
use crate::model::cloud::Endpoints;
use crate::model::error::{Error, Kind};
use crate::model::event::{Event, Response};
use crate::model::filter::Filter;
use crate::model::join;
use crate::model::range::TimeRange;
use crate::model::token::Identity;
use crate::model::zone::Zone;
use chrono::{DateTime, Utc};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// One meeting and every mailbox it was seen in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The copy that is shown, with a place, a join link, attendees and a text from another copy where it has none.
    pub event: Arc<Event>,
    /// Every copy, the shown one first.
    pub copies: Vec<Arc<Event>>,
}

impl Meeting {
    /// The meeting of these copies, of which the first is shown; `None` where there is none.
    pub fn of(copies: impl IntoIterator<Item = impl Into<Arc<Event>>>) -> Option<Self> {
        let copies: Vec<Arc<Event>> = copies.into_iter().map(Into::into).collect();
        let (shown, others) = copies.split_first()?;
        let mut event = Arc::clone(shown);
        // Anybody can send an invitation with the id of another one; only its own organizer says where a meeting is.
        let others = || others.iter().filter(|other| organizer_address(other) == organizer_address(shown));
        for copy in others() {
            fill_in(Arc::make_mut(&mut event), copy);
        }
        let link = |copy: &Arc<Event>| join::found_in(copy.location.as_deref()?);
        if event.join_url.is_none()
            && let Some(link) = link(shown).or_else(|| others().find_map(link))
        {
            Arc::make_mut(&mut event).join_url = Some(link);
        }
        Some(Self { event, copies })
    }

    /// Every account that has it, each once, that of the shown copy first.
    pub fn accounts(&self) -> Vec<&Label> {
        let mut labels: Vec<&Label> = Vec::new();
        for copy in &self.copies {
            if !labels.contains(&&copy.reference.account) {
                labels.push(&copy.reference.account);
            }
        }
        labels
    }
}

/// Fills what an event lacks with what a copy of it says.
fn fill_in(event: &mut Event, copy: &Event) {
    event.join_url = event.join_url.take().or_else(|| copy.join_url.clone());
    event.location = event.location.take().or_else(|| copy.location.clone());
    event.body = event.body.take().or_else(|| copy.body.clone());
    if event.attendees.is_empty() {
        event.attendees.clone_from(&copy.attendees);
    }
}

/// Why a meeting is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Cancelled,
    Declined,
    Filtered,
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
    /// Those that the filters found to be of no interest.
    pub filtered: usize,
    /// Those after the first ones, of which alone the user wanted to know.
    pub beyond_limit: usize,
}

impl Hidden {
    fn count(&mut self, reason: Reason) {
        match reason {
            Reason::Cancelled => self.cancelled += 1,
            Reason::Declined => self.declined += 1,
            Reason::Filtered => self.filtered += 1,
        }
    }
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

impl Agenda {
    /// Leaves out what a filter does not keep.
    pub fn narrow(&mut self, filter: &Filter, zone: &Zone) {
        let all = self.meetings.len();
        self.meetings.retain(|meeting| filter.keeps(meeting, zone));
        self.hidden.filtered += all - self.meetings.len();
    }

    /// Leaves out what comes after the first so many.
    pub fn limit(&mut self, most: usize) {
        self.hidden.beyond_limit += self.meetings.len().saturating_sub(most);
        self.meetings.truncate(most);
    }

    /// Whether anything is known: some account answered, or there was none to ask.
    pub fn is_answered(&self) -> bool {
        self.sources.is_empty() || self.sources.iter().any(|source| source.fetched_at.is_some())
    }
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
    pub events: Vec<Arc<Event>>,
}

impl Batch {
    /// What an account contributed for the person who is signed in to it. The servers are part of the mailbox's name, since a
    /// server can claim any person to be its own.
    pub fn new(account: &Account, identity: &Identity, events: Vec<Arc<Event>>) -> Self {
        let Endpoints { authority, graph } = &account.endpoints;
        Self { mailbox: format!("{authority}|{graph}|{}@{}", identity.id, identity.tenant), events }
    }
}

/// How to merge.
#[derive(Clone, Debug, Default)]
pub struct MergeOptions {
    /// Every copy is a meeting of its own.
    pub no_dedupe: bool,
    /// Also what was declined.
    pub declined: bool,
    /// Also what was cancelled.
    pub cancelled: bool,
    /// Which meetings are of interest. What is not is counted as that alone, also where it was declined or cancelled.
    pub filter: Filter,
}

/// Merges the accounts' events, given in the config's order, into sorted meetings. Which events are one meeting does not depend
/// on that order; it decides ties: which of two copies with the same answer is shown, and which of two meetings that are alike in
/// time and subject stands first.
pub fn merge(batches: &[Batch], range: TimeRange, zone: &Zone, options: &MergeOptions) -> (Vec<Meeting>, Hidden) {
    let found = found(batches, range, zone);
    let groups = if options.no_dedupe { found.iter().map(same::alone).collect() } else { same::groups(&found) };
    let mut hidden = Hidden::default();
    let shown = groups.into_iter().filter_map(|mut group| {
        group.sort_by_key(|copy| copy.rank);
        let meeting = Meeting::of(group.iter().map(|copy| Arc::clone(copy.event)))?;
        let reason =
            if options.filter.keeps(&meeting, zone) { reason_to_hide(&group, options) } else { Some(Reason::Filtered) };
        reason.inspect(|reason| hidden.count(*reason)).is_none().then(|| (&group[0].order, meeting))
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort_by_key(|(order, _)| *order);
    (shown.into_iter().map(|(_, meeting)| meeting).collect(), hidden)
}

/// An event and what a merge goes by. It is taken from the event once: of very many events, every look at one waits for memory.
struct Found<'a> {
    event: &'a Arc<Event>,
    /// The mailbox, by the place of the first account that it is behind.
    mailbox: usize,
    order: Order<'a>,
    rank: Rank,
    /// The iCalendar id, as it is the same in every mailbox.
    uid: Option<Cow<'a, str>>,
    /// The link of an online meeting and the address of its organizer.
    link: Option<(&'a str, Cow<'a, str>)>,
}

/// What meetings are sorted by: the start, with whole days before what begins at midnight, the end, and the subject.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Order<'a> {
    start: DateTime<Utc>,
    is_timed: bool,
    end: DateTime<Utc>,
    subject: &'a str,
}

/// Which of the copies of a meeting is shown: one that takes place before one that was cancelled, then by the answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_cancelled: bool,
    response: Response,
    /// The place of its account in the config's order.
    account: usize,
}

impl<'a> Found<'a> {
    fn new(event: &'a Arc<Event>, account: usize, mailbox: usize, zone: &Zone) -> Self {
        let (start, end) = event.when.span(zone);
        Self {
            event,
            mailbox,
            order: Order { start, is_timed: !event.when.is_all_day(), end, subject: &event.subject },
            rank: Rank { is_cancelled: event.cancelled, response: event.response, account },
            uid: same::comparable_uid(event),
            link: event.join_url.as_deref().and_then(|link| Some((link, organizer_address(event)?))),
        }
    }

    fn start(&self) -> Start {
        (self.order.start, self.order.is_timed)
    }
}

/// Every event that takes place in the range.
fn found<'a>(batches: &'a [Batch], range: TimeRange, zone: &Zone) -> Vec<Found<'a>> {
    let mut mailboxes = HashMap::new();
    let mut found = Vec::with_capacity(batches.iter().map(|batch| batch.events.len()).sum());
    for (account, Batch { mailbox, events }) in batches.iter().enumerate() {
        let mailbox = *mailboxes.entry(mailbox).or_insert(account);
        found.extend(events.iter().map(|event| Found::new(event, account, mailbox, zone)));
    }
    found.retain(|one| range.overlaps(one.order.start, one.order.end));
    found
}

/// Why nobody needs to see a meeting: no copy of it takes place for its owner, and the user did not ask for such.
fn reason_to_hide(copies: &[&Found], options: &MergeOptions) -> Option<Reason> {
    let reason = |copy: &&Found| match copy.rank {
        Rank { is_cancelled: true, .. } if !options.cancelled => Some(Reason::Cancelled),
        Rank { response: Response::Declined, .. } if !options.declined => Some(Reason::Declined),
        _ => None,
    };
    let reasons: Option<Vec<Reason>> = copies.iter().map(reason).collect();
    reasons?.into_iter().min()
}

/// The organizer's address, as it is compared.
fn organizer_address(event: &Event) -> Option<Cow<'_, str>> {
    let address = event.organizer.as_ref()?.email.as_deref()?;
    let is_lower_case = address.is_ascii() && !address.bytes().any(|byte| byte.is_ascii_uppercase());
    Some(if is_lower_case { Cow::Borrowed(address) } else { Cow::Owned(address.to_lowercase()) })
}

#[cfg(test)]
#[path = "agenda_tests.rs"]
mod tests;
