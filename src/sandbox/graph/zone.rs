//! Time zones: local times of a zone as instants and back, and the Windows names that Exchange uses for zones.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use jiff::tz::TimeZone;

/// The zones of this world by the names Windows gives them.
const WINDOWS: [(&str, &str); 8] = [
    ("UTC", "UTC"),
    ("W. Europe Standard Time", "Europe/Amsterdam"),
    ("GMT Standard Time", "Europe/London"),
    ("Eastern Standard Time", "America/New_York"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
];

/// The Windows name of an IANA zone; Exchange too passes on a name it does not know.
pub(super) fn windows_name(iana: &str) -> &str {
    let known = WINDOWS.into_iter().find(|(_, name)| *name == iana);
    known.map_or(iana, |(windows, _)| windows)
}

/// The zone with this Windows or IANA name.
pub(super) fn find(name: &str) -> Option<TimeZone> {
    let known = WINDOWS.into_iter().find(|(windows, _)| *windows == name);
    TimeZone::get(known.map_or(name, |(_, iana)| iana)).ok()
}

/// The instant at which clocks in `zone` show this; a time skipped by a change of clocks is the later one.
pub(super) fn instant(date: NaiveDate, time: NaiveTime, zone: &str) -> DateTime<Utc> {
    let as_if_utc = date.and_time(time).and_utc();
    let exact = || {
        let civil = jiff::civil::DateTime::new(
            i16::try_from(date.year()).ok()?,
            i8::try_from(date.month()).ok()?,
            i8::try_from(date.day()).ok()?,
            i8::try_from(time.hour()).ok()?,
            i8::try_from(time.minute()).ok()?,
            0,
            0,
        )
        .ok()?;
        let instant = find(zone)?.to_timestamp(civil).ok()?;
        DateTime::from_timestamp(instant.as_second(), 0)
    };
    exact().unwrap_or(as_if_utc)
}

/// What clocks in `zone` show at an instant.
pub(super) fn local(instant: DateTime<Utc>, zone: &TimeZone) -> NaiveDateTime {
    let offset =
        jiff::Timestamp::from_second(instant.timestamp()).map_or(0, |timestamp| zone.to_offset(timestamp).seconds());
    instant.naive_utc() + chrono::Duration::seconds(i64::from(offset))
}
