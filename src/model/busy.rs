//! What occupies its owner: the one rule that free time, busy time, conflicts and `--busy-only` share.

use crate::model::agenda::Meeting;
use crate::model::event::{Event, Response, ShowAs};
use crate::model::zone::Zone;
use chrono::{DateTime, Utc};

/// What counts as busy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BusyRule {
    /// Whether what is only tentative leaves its time free.
    pub ignore_tentative: bool,
}

impl BusyRule {
    /// Whether this occupies somebody. What a mailbox does not know is taken for busy; working elsewhere is working.
    pub fn is_busy(self, show_as: ShowAs) -> bool {
        match show_as {
            ShowAs::Busy | ShowAs::Oof | ShowAs::Unknown => true,
            ShowAs::Tentative => !self.ignore_tentative,
            ShowAs::Free | ShowAs::WorkingElsewhere => false,
        }
    }
}

impl ShowAs {
    /// Every one, the weakest first.
    pub const BY_STRENGTH: [Self; 6] =
        [Self::Free, Self::WorkingElsewhere, Self::Tentative, Self::Unknown, Self::Busy, Self::Oof];

    /// How much it occupies its owner: more is stronger.
    pub fn strength(self) -> u8 {
        match self {
            Self::Free => 0,
            Self::WorkingElsewhere => 1,
            Self::Tentative => 2,
            Self::Unknown => 3,
            Self::Busy => 4,
            Self::Oof => 5,
        }
    }
}

impl Event {
    /// Whether it does not take place for the owner of its mailbox.
    pub fn is_off(&self) -> bool {
        self.cancelled || self.response == Response::Declined
    }
}

impl Meeting {
    /// The copies that take place for the owner of their mailbox.
    pub fn live_copies(&self) -> impl Iterator<Item = &Event> {
        self.copies.iter().map(AsRef::as_ref).filter(|copy: &&Event| !copy.is_off())
    }

    /// The copies that occupy the owner of their mailbox.
    pub fn busy_copies(&self, rule: BusyRule) -> impl Iterator<Item = &Event> {
        self.live_copies().filter(move |copy| rule.is_busy(copy.show_as))
    }

    /// How it occupies its owner: as the busiest copy that its mailbox has not declined; `None` where all are off.
    pub fn show_as(&self) -> Option<ShowAs> {
        self.live_copies().map(|copy| copy.show_as).max_by_key(|show_as| show_as.strength())
    }

    /// Whether it occupies its owner.
    pub fn is_busy(&self, rule: BusyRule) -> bool {
        self.show_as().is_some_and(|show_as| rule.is_busy(show_as))
    }

    /// The instants it spans for someone in this zone.
    pub fn span(&self, zone: &Zone) -> (DateTime<Utc>, DateTime<Utc>) {
        self.event.when.span(zone)
    }
}
