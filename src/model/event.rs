//! Calendars and the events in them, whichever provider they came from.

use crate::model::account::Label;
use crate::model::zone::Zone;
use chrono::{DateTime, NaiveDate, Utc};

/// When an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Whole days that float: the same dates in every zone. `end` is exclusive.
    AllDay {
        /// The first day.
        start: NaiveDate,
        /// The day after the last.
        end: NaiveDate,
    },
    /// From one instant to another.
    Timed {
        /// The first instant.
        start: DateTime<Utc>,
        /// The first instant after it.
        end: DateTime<Utc>,
    },
}

impl When {
    /// The instants it spans for someone in this zone.
    pub fn span(&self, zone: &Zone) -> (DateTime<Utc>, DateTime<Utc>) {
        match *self {
            Self::AllDay { start, end } => (zone.midnight(start), zone.midnight(end)),
            Self::Timed { start, end } => (start, end),
        }
    }

    /// Whether it is whole days.
    pub fn is_all_day(&self) -> bool {
        matches!(self, Self::AllDay { .. })
    }
}

/// A person as a calendar names one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The display name.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
}

/// How an event occupies its owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are Graph's")]
pub enum ShowAs {
    Free,
    Tentative,
    Busy,
    Oof,
    WorkingElsewhere,
    #[default]
    Unknown,
}

impl ShowAs {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::Free, Self::Tentative, Self::Busy, Self::Oof, Self::WorkingElsewhere, Self::Unknown];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Tentative => "tentative",
            Self::Busy => "busy",
            Self::Oof => "oof",
            Self::WorkingElsewhere => "working_elsewhere",
            Self::Unknown => "unknown",
        }
    }
}

/// What the owner of a mailbox answered. The order is the order in which copies of a meeting are preferred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are Graph's")]
pub enum Response {
    Organizer,
    Accepted,
    Tentative,
    #[default]
    None,
    NotResponded,
    Declined,
}

impl Response {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Organizer, Self::Accepted, Self::Tentative, Self::Declined, Self::NotResponded];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Organizer => "organizer",
            Self::Accepted => "accepted",
            Self::Tentative => "tentative",
            Self::Declined => "declined",
            Self::NotResponded => "not_responded",
        }
    }
}

/// How private an event is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are Graph's")]
pub enum Sensitivity {
    #[default]
    Normal,
    Personal,
    Private,
    Confidential,
}

impl Sensitivity {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Personal, Self::Private, Self::Confidential];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Personal => "personal",
            Self::Private => "private",
            Self::Confidential => "confidential",
        }
    }
}

/// What an attendee is asked to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are Graph's")]
pub enum AttendeeKind {
    #[default]
    Required,
    Optional,
    Resource,
}

impl AttendeeKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Required, Self::Optional, Self::Resource];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Resource => "resource",
        }
    }
}

/// Somebody, or a room, that was invited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendee {
    /// Who it is.
    pub person: Person,
    /// What it is asked to be.
    pub kind: AttendeeKind,
    /// What was answered, as far as the mailbox knows.
    pub response: Response,
}

/// How much of each event is asked for, from the least to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fields {
    /// What an agenda shows.
    #[default]
    Lean,
    /// Also the attendees and the beginning of the text, to search in.
    Wide,
    /// Also the attendees and the whole text.
    Whole,
}

/// A calendar of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its id in the mailbox.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is the one that invitations go to.
    pub is_default: bool,
    /// Whether the signed-in user may change it.
    pub can_edit: bool,
    /// Whose it is.
    pub owner: Option<Person>,
}

/// Where an event was found: one account, one calendar, one event id (case-sensitive).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventRef {
    /// The account.
    pub account: Label,
    /// The calendar's id.
    pub calendar_id: String,
    /// The calendar's name.
    pub calendar_name: String,
    /// The event's immutable id in that mailbox.
    pub event_id: String,
}

/// One event, or one occurrence of a series, in one mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the word that calendars use")]
pub struct Event {
    pub reference: EventRef,
    pub etag: Option<String>,
    pub ical_uid: Option<String>,
    pub series_id: Option<String>,
    /// When this occurrence would have begun, had it not been moved.
    pub original_start: Option<DateTime<Utc>>,
    pub subject: String,
    pub when: When,
    pub location: Option<String>,
    pub join_url: Option<String>,
    pub web_url: Option<String>,
    pub organizer: Option<Person>,
    pub show_as: ShowAs,
    pub response: Response,
    pub sensitivity: Sensitivity,
    pub cancelled: bool,
    pub recurring: bool,
    pub categories: Vec<String>,
    /// Who was invited; empty unless it was asked for ([`Fields`]).
    pub attendees: Vec<Attendee>,
    /// Its text, or the beginning of it; `None` unless it was asked for.
    pub body: Option<String>,
}

#[cfg(test)]
pub(crate) mod samples {
    //! An event for the tests of the model.

    use super::*;

    /// An event of an account, as bare as one can be, on 23 November 2026: without an iCalendar id it is nobody's copy.
    pub fn event(account: &str, id: &str) -> Event {
        let at = |text: &str| text.parse().unwrap();
        Event {
            reference: EventRef {
                account: account.parse().unwrap(),
                calendar_id: "c".to_owned(),
                calendar_name: "Calendar".to_owned(),
                event_id: id.to_owned(),
            },
            etag: None,
            ical_uid: None,
            series_id: None,
            original_start: None,
            subject: id.to_owned(),
            when: When::Timed { start: at("2026-11-23T09:00:00Z"), end: at("2026-11-23T10:00:00Z") },
            location: None,
            join_url: None,
            web_url: None,
            organizer: None,
            show_as: ShowAs::Busy,
            response: Response::None,
            sensitivity: Sensitivity::Normal,
            cancelled: false,
            recurring: false,
            categories: Vec::new(),
            attendees: Vec::new(),
            body: None,
        }
    }
}
