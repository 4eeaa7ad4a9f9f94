//! `calcli list`: every account and how it is doing.

use super::exit::Exit;
use super::global::Global;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::config::settings::no_account;
use crate::model::error::Result;
use crate::render::{self, json};
use chrono::Utc;

/// List the accounts: who signed in, where, and until when
///
/// Nothing is asked of the network.
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Args {
    /// Prints the accounts, from what is stored.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let only = global.reading_accounts(env)?;
        let accounts = if only.is_empty() { app.settings.accounts.clone() } else { app.settings.named(&only)? };
        if accounts.is_empty() && !ui.is_json() {
            return Err(no_account());
        }
        let statuses = app.statuses(&accounts).await;
        if ui.is_json() {
            ui.answer(&json::accounts(&statuses))?;
        } else {
            ui.answer(&render::accounts(&statuses, &app.settings.zone, Utc::now(), &ui.style(&app.settings.accounts)))?;
        }
        Ok(Exit::Done)
    }
}
