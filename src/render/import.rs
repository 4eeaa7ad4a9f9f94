//! What became of imported accounts, in words for people.

use crate::model::account::Color;
use crate::model::import::{Imported, Outcome};
use crate::render::Style;
use crate::render::columns::{Column, lay_out};
use crate::render::paint::{Ink, Text};

/// One row per account: whether it was taken, its name, and what it is or why not.
pub fn imported(imported: &[Imported], dry_run: bool, style: &Style) -> String {
    let row = |Imported { name, outcome, notes }: &Imported| {
        let (verdict, ink, mut said) = match outcome {
            Outcome::Taken(account) => {
                let verdict = if dry_run { "would take" } else { "took" };
                let rests = if account.enabled { "" } else { ", resting" };
                let said = format!("tenant {}, application {}{rests}", account.tenant, account.client_id);
                (verdict, Ink::Hue(Color::Green), said)
            }
            Outcome::Known => ("skipped", Ink::Dim, outcome.reason().unwrap_or_default().to_owned()),
            Outcome::Skipped(why) => ("skipped", Ink::Hue(Color::Yellow), why.clone()),
        };
        for note in notes {
            said += &format!("; {note}");
        }
        vec![Text::new(verdict, ink), Text::new(name, Ink::Plain), Text::new(&said, Ink::Plain)]
    };
    let rows: Vec<_> = imported.iter().map(row).collect();
    let lines = lay_out(&rows, &[Column::rigid(2), Column::rigid(2), Column::wrapped(0, ' ')], style).concat();
    lines.into_iter().map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::account;

    #[test]
    fn every_account_says_what_became_of_it() {
        let taken = Outcome::Taken(account("xebia"));
        let skipped = Outcome::Skipped("its provider is google".to_owned());
        let all = [
            Imported { name: "xebia".to_owned(), outcome: taken, notes: vec!["its name became x".to_owned()] },
            Imported { name: "g\u{1b}[2J".to_owned(), outcome: skipped, notes: Vec::new() },
        ];
        let shown = imported(&all, false, &Style::default());
        let (first, second) = shown.split_once('\n').unwrap();
        assert!(first.starts_with("took     xebia  tenant "), "{first}");
        assert!(first.ends_with("; its name became x"), "{first}");
        assert_eq!(second, "skipped  g      its provider is google\n");
        assert!(imported(&all, true, &Style::default()).starts_with("would take  "));
    }
}
