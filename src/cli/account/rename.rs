//! `calcli account rename`: another name for an account, which stays signed in.

use crate::app::App;
use crate::cli::completing;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::account::Label;
use crate::model::error::Result;

/// Rename an account; it stays signed in
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name
    #[arg(add = completing::accounts())]
    old: Label,
    /// Its new name
    new: Label,
}

impl Args {
    /// Moves the record and the table.
    pub async fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        let account = app.rename_account(&self.old, &self.new).await?;
        super::print(app, &account, &format!("{}: renamed to {}", self.old, self.new), ui).await
    }
}
