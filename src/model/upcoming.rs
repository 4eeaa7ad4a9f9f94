//! What is going on and what comes next, out of the meetings of an agenda.

use crate::model::agenda::{Agenda, Meeting};
use crate::model::event::When;
use chrono::{DateTime, TimeDelta, Utc};

/// How long before its start a meeting is near.
const SOON: TimeDelta = TimeDelta::minutes(15);

/// Where a meeting stands, seen from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is going on, and ends at this instant; whole days end with them.
    Now(Option<DateTime<Utc>>),
    /// It begins within a quarter of an hour.
    Soon(DateTime<Utc>),
    /// It begins later.
    Later(DateTime<Utc>),
}

impl Stage {
    /// Where this meeting stands; `None` where it is over.
    pub fn of(when: When, now: DateTime<Utc>) -> Option<Self> {
        match when {
            When::AllDay { .. } => Some(Self::Now(None)),
            When::Timed { start, end } if start <= now => (now < end || start == now).then_some(Self::Now(Some(end))),
            When::Timed { start, .. } if start - now <= SOON => Some(Self::Soon(start)),
            When::Timed { start, .. } => Some(Self::Later(start)),
        }
    }

    /// Whether it has begun.
    pub fn is_now(self) -> bool {
        matches!(self, Self::Now(_))
    }

    /// The name in a status bar.
    pub fn name(self) -> &'static str {
        match self {
            Self::Now(_) => "now",
            Self::Soon(_) => "soon",
            Self::Later(_) => "later",
        }
    }
}

impl Agenda {
    /// The same agenda with what is going on alone: first what has its times, and then what takes whole days. It has to be of now.
    #[must_use]
    pub fn going_on(mut self, now: DateTime<Utc>) -> Self {
        self.meetings.retain(|meeting| Stage::of(meeting.event.when, now).is_some_and(Stage::is_now));
        self.meetings.sort_by_key(|meeting| meeting.event.when.is_all_day());
        self
    }

    /// The same agenda with the first so many meetings alone that begin from now on and before its end.
    #[must_use]
    pub fn beginning(mut self, now: DateTime<Utc>, count: usize) -> Self {
        let end = self.range.end();
        self.meetings.retain(|meeting| starts(meeting).is_some_and(|start| now <= start && start < end));
        self.meetings.truncate(count);
        self
    }
}

impl Meeting {
    /// What to join, the most likely first: what is going on, beginning with what began last, and then what comes next.
    pub fn in_order_of_joining(meetings: &[Self], now: DateTime<Utc>, next_only: bool) -> Vec<&Self> {
        let timed = |is_wanted: fn(Stage) -> bool| {
            meetings.iter().filter(move |meeting| {
                !meeting.event.when.is_all_day() && Stage::of(meeting.event.when, now).is_some_and(is_wanted)
            })
        };
        let mut going_on: Vec<&Self> = timed(Stage::is_now).filter(|_| !next_only).collect();
        going_on.sort_by_key(|meeting| std::cmp::Reverse(starts(meeting)));
        let mut coming: Vec<&Self> = timed(|stage| !stage.is_now()).collect();
        coming.sort_by_key(|meeting| starts(meeting));
        [going_on, coming].concat()
    }
}

/// When a meeting with times begins.
fn starts(meeting: &Meeting) -> Option<DateTime<Utc>> {
    match meeting.event.when {
        When::AllDay { .. } => None,
        When::Timed { start, .. } => Some(start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::agenda::Hidden;
    use crate::model::event::{Event, samples::event};
    use crate::model::range::TimeRange;
    use proptest::prelude::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-11-23T{time}:00Z").parse().unwrap()
    }

    fn meeting(id: &str, when: When) -> Meeting {
        let event = Event { when, ..event("xebia", id) };
        Meeting::of(vec![event]).unwrap()
    }

    fn timed(id: &str, start: &str, end: &str) -> Meeting {
        meeting(id, When::Timed { start: at(start), end: at(end) })
    }

    fn all_day(id: &str) -> Meeting {
        meeting(id, When::AllDay { start: "2026-11-23".parse().unwrap(), end: "2026-11-24".parse().unwrap() })
    }

    /// A morning, seen from 09:40.
    fn morning() -> Agenda {
        let meetings = vec![
            all_day("conference"),
            timed("over", "09:00", "09:40"),
            timed("long", "08:00", "12:00"),
            timed("short", "09:30", "09:45"),
            timed("moment", "09:40", "09:40"),
            timed("next", "09:50", "10:00"),
            timed("later", "11:00", "11:30"),
        ];
        Agenda {
            range: TimeRange::new(at("09:00"), at("11:00")).unwrap(),
            meetings,
            sources: Vec::new(),
            hidden: Hidden::default(),
        }
    }

    fn ids(meetings: &[Meeting]) -> Vec<&str> {
        meetings.iter().map(|meeting| meeting.event.subject.as_str()).collect()
    }

    #[test]
    fn what_is_going_on_begins_with_what_has_its_times() {
        assert_eq!(ids(&morning().going_on(at("09:40")).meetings), ["long", "short", "moment", "conference"]);
    }

    #[test]
    fn what_comes_next_begins_from_now_on_and_before_the_end_of_what_was_asked() {
        assert_eq!(ids(&morning().beginning(at("09:40"), 9).meetings), ["moment", "next"]);
        assert_eq!(ids(&morning().beginning(at("09:40"), 1).meetings), ["moment"]);
        assert_eq!(ids(&morning().beginning(at("09:41"), 1).meetings), ["next"]);
    }

    #[test]
    fn what_began_last_is_joined_first_and_then_what_comes_next() {
        let meetings = morning().meetings;
        let order = |next| -> Vec<&str> {
            let order = Meeting::in_order_of_joining(&meetings, at("09:41"), next).into_iter();
            order.map(|meeting| meeting.event.subject.as_str()).collect()
        };
        assert_eq!(order(false), ["short", "long", "next", "later"]);
        assert_eq!(order(true), ["next", "later"]);
    }

    #[test]
    fn a_meeting_is_near_a_quarter_of_an_hour_before_it() {
        let stage = |now| Stage::of(timed("x", "10:00", "10:30").event.when, at(now)).map(Stage::name);
        assert_eq!(
            ["09:44", "09:45", "10:00", "10:29", "10:30"].map(stage),
            [Some("later"), Some("soon"), Some("now"), Some("now"), None]
        );
    }

    proptest! {
        #[test]
        fn what_is_on_and_what_comes_are_apart_and_nothing_that_is_over_is_in_either(
            times in proptest::collection::vec((0i64..600, 0i64..120), 0..20), now in 0i64..600
        ) {
            let instant = |minute: i64| at("00:00") + TimeDelta::minutes(minute);
            let meetings: Vec<Meeting> = times.iter().enumerate().map(|(id, (start, length))| {
                meeting(&id.to_string(), When::Timed { start: instant(*start), end: instant(start + length) })
            }).collect();
            let all = Agenda { range: TimeRange::new(instant(0), instant(700)).unwrap(), meetings, ..morning() };
            let now = instant(now);
            let (on, coming) = (all.clone().going_on(now).meetings, all.clone().beginning(now, usize::MAX).meetings);
            for meeting in all.meetings {
                let (start, end) = match meeting.event.when { When::Timed { start, end } => (start, end), When::AllDay { .. } => unreachable!() };
                prop_assert_eq!(on.contains(&meeting), start <= now && (now < end || start == now));
                prop_assert_eq!(coming.contains(&meeting), now <= start);
            }
        }
    }
}
