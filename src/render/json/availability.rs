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

/// The meetings that take the same time.
#[derive(Serialize, JsonSchema)]
pub(super) struct Conflicts<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// One for each pair that overlaps.
    conflicts: Vec<Overlap<'a>>,
}

/// Two meetings and the time that both take.
#[derive(Serialize, JsonSchema)]
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

/// The time that is free in every account.
#[derive(Serialize, JsonSchema)]
pub(super) struct Free<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The free time, each stretch as long as it is.
    slots: Vec<Slot>,
    window: Within,
    /// Whose time was asked for too.
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
struct Within {
    hours: String,
    days: Vec<String>,
    duration_minutes: i64,
    buffer_minutes: i64,
}

/// Somebody else who was asked about.
#[derive(Serialize, JsonSchema)]
struct Person<'a> {
    email: &'a str,
    /// The account that asked.
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

/// The time that is taken, without saying by what.
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
    #[schemars(extend("enum" = ShowAs::ALL.map(ShowAs::name)))]
    show_as: &'static str,
}
