//! `calcli account remove`: an account and its tokens, gone.

use crate::app::App;
use crate::cli::completing;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::account::Label;
use crate::model::error::{Error, Result};
use crate::render::json;

/// Remove an account and its tokens
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account
    #[arg(add = completing::accounts())]
    name: Label,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

impl Args {
    /// Removes it, after a yes.
    pub async fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        let account = app.settings.account(&self.name)?;
        if !self.yes {
            if !ui.can_ask() {
                return Err(Error::usage(
                    "not_confirmed",
                    format!("Removing {} needs --yes where nobody can be asked.", account.label),
                )
                .hint(format!("calcli account remove {} --yes", account.label)));
            }
            if !ui.confirm(&format!("Remove {} and its tokens?", account.label)).await? {
                ui.note("Nothing was removed.");
                return Ok(Exit::Done);
            }
        }
        app.remove_account(&self.name).await?;
        if ui.is_json() {
            ui.answer(&json::account(&app.status(account).await))?;
        } else {
            ui.answer(&format!("{}: removed", account.label))?;
        }
        Ok(Exit::Done)
    }
}
