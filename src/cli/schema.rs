//! `calcli schema`: what the JSON of each command looks like, for programs that read it.

use super::exit::Exit;
use super::ui::Ui;
use crate::model::error::{Error, Result};
use crate::render;
use crate::render::json::schema::{self, Document};

/// Print the JSON Schema of what a command prints with --json
///
/// Without a command it lists those that have one; with --json it prints every schema, in one object. The schemas are of draft
/// 2020-12. Of `login` it is that of each line, and `error` is what any command prints instead when it fails.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command, such as `events` or `account show`, or `error`
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

impl Args {
    /// Prints one schema, or all.
    pub fn run(self, ui: &mut Ui) -> Result<Exit> {
        let command = self.command.join(" ");
        let answer = match Document::of(&command) {
            Some(document) => document.text(),
            None if !command.is_empty() => return Err(unknown(&command)),
            None if ui.is_json() => schema::all(),
            None => render::schemas(&ui.style(&[])),
        };
        ui.answer(&answer)?;
        Ok(Exit::Done)
    }
}

fn unknown(command: &str) -> Error {
    let message = format!("`{}` is no command that prints a JSON document.", command.escape_debug());
    Error::usage("no_such_schema", message).hint("to see those that do: calcli schema")
}
