//! What is said about a time that was not understood: what is wrong with it, what may have been meant, and examples.

use super::dates::{clock, looks_like_a_day, looks_like_a_time, number};
use super::readings::{Reading, half_days};
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

/// The same error of a range, with what to type in its place first: hours for bare numbers, or its own ends the other way round.
pub(super) fn ends(calendarist: &Calendarist, mut error: Error, from: Option<&str>, to: Option<&str>) -> Error {
    let Some((from, to)) = from.zip(to).map(|(from, to)| (from.trim(), to.trim())) else { return error };
    let hour = |text: &str| Some(format!("{}:00", number(text).filter(|_| text.len() <= 2)?));
    let meant = [hour(from).zip(hour(to)), Some((to.to_owned(), from.to_owned()))];
    let typed = meant.into_iter().flatten().find(|(from, to)| calendarist.stretch(Some(from), Some(to)).is_ok());
    if let Some((from, to)) = typed {
        error.hints.insert(0, format!("type `{from}..{to}`"));
    }
    error
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
    let meant = meant.or_else(|| rephrased(&words).filter(|meant| is_clear(calendarist, meant)));
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

/// Whether a time, or both ends of a range, can be understood.
fn is_clear(calendarist: &Calendarist, text: &str) -> bool {
    let (from, to) = text.split_once("..").map_or((text, None), |(from, to)| (from, Some(to)));
    let end = Anchor::Start(calendarist.now);
    calendarist.understood(from, Anchor::Now).is_some() && to.is_none_or(|to| calendarist.understood(to, end).is_some())
}

/// What people say otherwise, as calcli reads it.
fn rephrased(words: &str) -> Option<String> {
    match words {
        "tonight" => return Some("18:00..24:00".to_owned()),
        "eod" => return Some("now..24:00".to_owned()),
        "eow" => return Some("now..week".to_owned()),
        "eom" => return Some("now..month".to_owned()),
        _ => {}
    }
    next_days(words).or_else(|| turned(words)).or_else(|| hours_and_minutes(words)).or_else(|| parted(words))
}

/// `next 3 days`, `last 2 weeks`.
fn next_days(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split(' ').collect();
    let [which, count, unit] = parts.as_slice() else { return None };
    let (count, unit) = (number(count)?, unit.strip_suffix('s').unwrap_or(unit));
    let unit = [("day", 'd'), ("week", 'w')].into_iter().find_map(|(name, letter)| (name == unit).then_some(letter))?;
    match *which {
        "next" => Some(format!("today..{count}{unit}")),
        "last" => Some(format!("-{count}{unit}..today")),
        _ => None,
    }
}

/// `14:00 tomorrow` and `tue 9am`: the day first, and hours of a whole day.
fn turned(words: &str) -> Option<String> {
    let (first, rest) = words.split_once(' ')?;
    if clock(first).is_some() {
        return Some(format!("{rest} {first}"));
    }
    let (day, time) = words.rsplit_once(' ')?;
    match half_days(time)?.as_slice() {
        [Reading { typed, .. }] => Some(format!("{day} {typed}")),
        _ => None,
    }
}

/// `1h30m`, in minutes.
fn hours_and_minutes(words: &str) -> Option<String> {
    let (hours, minutes) = words.strip_suffix('m')?.split_once('h')?;
    Some(format!("{}m", number(hours)?.checked_mul(60)?.checked_add(number(minutes)?)?))
}

/// `24nov` with a space.
fn parted(words: &str) -> Option<String> {
    let (day, month) = words.split_at(words.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0)?);
    Some(format!("{day} {month}"))
}

/// `mon-fri` and `9:30 – 11:00` with the two dots of a range.
fn with_dots(calendarist: &Calendarist, words: &str) -> Option<String> {
    let (from, to) = words.split_once(['-', '–', '—', '…'])?;
    let meant = |end: &str| calendarist.understood(end.trim(), Anchor::Now).map(|_| end.trim().to_owned());
    Some(format!("{}..{}", meant(from)?, meant(to)?))
}
