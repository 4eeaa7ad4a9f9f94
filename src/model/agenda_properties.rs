//! What holds for every merge, whatever is merged.

use super::*;
use proptest::prelude::*;

/// An event that often shares its id, link and hour with others.
fn any_event() -> impl Strategy<Value = Event> {
    let response = prop::sample::select(vec![Response::Organizer, Response::Accepted, Response::None]);
    (0..4_usize, 0..40_u8, prop::option::of(0..4_u8), prop::option::of(0..2_u8), 8..10_u8, response).prop_map(
        |(account, id, uid, link, hour, response)| {
            let (account, id) = (["a", "b", "c", "d"][account], format!("{account}{id}"));
            let bare =
                link.map_or_else(|| event(account, &id), |n| with_link(account, &id, &format!("https://join/{n}")));
            let when = timed(&format!("{hour:02}:00"), &format!("{:02}:00", hour + 1));
            Event { ical_uid: uid.map(|n| format!("uid{n}")), when, response, ..bare }
        },
    )
}

/// Each meeting as the set of its copies, in an order that depends on nothing else.
fn as_sets(meetings: &[Meeting]) -> Vec<Vec<String>> {
    let of = |meeting: &Meeting| {
        let mut ids: Vec<_> = meeting.copies.iter().map(|copy| copy.reference.event_id.clone()).collect();
        ids.sort();
        ids
    };
    let mut sets: Vec<_> = meetings.iter().map(of).collect();
    sets.sort();
    sets
}

/// The events, each of a mailbox once.
fn distinct(mut events: Vec<Event>) -> Vec<Event> {
    let mut seen = HashSet::new();
    events.retain(|event| seen.insert(event.reference.event_id.clone()));
    events
}

proptest! {
    #[test]
    fn no_copy_is_lost_or_made_up(events in prop::collection::vec(any_event(), 0..30)) {
        let events = distinct(events);
        let meetings = merged(events.clone());
        prop_assert_eq!(meetings.iter().map(|meeting| meeting.copies.len()).sum::<usize>(), events.len());
        prop_assert!(meetings.iter().all(|meeting| meeting.copies[0].reference == meeting.event.reference));
    }

    #[test]
    fn what_a_mailbox_says_twice_changes_nothing(events in prop::collection::vec(any_event(), 0..30)) {
        let once = distinct(events);
        let twice = once.iter().chain(&once).cloned().collect();
        prop_assert_eq!(merged(once), merged(twice));
    }

    #[test]
    fn two_events_of_one_mailbox_are_one_meeting_by_their_id_alone(events in prop::collection::vec(any_event(), 0..30)) {
        for meeting in merged(distinct(events)) {
            for (index, one) in meeting.copies.iter().enumerate() {
                let mut same = meeting.copies[..index].iter().filter(|two| two.reference.account == one.reference.account);
                prop_assert!(same.all(|two| two.ical_uid.is_some() && two.ical_uid == one.ical_uid));
            }
        }
    }

    #[test]
    fn the_order_of_the_accounts_decides_no_more_than_ties(events in prop::collection::vec(any_event(), 0..30)) {
        let named = |event: Event| Event { join_url: None, ..event };
        let one = batches(distinct(events).into_iter().map(named).collect());
        let other = one.iter().rev().cloned().collect();
        let merged = |batches| merge(batches, monday(), &Zone::utc(), MergeOptions::default()).0;
        let (one, other) = (merged(one), merged(other));
        prop_assert_eq!(as_sets(&one), as_sets(&other));
        let best = |meetings: &[Meeting]| {
            let mut shown: Vec<_> = meetings.iter().map(|meeting| (meeting.event.ical_uid.clone(), meeting.event.response)).collect();
            shown.sort();
            shown
        };
        prop_assert_eq!(best(&one), best(&other));
    }
}
