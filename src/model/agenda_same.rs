//! What is the same meeting in several mailboxes: the same iCalendar id and start, else the same online meeting.
//!
//! Everything here is decided by the events alone, so that the order in which accounts are given changes nothing.

use super::{Found, organizer_address};
use crate::model::event::{Event, Response, When};
use crate::model::uid;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::mem;

/// Some events, each by its place among those that were found.
pub(super) type Group = Vec<usize>;

/// The events of each meeting, each event of a mailbox once.
pub(super) fn groups(found: &[Found]) -> Vec<Group> {
    let mut groups = gathered(found.iter().map(|one| Some(key(one))));
    groups.iter_mut().for_each(|group| forget_repeated(group, found));
    joined_by_link(groups.into_iter().flat_map(|group| told_apart(group, found)).collect(), found)
}

/// Takes apart what one calendar has more than once: those are several meetings, whatever their id says. A stranger's invitation
/// with the id of another one has another organizer, and occurrences that were moved to one time had a time each. What still is
/// more than one meeting after that tells nothing of which is which, and each of its events is one.
fn told_apart(group: Group, found: &[Found]) -> Vec<Group> {
    if !is_in_one_calendar_twice(&group, found) {
        return vec![group];
    }
    let told = |place: &usize| (organizer_address(&found[*place].event), found[*place].event.original_start);
    let parts = gathered(group.iter().map(|place| Some(told(place)))).into_iter();
    let parts = parts.map(|part| part.into_iter().map(|at| group[at]).collect::<Group>());
    let single = |part: Group| part.into_iter().map(|place| vec![place]).collect();
    parts.flat_map(|part| if is_in_one_calendar_twice(&part, found) { single(part) } else { vec![part] }).collect()
}

/// Whether two of these events are in the same calendar of the same mailbox.
fn is_in_one_calendar_twice(group: &Group, found: &[Found]) -> bool {
    let calendar = |place: usize| (found[place].mailbox, &found[place].event.reference.calendar_id);
    group.iter().enumerate().any(|(at, one)| group[..at].iter().any(|other| calendar(*other) == calendar(*one)))
}

/// Forgets what a mailbox has shown before, through another of its calendars or another account.
fn forget_repeated(group: &mut Group, found: &[Found]) {
    if group.len() > 1 {
        let mut seen = HashSet::new();
        group.retain(|place| seen.insert((found[*place].mailbox, &found[*place].event.reference.event_id)));
    }
}

/// Joins groups that share an online meeting: those were forwarded or created anew. Where a mailbox has two of them, the link
/// stands for more than one meeting and does not tell which is which, so that it joins none.
fn joined_by_link(mut groups: Vec<Group>, found: &[Found]) -> Vec<Group> {
    let sharing = gathered(groups.iter().map(|group| link_key(group, found)));
    let sharing = sharing.into_iter().flat_map(|places| {
        let sharing: Vec<Group> = places.into_iter().map(|place| mem::take(&mut groups[place])).collect();
        if share_no_mailbox(&sharing, found) { vec![sharing.concat()] } else { sharing }
    });
    sharing.collect()
}

/// Whether no mailbox has events in two of these groups.
fn share_no_mailbox(groups: &[Group], found: &[Found]) -> bool {
    let mut taken = HashSet::new();
    groups.len() < 2
        || groups.iter().all(|group| {
            let own: HashSet<usize> = group.iter().map(|place| found[*place].mailbox).collect();
            own.into_iter().all(|mailbox| taken.insert(mailbox))
        })
}

/// The places of those with the same key, in the order in which a key was first met. What has no key is alone.
fn gathered<K: Hash + Eq>(keys: impl ExactSizeIterator<Item = Option<K>>) -> Vec<Vec<usize>> {
    let mut known = HashMap::with_capacity(keys.len());
    let mut gathered: Vec<Vec<usize>> = Vec::with_capacity(keys.len());
    for (place, key) in keys.enumerate() {
        let new = gathered.len();
        match key.map_or(new, |key| *known.entry(key).or_insert(new)) {
            index if index == new => gathered.push(vec![place]),
            index => gathered[index].push(place),
        }
    }
    gathered
}

/// What is the same about one meeting wherever it is found.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    /// Its iCalendar id and its start. The id alone will not do, since Graph documents it as one per occurrence and has been seen to
    /// give one per series; with the start the key is right for both. Source: Microsoft Graph, `event` resource (`iCalUId`).
    Uid(Cow<'a, str>, When),
    /// Its mailbox and its id in there, where it has no iCalendar id.
    Event(usize, &'a str),
}

fn key(one: &Found) -> Key<'_> {
    match comparable_uid(&one.event) {
        Some(uid) => Key::Uid(uid, start_only(one.event.when)),
        None => Key::Event(one.mailbox, &one.event.reference.event_id),
    }
}

fn comparable_uid(event: &Event) -> Option<Cow<'_, str>> {
    event.ical_uid.as_deref().filter(|uid| !uid.is_empty()).map(uid::comparable)
}

/// An online meeting: its link, its organizer, and its start.
type LinkKey<'a> = (&'a str, Cow<'a, str>, When);

/// The online meeting of a group, as the copy knows it that stands first among them.
fn link_key<'a>(group: &Group, found: &'a [Found]) -> Option<LinkKey<'a>> {
    let known = |event: &'a Event| -> Option<(Response, LinkKey<'a>)> {
        let link = (event.join_url.as_deref()?, organizer_address(event)?, start_only(event.when));
        Some((event.response, link))
    };
    group.iter().filter_map(|place| known(&found[*place].event)).min().map(|(_, link)| link)
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

/// The start of an event, as a key: floating for whole days.
fn start_only(when: When) -> When {
    match when {
        When::AllDay { start, .. } => When::AllDay { start, end: start },
        When::Timed { start, .. } => When::Timed { start, end: start },
    }
}
