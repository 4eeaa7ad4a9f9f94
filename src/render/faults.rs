//! The faults that the sandbox knows, in a list for people.

use crate::model::account::Color;
use crate::render::Style;
use crate::render::columns::{Column, lay_out};
use crate::render::paint::{Ink, Text};

/// One kind of fault.
#[derive(Clone, Copy, Debug)]
pub struct FaultRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// What may stand behind `=`.
    pub value: Option<&'a str>,
    /// What goes wrong.
    pub about: &'a str,
}

const NARROWING: &str = "
Behind a fault, each after a colon: the account, person or tenant that it strikes; entra, graph or
one kind of request (device-code, poll, authorize, redeem, refresh, discovery, me, calendars, view,
event, schedule); and `once` or `3x`. Without them it strikes everybody, everywhere, always.

  calcli sandbox --fault throttle=30:marimer:2x --fault slow=500ms:view
";

/// Every kind with what goes wrong, one row each, and how to narrow them down.
pub fn faults<'a>(rows: impl Iterator<Item = FaultRow<'a>>, style: &Style) -> String {
    let row = |row: FaultRow<'a>| {
        let usage = row.value.map_or_else(|| row.name.to_owned(), |value| format!("{}[={value}]", row.name));
        vec![Text::new(&usage, Ink::Hue(Color::Cyan)), Text::new(row.about, Ink::Plain)]
    };
    let rows: Vec<_> = rows.map(row).collect();
    let lines = lay_out(&rows, &[Column::rigid(2), Column::wrapped(0, ' ')], style).concat();
    lines.into_iter().map(|line| line + "\n").collect::<String>() + NARROWING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_with_its_value() {
        let rows = [
            FaultRow { name: "reset", value: None, about: "Closes the connection" },
            FaultRow { name: "slow", value: Some("DURATION"), about: "Answers later (2s)" },
        ];
        let shown = faults(rows.into_iter(), &Style::default());
        let expected = "reset            Closes the connection\nslow[=DURATION]  Answers later (2s)\n\nBehind a fault";
        assert!(shown.starts_with(expected), "{shown}");
    }
}
