//! Meetings that overlap.

use crate::model::agenda::Meeting;
use crate::model::busy::BusyRule;
use crate::model::range::TimeRange;
use crate::model::zone::Zone;

/// Two meetings and the time that both of them take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict<'a> {
    /// The one that begins first.
    pub first: &'a Meeting,
    /// The other one.
    pub second: &'a Meeting,
    /// When both take place.
    pub overlap: TimeRange,
}

impl Conflict<'_> {
    /// Whether nobody sees it who looks at one account at a time: no account is busy with both.
    pub fn is_across(&self, rule: BusyRule) -> bool {
        let mut accounts = self.first.busy_copies(rule).map(|copy| &copy.reference.account);
        !accounts.any(|account| self.second.busy_copies(rule).any(|copy| copy.reference.account == *account))
    }
}

/// The most pairs that are told: two hundred meetings at one time. The pairs grow with the square of what strangers send.
pub const MOST: usize = 20_000;

/// Every pair of busy meetings that overlap, sorted by when they do; where there are more than [`MOST`], not all of them. It takes as
/// long as sorting the meetings and telling the pairs.
pub fn conflicts<'a>(meetings: &'a [Meeting], rule: BusyRule, zone: &Zone) -> Vec<Conflict<'a>> {
    let busy = meetings.iter().filter_map(|meeting| Some((meeting, meeting.block(rule, zone)?.range)));
    let mut busy: Vec<(&Meeting, TimeRange)> = busy.collect();
    busy.sort_by_key(|(_, range)| range.start());
    let mut going_on: Vec<(&Meeting, TimeRange)> = Vec::new();
    let mut found = Vec::new();
    for (second, range) in busy {
        // Whatever is left after this overlaps, so that looking at it costs no more than telling it.
        going_on.retain(|(_, earlier)| earlier.end() > range.start());
        let overlaps = going_on.iter().filter_map(|(first, earlier)| Some((*first, earlier.within(range)?)));
        found.extend(overlaps.map(|(first, overlap)| Conflict { first, second, overlap }));
        going_on.push((second, range));
        if found.len() > MOST {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::availability::samples::*;
    use crate::model::event::{Response, ShowAs};
    use proptest::prelude::*;

    fn found(meetings: &[Meeting], rule: BusyRule) -> Vec<String> {
        conflicts(meetings, rule, &amsterdam()).iter().map(|conflict| clocks(conflict.overlap)).collect()
    }

    #[test]
    fn back_to_back_is_no_conflict_and_one_within_another_is() {
        let meetings = [meeting("10:00", "11:00"), meeting("11:00", "12:00"), meeting("10:15", "10:30")];
        assert_eq!(found(&meetings, BusyRule::default()), ["10:15–10:30"]);
    }

    #[test]
    fn more_pairs_than_anybody_reads_are_not_all_looked_for() {
        let meetings = vec![meeting("10:00", "11:00"); 1_000];
        let found = found(&meetings, BusyRule::default()).len();
        assert!(found > MOST && found < MOST + meetings.len(), "{found}");
    }

    #[test]
    fn whole_days_conflict_by_the_same_rule() {
        let away = |show_as| Meeting::of(vec![whole_day("a", show_as)]).unwrap();
        assert_eq!(found(&[away(ShowAs::Oof), meeting("10:00", "11:00")], BusyRule::default()), ["10:00–11:00"]);
        assert!(found(&[away(ShowAs::Free), meeting("10:00", "11:00")], BusyRule::default()).is_empty());
    }

    #[test]
    fn what_is_tentative_counts_unless_it_is_ignored() {
        let maybe = Meeting::of(vec![copy("a", "10:30", "12:00", ShowAs::Tentative)]).unwrap();
        let meetings = [meeting("10:00", "11:00"), maybe];
        assert_eq!(found(&meetings, BusyRule::default()), ["10:30–11:00"]);
        assert!(found(&meetings, BusyRule { ignore_tentative: true }).is_empty());
    }

    #[test]
    fn copies_of_one_meeting_are_one_meeting() {
        let shared = |start, end| {
            let copies = vec![copy("a", start, end, ShowAs::Busy), copy("b", start, end, ShowAs::Busy)];
            Meeting::of(copies).unwrap()
        };
        assert!(found(&[shared("10:00", "11:00")], BusyRule::default()).is_empty());
        assert_eq!(found(&[shared("10:00", "11:00"), shared("10:30", "11:30")], BusyRule::default()), ["10:30–11:00"]);
    }

    #[test]
    fn a_conflict_is_across_where_no_account_is_busy_with_both() {
        let of = |accounts: &[(&str, Response)]| {
            let copies = accounts.iter().map(|(account, response)| Event {
                response: *response,
                ..copy(account, "10:00", "11:00", ShowAs::Busy)
            });
            Meeting::of(copies).unwrap()
        };
        let across = |one: &[(&str, Response)], two: &[(&str, Response)]| {
            let meetings = [of(one), of(two)];
            conflicts(&meetings, BusyRule::default(), &amsterdam())[0].is_across(BusyRule::default())
        };
        let (yes, no) = (Response::Accepted, Response::Declined);
        assert!(across(&[("a", yes)], &[("b", yes)]));
        assert!(!across(&[("a", yes), ("b", yes)], &[("b", yes)]));
        assert!(across(&[("a", yes), ("b", no)], &[("b", yes)]));
    }

    proptest! {
        #[test]
        fn they_are_those_that_comparing_each_with_each_finds_in_whatever_order(times in any_times(), seed in any::<u64>()) {
            let meetings = meetings_of(&times);
            let zone = amsterdam();
            let rule = BusyRule { ignore_tentative: seed.is_multiple_of(2) };
            let key = |one: &Meeting, two: &Meeting, overlap: TimeRange| {
                let mut names = [one, two].map(|meeting| meeting.event.subject.clone());
                names.sort();
                (names, overlap.start(), overlap.end())
            };
            let swept = |meetings: &[Meeting]| {
                let mut pairs: Vec<_> = conflicts(meetings, rule, &zone).iter().map(|found| key(found.first, found.second, found.overlap)).collect();
                pairs.sort();
                pairs
            };
            let mut expected = Vec::new();
            for (index, one) in meetings.iter().enumerate() {
                for two in &meetings[..index] {
                    if let (Some(a), Some(b)) = (one.block(rule, &zone), two.block(rule, &zone))
                        && let Some(overlap) = a.range.within(b.range)
                    {
                        expected.push(key(one, two, overlap));
                    }
                }
            }
            expected.sort();
            prop_assert_eq!(&swept(&meetings), &expected);
            let mut shuffled = meetings.clone();
            shuffled.sort_by_key(|meeting| meeting.event.subject.bytes().fold(seed, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into())));
            prop_assert_eq!(&swept(&shuffled), &expected);
        }

        #[test]
        fn they_are_sorted_by_when_the_overlap_begins(times in any_times()) {
            let meetings = meetings_of(&times);
            let starts: Vec<_> = conflicts(&meetings, BusyRule::default(), &amsterdam()).iter().map(|found| found.overlap.start()).collect();
            prop_assert!(starts.is_sorted());
        }
    }
}
