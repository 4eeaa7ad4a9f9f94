//! The whole week or month that words point into: `calcli month 2026-12`, `calcli week fri`.

use super::dates::number;
use super::{Calendarist, Meaning};
use crate::model::error::{Error, Result};
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
            // No form of its own: what is said about it names the week or month that was meant.
            count if count.len() <= 2 && number(count).is_some() => format!("{} {count}", unit.name()),
            _ => text.to_owned(),
        };
        let meant = self.range(&text)?;
        let whole = match self.around(self.zone.date(meant.start()), "this", unit.name()) {
            Some(Meaning::Days { first, after }) => self.days(first, after)?,
            _ => self.range(unit.name())?,
        };
        // The week of a month is its first one; but a range that was written as one is meant as it was written.
        if meant.end() > whole.end() && (text.contains("..") || text.contains(" to ") || text.starts_with("from ")) {
            let message = format!("`{}` reaches beyond one {}.", text.escape_debug(), unit.name());
            return Err(Error::usage("bad_time", message).hint(format!("calcli events {}", self.written(meant))));
        }
        Ok(whole)
    }
}
