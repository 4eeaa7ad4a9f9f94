//! `calcli account add`: a new account in the config file; what is missing is asked for on a terminal.

use super::fields::Fields;
use crate::app::App;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::account::Label;
use crate::model::error::{Error, Result};

/// Add an account
///
/// Nothing is asked of the network; `calcli login` comes next, unless the account brings its own token.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Your name for it, such as xebia
    name: Option<Label>,
    #[command(flatten)]
    fields: Fields,
}

impl Args {
    /// Writes the account, and says what to type next.
    pub async fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        let (name, mut fields) = (self.name, self.fields);
        let needs_client =
            app.settings.default_client_id.is_none() && fields.token_command.is_none() && fields.client_id.is_none();
        let asked = name.is_none() || fields.tenant.is_none();
        if asked && !ui.can_ask() {
            return Err(missing(name.is_none(), fields.tenant.is_none(), needs_client));
        }
        let name = match name {
            Some(name) => name,
            None => ui.ask("Name of the account, such as xebia").await?,
        };
        if fields.tenant.is_none() {
            fields.tenant = Some(ui.ask("Tenant: id, domain, `consumers` (personal) or `organizations`").await?);
        }
        if needs_client {
            if !ui.can_ask() {
                return Err(missing(false, false, needs_client));
            }
            fields.client_id = Some(ui.ask("Application (client) id of the app registration").await?);
        }
        if asked && fields.username.is_none() {
            fields.username = ui.ask_optional("Who signs in here, such as me@xebia.com (may stay empty)").await?;
        }
        let account = app.add_account(&name, fields.changes()).await?;
        let added = format!("{}: added, with the tenant {}", account.label, account.tenant);
        let exit = super::print(app, &account, &added, ui).await?;
        ui.note(&if account.brings_own_token() {
            format!("Try it: calcli events --account {}", account.label)
        } else {
            format!("Sign in next: {}", account.login_command())
        });
        Ok(exit)
    }
}

fn missing(name: bool, tenant: bool, needs_client: bool) -> Error {
    let client = needs_client.then_some("--client-id ID (one for all accounts: `calcli config set client_id ID`)");
    let parts = [name.then_some("NAME"), tenant.then_some("--tenant TENANT"), client];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    Error::usage("missing_flags", format!("Without a terminal to ask on, this is needed: {}.", parts.join(", ")))
        .hint("calcli account add NAME --tenant TENANT --client-id ID")
}
