//! Who is busy when, and when nobody is: what conflicts, free time and hours in meetings are computed from.

mod blocks;
mod conflicts;
mod hours;
#[cfg(test)]
mod samples;
mod slots;
mod stats;

pub use blocks::{Block, blocks, merged};
pub use conflicts::{Conflict, MOST as MOST_CONFLICTS, conflicts};
pub use hours::{Days, Hours};
pub use slots::{Window, weekdays};
pub use stats::{Grouping, Key, Row, Stats, stats};

use crate::model::range::TimeRange;

/// The same time in as few stretches as possible, sorted.
fn union(mut ranges: Vec<TimeRange>) -> Vec<TimeRange> {
    ranges.sort_by_key(TimeRange::start);
    let mut joined: Vec<TimeRange> = Vec::new();
    for range in ranges {
        let touched = joined.pop_if(|last| last.end() >= range.start());
        let both = touched.and_then(|last| TimeRange::new(last.start(), last.end().max(range.end())));
        joined.push(both.unwrap_or(range));
    }
    joined
}
