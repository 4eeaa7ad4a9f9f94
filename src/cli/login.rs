//! `calcli login`: sign in, one account after the other, since a person can only do one at a time.

use super::exit::Exit;
use super::global::{Global, duration};
use super::ui::Ui;
use crate::app::App;
use crate::model::account::Account;
use crate::model::error::{Error, Kind, Result};
use crate::model::token::Identity;
use crate::render::{self, clean, json};
use std::time::Duration;

/// Sign in to accounts
///
/// Shows an address and a code to type there, on this or any other machine. Before anything is stored it is checked that the
/// right person signed in, in the right tenant, with the right application.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Sign in to every account that does not rest
    #[arg(long, conflicts_with = "account")]
    all: bool,
    /// Sign in by a code that is typed on a web page (the default)
    #[arg(long)]
    device_code: bool,
    /// Let another person sign in than the one before
    #[arg(long)]
    switch_user: bool,
    /// How long to wait for the sign-in, such as 5m (default: as long as the code lives)
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    timeout: Option<Duration>,
}

impl Args {
    /// Signs in to each account; one that fails does not keep the others from trying.
    pub async fn run(self, app: &App, global: &Global, ui: &mut Ui) -> Result<Exit> {
        let accounts = if self.all { app.settings.reading(&[], &[])? } else { super::account::named(app, global)? };
        let mut exits = Vec::new();
        for account in &accounts {
            exits.push(match self.sign_in(app, account, ui).await {
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

    async fn sign_in(&self, app: &App, account: &Account, ui: &mut Ui) -> Result<Identity> {
        let sign_in = app.begin_sign_in(account, self.switch_user).await?;
        let ends = app.settings.zone.local(sign_in.expires_at());
        if ui.is_json() {
            ui.answer(&json::device_code(
                &account.label,
                sign_in.verification_uri(),
                sign_in.user_code(),
                sign_in.expires_at(),
            ))?;
        }
        ui.tell(&render::sign_in(
            &account.label,
            sign_in.expected_user(),
            sign_in.verification_uri(),
            sign_in.user_code(),
            &ui.style_on_stderr(&app.settings.accounts),
        ));
        let _spinner = ui.spinner(format!("Waiting for the sign-in; the code ends at {}", ends.format("%H:%M")));
        match self.timeout {
            None => sign_in.finish().await,
            Some(limit) => tokio::time::timeout(limit, sign_in.finish()).await.unwrap_or_else(|_| {
                Err(Error::new(Kind::Other, "timeout", format!("Nobody signed in to {} in time.", account.label))
                    .hint(account.login_command()))
            }),
        }
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
