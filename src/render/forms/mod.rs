//! Every form in which an answer with rows can be had. What scripts and other programs read is made from the document of
//! `--json`, so that there is one truth; what people read is drawn by the answer itself.

mod csv;
pub mod html;
pub mod ics;
mod jq;
mod jsonl;
mod markdown;
mod patience;
mod rows;
mod template;

use crate::model::agenda::Source;
use crate::model::error::{Error, Result};
use crate::render::Style;
use jq::Jq;
use template::Template;

/// An answer that has rows.
pub trait Listing {
    /// The document that scripts read.
    fn json(&self) -> String;
    /// The key in the document under which the rows are.
    fn rows(&self) -> &'static str;
    /// The columns of the flat forms: a heading, and the JSON pointer (RFC 6901) of its value within a row.
    fn columns(&self) -> &'static [(&'static str, &'static str)];
    /// The text that people read.
    fn text(&self, style: &Style) -> String;
    /// Who was asked for it, with what some of them failed with.
    fn sources(&self) -> &[Source] {
        &[]
    }
    /// What it is called at the top of a page.
    fn title(&self) -> String {
        let name = self.rows().replace('_', " ");
        name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
    }
    /// The answer as an iCalendar file, where it is one of times.
    fn ics(&self) -> Option<String> {
        None
    }
    /// The answer as a page of its own, where a table of its rows is not what people expect.
    fn html(&self) -> Option<String> {
        None
    }
}

/// A form with a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people, as wide as the terminal.
    #[default]
    Table,
    /// For people, without colours, links and wrapping.
    Plain,
    /// The whole document.
    Json,
    /// One row of the document per line.
    Jsonl,
    /// RFC 4180, safe to open in a spreadsheet.
    Csv,
    /// Tabs between the columns.
    Tsv,
    /// A table in Markdown.
    Markdown,
    /// RFC 5545.
    Ics,
    /// A page to print.
    Html,
}

impl Format {
    /// Every format, in the order the help shows them.
    pub const ALL: [Self; 9] = [
        Self::Table,
        Self::Plain,
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Tsv,
        Self::Markdown,
        Self::Ics,
        Self::Html,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Plain => "plain",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Markdown => "markdown",
            Self::Ics => "ics",
            Self::Html => "html",
        }
    }

    /// What it is good for.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Table => "for people, as wide as the terminal",
            Self::Plain => "for people, without colours, links and wrapping",
            Self::Json => "the whole document, as --json",
            Self::Jsonl => "one row of the document per line",
            Self::Csv => "for spreadsheets: nothing in it is taken for a formula",
            Self::Tsv => "the same with tabs",
            Self::Markdown => "a table",
            Self::Ics => "for other calendars, where the answer is one of meetings",
            Self::Html => "a page to print",
        }
    }
}

/// The form in which an answer is wanted, ready to be filled.
#[derive(Debug)]
pub enum Form {
    /// One with a name.
    Named(Format),
    /// The document through a template of the user's own.
    Template(Box<Template>),
    /// The document through an expression of jq.
    Jq(Jq),
}

impl Default for Form {
    fn default() -> Self {
        Self::Named(Format::default())
    }
}

impl Form {
    /// A template; what is wrong with it is told before anything is asked.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage).
    pub fn template(text: &str) -> Result<Self> {
        Ok(Self::Template(Box::new(Template::new(text)?)))
    }

    /// An expression of jq; what is wrong with it is told before anything is asked.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage).
    pub fn jq(expression: &str) -> Result<Self> {
        Jq::new(expression).map(Self::Jq)
    }

    /// Whether it is read by people rather than by programs.
    pub fn is_for_people(&self) -> bool {
        matches!(self, Self::Named(Format::Table | Format::Plain))
    }

    /// The answer in this form.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage) where the answer does not have it; and what a template or an expression
    /// fails with.
    pub fn fill(&self, listing: &dyn Listing, style: &Style) -> Result<String> {
        match self {
            Self::Named(format) => format.of(listing, style).ok_or_else(|| no_such_form(*format)),
            Self::Template(template) => template.fill(listing.json()),
            Self::Jq(jq) => jq.run(listing.json()),
        }
    }
}

impl Format {
    /// The answer in this format, if it has it.
    fn of(self, listing: &dyn Listing, style: &Style) -> Option<String> {
        Some(match self {
            Self::Table => listing.text(style),
            Self::Plain => listing.text(&Style::default()),
            Self::Json => listing.json(),
            Self::Jsonl => jsonl::lines(listing),
            Self::Csv => csv::table(listing, b','),
            Self::Tsv => csv::table(listing, b'\t'),
            Self::Markdown => markdown::table(listing),
            Self::Ics => listing.ics()?,
            Self::Html => listing.html().unwrap_or_else(|| html::page(listing)),
        })
    }
}

/// Of the formats, a calendar is the one that not every answer has.
fn no_such_form(format: Format) -> Error {
    let there: Vec<&str> = Format::ALL.into_iter().filter(|other| *other != format).map(Format::name).collect();
    Error::usage("no_such_form", format!("This answer cannot be had as {}.", format.name()))
        .hint(format!("choose one of {}", there.join(", ")))
}

#[cfg(test)]
mod tests;
