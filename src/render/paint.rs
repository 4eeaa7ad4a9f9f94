//! Text with colours and links that is laid out plain and painted last, so that no escape sequence is ever measured or cut in
//! two.

use crate::model::account::Color;
use crate::render::Style;
use crate::render::clean::clean;
use crate::render::link::Link;
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
            // White would vanish on a light terminal; the terminal's own colour is there on any.
            Self::Hue(Color::White) => "\u{1b}[39m",
        }
    }

    /// The sequence that ends it.
    fn end(self) -> &'static str {
        if self == Self::Plain { "" } else { "\u{1b}[0m" }
    }
}

/// Characters that look the same and lead to the same place.
#[derive(Clone, Debug, Default)]
struct Stretch {
    text: String,
    ink: Ink,
    link: Option<Link>,
}

/// Text in stretches of one look each. All of it is clean: this is the only way into what is shown.
#[derive(Clone, Debug, Default)]
pub struct Text(Vec<Stretch>);

impl Text {
    /// One stretch, cleaned.
    pub fn new(text: &str, ink: Ink) -> Self {
        Self::default().with(text, ink)
    }

    /// The same text with one more stretch, cleaned.
    pub fn with(mut self, text: &str, ink: Ink) -> Self {
        self.0.push(Stretch { text: clean(text).into_owned(), ink, link: None });
        self
    }

    /// The same text, all of which leads to this address, where it is one to follow.
    pub fn leading_to(mut self, address: Option<&str>) -> Self {
        let link = address.and_then(Link::new);
        self.0.iter_mut().for_each(|stretch| stretch.link.clone_from(&link));
        self
    }

    /// The same text with a line break.
    pub fn with_line_break(mut self) -> Self {
        self.0.push(Stretch { text: "\n".to_owned(), ..Stretch::default() });
        self
    }

    /// This text and then another.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether nothing would be seen.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|stretch| stretch.text.is_empty())
    }

    /// The words without their looks.
    pub fn plain(&self) -> String {
        self.0.iter().map(|stretch| stretch.text.as_str()).collect()
    }

    /// How many columns its widest line takes.
    pub fn width(&self) -> usize {
        self.plain().lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
    }

    /// Paints this text as it was broken into lines, which may have lost characters at the breaks.
    pub fn paint(&self, lines: &[String], style: &Style) -> Vec<String> {
        let look = |stretch: &Stretch| Look {
            ink: if style.color { stretch.ink } else { Ink::Plain },
            link: stretch.link.clone().filter(|_| style.hyperlinks),
        };
        let looks: Vec<Look> = self.0.iter().map(look).collect();
        let mut own =
            self.0.iter().zip(&looks).flat_map(|(stretch, look)| stretch.text.chars().map(move |c| (c, look)));
        let plain = Look::default();
        let mut paint_line = |line: &String| {
            let (mut painted, mut current) = (String::with_capacity(line.len()), &plain);
            for c in line.chars() {
                let look = own.find(|(own, _)| *own == c).map_or(&plain, |(_, look)| look);
                switch(&mut painted, current, look);
                current = look;
                painted.push(c);
            }
            switch(&mut painted, current, &plain);
            painted
        };
        lines.iter().map(&mut paint_line).collect()
    }

    /// The text on a line of its own, with its line end.
    pub fn line(&self, style: &Style) -> String {
        self.paint(&[self.plain()], style).concat() + "\n"
    }
}

/// What a terminal is told about a stretch.
#[derive(Debug, Default, PartialEq)]
struct Look {
    ink: Ink,
    link: Option<Link>,
}

/// Goes from one look to another. A link is the outer of the two.
fn switch(painted: &mut String, current: &Look, next: &Look) {
    if current == next {
        return;
    }
    painted.push_str(current.ink.end());
    match (&current.link, &next.link) {
        (old, new) if old == new => {}
        (_, Some(link)) => painted.push_str(&link.begin()),
        (_, None) => painted.push_str(Link::END),
    }
    painted.push_str(next.ink.begin());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colors() -> Style {
        Style { color: true, ..Style::default() }
    }

    #[test]
    fn ink_survives_a_line_break_and_is_taken_off_at_every_line_end() {
        let text = Text::new("red wine", Ink::Hue(Color::Red)).with(" and water", Ink::Plain);
        let painted = text.paint(&["red".to_owned(), "wine and".to_owned(), "water".to_owned()], &colors());
        assert_eq!(painted, ["\u{1b}[31mred\u{1b}[0m", "\u{1b}[31mwine\u{1b}[0m and", "water"]);
    }

    #[test]
    fn without_colour_a_line_is_its_words() {
        assert_eq!(Text::new("a", Ink::Bold).with("b\u{1b}[1mc", Ink::Dim).line(&Style::default()), "abc\n");
        assert_eq!(Text::new("a", Ink::Bold).line(&colors()), "\u{1b}[1ma\u{1b}[0m\n");
    }

    #[test]
    fn a_link_is_closed_at_every_line_end_and_opened_again() {
        let text = Text::new("go there", Ink::Dim).leading_to(Some("https://a.example")).with(" now", Ink::Plain);
        let lines = ["go".to_owned(), "there now".to_owned()];
        let begin = "\u{1b}]8;;https://a.example/\u{1b}\\";
        let end = Link::END;
        let style = Style { hyperlinks: true, ..Style::default() };
        assert_eq!(text.paint(&lines, &style), [format!("{begin}go{end}"), format!("{begin}there{end} now")]);
        let style = Style { hyperlinks: true, ..colors() };
        let (dim, off) = ("\u{1b}[2m", "\u{1b}[0m");
        assert_eq!(text.paint(&lines, &style)[1], format!("{begin}{dim}there{off}{end} now"));
        assert_eq!(text.paint(&lines, &Style::default()), lines);
    }

    #[test]
    fn what_is_not_https_leads_nowhere() {
        let style = Style { hyperlinks: true, ..Style::default() };
        for address in [None, Some("http://a.example"), Some("file:///etc/passwd")] {
            assert_eq!(Text::new("a", Ink::Plain).leading_to(address).line(&style), "a\n");
        }
    }
}
