//! Halves of a character in JSON: a server that cuts a text may cut one in two, and JSON that is read strictly is then none.

/// How long `\\uXXXX` is.
const ESCAPE: usize = 6;
const REPLACEMENT: &[u8] = b"\\ufffd";

/// The same JSON with U+FFFD for each half of a character that stands alone.
pub fn replaced(json: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(json.len());
    let mut rest = json;
    while let Some(length) = length_of_next(rest) {
        let (next, after) = rest.split_at(length);
        let is_half = length == ESCAPE && unit(next).is_some_and(|unit| (0xd800..0xe000).contains(&unit));
        replaced.extend_from_slice(if is_half { REPLACEMENT } else { next });
        rest = after;
    }
    replaced
}

/// How many bytes belong together at the beginning: an escape, both halves of a character, or one byte.
fn length_of_next(json: &[u8]) -> Option<usize> {
    let is = |at: usize, range: std::ops::Range<u16>| {
        json.get(at..).and_then(unit).is_some_and(|unit| range.contains(&unit))
    };
    match json {
        [] => None,
        _ if is(0, 0xd800..0xdc00) && is(ESCAPE, 0xdc00..0xe000) => Some(2 * ESCAPE),
        _ if unit(json).is_some() => Some(ESCAPE),
        [b'\\', _, ..] => Some(2),
        _ => Some(1),
    }
}

/// The UTF-16 unit that an escape at the beginning stands for.
fn unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_half_alone_is_replaced_and_whatever_else_stays() {
        for (json, expected) in [
            (r#"["a\ud800b"]"#, r#"["a\ufffdb"]"#),
            (r#"["\uDC00\uD800"]"#, r#"["\ufffd\ufffd"]"#),
            (r#"["\ud83c\udf89 \ud83c\ud83c\udf89"]"#, r#"["\ud83c\udf89 \ufffd\ud83c\udf89"]"#),
            (r#"["\\ud800 \\\ud800"]"#, r#"["\\ud800 \\\ufffd"]"#),
            (r#"["\u00e9\n\ud80"#, r#"["\u00e9\n\ud80"#),
            ("\\", "\\"),
        ] {
            assert_eq!(String::from_utf8(replaced(json.as_bytes())).unwrap(), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_json_stays_as_it_is(text in any::<String>()) {
            let units: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            for json in [serde_json::json!([text]).to_string(), format!("\"{units}\"")] {
                prop_assert_eq!(replaced(json.as_bytes()), json.as_bytes());
            }
        }

        #[test]
        fn every_text_of_halves_can_be_read(units in proptest::collection::vec(any::<u16>(), 0..20)) {
            let halves: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let read: String = serde_json::from_slice(&replaced(format!("\"{halves}\"").as_bytes())).unwrap();
            prop_assert_eq!(read, String::from_utf16_lossy(&units));
        }
    }
}
