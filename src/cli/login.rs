//! `calcli login`: sign in, one account after the other, since a person can only do one at a time.

use super::completing;
use super::exit::Exit;
use super::global::{Global, duration};
use super::invitation::Shown;
use super::opener::Screen;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::account::{Account, Label};
use crate::model::error::{Error, Kind, Result};
use crate::model::flow::{Flow, is_policy_block};
use crate::model::token::Identity;
use crate::render::{self, clean, json};
use std::time::Duration;

/// Sign in to accounts
///
/// Opens the authority's page in a browser, or shows an address and a code to type there, on this or any other machine. Before
/// anything is stored it is checked that the right person signed in, in the right tenant, with the right application.
///
/// Without a flag an account is signed in to as its `login` in the config says, else as the last time, else in the browser where
/// one can open, else by code.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The accounts; on a terminal it may be left out where there is only one
    #[arg(value_name = "NAME", add = completing::accounts())]
    names: Vec<Label>,
    /// Sign in to every account that does not rest or bring its own token
    #[arg(long, conflicts_with_all = ["account", "names"])]
    all: bool,
    /// Sign in in a browser on this machine, which some tenants demand
    #[arg(long, conflicts_with = "device_code")]
    browser: bool,
    /// Sign in by a code that is typed on a web page, on any machine
    #[arg(long)]
    device_code: bool,
    /// Never open a browser; the address is shown
    #[arg(long)]
    no_open: bool,
    /// Let another person sign in than the one before
    #[arg(long)]
    switch_user: bool,
    /// How long to wait for the sign-in, such as 5m (default: as long as the code lives; for a browser 5m)
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    timeout: Option<Duration>,
}

impl Args {
    /// Signs in to each account; one that fails does not keep the others from trying.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        app.mend().await?.iter().for_each(|warning| ui.warn(warning));
        let mut accounts = match app.settings.accounts.as_slice() {
            _ if self.all => app.settings.reading(&[], &[])?,
            [only] if self.names.is_empty() && global.account.is_empty() && ui.can_ask() => vec![only.clone()],
            _ => super::account::named(app, global, &self.names, "login")?,
        };
        accounts.retain(|account| !(self.all && account.brings_own_token()));
        let mut exits = Vec::new();
        for account in &accounts {
            exits.push(match self.sign_in(app, account, env, ui).await {
                Ok(identity) => {
                    self.report(account, &identity, ui)?;
                    Exit::Done
                }
                Err(error) => {
                    ui.tell(&render::error(&error, &ui.style_on_stderr(&[])));
                    if ui.is_json() {
                        ui.answer(&json::login_error(&account.label, &error))?;
                    }
                    ended_by(&error)
                }
            });
        }
        let failed = exits.iter().filter(|exit| **exit != Exit::Done).count();
        Ok(match exits.iter().find(|exit| **exit != Exit::Done) {
            None => Exit::Done,
            Some(_) if failed < exits.len() => Exit::Partial,
            Some(first) if exits.iter().all(|exit| exit == first) => *first,
            Some(_) => Exit::Failed,
        })
    }

    /// Signs in; on a terminal also the other way, if a policy of the tenant blocks the first.
    async fn sign_in(&self, app: &App, account: &Account, env: &Env, ui: &mut Ui) -> Result<Identity> {
        let flow = self.flow(app, account, env, ui)?;
        let outcome = self.sign_in_by(flow, app, account, env, ui).await;
        let Err(error) = &outcome else { return outcome };
        if !is_policy_block(error) || ui.is_json() || !ui.can_ask() {
            return outcome;
        }
        ui.tell(&format!("{}: {} ({})", account.label, clean(&error.message), clean(&error.code)));
        let question = match flow.other() {
            Flow::Browser => "Continue in the browser?",
            Flow::DeviceCode => "Continue with a code?",
        };
        if ui.agree(question).await { self.sign_in_by(flow.other(), app, account, env, ui).await } else { outcome }
    }

    /// How to sign in: the flag, the config, what was used last, the browser where one can open, the code.
    fn flow(&self, app: &App, account: &Account, env: &Env, ui: &Ui) -> Result<Flow> {
        if self.browser {
            return Ok(Flow::Browser);
        }
        if self.device_code {
            return Ok(Flow::DeviceCode);
        }
        let opens = Screen::of(env) == Screen::Here && ui.can_ask() && !ui.is_json() && !self.no_open;
        Ok(app.usual_flow(account)?.unwrap_or(if opens { Flow::Browser } else { Flow::DeviceCode }))
    }

    async fn sign_in_by(&self, flow: Flow, app: &App, account: &Account, env: &Env, ui: &mut Ui) -> Result<Identity> {
        let sign_in = app.begin_sign_in(account, flow, self.switch_user, self.timeout).await?;
        let shown = Shown::new(account, &sign_in, (!self.no_open).then(|| Screen::of(env)));
        shown.show(sign_in.expected_user(), &ui.style_on_stderr(&app.settings.accounts), ui)?;
        let finished = sign_in.finish();
        tokio::pin!(finished);
        tokio::select! {
            outcome = &mut finished => {
                ui.end_line();
                return outcome;
            }
            () = shown.offer(env, ui) => {}
        }
        let _spinner = ui.spinner(shown.waiting(&app.settings.zone));
        finished.await
    }

    fn report(&self, account: &Account, identity: &Identity, ui: &mut Ui) -> Result<()> {
        if ui.is_json() {
            return ui.answer(&json::signed_in(&account.label, &identity.username, identity.tenant));
        }
        ui.answer(&format!("{}: signed in as {}", account.label, clean(&identity.username)))
    }
}

/// A sign-in that was declined, expired or refused is a failure, not one that signing in would fix.
fn ended_by(error: &Error) -> Exit {
    match error.kind {
        Kind::SignInRequired => Exit::Failed,
        kind => kind.into(),
    }
}
