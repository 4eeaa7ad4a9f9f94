//! Text with colours and links that is laid out plain and painted last, so that no escape sequence is ever measured or cut in
//! two.

use crate::model::account::Color;
use crate::render::Style;
use crate::render::clean::clean;
use crate::render::hues;
use crate::render::link::Link;
use std::borrow::Cow;
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
    /// The sequence that begins it. Source: ECMA-48, "select graphic rendition", and ITU-T T.416 for the colours of a table.
    fn begin(self) -> Cow<'static, str> {
        match self {
            Self::Plain => "".into(),
            Self::Bold => "\u{1b}[1m".into(),
            Self::Dim => "\u{1b}[2m".into(),
            Self::Struck => "\u{1b}[9m".into(),
            Self::Hue(color) => match hues::code(color) {
                Some(code) => format!("\u{1b}[38;5;{code}m").into(),
                None => "\u{1b}[39m".into(),
            },
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
            isolated: style.width.is_some() && stretch.text.contains(runs_from_the_right),
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
    /// Whether its words are kept from turning around what stands beside them on a line.
    isolated: bool,
}

/// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, between which text runs in its own direction and changes no other's.
/// Source: UAX #9, "explicit directional isolates".
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Whether a character is written from the right to the left, or is in a block of such characters.
/// Source: Unicode, `DerivedBidiClass.txt` (R and AL, assigned and by default).
fn runs_from_the_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Goes from one look to another. A link is the outer of the two.
fn switch(painted: &mut String, current: &Look, next: &Look) {
    if current == next {
        return;
    }
    painted.extend(current.isolated.then_some(ISOLATE[1]));
    painted.push_str(current.ink.end());
    match (&current.link, &next.link) {
        (old, new) if old == new => {}
        (_, Some(link)) => painted.push_str(&link.begin()),
        (_, None) => painted.push_str(Link::END),
    }
    painted.push_str(&next.ink.begin());
    painted.extend(next.isolated.then_some(ISOLATE[0]));
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
        assert_eq!(painted, ["\u{1b}[38;5;167mred\u{1b}[0m", "\u{1b}[38;5;167mwine\u{1b}[0m and", "water"]);
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
    fn on_a_terminal_words_from_the_right_are_kept_to_themselves_on_every_line() {
        let text = Text::new("اجتماع الفريق", Ink::Plain).with(" 10:00 Standup", Ink::Plain);
        let lines = ["اجتماع".to_owned(), "الفريق 10:00".to_owned(), "Standup".to_owned()];
        let terminal = Style { width: Some(80), ..Style::default() };
        assert_eq!(
            text.paint(&lines, &terminal),
            ["\u{2068}اجتماع\u{2069}", "\u{2068}الفريق\u{2069} 10:00", "Standup"]
        );
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
