//! A range as it would be typed, so that what was meant can be read, and typed again.

use super::Calendarist;
use crate::model::range::TimeRange;
use chrono::{DateTime, Timelike, Utc};

impl Calendarist {
    /// The range in the grammar that [`Calendarist::range`] reads, and in which it means the same: whole days as `2026-11-23` or
    /// `2026-11-23..2026-11-27`, anything else as local times, with their offset in an hour that occurs twice.
    pub fn written(&self, range: TimeRange) -> String {
        let (start, end) = (range.start(), range.end());
        match (self.zone.date(start), self.zone.date(end).pred_opt()) {
            (first, Some(last)) if self.begins_a_day(start) && self.begins_a_day(end) => {
                if first == last {
                    first.to_string()
                } else {
                    format!("{first}..{last}")
                }
            }
            _ => format!("{}..{}", self.written_instant(start), self.written_instant(end)),
        }
    }

    fn begins_a_day(&self, instant: DateTime<Utc>) -> bool {
        self.zone.midnight(self.zone.date(instant)) == instant
    }

    fn written_instant(&self, instant: DateTime<Utc>) -> String {
        let local = self.zone.local(instant);
        let seconds = if local.second() == 0 { "" } else { ":%S" };
        let offset = if self.zone.occurs_twice(local.naive_local()) { "%:z" } else { "" };
        local.format(&format!("%Y-%m-%dT%H:%M{seconds}{offset}")).to_string()
    }
}
