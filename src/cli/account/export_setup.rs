//! `calcli account export-setup`: the accounts, without secrets, for another machine.

use crate::app::App;
use crate::cli::exit::Exit;
use crate::cli::global::Global;
use crate::cli::ui::Ui;
use crate::config::settings::no_account;
use crate::model::error::Result;
use crate::render::json;
use std::path::PathBuf;

/// Write the accounts' settings, never their tokens, for another machine
///
/// All accounts, or those named with `--account`. On the other machine: `calcli account import-setup FILE`, then `calcli login`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to write, which must not be there yet; without it the set-up is printed
    file: Option<PathBuf>,
}

impl Args {
    /// Prints or writes the set-up.
    pub fn run(self, app: &App, global: &Global, ui: &mut Ui) -> Result<Exit> {
        let accounts = match global.account.as_slice() {
            [] => app.settings.accounts.clone(),
            labels => app.settings.named(labels)?,
        };
        if accounts.is_empty() {
            return Err(no_account());
        }
        let setup = app.export(&accounts)?;
        if let Some(file) = &self.file {
            app.write_setup(&setup, file)?;
        }
        let file = self.file.map(|file| file.display().to_string());
        if ui.is_json() {
            ui.answer(&json::exported(&accounts, &setup.text, &setup.left_out, file.as_deref()))?;
        } else if let Some(file) = &file {
            let names: Vec<&str> = accounts.iter().map(|account| account.label.as_str()).collect();
            ui.answer(&format!("{file}: written, with {}", names.join(", ")))?;
        } else {
            ui.answer(&setup.text)?;
        }
        setup.left_out.iter().for_each(|what| ui.warn(what));
        Ok(Exit::Done)
    }
}
