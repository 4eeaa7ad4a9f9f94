//! `calcli doctor`: is everything as it has to be, and if not, what to type.

use super::exit::Exit;
use super::global::{Global, duration};
use super::ui::Ui;
use crate::app::{App, doctor};
use crate::base::env::Env;
use crate::model::checkup::Checkup;
use crate::model::error::{Error, Result};
use crate::render::{self, json};
use std::time::Duration;

/// Check everything that has to work, and say what to do where it does not
///
/// Looks at the config and who can change it, tries the token store, the network, the clock and TLS, and then each account: its
/// sign-in, its tenant, a renewal of its token, what it may do, and its calendars. Prints no secret, and needs no network to run.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How long the whole check-up may take, such as 30s or 2m
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "30s")]
    timeout: Duration,
}

impl Args {
    /// Checks and prints; ends with 1 when something is wrong.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let only = global.reading_accounts(env)?;
        let mut accounts = if only.is_empty() { app.settings.accounts.clone() } else { app.settings.named(&only)? };
        accounts.retain(|account| account.enabled || only.contains(&account.label));
        let checkup = {
            let _spinner = ui.spinner("Checking…".to_owned());
            app.checkup(&accounts, env, self.timeout).await
        };
        print(&checkup, ui)
    }
}

/// Prints the check-up of settings that cannot be read.
pub fn without_settings(error: &Error, ui: &mut Ui) -> Result<Exit> {
    print(&doctor::without_settings(error), ui)
}

fn print(checkup: &Checkup, ui: &mut Ui) -> Result<Exit> {
    if ui.is_json() {
        ui.answer(&json::checkup(checkup))?;
    } else {
        ui.answer(&render::checkup(checkup, &ui.style(&[])))?;
    }
    Ok(if checkup.is_ok() { Exit::Done } else { Exit::Failed })
}
