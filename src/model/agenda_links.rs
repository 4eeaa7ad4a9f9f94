//! Joins what shares an online meeting across mailboxes, in about as many steps as there are events, however many share one link.

use super::{Found, LinkKey, link_key};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet};

/// Some mailboxes.
type Mailboxes = BTreeSet<usize>;

/// Joins groups that share an online meeting. Two of one mailbox are never joined: there, one link for two events means two. Of
/// several that a group could join, it joins the first.
pub(super) fn join(groups: Vec<Vec<Found>>) -> Vec<Vec<Found>> {
    let mut joined: Vec<Joined> = Vec::new();
    let mut known = Known::default();
    for group in groups {
        let links: HashSet<_> = group.iter().filter_map(|one| link_key(&one.event)).collect();
        let mailboxes: Mailboxes = group.iter().map(|one| one.mailbox).collect();
        let index = known.first_elsewhere(&links, &mailboxes, &joined).unwrap_or(joined.len());
        if index == joined.len() {
            joined.push(Joined::default());
        }
        let meeting = &mut joined[index];
        meeting.copies.extend(group);
        meeting.links.extend(links);
        meeting.mailboxes.extend(mailboxes);
        known.note(index, meeting);
    }
    joined.into_iter().map(|meeting| meeting.copies).collect()
}

/// What was joined so far to one meeting.
#[derive(Default)]
struct Joined {
    copies: Vec<Found>,
    links: HashSet<LinkKey>,
    mailboxes: Mailboxes,
}

/// Which meetings have a link, those of the same mailboxes together: of these only the first is ever of interest.
#[derive(Default)]
struct Known(HashMap<LinkKey, HashMap<Mailboxes, BinaryHeap<Reverse<usize>>>>);

impl Known {
    /// The first meeting that has one of the links and is in none of the mailboxes.
    fn first_elsewhere(&mut self, links: &HashSet<LinkKey>, mailboxes: &Mailboxes, joined: &[Joined]) -> Option<usize> {
        let mut first = None;
        for link in links {
            let Some(sharing) = self.0.get_mut(link) else { continue };
            for (theirs, meetings) in sharing.iter_mut().filter(|(theirs, _)| theirs.is_disjoint(mailboxes)) {
                // A meeting that has been joined by another mailbox since stands where that one belongs.
                while meetings.peek().is_some_and(|Reverse(index)| joined[*index].mailboxes != *theirs) {
                    meetings.pop();
                }
                first = first.into_iter().chain(meetings.peek().map(|Reverse(index)| *index)).min();
            }
        }
        first
    }

    /// Takes down a meeting that is new or has grown.
    fn note(&mut self, index: usize, meeting: &Joined) {
        for link in &meeting.links {
            let sharing = self.0.entry(link.clone()).or_default();
            sharing.entry(meeting.mailboxes.clone()).or_default().push(Reverse(index));
        }
    }
}
