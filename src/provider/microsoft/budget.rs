//! How much one mailbox may answer: far more than people have, far less than a machine.

use super::wire::{Items, MOST_ON_A_PAGE};
use crate::base::http::Answer;
use crate::model::error::{Error, Kind, Result};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The longest answer, in bytes after unpacking: a page of 500 events with all of their fields has about one million.
pub const LONGEST_ANSWER: usize = 16 << 20;
/// The bytes of all answers of one mailbox.
const MOST_BYTES: usize = 256 << 20;
/// The items of all lists of one mailbox.
const MOST_ITEMS: usize = 100_000;

/// What all lists of one mailbox share.
#[derive(Debug, Default)]
pub struct Budget {
    bytes: AtomicUsize,
    items: AtomicUsize,
}

impl Budget {
    /// The part of it that one list takes.
    pub fn share(&self) -> Share<'_> {
        Share { budget: self, bytes: 0, items: 0 }
    }
}

/// What one list has taken. Dropping it gives everything back, as a list that fails is not kept.
#[derive(Debug)]
pub struct Share<'a> {
    budget: &'a Budget,
    bytes: usize,
    items: usize,
}

impl Share<'_> {
    /// Takes what a page costs.
    ///
    /// # Errors
    /// Code `too_many_events` or `answer_too_long` where the page or the mailbox has more than it may.
    pub fn spend<T>(&mut self, answer: &Answer, page: &Items<T>) -> Result<()> {
        if page.too_many {
            return Err(too_many(&format!("one page with more than {MOST_ON_A_PAGE} entries")));
        }
        self.bytes += answer.body.len();
        self.items += page.read.len();
        let bytes = self.budget.bytes.fetch_add(answer.body.len(), Ordering::Relaxed) + answer.body.len();
        let items = self.budget.items.fetch_add(page.read.len(), Ordering::Relaxed) + page.read.len();
        if items > MOST_ITEMS {
            return Err(too_many(&format!("more than {MOST_ITEMS} entries")));
        }
        if bytes > MOST_BYTES {
            let message = format!("{} answered with more than {} MB.", answer.host, MOST_BYTES >> 20);
            return Err(Error::new(Kind::Network, "answer_too_long", message).hint(SHORTER));
        }
        Ok(())
    }

    /// Keeps the list, and what it cost.
    pub fn keep(mut self) {
        (self.bytes, self.items) = (0, 0);
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.budget.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        self.budget.items.fetch_sub(self.items, Ordering::Relaxed);
    }
}

const SHORTER: &str = "ask for a shorter time, such as `calcli events --week`";

fn too_many(what: &str) -> Error {
    Error::new(Kind::Other, "too_many_events", format!("Graph answered with {what}, which is no calendar of a person."))
        .hint(SHORTER)
}
