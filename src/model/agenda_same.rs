//! What is the same meeting in several mailboxes: the same iCalendar id and start, else the same online meeting.
//!
//! Everything here is decided by the events alone, so that the order in which accounts are given changes nothing.

use super::{Found, organizer_address};
use crate::model::event::{Event, Response, When};
use crate::model::uid;
use chrono::{DateTime, Utc};
use smallvec::{Array, SmallVec, smallvec};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Some of the events that were found.
pub(super) type Group<'a> = SmallVec<[&'a Found<'a>; 2]>;

/// Some groups, most often one.
type Groups<'a> = SmallVec<[Group<'a>; 1]>;

/// The group of a single event.
pub(super) fn alone<'a>(one: &'a Found<'a>) -> Group<'a> {
    smallvec![one]
}

/// The events of each meeting, each event of a mailbox once.
pub(super) fn groups<'a>(found: &'a [Found<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = gathered(found, |one: &&'a Found| Some(key(one)));
    groups.iter_mut().for_each(forget_repeated);
    joined_by_link(groups.into_iter().flat_map(told_apart).collect())
}

/// Takes apart what are several meetings, whatever their id says. A stranger's invitation with the id of another one has another
/// organizer; and of what one calendar has more than once, occurrences that were moved to one time had a time each. What still is
/// more than one meeting after that tells nothing of which is which, and each of its events is one.
fn told_apart<'a>(group: Group<'a>) -> Groups<'a> {
    if !is_in_one_calendar_twice(&group) && is_of_one_organizer(&group) {
        return smallvec![group];
    }
    let by_organizer: Groups<'a> = gathered(group, |one: &&'a Found| Some(organizer_address(one.event))).into();
    let parts = by_organizer.into_iter().flat_map(|part| -> Groups<'a> {
        if !is_in_one_calendar_twice(&part) {
            return smallvec![part];
        }
        gathered(part, |one: &&'a Found| Some(one.event.original_start)).into()
    });
    let apart = |part: Group<'a>| -> Groups<'a> {
        if is_in_one_calendar_twice(&part) { part.into_iter().map(alone).collect() } else { smallvec![part] }
    };
    parts.flat_map(apart).collect()
}

/// Whether no two of these events name different organizers. The organizer's own mailbox may know itself by another address; no
/// stranger's invitation is there as one's own.
fn is_of_one_organizer(group: &Group) -> bool {
    let invitations = group.iter().filter(|one| one.rank.response != Response::Organizer);
    let mut organizers = invitations.filter_map(|one| organizer_address(one.event));
    group.len() < 2 || organizers.next().is_none_or(|first| organizers.all(|other| other == first))
}

/// Whether two of these events are in the same calendar of the same mailbox.
fn is_in_one_calendar_twice(group: &Group) -> bool {
    let same = |one: &Found, other: &Found| {
        one.mailbox == other.mailbox && one.event.reference.calendar_id == other.event.reference.calendar_id
    };
    group.iter().enumerate().any(|(at, one)| group[..at].iter().any(|other| same(one, other)))
}

/// Forgets what a mailbox has shown before, through another of its calendars or another account.
fn forget_repeated(group: &mut Group) {
    if group.len() > 1 {
        let mut seen = HashSet::new();
        group.retain(|one| seen.insert((one.mailbox, &one.event.reference.event_id)));
    }
}

/// Joins groups that share an online meeting: those were forwarded or created anew. Where a mailbox has two of them, the link
/// stands for more than one meeting and does not tell which is which, so that it joins none.
fn joined_by_link<'a>(groups: Vec<Group<'a>>) -> Vec<Group<'a>> {
    let joined = |sharing: Groups<'a>| -> Groups<'a> {
        if share_no_mailbox(&sharing) { smallvec![sharing.into_iter().flatten().collect()] } else { sharing }
    };
    gathered(groups, |group| link_key(group)).into_iter().flat_map(joined).collect()
}

/// Whether no mailbox has events in two of these groups.
fn share_no_mailbox(groups: &[Group]) -> bool {
    let mut taken = HashSet::new();
    groups.len() < 2
        || groups.iter().all(|group| {
            let own: HashSet<usize> = group.iter().map(|one| one.mailbox).collect();
            own.into_iter().all(|mailbox| taken.insert(mailbox))
        })
}

/// Those with the same key together, in the order in which a key was first met. What has no key is alone.
fn gathered<A: Array, K: Hash + Eq>(
    items: impl IntoIterator<Item = A::Item>,
    key: impl Fn(&A::Item) -> Option<K>,
) -> Vec<SmallVec<A>> {
    let items = items.into_iter();
    let mut known = HashMap::with_capacity(items.size_hint().0);
    let mut gathered: Vec<SmallVec<A>> = Vec::with_capacity(items.size_hint().0);
    for item in items {
        let new = gathered.len();
        match key(&item).map_or(new, |key| *known.entry(key).or_insert(new)) {
            index if index == new => gathered.push(smallvec![item]),
            index => gathered[index].push(item),
        }
    }
    gathered
}

/// What is the same about one meeting wherever it is found.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    /// Its iCalendar id and its start. The id alone will not do, since Graph documents it as one per occurrence and has been seen to
    /// give one per series; with the start the key is right for both. Source: Microsoft Graph, `event` resource (`iCalUId`).
    Uid(&'a str, Start),
    /// Its mailbox and its id in there, where it has no iCalendar id.
    Event(usize, &'a str),
}

/// The start of an event, and whether that is an instant of its own or that of a whole day.
pub(super) type Start = (DateTime<Utc>, bool);

fn key<'a>(one: &'a Found) -> Key<'a> {
    match &one.uid {
        Some(uid) => Key::Uid(uid, one.start()),
        None => Key::Event(one.mailbox, &one.event.reference.event_id),
    }
}

/// The iCalendar id of an event, as it is the same in every mailbox.
pub(super) fn comparable_uid(event: &Event) -> Option<Cow<'_, str>> {
    event.ical_uid.as_deref().filter(|uid| !uid.is_empty()).map(uid::comparable)
}

/// An online meeting: its link, its organizer, its start, and its end.
type LinkKey<'a> = (&'a str, &'a str, Start, DateTime<Utc>);

/// The online meeting of a group, as the copy knows it that stands first among them.
fn link_key<'a>(group: &Group<'a>) -> Option<LinkKey<'a>> {
    let known = |one: &&'a Found<'a>| {
        let (link, organizer) = one.link.as_ref()?;
        Some((one.rank.response, (*link, &**organizer, one.start(), one.order.end)))
    };
    group.iter().filter_map(known).min().map(|(_, link)| link)
}

/// What identifies an event, in the words that a merge goes by: the same in every mailbox where it has an iCalendar id or a link.
pub fn identity(event: &Event) -> String {
    let start = match event.when {
        When::AllDay { start, .. } => start.to_string(),
        When::Timed { start, .. } => start.timestamp().to_string(),
    };
    match (comparable_uid(event), &event.join_url, organizer_address(event)) {
        (Some(uid), ..) => format!("uid\n{uid}\n{start}"),
        (None, Some(link), Some(organizer)) => format!("link\n{link}\n{organizer}\n{start}"),
        _ => format!("event\n{}", event.reference.event_id),
    }
}
