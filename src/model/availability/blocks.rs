//! Busy time without subjects: stretches that never overlap, each as busy as its busiest meeting.

use crate::model::agenda::Meeting;
use crate::model::busy::BusyRule;
use crate::model::event::ShowAs;
use crate::model::range::TimeRange;
use crate::model::zone::Zone;

/// A stretch of time in which somebody is busy in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// When.
    pub range: TimeRange,
    /// How.
    pub show_as: ShowAs,
}

impl Meeting {
    /// The time that it takes from its owner: that of all its copies which are busy, since an old copy may tell an old end. `None`
    /// where it leaves its owner free, or has no length.
    pub fn block(&self, rule: BusyRule, zone: &Zone) -> Option<Block> {
        let spans = self.busy_copies(rule).map(|copy| copy.when.span(zone));
        let (start, end) = spans.reduce(|one, two| (one.0.min(two.0), one.1.max(two.1)))?;
        Some(Block { range: TimeRange::new(start, end)?, show_as: self.show_as()? })
    }
}

/// The time that meetings take within a range, each for itself.
pub fn blocks<'a>(
    meetings: &'a [Meeting],
    range: TimeRange,
    rule: BusyRule,
    zone: &'a Zone,
) -> impl Iterator<Item = Block> + 'a {
    let clipped = move |block: Block| Some(Block { range: block.range.within(range)?, ..block });
    meetings.iter().filter_map(move |meeting| meeting.block(rule, zone)).filter_map(clipped)
}

/// The same time in blocks that do not overlap, sorted: each as its strongest one, and touching ones of a kind as one.
pub fn merged(blocks: impl IntoIterator<Item = Block>) -> Vec<Block> {
    let edges = |Block { range, show_as }: Block| [(range.start(), show_as, true), (range.end(), show_as, false)];
    let mut edges: Vec<_> = blocks.into_iter().flat_map(edges).collect();
    edges.sort_by_key(|(instant, ..)| *instant);
    let mut open = [0_usize; ShowAs::BY_STRENGTH.len()];
    let mut merged: Vec<Block> = Vec::new();
    let mut last = None;
    for (instant, show_as, begins) in edges {
        let strongest = ShowAs::BY_STRENGTH.into_iter().rfind(|kind| open[usize::from(kind.strength())] > 0);
        let range = last.and_then(|last| TimeRange::new(last, instant));
        if let (Some(range), Some(show_as)) = (range, strongest) {
            let same = merged.pop_if(|block| block.show_as == show_as && block.range.end() == range.start());
            let start = same.map_or(range.start(), |block| block.range.start());
            merged.extend(TimeRange::new(start, range.end()).map(|range| Block { range, show_as }));
        }
        let count = &mut open[usize::from(show_as.strength())];
        *count = if begins { *count + 1 } else { *count - 1 };
        last = Some(instant);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::availability::samples::*;
    use crate::model::event::Response;
    use proptest::prelude::*;

    fn merged_of(meetings: &[Meeting]) -> Vec<String> {
        let (day, zone) = (november("23T00:00", "24T00:00"), amsterdam());
        let all = blocks(meetings, day, BusyRule::default(), &zone);
        let shown = |block: &Block| format!("{} {}", clocks(block.range), block.show_as.name());
        merged(all).iter().map(shown).collect()
    }

    fn of(start: &str, end: &str, show_as: ShowAs) -> Meeting {
        Meeting::of(vec![copy("a", start, end, show_as)]).unwrap()
    }

    #[test]
    fn the_strongest_of_what_overlaps_is_shown_and_touching_blocks_of_a_kind_are_one() {
        let oof = of("10:30", "11:00", ShowAs::Oof);
        let maybe = of("11:30", "12:30", ShowAs::Tentative);
        let meetings = [meeting("10:00", "11:00"), meeting("11:00", "12:00"), oof, maybe, meeting("09:00", "09:15")];
        assert_eq!(
            merged_of(&meetings),
            ["09:00–09:15 busy", "10:00–10:30 busy", "10:30–11:00 oof", "11:00–12:00 busy", "12:00–12:30 tentative"]
        );
    }

    #[test]
    fn a_meeting_takes_the_time_of_all_its_copies_that_are_busy() {
        let later = copy("b", "10:00", "11:30", ShowAs::Busy);
        let declined = Event { response: Response::Declined, ..copy("c", "10:00", "13:00", ShowAs::Busy) };
        let free = copy("d", "10:00", "14:00", ShowAs::Free);
        let copies = vec![copy("a", "10:00", "11:00", ShowAs::Busy), later, declined, free];
        assert_eq!(merged_of(&[Meeting::of(copies).unwrap()]), ["10:00–11:30 busy"]);
    }

    #[test]
    fn no_time_is_taken_outside_the_range() {
        let (range, zone) = (november("23T10:30", "23T11:30"), amsterdam());
        let meetings = [meeting("10:00", "11:00"), meeting("11:15", "13:00"), meeting("14:00", "15:00")];
        let taken = blocks(&meetings, range, BusyRule::default(), &zone).map(|block| clocks(block.range));
        assert_eq!(taken.collect::<Vec<_>>(), ["10:30–11:00", "11:15–11:30"]);
    }

    #[test]
    fn what_has_no_length_or_leaves_its_owner_free_takes_no_time() {
        let free = of("09:00", "10:00", ShowAs::Free);
        assert!(merged_of(&[free, meeting("10:00", "10:00")]).is_empty());
    }

    #[test]
    fn strength_and_its_order_agree() {
        assert!(ShowAs::BY_STRENGTH.iter().enumerate().all(|(at, kind)| usize::from(kind.strength()) == at));
    }

    proptest! {
        #[test]
        fn every_quarter_is_as_its_busiest_meeting_and_blocks_never_overlap(times in any_times()) {
            let all: Vec<Block> = times.into_iter().filter_map(|(start, end, show_as)| Some(Block { range: minutes(start, end)?, show_as })).collect();
            let merged = merged(all.clone());
            prop_assert!(merged.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()));
            prop_assert!(merged.windows(2).all(|pair| pair[0].range.end() < pair[1].range.start() || pair[0].show_as != pair[1].show_as));
            for minute in (0..DAY).step_by(15) {
                let at = |blocks: &[Block]| {
                    let here = blocks.iter().filter(|block| block.range.within(minutes(minute, minute + 1).unwrap()).is_some());
                    here.map(|block| block.show_as).max_by_key(|show_as| show_as.strength())
                };
                prop_assert_eq!(at(&merged), at(&all));
            }
        }
    }
}
