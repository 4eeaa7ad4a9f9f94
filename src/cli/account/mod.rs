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
use crate::model::account::{Account, Label};
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
    /// Whether it works on a config file that is not there yet.
    pub fn needs_no_file(&self) -> bool {
        matches!(self.command, Command::Add(_) | Command::Setup(_) | Command::Import(_) | Command::ImportSetup(_))
    }

    /// Runs one of the commands.
    pub async fn run(self, app: &App, global: &Global, env: &crate::base::env::Env, ui: &mut Ui) -> Result<Exit> {
        let reads = matches!(
            self.command,
            Command::List(_) | Command::Show(_) | Command::ConsentUrl(_) | Command::ExportSetup(_)
        );
        if !reads {
            app.mend().await?.iter().for_each(|warning| ui.warn(warning));
        }
        match self.command {
            Command::Add(args) => args.run(app, ui).await,
            Command::List(args) => args.run(app, global, env, ui).await,
            Command::Show(args) => args.run(app, ui).await,
            Command::Set(args) => args.run(app, ui).await,
            Command::Rename(args) => args.run(app, ui).await,
            Command::Remove(args) => args.run(app, ui).await,
            Command::Setup(args) => args.run(app, ui).await,
            Command::ConsentUrl(args) => args.run(app, ui),
            Command::Import(args) => args.run(app, ui).await,
            Command::ExportSetup(args) => args.run(app, global, ui),
            Command::ImportSetup(args) => args.run(app, ui).await,
        }
    }
}

/// The accounts that `login` or `logout` was told to take, by place or by flag; they have to be named.
pub fn named(app: &App, global: &Global, names: &[Label], command: &str) -> Result<Vec<Account>> {
    let settings = &app.settings;
    let wanted = [names, &global.account].concat();
    if !wanted.is_empty() {
        return settings.named(&wanted);
    }
    let known: Vec<&str> = settings.accounts.iter().map(|account| account.label.as_str()).collect();
    let Some(first) = known.first() else { return Err(crate::config::settings::no_account()) };
    let message = format!("Name the accounts, or say --all; there are: {}.", known.join(", "));
    Err(Error::usage("no_account_named", message)
        .hint(format!("calcli {command} {first}"))
        .hint(format!("calcli {command} --all")))
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
