//! Text in cells of a fixed width, counted as terminals count it: a wide character takes two columns, one that combines none.

use crate::render::paint::{Ink, Text};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Below this width what was cut off is not told: the letters say more.
const ELLIPSIS_FROM: usize = 6;

/// The longest beginning of a text that fits. What a reader takes for one character is never parted.
pub fn cut(text: &str, width: usize) -> &str {
    let ends = text.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len());
    let end = ends.take_while(|end| text[..*end].width() <= width).last().unwrap_or(0);
    &text[..end]
}

/// The text where it fits, else its beginning and a sign that there is more.
pub fn elided(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    if width < ELLIPSIS_FROM { cut(text, width).to_owned() } else { format!("{}…", cut(text, width - 1).trim_end()) }
}

/// The text in so many lines at most, broken between words where that does not waste most of a line.
pub fn wrapped(text: &str, width: usize, lines: usize) -> Vec<String> {
    let (mut rest, mut broken) = (text.trim(), Vec::new());
    while !rest.is_empty() && broken.len() < lines {
        let head = cut(rest, width);
        if broken.len() + 1 == lines || head.len() == rest.len() || head.is_empty() {
            broken.push(elided(rest, width));
            break;
        }
        let is_between_words = rest[head.len()..].starts_with(' ');
        let space = head.rfind(' ').filter(|at| !is_between_words && head[..*at].width() * 3 >= width);
        let (line, after) = rest.split_at(space.unwrap_or(head.len()));
        broken.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    broken
}

/// The text with so many of these behind it that the whole takes this width.
pub fn filled(text: Text, width: usize, filler: char, ink: Ink) -> Text {
    let missing = width.saturating_sub(text.width());
    if missing == 0 { text } else { text.with(&filler.to_string().repeat(missing), ink) }
}

/// A width in so many parts that are as equal as can be.
pub fn parts(width: usize, count: usize) -> Vec<usize> {
    (0..count).map(|at| width / count + usize::from(at < width % count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_wide_character_is_cut_in_half_and_no_mark_is_parted_from_its_letter() {
        assert_eq!(cut("会議室", 5), "会議");
        assert_eq!(cut("会", 1), "");
        assert_eq!(cut("e\u{301}e\u{301}e", 2), "e\u{301}e\u{301}");
        assert_eq!(cut("👩\u{200d}💻 on call", 3), "👩\u{200d}💻 ");
        assert_eq!(cut("🇳🇱🇧🇪", 3), "🇳🇱");
        assert_eq!(elided("Standup", 7), "Standup");
        assert_eq!(elided("Planning of", 9), "Planning…");
        assert_eq!(elided("設計レビュー", 8), "設計レ…");
        assert_eq!(elided("Standup", 4), "Stan");
    }

    #[test]
    fn a_text_is_broken_between_words_and_within_one_where_it_must() {
        assert_eq!(wrapped("Architecture review", 12, 3), ["Architecture", "review"]);
        assert_eq!(wrapped("Architecture review", 8, 3), ["Architec", "ture", "review"]);
        assert_eq!(wrapped("Planning of the quarter", 8, 2), ["Planning", "of the…"]);
        assert_eq!(wrapped("東京チーム引き継ぎ", 8, 3), ["東京チー", "ム引き継", "ぎ"]);
        assert_eq!(wrapped("会議", 1, 3), [""]);
        assert_eq!(wrapped("", 8, 3), [""; 0]);
    }

    #[test]
    fn a_width_is_parted_evenly() {
        assert_eq!(parts(10, 3), [4, 3, 3]);
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_its_cell(text in ".{0,40}", width in 0_usize..30, lines in 0_usize..5) {
            prop_assert!(cut(&text, width).width() <= width);
            prop_assert!(elided(&text, width).width() <= width);
            let lines_of_text = wrapped(&text, width, lines);
            prop_assert!(lines_of_text.len() <= lines);
            prop_assert!(lines_of_text.iter().all(|line| line.width() <= width), "{lines_of_text:?}");
        }
    }
}
