//! Everything that takes place in one world, by mailbox, and the pages of it that were written out before.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use chrono::NaiveDate;

use super::meeting::Meeting;
use super::{crowd, week};
use crate::sandbox::crowd::Crowd;
use crate::sandbox::world::{User, World};

/// So many bytes of pages are remembered; a world that has more begins anew.
const MOST_BYTES: usize = 256 << 20;

/// The meetings of everybody. They never change, so neither does a page that was written once.
#[derive(Debug)]
pub(in crate::sandbox) struct Diary {
    cast: Vec<Meeting>,
    crowd: HashMap<&'static str, Vec<Meeting>>,
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    written: HashMap<String, Bytes>,
    bytes: usize,
}

impl Diary {
    /// The meetings around a day.
    pub fn new(world: &World, crowd: Option<Crowd>, today: NaiveDate) -> Self {
        let mailbox = |number: usize, crowd| crowd::meetings(crowd, &world.accounts, number, today);
        let names = world.accounts.iter().map(|account| account.user.username).enumerate();
        let crowd = crowd.map(|crowd| names.map(|(number, name)| (name, mailbox(number, crowd))).collect());
        Diary { cast: week::meetings(today), crowd: crowd.unwrap_or_default(), pages: Mutex::default() }
    }

    /// The meetings among which those of a mailbox are.
    pub(super) fn meetings_around(&self, user: &User) -> &[Meeting] {
        self.crowd.get(user.username).unwrap_or(&self.cast)
    }

    /// The page that is called so, written by this unless it was written before.
    pub(super) fn page(&self, name: String, write: impl FnOnce() -> Vec<u8>) -> Bytes {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = pages.written.get(&name) {
            return page.clone();
        }
        let page = Bytes::from(write());
        pages.bytes += page.len();
        if pages.bytes > MOST_BYTES {
            *pages = Pages { bytes: page.len(), ..Pages::default() };
        }
        pages.written.insert(name, page.clone());
        page
    }
}
