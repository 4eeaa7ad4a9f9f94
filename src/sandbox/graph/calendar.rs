//! The calendars of a mailbox: its own, the one somebody shares with it, and what each of them holds.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::event::Occurrence;
use super::meeting::{Meeting, Seat, Shelf, Window};
use crate::sandbox::mint::{fingerprint, upper_hex};
use crate::sandbox::world::{ALICE_XEBIA, BOB, User};

/// A calendar as one person sees it.
#[derive(Debug)]
pub(super) struct Calendar {
    reader: &'static User,
    pub owner: &'static User,
    shelf: Shelf,
    name: &'static str,
    color: &'static str,
    can_edit: bool,
    pub is_default: bool,
}

impl Calendar {
    /// Everything the person's list of calendars shows.
    pub fn all_of(user: &'static User) -> Vec<Calendar> {
        let own = |shelf, name, color, can_edit| Calendar {
            reader: user,
            owner: user,
            shelf,
            name,
            color,
            can_edit,
            is_default: shelf == Shelf::Main,
        };
        let mut calendars =
            vec![own(Shelf::Main, "Calendar", "auto", true), own(Shelf::Projects, "Projects", "lightGreen", true)];
        if *user == ALICE_XEBIA {
            calendars.push(own(Shelf::Holidays, "Holidays", "lightYellow", false));
            calendars.push(Calendar {
                owner: &BOB,
                ..Calendar { is_default: false, ..own(Shelf::Main, "Bob Jansen", "lightBlue", false) }
            });
        }
        calendars
    }

    /// Whether it belongs to somebody else.
    pub fn is_shared(&self) -> bool {
        self.owner != self.reader
    }

    /// What tells this calendar, seen by this person, from every other; part of its events' ids.
    pub fn seal(&self) -> [u8; 16] {
        let print = fingerprint(&[self.reader.username, self.owner.username, self.name]);
        let mut seal = [0; 16];
        seal.copy_from_slice(&print[..16]);
        seal
    }

    pub fn id(&self) -> String {
        let print = fingerprint(&["calendar", &upper_hex(&self.seal())]);
        format!("AQMkADAw{}", URL_SAFE.encode(&print[..28]))
    }

    pub fn to_json(&self) -> Value {
        json!({
            "id": self.id(),
            "name": self.name,
            "color": self.color,
            "hexColor": "",
            "isDefaultCalendar": self.is_default,
            "changeKey": URL_SAFE.encode(&self.seal()[..12]),
            "canShare": !self.is_shared(),
            "canViewPrivateItems": !self.is_shared(),
            "canEdit": self.can_edit,
            "allowedOnlineMeetingProviders": ["teamsForBusiness"],
            "defaultOnlineMeetingProvider": "teamsForBusiness",
            "isTallyingResponses": self.is_default,
            "isRemovable": !self.is_default,
            "owner": { "name": self.owner.name, "address": self.owner.username },
        })
    }

    fn seat<'a>(&self, meeting: &'a Meeting) -> Option<&'a Seat> {
        meeting.seats.iter().find(|seat| seat.user == self.owner && seat.shelf == self.shelf)
    }

    /// The meetings that this calendar has a copy of.
    pub fn meetings<'a>(&self, meetings: &'a [Meeting]) -> impl Iterator<Item = &'a Meeting> {
        meetings.iter().filter(|meeting| self.seat(meeting).is_some())
    }

    /// What happens in a window.
    pub fn occurrences<'a>(&self, meetings: &'a [Meeting], window: &Window) -> Vec<Occurrence<'a>> {
        let mut occurrences = Vec::new();
        for meeting in meetings {
            let Some(seat) = self.seat(meeting) else {
                continue;
            };
            let spans = meeting.within(window, self.owner.zone);
            occurrences.extend(spans.into_iter().map(|(date, span)| Occurrence {
                seal: self.seal(),
                meeting,
                seat,
                date,
                span,
                is_master: false,
                hides_private: self.is_shared(),
            }));
        }
        occurrences
    }

    /// The occurrence of a day; without a day the only one, or the master of a series.
    pub fn occurrence<'a>(&self, meeting: &'a Meeting, date: Option<NaiveDate>) -> Option<Occurrence<'a>> {
        let span = match date {
            Some(date) => meeting.on_day(date)?,
            None if meeting.is_series() => meeting.first()?.1,
            None => meeting.single()?,
        };
        Some(Occurrence {
            seal: self.seal(),
            meeting,
            seat: self.seat(meeting)?,
            date,
            span,
            is_master: date.is_none() && meeting.is_series(),
            hides_private: self.is_shared(),
        })
    }
}
