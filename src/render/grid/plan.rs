//! What stands on which day of a week, and from which minute to which: the same for a terminal and for a page.

use crate::model::agenda::Meeting;
use crate::model::event::When;
use crate::model::zone::Zone;
use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use std::ops::Range;

/// The minutes of a usual day.
pub const DAY: usize = 24 * 60;

/// Meetings on days that follow each other.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The days.
    pub days: Vec<Day<'a>>,
    /// What lasts for whole days, or for a day and a night, in the order of the agenda.
    pub band: Vec<Bar<'a>>,
}

/// One day and its hours.
#[derive(Debug)]
pub struct Day<'a> {
    /// The day.
    pub date: NaiveDate,
    /// How long it is: not 24 hours where the clock is changed.
    pub length: TimeDelta,
    /// What takes place in it.
    pub blocks: Vec<Block<'a>>,
}

/// The part of a meeting that is on one day.
#[derive(Debug)]
pub struct Block<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The minutes of that day, as its clocks show them; empty where the meeting has no length.
    pub minutes: Range<usize>,
}

/// A meeting over the whole of one day or several.
#[derive(Debug)]
pub struct Bar<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The days, by their place.
    pub days: Range<usize>,
    /// Whether it began before the first of them.
    pub began_before: bool,
    /// Whether it goes on after the last of them.
    pub goes_on: bool,
}

impl<'a> Plan<'a> {
    /// The plan of these days, of which each is the day after the one before.
    pub fn new(meetings: &'a [Meeting], dates: &[NaiveDate], zone: &Zone) -> Self {
        let ends = dates.first().zip(dates.last());
        let Some((start, end)) = ends.map(|(first, last)| (zone.midnight(*first), end_of(*last, zone))) else {
            return Self { days: Vec::new(), band: Vec::new() };
        };
        let near = meetings.iter().filter(|meeting| {
            let (from, to) = meeting.span(zone);
            from < end && to >= start
        });
        let (long, short): (Vec<&Meeting>, Vec<&Meeting>) = near.partition(|meeting| is_long(meeting.event.when));
        let day = |date: &NaiveDate| Day::new(*date, &short, zone);
        Self {
            days: dates.iter().map(day).collect(),
            band: long.into_iter().filter_map(|meeting| Bar::new(meeting, dates, zone)).collect(),
        }
    }
}

/// The first instant after a day.
fn end_of(date: NaiveDate, zone: &Zone) -> DateTime<Utc> {
    zone.midnight(date.succ_opt().unwrap_or(date))
}

/// Whether it is shown above the hours, through which it would otherwise run from top to bottom.
fn is_long(when: When) -> bool {
    match when {
        When::AllDay { .. } => true,
        When::Timed { start, end } => end - start >= TimeDelta::days(1),
    }
}

impl<'a> Bar<'a> {
    /// The bar of a meeting, where it touches any of the days.
    fn new(meeting: &'a Meeting, dates: &[NaiveDate], zone: &Zone) -> Option<Self> {
        let (start, end) = meeting.span(zone);
        let (first, last) = (zone.date(start), zone.date((end - TimeDelta::seconds(1)).max(start)));
        let from = dates.iter().position(|date| *date >= first)?;
        let to = dates.iter().rposition(|date| *date <= last).filter(|to| *to >= from)?;
        Some(Self { meeting, days: from..to + 1, began_before: first < dates[from], goes_on: last > dates[to] })
    }
}

impl<'a> Day<'a> {
    fn new(date: NaiveDate, meetings: &[&'a Meeting], zone: &Zone) -> Self {
        let (start, end) = (zone.midnight(date), end_of(date, zone));
        let clock = Clock { zone, start, end };
        let blocks = meetings.iter().filter_map(|meeting| {
            let (from, to) = meeting.span(zone);
            let touches = from < end && (to > start || (from == to && from >= start));
            touches.then(|| Block { meeting, minutes: clock.minutes(from.max(start), to.min(end)) })
        });
        Self { date, length: end - start, blocks: blocks.collect() }
    }
}

/// The clocks of one day.
struct Clock<'a> {
    zone: &'a Zone,
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl Clock<'_> {
    /// The minutes that clocks show from one instant of the day to another. Where the clock is put back in between, they are
    /// all that it shows: what takes place in the hour that comes twice covers that hour.
    fn minutes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Range<usize> {
        let first = self.minute(from);
        if from == to {
            return first..first;
        }
        if self.end - self.start == TimeDelta::days(1) {
            let begun = to + TimeDelta::seconds(59);
            return first..if begun >= self.end { DAY } else { self.minute(begun) };
        }
        let shown = (0..).map(|minute| from + TimeDelta::minutes(minute)).take_while(|instant| *instant < to);
        let shown = shown.map(|instant| self.minute(instant));
        let (least, most) = shown.fold((first, first), |(least, most), minute| (least.min(minute), most.max(minute)));
        least..most + 1
    }

    fn minute(&self, instant: DateTime<Utc>) -> usize {
        let local = self.zone.local(instant);
        (local.hour() * 60 + local.minute()) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::Event;
    use crate::render::samples::{amsterdam, at, event, meeting, whole_days};

    fn timed(start: &str, end: &str) -> Meeting {
        let when = When::Timed { start: at(start), end: at(end) };
        meeting(Event { when, ..event("xebia", "Meeting", "23T09:00", "23T10:00") })
    }

    fn days(first: &str, count: usize) -> Vec<NaiveDate> {
        first.parse::<NaiveDate>().unwrap().iter_days().take(count).collect()
    }

    /// The hours and minutes of every block, by day.
    fn blocks(meetings: &[Meeting], dates: &[NaiveDate]) -> Vec<Vec<String>> {
        let clock = |minute: usize| format!("{:02}:{:02}", minute / 60, minute % 60);
        let block = |block: &Block| format!("{}-{}", clock(block.minutes.start), clock(block.minutes.end));
        let plan = Plan::new(meetings, dates, &amsterdam());
        plan.days.iter().map(|day| day.blocks.iter().map(block).collect()).collect()
    }

    #[test]
    fn a_night_is_on_both_of_its_days_and_an_end_at_midnight_on_one() {
        let night = [timed("2026-11-23T22:30:00+01:00", "2026-11-24T01:30:00+01:00")];
        assert_eq!(blocks(&night, &days("2026-11-23", 2)), [["22:30-24:00"], ["00:00-01:30"]]);
        let evening = [timed("2026-11-23T22:30:00+01:00", "2026-11-24T00:00:00+01:00")];
        assert_eq!(blocks(&evening, &days("2026-11-23", 2)), [vec!["22:30-24:00"], vec![]]);
        let moment = [timed("2026-11-24T00:00:00+01:00", "2026-11-24T00:00:00+01:00")];
        assert_eq!(blocks(&moment, &days("2026-11-23", 2)), [vec![], vec!["00:00-00:00"]]);
    }

    #[test]
    fn a_day_of_23_hours_lacks_one_and_in_one_of_25_what_is_in_the_double_hour_covers_it() {
        let spring = days("2026-03-29", 1);
        let over_the_gap = [timed("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00")];
        assert_eq!(blocks(&over_the_gap, &spring), [["01:30-03:30"]]);
        assert_eq!(Plan::new(&[], &spring, &amsterdam()).days[0].length, TimeDelta::hours(23));

        let autumn = days("2026-10-25", 1);
        let back = [timed("2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00")];
        assert_eq!(blocks(&back, &autumn), [["02:00-03:00"]]);
        let second = [timed("2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00")];
        assert_eq!(blocks(&second, &autumn), [["02:00-02:30"]]);
        let evening = [timed("2026-10-25T22:00:00+01:00", "2026-10-26T00:00:00+01:00")];
        assert_eq!(blocks(&evening, &autumn), [["22:00-24:00"]]);
        assert_eq!(Plan::new(&[], &autumn, &amsterdam()).days[0].length, TimeDelta::hours(25));
    }

    #[test]
    fn what_lasts_a_day_and_a_night_is_in_the_band_like_whole_days() {
        let conference = whole_days("2026-11-22", "2026-11-25");
        let conference = meeting(Event { when: conference, ..event("xebia", "Conference", "23T09:00", "23T10:00") });
        let voyage = timed("2026-11-24T18:00:00+01:00", "2026-11-29T12:00:00+01:00");
        let elsewhere = timed("2026-11-01T18:00:00+01:00", "2026-11-04T12:00:00+01:00");
        let meetings = [conference, voyage, elsewhere];
        let plan = Plan::new(&meetings, &days("2026-11-23", 5), &amsterdam());
        let bars: Vec<_> = plan.band.iter().map(|bar| (bar.days.clone(), bar.began_before, bar.goes_on)).collect();
        assert_eq!(bars, [(0..2, true, false), (1..5, false, true)]);
        assert!(plan.days.iter().all(|day| day.blocks.is_empty()));
    }
}
