//! `calcli account`: the accounts of the config file, one file per command.

mod add;
mod consent_url;
mod export_setup;
mod fields;
mod import;
mod import_setup;
mod remove;
mod rename;
mod set;
mod setup;
mod show;

use super::exit::Exit;
use super::global::Global;
use super::ui::Ui;
use crate::app::App;
use crate::model::account::Account;
use crate::model::error::{Error, Result};
use crate::render::{self, json};
use chrono::Utc;
use clap::Subcommand;

/// Add, change and remove accounts
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Args),
    List(super::list::Args),
    Show(show::Args),
    Set(set::Args),
    Rename(rename::Args),
    Remove(remove::Args),
    Setup(setup::Args),
    ConsentUrl(consent_url::Args),
    Import(import::Args),
    ExportSetup(export_setup::Args),
    ImportSetup(import_setup::Args),
}

impl Args {
    /// Runs one of the commands.
    pub async fn run(self, app: &App, global: &Global, env: &crate::base::env::Env, ui: &mut Ui) -> Result<Exit> {
        match self.command {
            Command::Add(args) => args.run(app, ui).await,
            Command::List(args) => args.run(app, global, env, ui).await,
            Command::Show(args) => args.run(app, ui).await,
            Command::Set(args) => args.run(app, ui).await,
            Command::Rename(args) => args.run(app, ui).await,
            Command::Remove(args) => args.run(app, ui).await,
            Command::Setup(args) => args.run(app, ui).await,
            Command::ConsentUrl(args) => args.run(app, ui),
            Command::Import(args) => args.run(app, ui),
            Command::ExportSetup(args) => args.run(app, global, ui),
            Command::ImportSetup(args) => args.run(app, ui),
        }
    }
}

/// The accounts that a command was told to sign in or out; they have to be named.
pub fn named(app: &App, global: &Global) -> Result<Vec<Account>> {
    let settings = &app.settings;
    if settings.accounts.is_empty() && global.account.is_empty() {
        return Err(crate::config::settings::no_account());
    }
    if global.account.is_empty() {
        let names: Vec<&str> = settings.accounts.iter().map(|account| account.label.as_str()).collect();
        return Err(Error::usage(
            "no_account_named",
            format!("Name the accounts with --account, or say --all; there are: {}.", names.join(", ")),
        ));
    }
    settings.named(&global.account)
}

/// Prints an account after it was changed: `what` says so to people.
async fn print(app: &App, account: &Account, what: &str, ui: &mut Ui) -> Result<Exit> {
    let status = app.status(account).await;
    if ui.is_json() {
        ui.answer(&json::account(&status))?;
    } else if what.is_empty() {
        ui.answer(&render::account(&status, &app.settings.zone, Utc::now(), &ui.style(&app.settings.accounts)))?;
    } else {
        ui.answer(what)?;
    }
    Ok(Exit::Done)
}
