//! What fuzzing feeds: one function for each thing that reads what strangers wrote. None may panic, and each holds what must be true.
//!
//! `tests/fuzz` has the targets and their seeds; the tests below feed every seed again, so that what was found once stays found.

use crate::auth::probe as auth;
use crate::config;
use crate::config::import::{read_calendar_mcp, read_setup};
use crate::model::agenda::{Batch, MergeOptions, merge};
use crate::model::period::Calendarist;
use crate::model::range::TimeRange;
use crate::model::zone::Zone;
use crate::provider;
use crate::render::clean;
use chrono::{DateTime, TimeDelta, Utc, Weekday};
use std::path::Path;
use std::sync::Arc;

/// What reads some bytes.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 7] = [
    ("graph", graph),
    ("token", token),
    ("config", config),
    ("when", when),
    ("import", import),
    ("redirect", redirect),
    ("clean", cleaned),
];

/// Monday 23 November 2026.
fn monday() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_392_000, 0).unwrap_or_default()
}

/// An answer of Graph, as a page of events, of calendars, and as a refusal; its events are merged.
///
/// # Panics
/// Where something does not hold that must.
pub fn graph(bytes: &[u8]) {
    let events: Vec<_> = provider::probe(bytes).into_iter().map(Arc::new).collect();
    let count = events.len();
    let batch = || Batch { mailbox: "me".to_owned(), events: events.clone() };
    let all =
        TimeRange::new(DateTime::<Utc>::MIN_UTC + TimeDelta::days(2), DateTime::<Utc>::MAX_UTC - TimeDelta::days(2));
    let options = MergeOptions { declined: true, cancelled: true, ..MergeOptions::default() };
    let Some(all) = all else { return };
    let (meetings, hidden) = merge(&[batch(), batch()], all, &Zone::utc(), &options);
    assert_eq!((hidden.declined, hidden.cancelled), (0, 0));
    assert_eq!(meetings.iter().map(|meeting| meeting.copies.len()).sum::<usize>(), count, "no copy is lost or made up");
}

/// An answer of an authority, as tokens and as a refusal.
///
/// # Panics
/// Where something does not hold that must.
pub fn token(bytes: &[u8]) {
    auth::token_answer(bytes);
}

/// A config file.
///
/// # Panics
/// Where something does not hold that must.
pub fn config(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        config::probe(text);
    }
}

/// What somebody types for a time.
///
/// # Panics
/// Where something does not hold that must.
pub fn when(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let calendarist = Calendarist { now: monday(), zone: Zone::utc(), week_start: Weekday::Mon };
    match calendarist.range(text) {
        Ok(range) => {
            assert!(range.start() < range.end());
            assert_eq!(calendarist.range(&calendarist.written(range)), Ok(range), "what is written means the same");
        }
        Err(error) => assert!(!error.hints.is_empty(), "whoever mistypes a time is told what to type: {error}"),
    }
}

/// A file of another program, and one of calcli's own setups.
///
/// # Panics
/// Where something does not hold that must.
pub fn import(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let path = Path::new("import");
    let offers = [read_calendar_mcp(text, path), read_setup(text, path)].into_iter().flatten().flatten();
    for candidate in offers.filter_map(|offer| offer.account.ok()) {
        let keys: Vec<&str> = candidate.changes.iter().map(|(key, _)| *key).collect();
        let forbidden = ["authority_url", "graph_url", "token_command"];
        assert!(!keys.iter().any(|key| forbidden.contains(key)), "an import sets no server and no command: {keys:?}");
    }
}

/// The query with which a browser comes back.
///
/// # Panics
/// Where something does not hold that must.
pub fn redirect(bytes: &[u8]) {
    if let Ok(query) = std::str::from_utf8(bytes) {
        auth::redirect(query);
    }
}

/// Text from a stranger.
///
/// # Panics
/// Where something does not hold that must.
pub fn cleaned(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let once = clean(&text).into_owned();
    assert!(!once.contains(char::is_control), "{once:?}");
    assert_eq!(clean(&once), once);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seed_is_read_without_a_panic() {
        let seeds = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/seeds"));
        for (name, target) in TARGETS {
            let files: Vec<_> = std::fs::read_dir(seeds.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
            assert!(files.len() >= 3, "{name} has too few seeds");
            files.iter().for_each(|file| target(&std::fs::read(file).unwrap()));
        }
    }

    #[test]
    fn every_target_is_one_that_can_be_fuzzed() {
        let targets = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/targets"));
        for (name, _) in TARGETS {
            assert!(targets.join(name).with_extension("rs").exists(), "tests/fuzz/targets/{name}.rs is missing");
        }
    }
}
