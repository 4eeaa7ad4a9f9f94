//! The hue of every colour: one that can be read on black and on white, since a terminal does not say which it is.
//!
//! The 16 colours that terminals name are whatever a theme makes of them, and half of them vanish on a light one. The colours
//! of the table of 256 are the same everywhere.

use crate::model::account::Color;

/// The place of a colour in the table of 256. White has none: it would vanish on a light terminal, and the terminal's own
/// colour for text is there on any.
pub fn code(color: Color) -> Option<u8> {
    match color {
        Color::Red => Some(167),
        Color::Green => Some(28),
        Color::Yellow => Some(136),
        Color::Blue => Some(33),
        Color::Magenta => Some(164),
        Color::Cyan => Some(30),
        Color::White => None,
    }
}

/// The red, green and blue of the same colour, for a page.
/// Source: xterm, `256colres.h` (16 to 231 are a cube of 6 × 6 × 6).
pub fn rgb(color: Color) -> Option<[u8; 3]> {
    let place = code(color)?.checked_sub(16)?;
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    Some([place / 36, place / 6 % 6, place % 6].map(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: WCAG 2.2, "relative luminance".
    fn luminance(rgb: [u8; 3]) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = rgb.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Source: WCAG 2.2, "contrast ratio".
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_hue_stands_out_from_black_and_from_white() {
        for color in Color::ALL {
            let Some(rgb) = rgb(color) else {
                assert_eq!(color, Color::White);
                continue;
            };
            for ground in [[0; 3], [255; 3]] {
                assert!(contrast(rgb, ground) >= 3.0, "{}: {:.2} on {ground:?}", color.name(), contrast(rgb, ground));
            }
        }
    }

    #[test]
    fn a_hue_is_what_terminals_show_under_its_code() {
        assert_eq!(rgb(Color::Yellow), Some([175, 135, 0]));
        assert_eq!(rgb(Color::Blue), Some([0, 135, 255]));
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.001);
    }
}
