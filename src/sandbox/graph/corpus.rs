//! Everything that makes it hard to tell whether two events are one meeting, in the third week after today's, every meeting with
//! the category `Corpus`.

use super::meeting::Answer::{Accepted, NotResponded, Tentative};
use super::meeting::{Meeting, Person, When};
use crate::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, BOB, CAROL, User};
use chrono::{Datelike, Days, NaiveDate};

const DANA: Person = ("Dana Swope", "dana@fabrikam.example");
const YUKI: Person = ("佐藤 ゆき", "yuki@tailspin.example");
/// An id that another calendar system made.
const FOREIGN: &str = "3v9k2s7q5t1m8r4n6p0b2c5d7f@calendar.example";

/// The corpus of a world around `today`.
pub(super) fn meetings(today: NaiveDate) -> Vec<Meeting> {
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday())) + Days::new(21);
    let all = [shared(monday), series(monday), linked(monday), look_alikes(monday), foreign(monday)];
    all.into_iter().flatten().map(|meeting| Meeting { categories: &["Corpus"], ..meeting }).collect()
}

fn once(key: &'static str, subject: &'static str, date: NaiveDate, hour: u32) -> Meeting {
    Meeting::new(key, subject, When::Once { date, at: (hour, 0), minutes: 60 })
}

fn daily(key: &'static str, subject: &'static str, first: NaiveDate, hour: u32) -> Meeting {
    Meeting::new(key, subject, When::Daily { first, times: 5, at: (hour, 0), minutes: 30 })
}

fn named(user: &'static User) -> Person {
    (user.name, user.username)
}

/// One meeting in several mailboxes: of three tenants, of one tenant, and of different zones; and one that each shows its own way.
fn shared(monday: NaiveDate) -> Vec<Meeting> {
    let (wednesday, friday) = (monday + Days::new(2), monday + Days::new(4));
    let offsite = |key, show_as| Meeting {
        show_as: Some(show_as),
        organizer: named(&BOB),
        same_as: Some("corpus-offsite"),
        ..once(key, "Offsite planning", wednesday, 13)
    };
    vec![
        once("corpus-board", "Board meeting", monday, 10)
            .by(&ALICE_XEBIA)
            .with(&ALICE_MARIMER, Accepted)
            .with(&ALICE_OUTLOOK, NotResponded),
        once("corpus-pair", "Pair programming", monday, 15).by(&BOB).with(&ALICE_XEBIA, Accepted),
        Meeting::new("corpus-company-day", "Company day", When::AllDay { first: friday, days: 1 })
            .by(&ALICE_OUTLOOK)
            .with(&CAROL, Accepted)
            .with(&ALICE_XEBIA, Tentative),
        offsite("corpus-offsite", "free").by(&BOB),
        offsite("corpus-offsite-xebia", "busy").with(&ALICE_XEBIA, Accepted),
        offsite("corpus-offsite-marimer", "oof").with(&ALICE_MARIMER, Tentative),
    ]
}

/// A series of which one mailbox moved an occurrence and cancelled another; and one to which a mailbox has a single invitation.
fn series(monday: NaiveDate) -> Vec<Meeting> {
    let (wednesday, thursday) = (monday + Days::new(2), monday + Days::new(3));
    vec![
        daily("corpus-migration", "Migration stand-up", monday, 9).by(&ALICE_XEBIA),
        Meeting {
            organizer: named(&ALICE_XEBIA),
            same_as: Some("corpus-migration"),
            moved: Some((wednesday, 90)),
            cancelled_on: Some(thursday),
            ..daily("corpus-migration-changed", "Migration stand-up", monday, 9).with(&ALICE_MARIMER, Accepted)
        },
        daily("corpus-course", "Rust course", monday, 16).with(&ALICE_XEBIA, Accepted),
        Meeting {
            same_as: Some("corpus-course"),
            occurrence_of: Some(thursday),
            ..Meeting::new(
                "corpus-course-guest",
                "Rust course",
                When::Once { date: thursday, at: (16, 0), minutes: 30 },
            )
            .with(&ALICE_MARIMER, Tentative)
        },
    ]
}

/// A meeting that reached another mailbox under another id; and a room for everybody whose link says nothing.
fn linked(monday: NaiveDate) -> Vec<Meeting> {
    let (tuesday, thursday) = (monday + Days::new(1), monday + Days::new(3));
    let room = |key, subject| Meeting {
        organizer: YUKI,
        online: true,
        linked_as: Some("corpus-room"),
        ..once(key, subject, thursday, 11)
    };
    vec![
        Meeting { online: true, ..once("corpus-supplier", "Supplier call", tuesday, 11).with(&ALICE_XEBIA, Accepted) },
        Meeting {
            online: true,
            linked_as: Some("corpus-supplier"),
            ..once("corpus-forwarded", "FW: Supplier call", tuesday, 11).with(&ALICE_OUTLOOK, NotResponded)
        },
        room("corpus-room-one", "Open room, first table").with(&ALICE_XEBIA, Accepted),
        room("corpus-room-two", "Open room, second table").with(&ALICE_XEBIA, Tentative),
        room("corpus-room-three", "Open room").with(&ALICE_MARIMER, Accepted),
    ]
}

/// Four meetings that only look the same: each has its own id and, if any, its own link.
fn look_alikes(monday: NaiveDate) -> Vec<Meeting> {
    let interview =
        |key, organizer, online| Meeting { organizer, online, ..once(key, "Interview", monday + Days::new(1), 14) };
    vec![
        interview("corpus-interview-one", DANA, true).with(&ALICE_XEBIA, Accepted),
        interview("corpus-interview-two", YUKI, true).with(&ALICE_MARIMER, Accepted),
        interview("corpus-interview-three", DANA, true).with(&ALICE_OUTLOOK, Accepted),
        interview("corpus-interview-four", DANA, false).with(&CAROL, Accepted),
    ]
}

/// A meeting of another calendar system, whose id one mailbox shows as it is and another wrapped into one of Exchange.
fn foreign(monday: NaiveDate) -> Vec<Meeting> {
    let visit =
        |key| Meeting { foreign_uid: Some(FOREIGN), ..once(key, "Visit from the valley", monday + Days::new(2), 11) };
    vec![
        visit("corpus-visit").with(&ALICE_OUTLOOK, Accepted),
        Meeting { wraps_foreign_uid: true, ..visit("corpus-visit-wrapped").with(&ALICE_XEBIA, NotResponded) },
    ]
}
