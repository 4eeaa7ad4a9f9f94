//! What is said about a time that was not understood: what is wrong with it, what may have been meant, and examples.

use super::dates::{looks_like_a_day, looks_like_a_time};
use super::readings::Reading;
use super::words::{MONTHS, WEEKDAYS};
use super::{Anchor, Calendarist};
use crate::model::error::Error;
use chrono::{DateTime, Days, NaiveTime, Utc};

/// Words that can be typed, beside the names of days and months, for those who mistype them.
const WORDS: [&str; 10] = ["today", "tomorrow", "yesterday", "now", "week", "weekend", "month", "this", "next", "last"];

/// A range that cannot be shown, for this reason.
pub(super) fn range(why: String) -> Error {
    Error::usage("bad_time", why)
        .hint("calcli events mon..fri")
        .hint("calcli events --from 2026-11-23 --to 2026-11-27, where the last day is shown too")
}

/// A range that does not go forward, in the days that were typed: the last one is part of it.
pub(super) fn not_forward(calendarist: &Calendarist, start: DateTime<Utc>, end: DateTime<Utc>) -> Error {
    let (from, to) = (calendarist.zone.local(start), calendarist.zone.local(end));
    let (is_whole_days, shown) = (from.time() == NaiveTime::MIN && to.time() == NaiveTime::MIN, "%Y-%m-%d %H:%M");
    range(if start == end {
        format!("The range is empty: it would begin and end at {}.", from.format(shown))
    } else if is_whole_days {
        let last = to.date_naive() - Days::new(1);
        format!("The range runs backwards: from {} to {}.", from.format("%a %Y-%m-%d"), last.format("%a %Y-%m-%d"))
    } else {
        format!("The range runs backwards: from {} to {}.", from.format(shown), to.format(shown))
    })
}

/// Words that mean no time, or too many.
pub(super) fn words(calendarist: &Calendarist, text: &str) -> Error {
    let (words, shown) = (text.to_lowercase(), text.escape_debug());
    let readings = calendarist.readings(&words);
    match readings.as_slice() {
        [] => {}
        [only] => {
            let message = format!("`{shown}` is not a form that calcli reads; is {} meant?", only.meaning);
            return Error::usage("bad_time", message).hint(format!("type `{}`", only.typed));
        }
        several => {
            let meanings: Vec<&str> = several.iter().map(|reading| reading.meaning.as_str()).collect();
            let error = Error::usage("ambiguous_time", format!("`{shown}` can mean {}.", meanings.join(" or ")));
            let hint = |error: Error, Reading { meaning, typed }: &Reading| {
                let purpose = if meaning == typed { String::new() } else { format!(" for {meaning}") };
                error.hint(format!("type `{typed}`{purpose}"))
            };
            return several.iter().fold(error, hint);
        }
    }
    if looks_like_a_day(&words) {
        return Error::usage("bad_time", format!("There is no such day as `{shown}`."))
            .hint("give one that exists, such as 2026-11-23 or `23 nov`");
    }
    let meant = corrected(calendarist, &words).or_else(|| with_dots(calendarist, &words));
    if meant.is_none() && looks_like_a_time(&words) {
        let message = if words.ends_with("24:00") {
            format!("Nothing can begin at `{shown}`, where its day ends.")
        } else {
            format!("There is no such time as `{shown}`.")
        };
        return Error::usage("bad_time", message).hint("give one from 0:00 to 23:59, such as 9:30 or `fri 14:00`");
    }
    let error = Error::usage("bad_time", format!("`{shown}` is not a time that calcli understands."));
    let error = match meant {
        Some(meant) => error.hint(format!("did you mean `{meant}`?")),
        None => error,
    };
    error.hint(
        "try today, tomorrow, fri, `fri 14:00`, `next week`, +3d, 90m, `24 nov`, 2026-11-23, mon..fri or `from mon`",
    )
}

/// The same words with the nearest known one in place of each, if that can be understood.
fn corrected(calendarist: &Calendarist, words: &str) -> Option<String> {
    let words: Vec<&str> = words.split_whitespace().map(nearest).collect();
    Some(words.join(" ")).filter(|meant| calendarist.understood(meant, Anchor::Now).is_some())
}

/// The word itself, or the one that it differs from by a slip or two of the keys.
fn nearest(word: &str) -> &str {
    let slips = word.len().saturating_sub(2).min(4) / 2;
    let known = WORDS.into_iter().chain(WEEKDAYS).chain(MONTHS);
    let near = known.map(|known| (strsim::osa_distance(word, known), known)).min();
    near.filter(|(distance, _)| *distance <= slips).map_or(word, |(_, known)| known)
}

/// `mon-fri` and `9:30 – 11:00` with the two dots of a range.
fn with_dots(calendarist: &Calendarist, words: &str) -> Option<String> {
    let (from, to) = words.split_once(['-', '–', '—', '…'])?;
    let meant = |end: &str| calendarist.understood(end.trim(), Anchor::Now).map(|_| end.trim().to_owned());
    Some(format!("{}..{}", meant(from)?, meant(to)?))
}
