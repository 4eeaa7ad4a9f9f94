//! Free and busy time as JSON: `conflicts`, `free` and `busy`.

use super::agenda::{Head, Shown, local};
use super::problem::{Problem, status};
use super::text;
use crate::model::agenda::Agenda;
use crate::model::availability::{Block, Conflict, Window};
use crate::model::range::TimeRange;
use crate::model::schedule::Schedule;
use crate::model::zone::Zone;
use serde::Serialize;

/// The document of `conflicts`.
pub fn conflicts(agenda: &Agenda, conflicts: &[Conflict<'_>], zone: &Zone) -> String {
    let overlaps = conflicts.iter().map(|conflict| Overlap::new(conflict, zone)).collect();
    text::document(&Conflicts { head: Head::new(agenda, zone), conflicts: overlaps })
}

/// The document of `free`.
pub fn free(
    agenda: &Agenda,
    complete: bool,
    slots: &[TimeRange],
    window: &Window,
    people: &[Schedule],
    zone: &Zone,
) -> String {
    let mut head = Head::new(agenda, zone);
    head.complete = complete;
    text::document(&Free {
        head,
        slots: slots.iter().map(|slot| Slot::new(*slot, zone)).collect(),
        window: Within {
            hours: window.hours.to_string(),
            days: window.days.names().collect(),
            duration_minutes: window.duration.num_minutes(),
            buffer_minutes: window.buffer.num_minutes(),
        },
        with: people.iter().map(Person::new).collect(),
    })
}

/// The document of `busy`.
pub fn busy(agenda: &Agenda, blocks: &[Block], zone: &Zone) -> String {
    let taken = |block: &Block| Taken {
        start: local(block.range.start(), zone),
        end: local(block.range.end(), zone),
        show_as: block.show_as.name(),
    };
    text::document(&Busy { head: Head::new(agenda, zone), busy: blocks.iter().map(taken).collect() })
}

#[derive(Serialize)]
struct Conflicts<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    conflicts: Vec<Overlap<'a>>,
}

/// Two meetings and the time that both take.
#[derive(Serialize)]
struct Overlap<'a> {
    #[serde(flatten)]
    slot: Slot,
    events: [Shown<'a>; 2],
}

impl<'a> Overlap<'a> {
    fn new(Conflict { first, second, overlap }: &Conflict<'a>, zone: &Zone) -> Self {
        Self { slot: Slot::new(*overlap, zone), events: [Shown::new(first, zone), Shown::new(second, zone)] }
    }
}

#[derive(Serialize)]
struct Free<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    slots: Vec<Slot>,
    window: Within,
    with: Vec<Person<'a>>,
}

/// A stretch of time.
#[derive(Serialize)]
struct Slot {
    start: String,
    end: String,
    minutes: i64,
}

impl Slot {
    fn new(range: TimeRange, zone: &Zone) -> Self {
        Self { start: local(range.start(), zone), end: local(range.end(), zone), minutes: range.length().num_minutes() }
    }
}

/// What free time had to be like.
#[derive(Serialize)]
struct Within {
    hours: String,
    days: Vec<String>,
    duration_minutes: i64,
    buffer_minutes: i64,
}

/// Somebody else who was asked about.
#[derive(Serialize)]
struct Person<'a> {
    email: &'a str,
    account: &'a str,
    status: &'static str,
    error: Option<Problem<'a>>,
}

impl<'a> Person<'a> {
    fn new(person: &'a Schedule) -> Self {
        let error = person.blocks.as_ref().err();
        Self {
            email: &person.email,
            account: person.account.as_str(),
            status: error.map_or("ok", |error| status(error.kind)),
            error: error.map(Problem::new),
        }
    }
}

#[derive(Serialize)]
struct Busy<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    busy: Vec<Taken>,
}

/// A stretch of time in which somebody is busy in one way.
#[derive(Serialize)]
struct Taken {
    start: String,
    end: String,
    show_as: &'static str,
}
