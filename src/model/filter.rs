//! Which meetings of an agenda are of interest: the one meaning of every filter.

use crate::model::agenda::Meeting;
use crate::model::busy::BusyRule;
use crate::model::event::{Event, Fields, Person, Response};
use crate::model::search::Needle;
use crate::model::zone::Zone;
use chrono::{DateTime, Utc};

/// What a meeting has to be. Whatever is not asked for does not matter; of what may be one of several, one has to be met.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// These words are in it.
    pub search: Option<Needle>,
    /// One of these takes part: a part of a name or of an address.
    pub attendees: Vec<String>,
    /// One of these called it: a part of a name or of an address.
    pub organizers: Vec<String>,
    /// It has one of these categories in one of the mailboxes.
    pub categories: Vec<String>,
    /// It occupies its owner.
    pub busy: Option<BusyRule>,
    /// It has a time of day.
    pub no_all_day: bool,
    /// It waits for an answer, which was given in no mailbox.
    pub pending: bool,
    /// Whether it is one of a series.
    pub recurring: Option<bool>,
    /// It has not ended by then.
    pub from: Option<DateTime<Utc>>,
}

impl Filter {
    /// The fields of an event that have to be asked for to tell.
    pub fn fields(&self) -> Fields {
        if self.search.is_some() || !self.attendees.is_empty() { Fields::Wide } else { Fields::Lean }
    }

    /// Whether this meeting is of interest to someone in this zone.
    pub fn keeps(&self, meeting: &Meeting, zone: &Zone) -> bool {
        let event = &meeting.event;
        let in_a_copy = |wanted: &[String], of: &dyn Fn(&Event) -> Vec<String>| {
            wanted.is_empty()
                || meeting
                    .copies
                    .iter()
                    .flat_map(|copy| of(copy))
                    .any(|has| wanted.iter().any(|one| has.contains(&one.to_lowercase())))
        };
        self.search.as_ref().is_none_or(|needle| needle.finds(meeting))
            && in_a_copy(&self.attendees, &|copy| {
                copy.attendees.iter().flat_map(|attendee| words(&attendee.person)).collect()
            })
            && in_a_copy(&self.organizers, &|copy| copy.organizer.iter().flat_map(words).collect())
            && (self.categories.is_empty() || meeting.copies.iter().any(|copy| self.has_category(copy)))
            && self.busy.is_none_or(|rule| meeting.is_busy(rule))
            && !(self.no_all_day && event.when.is_all_day())
            && !(self.pending && (event.response != Response::NotResponded || event.is_off()))
            && self.recurring.is_none_or(|recurring| meeting.copies.iter().any(|copy| copy.recurring) == recurring)
            && self.from.is_none_or(|from| is_not_over(meeting, from, zone))
    }

    fn has_category(&self, copy: &Event) -> bool {
        let is_wanted = |has: &String| self.categories.iter().any(|wanted| has.to_lowercase() == wanted.to_lowercase());
        copy.categories.iter().any(is_wanted)
    }
}

/// What somebody is found by.
fn words(person: &Person) -> impl Iterator<Item = String> {
    [&person.name, &person.email].into_iter().flatten().map(|text| text.to_lowercase())
}

/// Whether a meeting goes on at an instant or begins later.
fn is_not_over(meeting: &Meeting, at: DateTime<Utc>, zone: &Zone) -> bool {
    let (start, end) = meeting.span(zone);
    end > at || start >= at
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
