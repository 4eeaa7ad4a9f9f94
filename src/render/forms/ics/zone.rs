//! The rules of a zone, as far as a file needs them: its changes of offset, each written out (RFC 5545, 3.6.5).

use super::LOCAL;
use crate::model::range::TimeRange;
use crate::model::zone::{OffsetChange, Zone};
use chrono::FixedOffset;

/// The name of a zone within a file. That of a rule, such as `CET-1CEST,M3.5.0`, has characters that are not for names.
pub fn id(zone: &Zone) -> String {
    zone.name().replace(|c: char| !c.is_ascii_alphanumeric() && !"/_+-".contains(c), "_")
}

/// The zone's rules over a range.
pub fn rules(zone: &Zone, range: TimeRange) -> String {
    let changes: String = zone.offset_changes(range).iter().map(observance).collect();
    format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n{changes}END:VTIMEZONE\r\n", id(zone))
}

/// What holds from a change on. Its start is told in the time before it.
fn observance(change: &OffsetChange) -> String {
    let kind = if change.is_summer { "DAYLIGHT" } else { "STANDARD" };
    let start = change.at.with_timezone(&change.before).format(LOCAL);
    let (from, to, name) = (offset(change.before), offset(change.after), &change.name);
    format!(
        "BEGIN:{kind}\r\nDTSTART:{start}\r\nTZOFFSETFROM:{from}\r\nTZOFFSETTO:{to}\r\nTZNAME:{name}\r\nEND:{kind}\r\n"
    )
}

/// An offset such as `+0100`, with its seconds where it has some.
fn offset(offset: FixedOffset) -> String {
    let seconds = offset.local_minus_utc();
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let rest = if seconds % 60 == 0 { String::new() } else { format!("{:02}", seconds % 60) };
    format!("{sign}{:02}{:02}{rest}", seconds / 3600, seconds / 60 % 60)
}
