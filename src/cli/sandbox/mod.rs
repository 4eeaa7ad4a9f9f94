//! `calcli sandbox`: a pretend Microsoft on this machine, for trying calcli without an account, and scripts against failures.

mod home;

use super::exit::Exit;
use super::interrupt::{Interrupts, interrupted};
use super::ui::Ui;
use crate::base::env::Env;
use crate::model::error::{Error, Kind, Result};
use crate::render::{self, FaultRow, json};
use crate::sandbox::{self, Crowd, Fault, Options, Sandbox};
use chrono::{DateTime, NaiveDate};
use home::Home;
pub use home::add_arguments;
use std::time::Duration;

/// Serve a pretend Entra and Graph on this machine, to try calcli on
///
/// Three tenants that share one application, with calendars for this week. Adds an account of each to a config of its own, prints the
/// commands to try, and serves until Ctrl-C. Nothing of yours is touched, no keychain is needed, and nothing is left behind.
///
/// To see what calcli, or a script that uses it, makes of failures, let things go wrong: from the start with --fault, or while it
/// serves on the status page, whose address is printed. There is also what was asked, and who is signed in.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The port of the pretend Entra (0: any that is free)
    #[arg(long, default_value_t = 8250)]
    port: u16,
    /// The port of the pretend Graph (0: any that is free)
    #[arg(long, default_value_t = 8251)]
    graph_port: u16,
    /// Let something go wrong (repeatable): KIND[=VALUE][:WHOM][:WHERE][:TIMES], such as throttle:marimer:2x
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<String>,
    /// List every kind of fault, and serve nothing
    #[arg(long = "faults", conflicts_with_all = ["faults", "latency", "accounts", "signed_in"])]
    list_faults: bool,
    /// Be so late with every answer, such as 50ms
    #[arg(long, value_name = "DURATION", value_parser = sandbox::duration)]
    latency: Option<Duration>,
    /// Have so many accounts, of generated people in generated tenants, in place of the three
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    accounts: Option<u16>,
    /// How many events each of them has this week
    #[arg(long, value_name = "M", requires = "accounts", default_value_t = 50,
          value_parser = clap::value_parser!(u16).range(0..=10_000))]
    events: u16,
    /// What they are generated from: the same seed makes the same people with the same events
    #[arg(long, value_name = "S", requires = "accounts", default_value_t = 1)]
    seed: u64,
    /// Sign in to every account before anything goes wrong, with the codes approved by the sandbox itself
    #[arg(long)]
    signed_in: bool,
}

const EXAMPLES: &str = "\
Examples:
  calcli sandbox
  calcli sandbox --signed-in --fault throttle:marimer --fault slow=500ms:view
  calcli sandbox --signed-in --fault refresh-refused:xebia
  calcli sandbox --faults
  calcli sandbox --accounts 100 --events 200 --latency 50ms --signed-in";

impl Args {
    /// Whether what it prints has a form for scripts.
    pub fn has_json(&self) -> bool {
        self.list_faults
    }

    /// Serves until Ctrl-C.
    pub async fn run(self, env: &Env, ui: &mut Ui) -> Result<Exit> {
        if self.list_faults {
            return list(ui);
        }
        let sandbox = Sandbox::start(self.options(env)).map_err(|error| failed(&error))?;
        let faults = self.faults.iter().map(|words| fault(&sandbox, words)).collect::<Result<Vec<_>>>()?;
        let mut interrupts = Interrupts::listen()?;
        let home = Home::new().map_err(|error| failed(&error))?;
        let outcome = tokio::select! {
            prepared = home.prepare(&sandbox, self.signed_in) => prepared.map_err(|error| failed(&error)),
            _ = interrupts.next() => Err(interrupted()),
        };
        if outcome.is_ok() {
            faults.into_iter().for_each(|fault| sandbox.let_happen(fault));
            ui.answer(&home.commands(&sandbox, &self.faults, self.signed_in))?;
            interrupts.next().await;
        }
        // Dropping the folder would keep silent about what is left.
        home.close().map_err(|error| failed(&error))?;
        outcome.map(|()| Exit::Done)
    }

    fn options(&self, env: &Env) -> Options {
        let usual = Options::default();
        let crowd = self.accounts.map(|accounts| Crowd {
            accounts: accounts.into(),
            events: self.events.into(),
            seed: self.seed,
        });
        Options {
            port: self.port,
            graph_port: self.graph_port,
            long_lifetime: Some(86_400),
            latency: self.latency.unwrap_or_default(),
            crowd,
            today: today(env).unwrap_or(usual.today),
            ..usual
        }
    }
}

/// The day that `CALCLI_NOW` makes today: the agenda goes by it, so the meetings lie around it.
fn today(env: &Env) -> Option<NaiveDate> {
    Some(DateTime::parse_from_rfc3339(env.get("CALCLI_NOW")?).ok()?.date_naive())
}

fn list(ui: &mut Ui) -> Result<Exit> {
    let rows = sandbox::KINDS.iter().map(|kind| FaultRow { name: kind.name, value: kind.value, about: kind.about });
    let text = if ui.is_json() { json::faults(rows) } else { render::faults(rows, &ui.style(&[])) };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

/// The fault that these words mean.
fn fault(sandbox: &Sandbox, words: &str) -> Result<Fault> {
    sandbox.fault(words).map_err(|wrong| {
        let error = Error::usage("unknown_fault", wrong.message);
        let error = match wrong.meant {
            Some(meant) => error.hint(format!("did you mean `calcli sandbox --fault {meant}`?")),
            None => error,
        };
        error.hint("calcli sandbox --faults")
    })
}

fn failed(error: &std::io::Error) -> Error {
    Error::new(Kind::Other, "sandbox_unavailable", format!("The sandbox cannot be served: {error}."))
        .hint("calcli sandbox --port 0 --graph-port 0")
}
