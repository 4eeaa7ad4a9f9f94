//! Meetings side by side: which lane each has beside those that it overlaps.

use std::cmp::Reverse;
use std::ops::Range;

/// Where one of several things that overlap stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its lane, from the left.
    pub lane: usize,
    /// How many lanes it takes: those on its right that nobody needs are its own.
    pub span: usize,
    /// How many lanes there are where it stands.
    pub lanes: usize,
}

/// A place for each of these extents, of which none is empty. Those that overlap, if only through others, have as many lanes
/// as are needed, and no two of them a lane in common.
pub fn places(extents: &[Range<usize>]) -> Vec<Place> {
    let mut order: Vec<usize> = (0..extents.len()).collect();
    order.sort_by_key(|&at| (extents[at].start, Reverse(extents[at].end)));
    let mut places = vec![Place { lane: 0, span: 1, lanes: 1 }; extents.len()];
    let mut rest = &order[..];
    while !rest.is_empty() {
        let (cluster, others) = rest.split_at(cluster(rest, extents));
        share(cluster, extents, &mut places);
        rest = others;
    }
    places
}

/// How many of these, in order, hang together.
fn cluster(order: &[usize], extents: &[Range<usize>]) -> usize {
    let mut end = None;
    let hangs_together = |at: &&usize| {
        let Range { start, end: own_end } = extents[**at];
        let touches = end.is_none_or(|end| start < end);
        end = end.max(Some(own_end));
        touches
    };
    order.iter().take_while(hangs_together).count()
}

/// Gives the members of a cluster the first lane that is free, and then what is free on its right.
fn share(cluster: &[usize], extents: &[Range<usize>], places: &mut [Place]) {
    let mut ends: Vec<usize> = Vec::new();
    for &at in cluster {
        let Range { start, end } = extents[at];
        let lane = ends.iter().position(|taken| *taken <= start).unwrap_or(ends.len());
        ends.resize(ends.len().max(lane + 1), 0);
        ends[lane] = end;
        places[at].lane = lane;
    }
    for &at in cluster {
        let overlaps = |other: usize| extents[other].start < extents[at].end && extents[at].start < extents[other].end;
        let right = cluster.iter().filter(|&&other| overlaps(other)).map(|&other| places[other].lane);
        let next = right.filter(|lane| *lane > places[at].lane).min().unwrap_or(ends.len());
        places[at] = Place { span: next - places[at].lane, lanes: ends.len(), ..places[at] };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(extents: &[Range<usize>]) -> Vec<[usize; 3]> {
        places(extents).iter().map(|place| [place.lane, place.span, place.lanes]).collect()
    }

    #[test]
    fn what_does_not_overlap_has_all_the_room() {
        assert_eq!(shown(&[0..2, 2..3, 5..6]), [[0, 1, 1]; 3]);
        assert_eq!(shown(&[]), [[0; 3]; 0]);
    }

    #[test]
    fn what_overlaps_stands_side_by_side_and_a_free_lane_is_taken_again() {
        assert_eq!(shown(&[0..4, 0..2, 2..4]), [[0, 1, 2], [1, 1, 2], [1, 1, 2]]);
        // The longest of those that begin together is the first from the left, whatever their order.
        assert_eq!(shown(&[0..1, 0..3]), [[1, 1, 2], [0, 1, 2]]);
    }

    #[test]
    fn a_lane_on_the_right_that_nobody_needs_is_shared_out() {
        assert_eq!(shown(&[0..6, 0..2, 0..1, 3..6]), [[0, 1, 3], [1, 1, 3], [2, 1, 3], [1, 2, 3]]);
    }

    fn extents() -> impl Strategy<Value = Vec<Range<usize>>> {
        proptest::collection::vec((0_usize..30, 1_usize..12).prop_map(|(start, length)| start..start + length), 0..24)
    }

    fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
        one.start < other.end && other.start < one.end
    }

    proptest! {
        #[test]
        fn no_two_that_overlap_share_a_lane_and_each_has_a_place(extents in extents()) {
            let places = places(&extents);
            prop_assert_eq!(places.len(), extents.len());
            for (at, place) in places.iter().enumerate() {
                prop_assert!(place.span >= 1 && place.lane + place.span <= place.lanes, "{place:?}");
                for other in (0..at).filter(|other| overlap(&extents[at], &extents[*other])) {
                    let other = places[other];
                    prop_assert_eq!(place.lanes, other.lanes);
                    let apart = place.lane + place.span <= other.lane || other.lane + other.span <= place.lane;
                    prop_assert!(apart, "{place:?} {other:?}");
                }
            }
        }

        #[test]
        fn there_are_never_more_lanes_than_things_at_one_time(extents in extents()) {
            let at_once = |row: usize| extents.iter().filter(|extent| extent.contains(&row)).count();
            let most = (0..42).map(at_once).max().unwrap_or(0);
            prop_assert!(places(&extents).iter().all(|place| place.lanes <= most));
        }
    }
}
