//! Every form in which an answer with rows can be had. What scripts and other programs read is made from the document of
//! `--json`, so that there is one truth; what people read is drawn by the answer itself.

use crate::model::error::{Error, Result};
use crate::render::Style;

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
}

/// The form in which an answer is wanted, ready to be filled.
#[derive(Debug, Default)]
pub enum Form {
    /// One with a name.
    Named(Format),
    #[default]
    /// The one for people.
    Usual,
}

impl Form {
    /// The form of these flags; what is wrong with a template or an expression is told before anything is asked.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage).
    pub fn new(format: Option<Format>) -> Result<Self> {
        Ok(format.map_or(Self::Usual, Self::Named))
    }

    /// The answer in this form.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage) where the answer does not have it.
    pub fn fill(&self, listing: &dyn Listing, style: &Style) -> Result<String> {
        match self {
            Self::Usual | Self::Named(Format::Table) => Ok(listing.text(style)),
            Self::Named(Format::Plain) => Ok(listing.text(&Style::default())),
            Self::Named(Format::Json) => Ok(listing.json()),
            Self::Named(format) => {
                let page = listing.html().filter(|_| *format == Format::Html);
                page.ok_or_else(|| Error::usage("no_such_form", format!("There is no {}.", format.name())))
            }
        }
    }
}
