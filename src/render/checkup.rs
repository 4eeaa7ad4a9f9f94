//! What `calcli doctor` found, for people: the machine, each account, and at the end one line for everything to do.

use crate::model::account::{Color, Label};
use crate::model::checkup::{Check, Checkup, Health};
use crate::render::Style;
use crate::render::columns::{self, Column};
use crate::render::paint::{Ink, Text};

/// A mark, the name of a check, and what was found.
const COLUMNS: [Column; 3] = [Column::rigid(1), Column::rigid(2), Column::wrapped(0, ' ')];

/// The whole check-up as text.
pub fn checkup(checkup: &Checkup, style: &Style) -> String {
    let lines = columns::lay_out(&checkup.0.iter().map(row).collect::<Vec<_>>(), &COLUMNS, style);
    let (mut text, mut current) = (String::new(), None);
    for (check, lines) in checkup.0.iter().zip(lines) {
        if check.account.as_ref() != current {
            current = check.account.as_ref();
            text += "\n";
            text += &current.map(|label| style.tag(label).line(style)).unwrap_or_default();
        }
        text.extend(lines.into_iter().map(|line| line + "\n"));
    }
    text + "\n" + &verdict(checkup, style)
}

fn row(check: &Check) -> Vec<Text> {
    let (mark, ink) = mark(check.status);
    let ink_of_detail = if check.status == Health::Skipped { Ink::Dim } else { Ink::Plain };
    // What a server or a program said may have several lines; here it is one.
    let detail = check.detail.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![Text::new(mark, ink), Text::new(&name(check.id), Ink::Dim), Text::new(&detail, ink_of_detail)]
}

fn mark(health: Health) -> (&'static str, Ink) {
    match health {
        Health::Ok => ("✓", Ink::Hue(Color::Green)),
        Health::Warning => ("!", Ink::Hue(Color::Yellow)),
        Health::Problem => ("✗", Ink::Hue(Color::Red)),
        Health::Skipped => ("–", Ink::Dim),
    }
}

fn name(id: &str) -> String {
    id.replace('_', " ")
}

/// One line for each thing to do, the problems first; or that there is none.
fn verdict(checkup: &Checkup, style: &Style) -> String {
    let of = |health| checkup.0.iter().filter(move |check| check.status == health);
    let line = |check: &Check| {
        let (mark, ink) = mark(check.status);
        let who = check.account.as_ref().map(Label::as_str).unwrap_or_default();
        let what = [who, &name(check.id)].join(" ");
        let todo = if check.hints.is_empty() { "see above".to_owned() } else { check.hints.join("; ") };
        let todo = todo.split_whitespace().collect::<Vec<_>>().join(" ");
        Text::new(mark, ink).with(&format!(" {}: ", what.trim_start()), Ink::Plain).with(&todo, Ink::Bold).line(style)
    };
    let todo: String = of(Health::Problem).chain(of(Health::Warning)).map(line).collect();
    let verdict = match (of(Health::Problem).count(), of(Health::Warning).count()) {
        (0, 0) => "Everything works.\n",
        (0, _) => "Everything works; good to know:\n",
        _ => "To do:\n",
    };
    verdict.to_owned() + &todo
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::clean::is_unsafe;
    use crate::render::samples::{expired, label, style};

    fn found() -> Checkup {
        let [xebia, marimer] = ["xebia", "marimer"].map(label);
        Checkup(vec![
            Check::ok("config", "/home/a/config.toml, 2 accounts"),
            Check::warning("clock", "90 s ahead of the server's", "set the clock"),
            Check::ok("sign_in", "alice@xebia.com").about(&xebia),
            Check::failed("token", &expired()).about(&marimer),
            Check::skipped("calendar", "there is no token").about(&marimer),
        ])
    }

    #[test]
    fn every_finding_is_a_line_and_everything_to_do_is_told_at_the_end() {
        let expected = "\
✓ config    /home/a/config.toml, 2 accounts
! clock     90 s ahead of the server's

xebia
✓ sign in   alice@xebia.com

marimer
✗ token     The refresh token has expired due to inactivity. (AADSTS700082)
– calendar  there is no token

To do:
✗ marimer token: calcli login --account marimer
! clock: set the clock
";
        assert_eq!(checkup(&found(), &style(false, None)), expected);
    }

    #[test]
    fn where_nothing_is_wrong_that_is_said() {
        let fine = Checkup(vec![Check::ok("config", "fine")]);
        assert_eq!(checkup(&fine, &style(false, None)), "✓ config  fine\n\nEverything works.\n");
    }

    #[test]
    fn words_from_strangers_are_harmless_at_any_width() {
        let strange = Check::problem("calendar", "a\u{1b}[2J\n\u{202e}b", "\u{9b}2J\u{07}rm").about(&label("x"));
        for width in (0..60).map(Some).chain([None]) {
            let text = checkup(&Checkup(vec![strange.clone()]), &style(false, width));
            assert!(!text.replace('\n', "").contains(is_unsafe), "{text:?}");
        }
    }
}
