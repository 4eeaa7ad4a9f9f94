//! What holds for every merge, whatever is merged.

use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

/// An event that often shares its id, link and hour with others.
fn any_event() -> impl Strategy<Value = Event> {
    let response =
        prop::sample::select(vec![Response::Organizer, Response::Accepted, Response::None, Response::Declined]);
    (0..4_usize, 0..40_u8, prop::option::of(0..6_u8), prop::option::of(0..4_u8), 8..10_u8, response).prop_map(
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

/// The meetings of these batches, also those that nobody needs to see.
fn everything(batches: &[Batch]) -> Vec<Meeting> {
    let options = MergeOptions { declined: true, cancelled: true, ..MergeOptions::default() };
    merge(batches, monday(), &Zone::utc(), &options).0
}

/// The events by account, in this order of the accounts.
fn in_order_of(accounts: &[&str], events: &[Event]) -> Vec<Batch> {
    let of = |account: &str| {
        events.iter().filter(|event| event.reference.account.as_str() == account).cloned().map(Arc::new).collect()
    };
    accounts.iter().map(|account| Batch { mailbox: (*account).to_owned(), events: of(account) }).collect()
}

proptest! {
    #[test]
    fn no_copy_is_lost_or_made_up(events in prop::collection::vec(any_event(), 0..30)) {
        let events = distinct(events);
        let meetings = everything(&batches(events.clone()));
        prop_assert_eq!(meetings.iter().map(|meeting| meeting.copies.len()).sum::<usize>(), events.len());
        prop_assert!(meetings.iter().all(|meeting| meeting.copies[0].reference == meeting.event.reference));
    }

    #[test]
    fn what_a_mailbox_says_twice_changes_nothing(events in prop::collection::vec(any_event(), 0..30)) {
        let once = distinct(events);
        let twice = once.iter().chain(&once).cloned().collect();
        prop_assert_eq!(everything(&batches(once)), everything(&batches(twice)));
    }

    #[test]
    fn two_events_of_one_calendar_are_never_one_meeting(events in prop::collection::vec(any_event(), 0..30)) {
        for meeting in everything(&batches(distinct(events))) {
            let accounts: HashSet<_> = meeting.copies.iter().map(|copy| &copy.reference.account).collect();
            prop_assert_eq!(accounts.len(), meeting.copies.len());
        }
    }

    #[test]
    fn the_order_of_accounts_and_events_decides_no_more_than_ties(
        (one, other) in prop::collection::vec(any_event(), 0..30).prop_map(distinct).prop_flat_map(|events| {
            (Just(events.clone()), Just(events).prop_shuffle())
        }),
    ) {
        let (one, other) = (everything(&batches(one)), everything(&batches(other)));
        prop_assert_eq!(as_sets(&one), as_sets(&other));
        let shown = |meetings: &[Meeting]| {
            let mut shown: Vec<_> =
                meetings.iter().map(|meeting| (meeting.event.response, meeting.event.when, meeting.copies.len())).collect();
            shown.sort();
            shown
        };
        prop_assert_eq!(shown(&one), shown(&other));
    }

    #[test]
    fn a_mailbox_behind_two_accounts_is_one_in_whichever_order(
        events in prop::collection::vec(any_event(), 0..20).prop_map(distinct),
        backwards in any::<bool>(),
    ) {
        let own = batches(events);
        let again = own.iter().cloned().map(|mut batch| {
            batch.events.iter_mut().for_each(|event| Arc::make_mut(event).reference.account = "again".parse().unwrap());
            batch
        });
        let mut both: Vec<_> = own.iter().cloned().chain(again).collect();
        if backwards {
            both.reverse();
        }
        prop_assert_eq!(as_sets(&everything(&both)), as_sets(&everything(&own)));
    }

    #[test]
    fn merging_what_was_merged_changes_nothing(events in prop::collection::vec(any_event(), 0..30)) {
        let again = |meetings: &[Meeting]| {
            let copies: Vec<Event> = meetings.iter().flat_map(|meeting| &meeting.copies).map(|copy| Event::clone(copy)).collect();
            everything(&in_order_of(&["a", "b", "c", "d"], &copies))
        };
        let once = everything(&batches(distinct(events)));
        let twice = again(&once);
        prop_assert_eq!(as_sets(&once), as_sets(&twice));
        prop_assert_eq!(again(&twice), twice);
    }
}
