//! `calcli logout`: delete the tokens of some accounts, and of no other.

use super::completing;
use super::exit::Exit;
use super::global::Global;
use super::ui::Ui;
use crate::app::App;
use crate::model::account::Label;
use crate::model::error::Result;
use crate::render::json;

/// Sign out of accounts: delete their tokens, and no other's
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The accounts
    #[arg(value_name = "NAME", add = completing::accounts())]
    names: Vec<Label>,
    /// Sign out of every account, also of those that rest
    #[arg(long, conflicts_with_all = ["account", "names"])]
    all: bool,
}

impl Args {
    /// Deletes the tokens, and prints how the accounts are doing then.
    pub async fn run(self, app: &App, global: &Global, ui: &mut Ui) -> Result<Exit> {
        app.mend().await?.iter().for_each(|warning| ui.warn(warning));
        let accounts =
            if self.all { app.settings.all()? } else { super::account::named(app, global, &self.names, "logout")? };
        for account in &accounts {
            let found = app.sign_out(account).await?;
            if !ui.is_json() {
                let what = match account.source.store() {
                    _ if found => "signed out".to_owned(),
                    None => "was not signed in".to_owned(),
                    Some(origin) => format!("brings its own token ({origin}); nothing of it is stored"),
                };
                ui.answer(&format!("{}: {what}", account.label))?;
            }
        }
        if ui.is_json() {
            ui.answer(&json::accounts(&app.statuses(&accounts).await))?;
        }
        Ok(Exit::Done)
    }
}
