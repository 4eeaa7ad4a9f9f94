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

/// Text in stretches of one look each. All of it is clean: this is the only way into what is shown.
#[derive(Clone, Debug, Default)]
pub struct Text {
    plain: String,
    /// Up to where each look reaches, from where the one before it ends. What comes after the last one is plain.
    looks: Vec<(usize, Look)>,
}

/// What a terminal is told about a stretch: characters that look the same and lead to the same place.
#[derive(Clone, Debug, Default, PartialEq)]
struct Look {
    ink: Ink,
    link: Option<Link>,
    /// Whether its words are kept from turning around what stands beside them on a line.
    isolated: bool,
}

impl Text {
    /// One stretch, cleaned.
    pub fn new(text: &str, ink: Ink) -> Self {
        Self::default().with(text, ink)
    }

    /// The same text with one more stretch, cleaned.
    pub fn with(mut self, text: &str, ink: Ink) -> Self {
        let text = clean(text);
        let isolated = !text.is_ascii() && text.contains(runs_from_the_right);
        if ink == Ink::Plain && !isolated {
            self.plain.push_str(&text);
            return self;
        }
        self.end_look(Look::default());
        self.plain.push_str(&text);
        self.end_look(Look { ink, link: None, isolated });
        self
    }

    /// The same text, all of which leads to this address, where it is one to follow.
    pub fn leading_to(mut self, address: Option<&str>) -> Self {
        if let Some(link) = address.and_then(Link::new) {
            self.end_look(Look::default());
            self.looks.iter_mut().for_each(|(_, look)| look.link = Some(link.clone()));
        }
        self
    }

    /// The same text with a line break.
    pub fn with_line_break(mut self) -> Self {
        self.plain.push('\n');
        self
    }

    /// This text and then another.
    pub fn and(mut self, other: Self) -> Self {
        if !other.looks.is_empty() {
            self.end_look(Look::default());
        }
        let before = self.plain.len();
        self.plain.push_str(&other.plain);
        self.looks.extend(other.looks.into_iter().map(|(end, look)| (before + end, look)));
        self
    }

    /// Gives what has no look yet this one.
    fn end_look(&mut self, look: Look) {
        if self.looks.last().map_or(0, |(end, _)| *end) < self.plain.len() {
            self.looks.push((self.plain.len(), look));
        }
    }

    /// Whether nothing would be seen.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// The words without their looks.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// How many columns its widest line takes.
    pub fn width(&self) -> usize {
        self.plain.lines().map(width).max().unwrap_or(0)
    }

    /// Paints this text as it was broken into lines, which may have lost characters at the breaks. No look reaches over a line end.
    pub fn paint<'a>(&self, broken: Cow<'a, str>, style: &Style) -> Cow<'a, str> {
        if self.looks.is_empty() || !(style.color || style.hyperlinks || style.width.is_some()) {
            return broken;
        }
        let shown = |(end, look): &(usize, Look)| {
            let ink = if style.color { look.ink } else { Ink::Plain };
            let isolated = look.isolated && style.width.is_some();
            (*end, Look { ink, link: look.link.clone().filter(|_| style.hyperlinks), isolated })
        };
        let looks: Vec<(usize, Look)> = self.looks.iter().map(shown).collect();
        let plain = Look::default();
        let mut rest = looks.iter().peekable();
        let mut own = self.plain.char_indices().map(|(at, c)| {
            while rest.next_if(|(end, _)| *end <= at).is_some() {}
            (c, rest.peek().copied().map_or(&plain, |(_, look)| look))
        });
        let (mut painted, mut current) = (String::with_capacity(2 * broken.len()), &plain);
        for c in broken.chars() {
            let is_own = |(own, look)| (own == c).then_some(look);
            let look = if c == '\n' { &plain } else { own.find_map(is_own).unwrap_or(&plain) };
            switch(&mut painted, current, look);
            current = look;
            painted.push(c);
        }
        switch(&mut painted, current, &plain);
        Cow::Owned(painted)
    }

    /// The text on a line of its own, with its line end.
    pub fn line(&self, style: &Style) -> String {
        self.paint(Cow::Borrowed(&self.plain), style).into_owned() + "\n"
    }
}

/// How many columns a line of clean text takes.
pub fn width(line: &str) -> usize {
    // Most text is ASCII, in which no character is wider or narrower than another.
    if line.is_ascii() { line.len() } else { UnicodeWidthStr::width(line) }
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
        let painted = text.paint("red\nwine and\nwater".into(), &colors());
        assert_eq!(painted, "\u{1b}[38;5;167mred\u{1b}[0m\n\u{1b}[38;5;167mwine\u{1b}[0m and\nwater");
    }

    #[test]
    fn without_colour_a_line_is_its_words() {
        assert_eq!(Text::new("a", Ink::Bold).with("b\u{1b}[1mc", Ink::Dim).line(&Style::default()), "abc\n");
        assert_eq!(Text::new("a", Ink::Bold).line(&colors()), "\u{1b}[1ma\u{1b}[0m\n");
    }

    #[test]
    fn a_link_is_closed_at_every_line_end_and_opened_again() {
        let text = Text::new("go there", Ink::Dim).leading_to(Some("https://a.example")).with(" now", Ink::Plain);
        let lines = "go\nthere now";
        let begin = "\u{1b}]8;;https://a.example/\u{1b}\\";
        let end = Link::END;
        let style = Style { hyperlinks: true, ..Style::default() };
        assert_eq!(text.paint(lines.into(), &style), format!("{begin}go{end}\n{begin}there{end} now"));
        let style = Style { hyperlinks: true, ..colors() };
        let (dim, off) = ("\u{1b}[2m", "\u{1b}[0m");
        let second = format!("\n{begin}{dim}there{off}{end} now");
        assert!(text.paint(lines.into(), &style).ends_with(&second));
        assert!(matches!(text.paint(lines.into(), &Style::default()), Cow::Borrowed(same) if same == lines));
    }

    #[test]
    fn on_a_terminal_words_from_the_right_are_kept_to_themselves_on_every_line() {
        let text = Text::new("اجتماع الفريق", Ink::Plain).with(" 10:00 Standup", Ink::Plain);
        let lines = "اجتماع\nالفريق 10:00\nStandup";
        let terminal = Style { width: Some(80), ..Style::default() };
        let isolated = "\u{2068}اجتماع\u{2069}\n\u{2068}الفريق\u{2069} 10:00\nStandup";
        assert_eq!(text.paint(lines.into(), &terminal), isolated);
        assert_eq!(text.paint(lines.into(), &Style::default()), lines);
    }

    #[test]
    fn what_is_not_https_leads_nowhere() {
        let style = Style { hyperlinks: true, ..Style::default() };
        for address in [None, Some("http://a.example"), Some("file:///etc/passwd")] {
            assert_eq!(Text::new("a", Ink::Plain).leading_to(address).line(&style), "a\n");
        }
    }
}
