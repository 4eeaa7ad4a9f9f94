//! `calcli demo`: calcli's main job, for real, against the sandbox, in a folder that is thrown away.

use super::exit::Exit;
use super::sandbox::add_arguments;
use super::ui::Ui;
use crate::base::env::Env;
use crate::model::error::{Error, Kind, Result};
use crate::sandbox::world::{self, Account, CAST};
use crate::sandbox::{Options, Sandbox};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

/// Show what calcli does, for real, against a pretend Microsoft on this machine
///
/// Adds three accounts, signs in to each, and prints their merged week; then one of them fails. Nothing outside of a temporary
/// folder is touched, and nothing leaves this machine.
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Args {
    /// Runs calcli itself, command by command.
    pub fn run(self, ui: &mut Ui) -> Result<Exit> {
        let sandbox = Sandbox::start(Options::default()).map_err(|error| failed(&error))?;
        let home = tempfile::tempdir().map_err(|error| failed(&error))?;
        let mut stage = Stage { ui, sandbox, home: home.path() };
        stage.play()?;
        Ok(Exit::Done)
    }
}

/// Where the demo takes place.
struct Stage<'a> {
    ui: &'a mut Ui,
    sandbox: Sandbox,
    home: &'a Path,
}

impl Stage<'_> {
    fn play(&mut self) -> Result<()> {
        self.say("Three accounts of one person, in three tenants that share one application:")?;
        for account in CAST {
            self.run(&add_arguments(&self.sandbox, account), 0)?;
        }
        self.say("Signing in to each by device code. The demo plays the person in the browser, and approves the codes itself:")?;
        for account in CAST {
            self.sign_in(account)?;
        }
        self.say("Every token belongs to one cloud, tenant, application and account:")?;
        self.run(&["list"], 0)?;
        self.say("The week of all of them, as one agenda; a meeting that is in two mailboxes is shown once:")?;
        self.run(&["events", "--week"], 0)?;
        self.say("Now marimer's admin revokes the sign-in. The others are still read, and the gap is told:")?;
        self.sandbox.revoke(world::ALICE_MARIMER.username);
        self.run(&["events", "--today"], 3)?;
        self.say("The exit code was 3: done, but an account is missing from the answer.")
    }

    fn say(&mut self, text: &str) -> Result<()> {
        self.ui.answer(&format!("\n# {text}"))
    }

    /// Runs a command and waits for it to end as expected.
    fn run(&mut self, args: &[impl AsRef<str>], expected: i32) -> Result<()> {
        let child = self.start(args)?;
        finish(child, expected)
    }

    fn sign_in(&mut self, account: Account) -> Result<()> {
        let mut child = self.start(&["login", "--account", account.name])?;
        while child.try_wait().map_err(|error| failed(&error))?.is_none() {
            for code in self.sandbox.pending_codes() {
                self.sandbox
                    .approve(&code, account.user.username)
                    .map_err(|why| Error::new(Kind::Internal, "demo_failed", why))?;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        finish(child, 0)
    }

    fn start(&mut self, args: &[impl AsRef<str>]) -> Result<Child> {
        let args: Vec<&str> = args.iter().map(AsRef::as_ref).collect();
        self.ui.answer(&format!("\n$ calcli {}", args.join(" ")))?;
        let mut command = Command::new(std::env::current_exe().map_err(|error| failed(&error))?);
        Env::system().keep_tokens_from(&mut command);
        command.args(args).env("HOME", self.home).env("CALCLI_TOKEN_STORE", "file").stdin(std::process::Stdio::null());
        for (variable, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("APPDATA", "config"),
            ("LOCALAPPDATA", "data"),
        ] {
            command.env(variable, self.home.join(folder));
        }
        for variable in ["CALCLI_CONFIG", "CALCLI_ACCOUNT", "CALCLI_NOW", "CALCLI_STORE_KEY_FILE"] {
            command.env_remove(variable);
        }
        command.spawn().map_err(|error| failed(&error))
    }
}

fn finish(mut child: Child, expected: i32) -> Result<()> {
    let status = child.wait().map_err(|error| failed(&error))?;
    if status.code() == Some(expected) {
        return Ok(());
    }
    Err(Error::new(
        Kind::Internal,
        "demo_failed",
        format!("The command ended with {status}, where {expected} was expected."),
    ))
}

fn failed(error: &std::io::Error) -> Error {
    Error::new(Kind::Other, "demo_failed", format!("The demo cannot be played: {error}."))
}
