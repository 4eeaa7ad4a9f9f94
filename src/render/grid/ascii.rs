//! The same picture for terminals that show nothing but ASCII.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text in ASCII, as wide as it was. What a grid is drawn with has its like; of a stranger's letter that has none only the
/// room is left that it takes.
pub fn ascii(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.graphemes(true).fold(String::with_capacity(text.len()), |mut ascii, grapheme| {
        if grapheme.is_ascii() {
            ascii.push_str(grapheme);
            return ascii;
        }
        // A letter, or the end of a colour, with marks that combine with it.
        let letter = grapheme.chars().next().filter(char::is_ascii);
        ascii.extend(letter.or_else(|| like(grapheme)));
        let rest = grapheme.width().saturating_sub(1);
        ascii + &"?".repeat(rest)
    })
}

/// What looks most like it; nothing for what takes no room.
fn like(grapheme: &str) -> Option<char> {
    let like = match grapheme {
        "─" | "–" | "—" => '-',
        "━" => '=',
        "│" => '|',
        "▌" | "║" => '!',
        "┼" | "┿" | "┴" | "┬" => '+',
        "█" | "●" => '#',
        "▒" => '%',
        "◆" => '&',
        "○" => 'o',
        "┇" | "⋮" => ':',
        "▶" | "→" => '>',
        "┄" | "…" => '.',
        "·" => ',',
        "✗" => 'x',
        "‘" | "’" => '\'',
        "“" | "”" => '"',
        _ if grapheme.width() == 0 => return None,
        _ => '?',
    };
    Some(like)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_have_their_like_and_a_strangers_letters_leave_their_room() {
        assert_eq!(ascii("09:30│▌Standup – ●"), "09:30|!Standup - #");
        assert_eq!(ascii("設計 Zoe\u{308} Zoë"), "???? Zoe Zo?");
        assert_eq!(ascii("👩\u{200d}💻 ok\u{2068}"), "?? ok");
        assert_eq!(ascii("\u{1b}[38;5;30m\u{301}x\u{1b}[0m"), "\u{1b}[38;5;30mx\u{1b}[0m");
    }

    proptest! {
        #[test]
        fn it_is_ascii_and_no_wider_than_its_letters(text in "\\PC{0,30}") {
            let ascii = ascii(&text);
            prop_assert!(ascii.is_ascii());
            let letters: usize = text.graphemes(true).map(|letter| letter.width().max(usize::from(letter.starts_with(|c: char| c.is_ascii())))).sum();
            prop_assert!(ascii.len() <= letters);
        }
    }
}
