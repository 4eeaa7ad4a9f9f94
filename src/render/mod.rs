//! How answers look: text for people and JSON for scripts, made from the model alone.
//!
//! Nothing here prints, reads a clock or looks at the environment. A text for people is whole lines, each with its line end, or
//! empty when there is nothing to say; a JSON document too ends in a line end.

mod accounts;
mod agenda;
mod availability;
pub mod bars;
mod calendars;
mod checkup;
mod clean;
mod columns;
mod dates;
mod days;
mod explain;
mod faults;
pub mod forms;
mod grid;
mod hues;
mod import;
pub mod json;
mod link;
mod meeting;
mod page;
mod paint;
mod problems;
#[cfg(test)]
mod samples;
mod schemas;
mod setup;
mod sign_in;
mod upcoming;

pub use accounts::{Accounts, account};
pub use agenda::Events;
pub use availability::{Busy, Conflicts, Free, HoursInMeetings, no_all_clear, nothing_in_the_window, whole_days};
pub use calendars::Calendars;
pub use checkup::checkup;
pub use clean::clean;
pub use explain::{entries, entry};
pub use faults::{FaultRow, faults};
pub use grid::{Grid, grid};
pub use import::imported;
pub use meeting::Details;
pub use problems::{asked_about, error, hidden, missing, resting, unknown};
pub use schemas::schemas;
pub use setup::{commands, portal_steps};
pub use sign_in::sign_in;
pub use upcoming::{Upcoming, day_and_time};

use crate::model::account::{Account, Color, Label, colors};
use crate::render::paint::{Ink, Text};
use std::collections::HashMap;

/// What the place that a text goes to can show.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Whether it shows colours.
    pub color: bool,
    /// Whether text in it can lead to an address.
    pub hyperlinks: bool,
    /// How many columns it has; `None` is a pipe, where nothing is wrapped.
    pub width: Option<u16>,
    /// Whether it shows ASCII alone.
    pub ascii: bool,
    /// The colour of each account's tag.
    pub account_colors: HashMap<Label, Color>,
}

impl Style {
    /// A style in which every account has its colour.
    pub fn new(color: bool, width: Option<u16>, accounts: &[Account]) -> Self {
        Self { color, width, account_colors: colors(accounts), ..Self::default() }
    }

    /// The ink of an account.
    fn ink(&self, label: &Label) -> Ink {
        self.account_colors.get(label).map_or(Ink::Plain, |color| Ink::Hue(*color))
    }

    /// The tag of an account, in its colour.
    fn tag(&self, label: &Label) -> Text {
        Text::new(label.as_str(), self.ink(label))
    }
}
