//! Free time: what is left of the hours in which somebody would meet.

use super::{Block, Days, Hours, union};
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

/// What free time has to be like to be of use.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// At which hours it may be.
    pub hours: Hours,
    /// On which days it may be.
    pub days: Days,
    /// How long it has to be.
    pub duration: TimeDelta,
    /// How far it stays away from what is busy.
    pub buffer: TimeDelta,
}

impl Window {
    /// The hours of a range in which it may be, in as few stretches as possible. They are the wall's hours on every day; of a time that
    /// occurs twice the first counts.
    pub fn stretches(&self, range: TimeRange, zone: &Zone) -> Vec<TimeRange> {
        let (from, to) = self.hours.minutes();
        let at = |day: NaiveDate, minutes: u32| {
            zone.instant(day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.into()))
        };
        let hours = |day| TimeRange::new(at(day, from), at(day, to))?.within(range);
        let days = dates(range, zone).filter(|day| self.days.contain(day.weekday()));
        union(days.filter_map(hours).collect())
    }

    /// The longest stretches that are free, within these, and long enough.
    pub fn slots(&self, stretches: &[TimeRange], busy: &[Block]) -> Vec<TimeRange> {
        let kept = |block: &Block| TimeRange::new(block.range.start() - self.buffer, block.range.end() + self.buffer);
        let taken = union(busy.iter().filter_map(kept).collect());
        let mut slots = Vec::new();
        let mut first = 0;
        for stretch in stretches {
            first += taken[first..].partition_point(|taken| taken.end() <= stretch.start());
            let mut free_from = stretch.start();
            for taken in taken[first..].iter().take_while(|taken| taken.start() < stretch.end()) {
                slots.extend(TimeRange::new(free_from, taken.start()));
                free_from = taken.end();
            }
            slots.extend(TimeRange::new(free_from, stretch.end()));
        }
        slots.retain(|slot| slot.length() >= self.duration);
        slots
    }
}

/// The days of the week that a range touches.
pub fn weekdays(range: TimeRange, zone: &Zone) -> Vec<Weekday> {
    dates(range, zone).take(7).map(|day| day.weekday()).collect()
}

/// The local days that a range touches.
fn dates(range: TimeRange, zone: &Zone) -> impl Iterator<Item = NaiveDate> + use<> {
    let last = zone.date(range.end() - TimeDelta::seconds(1));
    zone.date(range.start()).iter_days().take_while(move |day| *day <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::availability::samples::*;
    use crate::model::event::ShowAs;
    use chrono::Timelike;
    use proptest::prelude::*;

    fn window(hours: &str, days: &str) -> Window {
        let (hours, days) = (hours.parse().unwrap(), days.parse().unwrap());
        Window { hours, days, duration: TimeDelta::zero(), buffer: TimeDelta::zero() }
    }

    fn busy(range: TimeRange) -> Block {
        Block { range, show_as: ShowAs::Busy }
    }

    /// A range of local days in a zone.
    fn days(first: &str, after: &str, zone: &Zone) -> TimeRange {
        TimeRange::new(zone.midnight(first.parse().unwrap()), zone.midnight(after.parse().unwrap())).unwrap()
    }

    fn shown(slots: &[TimeRange], zone: &Zone) -> Vec<String> {
        let local = |instant| zone.local(instant).format("%d %H:%M%:z");
        slots.iter().map(|slot| format!("{} {}", local(slot.start()), local(slot.end()))).collect()
    }

    #[test]
    fn what_is_left_of_the_hours_is_free_and_too_little_of_it_is_left_out() {
        let day = november("23T00:00", "24T00:00");
        let taken = [busy(november("23T10:00", "23T11:00")), busy(november("23T11:20", "23T12:00"))];
        let window = Window { duration: TimeDelta::minutes(30), ..window("09:00-17:30", "mon-fri") };
        let slots = |window: Window| {
            let slots = window.slots(&window.stretches(day, &amsterdam()), &taken);
            slots.into_iter().map(clocks).collect::<Vec<_>>()
        };
        assert_eq!(slots(window), ["09:00–10:00", "12:00–17:30"]);
        assert_eq!(slots(Window { duration: TimeDelta::minutes(20), ..window })[1], "11:00–11:20");
        assert_eq!(slots(Window { buffer: TimeDelta::minutes(10), ..window }), ["09:00–09:50", "12:10–17:30"]);
    }

    #[test]
    fn hours_are_clipped_to_the_range_and_kept_to_the_days() {
        let range = november("27T12:00", "30T10:00");
        let shown = |hours, days| shown(&window(hours, days).stretches(range, &amsterdam()), &amsterdam());
        assert_eq!(shown("09:00-17:30", "mon-fri"), ["27 12:00+01:00 27 17:30+01:00", "30 09:00+01:00 30 10:00+01:00"]);
        assert_eq!(shown("09:00-17:30", "sun"), ["29 09:00+01:00 29 17:30+01:00"]);
        assert_eq!(shown("00:00-24:00", "all"), ["27 12:00+01:00 30 10:00+01:00"]);
        assert!(shown("09:00-17:30", "wed").is_empty());
    }

    #[test]
    fn days_of_23_and_25_hours_are_free_for_so_long() {
        let zone = amsterdam();
        let hours = |first, after| {
            let stretches = window("00:00-24:00", "all").stretches(days(first, after, &zone), &zone);
            stretches.iter().map(|stretch| stretch.length().num_hours()).collect::<Vec<_>>()
        };
        assert_eq!([hours("2026-03-29", "2026-03-30"), hours("2026-10-25", "2026-10-26")], [[23], [25]]);
        let nine = window("09:00-17:30", "all").stretches(days("2026-03-28", "2026-03-30", &zone), &zone);
        assert_eq!(shown(&nine, &zone), ["28 09:00+01:00 28 17:30+01:00", "29 09:00+02:00 29 17:30+02:00"]);
        let skipped = window("02:30-04:00", "all").stretches(days("2026-03-29", "2026-03-30", &zone), &zone);
        assert_eq!(shown(&skipped, &zone), ["29 03:00+02:00 29 04:00+02:00"]);
    }

    #[test]
    fn the_weekdays_of_a_range_are_those_it_touches() {
        let days: Days = weekdays(november("28T00:00", "30T00:00"), &amsterdam()).into_iter().collect();
        assert_eq!(days.to_string(), "sat,sun");
        let all: Days = weekdays(november("01T00:00", "30T00:00"), &amsterdam()).into_iter().collect();
        assert_eq!(all, Days::ALL);
    }

    proptest! {
        #[test]
        fn free_and_busy_cover_the_window_exactly_and_never_intersect(times in any_times(), buffer in 0..3_i64) {
            let day = minutes(0, DAY).unwrap();
            let taken: Vec<Block> = times.into_iter().filter_map(|(start, end, show_as)| Some(Block { range: minutes(start, end)?, show_as })).collect();
            let window = Window { buffer: TimeDelta::minutes(buffer * 5), ..window("08:00-24:00", "all") };
            let slots = window.slots(&window.stretches(day, &amsterdam()), &taken);
            prop_assert!(slots.windows(2).all(|pair| pair[0].end() < pair[1].start()), "they are the longest: {:?}", slots);
            for minute in (0..DAY).step_by(5) {
                let here = minutes(minute, minute + 5).unwrap();
                let around = minutes(minute - buffer * 5, minute + 5 + buffer * 5).unwrap();
                let is_busy = taken.iter().any(|block| block.range.within(around).is_some());
                let free: TimeDelta = slots.iter().filter_map(|slot| slot.within(here)).map(|part| part.length()).sum();
                let expected = 5 * i64::from(minute >= 8 * 60 && !is_busy);
                prop_assert_eq!(free, TimeDelta::minutes(expected), "minute {}", minute);
            }
        }

        #[test]
        fn the_hours_are_the_walls_on_every_day_of_fifty_years(year in 1990..2040_i32, day in 0..365_u32, from in 3..20_u32, place in 0..4_usize) {
            let zone = zone(["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"][place]);
            let first = NaiveDate::from_yo_opt(year, day + 1).unwrap();
            let range = TimeRange::new(zone.midnight(first), zone.midnight(first + TimeDelta::days(2))).unwrap();
            for stretch in window(&format!("{from}:00-{}:30", from + 3), "all").stretches(range, &zone) {
                let (start, end) = (zone.local(stretch.start()), zone.local(stretch.end()));
                prop_assert_eq!((start.hour(), start.minute(), end.hour(), end.minute()), (from, 0, from + 3, 30));
            }
        }
    }
}
