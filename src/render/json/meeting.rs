//! One meeting as JSON: everything about it, and where it is joined.

use super::agenda::{Head, Shown};
use super::text;
use crate::model::agenda::{Agenda, Meeting};
use crate::model::event::{Attendee, AttendeeKind, Response};
use crate::model::zone::Zone;
use schemars::JsonSchema;
use serde::Serialize;

/// The document of `show`, of an agenda that holds the meeting alone; without one its `event` is `null`.
pub fn meeting(agenda: &Agenda, zone: &Zone) -> String {
    let event = agenda.meetings.first().map(|meeting| Whole::new(meeting, zone));
    text::document(&Document { head: Head::new(agenda, zone), event })
}

/// The document of `join`: the meeting and the link that it is joined by, or `null` for both.
pub fn join(agenda: &Agenda, joined: Option<(&Meeting, &str)>, zone: &Zone) -> String {
    let event = joined.map(|(meeting, _)| Shown::new(meeting, zone));
    let join_url = joined.map(|(_, link)| link);
    text::document(&Joined { head: Head::new(agenda, zone), event, join_url })
}

/// One meeting, whole.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The meeting; null where the id does not name one.
    event: Option<Whole<'a>>,
}

/// The meeting that is joined, and where.
#[derive(Serialize, JsonSchema)]
pub(super) struct Joined<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The meeting; null where there is none to join.
    event: Option<Shown<'a>>,
    /// The link that is opened: the meeting's own, or the one found in its place or its text.
    join_url: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct Whole<'a> {
    #[serde(flatten)]
    shown: Shown<'a>,
    /// Who was invited.
    attendees: Vec<Invited<'a>>,
    /// Its text, plain.
    body: Option<&'a str>,
}

impl<'a> Whole<'a> {
    fn new(meeting: &'a Meeting, zone: &Zone) -> Self {
        let attendees = meeting.event.attendees.iter().map(Invited::new).collect();
        Self { shown: Shown::new(meeting, zone), attendees, body: meeting.event.body.as_deref() }
    }
}

/// Somebody, or a room, that was invited.
#[derive(Serialize, JsonSchema)]
struct Invited<'a> {
    name: Option<&'a str>,
    email: Option<&'a str>,
    #[serde(rename = "type")]
    #[schemars(extend("enum" = AttendeeKind::ALL.map(AttendeeKind::name)))]
    kind: &'static str,
    #[schemars(extend("enum" = Response::ALL.map(Response::name)))]
    response: &'static str,
}

impl<'a> Invited<'a> {
    fn new(Attendee { person, kind, response }: &'a Attendee) -> Self {
        let (name, email) = (person.name.as_deref(), person.email.as_deref());
        Self { name, email, kind: kind.name(), response: response.name() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::{AttendeeKind, Event, Person, Response};
    use crate::render::samples::{agenda_of, amsterdam, event, meeting as sample};
    use serde_json::{Value, json};

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_meeting_is_an_event_with_attendees_and_body_under_the_usual_head() {
        let zoe = Person { name: Some("Zoë".to_owned()), email: None };
        let zoe = Attendee { person: zoe, kind: AttendeeKind::Optional, response: Response::Tentative };
        let event = Event {
            attendees: vec![zoe],
            body: Some("Bring\u{1b}[2J cake".to_owned()),
            ..event("xebia", "Party", "23T09:00", "23T10:00")
        };
        let agenda = agenda_of("22T00:00", "25T00:00", vec![sample(event)]);
        let document = read(&meeting(&agenda, &amsterdam()));
        assert_eq!(
            document["event"]["attendees"],
            json!([{ "name": "Zoë", "email": null, "type": "optional", "response": "tentative" }])
        );
        assert_eq!(document["event"]["body"], "Bring\u{1b}[2J cake");
        let listed = read(&super::super::agenda(&agenda, &amsterdam()));
        for (key, value) in listed["events"][0].as_object().unwrap() {
            assert_eq!(document["event"][key], *value, "{key}");
        }
        for key in ["schema_version", "time_zone", "range", "complete", "accounts"] {
            assert_eq!(document[key], listed[key], "{key}");
        }
    }

    #[test]
    fn no_meeting_is_null() {
        let agenda = agenda_of("22T00:00", "25T00:00", Vec::new());
        assert_eq!(read(&meeting(&agenda, &amsterdam()))["event"], Value::Null);
        let joined = read(&join(&agenda, None, &amsterdam()));
        assert_eq!((&joined["event"], &joined["join_url"]), (&Value::Null, &Value::Null));
    }
}
