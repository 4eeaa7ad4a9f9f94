//! One event as Graph writes it: ids, times, people and the many properties that a client may rely on.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::meeting::{Answer, Meeting, Person, Seat, Span, When};
use super::problem::Problem;
use super::query::Preferences;
use super::zone;
use crate::sandbox::IcalUid;
use crate::sandbox::mint::{fingerprint, upper_hex};

/// How Exchange begins a global object id.
const GLOBAL_ID: &str = "040000008200E00074C5B7101A82E008";
/// How an ordinary and an immutable id begin.
const PREFIXES: [&str; 2] = ["AAMkAG", "AAkALg"];

/// A copy of a meeting at one time, as one calendar shows it.
#[derive(Debug)]
pub(super) struct Occurrence<'a> {
    pub seal: [u8; 16],
    pub meeting: &'a Meeting,
    pub seat: &'a Seat,
    /// The day in the series.
    pub date: Option<NaiveDate>,
    pub span: Span,
    pub is_master: bool,
    pub hides_private: bool,
}

impl Occurrence<'_> {
    /// Something to sort by that means nothing.
    pub fn scrambled(&self) -> [u8; 32] {
        fingerprint(&["order", self.meeting.key, &self.day()])
    }

    /// How the time is shown.
    pub fn show_as(&self) -> &'static str {
        self.meeting.show_as.unwrap_or(self.seat.answer.show_as())
    }

    fn day(&self) -> String {
        self.date.map_or_else(String::new, |date| date.to_string())
    }

    fn kind(&self) -> &'static str {
        match self.date {
            _ if self.is_master => "seriesMaster",
            None => "singleInstance",
            Some(date) if self.is_moved(date) => "exception",
            Some(_) => "occurrence",
        }
    }

    fn is_moved(&self, date: NaiveDate) -> bool {
        self.meeting.moved.is_some_and(|(day, _)| day == date)
    }

    fn is_cancelled(&self) -> bool {
        self.meeting.cancelled || (self.date.is_some() && self.date == self.meeting.cancelled_on)
    }

    /// When the series says that this occurrence begins.
    fn original_start(&self) -> Option<DateTime<Utc>> {
        let date = self.date?;
        let (start, _) = self.span.bounds(self.seat.user.zone);
        Some(start - chrono::Duration::minutes(self.meeting.late_on(date)))
    }

    /// The same in every mailbox; where each occurrence has its own, they differ in the four bytes that hold their day.
    fn ical_uid(&self, kind: IcalUid) -> String {
        let days = self.date.or(self.meeting.occurrence_of).filter(|_| kind == IcalUid::PerOccurrence);
        let day = days.map_or_else(
            || "00000000".to_owned(),
            |date| format!("{:04X}{:02X}{:02X}", date.year(), date.month(), date.day()),
        );
        if let Some(uid) = self.meeting.foreign_uid {
            return if self.meeting.wraps_foreign_uid { wrapped(uid, &day) } else { uid.to_owned() };
        }
        let print = fingerprint(&["uid", self.meeting.same_as.unwrap_or(self.meeting.key)]);
        format!("{GLOBAL_ID}{day}{}000000000000000010000000{}", upper_hex(&print[..8]), upper_hex(&print[8..24]))
    }
}

/// An id of another calendar system as the data of a global object id: behind a name, a version, and before a null.
fn wrapped(uid: &str, day: &str) -> String {
    let data = [b"vCal-Uid\x01\0\0\0", uid.as_bytes(), b"\0"].concat();
    let length = u32::try_from(data.len()).unwrap_or_default().to_le_bytes();
    format!("{GLOBAL_ID}{day}{}{}{}", "0".repeat(32), upper_hex(&length), upper_hex(&data))
}

/// What an event's id says.
#[derive(Debug)]
pub(super) struct EventId {
    pub seal: [u8; 16],
    pub key: String,
    pub date: Option<NaiveDate>,
}

impl EventId {
    /// Reads an id of either form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut prefixes = PREFIXES.into_iter();
        let encoded = prefixes.find_map(|prefix| text.strip_prefix(prefix))?;
        let bytes = URL_SAFE.decode(encoded).ok()?;
        let (seal, rest) = bytes.split_first_chunk()?;
        let rest = std::str::from_utf8(rest).ok()?;
        let (key, day) = rest.split_once('|')?;
        let date = if day.is_empty() { None } else { Some(day.parse().ok()?) };
        Some(EventId { seal: *seal, key: key.to_owned(), date })
    }

    fn write(occurrence: &Occurrence<'_>, day: &str, immutable: bool) -> String {
        let text = format!("{}|{day}", occurrence.meeting.key);
        let bytes = [&occurrence.seal[..], text.as_bytes()].concat();
        let prefix = PREFIXES[usize::from(immutable)];
        format!("{prefix}{}", URL_SAFE.encode(bytes))
    }
}

/// Writes events the way one request wants them.
pub(super) struct Writer {
    zone_name: String,
    zone: TimeZone,
    immutable: bool,
    text_bodies: bool,
    whole: bool,
    ical_uid: IcalUid,
}

impl Writer {
    /// `whole` is false for those who may only read the basic properties.
    pub fn new(preferences: &Preferences, whole: bool, ical_uid: IcalUid) -> Result<Self, Problem> {
        let zone_name = preferences.time_zone.as_deref().unwrap_or("UTC");
        let zone = zone::find(zone_name).ok_or_else(|| {
            let message = format!("The time zone '{zone_name}' of the Prefer header is not supported.");
            Problem::bad_parameter(message)
        })?;
        Ok(Writer {
            zone_name: zone_name.to_owned(),
            zone,
            immutable: preferences.immutable_ids,
            text_bodies: preferences.text_bodies,
            whole,
            ical_uid,
        })
    }

    pub fn event(&self, occurrence: &Occurrence<'_>) -> Value {
        let Occurrence { meeting, seat, .. } = occurrence;
        let id = EventId::write(occurrence, &occurrence.day(), self.immutable);
        let change = URL_SAFE.encode(&fingerprint(&["change", &id, meeting.subject])[..18]);
        let (start, end) = self.times(&occurrence.span);
        let native_zone = zone::windows_name(meeting.zone);
        let is_organizer = seat.answer == Answer::Organizer;
        let is_answered = matches!(seat.answer, Answer::Accepted | Answer::Tentative | Answer::Declined);
        let answered = if is_answered { "2026-01-05T09:00:00Z" } else { "0001-01-01T00:00:00Z" };
        let mut event = json!({
            "@odata.etag": format!("W/\"{change}\""),
            "id": id,
            "createdDateTime": "2026-01-05T08:00:00Z",
            "lastModifiedDateTime": "2026-01-05T09:00:00Z",
            "changeKey": change,
            "categories": meeting.categories,
            "transactionId": null,
            "originalStartTimeZone": native_zone,
            "originalEndTimeZone": native_zone,
            "iCalUId": occurrence.ical_uid(self.ical_uid),
            "reminderMinutesBeforeStart": 15,
            "isReminderOn": !occurrence.is_cancelled(),
            "hasAttachments": false,
            "hideAttendees": false,
            "subject": meeting.subject,
            "importance": "normal",
            "sensitivity": meeting.sensitivity,
            "isAllDay": matches!(occurrence.span, Span::WholeDays { .. }),
            "isCancelled": occurrence.is_cancelled(),
            "isOrganizer": is_organizer,
            "isDraft": false,
            "responseRequested": true,
            "allowNewTimeProposals": true,
            "seriesMasterId": occurrence.date.map(|_| EventId::write(occurrence, "", self.immutable)),
            "showAs": occurrence.show_as(),
            "type": occurrence.kind(),
            "webLink": format!("https://outlook.office365.com/owa/?itemid={}&exvsurl=1&path=/calendar/item", id.replace('=', "%3D")),
            "responseStatus": { "response": seat.answer.name(), "time": answered },
            "start": start,
            "end": end,
            "originalStart": occurrence.original_start().map(|start| start.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            "organizer": { "emailAddress": address(meeting.organizer) },
            "attendees": attendees(meeting),
            "recurrence": if occurrence.is_master { recurrence(meeting) } else { Value::Null },
        });
        describe_place(&mut event, meeting);
        if self.whole {
            self.describe_body(&mut event, meeting);
        }
        if occurrence.hides_private && meeting.sensitivity == "private" {
            event["subject"] = json!("Private Appointment");
            event["location"] = json!({ "displayName": "", "locationType": "default" });
            event["locations"] = json!([]);
            event["attendees"] = json!([]);
        }
        event
    }

    fn times(&self, span: &Span) -> (Value, Value) {
        match *span {
            // Midnight to midnight, whatever the zone.
            Span::WholeDays { first, end } => {
                let midnight = |date: NaiveDate| self.time(date.and_time(NaiveTime::MIN));
                (midnight(first), midnight(end))
            }
            Span::Timed { start, end } => (self.instant(start), self.instant(end)),
        }
    }

    /// An instant in the zone that was asked for.
    pub fn instant(&self, instant: DateTime<Utc>) -> Value {
        self.time(zone::local(instant, &self.zone))
    }

    fn time(&self, local: NaiveDateTime) -> Value {
        let text = local.format("%Y-%m-%dT%H:%M:%S.0000000").to_string();
        json!({ "dateTime": text, "timeZone": self.zone_name })
    }

    fn describe_body(&self, event: &mut Value, meeting: &Meeting) {
        let text = meeting.body;
        event["bodyPreview"] = json!(text);
        event["body"] = if self.text_bodies {
            json!({ "contentType": "text", "content": text })
        } else {
            json!({ "contentType": "html", "content": format!("<html><head></head><body><p>{text}</p></body></html>") })
        };
    }
}

fn describe_place(event: &mut Value, meeting: &Meeting) {
    event["location"] = match meeting.place {
        Some(place) => json!({
            "displayName": place, "locationType": "default", "uniqueId": place, "uniqueIdType": "private",
        }),
        None => json!({ "displayName": "", "locationType": "default", "uniqueIdType": "unknown" }),
    };
    event["locations"] = match meeting.place {
        Some(place) => {
            json!([{ "displayName": place, "locationType": "default", "uniqueIdType": "unknown" }])
        }
        None => json!([]),
    };
    let link = meeting.online.then(|| {
        let thread =
            upper_hex(&fingerprint(&["thread", meeting.linked_as.or(meeting.same_as).unwrap_or(meeting.key)])[..12])
                .to_ascii_lowercase();
        format!("https://teams.microsoft.com/l/meetup-join/19%3ameeting_{thread}%40thread.v2/0")
    });
    event["isOnlineMeeting"] = json!(meeting.online);
    event["onlineMeetingUrl"] = Value::Null;
    event["onlineMeetingProvider"] = json!(if meeting.online { "teamsForBusiness" } else { "unknown" });
    event["onlineMeeting"] = link.map_or(Value::Null, |link| json!({ "joinUrl": link }));
}

fn address((name, address): Person) -> Value {
    json!({ "name": name, "address": address })
}

/// Everybody but the organizer, with what they answered.
fn attendees(meeting: &Meeting) -> Vec<Value> {
    let attendee = |person: Person, response: &str| {
        json!({
            "type": "required",
            "status": { "response": response, "time": "0001-01-01T00:00:00Z" },
            "emailAddress": address(person),
        })
    };
    let seats = meeting
        .seats
        .iter()
        .filter(|seat| seat.answer != Answer::Organizer)
        .map(|seat| attendee((seat.user.name, seat.user.username), seat.answer.name()));
    let others = meeting.others.iter().map(|&other| attendee(other, "none"));
    seats.chain(others).collect()
}

fn recurrence(meeting: &Meeting) -> Value {
    let pattern = match meeting.when {
        When::Weekly { days, .. } => {
            let days: Vec<String> = days.iter().map(|day| full_name(*day).to_owned()).collect();
            json!({ "type": "weekly", "interval": 1, "daysOfWeek": days, "firstDayOfWeek": "monday" })
        }
        When::Daily { first, times, .. } => {
            return json!({
                "pattern": { "type": "daily", "interval": 1 },
                "range": {
                    "type": "numbered",
                    "startDate": first.to_string(),
                    "numberOfOccurrences": times,
                    "recurrenceTimeZone": zone::windows_name(meeting.zone),
                },
            });
        }
        When::Yearly { month, day } => {
            json!({ "type": "absoluteYearly", "interval": 1, "month": month, "dayOfMonth": day })
        }
        When::Once { .. } | When::AllDay { .. } => return Value::Null,
    };
    json!({
        "pattern": pattern,
        "range": {
            "type": "noEnd",
            "startDate": Meeting::epoch().to_string(),
            "recurrenceTimeZone": zone::windows_name(meeting.zone),
        },
    })
}

fn full_name(day: chrono::Weekday) -> &'static str {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    match day {
        Mon => "monday",
        Tue => "tuesday",
        Wed => "wednesday",
        Thu => "thursday",
        Fri => "friday",
        Sat => "saturday",
        Sun => "sunday",
    }
}
