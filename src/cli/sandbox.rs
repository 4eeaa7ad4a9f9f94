//! `calcli sandbox`: a pretend Microsoft on this machine, for trying calcli without an account.

use super::exit::Exit;
use super::ui::Ui;
use crate::model::error::{Error, Kind, Result};
use crate::sandbox::{Options, Sandbox, world};

/// Serve a pretend Entra and Graph on this machine, to try calcli on
///
/// Three tenants that share one application, with calendars for this week. Prints the commands to try, and serves until Ctrl-C.
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
    pub async fn run(self, ui: &mut Ui) -> Result<Exit> {
        let options =
            Options { port: self.port, graph_port: self.graph_port, long_lifetime: Some(86_400), ..Options::default() };
        let sandbox = Sandbox::start(options).map_err(|error| {
            Error::new(Kind::Other, "sandbox_unavailable", format!("The sandbox cannot be served: {error}."))
                .hint("calcli sandbox --port 0 --graph-port 0")
        })?;
        ui.answer(&commands(&sandbox))?;
        let stopped = tokio::signal::ctrl_c().await;
        stopped
            .map_err(|error| Error::new(Kind::Internal, "no_signals", format!("Ctrl-C cannot be awaited: {error}.")))
            .map(|()| Exit::Done)
    }
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

/// What to type in another terminal.
fn commands(sandbox: &Sandbox) -> String {
    let mut text = format!(
        "The sandbox serves a pretend Entra at {} and a pretend Graph at {}.\n\
         In another terminal:\n\n  export CALCLI_CONFIG=/tmp/calcli-sandbox.toml\n",
        sandbox.authority_url(),
        sandbox.graph_url()
    );
    for member in CAST {
        text += &format!("  calcli {}\n", add_arguments(sandbox, member).join(" "));
    }
    text += "  calcli login --all          # open the address, type the code, choose the person\n  \
             calcli list\n  calcli events --week\n\nCtrl-C ends it.";
    text
}
