//! The whole week or month that words point into: `calcli month 2026-12`, `calcli week fri`.

use super::{Calendarist, Meaning};
use crate::model::error::Result;
use crate::model::range::TimeRange;

/// A stretch of the calendar that has a beginning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "a unit is its name")]
pub enum Unit {
    Week,
    Month,
}

impl Unit {
    /// Its name in the words that people type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

impl Calendarist {
    /// The week or month in which begins what the words mean; `next` and `last` alone are those of today's.
    ///
    /// # Errors
    /// As [`Calendarist::range`].
    pub fn whole(&self, unit: Unit, text: &str) -> Result<TimeRange> {
        let text = match text.trim().to_lowercase().as_str() {
            "" => unit.name().to_owned(),
            which @ ("this" | "next" | "last") => format!("{which} {}", unit.name()),
            _ => text.to_owned(),
        };
        let day = self.zone.date(self.range(&text)?.start());
        match self.around(day, "this", unit.name()) {
            Some(Meaning::Days { first, after }) => self.days(first, after),
            _ => self.range(unit.name()),
        }
    }
}
