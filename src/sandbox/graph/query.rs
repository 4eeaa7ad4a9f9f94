//! The query options and preferences of a request: those that exist are understood, all others refused as Graph does.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde_json::Value;

use super::meeting::Window;
use super::problem::Problem;

/// So many days a calendar view may span.
const LONGEST_WINDOW: i64 = 1_825;
const DEFAULT_PAGE: usize = 10;
const LARGEST_PAGE: usize = 1_000;

const CALENDAR_PROPERTIES: &[&str] = &[
    "id",
    "name",
    "color",
    "hexColor",
    "isDefaultCalendar",
    "changeKey",
    "canShare",
    "canViewPrivateItems",
    "canEdit",
    "allowedOnlineMeetingProviders",
    "defaultOnlineMeetingProvider",
    "isTallyingResponses",
    "isRemovable",
    "owner",
];

const EVENT_PROPERTIES: &[&str] = &[
    "id",
    "createdDateTime",
    "lastModifiedDateTime",
    "changeKey",
    "categories",
    "transactionId",
    "originalStartTimeZone",
    "originalEndTimeZone",
    "iCalUId",
    "reminderMinutesBeforeStart",
    "isReminderOn",
    "hasAttachments",
    "subject",
    "bodyPreview",
    "body",
    "importance",
    "sensitivity",
    "isAllDay",
    "isCancelled",
    "isOrganizer",
    "isDraft",
    "isOnlineMeeting",
    "responseRequested",
    "seriesMasterId",
    "showAs",
    "type",
    "webLink",
    "onlineMeetingUrl",
    "onlineMeeting",
    "onlineMeetingProvider",
    "allowNewTimeProposals",
    "hideAttendees",
    "responseStatus",
    "start",
    "end",
    "originalStart",
    "location",
    "locations",
    "organizer",
    "attendees",
    "recurrence",
    "cancelledOccurrences",
];

/// Properties that a calendar view returns but cannot select.
const UNSELECTABLE_IN_VIEW: [&str; 2] = ["createdDateTime", "lastModifiedDateTime"];

/// The options of a request, checked.
#[derive(Debug, Default)]
pub(super) struct Query {
    pairs: Vec<(String, String)>,
    selected: Option<Vec<String>>,
    top: Option<usize>,
    pub skip: usize,
    pub ordered: bool,
}

impl Query {
    pub fn for_calendars(text: &str) -> Result<Self, Problem> {
        let options = ["$select", "$top", "$skip", "$skiptoken"];
        Query::parse(text, &options, "calendar", CALENDAR_PROPERTIES)
    }

    pub fn for_calendar(text: &str) -> Result<Self, Problem> {
        Query::parse(text, &["$select"], "calendar", CALENDAR_PROPERTIES)
    }

    pub fn for_event(text: &str) -> Result<Self, Problem> {
        Query::parse(text, &["$select"], "event", EVENT_PROPERTIES)
    }

    pub fn for_view(text: &str) -> Result<Self, Problem> {
        let options = ["startDateTime", "endDateTime", "$select", "$top", "$skip", "$skiptoken", "$orderby"];
        let query = Query::parse(text, &options, "event", EVENT_PROPERTIES)?;
        let selected = query.selected.iter().flatten();
        for name in selected {
            if UNSELECTABLE_IN_VIEW.contains(&name.as_str()) {
                let message = format!("The property '{name}' cannot be selected in a calendar view.");
                return Err(Problem::bad_request(message));
            }
        }
        Ok(query)
    }

    fn parse(text: &str, options: &[&str], kind: &str, properties: &[&str]) -> Result<Self, Problem> {
        let mut query = Query::default();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()).into_owned() {
            if !options.contains(&name.as_str()) {
                let message = format!("The query parameter '{name}' is not supported.");
                return Err(Problem::bad_request(message));
            }
            if query.pairs.iter().any(|(earlier, _)| *earlier == name) {
                let message = format!("Query option '{name}' was specified more than once.");
                return Err(Problem::bad_request(message));
            }
            match name.as_str() {
                "$select" => query.selected = Some(selection(&value, kind, properties)?),
                "$top" => query.top = Some(page_size(&value)?),
                "$skip" => query.skip = number(&name, &value)?,
                "$skiptoken" => query.skip = from_token(&value)?,
                "$orderby" => query.ordered = ordering(&value)?,
                _ => {}
            }
            query.pairs.push((name, value));
        }
        Ok(query)
    }

    /// The window of a calendar view.
    pub fn window(&self) -> Result<Window, Problem> {
        let start = self.instant("startDateTime")?;
        let end = self.instant("endDateTime")?;
        if end < start {
            return Err(Problem::ends_before_it_starts());
        }
        if (end - start).num_days() > LONGEST_WINDOW {
            let message = format!("Calendar views longer than {LONGEST_WINDOW} days are not supported.");
            return Err(Problem::bad_parameter(message));
        }
        Ok(Window { start, end })
    }

    fn instant(&self, name: &str) -> Result<DateTime<Utc>, Problem> {
        let pair = self.pairs.iter().find(|(key, _)| key == name);
        let Some((_, value)) = pair else {
            return Err(Problem::bad_parameter(
                "This request requires a time window specified by the query string parameters StartDateTime and \
                 EndDateTime.",
            ));
        };
        instant(value).ok_or_else(|| {
            let message = format!("The value '{value}' of parameter '{name}' is invalid.");
            Problem::bad_parameter(message)
        })
    }

    /// How many items this page has: what the query says, else what the preferences say.
    pub fn page_size(&self, preferred: Option<usize>) -> usize {
        self.top.or(preferred).unwrap_or(DEFAULT_PAGE)
    }

    /// The same request for the items from `skip` on. Personal mailboxes hand out a token for it, others a number.
    pub fn next(&self, address: &str, skip: usize, token: bool) -> String {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        let kept = self.pairs.iter().filter(|(name, _)| name != "$skip" && name != "$skiptoken");
        text.extend_pairs(kept);
        if token {
            text.append_pair("$skiptoken", &to_token(skip));
        } else {
            text.append_pair("$skip", &skip.to_string());
        }
        format!("{address}?{}", text.finish())
    }

    /// The item with only the properties that were asked for; the annotations and the id always stay.
    pub fn select(&self, mut item: Value) -> Value {
        if let (Some(selected), Some(properties)) = (&self.selected, item.as_object_mut()) {
            properties
                .retain(|name, _| name.starts_with('@') || name == "id" || selected.iter().any(|one| one == name));
        }
        item
    }
}

fn selection(value: &str, kind: &str, properties: &[&str]) -> Result<Vec<String>, Problem> {
    let known = |name: &str| {
        let property = properties.iter().find(|one| one.eq_ignore_ascii_case(name));
        property.map(|one| (*one).to_owned()).ok_or_else(|| {
            let message = format!("Could not find a property named '{name}' on type 'microsoft.graph.{kind}'.");
            Problem::bad_request(message)
        })
    };
    value.split(',').map(|name| known(name.trim())).collect()
}

fn ordering(value: &str) -> Result<bool, Problem> {
    match value.trim() {
        "start/dateTime" | "start/dateTime asc" => Ok(true),
        "start" | "end" => {
            Err(Problem::bad_request("The $orderby expression must evaluate to a single value of primitive type."))
        }
        other => Err(Problem::bad_request(format!("The $orderby expression '{other}' is not supported."))),
    }
}

fn page_size(value: &str) -> Result<usize, Problem> {
    match number("$top", value)? {
        size @ 1..=LARGEST_PAGE => Ok(size),
        _ => Err(Problem::bad_request(format!("The value of $top must be between 1 and {LARGEST_PAGE}."))),
    }
}

fn number(name: &str, value: &str) -> Result<usize, Problem> {
    value.parse().map_err(|_| {
        let message = format!("Invalid value '{value}' for {name} query option found.");
        Problem::bad_request(message)
    })
}

fn to_token(skip: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("skip={skip}"))
}

fn from_token(token: &str) -> Result<usize, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.as_deref()
        .and_then(|text| text.strip_prefix("skip=")?.parse().ok())
        .ok_or_else(|| Problem::bad_request("The skip token is invalid."))
}

/// ISO 8601 with the offset honoured; without one it is UTC. Calendars do not reach beyond the years of four digits.
fn instant(value: &str) -> Option<DateTime<Utc>> {
    any_instant(value).filter(|instant| (1_000..9_999).contains(&instant.year()))
}

fn any_instant(value: &str) -> Option<DateTime<Utc>> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(value) {
        return Some(instant.to_utc());
    }
    let local = NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M"));
    let date = || NaiveDate::parse_from_str(value, "%Y-%m-%d").map(|date| date.and_time(NaiveTime::MIN));
    local.or_else(|_| date()).ok().map(|local| local.and_utc())
}

/// What the `Prefer` headers ask for.
#[derive(Debug, Default)]
pub(super) struct Preferences {
    pub immutable_ids: bool,
    pub time_zone: Option<String>,
    pub text_bodies: bool,
    pub page_size: Option<usize>,
}

impl Preferences {
    pub fn parse(headers: &[String]) -> Self {
        let mut preferences = Preferences::default();
        for preference in headers.iter().flat_map(|header| header.split(',')) {
            let Some((name, value)) = preference.split_once('=') else {
                continue;
            };
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "idtype" => preferences.immutable_ids = value.eq_ignore_ascii_case("ImmutableId"),
                "outlook.timezone" => preferences.time_zone = Some(value.to_owned()),
                "outlook.body-content-type" => {
                    preferences.text_bodies = value.eq_ignore_ascii_case("text");
                }
                "odata.maxpagesize" => preferences.page_size = page_size(value).ok(),
                _ => {}
            }
        }
        preferences
    }

    /// The values of `Preference-Applied`.
    pub fn applied(&self) -> Vec<String> {
        let mut applied = Vec::new();
        if self.immutable_ids {
            applied.push(r#"IdType="ImmutableId""#.to_owned());
        }
        if let Some(zone) = &self.time_zone {
            applied.push(format!(r#"outlook.timezone="{zone}""#));
        }
        if self.text_bodies {
            applied.push(r#"outlook.body-content-type="text""#.to_owned());
        }
        applied
    }
}
