//! `getSchedule`: when the people of a tenant are busy, as their default calendars tell, without subjects.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::calendar::Calendar;
use super::event::{Occurrence, Writer};
use super::meeting::{Meeting, Window};
use super::problem::Problem;
use super::zone;
use crate::sandbox::ledger::Session;
use crate::sandbox::state::Shared;
use crate::sandbox::world::User;

const MOST_PEOPLE: usize = 20;
const MOST_DAYS: i64 = 62;

/// What is asked. Graph reads the names of its parameters in either case.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Question {
    #[serde(alias = "Schedules")]
    schedules: Vec<String>,
    #[serde(alias = "StartTime")]
    start_time: Time,
    #[serde(alias = "EndTime")]
    end_time: Time,
    #[serde(alias = "AvailabilityViewInterval", default = "half_an_hour")]
    availability_view_interval: i64,
}

fn half_an_hour() -> i64 {
    30
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Time {
    date_time: String,
    time_zone: String,
}

impl Time {
    fn instant(&self) -> Result<DateTime<Utc>, Problem> {
        let local = NaiveDateTime::parse_from_str(&self.date_time, "%Y-%m-%dT%H:%M:%S%.f").ok();
        let zone = zone::find(&self.time_zone).map(|_| self.time_zone.as_str());
        local.zip(zone).map(|(local, zone)| zone::instant(local.date(), local.time(), zone)).ok_or_else(|| {
            Problem::bad_parameter(format!("The time '{}' in '{}' is invalid.", self.date_time, self.time_zone))
        })
    }
}

impl Question {
    /// Reads a body and checks what Graph limits.
    pub fn read(body: &[u8]) -> Result<Self, Problem> {
        let question: Question = serde_json::from_slice(body)
            .map_err(|_| Problem::bad_request("The request body does not match the parameters of getSchedule."))?;
        if question.schedules.is_empty() || question.schedules.len() > MOST_PEOPLE {
            return Err(Problem::bad_parameter(format!("Between 1 and {MOST_PEOPLE} schedules can be asked for.")));
        }
        if !(5..=1_440).contains(&question.availability_view_interval) {
            return Err(Problem::bad_parameter("The interval must be between 5 and 1440 minutes."));
        }
        let Window { start, end } = question.window()?;
        if start >= end || end - start > Duration::days(MOST_DAYS) {
            return Err(Problem::bad_parameter(format!("The time has to be between 0 and {MOST_DAYS} days long.")));
        }
        Ok(question)
    }

    fn window(&self) -> Result<Window, Problem> {
        Ok(Window { start: self.start_time.instant()?, end: self.end_time.instant()? })
    }

    /// One entry for each address; what is wrong with one is told in its own.
    pub fn answer(&self, session: &Session, shared: &Shared, writer: &Writer) -> Result<Vec<Value>, Problem> {
        let window = self.window()?;
        let entry = |address: &String| {
            let user = shared.world.user(address).filter(|user| user.home == session.tenant && user.mailbox);
            let meetings = |user| shared.diary.meetings_around(user);
            user.map_or_else(|| unknown(address), |user| self.entry(address, user, &window, meetings(user), writer))
        };
        Ok(self.schedules.iter().map(entry).collect())
    }

    fn entry(
        &self,
        address: &str,
        user: &'static User,
        window: &Window,
        meetings: &[Meeting],
        writer: &Writer,
    ) -> Value {
        let calendars = Calendar::all_of(user);
        let mut occurrences: Vec<_> =
            calendars.iter().take(1).flat_map(|calendar| calendar.occurrences(meetings, window)).collect();
        occurrences.sort_by_key(|occurrence| occurrence.span.bounds(user.zone));
        let items: Vec<Value> = occurrences.iter().map(|occurrence| item(occurrence, user, writer)).collect();
        json!({
            "scheduleId": address,
            "availabilityView": self.digits(&occurrences, user, window),
            "scheduleItems": items,
            "workingHours": {
                "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                "startTime": "08:00:00.0000000",
                "endTime": "17:00:00.0000000",
                "timeZone": { "name": zone::windows_name(user.zone) },
            },
        })
    }

    /// The busiest of each interval.
    fn digits(&self, occurrences: &[Occurrence<'_>], user: &User, window: &Window) -> String {
        let step = Duration::minutes(self.availability_view_interval);
        let starts = std::iter::successors(Some(window.start), |start| Some(*start + step));
        let digit = |start: DateTime<Utc>| {
            let busy = occurrences.iter().filter(|occurrence| {
                let (from, to) = occurrence.span.bounds(user.zone);
                from < start + step && to > start
            });
            let digit = |occurrence: &Occurrence<'_>| match occurrence.show_as() {
                "tentative" => '1',
                "busy" => '2',
                "oof" => '3',
                _ => '0',
            };
            busy.map(digit).max().unwrap_or('0')
        };
        starts.take_while(|start| *start < window.end).map(digit).collect()
    }
}

fn item(occurrence: &Occurrence<'_>, user: &User, writer: &Writer) -> Value {
    let (start, end) = occurrence.span.bounds(user.zone);
    json!({
        "isPrivate": occurrence.meeting.sensitivity == "private",
        "status": occurrence.show_as(),
        "start": writer.instant(start),
        "end": writer.instant(end),
    })
}

fn unknown(address: &str) -> Value {
    json!({
        "scheduleId": address,
        "availabilityView": "",
        "error": {
            "message": format!(
                "Microsoft.Exchange.InfoWorker.Common.Availability.MailRecipientNotFoundException: Unable to resolve e-mail \
                 address {address} to an Active Directory object.\r\n. Name of the server where exception originated: \
                 SANDBOX. LID: 57660"
            ),
            "responseCode": "ErrorMailRecipientNotFound",
        },
    })
}
