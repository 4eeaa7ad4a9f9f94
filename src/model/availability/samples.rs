//! Meetings of Monday 23 November 2026 in Amsterdam that the tests of this folder compute with.

use crate::model::agenda::Meeting;
pub use crate::model::event::Event;
use crate::model::event::{EventRef, Response, Sensitivity, ShowAs, When};
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

/// The minutes of a day.
pub const DAY: i64 = 24 * 60;

pub fn zone(name: &str) -> Zone {
    Zone::new(name, jiff::tz::TimeZoneDatabase::bundled().get(name).unwrap())
}

pub fn amsterdam() -> Zone {
    zone("Europe/Amsterdam")
}

/// An instant of November 2026 in Amsterdam, such as `23T09:30`.
fn instant(text: &str) -> DateTime<Utc> {
    format!("2026-11-{text}:00+01:00").parse().unwrap()
}

pub fn november(start: &str, end: &str) -> TimeRange {
    TimeRange::new(instant(start), instant(end)).unwrap()
}

/// From one minute of Monday to another.
pub fn minutes(start: i64, end: i64) -> Option<TimeRange> {
    let at = |minute| instant("23T00:00") + TimeDelta::minutes(minute);
    TimeRange::new(at(start), at(end))
}

/// The local times of a range.
pub fn clocks(range: TimeRange) -> String {
    let clock = |instant| amsterdam().local(instant).format("%H:%M");
    format!("{}–{}", clock(range.start()), clock(range.end()))
}

/// A copy of a meeting in an account, from one time of Monday to another.
pub fn copy(account: &str, start: &str, end: &str, show_as: ShowAs) -> Event {
    let when = When::Timed { start: instant(&format!("23T{start}")), end: instant(&format!("23T{end}")) };
    event(account, &format!("{start} {end}"), when, show_as)
}

/// Monday as a whole.
pub fn whole_day(account: &str, show_as: ShowAs) -> Event {
    let when = When::AllDay { start: "2026-11-23".parse().unwrap(), end: "2026-11-24".parse().unwrap() };
    event(account, "whole day", when, show_as)
}

fn event(account: &str, subject: &str, when: When, show_as: ShowAs) -> Event {
    Event {
        reference: EventRef {
            account: account.parse().unwrap(),
            calendar_id: "AAMk".to_owned(),
            calendar_name: "Calendar".to_owned(),
            event_id: format!("{account} {subject}"),
        },
        etag: None,
        ical_uid: None,
        series_id: None,
        original_start: None,
        subject: subject.to_owned(),
        when,
        location: None,
        join_url: None,
        web_url: None,
        organizer: None,
        show_as,
        response: Response::Accepted,
        sensitivity: Sensitivity::Normal,
        cancelled: false,
        recurring: false,
        categories: Vec::new(),
        attendees: Vec::new(),
        body: None,
    }
}

/// A busy meeting of account `a`.
pub fn meeting(start: &str, end: &str) -> Meeting {
    let event = copy("a", start, end, ShowAs::Busy);
    Meeting::of(vec![event]).unwrap()
}

/// From which minute to which, and how; many of them touch, and some have no length.
pub fn any_times() -> impl Strategy<Value = Vec<(i64, i64, ShowAs)>> {
    let show_as = prop::sample::select(ShowAs::BY_STRENGTH.to_vec());
    let time = (0..DAY / 15, 0..12_i64, show_as);
    prop::collection::vec(
        time.prop_map(|(start, length, show_as)| (start * 15, start * 15 + length * 15, show_as)),
        0..25,
    )
}

/// A meeting for each of these times, called by its number.
pub fn meetings_of(times: &[(i64, i64, ShowAs)]) -> Vec<Meeting> {
    let meeting = |(number, &(start, end, show_as)): (usize, &(i64, i64, ShowAs))| {
        let at = |minute| instant("23T00:00") + TimeDelta::minutes(minute);
        let account = ["a", "b", "c"][number % 3];
        let event = event(account, &number.to_string(), When::Timed { start: at(start), end: at(end) }, show_as);
        Meeting::of(vec![event]).unwrap()
    };
    times.iter().enumerate().map(meeting).collect()
}
