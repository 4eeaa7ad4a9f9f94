//! `calcli account import`: the accounts of another program.

use crate::app::App;
use crate::app::import::Origin;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::error::Result;
use crate::model::import::Outcome;
use crate::render::{self, json};
use std::path::PathBuf;

/// Take over the accounts of Calendar-MCP
///
/// Reads its appsettings.json, and the older shape with an object of accounts. It says what was taken, and of the rest why not:
/// accounts of other providers, and names that there are already, are left alone. Secrets and servers are never taken. Where
/// nothing can be taken, and nothing of it is here already, the exit code is 1.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    source: Source,
}

/// What is said where the file brings nothing.
const NOTHING: &str = "Nothing was taken over: see above why.";

/// Where accounts come from, and whether to take them.
#[derive(Debug, clap::Args)]
pub struct Source {
    /// The file, or `-` for the standard input
    file: PathBuf,
    /// Only say what would be taken
    #[arg(long)]
    dry_run: bool,
}

impl Args {
    /// Takes over the accounts, and tells about each.
    pub async fn run(&self, app: &App, ui: &mut Ui) -> Result<Exit> {
        self.source.take_over(Origin::CalendarMcp, app, ui).await
    }
}

impl Source {
    /// Takes over the accounts, and tells about each.
    pub async fn take_over(&self, origin: Origin, app: &App, ui: &mut Ui) -> Result<Exit> {
        let imported = app.import(origin, &ui.read(&self.file)?, &self.file, self.dry_run).await?;
        if ui.is_json() {
            ui.answer(&json::imported(&imported, self.dry_run))?;
        } else {
            ui.answer(&render::imported(&imported, self.dry_run, &ui.style(&[])))?;
        }
        let taken = imported.iter().filter_map(|each| match &each.outcome {
            Outcome::Taken(account) if account.enabled => Some(format!(" --account {}", account.label)),
            _ => None,
        });
        let names: String = taken.collect();
        if !names.is_empty() && !self.dry_run {
            ui.note(&format!("Sign in next: calcli login{names}"));
        }
        if imported.iter().all(|each| matches!(each.outcome, Outcome::Skipped(_))) {
            ui.tell(NOTHING);
            return Ok(Exit::Failed);
        }
        Ok(Exit::Done)
    }
}
