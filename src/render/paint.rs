//! Text with colours that is laid out plain and painted last, so that no escape sequence is ever measured or cut in two.

use crate::model::account::Color;
use crate::render::clean::clean;
use unicode_width::UnicodeWidthStr;

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// As the terminal shows it.
    #[default]
    Plain,
    /// Bold.
    Bold,
    /// Less bright.
    Dim,
    /// Crossed out.
    Struck,
    /// In a colour.
    Hue(Color),
}

impl Ink {
    /// The sequence that begins it. Source: ECMA-48, "select graphic rendition".
    fn begin(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Dim => "\u{1b}[2m",
            Self::Struck => "\u{1b}[9m",
            Self::Hue(Color::Red) => "\u{1b}[31m",
            Self::Hue(Color::Green) => "\u{1b}[32m",
            Self::Hue(Color::Yellow) => "\u{1b}[33m",
            Self::Hue(Color::Blue) => "\u{1b}[34m",
            Self::Hue(Color::Magenta) => "\u{1b}[35m",
            Self::Hue(Color::Cyan) => "\u{1b}[36m",
            Self::Hue(Color::White) => "\u{1b}[37m",
        }
    }

    /// The sequence that ends it.
    fn end(self) -> &'static str {
        if self == Self::Plain { "" } else { "\u{1b}[0m" }
    }
}

/// Text in stretches of one ink each. All of it is clean: this is the only way into what is shown.
#[derive(Clone, Debug, Default)]
pub struct Text(Vec<(String, Ink)>);

impl Text {
    /// One stretch, cleaned.
    pub fn new(text: &str, ink: Ink) -> Self {
        Self::default().with(text, ink)
    }

    /// The same text with one more stretch, cleaned.
    pub fn with(mut self, text: &str, ink: Ink) -> Self {
        self.0.push((clean(text).into_owned(), ink));
        self
    }

    /// The same text with a line break.
    pub fn with_line_break(mut self) -> Self {
        self.0.push(("\n".to_owned(), Ink::Plain));
        self
    }

    /// This text and then another.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether nothing would be seen.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(text, _)| text.is_empty())
    }

    /// The words without the inks.
    pub fn plain(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// How many columns its widest line takes.
    pub fn width(&self) -> usize {
        self.plain().lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
    }

    /// Paints this text as it was broken into lines, which may have lost characters at the breaks.
    pub fn paint(&self, lines: &[String]) -> Vec<String> {
        let mut own = self.0.iter().flat_map(|(text, ink)| text.chars().map(move |c| (c, *ink)));
        let mut paint_line = |line: &String| {
            let (mut painted, mut current) = (String::with_capacity(line.len()), Ink::Plain);
            for c in line.chars() {
                let ink = own.find(|(own, _)| *own == c).map_or(Ink::Plain, |(_, ink)| ink);
                switch(&mut painted, &mut current, ink);
                painted.push(c);
            }
            switch(&mut painted, &mut current, Ink::Plain);
            painted
        };
        lines.iter().map(&mut paint_line).collect()
    }

    /// The text on a line of its own, with its line end.
    pub fn line(&self, color: bool) -> String {
        let plain = self.plain();
        if color { self.paint(&[plain]).concat() + "\n" } else { plain + "\n" }
    }
}

/// Goes from one ink to another.
fn switch(painted: &mut String, current: &mut Ink, next: Ink) {
    if *current != next {
        painted.push_str(current.end());
        painted.push_str(next.begin());
        *current = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_survives_a_line_break_and_is_taken_off_at_every_line_end() {
        let text = Text::new("red wine", Ink::Hue(Color::Red)).with(" and water", Ink::Plain);
        let painted = text.paint(&["red".to_owned(), "wine and".to_owned(), "water".to_owned()]);
        assert_eq!(painted, ["\u{1b}[31mred\u{1b}[0m", "\u{1b}[31mwine\u{1b}[0m and", "water"]);
    }

    #[test]
    fn without_colour_a_line_is_its_words() {
        assert_eq!(Text::new("a", Ink::Bold).with("b\u{1b}[1mc", Ink::Dim).line(false), "abc\n");
        assert_eq!(Text::new("a", Ink::Bold).line(true), "\u{1b}[1ma\u{1b}[0m\n");
    }
}
