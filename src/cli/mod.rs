//! The terminal's door: parses a command line, opens what it needs, and runs one command.

mod account;
mod also;
mod asking;
mod bar;
mod busy;
mod calendars;
mod completing;
pub mod completions;
mod config;
mod conflicts;
mod demo;
mod doctor;
mod events;
mod exit;
mod explain;
mod filters;
mod finding;
mod free;
mod global;
mod interrupt;
mod invitation;
mod join;
mod keyboard;
mod list;
mod login;
mod logout;
pub mod man;
mod next;
mod now;
mod opener;
mod output;
mod period;
mod presets;
mod reckoning;
mod sandbox;
mod schema;
mod search;
mod show;
mod stats;
mod terminal_mode;
mod token;
mod ui;

use crate::app::App;
use crate::base::env::Env;
use crate::config::settings::Settings;
use crate::model::error::{Error, Kind, Result};
use crate::model::period::Unit;
use crate::render::bars::Bar;
use clap::{CommandFactory, Parser, Subcommand};
use exit::Exit;
use global::Global;
use interrupt::{Interrupts, insist, interrupted, sign_in_interrupted};
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use ui::Ui;

/// One agenda of all your Microsoft 365 and Outlook.com accounts.
///
/// calcli signs in to each account, keeps every token apart (by cloud, tenant, application and account), and shows the
/// calendars of all of them as one agenda. An account that cannot be read is named, and the exit code says so.
#[derive(Debug, Parser)]
#[command(name = "calcli", version, max_term_width = 100, after_help = EXAMPLES)]
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
  4 sign-in needed   5 network or service unavailable   6 token store unavailable   130 interrupted

Environment:
  CALCLI_CONFIG          the config file
  CALCLI_ACCOUNT         the accounts that are read, separated by commas
  CALCLI_TZ              the time zone
  CALCLI_TOKEN_STORE     keychain or file
  CALCLI_TOKEN_<ACCOUNT> an access token of your own
  HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, NO_COLOR, CLICOLOR_FORCE as elsewhere

Files:
  ~/.config/calcli/config.toml   the settings; to see where: calcli config path
  ~/.local/state/calcli          who signed in where, without secrets
  ~/.local/share/calcli          the encrypted tokens, where they are kept in files";

// What a command takes is defined when the command is used: most of the time it takes calcli to start went into that.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    Account(account::Args),
    Config(config::Args),
    Login(login::Args),
    Logout(logout::Args),
    List(list::Args),
    Calendars(calendars::Args),
    #[command(alias = "agenda")]
    Events(events::Args),
    Now(now::Args),
    Next(next::Args),
    Join(join::Args),
    Show(show::Args),
    Search(search::Args),
    Conflicts(conflicts::Args),
    Free(free::Args),
    Busy(busy::Args),
    Stats(stats::Args),
    Today(presets::Today),
    Tomorrow(presets::Tomorrow),
    Week(presets::Week),
    Month(presets::Month),
    Explain(explain::Args),
    Schema(schema::Args),
    Token(token::Args),
    Doctor(doctor::Args),
    Demo(demo::Args),
    Sandbox(sandbox::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The definition of the whole command line, from which help, completions and man pages are made.
pub fn definition() -> clap::Command {
    without_help(Cli::command())
}

/// The subcommand `help` works, but doubles every command where they are listed.
fn without_help(command: clap::Command) -> clap::Command {
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}

/// What a command line asks for, or what is wrong with it. Help tells of every command, for which all have to be defined.
fn parse(args: &[OsString]) -> std::result::Result<Cli, clap::Error> {
    use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand};
    Cli::try_parse_from(args).map_err(|error| match error.kind() {
        DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand => {
            let mut whole = Cli::command();
            whole.build();
            whole.try_get_matches_from(args).err().unwrap_or(error)
        }
        _ => error,
    })
}

/// Runs one command line and says how the process should end.
pub fn run(args: impl IntoIterator<Item = OsString>, env: &Env) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if env.get(completing::VARIABLE).is_some() {
        return completing::answer(args).into();
    }
    let args: Vec<OsString> = args.into_iter().map(with_a_minus_sign).collect();
    let mut ui = Ui::new(env);
    let result = match parse(&args) {
        Ok(cli) => {
            ui.obey(&cli.global);
            ui.set_json(output::asks_for_json(&args));
            let bar = cli.command.bar();
            let result = execute(cli, &mut ui, env);
            match (&result, bar) {
                (Err(error), Some(bar)) => ui.answer(&bar.failed(error)).and(result),
                _ => result,
            }
        }
        Err(error) if error.use_stderr() => {
            ui.set_json(output::asks_for_json(&args));
            ui.set_by_lines(args.iter().any(|arg| arg == "login"));
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

/// `-1d` is a time and no flag, which no flag of calcli looks like: with a minus sign for its hyphen clap takes it for one.
fn with_a_minus_sign(arg: OsString) -> OsString {
    let time = arg
        .to_str()
        .and_then(|text| text.strip_prefix('-'))
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    time.map(|rest| OsString::from(format!("\u{2212}{rest}"))).unwrap_or(arg)
}

fn execute(cli: Cli, ui: &mut Ui, env: &Env) -> Result<Exit> {
    ui::log_to_stderr(cli.global.verbose);
    ui.set_by_lines(matches!(cli.command, Command::Login(_)));
    cli.command.check_json(&cli.global)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| Error::new(Kind::Internal, "no_runtime", format!("The process cannot start: {error}.")))?;
    match cli.command {
        Command::Completions(args) => args.run(ui),
        Command::Man(args) => args.run(ui),
        Command::Demo(args) => args.run(ui),
        Command::Explain(args) => args.run(&cli.global, ui),
        Command::Sandbox(args) => runtime.block_on(args.run(env, ui)),
        Command::Schema(args) => args.run(ui),
        command => {
            let settings = match Settings::resolve(&cli.global.overrides(), env) {
                Err(error) if error.kind == Kind::Config && matches!(command, Command::Doctor(_)) => {
                    return doctor::without_settings(&error, ui);
                }
                settings => settings?,
            };
            if !settings.config_is_there() && !command.needs_no_file() {
                return Err(config_missing(&settings.config_file));
            }
            settings.warnings.iter().for_each(|warning| ui.warn(warning));
            let app = App::open(settings);
            let global = cli.global;
            let result = runtime.block_on(run_until_interrupted(command, &app, &global, env, ui));
            // A thread that still asks something, or looks up a name, is not waited for.
            runtime.shutdown_background();
            result
        }
    }
}

/// Runs a command. The first interrupt ends it, except for a refresh that was sent, whose answer is heard out and saved; the second
/// ends that too.
async fn run_until_interrupted(command: Command, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
    let mut interrupts = Interrupts::listen()?;
    let heard = Arc::new(AtomicBool::new(false));
    insist(Arc::clone(&heard));
    let signing_in = matches!(command, Command::Login(_));
    let mut result = None;
    let to_the_end = async {
        result = Some(command.run(app, global, env, ui).await);
        app.settle().await;
    };
    let exit = tokio::select! {
        () = to_the_end => Exit::Done,
        exit = interrupts.next() => {
            heard.store(true, Ordering::Relaxed);
            app.interrupt();
            exit
        }
    };
    ui.end_line();
    // What was answered before the interrupt stays answered.
    let result = result.unwrap_or_else(|| {
        ui.fail(&if signing_in { sign_in_interrupted(app.has_accepted()) } else { interrupted() });
        Ok(exit)
    });
    tokio::select! {
        () = app.settle() => {}
        _ = interrupts.next() => {}
    }
    result
}

/// A config file that was named and is not there is a slip of the keys, not an empty file.
fn config_missing(path: &Path) -> Error {
    Error::new(Kind::Config, "config_missing", format!("There is no file {}.", path.display()))
        .hint("name the right one with --config or CALCLI_CONFIG, or none: the usual one is taken then")
        .hint("to make it: calcli account add NAME --tenant TENANT --client-id ID")
}

impl Command {
    /// Refuses `--json` where what is printed is no document.
    fn check_json(&self, global: &Global) -> Result<()> {
        let plain = match self {
            Self::Demo(_) | Self::Completions(_) | Self::Man(_) => true,
            Self::Sandbox(args) => !args.has_json(),
            _ => false,
        };
        if !(plain && global.json) {
            return Ok(());
        }
        Err(Error::usage("no_json", "What this command prints is not JSON.").hint("leave out --json"))
    }

    /// The status bar that it answers, which shows no error otherwise.
    fn bar(&self) -> Option<Bar> {
        match self {
            Self::Now(args) => args.bar(),
            Self::Next(args) => args.bar(),
            _ => None,
        }
    }

    /// Whether it works on a config file that was named and is not there yet.
    fn needs_no_file(&self) -> bool {
        match self {
            Self::Account(args) => args.needs_no_file(),
            Self::Config(args) => args.needs_no_file(),
            _ => false,
        }
    }

    /// Runs a command that works on the accounts.
    async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        match self {
            Self::Account(args) => args.run(app, global, env, ui).await,
            Self::Login(args) => args.run(app, global, env, ui).await,
            Self::Logout(args) => args.run(app, global, ui).await,
            Self::List(args) => args.run(app, global, env, ui).await,
            Self::Calendars(args) => args.run(app, global, env, ui).await,
            Self::Events(args) => args.run(app, global, env, ui).await,
            Self::Now(args) => args.run(app, global, env, ui).await,
            Self::Next(args) => args.run(app, global, env, ui).await,
            Self::Join(args) => args.run(app, global, env, ui).await,
            Self::Show(args) => args.run(app, global, env, ui).await,
            Self::Search(args) => args.run(app, global, env, ui).await,
            Self::Conflicts(args) => args.run(app, global, env, ui).await,
            Self::Free(args) => args.run(app, global, env, ui).await,
            Self::Busy(args) => args.run(app, global, env, ui).await,
            Self::Stats(args) => args.run(app, global, env, ui).await,
            Self::Today(args) => args.day.run("today", app, global, env, ui).await,
            Self::Tomorrow(args) => args.day.run("tomorrow", app, global, env, ui).await,
            Self::Week(args) => args.week.run(Unit::Week, app, global, env, ui).await,
            Self::Month(args) => args.month.run(Unit::Month, app, global, env, ui).await,
            Self::Doctor(args) => args.run(app, global, env, ui).await,
            Self::Token(args) => args.run(app, global, env, ui).await,
            Self::Config(args) => args.run(app, ui).await,
            Self::Demo(_)
            | Self::Explain(_)
            | Self::Schema(_)
            | Self::Sandbox(_)
            | Self::Completions(_)
            | Self::Man(_) => Err(Error::new(Kind::Internal, "wrong_door", "This command needs no accounts.")),
        }
    }
}

#[cfg(test)]
mod advice_tests;
