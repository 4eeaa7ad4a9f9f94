//! `calcli list`: every account and how it is doing.

use super::exit::Exit;
use super::global::Global;
use super::output::Output;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::config::settings::no_account;
use crate::model::error::Result;
use crate::render;
use chrono::Utc;

/// List the accounts: who signed in, where, and until when
///
/// Nothing is asked of the network.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: Output,
}

impl Args {
    /// Prints the accounts, from what is stored.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.form(ui)?;
        let only = global.reading_accounts(env)?;
        let accounts = if only.is_empty() { app.settings.accounts.clone() } else { app.settings.named(&only)? };
        if accounts.is_empty() && form.is_for_people() {
            return Err(no_account());
        }
        let statuses = app.statuses(&accounts).await;
        let answer = render::Accounts { statuses: &statuses, zone: &app.settings.zone, now: Utc::now() };
        ui.print(&answer, &form, &app.settings.accounts)?;
        Ok(Exit::Done)
    }
}
