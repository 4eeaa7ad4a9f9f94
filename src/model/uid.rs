//! The iCalendar id of a meeting, made comparable: Exchange writes one and the same id in several ways.

use std::borrow::Cow;

/// How Exchange begins an id. Source: [MS-OXOCAL] 2.2.1.27, `PidLidGlobalObjectId`.
const EXCHANGE: &str = "040000008200E00074C5B7101A82E008";
/// Where the day of an occurrence stands in such an id, in hexadecimal digits.
const DAY: std::ops::Range<usize> = 32..40;
/// Where the data begins, after the day, the time of creation, eight bytes of nothing, and the length.
const DATA: usize = 80;
/// How the data begins where Exchange wraps the id of another calendar: `vCal-Uid` and a version.
/// Source: [MS-OXCICAL] 2.1.3.1.1.20.26, `UID`.
const FOREIGN: &str = "7643616C2D55696401000000";

/// The id as it is the same in every mailbox. An id of Exchange loses the day of its occurrence, so that one who was invited to a
/// single occurrence has the same id as one who was invited to the series; an id of another calendar that Exchange wrapped is
/// unwrapped. Other ids are left alone.
/// Source: [MS-OXOCAL] 2.2.1.28, `PidLidCleanGlobalObjectId`.
pub fn comparable(uid: &str) -> Cow<'_, str> {
    let is_exchange = uid.is_ascii()
        && uid.get(..DAY.start).is_some_and(|start| start.eq_ignore_ascii_case(EXCHANGE))
        && uid.len() >= DAY.end
        // Whole, and not only up to the first that is none, since so a processor takes many at a time.
        && uid.bytes().fold(true, |all, byte| all & byte.is_ascii_hexdigit());
    if !is_exchange {
        return Cow::Borrowed(uid);
    }
    if let Some(foreign) = unwrapped(uid) {
        return Cow::Owned(foreign);
    }
    if uid[DAY] == *"00000000" && !uid.bytes().fold(false, |any, byte| any | byte.is_ascii_lowercase()) {
        return Cow::Borrowed(uid);
    }
    let mut clean = uid.to_ascii_uppercase();
    clean.replace_range(DAY, "00000000");
    Cow::Owned(clean)
}

/// The id of another calendar within an id of Exchange.
fn unwrapped(uid: &str) -> Option<String> {
    let data = uid.get(DATA..)?;
    let written = data.get(..FOREIGN.len()).filter(|start| start.eq_ignore_ascii_case(FOREIGN))?;
    let bytes = data.as_bytes()[written.len()..].chunks_exact(2);
    let bytes = bytes.map(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
    let bytes: Vec<u8> = bytes.take_while(|byte| *byte != Some(0)).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok().filter(|uid| !uid.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SERIES: &str = "040000008200E00074C5B7101A82E00800000000D3D70B8A6A17D70100000000000000001000000074665914";
    const OCCURRENCE: &str = "040000008200e00074c5b7101a82e00807ea0b17d3d70b8a6a17d70100000000000000001000000074665914";

    /// An id of another calendar as Exchange writes it.
    fn wrapped(uid: &str, day: &str) -> String {
        let hex: String = uid.bytes().map(|byte| format!("{byte:02X}")).collect();
        let length = uid.len() + 13;
        format!("{EXCHANGE}{day}{}{length:02X}000000{FOREIGN}{hex}00", "0".repeat(32))
    }

    #[test]
    fn the_day_and_the_case_of_an_exchange_id_do_not_count() {
        assert_eq!(comparable(SERIES), SERIES);
        assert!(matches!(comparable(SERIES), Cow::Borrowed(_)));
        assert_eq!(comparable(OCCURRENCE), SERIES);
        assert_eq!(comparable(&OCCURRENCE.to_uppercase()), SERIES);
    }

    #[test]
    fn other_ids_are_left_alone() {
        let longer = format!("{SERIES}xyz");
        for odd in ["abc@google.com", "ABC@google.com", EXCHANGE, "", "é", "040000008200E00074C5B7101A82E00€", &longer]
        {
            assert_eq!(comparable(odd), odd);
        }
    }

    #[test]
    fn an_id_that_exchange_wrapped_is_the_one_within_also_of_an_occurrence() {
        let google = "7kukuqrfedlm2f9t0vr2q5h1a8@google.com";
        assert_eq!(comparable(&wrapped(google, "00000000")), google);
        assert_eq!(comparable(&wrapped(google, "07EA0B17").to_lowercase()), google);
        let empty = wrapped("", "00000000");
        assert_eq!(comparable(&empty), empty);
    }

    proptest! {
        #[test]
        fn every_id_survives_its_wrapping(uid in "[ -~é会]{1,40}", day in "[0-9A-F]{8}") {
            let wrapped = wrapped(&uid, &day);
            prop_assert_eq!(comparable(&wrapped), uid);
        }

        #[test]
        fn no_id_is_a_reason_to_stop(uid in prop_oneof![any::<String>(), "040000008200E00074C5B7101A82E008[0-9a-f]{0,80}"]) {
            let once = comparable(&uid).into_owned();
            prop_assert!(!once.is_empty() || uid.is_empty());
        }
    }
}
