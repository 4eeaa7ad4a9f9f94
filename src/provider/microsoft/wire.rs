//! Graph's JSON exactly as it arrives: every field may be missing or null, and an unknown word is only a string.

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// One page of a list. Its `value` alone must be there, since an answer without it is not an empty list but no list.
/// Source: Microsoft Graph, "Paging Microsoft Graph data in your app".
#[derive(Debug, Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
pub struct Page<T> {
    pub value: Items<T>,
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
}

/// The most items of one page that are read, of which Graph is asked for half as many, and the most people of one event, who are
/// 500 at most.
pub const MOST_ON_A_PAGE: usize = 1_000;

/// The items of a page, up to as many as are read: what costs two characters to send costs a kilobyte to keep.
#[derive(Debug)]
pub struct Items<T> {
    pub read: Vec<T>,
    /// Whether there were more.
    pub too_many: bool,
}

/// An item that may have lists in it.
pub trait Entries {
    /// How many entries they have together.
    fn entries(&self) -> usize {
        0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Items<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut read = Vec::new();
                while read.len() < MOST_ON_A_PAGE {
                    let Some(item) = items.next_element()? else { return Ok(Items { read, too_many: false }) };
                    read.push(item);
                }
                let too_many = items.next_element::<IgnoredAny>()?.is_some();
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Items { read, too_many })
            }
        }
        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

/// What every answer may hold beside its content: an error, and then it is not the whole content.
#[derive(Debug, Deserialize)]
pub struct Outcome {
    pub error: Option<IgnoredAny>,
}

/// Source: Microsoft Graph v1.0, `user` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct User {
    pub id: Option<String>,
    #[serde(rename = "userPrincipalName")]
    pub principal_name: Option<String>,
    pub mail: Option<String>,
}

/// The fields of [`User`] to ask for.
pub const USER_FIELDS: &str = "id,userPrincipalName,mail";

/// Source: Microsoft Graph v1.0, `calendar` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Calendar {
    pub id: Option<String>,
    pub name: Option<String>,
    #[serde(rename = "isDefaultCalendar")]
    pub is_default: Option<bool>,
    pub can_edit: Option<bool>,
    pub owner: Option<EmailAddress>,
}

impl Entries for Calendar {}

/// The fields of [`Calendar`] to ask for.
pub const CALENDAR_FIELDS: &str = "id,name,isDefaultCalendar,canEdit,owner";

/// Source: Microsoft Graph v1.0, `event` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Event {
    #[serde(rename = "@odata.etag")]
    pub etag: Option<String>,
    pub id: Option<String>,
    #[serde(rename = "iCalUId")]
    pub ical_uid: Option<String>,
    pub series_master_id: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub original_start: Option<String>,
    pub subject: Option<String>,
    pub start: Option<DateTimeTimeZone>,
    pub end: Option<DateTimeTimeZone>,
    pub is_all_day: Option<bool>,
    pub is_cancelled: Option<bool>,
    pub is_organizer: Option<bool>,
    pub location: Option<Location>,
    pub online_meeting: Option<OnlineMeeting>,
    pub online_meeting_url: Option<String>,
    pub web_link: Option<String>,
    pub organizer: Option<Recipient>,
    pub response_status: Option<ResponseStatus>,
    pub show_as: Option<String>,
    pub sensitivity: Option<String>,
    pub categories: Option<Items<Option<String>>>,
    pub attendees: Option<Items<Option<Attendee>>>,
    pub body_preview: Option<String>,
    pub body: Option<Body>,
}

impl Entries for Event {
    fn entries(&self) -> usize {
        let (categories, people) = (self.categories.as_ref(), self.attendees.as_ref());
        categories.map_or(0, |items| items.read.len()) + people.map_or(0, |items| items.read.len())
    }
}

/// The fields of [`Event`] that an agenda needs; the etag comes by itself.
pub const EVENT_FIELDS: &str = "id,iCalUId,seriesMasterId,type,originalStart,subject,start,end,isAllDay,isCancelled,\
                                isOrganizer,location,onlineMeeting,onlineMeetingUrl,webLink,organizer,responseStatus,\
                                showAs,sensitivity,categories";
/// Who was invited.
pub const PEOPLE_FIELD: &str = "attendees";
/// Its text: the beginning of it, and the whole.
pub const TEXT_FIELDS: [&str; 2] = ["bodyPreview", "body"];

/// A local time without an offset, and the name of the zone it is in.
/// Source: Microsoft Graph v1.0, `dateTimeTimeZone` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DateTimeTimeZone {
    pub date_time: Option<String>,
    pub time_zone: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Location {
    pub display_name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OnlineMeeting {
    pub join_url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Recipient {
    pub email_address: Option<EmailAddress>,
}

/// Source: Microsoft Graph v1.0, `attendee` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Attendee {
    pub email_address: Option<EmailAddress>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub status: Option<ResponseStatus>,
}

/// Source: Microsoft Graph v1.0, `itemBody` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Body {
    pub content_type: Option<String>,
    pub content: Option<String>,
}

/// Source: Microsoft Graph v1.0, `scheduleInformation` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Schedule {
    #[serde(rename = "scheduleId")]
    pub id: Option<String>,
    pub availability_view: Option<String>,
    #[serde(rename = "scheduleItems")]
    pub items: Option<Items<ScheduleItem>>,
    pub error: Option<FreeBusyError>,
}

/// Source: Microsoft Graph v1.0, `scheduleItem` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScheduleItem {
    pub status: Option<String>,
    pub start: Option<DateTimeTimeZone>,
    pub end: Option<DateTimeTimeZone>,
}

/// Source: Microsoft Graph v1.0, `freeBusyError` resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FreeBusyError {
    pub message: Option<String>,
    pub response_code: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EmailAddress {
    pub name: Option<String>,
    pub address: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResponseStatus {
    pub response: Option<String>,
}

/// The body of a refusal. The error in it is read by hand, since the nested one is spelt `innerError` and `innererror`, a code
/// may be empty or a number, and services behind Graph pass on their own shapes.
/// Source: Microsoft Graph, "Microsoft Graph error responses".
#[derive(Debug, Default, Deserialize)]
pub struct Refusal {
    pub error: Value,
}

impl Refusal {
    /// The codes of the error and of those nested in it, the deepest first, as it says the most.
    pub fn codes(&self) -> Vec<&str> {
        let codes = self.levels().filter_map(|error| error.get("code")?.as_str());
        let mut codes: Vec<_> = codes.filter(|code| code.starts_with(|c: char| c.is_ascii_alphabetic())).collect();
        codes.reverse();
        codes
    }

    /// What the outermost error that says anything says.
    pub fn message(&self) -> &str {
        let mut messages = self.levels().filter_map(|error| error.get("message")?.as_str());
        messages.find(|message| !message.trim().is_empty()).unwrap_or_default()
    }

    /// The error and those nested in it, from the outermost to the deepest.
    fn levels(&self) -> impl Iterator<Item = &Value> {
        std::iter::successors(Some(&self.error), |error| error.get("innerError").or(error.get("innererror")))
    }
}
