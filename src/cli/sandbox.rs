//! `calcli sandbox`: a pretend Microsoft on this machine, for trying calcli without an account.

use super::exit::Exit;
use super::interrupt::Interrupts;
use super::ui::Ui;
use crate::base::env::Env;
use crate::model::error::{Error, Kind, Result};
use crate::sandbox::{Options, Sandbox, world};
use chrono::{DateTime, NaiveDate};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Serve a pretend Entra and Graph on this machine, to try calcli on
///
/// Three tenants that share one application, with calendars for this week. Adds an account of each to a config of its own, prints the
/// commands to try, and serves until Ctrl-C. Nothing of yours is touched, no keychain is needed, and nothing is left behind.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port of the pretend Entra (0: any that is free)
    #[arg(long, default_value_t = 8250)]
    port: u16,
    /// The port of the pretend Graph (0: any that is free)
    #[arg(long, default_value_t = 8251)]
    graph_port: u16,
}

impl Args {
    /// Serves until Ctrl-C.
    pub async fn run(self, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let usual = Options::default();
        let options = Options {
            port: self.port,
            graph_port: self.graph_port,
            long_lifetime: Some(86_400),
            today: today(env).unwrap_or(usual.today),
            ..usual
        };
        let sandbox = Sandbox::start(options).map_err(|error| failed(&error))?;
        let home = tempfile::Builder::new().prefix("calcli-").tempdir().map_err(|error| failed(&error))?;
        for member in CAST {
            add(&sandbox, member, home.path()).map_err(|error| failed(&error))?;
        }
        ui.answer(&commands(&sandbox, home.path()))?;
        Interrupts::listen()?.next().await;
        // Dropping the folder would keep silent about what is left.
        home.close().map_err(|error| failed(&error))?;
        Ok(Exit::Done)
    }
}

/// The day that `CALCLI_NOW` makes today: the agenda goes by it, so the meetings lie around it.
fn today(env: &Env) -> Option<NaiveDate> {
    Some(DateTime::parse_from_rfc3339(env.get("CALCLI_NOW")?).ok()?.date_naive())
}

/// The people whom the sandbox's visitors play, with the tenants they sign in to.
pub const CAST: [(&str, &str, &world::User); 3] = [
    ("xebia", "xebia.com", &world::ALICE_XEBIA),
    ("marimer", "marimer.com", &world::ALICE_MARIMER),
    ("personal", "consumers", &world::ALICE_OUTLOOK),
];

/// The arguments that add one of the cast's accounts.
pub fn add_arguments(sandbox: &Sandbox, (name, tenant, user): (&str, &str, &world::User)) -> Vec<String> {
    let client = world::SHARED_APP.id;
    let (authority, graph) = (sandbox.authority_url(), sandbox.graph_url());
    ["account", "add", name, "--tenant", tenant, "--client-id", client, "--username", user.username]
        .into_iter()
        .chain(["--authority-url", &authority, "--graph-url", &graph])
        .map(str::to_owned)
        .collect()
}

/// The variables that point calcli into a folder, and to no keychain.
fn variables(home: &Path) -> [(&'static str, PathBuf); 5] {
    [
        ("CALCLI_CONFIG", home.join("config.toml")),
        ("CALCLI_TOKEN_STORE", PathBuf::from("file")),
        ("XDG_STATE_HOME", home.join("state")),
        ("XDG_DATA_HOME", home.join("data")),
        ("XDG_CACHE_HOME", home.join("cache")),
    ]
}

/// Adds one of the cast's accounts to the config in this folder.
fn add(sandbox: &Sandbox, member: (&str, &str, &world::User), home: &Path) -> std::io::Result<()> {
    let added = Command::new(std::env::current_exe()?)
        .args(add_arguments(sandbox, member))
        .envs(variables(home))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if added.success() { Ok(()) } else { Err(std::io::Error::other(format!("its accounts cannot be added ({added})"))) }
}

fn failed(error: &std::io::Error) -> Error {
    Error::new(Kind::Other, "sandbox_unavailable", format!("The sandbox cannot be served: {error}."))
        .hint("calcli sandbox --port 0 --graph-port 0")
}

/// What to type in another terminal.
fn commands(sandbox: &Sandbox, home: &Path) -> String {
    let names = CAST.map(|(name, ..)| name).join(", ");
    let mut text = format!(
        "A pretend Microsoft serves the accounts {names}\nat {} (Entra) and {} (Graph).\nIn another terminal:\n\n",
        sandbox.authority_url(),
        sandbox.graph_url()
    );
    for (variable, value) in variables(home) {
        text += &format!("  export {variable}={}\n", value.display());
    }
    text + "  calcli login --all --device-code   # the code, then a person\n  \
            calcli list\n  calcli events --week\n\nCtrl-C ends it and removes all of it."
}
