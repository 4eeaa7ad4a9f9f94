//! The home of the sandbox's visitors: a folder that is thrown away, with a config that has its accounts, signed in where asked for.

use crate::base::env::Env;
use crate::sandbox::Sandbox;
use crate::sandbox::world::{Account, SHARED_APP};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;
use std::io::{Error, Result};
use std::path::PathBuf;
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

/// So many sign-ins are under way at once: each is a process that mostly waits.
const SIGN_INS_AT_ONCE: usize = 50;

/// The folder.
pub struct Home(TempDir);

impl Home {
    /// An empty one.
    pub fn new() -> Result<Self> {
        tempfile::Builder::new().prefix("calcli-").tempdir().map(Self)
    }

    /// Removes it.
    pub fn close(self) -> Result<()> {
        self.0.close()
    }

    /// Adds every account of the sandbox, and signs in to each where that is wanted.
    pub async fn prepare(&self, sandbox: &Sandbox, signed_in: bool) -> Result<()> {
        for account in sandbox.accounts() {
            let added = self.calcli(add_arguments(sandbox, *account))?.stderr(Stdio::null()).output().await?;
            if !added.status.success() {
                return Err(Error::other(format!("its accounts cannot be added ({})", added.status)));
            }
        }
        let accounts = sandbox.accounts().iter().filter(|_| signed_in);
        let sign_ins = stream::iter(accounts).map(|account| self.sign_in(sandbox, *account));
        sign_ins.buffer_unordered(SIGN_INS_AT_ONCE).try_collect().await
    }

    /// Signs in by code as anybody would; the sandbox plays the person who types it.
    async fn sign_in(&self, sandbox: &Sandbox, account: Account) -> Result<()> {
        let arguments = ["login", "--account", account.name, "--device-code", "--json"].map(str::to_owned);
        let mut child = self.calcli(arguments)?.stderr(Stdio::null()).spawn()?;
        let mut lines = child.stdout.take().map(|stdout| BufReader::new(stdout).lines());
        while let Some(lines) = &mut lines
            && let Some(line) = lines.next_line().await?
        {
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(code) = event["user_code"].as_str() {
                sandbox.approve(code, account.user.username).map_err(Error::other)?;
            }
        }
        let status = child.wait().await?;
        if status.success() { Ok(()) } else { Err(Error::other(format!("{} cannot sign in ({status})", account.name))) }
    }

    /// calcli itself, in this home.
    fn calcli(&self, arguments: impl IntoIterator<Item = String>) -> Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        Env::system().keep_tokens_from(command.as_std_mut());
        command.args(arguments).envs(self.variables()).stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        Ok(command)
    }

    /// The variables that point calcli into the folder, and to no keychain.
    fn variables(&self) -> [(&'static str, PathBuf); 5] {
        let home = self.0.path();
        [
            ("CALCLI_CONFIG", home.join("config.toml")),
            ("CALCLI_TOKEN_STORE", PathBuf::from("file")),
            ("XDG_STATE_HOME", home.join("state")),
            ("XDG_DATA_HOME", home.join("data")),
            ("XDG_CACHE_HOME", home.join("cache")),
        ]
    }

    /// What to type in another terminal.
    pub fn commands(&self, sandbox: &Sandbox, faults: &[String], signed_in: bool) -> String {
        let names: Vec<_> = sandbox.accounts().iter().map(|account| account.name).collect();
        let names = match names.as_slice() {
            [first, .., last] if names.len() > 3 => format!("{first} to {last}"),
            few => few.join(", "),
        };
        let mut text = format!(
            "A pretend Microsoft serves the accounts {names}\nat {} (Entra) and {} (Graph).\n\
             What it is asked, and faults to add and end: {}\n",
            sandbox.authority_url(),
            sandbox.graph_url(),
            sandbox.status_url(),
        );
        if !faults.is_empty() {
            text += &format!("Faults in force: {}\n", faults.join(", "));
        }
        text += "In another terminal:\n\n";
        for (variable, value) in self.variables() {
            text += &format!("  export {variable}={}\n", value.display());
        }
        if !signed_in {
            text += "  calcli login --all --device-code   # the code, then a person\n";
        }
        text + "  calcli list\n  calcli events --week\n\nCtrl-C ends it and removes all of it."
    }
}

/// The arguments that add one of the sandbox's accounts.
pub fn add_arguments(sandbox: &Sandbox, account: Account) -> Vec<String> {
    let (authority, graph) = (sandbox.authority_url(), sandbox.graph_url());
    ["account", "add", account.name, "--tenant", account.tenant, "--client-id", SHARED_APP.id]
        .into_iter()
        .chain(["--username", account.user.username, "--authority-url", &authority, "--graph-url", &graph])
        .map(str::to_owned)
        .collect()
}
