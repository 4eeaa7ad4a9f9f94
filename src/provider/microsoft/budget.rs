//! How much one mailbox may answer: far more than people have, far less than a machine.

use super::wire::{Entries, Items, MOST_ON_A_PAGE};
use crate::base::http::Answer;
use crate::model::error::{Error, Kind, Result};
use std::sync::{Mutex, PoisonError};

/// The longest answer, in bytes after unpacking: a page of 500 events with all of their fields has about one million.
pub const LONGEST_ANSWER: usize = 16 << 20;
/// The bytes of all answers of one mailbox.
const MOST_BYTES: usize = 256 << 20;
/// The items of all lists of one mailbox.
const MOST_ITEMS: usize = 100_000;
/// The people and categories of all events of one mailbox: short ones take many times as much room as they have bytes.
const MOST_ENTRIES: usize = 1_000_000;

/// What all lists of one mailbox share.
#[derive(Debug, Default)]
pub struct Budget {
    spent: Mutex<Cost>,
}

/// What has been read.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    bytes: usize,
    items: usize,
    entries: usize,
}

impl Cost {
    /// This and another one by a function of both.
    fn with(self, other: Self, sum: fn(usize, usize) -> usize) -> Self {
        Self {
            bytes: sum(self.bytes, other.bytes),
            items: sum(self.items, other.items),
            entries: sum(self.entries, other.entries),
        }
    }
}

impl Budget {
    /// The part of it that one list takes.
    pub fn share(&self) -> Share<'_> {
        Share { budget: self, taken: Cost::default() }
    }

    fn change(&self, by: Cost, sum: fn(usize, usize) -> usize) -> Cost {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        *spent = spent.with(by, sum);
        *spent
    }
}

/// What one list has taken. Dropping it gives everything back, as a list that fails is not kept.
#[derive(Debug)]
pub struct Share<'a> {
    budget: &'a Budget,
    taken: Cost,
}

impl Share<'_> {
    /// Takes what a page costs.
    ///
    /// # Errors
    /// Code `too_many_events` or `answer_too_long` where the page or the mailbox has more than it may.
    pub fn spend<T: Entries>(&mut self, answer: &Answer, page: &Items<T>) -> Result<()> {
        if page.too_many {
            return Err(too_many(&format!("one page with more than {MOST_ON_A_PAGE} entries")));
        }
        let entries = page.read.iter().map(Entries::entries).sum();
        let cost = Cost { bytes: answer.body.len(), items: page.read.len(), entries };
        self.taken = self.taken.with(cost, usize::saturating_add);
        let Cost { bytes, items, entries } = self.budget.change(cost, usize::saturating_add);
        if items > MOST_ITEMS {
            return Err(too_many(&format!("more than {MOST_ITEMS} entries")));
        }
        if entries > MOST_ENTRIES {
            return Err(too_many(&format!("more than {MOST_ENTRIES} people and categories")));
        }
        if bytes > MOST_BYTES {
            let message = format!("{} answered with more than {} MB.", answer.host, MOST_BYTES >> 20);
            return Err(Error::new(Kind::Network, "answer_too_long", message).hint(SHORTER));
        }
        Ok(())
    }

    /// Keeps the list, and what it cost.
    pub fn keep(mut self) {
        self.taken = Cost::default();
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.budget.change(self.taken, usize::saturating_sub);
    }
}

const SHORTER: &str = "ask for a shorter time, such as `calcli events --week`";

fn too_many(what: &str) -> Error {
    Error::new(Kind::Other, "too_many_events", format!("Graph answered with {what}, which is no calendar of a person."))
        .hint(SHORTER)
}
