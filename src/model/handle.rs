//! Short names of meetings that can be typed, such as `2ep90q9q`: the same on every machine, and kept nowhere.
//!
//! Three characters are the day on which it starts, so that a meeting is found by reading that day; five tell those of a day apart.

use crate::model::agenda::{Meeting, identity};
use crate::model::event::{Event, When};
use chrono::{NaiveDate, TimeDelta};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Digits that are not mistaken for one another. Source: Douglas Crockford, "Base 32".
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The day with the number 0.
const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(2020, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// After so many days, which are 89 years, their numbers begin anew: three digits hold no more.
const CYCLE: i64 = 32 * 32 * 32;

/// The short name of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Handle {
    /// The number of the day on which it starts, by UTC; of whole days their own date.
    day: i64,
    /// Five digits of a hash of what identifies it.
    print: [u8; 5],
}

impl Handle {
    /// The handle of a copy of a meeting. Other copies have the same one, unless it is only their link that makes them one meeting.
    pub fn of(event: &Event) -> Self {
        let day = match event.when {
            When::AllDay { start, .. } => start,
            When::Timed { start, .. } => start.date_naive(),
        };
        let hash = Sha256::digest(identity(event));
        Self { day: number(day), print: std::array::from_fn(|place| hash[place] % 32) }
    }

    /// The handle that a meeting is shown with.
    pub fn shown(meeting: &Meeting) -> Self {
        Self::of(meeting.copies.first().unwrap_or(&meeting.event))
    }

    /// Whether it names this meeting, in whichever of its copies.
    pub fn names(self, meeting: &Meeting) -> bool {
        meeting.copies.iter().any(|copy| Self::of(copy) == self)
    }

    /// The day on which the meeting starts: of all days with its number the nearest to today.
    pub fn day(self, today: NaiveDate) -> NaiveDate {
        let ahead = (self.day - number(today)).rem_euclid(CYCLE);
        let nearest = if ahead < CYCLE / 2 { ahead } else { ahead - CYCLE };
        today.checked_add_signed(TimeDelta::days(nearest)).unwrap_or(today)
    }
}

/// The number of a day.
fn number(day: NaiveDate) -> i64 {
    (day - EPOCH).num_days().rem_euclid(CYCLE)
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day =
            [self.day / 1024, self.day / 32, self.day].map(|number| u8::try_from(number % 32).unwrap_or_default());
        let digits = of_day.into_iter().chain(self.print);
        f.pad(&digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect::<String>())
    }
}

impl FromStr for Handle {
    type Err = String;

    /// Reads a handle, also one that was read aloud: case means nothing, `o` is zero, and `i` and `l` are one.
    fn from_str(text: &str) -> Result<Self, String> {
        let digit = |c: char| {
            let digit = match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                digit => digit,
            };
            (0..).zip(DIGITS).find(|(_, known)| char::from(**known) == digit).map(|(value, _)| value)
        };
        let digits: Option<Vec<u8>> = text.chars().map(digit).collect();
        let Some(&[a, b, c, ref print @ ..]) = digits.as_deref() else { return Err(NOT_SHORT.to_owned()) };
        let day = [a, b, c].into_iter().fold(0, |number, digit| number * 32 + i64::from(digit));
        Ok(Self { day, print: print.try_into().map_err(|_| NOT_SHORT)? })
    }
}

const NOT_SHORT: &str = "a short id has eight letters and digits";

/// How a meeting is named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingId {
    /// By its short name.
    Short(Handle),
    /// By the id that one of its copies has in its mailbox, as it is in JSON.
    Mailbox(String),
}

/// No id in a mailbox is as short as this; Graph's have over a hundred characters.
const SHORTEST: usize = 20;

impl MeetingId {
    /// Whether it names this meeting, in whichever of its copies.
    pub fn names(&self, meeting: &Meeting) -> bool {
        match self {
            Self::Short(handle) => handle.names(meeting),
            Self::Mailbox(id) => meeting.copies.iter().any(|copy| copy.reference.event_id == *id),
        }
    }
}

impl fmt::Display for MeetingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short(handle) => handle.fmt(f),
            Self::Mailbox(id) => f.pad(id),
        }
    }
}

impl FromStr for MeetingId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(Self::Mailbox(text.to_owned()));
        }
        if text.eq_ignore_ascii_case("id") {
            return Err(
                "put the meeting's own in its place, such as 2ep90q9q: `calcli events --ids` shows them".to_owned()
            );
        }
        let why = |_| "an id is eight letters and digits such as 2ep90q9q, as `calcli events --ids` shows them, or the `id` in JSON";
        Ok(Self::Short(text.parse().map_err(why)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::samples::event;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn with_uid(account: &str, id: &str, uid: &str) -> Event {
        Event { ical_uid: Some(uid.to_owned()), ..event(account, id) }
    }

    #[test]
    fn the_copies_of_a_meeting_have_one_handle_and_other_meetings_another() {
        let handle = Handle::of(&with_uid("xebia", "1", "uid"));
        assert_eq!(Handle::of(&with_uid("marimer", "2", "uid")), handle);
        assert_ne!(Handle::of(&with_uid("xebia", "1", "other")), handle);
        assert_ne!(Handle::of(&event("xebia", "1")), Handle::of(&event("xebia", "2")));
        let later = When::Timed {
            start: "2026-11-23T09:30:00Z".parse().unwrap(),
            end: "2026-11-23T10:00:00Z".parse().unwrap(),
        };
        assert_ne!(Handle::of(&Event { when: later, ..with_uid("xebia", "1", "uid") }), handle);
    }

    #[test]
    fn a_handle_stays_the_same_in_every_release() {
        assert_eq!(Handle::of(&with_uid("xebia", "1", "uid")).to_string(), "2ep90q9q");
    }

    #[test]
    fn a_meeting_goes_by_the_handle_of_each_of_its_copies() {
        let copies = vec![event("xebia", "1"), event("marimer", "2")];
        let meeting = Meeting::of(copies.clone()).unwrap();
        assert!(copies.iter().all(|copy| Handle::of(copy).names(&meeting)));
        assert!(!Handle::of(&event("xebia", "3")).names(&meeting));
    }

    #[test]
    fn a_handle_is_read_as_it_is_said() {
        let handle: Handle = "2f01m8k4".parse().unwrap();
        assert_eq!("2FOLM8K4".parse(), Ok(handle));
        assert_eq!("2foim8k4".parse(), Ok(handle));
        for bad in ["", "2f01m8k", "2f01m8k44", "2f01m8ku", "2f01 8k4", "2f01m8ké"] {
            assert!(bad.parse::<Handle>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_id_is_a_handle_or_one_of_a_mailbox() {
        let long = "AAkALgAAAAAAHYQDEapmEc2byACqAC";
        assert_eq!(long.parse(), Ok(MeetingId::Mailbox(long.to_owned())));
        assert!(matches!("2f01m8k4".parse(), Ok(MeetingId::Short(_))));
        for bad in ["standup", "", "AAkALg", "AAkALg AAAAAAHYQDEapmEc2byACqAC", "ID"] {
            let why = bad.parse::<MeetingId>().unwrap_err();
            assert!(why.contains("such as 2ep90q9q") && why.contains("`calcli events --ids`"), "{bad}: {why}");
        }
    }

    #[test]
    fn days_of_the_past_and_the_far_future_are_found_from_today() {
        for text in ["2026-11-23", "2019-12-31", "1990-01-01", "2071-06-01"] {
            let handle = Handle { day: number(day(text)), print: [0; 5] };
            assert_eq!(handle.day(day("2026-11-23")), day(text));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(day in 0..CYCLE, print: [u8; 5]) {
            let handle = Handle { day, print: print.map(|digit| digit % 32) };
            prop_assert_eq!(handle.to_string().parse(), Ok(handle));
        }

        #[test]
        fn the_day_of_a_handle_is_that_of_the_meeting(offset in -16_000i64..16_000, today in 0i64..40_000) {
            let today = EPOCH + TimeDelta::days(today);
            let start = (today + TimeDelta::days(offset)).and_hms_opt(23, 30, 0).unwrap().and_utc();
            let event = Event { when: When::Timed { start, end: start }, ..event("xebia", "1") };
            prop_assert_eq!(Handle::of(&event).day(today), start.date_naive());
        }
    }
}
