//! What an error code means, in words for people.

use crate::model::account::Color;
use crate::model::explain::Entry;
use crate::render::Style;
use crate::render::columns::{Column, lay_out};
use crate::render::paint::{Ink, Text};
use crate::render::problems::next_step;

/// The entry of a code that was asked about: its codes, what happened, why, and what to do for an account of this name.
pub fn entry(entry: &Entry, asked: &str, name: &str, exit_code: u8, style: &Style) -> String {
    let paragraph = |ink: Ink, text: &str| {
        let rows = [vec![Text::new("", Ink::Plain), Text::new(text, ink)]];
        lay_out(&rows, &[Column::rigid(0), Column::wrapped(0, ' ')], style).concat().join("\n") + "\n"
    };
    let mut text = paragraph(Ink::Dim, &entry.codes.join(", "));
    text += &paragraph(Ink::Bold, entry.happened);
    text += &paragraph(Ink::Plain, entry.why);
    text += &entry.steps_for(name).iter().map(|step| next_step(step, 2, style)).collect::<String>();
    if let Some(url) = entry.url(asked) {
        text += &next_step(&format!("in Microsoft's words: {url}"), 2, style);
    }
    text + &paragraph(Ink::Dim, &format!("kind {}, exit code {exit_code}", entry.kind.name()))
}

/// Every code with what happened, one row each.
pub fn entries<'a>(entries: impl Iterator<Item = &'a Entry>, style: &Style) -> String {
    let of_entry = |entry: &'a Entry| entry.codes.iter().map(|code| (*code, entry.happened));
    let row = |(code, happened)| vec![Text::new(code, Ink::Hue(Color::Cyan)), Text::new(happened, Ink::Plain)];
    let rows: Vec<_> = entries.flat_map(of_entry).map(row).collect();
    let lines = lay_out(&rows, &[Column::rigid(2), Column::wrapped(0, ' ')], style).concat();
    lines.into_iter().map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::explain::{self, find};

    #[test]
    fn an_entry_says_what_why_and_what_to_do_for_the_account() {
        let shown = entry(find("AADSTS50194").unwrap(), "50194", "xebia", 1, &Style::default());
        assert_eq!(
            shown,
            "AADSTS50194\n\
             The application is for one tenant only.\n\
             Such an application can be asked for under its tenant's own name only.\n\
             \x20 → set the right tenant: `calcli account set xebia --tenant TENANT`\n\
             \x20 → in Microsoft's words: https://login.microsoftonline.com/error?code=50194\n\
             kind error, exit code 1\n"
        );
    }

    #[test]
    fn the_list_has_every_code_and_fits_the_terminal() {
        let style = Style { width: Some(80), ..Style::default() };
        let shown = entries(explain::entries(), &style);
        assert!(shown.contains("AADSTS7000218") && shown.contains("keychain_locked"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }
}
