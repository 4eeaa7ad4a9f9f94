//! A time zone: chrono's types on the outside, a maintained zone database within.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, Utc};
use jiff::tz::TimeZone;

/// A named set of rules from instants to local time. It is found by `base::zones`.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// A zone from its name and rules.
    pub fn new(name: impl Into<String>, rules: TimeZone) -> Self {
        Self { name: name.into(), rules }
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self::new("UTC", TimeZone::UTC)
    }

    /// The name as the user or the system gave it, such as `Europe/Amsterdam`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// This instant in local time.
    pub fn local(&self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let seconds =
            jiff::Timestamp::from_second(instant.timestamp()).map_or(0, |t| self.rules.to_offset(t).seconds());
        instant.with_timezone(&FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix()))
    }

    /// The local date at this instant.
    pub fn date(&self, instant: DateTime<Utc>) -> NaiveDate {
        let local = self.local(instant);
        instant.naive_utc().checked_add_offset(*local.offset()).map_or(instant.date_naive(), |local| local.date())
    }

    /// The first instant of a local day.
    pub fn midnight(&self, date: NaiveDate) -> DateTime<Utc> {
        self.instant(date.and_time(NaiveTime::MIN))
    }

    /// The instant of a local time. One that a clock change skips is moved forward by the gap; of one that occurs twice the first counts.
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let as_if_utc = local.and_utc();
        let civil = jiff::Timestamp::from_second(as_if_utc.timestamp()).map(|t| jiff::tz::Offset::UTC.to_datetime(t));
        let found = civil.and_then(|civil| self.rules.to_ambiguous_timestamp(civil).compatible());
        found.ok().and_then(|t| DateTime::from_timestamp(t.as_second(), 0)).unwrap_or(as_if_utc)
    }

    /// The first instant at which clocks show this local time or a later one: the clock change itself for a time that it skips.
    pub fn reached(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let instant = self.instant(local);
        if self.local(instant).naive_local() <= local {
            return instant;
        }
        let next = jiff::Timestamp::from_second(instant.timestamp() + 1).ok();
        let change = next.and_then(|next| self.rules.preceding(next).next());
        change.and_then(|change| DateTime::from_timestamp(change.timestamp().as_second(), 0)).unwrap_or(instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::new(name, jiff::tz::TimeZoneDatabase::bundled().get(name).unwrap())
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_of_a_clock_change_is_23_or_25_hours_long() {
        let amsterdam = zone("Europe/Amsterdam");
        let hours = |date: &str| {
            (amsterdam.midnight(day(date).succ_opt().unwrap()) - amsterdam.midnight(day(date))).num_hours()
        };
        assert_eq!([hours("2026-03-29"), hours("2026-10-25"), hours("2026-11-23")], [23, 25, 24]);
    }

    #[test]
    fn a_midnight_that_does_not_exist_is_the_first_instant_of_that_day() {
        let cairo = zone("Africa/Cairo");
        let first = cairo.midnight(day("2026-04-24"));
        assert_eq!(cairo.local(first).to_rfc3339(), "2026-04-24T01:00:00+03:00");
    }

    #[test]
    fn a_time_that_a_clock_change_skips_is_reached_by_the_change() {
        let reached = |name: &str, local: &str| {
            let zone = zone(name);
            zone.local(zone.reached(local.parse().unwrap())).to_rfc3339()
        };
        for skipped in ["2026-03-29T02:00:00", "2026-03-29T02:30:00", "2026-03-29T03:00:00"] {
            assert_eq!(reached("Europe/Amsterdam", skipped), "2026-03-29T03:00:00+02:00");
        }
        assert_eq!(reached("Europe/Amsterdam", "2026-03-29T03:10:00"), "2026-03-29T03:10:00+02:00");
        assert_eq!(reached("Europe/Amsterdam", "2026-10-25T02:30:00"), "2026-10-25T02:30:00+02:00");
        // Samoa left out a whole day.
        assert_eq!(reached("Pacific/Apia", "2011-12-30T17:30:00"), "2011-12-31T00:00:00+14:00");
    }

    #[test]
    fn the_first_and_the_last_instant_have_a_date() {
        let (east, west) = (zone("Pacific/Kiritimati"), zone("Pacific/Niue"));
        assert_eq!(east.date(DateTime::<Utc>::MAX_UTC), NaiveDate::MAX);
        assert_eq!(west.date(DateTime::<Utc>::MIN_UTC), NaiveDate::MIN);
    }

    #[test]
    fn the_rules_are_those_of_this_year() {
        let vancouver = zone("America/Vancouver");
        let december = DateTime::parse_from_rfc3339("2026-12-01T12:00:00Z").unwrap().to_utc();
        assert_eq!(vancouver.local(december).offset().to_string(), "-07:00");
    }
}
