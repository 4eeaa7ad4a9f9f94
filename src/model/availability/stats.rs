//! Hours in meetings, by account, day, organizer and category. A minute counts once, however many meetings fill it.

use super::union;
use crate::model::account::Label;
use crate::model::agenda::Meeting;
use crate::model::busy::BusyRule;
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use chrono::{NaiveDate, TimeDelta};
use std::collections::{HashMap, HashSet};

/// By what meetings are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By account that is busy with it.
    Account,
    /// By local day; a night is part of both.
    Day,
    /// By who invites.
    Organizer,
    /// By category; a meeting may be in several.
    Category,
    /// By account on each day, as timesheets want it.
    DayAccount,
}

impl Grouping {
    /// Every one, in the order they are told.
    pub const ALL: [Self; 5] = [Self::Account, Self::Day, Self::Organizer, Self::Category, Self::DayAccount];

    /// The name in JSON and, with a dash, on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Day => "day",
            Self::Organizer => "organizer",
            Self::Category => "category",
            Self::DayAccount => "day_account",
        }
    }
}

/// What the meetings of a group have in common; `None` is what nothing is known of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the groupings are described above")]
pub enum Key {
    Account(Label),
    Day(NaiveDate),
    Organizer(Option<String>),
    Category(Option<String>),
    DayAccount(NaiveDate, Label),
}

impl Key {
    /// By what it groups.
    pub fn grouping(&self) -> Grouping {
        match self {
            Self::Account(_) => Grouping::Account,
            Self::Day(_) => Grouping::Day,
            Self::Organizer(_) => Grouping::Organizer,
            Self::Category(_) => Grouping::Category,
            Self::DayAccount(..) => Grouping::DayAccount,
        }
    }

    /// The account, where it groups by that.
    pub fn account(&self) -> Option<&Label> {
        match self {
            Self::Account(account) | Self::DayAccount(_, account) => Some(account),
            _ => None,
        }
    }

    /// The day, where it groups by that.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) | Self::DayAccount(day, _) => Some(*day),
            _ => None,
        }
    }

    /// What it says, as text.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Account(account) => Some(account.to_string()),
            Self::Day(day) => Some(day.to_string()),
            Self::Organizer(name) | Self::Category(name) => name.clone(),
            Self::DayAccount(day, account) => Some(format!("{day} {account}")),
        }
    }
}

/// How long the meetings of a group take, and how many they are.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is what it says")]
pub struct Row {
    pub key: Key,
    pub minutes: i64,
    pub events: usize,
}

/// How much time meetings take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// All minutes in which there is a meeting.
    pub minutes: i64,
    /// How many meetings there are.
    pub events: usize,
    /// Those minutes in which there are two meetings or more.
    pub overlap_minutes: i64,
    /// The same by every grouping: sorted by length, or by day.
    pub rows: Vec<Row>,
    /// How many meetings of whole days were left out.
    pub whole_days: usize,
}

impl Stats {
    /// The rows of one grouping.
    pub fn by(&self, grouping: Grouping) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.key.grouping() == grouping)
    }
}

/// The busy time of a range. Whole days are no hours in meetings, unless they are asked for.
pub fn stats(meetings: &[Meeting], range: TimeRange, rule: BusyRule, whole_days: bool, zone: &Zone) -> Stats {
    let busy = meetings.iter().filter_map(|one| Some((one, one.block(rule, zone)?.range.within(range)?)));
    let (left_out, counted): (Vec<_>, Vec<_>) = busy.partition(|(one, _)| one.event.when.is_all_day() && !whole_days);
    let mut groups: HashMap<Key, Vec<TimeRange>> = HashMap::new();
    for (meeting, time) in &counted {
        for (key, part) in shares(meeting, *time, rule, zone) {
            groups.entry(key).or_default().push(part);
        }
    }
    let row = |(key, parts): (Key, Vec<TimeRange>)| Row { key, events: parts.len(), minutes: minutes(&union(parts)) };
    let mut rows: Vec<Row> = groups.into_iter().map(row).collect();
    rows.sort_by_cached_key(|row| {
        let grouping = Grouping::ALL.iter().position(|one| *one == row.key.grouping());
        let length = if row.key.day().is_some() { 0 } else { -row.minutes };
        (grouping, length, row.key.name().is_none(), row.key.name())
    });
    let times: Vec<TimeRange> = counted.into_iter().map(|(_, time)| time).collect();
    Stats {
        events: times.len(),
        overlap_minutes: minutes(&shared(&times)),
        minutes: minutes(&union(times)),
        rows,
        whole_days: left_out.len(),
    }
}

/// The groups that a meeting belongs to, each once, and which part of its time belongs there.
fn shares(meeting: &Meeting, time: TimeRange, rule: BusyRule, zone: &Zone) -> Vec<(Key, TimeRange)> {
    let accounts = distinct(meeting.busy_copies(rule).map(|copy| copy.reference.account.clone()));
    let categories = distinct(meeting.busy_copies(rule).flat_map(|copy| copy.categories.iter().cloned().map(Some)));
    let categories = if categories.is_empty() { vec![None] } else { categories };
    let organizer = meeting.event.organizer.as_ref();
    let organizer =
        organizer.and_then(|person| person.email.as_ref().map(|email| email.to_lowercase()).or(person.name.clone()));
    let mut shares = vec![(Key::Organizer(organizer), time)];
    shares.extend(categories.into_iter().map(|category| (Key::Category(category), time)));
    shares.extend(accounts.iter().map(|account| (Key::Account(account.clone()), time)));
    for (day, part) in days(time, zone) {
        shares.push((Key::Day(day), part));
        shares.extend(accounts.iter().map(|account| (Key::DayAccount(day, account.clone()), part)));
    }
    shares
}

/// The local days that a time touches, each with what of it is on that day.
fn days(time: TimeRange, zone: &Zone) -> impl Iterator<Item = (NaiveDate, TimeRange)> {
    let last = zone.date(time.end() - TimeDelta::seconds(1));
    let days = zone.date(time.start()).iter_days().take_while(move |day| *day <= last);
    days.filter_map(move |day| {
        let whole = TimeRange::new(zone.midnight(day), zone.midnight(day.succ_opt()?))?;
        Some((day, time.within(whole)?))
    })
}

/// Each of them once, in their order.
fn distinct<T: Clone + Eq + std::hash::Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.filter(|one| seen.insert(one.clone())).collect()
}

/// The time that is in two of these or more.
fn shared(times: &[TimeRange]) -> Vec<TimeRange> {
    let mut sorted = times.to_vec();
    sorted.sort_by_key(TimeRange::start);
    let mut shared = Vec::new();
    let mut covered: Option<TimeRange> = None;
    for time in sorted {
        shared.extend(covered.and_then(|covered| covered.within(time)));
        covered = covered.filter(|covered| covered.end() >= time.end()).or(Some(time));
    }
    union(shared)
}

fn minutes(times: &[TimeRange]) -> i64 {
    times.iter().map(TimeRange::length).sum::<TimeDelta>().num_minutes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::availability::samples::{minutes as span, *};
    use crate::model::event::{Person, ShowAs, When};
    use proptest::prelude::*;

    fn counted(meetings: &[Meeting]) -> Stats {
        stats(meetings, november("23T00:00", "24T00:00"), BusyRule::default(), false, &amsterdam())
    }

    fn rows(stats: &Stats, grouping: Grouping) -> Vec<(Option<String>, i64, usize)> {
        stats.by(grouping).map(|row| (row.key.name(), row.minutes, row.events)).collect()
    }

    #[allow(clippy::unnecessary_wraps, reason = "it is compared with names that may be absent")]
    fn some(name: &str) -> Option<String> {
        Some(name.to_owned())
    }

    #[test]
    fn a_minute_counts_once_and_what_overlaps_is_told() {
        let stats = counted(&[meeting("10:00", "11:00"), meeting("10:30", "12:00"), meeting("10:40", "10:50")]);
        assert_eq!((stats.minutes, stats.events, stats.overlap_minutes), (120, 3, 30));
    }

    #[test]
    fn a_meeting_counts_for_every_account_that_is_busy_with_it() {
        let copies = ["a", "b"].map(|account| copy(account, "10:00", "11:00", ShowAs::Busy));
        let stats = counted(&[Meeting::of(copies.to_vec()).unwrap(), meeting("10:30", "12:00")]);
        assert_eq!(rows(&stats, Grouping::Account), [(some("a"), 120, 2), (some("b"), 60, 1)]);
        assert_eq!(rows(&stats, Grouping::DayAccount)[1], (some("2026-11-23 b"), 60, 1));
        assert_eq!(stats.minutes, 120);
    }

    #[test]
    fn a_night_is_part_of_both_days_and_the_range_cuts_it() {
        let when = When::Timed {
            start: november("23T22:00", "23T23:00").start(),
            end: november("24T00:00", "24T02:00").end(),
        };
        let night = Event { when, ..copy("a", "22:00", "23:00", ShowAs::Busy) };
        let night = Meeting::of(vec![night]).unwrap();
        let of = |range| stats(std::slice::from_ref(&night), range, BusyRule::default(), false, &amsterdam());
        let both = of(november("23T00:00", "25T00:00"));
        assert_eq!(rows(&both, Grouping::Day), [(some("2026-11-23"), 120, 1), (some("2026-11-24"), 120, 1)]);
        assert_eq!((both.minutes, both.events), (240, 1));
        assert_eq!(of(november("24T01:00", "25T00:00")).minutes, 60);
    }

    #[test]
    fn whole_days_are_counted_apart_unless_asked_for() {
        let whole = whole_day("a", ShowAs::Oof);
        let meetings = [Meeting::of(vec![whole]).unwrap(), meeting("10:00", "11:00")];
        let stats = counted(&meetings);
        assert_eq!((stats.minutes, stats.events, stats.whole_days), (60, 1, 1));
        let all = super::stats(&meetings, november("23T00:00", "24T00:00"), BusyRule::default(), true, &amsterdam());
        assert_eq!((all.minutes, all.events, all.whole_days, all.overlap_minutes), (1440, 2, 0, 60));
    }

    #[test]
    fn organizers_and_categories_are_groups_and_so_is_not_to_have_one() {
        let of = |start: &str, end: &str, email: Option<&str>, categories: &[&str]| {
            let organizer = email.map(|email| Person { name: None, email: some(email) });
            let categories = categories.iter().map(|name| (*name).to_owned()).collect();
            Meeting::of(vec![Event { organizer, categories, ..copy("a", start, end, ShowAs::Busy) }]).unwrap()
        };
        let stats = counted(&[
            of("10:00", "11:00", Some("Bob@x"), &["Team", "Team", "Big"]),
            of("11:00", "12:00", Some("bob@X"), &["Team"]),
            of("13:00", "14:00", None, &[]),
        ]);
        assert_eq!(rows(&stats, Grouping::Organizer), [(some("bob@x"), 120, 2), (None, 60, 1)]);
        assert_eq!(rows(&stats, Grouping::Category), [(some("Team"), 120, 2), (some("Big"), 60, 1), (None, 60, 1)]);
    }

    proptest! {
        #[test]
        fn totals_and_accounts_are_those_of_counting_quarter_by_quarter(times in any_times()) {
            let meetings = meetings_of(&times);
            let (rule, zone) = (BusyRule::default(), amsterdam());
            let stats = counted(&meetings);
            let busy: Vec<_> = meetings.iter().filter_map(|one| Some((one.event.reference.account.to_string(), one.block(rule, &zone)?.range))).collect();
            let count = |least: usize, account: Option<&str>| {
                let here = |quarter| span(quarter * 15, quarter * 15 + 15).unwrap();
                let at = |quarter: &i64| {
                    let of = busy.iter().filter(|(name, _)| account.is_none_or(|account| name == account));
                    of.filter(|(_, range)| range.within(here(*quarter)).is_some()).count()
                };
                (0..DAY / 15).filter(|quarter| at(quarter) >= least).map(|_| 15).sum::<i64>()
            };
            prop_assert_eq!((stats.minutes, stats.overlap_minutes), (count(1, None), count(2, None)));
            for row in stats.by(Grouping::Account) {
                prop_assert_eq!(row.minutes, count(1, row.key.name().as_deref()));
            }
            prop_assert_eq!(stats.by(Grouping::Day).map(|row| row.minutes).sum::<i64>(), stats.minutes);
        }
    }
}
