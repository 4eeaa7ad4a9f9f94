//! The flags that choose the form of an answer.

use super::bar::BarOr;
use super::ui::Ui;
use crate::model::account::Account;
use crate::model::error::{Error, Result};
use crate::render::forms::{Form, Format, Listing};
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// In which form an answer is printed.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub struct Output<F: ValueEnum + Clone + Send + Sync + 'static = Format> {
    /// The form of the answer
    #[arg(long, value_name = "FORMAT")]
    format: Option<F>,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

fn two_forms() -> Error {
    Error::usage("two_forms", "--json and --format ask for two different forms.").hint("leave out one of them")
}

impl Output {
    /// The form that the flags ask for; `--json` is the same as `--format json`.
    ///
    /// # Errors
    /// Where two forms are asked for at once.
    pub fn form(&self, ui: &mut Ui) -> Result<Form> {
        let format = match (self.format, ui.is_json()) {
            (None | Some(Format::Json), true) => Some(Format::Json),
            (Some(_), true) => {
                return Err(two_forms());
            }
            (format, false) => format,
        };
        ui.set_json(format == Some(Format::Json));
        Form::new(format)
    }
}

impl Output<BarOr<Format>> {
    /// The bar that the flags ask for, or else the form.
    ///
    /// # Errors
    /// As [`Output::form`].
    pub fn bar_or_form(self, ui: &mut Ui) -> Result<BarOr<Form>> {
        let format = match self.format {
            Some(BarOr::Bar(_)) if ui.is_json() => return Err(two_forms()),
            Some(BarOr::Bar(bar)) => return Ok(BarOr::Bar(bar)),
            Some(BarOr::Other(format)) => Some(format),
            None => None,
        };
        Output { format }.form(ui).map(BarOr::Other)
    }
}

impl Ui {
    /// Prints an answer about these accounts in the form that was asked for.
    ///
    /// # Errors
    /// As [`Ui::answer`], and where the answer does not have this form.
    pub fn print(&mut self, listing: &dyn Listing, form: &Form, accounts: &[Account]) -> Result<()> {
        let text = form.fill(listing, &self.style(accounts))?;
        self.answer(&text)
    }
}
