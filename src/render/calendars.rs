//! The calendars of every account, for people.

use crate::model::account::Label;
use crate::model::agenda::Source;
use crate::model::event::{Calendar, Person};
use crate::render::Style;
use crate::render::clean::clean;
use crate::render::columns::{self, Column};
use crate::render::forms::Listing;
use crate::render::json;
use crate::render::paint::{Ink, Text};

/// Account, name, owner, remarks.
const COLUMNS: [Column; 4] =
    [Column::wrapped(2, ' '), Column::wrapped(2, ' '), Column::wrapped(2, ' '), Column::wrapped(0, ' ')];

/// The calendars of every account, as an answer.
pub struct Calendars<'a> {
    /// What was found.
    pub calendars: &'a [(Label, Calendar)],
    /// What became of each account.
    pub sources: &'a [Source],
}

impl Listing for Calendars<'_> {
    fn json(&self) -> String {
        json::calendars(self.calendars, self.sources)
    }

    fn sources(&self) -> &[Source] {
        self.sources
    }

    fn rows(&self) -> &'static str {
        "calendars"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("account", "/account"),
            ("name", "/name"),
            ("is_default", "/is_default"),
            ("can_edit", "/can_edit"),
            ("owner", "/owner/email"),
            ("id", "/id"),
        ]
    }

    fn text(&self, style: &Style) -> String {
        calendars(self.calendars, style)
    }
}

/// The calendars as text, one row each; empty where there are none.
fn calendars(calendars: &[(Label, Calendar)], style: &Style) -> String {
    let row = |(label, calendar): &(Label, Calendar)| {
        let remarks = match (calendar.is_default, calendar.can_edit) {
            (true, true) => "default",
            (true, false) => "default, read only",
            (false, true) => "",
            (false, false) => "read only",
        };
        let owner = calendar.owner.as_ref().map(name).unwrap_or_default();
        vec![
            style.tag(label),
            Text::new(clean(&calendar.name).trim(), Ink::Plain),
            Text::new(owner, Ink::Plain),
            Text::new(remarks, Ink::Dim),
        ]
    };
    let rows: Vec<Vec<Text>> = calendars.iter().map(row).collect();
    columns::lay_out(&rows, &COLUMNS, style).concat().into_iter().map(|line| line + "\n").collect()
}

/// The address of a person, which tells more people apart than a name.
fn name(person: &Person) -> &str {
    person.email.as_deref().or(person.name.as_deref()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{calendar, label};

    #[test]
    fn every_calendar_is_one_row_with_its_owner_and_what_may_be_done() {
        let list = [
            (label("xebia"), Calendar { is_default: true, ..calendar("Calendar", "alice@xebia.com") }),
            (label("xebia"), Calendar { can_edit: false, ..calendar("Feest\u{1b}[5mdagen", "noreply@xebia.com") }),
            (label("home"), Calendar { owner: None, ..calendar("家族", "") }),
        ];
        let expected = "\
xebia  Calendar    alice@xebia.com    default
xebia  Feestdagen  noreply@xebia.com  read only
home   家族
";
        assert_eq!(calendars(&list, &Style::default()), expected);
        assert_eq!(calendars(&[], &Style::default()), "");
    }
}
