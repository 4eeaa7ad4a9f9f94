//! The flags of commands whose answer also fits into a status bar.

use crate::render::bars::Bar;
use crate::render::forms::Format;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::sync::LazyLock;

/// A status bar, or else another form of the answer.
#[derive(Clone, Debug)]
pub enum BarOr<T> {
    /// One line for this bar.
    Bar(Bar),
    /// Any other form.
    Other(T),
}

/// Every value: the bars, and the forms but for the plain one, which here is the line of a bar.
static VALUES: LazyLock<Vec<BarOr<Format>>> = LazyLock::new(|| {
    let forms = Format::ALL.into_iter().filter(|format| *format != Format::Plain).map(BarOr::Other);
    forms.chain(Bar::ALL.map(BarOr::Bar)).collect()
});

impl ValueEnum for BarOr<Format> {
    fn value_variants<'a>() -> &'a [Self] {
        &VALUES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Bar(bar) => bar.name(),
            Self::Other(format) => format.name(),
        }))
    }
}

/// How the line of a status bar looks.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub struct Line {
    /// In a status bar, cut what a meeting is about and where it is to this width
    #[arg(long, value_name = "COLUMNS", default_value_t = 40, value_parser = clap::value_parser!(u16).range(1..))]
    max: u16,
}

impl Line {
    /// The width in columns.
    pub fn width(&self) -> usize {
        self.max.into()
    }
}
