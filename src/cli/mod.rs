//! The terminal's door: parses a command line, opens what it needs, and runs one command.

mod account;
mod calendars;
pub mod completions;
mod demo;
mod doctor;
mod events;
mod exit;
mod explain;
mod global;
mod invitation;
mod keyboard;
mod list;
mod login;
mod logout;
pub mod man;
mod opener;
mod sandbox;
mod token;
mod ui;

use crate::app::App;
use crate::base::env::Env;
use crate::config::settings::Settings;
use crate::model::error::{Error, Kind, Result};
use clap::{CommandFactory, Parser, Subcommand};
use exit::Exit;
use global::Global;
use std::ffi::OsString;
use std::process::ExitCode;
use ui::Ui;

/// One agenda of all your Microsoft 365 and Outlook.com accounts.
///
/// calcli signs in to each account, keeps every token apart (by cloud, tenant, application and account), and shows the
/// calendars of all of them as one agenda. An account that cannot be read is named, and the exit code says so.
#[derive(Debug, Parser)]
#[command(name = "calcli", version, max_term_width = 100, after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  calcli account add xebia --tenant xebia.com --client-id 11111111-2222-3333-4444-555555555555
  calcli login --account xebia
  calcli events --today
  calcli events --week --json | jq '.events[].subject'

Exit codes:
  0 done   1 failed   2 wrong usage   3 done, but an account is missing from the answer
  4 sign-in needed   5 network or service unavailable   6 token store unavailable   130 interrupted";

#[derive(Debug, Subcommand)]
enum Command {
    Account(account::Args),
    Login(login::Args),
    Logout(logout::Args),
    List(list::Args),
    Calendars(calendars::Args),
    Events(events::Args),
    Explain(explain::Args),
    Token(token::Args),
    Doctor(doctor::Args),
    Demo(demo::Args),
    Sandbox(sandbox::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The definition of the whole command line, from which help, completions and man pages are made.
pub fn definition() -> clap::Command {
    Cli::command()
}

/// Runs one command line and says how the process should end.
pub fn run(args: impl IntoIterator<Item = OsString>, env: &Env) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let mut ui = Ui::new(env);
    let result = match Cli::try_parse_from(&args) {
        Ok(cli) => {
            ui.obey(&cli.global);
            execute(cli, &mut ui, env)
        }
        Err(error) if error.use_stderr() => {
            ui.set_json(args.iter().any(|arg| arg == "--json"));
            ui.refuse(&error);
            Ok(Exit::Usage)
        }
        Err(help) => ui.help(&help).map(|()| Exit::Done),
    };
    let exit = result.unwrap_or_else(|error| {
        ui.fail(&error);
        Exit::from(error.kind)
    });
    ui.close(exit).into()
}

fn execute(cli: Cli, ui: &mut Ui, env: &Env) -> Result<Exit> {
    ui::log_to_stderr(cli.global.verbose);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| Error::new(Kind::Internal, "no_runtime", format!("The process cannot start: {error}.")))?;
    match cli.command {
        Command::Completions(args) => args.run(ui),
        Command::Man(args) => args.run(ui),
        Command::Demo(args) => args.run(ui),
        Command::Explain(args) => args.run(&cli.global, ui),
        Command::Sandbox(args) => runtime.block_on(args.run(ui)),
        command => {
            let settings = match Settings::resolve(&cli.global.overrides(), env) {
                Err(error) if error.kind == Kind::Config && matches!(command, Command::Doctor(_)) => {
                    return doctor::without_settings(&error, ui);
                }
                settings => settings?,
            };
            settings.warnings.iter().for_each(|warning| ui.warn(warning));
            let app = App::open(settings);
            let global = cli.global;
            runtime.block_on(async {
                let result = tokio::select! {
                    result = command.run(&app, &global, env, ui) => result,
                    Ok(()) = tokio::signal::ctrl_c() => Err(Error::new(Kind::Interrupted, "interrupted", "Interrupted.")),
                };
                app.settle().await;
                result
            })
        }
    }
}

impl Command {
    /// Runs a command that works on the accounts.
    async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        match self {
            Self::Account(args) => args.run(app, global, env, ui).await,
            Self::Login(args) => args.run(app, global, env, ui).await,
            Self::Logout(args) => args.run(app, global, ui).await,
            Self::List(args) => args.run(app, global, env, ui).await,
            Self::Calendars(args) => args.run(app, global, env, ui).await,
            Self::Events(args) => args.run(app, global, env, ui).await,
            Self::Doctor(args) => args.run(app, global, env, ui).await,
            Self::Token(args) => args.run(app, global, env, ui).await,
            Self::Demo(_) | Self::Explain(_) | Self::Sandbox(_) | Self::Completions(_) | Self::Man(_) => {
                Err(Error::new(Kind::Internal, "wrong_door", "This command needs no accounts."))
            }
        }
    }
}

#[cfg(test)]
mod advice_tests;
