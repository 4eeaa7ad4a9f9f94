//! Which minutes of the day each row of a week stands for: half hours, and one row for a night in which nothing changes.

use super::plan::DAY;
use std::ops::Range;

/// The hours that are shown even where nothing is in them.
const USUAL: Range<usize> = 8..18;
/// The minutes of a row.
const ROW: usize = 30;
const HOUR: usize = 60;

/// The rows of a week, from the earliest hour that is needed to the latest.
pub struct Rows(Vec<Range<usize>>);

impl Rows {
    /// The rows in which these meetings can be told apart, and this minute too where it is among them.
    pub fn new(meetings: &[Range<usize>], now: Option<usize>) -> Self {
        let first = meetings.iter().map(|minutes| minutes.start / HOUR).min().unwrap_or(USUAL.start);
        let last = meetings
            .iter()
            .map(|minutes| minutes.end.div_ceil(HOUR).max(minutes.start / HOUR + 1))
            .max()
            .unwrap_or(USUAL.end);
        let happens = |hour: usize| {
            let within = |minute: usize| (hour * HOUR..hour * HOUR + HOUR).contains(&minute);
            let edge = |minutes: &Range<usize>| {
                within(minutes.start) || (minutes.end < DAY && within(minutes.end.saturating_sub(1)))
            };
            USUAL.contains(&hour) || now.is_some_and(within) || meetings.iter().any(edge)
        };
        let hours: Vec<usize> = (first.min(USUAL.start)..last.clamp(USUAL.end, DAY / HOUR)).collect();
        let rows = hours.chunk_by(|hour, next| !happens(*hour) && !happens(*next)).flat_map(|hours| {
            let minutes = hours[0] * HOUR..(hours[0] + hours.len()) * HOUR;
            let row = if hours.len() > 1 { minutes.len() } else { ROW };
            minutes.step_by(row).map(move |start| start..start + row)
        });
        Self(rows.collect())
    }

    /// The rows that these minutes cover: at least one.
    pub fn covered(&self, minutes: &Range<usize>) -> Range<usize> {
        let first = self.0.partition_point(|row| row.end <= minutes.start).min(self.0.len() - 1);
        let last = self.0.partition_point(|row| row.start < minutes.end);
        first..last.max(first + 1)
    }

    /// How far down a minute is, from 0 to 1.
    pub fn depth(&self, minute: usize) -> f64 {
        let above = self.0.partition_point(|row| row.end <= minute);
        let within = self.0.get(above).map_or(0.0, |row| ratio(minute.saturating_sub(row.start), row.len()));
        (ratio(above, 1) + within) / ratio(self.0.len(), 1)
    }

    /// The minutes of each row.
    pub fn iter(&self) -> impl Iterator<Item = &Range<usize>> {
        self.0.iter()
    }
}

/// What part one number is of another.
#[allow(clippy::cast_precision_loss, reason = "the minutes of a day, and the lanes in it, are few")]
pub fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Whether a row stands for more than half an hour.
pub fn is_night(row: &Range<usize>) -> bool {
    row.len() > ROW
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(hour: usize, minute: usize) -> usize {
        hour * HOUR + minute
    }

    fn shown(meetings: &[Range<usize>], now: Option<usize>) -> (usize, usize, usize) {
        let rows = Rows::new(meetings, now).0;
        (rows[0].start / HOUR, rows[rows.len() - 1].end / HOUR, rows.len())
    }

    #[test]
    fn eight_to_eighteen_is_always_shown_and_more_where_it_is_needed() {
        assert_eq!(shown(&[], None), (8, 18, 20));
        assert_eq!(shown(&[at(7, 30)..at(8, 0), at(18, 0)..at(19, 15)], None), (7, 20, 26));
        assert_eq!(shown(&[0..0, 0..0], None), (0, 18, 23));
        assert_eq!(shown(&[at(23, 45)..at(23, 45), at(9, 0)..at(10, 0)], None), (8, 24, 23));
    }

    #[test]
    fn a_night_in_which_nothing_changes_is_one_row() {
        let train = [at(20, 45)..DAY, 0..at(7, 15)];
        // 00:00 begins what the day before began, 07:15 ends it.
        let rows = Rows::new(&train, None).0;
        assert_eq!(rows[..4], [at(0, 0)..at(0, 30), at(0, 30)..at(1, 0), at(1, 0)..at(7, 0), at(7, 0)..at(7, 30)]);
        let awake = Rows::new(&train, Some(at(3, 10))).0;
        assert!(awake.contains(&(at(3, 0)..at(3, 30))));
    }

    #[test]
    fn every_row_is_as_high_as_another_and_its_minutes_are_within() {
        let rows = Rows::new(&[], None);
        let depths = [at(8, 0), at(13, 0), at(17, 45), at(18, 0)].map(|minute| format!("{:.3}", rows.depth(minute)));
        assert_eq!(depths, ["0.000", "0.500", "0.975", "1.000"]);
    }

    proptest! {
        #[test]
        fn the_rows_follow_each_other_and_hold_every_meeting(
            meetings in proptest::collection::vec((0..DAY, 0..DAY), 0..8),
            now in proptest::option::of(0..DAY),
        ) {
            let meetings: Vec<_> = meetings.into_iter().map(|(one, other)| one.min(other)..one.max(other)).collect();
            let rows = Rows::new(&meetings, now);
            prop_assert!(rows.0.windows(2).all(|two| two[0].end == two[1].start));
            for minutes in &meetings {
                let covered = rows.covered(minutes);
                prop_assert!(covered.end <= rows.0.len());
                prop_assert!(rows.0[covered.start].start <= minutes.start && minutes.start < rows.0[covered.start].end);
                prop_assert!(rows.0[covered.end - 1].end >= minutes.end);
            }
            for one in &meetings {
                for other in &meetings {
                    let overlap = one.start < other.end && other.start < one.end;
                    let (one, other) = (rows.covered(one), rows.covered(other));
                    prop_assert!(!overlap || (one.start < other.end && other.start < one.end));
                }
            }
        }
    }
}
