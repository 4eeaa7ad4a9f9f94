//! Hours in meetings as JSON.

use super::agenda::Head;
use super::text;
use crate::model::account::Label;
use crate::model::agenda::Agenda;
use crate::model::availability::{Grouping, Key, Row, Stats};
use crate::model::zone::Zone;
use schemars::JsonSchema;
use serde::Serialize;

/// The document of `stats`; its timesheet has these groupings, or all where none is chosen.
pub fn stats(agenda: &Agenda, stats: &Stats, chosen: &[Grouping], zone: &Zone) -> String {
    let by = |grouping| stats.by(grouping).map(Share::new).collect();
    let chosen = if chosen.is_empty() { &Grouping::ALL } else { chosen };
    text::document(&Document {
        head: Head::new(agenda, zone),
        totals: Totals { minutes: stats.minutes, events: stats.events, overlap_minutes: stats.overlap_minutes },
        by_account: by(Grouping::Account),
        by_day: by(Grouping::Day),
        by_organizer: by(Grouping::Organizer),
        by_category: by(Grouping::Category),
        timesheet: chosen.iter().flat_map(|grouping| stats.by(*grouping)).map(Line::new).collect(),
    })
}

/// Hours in meetings.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    totals: Totals,
    by_account: Vec<Share>,
    by_day: Vec<Share>,
    by_organizer: Vec<Share>,
    by_category: Vec<Share>,
    timesheet: Vec<Line<'a>>,
}

/// What it comes to, each minute counted once.
#[derive(Serialize, JsonSchema)]
struct Totals {
    minutes: i64,
    events: usize,
    /// The minutes that more than one meeting takes.
    overlap_minutes: i64,
}

/// The time of one group.
#[derive(Serialize, JsonSchema)]
struct Share {
    key: Option<String>,
    minutes: i64,
    events: usize,
}

impl Share {
    fn new(row: &Row) -> Self {
        Self { key: row.key.name(), minutes: row.minutes, events: row.events }
    }
}

/// The same, as one row of a table that holds every group.
#[derive(Serialize, JsonSchema)]
struct Line<'a> {
    by: &'static str,
    day: Option<String>,
    account: Option<&'a str>,
    organizer: Option<&'a str>,
    category: Option<&'a str>,
    minutes: i64,
    hours: f64,
    events: usize,
}

impl<'a> Line<'a> {
    fn new(Row { key, minutes, events }: &'a Row) -> Self {
        let (organizer, category) = match key {
            Key::Organizer(organizer) => (organizer.as_deref(), None),
            Key::Category(category) => (None, category.as_deref()),
            _ => (None, None),
        };
        let hundredths = i32::try_from((minutes * 100 + 30) / 60).unwrap_or(i32::MAX);
        Self {
            by: key.grouping().name(),
            day: key.day().map(|day| day.to_string()),
            account: key.account().map(Label::as_str),
            organizer,
            category,
            minutes: *minutes,
            hours: f64::from(hundredths) / 100.0,
            events: *events,
        }
    }
}
