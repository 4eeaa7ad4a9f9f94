//! Text from strangers, made safe for a terminal: anyone can send an invitation, and its subject is shown as it is.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

const ESC: char = '\u{1b}';
const BEL: char = '\u{07}';
/// The string terminator, as one character.
const ST: char = '\u{9c}';
/// The emoji that tags make the flag of a part of a country, and the last of them.
const BLACK_FLAG: char = '\u{1f3f4}';
const END_OF_FLAG: char = '\u{e007f}';
/// CAN and SUB, which abandon an escape sequence.
const ABANDON: [char; 2] = ['\u{18}', '\u{1a}'];

/// Whether a character can drive a terminal or turn the order of a line around: C0, DEL, C1, the bidirectional controls, and
/// the Unicode line separators.
/// Source: UAX #9 (explicit directional formatting) and ECMA-48.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing is seen of a character, although it takes part in how others are shown: joiners, variation selectors, fillers.
/// Source: Unicode, `Default_Ignorable_Code_Point`; and the blank of Braille.
pub fn is_invisible(c: char) -> bool {
    is_hidden(c)
        || matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}')
        || matches!(c, '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character only hides something, such as words between others: zero-width spaces, the soft hyphen, tags, and the marks of
/// annotations. The joiners that emoji and Persian are written with are none.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}') || is_tag(c)
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// The text as one line: whole escape sequences and every character that is unsafe or hides something are gone, and line breaks and
/// tabs are spaces. What makes up emoji (joiners, variation selectors, the tags of a flag) stays, unless nothing at all is seen.
pub fn clean(text: &str) -> Cow<'_, str> {
    // Most text is this; read whole, and not only up to the first that is none, since so a processor takes many at a time.
    if text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let clean = without_unsafe(text);
    if clean.contains(is_invisible) && clean.chars().all(|c| is_invisible(c) || c.is_whitespace()) {
        return Cow::Owned(clean.replace(is_invisible, ""));
    }
    clean
}

fn without_unsafe(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_unsafe(c) || is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            ESC => skip_escape(&mut rest),
            '\u{9b}' => skip_control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_control_string(&mut rest),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => clean.push(' '),
            BLACK_FLAG => {
                clean.push(c);
                clean.extend(tags_of_a_flag(&rest));
            }
            c if is_unsafe(c) || is_hidden(c) => {}
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// The tags that make a black flag that of a part of a country; none where they are no such.
/// Source: UTS #51, emoji tag sequences.
fn tags_of_a_flag(rest: &Peekable<Chars<'_>>) -> Vec<char> {
    let mut tags: Vec<char> = rest.clone().take_while(|c| is_tag(*c) && *c != END_OF_FLAG).collect();
    let is_flag = matches!(tags.len(), 3..=6)
        && tags.iter().all(|c| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}'))
        && rest.clone().nth(tags.len()) == Some(END_OF_FLAG);
    tags.push(END_OF_FLAG);
    if is_flag { tags } else { Vec::new() }
}

/// The text in its lines, with its tabs; otherwise as [`clean`].
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_unsafe(c) || is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let parts = text.split_inclusive(['\n', '\t']).map(|part| match part.char_indices().next_back() {
        Some((at, end @ ('\n' | '\t'))) => clean(&part[..at]).into_owned() + end.encode_utf8(&mut [0; 4]),
        _ => clean(part).into_owned(),
    });
    Cow::Owned(parts.collect())
}

/// Skips what follows an ESC. Source: ECMA-48 and ECMA-35.
fn skip_escape(rest: &mut Peekable<Chars<'_>>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            skip_control_sequence(rest);
        }
        Some('P' | 'X' | ']' | '^' | '_') => {
            rest.next();
            skip_control_string(rest);
        }
        _ => {
            while rest.next_if(|c| matches!(c, ' '..='/')).is_some() {}
            rest.next_if(|c| matches!(c, '0'..='~'));
        }
    }
}

/// Skips the parameters, intermediates and final character of a control sequence (CSI).
fn skip_control_sequence(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    rest.next_if(|c| matches!(c, '@'..='~'));
}

/// Skips a control string (OSC, DCS, SOS, PM, APC) with its terminator. One that never ends takes the rest, as in a terminal.
fn skip_control_string(rest: &mut Peekable<Chars<'_>>) {
    while let Some(c) = rest.next_if(|c| *c != ESC) {
        if c == BEL || c == ST || ABANDON.contains(&c) {
            return;
        }
    }
    let mut ahead = rest.clone();
    if ahead.next() == Some(ESC) && ahead.next() == Some('\\') {
        *rest = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn harmless_text_is_lent_as_it_is() {
        for text in ["Standup", "会議 🎉", "👩\u{200d}💻 pairing", "❤\u{fe0f}", "Zoë ½ — “quoted”", ""]
        {
            assert!(matches!(clean(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn whole_sequences_go_and_not_only_their_first_character() {
        for (attack, left) in [
            ("a\u{1b}[31;1mb\u{1b}[0mc", "abc"),
            ("a\u{1b}[?1049hb", "ab"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{1b}]0;title\u{07}b", "ab"),
            ("a\u{1b}]8;;https://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\b", "alinkb"),
            ("a\u{9d}52;c;cm0gLXJm\u{9c}b", "ab"),
            ("a\u{1b}Pq#0\u{1b}\\b", "ab"),
            ("a\u{90}q\u{9c}b\u{9e}x\u{9c}c\u{9f}y\u{9c}d\u{98}z\u{9c}e", "abcde"),
            ("a\u{1b}_G\u{1b}\\b\u{1b}^x\u{1b}\\c\u{1b}Xy\u{1b}\\d", "abcd"),
            ("a\u{1b}(0b\u{1b}cd\u{1b}#8e\u{1b}=f", "abdef"),
            ("a\u{1b}]0;one\u{1b}[31mb", "ab"),
            ("a\u{1b}]0;one\u{18}b", "ab"),
            ("a\u{1b}]0;never ends", "a"),
            ("a\u{1b}", "a"),
            ("a\u{1b}[", "a"),
        ] {
            assert_eq!(clean(attack), left, "{attack:?}");
        }
    }

    #[test]
    fn line_breaks_and_tabs_become_spaces_and_other_controls_go() {
        assert_eq!(clean("a\r\nb\nc\td\u{2028}e\u{2029}f"), "a b c d e f");
        assert_eq!(clean("a\0b\u{07}c\u{08}d\u{7f}e\u{85}f"), "abcdef");
        assert_eq!(clean("in\u{202e}gpj.exe\u{2066}\u{2069}\u{200e}\u{200f}\u{061c}"), "ingpj.exe");
    }

    #[test]
    fn what_hides_something_goes_and_what_writing_needs_stays() {
        assert_eq!(clean("pay\u{200b}p\u{ad}a\u{2060}l\u{feff}\u{2064}"), "paypal");
        assert_eq!(clean("ok\u{e0001}\u{e0069}\u{e0067}\u{e007f}"), "ok");
        let flag = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        for same in [
            flag,
            "England \u{1f3f4}",
            "می\u{200c}خواهم",
            "👩\u{200d}💻",
            "❤\u{fe0f}",
            "क\u{94d}\u{200d}ष",
            "\u{115f}\u{1161}",
        ] {
            assert_eq!(clean(&format!("{same} x")), format!("{same} x"));
        }
        assert_eq!(clean(&format!("{flag}{}", &flag[4..])), flag, "a flag has its tags once");
        assert_eq!(clean("\u{1f3f4}\u{e0067}\u{e0062}hidden"), "\u{1f3f4}hidden");
    }

    #[test]
    fn where_nothing_is_seen_nothing_is_left_but_spaces() {
        for text in [
            "\u{200b}",
            "\u{3164}",
            "\u{115f}\u{1160}",
            "\u{200d}\u{200c}",
            "\u{fe0f}",
            "\u{2800}",
            "\u{e0100}",
            "\u{34f}",
            "\u{ffa0}",
        ] {
            assert_eq!(clean(text), "");
            assert_eq!(clean(&format!(" {text}\t{text}")), "  ");
        }
        assert_eq!(clean_lines("\u{3164}\n\tx\u{200b}y"), "\n\txy");
        assert_eq!(clean("x\u{fff9}y\u{fffa}z\u{fffb}"), "xyz");
    }

    /// Pieces of which sequences, also broken ones, are made.
    fn pieces() -> impl Strategy<Value = String> {
        let introducer = "[\u{1b}\u{9b}\u{9d}\u{90}\u{9c}\u{07}\u{18}\\[\\]P\\\\;?0-9a-z \n\t\r]{0,12}";
        proptest::collection::vec(
            prop_oneof![
                introducer,
                ".{0,6}",
                "[\u{0}-\u{ad}\u{2000}-\u{2070}\u{3164}\u{feff}]{0,6}",
                "\u{1f3f4}?[\u{e0060}-\u{e007f}]{0,6}"
            ],
            0..6,
        )
        .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_ever_left(text in pieces()) {
            prop_assert!(!clean(&text).contains(is_unsafe), "{:?}", clean(&text));
            prop_assert!(clean(&text).trim().is_empty() || clean(&text).contains(|c: char| !is_invisible(c) && !c.is_whitespace()));
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in pieces()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }
    }
}
