//! `calcli account show`: one account, and how it is doing.

use crate::app::App;
use crate::cli::completing;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::account::Label;
use crate::model::error::Result;

/// Show an account
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account
    #[arg(add = completing::accounts())]
    name: Label,
}

impl Args {
    /// Prints the account.
    pub async fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        super::print(app, app.settings.account(&self.name)?, "", ui).await
    }
}
