//! What is said about a time that was not understood: what is wrong with it, what may have been meant, and examples.

use super::{Anchor, Calendarist, written};
use crate::model::error::Error;

/// Words that can be typed, for those who mistype them.
const WORDS: [&str; 29] = [
    "today",
    "tomorrow",
    "yesterday",
    "now",
    "week",
    "weekend",
    "month",
    "this",
    "next",
    "last",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "may",
];

/// A range that cannot be shown, for this reason.
pub(super) fn range(why: String) -> Error {
    Error::usage("bad_time", why)
        .hint("calcli events mon..fri")
        .hint("calcli events --from 2026-11-23 --to 2026-11-27, where the last day is shown too")
}

/// Words that mean no time.
pub(super) fn words(calendarist: &Calendarist, text: &str) -> Error {
    let shown = text.trim().replace('\u{2212}', "-").escape_debug().to_string();
    if written::looks_like_a_day(&text.trim().to_lowercase()) {
        return Error::usage("bad_time", format!("There is no such day as `{shown}`."))
            .hint("give one that exists, such as 2026-11-23 or `23 nov`");
    }
    let error = Error::usage("bad_time", format!("`{shown}` is not a time that calcli understands."));
    let error = match corrected(calendarist, text) {
        Some(meant) => error.hint(format!("did you mean `{meant}`?")),
        None => error,
    };
    error.hint("try today, tomorrow, fri, `next week`, +3d, `24 nov`, 2026-11-23, 2026-11-23T09:30 or mon..fri")
}

/// The same words with the nearest known one in place of each, if that can be understood.
fn corrected(calendarist: &Calendarist, text: &str) -> Option<String> {
    let words: Vec<String> = text.to_lowercase().split_whitespace().map(nearest).collect();
    let meant = words.join(" ");
    calendarist.understood(&meant, Anchor::Today(calendarist.today())).map(|_| meant)
}

/// The word itself, or the one that it differs from by a slip or two of the keys.
fn nearest(word: &str) -> String {
    let slips = word.len().saturating_sub(2).min(4) / 2;
    let near = WORDS.iter().map(|known| (strsim::osa_distance(word, known), *known)).min();
    near.filter(|(distance, _)| *distance <= slips).map_or(word, |(_, known)| known).to_owned()
}
