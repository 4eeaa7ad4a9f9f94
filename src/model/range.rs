//! A stretch of time that cannot run backwards.

use chrono::{DateTime, TimeDelta, Utc};

/// From `start` up to, and not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl TimeRange {
    /// A range, or `None` where it would be empty or run backwards.
    pub fn new(start: DateTime<Utc>, end: DateTime<Utc>) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The range from an instant on, for a length of time that is at least a second.
    pub fn lasting(start: DateTime<Utc>, length: TimeDelta) -> Self {
        Self { start, end: start + length.max(TimeDelta::seconds(1)) }
    }

    /// The first instant.
    pub fn start(&self) -> DateTime<Utc> {
        self.start
    }

    /// The first instant that is no longer part of it.
    pub fn end(&self) -> DateTime<Utc> {
        self.end
    }

    /// Whether something from `start` to `end` takes place in this range. What has no length counts where it starts.
    pub fn overlaps(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> bool {
        start < self.end && (end > self.start || (start == end && start >= self.start))
    }

    /// How long it is.
    pub fn length(&self) -> TimeDelta {
        self.end - self.start
    }

    /// What of it lies in another range; `None` where nothing does.
    pub fn within(&self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }
}
