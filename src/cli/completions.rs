//! `calcli completions`: what a shell needs to complete calcli's command lines.

use super::exit::Exit;
use super::ui::Ui;
use crate::model::error::{Error, Kind, Result};
use clap_complete::{Shell, generate};

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

impl Args {
    /// Prints the script.
    pub fn run(self, ui: &mut Ui) -> Result<Exit> {
        let script = String::from_utf8(script(self.shell))
            .map_err(|error| Error::new(Kind::Internal, "not_text", error.to_string()))?;
        ui.answer(&script).map(|()| Exit::Done)
    }
}

/// The script of a shell.
pub fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    generate(shell, &mut super::definition(), "calcli", &mut script);
    script
}
