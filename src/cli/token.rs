//! `calcli token`: one account's access token for another program; the only command that prints a secret.

use super::exit::Exit;
use super::global::{Global, duration};
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::account::Account;
use crate::model::error::{Error, Result};
use crate::model::token::Credential;
use crate::render::json;
use std::time::{Duration, Instant};

/// Print an access token for other programs
///
/// The token is fresh, for Microsoft Graph, and good for whatever the account may do. It is not printed to a terminal, where it
/// would stay on the screen, unless `--show` is given. With --json it comes with its end, as a `token_command` should print it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Print it to a terminal too
    #[arg(long)]
    show: bool,
    /// How long to wait for it, such as 30s or 2m
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "30s")]
    timeout: Duration,
}

const EXAMPLES: &str = "\
Examples:
  calcli token --account xebia | curl -H @<(sed 's/^/Authorization: Bearer /') https://graph.microsoft.com/v1.0/me
  calcli token --account xebia --json";

impl Args {
    /// Prints the token, and nothing beside it.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let account = only(app.settings.named(&global.reading_accounts(env)?)?)?;
        if ui.answers_on_a_terminal() && !self.show {
            return Err(Error::usage("token_on_terminal", "A token is a secret, and this is a terminal.")
                .hint(format!("pass it on to a program: calcli token --account {} | …", account.label))
                .hint("to see it all the same: --show"));
        }
        let session = app.session(&account, Instant::now() + self.timeout).await?;
        let Credential::Bearer(token) = session.credential;
        if ui.is_json() {
            ui.answer(&json::token(&account.label, &token, session.expires_at))?;
        } else {
            ui.answer(token.expose())?;
        }
        Ok(Exit::Done)
    }
}

fn only(accounts: Vec<Account>) -> Result<Account> {
    <[Account; 1]>::try_from(accounts).map(|[account]| account).map_err(|accounts| {
        let message = format!("A token is of one account, and {} are named.", accounts.len());
        Error::usage("one_account", message).hint("calcli token --account NAME")
    })
}
