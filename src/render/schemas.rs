//! Which documents have a schema, for people.

use crate::render::Style;
use crate::render::columns::{self, Column};
use crate::render::json::schema::DOCUMENTS;
use crate::render::paint::{Ink, Text};

/// The commands whose documents have a schema, and what those are about.
pub fn schemas(style: &Style) -> String {
    let row = |command: &str, about: &str| vec![Text::new(command, Ink::Bold), Text::new(about, Ink::Plain)];
    let of_each = DOCUMENTS.iter().flat_map(|document| {
        let about = document.about();
        document.commands.iter().map(move |command| row(command, &about))
    });
    let rows: Vec<_> = of_each.collect();
    columns::lay_out(&rows, &[Column::rigid(2), Column::wrapped(0, ' ')], style).concat().join("\n") + "\n"
}
