//! One meeting is shown once, and two are never taken for one: over a corpus of everything that makes it hard to tell, with ids per
//! occurrence and per series, and with the accounts in every order.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, BOB, CAROL, SHARED_APP};
use calcli::sandbox::{IcalUid, Options};
use serde_json::{Value, json};
use std::fs;
use support::World;

/// The week of the corpus.
const WEEK: [&str; 4] = ["--from", "2026-12-14", "--to", "2026-12-18"];

/// Every meeting of the corpus, with the calendars that have a copy of it.
const CORPUS: [&str; 24] = [
    "2026-12-14T09:00 Migration stand-up: marimer/Calendar xebia/Calendar",
    "2026-12-14T10:00 Board meeting: marimer/Calendar personal/Calendar xebia/Calendar",
    "2026-12-14T15:00 Pair programming: xebia/Bob Jansen xebia/Calendar",
    "2026-12-14T16:00 Rust course: xebia/Calendar",
    "2026-12-15T09:00 Migration stand-up: marimer/Calendar xebia/Calendar",
    "2026-12-15T11:00 Supplier call: personal/Calendar xebia/Calendar",
    "2026-12-15T14:00 Interview: carol/Calendar",
    "2026-12-15T14:00 Interview: marimer/Calendar",
    "2026-12-15T14:00 Interview: personal/Calendar",
    "2026-12-15T14:00 Interview: xebia/Calendar",
    "2026-12-15T16:00 Rust course: xebia/Calendar",
    "2026-12-16T09:00 Migration stand-up: xebia/Calendar",
    "2026-12-16T10:30 Migration stand-up: marimer/Calendar",
    "2026-12-16T11:00 Visit from the valley: personal/Calendar xebia/Calendar",
    "2026-12-16T13:00 Offsite planning: marimer/Calendar xebia/Bob Jansen xebia/Calendar",
    "2026-12-16T16:00 Rust course: xebia/Calendar",
    "2026-12-17T09:00 Migration stand-up: marimer/Calendar xebia/Calendar",
    "2026-12-17T11:00 Open room, first table: xebia/Calendar",
    "2026-12-17T11:00 Open room, second table: xebia/Calendar",
    "2026-12-17T11:00 Open room: marimer/Calendar",
    "2026-12-17T16:00 Rust course: marimer/Calendar xebia/Calendar",
    "2026-12-18T00:00 Company day: carol/Calendar personal/Calendar xebia/Calendar",
    "2026-12-18T09:00 Migration stand-up: marimer/Calendar xebia/Calendar",
    "2026-12-18T16:00 Rust course: xebia/Calendar",
];

/// The accounts of the corpus; xebia reads the calendar that Bob shares, too.
fn world(ical_uid: IcalUid) -> World {
    let world = World::with(Options { ical_uid, ..Options::default() });
    world.add("xebia", "xebia.com", &SHARED_APP);
    world.run(&["account", "set", "xebia", "--scopes", "shared", "--calendar", "*"]).success();
    world.login("xebia", &ALICE_XEBIA).success();
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.account("personal", "consumers", &ALICE_OUTLOOK);
    world.account("carol", "consumers", &CAROL);
    world
}

/// The document of the corpus.
fn corpus(world: &World, args: &[&str]) -> Value {
    world.json(&[&["events", "--json", "--category", "corpus"], &WEEK[..], args].concat())
}

/// The meetings of a document, each with the calendars that have a copy of it, in an order that depends on nothing else.
fn meetings(document: &Value) -> Vec<String> {
    let calendar =
        |copy: &Value| format!("{}/{}", copy["account"].as_str().unwrap(), copy["calendar"]["name"].as_str().unwrap());
    let meeting = |event: &Value| {
        let mut calendars: Vec<_> = event["copies"].as_array().unwrap().iter().map(calendar).collect();
        calendars.sort();
        let (start, subject) = (event["start"].as_str().unwrap(), event["subject"].as_str().unwrap());
        format!("{} {subject}: {}", &start[..16], calendars.join(" "))
    };
    let mut meetings: Vec<_> = document["events"].as_array().unwrap().iter().map(meeting).collect();
    meetings.sort();
    meetings
}

/// The only meeting with this subject at this time of the week.
fn meeting<'a>(document: &'a Value, start: &str, subject: &str) -> &'a Value {
    let is_it = |event: &&Value| event["subject"] == subject && event["start"].as_str().unwrap().contains(start);
    let found: Vec<_> = document["events"].as_array().unwrap().iter().filter(is_it).collect();
    assert_eq!(found.len(), 1, "{subject} at {start}: {found:?}");
    found[0]
}

/// Every order of some things.
fn orders<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    let Some((last, others)) = things.split_last() else { return vec![Vec::new()] };
    let with_last = |order: Vec<T>| {
        (0..=order.len()).map(move |at| [&order[..at], std::slice::from_ref(last), &order[at..]].concat())
    };
    orders(others).into_iter().flat_map(with_last).collect()
}

#[test]
fn the_corpus_is_the_same_meetings_in_both_worlds_and_in_every_order_of_the_accounts() {
    support::at_once([IcalUid::PerOccurrence, IcalUid::PerSeries], |kind| {
        let world = world(kind);
        let config = fs::read_to_string(world.config()).unwrap();
        let (head, accounts) = config.split_once("[accounts.").unwrap();
        let accounts: Vec<&str> = accounts.split("\n[accounts.").collect();
        let orders = orders(&accounts);
        assert_eq!(orders.len(), 24);
        for order in orders {
            fs::write(world.config(), format!("{head}[accounts.{}\n", order.join("\n[accounts."))).unwrap();
            let document = corpus(&world, &[]);
            assert_eq!(document["complete"], true);
            let names: Vec<_> =
                document["accounts"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
            let expected: Vec<_> = order.iter().map(|block| block.split_once(']').unwrap().0).collect();
            assert_eq!(json!(names), json!(expected));
            assert_eq!(meetings(&document), CORPUS, "{kind:?}, {names:?}");
        }
    });
}

#[test]
fn the_two_worlds_differ_in_their_ids_alone() {
    let uids = |kind| -> Vec<String> {
        let document = corpus(&world(kind), &["--account", "xebia", "--organizer", "alice@xebia.com", "--recurring"]);
        document["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["ical_uid"].as_str().unwrap().to_owned())
            .collect()
    };
    let (mut occurrences, mut series) = (uids(IcalUid::PerOccurrence), uids(IcalUid::PerSeries));
    occurrences.dedup();
    series.dedup();
    assert_eq!((occurrences.len(), series.len()), (5, 1));
}

#[test]
fn the_organizers_copy_is_shown_and_every_copy_says_how_its_mailbox_shows_it() {
    let world = world(IcalUid::PerOccurrence);
    let document = corpus(&world, &[]);
    let copies = |start, subject| {
        let copies = meeting(&document, start, subject)["copies"].as_array().unwrap().clone();
        let values = |copy: &Value| json!([copy["account"], copy["response"], copy["show_as"]]);
        copies.iter().map(values).collect::<Value>()
    };
    assert_eq!(
        copies("12-16T13:00", "Offsite planning"),
        json!([["xebia", "organizer", "free"], ["xebia", "accepted", "busy"], ["marimer", "tentative", "oof"]])
    );
    assert_eq!(
        copies("12-15T11:00", "Supplier call"),
        json!([["xebia", "accepted", "busy"], ["personal", "not_responded", "tentative"]])
    );
    let wrapped = meeting(&document, "12-16T11:00", "Visit from the valley");
    assert_eq!(
        (&wrapped["account"], &wrapped["ical_uid"]),
        (&json!("personal"), &json!("3v9k2s7q5t1m8r4n6p0b2c5d7f@calendar.example"))
    );
    // What one mailbox cancelled still takes place in the other.
    let cancelled = meeting(&document, "12-17T09:00", "Migration stand-up");
    assert_eq!((&cancelled["account"], &cancelled["cancelled"]), (&json!("xebia"), &json!(false)));
    let busy = corpus(&world, &["--busy-only"]);
    assert_eq!(meetings(&busy), CORPUS, "the busiest copy counts");
}

#[test]
fn two_mailboxes_of_one_tenant_and_a_shared_calendar_come_to_one_meeting() {
    let world = world(IcalUid::PerSeries);
    world.account("bob", "xebia.com", &BOB);
    let document = corpus(&world, &["--account", "bob", "--account", "xebia"]);
    let pair: Vec<_> = meetings(&document).into_iter().filter(|meeting| meeting.contains("Pair")).collect();
    assert_eq!(pair, ["2026-12-14T15:00 Pair programming: bob/Calendar xebia/Bob Jansen xebia/Calendar"]);
    // Everybody's copy stands alone where that is asked for.
    let apart = corpus(&world, &["--no-dedupe", "--search", "pair programming"]);
    assert_eq!(apart["events"].as_array().unwrap().len(), 3);
    // The same mailbox behind two accounts is one mailbox.
    world.account("again", "marimer.com", &ALICE_MARIMER);
    let twice = corpus(&world, &["--except", "bob"]);
    assert_eq!(meetings(&twice), CORPUS);
}
