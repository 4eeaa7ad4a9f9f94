//! `calcli account consent-url`: what to send to the admin of a tenant that lets nobody else consent.

use crate::app::App;
use crate::cli::completing;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::account::Label;
use crate::model::error::Result;
use crate::render::json;

/// Print the address at which an admin approves the application for the whole tenant
///
/// This is no sign-in to calcli: an admin opens the address once, accepts, and from then on every user of the tenant can sign in.
/// The page that the browser ends at, on localhost, shows nothing; `admin_consent=True` in its address means done.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account
    #[arg(add = completing::accounts())]
    name: Label,
}

impl Args {
    /// Prints the address.
    pub fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        let account = app.settings.account(&self.name)?;
        let url = app.consent_url(account)?;
        if ui.is_json() {
            ui.answer(&json::consent(account, &url))?;
        } else {
            ui.answer(&url)?;
            ui.note(
                "An admin of the tenant opens it and accepts; `admin_consent=True` in the last address means done.",
            );
        }
        Ok(Exit::Done)
    }
}
