//! A time zone: chrono's types on the outside, a maintained zone database within.

use crate::model::range::TimeRange;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, Timelike, Utc};
use jiff::tz::{AmbiguousOffset, TimeZone};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// A named set of rules from instants to local time. It is found by `base::zones`.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    rules: TimeZone,
    /// The stretch in which an instant was looked up last: the next one is most often in it too, and rules are slow.
    last: Arc<Mutex<Stretch>>,
}

/// A stretch of time without a change of offset, in seconds since 1970.
#[derive(Clone, Debug, Default)]
struct Stretch {
    /// From its first second up to the first that is no longer part of it.
    seconds: Range<i64>,
    /// How many seconds local time is ahead of UTC in it.
    offset: i32,
}

/// An instant from which on a zone has another offset, or another name for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetChange {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The offset until then.
    pub before: FixedOffset,
    /// The offset from then on.
    pub after: FixedOffset,
    /// What the time is called from then on, such as `CET`.
    pub name: String,
    /// Whether it is summer time.
    pub is_summer: bool,
}

impl Zone {
    /// A zone from its name and rules.
    pub fn new(name: impl Into<String>, rules: TimeZone) -> Self {
        Self { name: name.into(), rules, last: Arc::default() }
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self::new("UTC", TimeZone::UTC)
    }

    /// The name as the user or the system gave it, such as `Europe/Amsterdam`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The place after which it is named, such as `New York`.
    pub fn place(&self) -> String {
        let is_rule = self.name.contains(',');
        let place = self.name.rsplit('/').next().filter(|_| !is_rule).unwrap_or(&self.name);
        place.replace('_', " ")
    }

    /// Whether it is coordinated universal time.
    pub fn is_utc(&self) -> bool {
        self.rules == TimeZone::UTC || matches!(self.rules.iana_name(), Some("UTC" | "Etc/UTC"))
    }

    /// The changes of offset that decide about a range: the last one before it, and those in it. What holds since long ago, or
    /// always, is told from 1970 on.
    pub fn offset_changes(&self, range: TimeRange) -> Vec<OffsetChange> {
        let timestamp = |instant: DateTime<Utc>| jiff::Timestamp::from_second(instant.timestamp()).unwrap_or_default();
        let (start, end) = (timestamp(range.start()), timestamp(range.end()));
        let within = self.rules.following(start).map(|change| change.timestamp()).take_while(|at| *at < end);
        let last = self.last_change(range.start().timestamp()).unwrap_or_default().max(0);
        let last = jiff::Timestamp::from_second(last).unwrap_or_default();
        std::iter::once(last).chain(within).filter_map(|at| self.change(at)).collect()
    }

    fn change(&self, at: jiff::Timestamp) -> Option<OffsetChange> {
        let at = DateTime::from_timestamp(at.as_second(), 0)?;
        let info = self.rules.to_offset_info(jiff::Timestamp::from_second(at.timestamp()).ok()?);
        Some(OffsetChange {
            at,
            before: *self.local(at - TimeDelta::seconds(1)).offset(),
            after: *self.local(at).offset(),
            name: info.abbreviation().to_owned(),
            is_summer: info.dst().is_dst(),
        })
    }

    /// This instant in local time.
    pub fn local(&self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(self.offset(instant.timestamp()));
        instant.with_timezone(&offset.unwrap_or_else(|| Utc.fix()))
    }

    /// How many seconds local time is ahead of UTC in this second.
    fn offset(&self, second: i64) -> i32 {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if !last.seconds.contains(&second) {
            *last = self.stretch(second);
        }
        last.offset
    }

    /// The stretch that this second is in; what the database does not reach is UTC.
    fn stretch(&self, second: i64) -> Stretch {
        let Ok(at) = jiff::Timestamp::from_second(second) else { return Stretch::default() };
        let begun = self.last_change(second);
        let ends = self.rules.following(at).next().map(|change| change.timestamp().as_second());
        Stretch {
            seconds: begun.unwrap_or(jiff::Timestamp::MIN.as_second())..ends.unwrap_or(second + 1),
            offset: self.rules.to_offset(at).seconds(),
        }
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

    /// Whether the clock shows this local time twice, since it is put back.
    pub fn occurs_twice(&self, local: NaiveDateTime) -> bool {
        let found = civil(local).map(|civil| self.rules.to_ambiguous_timestamp(civil).offset());
        matches!(found, Some(AmbiguousOffset::Fold { .. }))
    }

    /// The first instant at which clocks show this local time or a later one: the first of one that occurs twice, and the clock change
    /// itself for one that it skips.
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let found = civil(local).and_then(|civil| self.rules.to_ambiguous_timestamp(civil).compatible().ok());
        let instant =
            found.and_then(|at| DateTime::from_timestamp(at.as_second(), 0)).unwrap_or_else(|| local.and_utc());
        if self.local(instant).naive_local() <= local {
            return instant;
        }
        let change = self.last_change(instant.timestamp());
        change.and_then(|second| DateTime::from_timestamp(second, 0)).unwrap_or(instant)
    }

    /// The second of the last change up to this one. What the database names first can be a change by rules that came to hold only
    /// later, before the one that made them hold.
    fn last_change(&self, second: i64) -> Option<i64> {
        let next = jiff::Timestamp::from_second(second.saturating_add(1)).ok()?;
        let named = self.rules.preceding(next).next()?.timestamp();
        let later = self.rules.following(named).map(|change| change.timestamp().as_second());
        later.take_while(|change| *change <= second).last().or(Some(named.as_second()))
    }

    /// What clocks show at this instant, such as `02:30`; with the name of the time, as in `02:30 CET`, where they show it twice.
    pub fn clock(&self, instant: DateTime<Utc>) -> String {
        let local = self.local(instant).naive_local();
        let clock = format!("{:02}:{:02}", local.hour(), local.minute());
        let name = self.occurs_twice(local).then(|| self.time_name(instant)).flatten();
        name.map_or_else(|| clock.clone(), |name| format!("{clock} {name}"))
    }

    /// What the time is called at this instant, such as `CET`.
    fn time_name(&self, instant: DateTime<Utc>) -> Option<String> {
        let at = jiff::Timestamp::from_second(instant.timestamp()).ok()?;
        Some(self.rules.to_offset_info(at).abbreviation().to_owned())
    }
}

/// The same local time as the database's type has it, in whole seconds.
fn civil(local: NaiveDateTime) -> Option<jiff::civil::DateTime> {
    let as_if_utc = jiff::Timestamp::from_second(local.and_utc().timestamp()).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(as_if_utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

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
    fn a_zone_is_called_after_its_place() {
        let names = ["America/New_York", "UTC", "America/Argentina/Buenos_Aires", "CET-1CEST,M3.5.0,M10.5.0/3"];
        let places = names.map(|name| Zone::new(name, TimeZone::UTC).place());
        assert_eq!(places, ["New York", "UTC", "Buenos Aires", "CET-1CEST,M3.5.0,M10.5.0/3"]);
    }

    #[test]
    fn a_midnight_that_does_not_exist_is_the_first_instant_of_that_day() {
        let cairo = zone("Africa/Cairo");
        let first = cairo.midnight(day("2026-04-24"));
        assert_eq!(cairo.local(first).to_rfc3339(), "2026-04-24T01:00:00+03:00");
    }

    #[test]
    fn the_changes_of_a_range_are_the_one_that_holds_at_its_start_and_those_within() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let changes = |name: &str, start: &str, end: &str| {
            let range = TimeRange::new(at(start), at(end)).unwrap();
            let told = |change: OffsetChange| {
                format!(
                    "{} {} {} {} {}",
                    change.at.to_rfc3339(),
                    change.before,
                    change.after,
                    change.name,
                    change.is_summer
                )
            };
            zone(name).offset_changes(range).into_iter().map(told).collect::<Vec<_>>()
        };
        let (summer, winter) =
            ("2026-03-29T01:00:00+00:00 +01:00 +02:00 CEST true", "2026-10-25T01:00:00+00:00 +02:00 +01:00 CET false");
        assert_eq!(changes("Europe/Amsterdam", "2026-10-20T00:00:00Z", "2026-11-01T00:00:00Z"), [summer, winter]);
        assert_eq!(changes("Europe/Amsterdam", "2026-10-25T01:00:00Z", "2026-11-01T00:00:00Z"), [winter]);
        assert_eq!(changes("Europe/Amsterdam", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"), [summer]);
        let kathmandu = "1985-12-31T18:30:00+00:00 +05:30 +05:45 +0545 false";
        assert_eq!(changes("Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z"), [kathmandu]);
        let always = "1970-01-01T00:00:00+00:00 +09:00 +09:00 JST false";
        assert_eq!(changes("Asia/Tokyo", "2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z"), [always]);
    }

    #[test]
    fn a_time_that_a_clock_change_skips_is_reached_by_the_change() {
        let reached = |name: &str, local: &str| {
            let zone = zone(name);
            zone.local(zone.instant(local.parse().unwrap())).to_rfc3339()
        };
        for skipped in ["2026-03-29T02:00:00", "2026-03-29T02:30:00", "2026-03-29T03:00:00"] {
            assert_eq!(reached("Europe/Amsterdam", skipped), "2026-03-29T03:00:00+02:00");
        }
        assert_eq!(reached("Europe/Amsterdam", "2026-03-29T03:10:00"), "2026-03-29T03:10:00+02:00");
        assert_eq!(reached("Europe/Amsterdam", "2026-10-25T02:30:00"), "2026-10-25T02:30:00+02:00");
        // Samoa left out a whole day.
        assert_eq!(reached("Pacific/Apia", "2011-12-30T17:30:00"), "2011-12-31T00:00:00+14:00");
    }

    proptest! {
        #[test]
        fn what_was_looked_up_before_changes_no_offset(
            place in 0..600_usize,
            seconds in prop::collection::vec(prop_oneof![-2_500_000_000..4_500_000_000_i64, any::<i64>()], 1..20),
        ) {
            let database = jiff::tz::TimeZoneDatabase::bundled();
            let names: Vec<_> = database.available().map(|name| name.to_string()).collect();
            let zone = zone(&names[place % names.len()]);
            // Around each change, on both sides of it.
            let changes = zone.rules.following(jiff::Timestamp::UNIX_EPOCH).take(5).map(|change| change.timestamp().as_second());
            let around: Vec<i64> = changes.flat_map(|at| [at, at - 1, at + 1, at]).collect();
            for second in seconds.into_iter().chain(around) {
                let expected = jiff::Timestamp::from_second(second).map_or(0, |at| zone.rules.to_offset(at).seconds());
                prop_assert_eq!(zone.offset(second), expected);
            }
        }
    }

    #[test]
    fn a_zone_that_took_over_other_rules_has_its_old_offset_until_then() {
        let juarez = zone("America/Ciudad_Juarez");
        let offset = |text: &str| {
            let instant = DateTime::parse_from_rfc3339(text).unwrap().to_utc();
            juarez.local(instant).offset().local_minus_utc() / 3600
        };
        let times = ["2022-11-30T12:00:00Z", "2022-11-29T12:00:00Z", "2022-11-30T05:59:59Z", "2022-11-30T06:00:00Z"];
        assert_eq!(times.map(offset), [-7, -6, -6, -7]);
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

    /// The days within 50 years on which the zone changes its clocks, and two on both sides of each.
    fn days_around_changes(zone: &Zone) -> impl Iterator<Item = NaiveDate> {
        let [first, last] =
            ["1990-01-01T00:00:00Z", "2040-01-01T00:00:00Z"].map(|text| text.parse::<jiff::Timestamp>().unwrap());
        let changes = zone.rules.following(first).map(|change| change.timestamp()).take_while(move |time| *time < last);
        let days = changes.map(|time| zone.date(DateTime::from_timestamp(time.as_second(), 0).unwrap()));
        days.flat_map(|day| (day - chrono::Days::new(2)).iter_days().take(5)).collect::<BTreeSet<_>>().into_iter()
    }

    fn minutes(zone: &Zone, day: NaiveDate) -> i64 {
        (zone.midnight(day.succ_opt().unwrap()) - zone.midnight(day)).num_minutes()
    }

    #[test]
    fn in_every_zone_over_50_years_each_day_begins_with_its_first_instant_where_the_day_before_ends() {
        let database = jiff::tz::TimeZoneDatabase::bundled();
        let mut changed = 0;
        for name in database.available() {
            let zone = zone(name.as_str());
            for day in days_around_changes(&zone) {
                let (start, end) = (zone.midnight(day), zone.midnight(day.succ_opt().unwrap()));
                // A zone that goes over the date line leaves out a day.
                if start == end {
                    assert_ne!(zone.date(start), day, "{name}");
                    continue;
                }
                assert_eq!(zone.date(start), day, "{name}");
                assert!(zone.date(start - chrono::TimeDelta::seconds(1)) < day, "{name} {day}");
                assert!(zone.date(end) > day, "{name} {day}");
                let offset = |instant| i64::from(zone.local(instant).offset().local_minus_utc());
                let shown = zone.local(end).naive_local() - zone.local(start).naive_local();
                assert_eq!(
                    (end - start).num_seconds(),
                    shown.num_seconds() + offset(start) - offset(end),
                    "{name} {day}"
                );
                changed += usize::from(end - start != chrono::TimeDelta::days(1));
            }
        }
        assert!(changed > 10_000, "{changed}");
    }

    #[test]
    fn days_are_as_long_as_the_zone_really_makes_them() {
        for (name, lengths) in [
            ("Europe/Amsterdam", &[23 * 60, 24 * 60, 25 * 60][..]),
            ("America/New_York", &[23 * 60, 24 * 60, 25 * 60]),
            ("America/Havana", &[23 * 60, 24 * 60, 25 * 60]),
            ("Australia/Lord_Howe", &[23 * 60 + 30, 24 * 60, 24 * 60 + 30]),
            ("Antarctica/Troll", &[22 * 60, 24 * 60, 26 * 60]),
            ("Asia/Pyongyang", &[23 * 60 + 30, 24 * 60, 24 * 60 + 30]),
            ("Pacific/Apia", &[0, 23 * 60, 24 * 60, 25 * 60]),
        ] {
            let zone = zone(name);
            let found: BTreeSet<i64> = days_around_changes(&zone).map(|day| minutes(&zone, day)).collect();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), lengths, "{name}");
        }
    }

    #[test]
    fn a_local_time_occurs_twice_when_the_clock_is_put_back() {
        let amsterdam = zone("Europe/Amsterdam");
        let twice = |text: &str| amsterdam.occurs_twice(text.parse().unwrap());
        let times = ["2026-10-25T01:59:59", "2026-10-25T02:00:00", "2026-10-25T02:59:59", "2026-10-25T03:00:00"];
        assert_eq!(times.map(twice), [false, true, true, false]);
        assert!(!twice("2026-03-29T02:30:00"));
    }

    #[test]
    fn a_clock_names_the_time_that_it_shows_twice() {
        let shown =
            |name: &str, instant: &str| zone(name).clock(DateTime::parse_from_rfc3339(instant).unwrap().to_utc());
        for (name, instant, clock) in [
            ("Europe/Amsterdam", "2026-10-25T02:30:00+02:00", "02:30 CEST"),
            ("Europe/Amsterdam", "2026-10-25T02:30:00+01:00", "02:30 CET"),
            ("Europe/Amsterdam", "2026-10-25T03:00:00+01:00", "03:00"),
            ("Europe/Amsterdam", "2026-03-29T03:30:00+02:00", "03:30"),
            ("America/New_York", "2026-11-01T01:05:00-05:00", "01:05 EST"),
        ] {
            assert_eq!(shown(name, instant), clock, "{instant}");
        }
    }
}
