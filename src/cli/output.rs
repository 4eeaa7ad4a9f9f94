//! The flags that choose the form of an answer.

use super::bar::BarOr;
use super::ui::Ui;
use crate::model::account::Account;
use crate::model::error::{Error, Result};
use crate::render;
use crate::render::bars::Bar;
use crate::render::forms::{Form, Format, Listing};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::ffi::OsString;
use std::path::Path;

/// In which form an answer is printed.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub struct Output<F: ValueEnum + Clone + Send + Sync + 'static = Format> {
    /// The form of the answer; without one it is a table for people
    #[arg(long, value_name = "FORMAT")]
    format: Option<F>,
    /// Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["format", "json"])]
    template: Option<String>,
    /// Print what this expression of jq makes of the JSON document
    #[arg(long, value_name = "EXPR", conflicts_with_all = ["format", "template"])]
    jq: Option<String>,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.purpose()))
    }
}

fn two_forms() -> Error {
    Error::usage("two_forms", "--json and --format ask for two different forms.").hint("leave out one of them")
}

impl Output {
    /// The same, where a flag of its own asks for a format.
    pub fn or(self, asked: bool, format: Format) -> Self {
        Self { format: self.format.or(asked.then_some(format)), ..self }
    }

    /// The form that the flags ask for; `--json` is the same as `--format json`. What is wrong with it is told here, before
    /// anything is asked.
    ///
    /// # Errors
    /// Where two forms are asked for at once, or the template or the expression is wrong.
    pub fn form(&self, ui: &mut Ui) -> Result<Form> {
        match (&self.jq, &self.template, self.format) {
            (Some(expression), ..) => Form::jq(expression),
            (None, Some(template), _) => Form::template(&text_of(template, ui)?),
            (None, None, Some(format)) if ui.is_json() && format != Format::Json => Err(two_forms()),
            (None, None, None) if ui.is_json() => Ok(Form::Named(Format::Json)),
            (None, None, format) => Ok(Form::Named(format.unwrap_or_default())),
        }
    }
}

impl Output<BarOr<Format>> {
    /// The bar that the flags ask for.
    pub fn bar(&self) -> Option<Bar> {
        match self.format {
            Some(BarOr::Bar(bar)) => Some(bar),
            _ => None,
        }
    }

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
        Output { format, template: self.template, jq: self.jq }.form(ui).map(BarOr::Other)
    }
}

/// A text of the command line, or of the file that it names.
fn text_of(argument: &str, ui: &Ui) -> Result<String> {
    match argument.strip_prefix('@') {
        Some(file) => ui.read(Path::new(file)),
        None => Ok(argument.to_owned()),
    }
}

/// Whether a command line, which may be wrong, asks for JSON, so that errors are JSON too. What `--jq` prints is no document.
pub fn asks_for_json(args: &[OsString]) -> bool {
    let is_flag = |flag: &str| args.iter().any(|arg| arg == flag);
    let is_format = args.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json") || is_flag("--format=json");
    let is_jq = args.iter().any(|arg| arg.to_str().is_some_and(|arg| arg == "--jq" || arg.starts_with("--jq=")));
    (is_flag("--json") || is_format) && !is_jq
}

impl Ui {
    /// Prints an answer about these accounts in the form that was asked for. Where that fails, who is missing from the answer is told
    /// all the same: it may be why.
    ///
    /// # Errors
    /// As [`Ui::answer`], and where the answer does not have this form.
    pub fn print(&mut self, listing: &dyn Listing, form: &Form, accounts: &[Account]) -> Result<()> {
        let missing = |_: &Error| self.tell(&render::missing(listing.sources(), &self.style_on_stderr(accounts)));
        let text = form.fill(listing, &self.style(accounts)).inspect_err(missing)?;
        self.answer(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_json_where_the_answer_would_be_one_document() {
        let asks = |line: &str| asks_for_json(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        for line in ["calcli events --json", "calcli events --format json", "calcli events --format=json --bogus"] {
            assert!(asks(line), "{line}");
        }
        for line in [
            "calcli events",
            "calcli events --format jsonl",
            "calcli events --json --jq .x",
            "calcli events --json --jq=.",
        ] {
            assert!(!asks(line), "{line}");
        }
    }
}
