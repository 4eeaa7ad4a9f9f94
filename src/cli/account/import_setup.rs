//! `calcli account import-setup`: accounts that calcli exported elsewhere.

use super::import::Source;
use crate::app::App;
use crate::app::import::Origin;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::error::Result;

/// Take over accounts that `export-setup` wrote on another machine
///
/// A whole config.toml will do, too. Names that there are already are left alone; servers and commands are never taken. Each account
/// has to be signed in to here. Where nothing can be taken, and nothing of it is here already, the exit code is 1.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    source: Source,
}

impl Args {
    /// Takes over the accounts, and tells about each.
    pub async fn run(&self, app: &App, ui: &mut Ui) -> Result<Exit> {
        self.source.take_over(Origin::Calcli, app, ui).await
    }
}
