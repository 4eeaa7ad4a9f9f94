//! Free and busy time as JSON: `conflicts`, `free` and `busy`.

use super::agenda::{Head, Shown, local};
use super::problem::{Problem, STATUSES, status};
use super::text;
use crate::model::agenda::Agenda;
use crate::model::availability::{Block, Conflict, Window};
use crate::model::event::ShowAs;
use crate::model::range::TimeRange;
use crate::model::schedule::Schedule;
use crate::model::zone::Zone;
use schemars::JsonSchema;
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
        window: Wanted {
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

/// Every two meetings that overlap.
#[derive(Serialize, JsonSchema)]
pub(super) struct Conflicts<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    conflicts: Vec<Overlap<'a>>,
}

/// Two meetings and the time that both take.
#[derive(Serialize, JsonSchema)]
struct Overlap<'a> {
    #[serde(flatten)]
    slot: Slot,
    /// The one that begins first, and the other.
    events: [Shown<'a>; 2],
}

impl<'a> Overlap<'a> {
    fn new(Conflict { first, second, overlap }: &Conflict<'a>, zone: &Zone) -> Self {
        Self { slot: Slot::new(*overlap, zone), events: [Shown::new(first, zone), Shown::new(second, zone)] }
    }
}

/// The longest stretches in which everybody who was asked is free.
#[derive(Serialize, JsonSchema)]
pub(super) struct Free<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    slots: Vec<Slot>,
    window: Wanted,
    with: Vec<Person<'a>>,
}

/// A stretch of time.
#[derive(Serialize, JsonSchema)]
struct Slot {
    #[schemars(extend("format" = "date-time"))]
    start: String,
    #[schemars(extend("format" = "date-time"))]
    end: String,
    minutes: i64,
}

impl Slot {
    fn new(range: TimeRange, zone: &Zone) -> Self {
        Self { start: local(range.start(), zone), end: local(range.end(), zone), minutes: range.length().num_minutes() }
    }
}

/// What free time had to be like.
#[derive(Serialize, JsonSchema)]
struct Wanted {
    /// Two times of the day, such as `09:00-17:30`.
    hours: String,
    /// Weekdays in three letters, Monday first.
    days: Vec<String>,
    duration_minutes: i64,
    buffer_minutes: i64,
}

/// Somebody else who was asked about.
#[derive(Serialize, JsonSchema)]
struct Person<'a> {
    email: &'a str,
    /// Through which that person was asked about.
    account: &'a str,
    #[schemars(extend("enum" = STATUSES))]
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

/// When somebody is busy, in blocks that never overlap and say no more than that.
#[derive(Serialize, JsonSchema)]
pub(super) struct Busy<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    busy: Vec<Taken>,
}

/// A stretch of time in which somebody is busy in one way.
#[derive(Serialize, JsonSchema)]
struct Taken {
    #[schemars(extend("format" = "date-time"))]
    start: String,
    #[schemars(extend("format" = "date-time"))]
    end: String,
    /// The strongest of what is in it.
    #[schemars(extend("enum" = ShowAs::ALL.map(ShowAs::name)))]
    show_as: &'static str,
}
