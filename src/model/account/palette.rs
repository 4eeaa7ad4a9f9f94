//! Which account has which colour, where the user did not choose.

use super::{Account, Color, Label};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A colour for every account: its own, else one that follows from its label, so that it stays the same whatever becomes of
/// the others and wherever it stands in the config.
///
/// Every label ranks the colours in its own way. The strongest wish of all is granted first, then the strongest that is left,
/// and so on: only who wants the very colour of a newcomer can be pushed to another. No colour is given twice while there are
/// enough; that of plain text is the last.
pub fn colors(accounts: &[Account]) -> HashMap<Label, Color> {
    let own = |account: &Account| Some((account.label.clone(), account.color?));
    let mut colors: HashMap<Label, Color> = accounts.iter().filter_map(own).collect();
    let mut free: Vec<Color> =
        Color::ALL.into_iter().filter(|color| !colors.values().any(|own| own == color)).collect();
    let undecided: Vec<&Label> =
        accounts.iter().filter(|account| account.color.is_none()).map(|account| &account.label).collect();
    let mut wishes: Vec<_> =
        undecided.iter().flat_map(|label| Color::ALL.map(|color| (wish(label, color), *label, color))).collect();
    wishes.sort_unstable_by_key(|(wish, ..)| *wish);
    while undecided.iter().any(|label| !colors.contains_key(*label)) {
        if free.is_empty() {
            free = Color::ALL.to_vec();
        }
        for (_, label, color) in &wishes {
            if free.contains(color) && !colors.contains_key(*label) {
                colors.insert((*label).clone(), *color);
                free.retain(|free| free != color);
            }
        }
    }
    colors
}

/// How late this wish is granted.
fn wish(label: &Label, color: Color) -> (bool, [u8; 32]) {
    (color == Color::White, Sha256::digest(format!("{} {}", label.key(), color.name())).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::account::samples;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn accounts<'a>(labels: impl IntoIterator<Item = &'a str>) -> Vec<Account> {
        labels.into_iter().map(|label| samples::account(label, "xebia.com")).collect()
    }

    #[test]
    fn a_chosen_colour_is_kept_and_given_to_nobody_else_while_there_are_others() {
        for color in Color::ALL {
            let mut accounts = accounts(["a", "b", "c", "d", "e", "f", "g"]);
            accounts[3].color = Some(color);
            let colors = colors(&accounts);
            assert_eq!(colors.values().filter(|given| **given == color).count(), 1);
            assert_eq!(colors[&accounts[3].label], color);
            assert_eq!(colors.len(), 7);
        }
    }

    #[test]
    fn six_accounts_have_six_hues_and_the_seventh_is_plain() {
        let six = colors(&accounts(["a", "b", "c", "d", "e", "f"]));
        assert!(!six.values().any(|color| *color == Color::White), "{six:?}");
        let seven = colors(&accounts(["a", "b", "c", "d", "e", "f", "g"]));
        assert_eq!(seven.values().filter(|color| **color == Color::White).count(), 1);
    }

    #[test]
    fn a_newcomer_changes_hardly_any_other() {
        let names: Vec<String> = (0..60).map(|number| format!("tenant{number}")).collect();
        let changed = |size: usize, start: usize| {
            let before = colors(&accounts(names[start..start + size].iter().map(String::as_str)));
            let after = colors(&accounts(names[start..=start + size].iter().map(String::as_str)));
            before.iter().filter(|(label, color)| after[*label] != **color).count()
        };
        let runs: Vec<usize> = (1..6)
            .flat_map(|size| (0..50).map(move |start| (size, start)))
            .map(|(size, start)| changed(size, start))
            .collect();
        assert!(runs.iter().sum::<usize>() * 2 < runs.len(), "{runs:?}");
    }

    proptest! {
        #[test]
        fn the_place_in_the_config_and_the_case_of_a_label_decide_nothing(
            labels in proptest::collection::hash_set("[a-z]{1,8}", 0..10),
        ) {
            let there: Vec<&str> = labels.iter().map(String::as_str).collect();
            let upper: Vec<String> = there.iter().rev().map(|label| label.to_uppercase()).collect();
            prop_assert_eq!(colors(&accounts(there)), colors(&accounts(upper.iter().map(String::as_str))));
        }

        #[test]
        fn no_two_share_a_colour_while_there_are_enough(
            labels in proptest::collection::hash_set("[a-z]{1,8}", 0..12),
        ) {
            let colors = colors(&accounts(labels.iter().map(String::as_str)));
            prop_assert_eq!(colors.len(), labels.len());
            let different: HashSet<&str> = colors.values().map(|color| color.name()).collect();
            prop_assert_eq!(different.len(), labels.len().min(Color::ALL.len()));
        }
    }
}
