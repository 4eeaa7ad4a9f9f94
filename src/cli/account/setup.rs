//! `calcli account setup`: the app registration that an account needs, as commands, as steps, or done.

use super::fields::choices;
use crate::app::App;
use crate::app::setup::Destination;
use crate::cli::completing;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::account::{Access, Label, Tenant};
use crate::model::cloud::Cloud;
use crate::model::error::{Error, Kind, Result};
use crate::model::registration::Registration;
use crate::render::{self, json};

/// Register the application that calcli signs in with
///
/// Prints the Azure CLI's commands for a POSIX shell; `--run` runs them after a yes and puts the new client id into the account, and
/// `--portal` prints the same steps by hand. An account that is there decides by its tenant, cloud and scopes; a new name is added,
/// with `--tenant`. With `--all-tenants` one registration serves every account that names no client id of its own.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account, there or new
    #[arg(required_unless_present_any = ["tenant", "all_tenants"], add = completing::accounts())]
    name: Option<Label>,
    /// The tenant to register in: its id or a domain; `consumers` or `organizations` for that kind of account
    #[arg(long)]
    tenant: Option<Tenant>,
    /// One registration for every tenant, and for personal accounts
    #[arg(long, conflicts_with_all = ["name", "tenant"])]
    all_tenants: bool,
    /// The cloud (default: the account's, else global)
    #[arg(long, value_parser = choices(Cloud::ALL.map(Cloud::name)))]
    cloud: Option<String>,
    /// What the account asks for (default: the account's, else read)
    #[arg(long, value_parser = choices(Access::ALL.map(Access::name)))]
    scopes: Option<String>,
    /// The registration's name; az changes one of that name that you made before
    #[arg(long, value_name = "NAME", default_value = "calcli")]
    app_name: String,
    /// Run the commands, after a yes
    #[arg(long)]
    run: bool,
    /// Print the steps by hand, in the portal
    #[arg(long, conflicts_with = "run")]
    portal: bool,
    /// Do not ask before running
    #[arg(long, short, requires = "run")]
    yes: bool,
}

impl Args {
    /// Prints the commands or the steps, or runs them.
    pub async fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        let (registration, destination) = self.plan(app)?;
        if self.run {
            return self.execute(&registration, &destination, app, ui).await;
        }
        if ui.is_json() {
            ui.answer(&json::registration(&registration, None))?;
        } else if self.portal {
            ui.answer(&render::portal_steps(&registration))?;
            ui.note(&format!("Then: {}", by_hand(&registration, &destination)));
        } else {
            ui.answer(&render::commands(&registration, &in_shell(&registration, &destination)))?;
        }
        Ok(Exit::Done)
    }

    /// What to register, and where its client id goes.
    fn plan(&self, app: &App) -> Result<(Registration, Destination)> {
        let cloud = self.cloud.as_ref().and_then(|name| Cloud::ALL.into_iter().find(|cloud| cloud.name() == name));
        let access = self.scopes.as_ref().and_then(|name| Access::ALL.into_iter().find(|access| access.name() == name));
        let (name, new_cloud) = (self.app_name.clone(), cloud.unwrap_or_default());
        let account = self.name.as_ref().and_then(|label| app.settings.account(label).ok());
        match (account, &self.name, &self.tenant) {
            (Some(account), ..) if self.tenant.is_some() || cloud.is_some() => Err(Error::usage(
                "account_exists",
                format!("There is an account named {} already, and its own tenant and cloud decide.", account.label),
            )
            .hint(format!("calcli account setup {}", account.label))
            .hint("choose another name")),
            (Some(account), ..) => {
                let mut registration = Registration::of_account(name, account).map_err(|why| {
                    Error::new(Kind::Other, "unknown_cloud", format!("{} cannot be set up: {why}.", account.label))
                })?;
                registration.access = access.unwrap_or(registration.access);
                Ok((registration, Destination::Account(account.label.clone())))
            }
            (None, label, Some(tenant)) => {
                let destination = label
                    .as_ref()
                    .map_or(Destination::Nowhere, |label| Destination::NewAccount(label.clone(), tenant.clone()));
                Ok((Registration::of_tenant(name, tenant, new_cloud, access.unwrap_or_default()), destination))
            }
            (None, Some(label), None) => {
                let unknown = app.settings.account(label).err();
                let unknown = unknown.unwrap_or_else(|| Error::usage("unknown_account", "There is no such account."));
                Err(unknown.hint(format!("for a new account: `calcli account setup {label} --tenant TENANT`")))
            }
            (None, None, None) => {
                let registration = Registration::of_all_tenants(name, new_cloud, access.unwrap_or_default());
                Ok((registration, Destination::Shared))
            }
        }
    }

    /// Shows the commands, asks, runs them, and writes the client id.
    async fn execute(
        &self,
        registration: &Registration,
        destination: &Destination,
        app: &App,
        ui: &mut Ui,
    ) -> Result<Exit> {
        ui.note(&render::commands(registration, &in_shell(registration, destination)));
        if !self.yes {
            if !ui.can_ask() {
                return Err(Error::usage("not_confirmed", "Running these needs --yes where nobody can be asked.")
                    .hint("look at the commands first, without --run"));
            }
            if !ui.confirm("Run these?").await? {
                ui.note("Nothing was run.");
                return Ok(Exit::Done);
            }
        }
        let client = app.register(registration).await?;
        let stranded = |error: Error| error.hint(format!("the application is registered: its client id is {client}"));
        app.settle_client(client, registration, destination).await.map_err(stranded)?;
        if ui.is_json() {
            ui.answer(&json::registration(registration, Some(&client)))?;
        } else {
            let place = match destination {
                Destination::Account(label) | Destination::NewAccount(label, _) => format!("{label}: "),
                Destination::Shared => "all accounts: ".to_owned(),
                Destination::Nowhere => String::new(),
            };
            ui.answer(&format!("{place}registered, with the client id {client}"))?;
        }
        if let Destination::Account(label) | Destination::NewAccount(label, _) = destination {
            ui.note(&format!("Sign in next: calcli login --account {label}"));
        }
        Ok(Exit::Done)
    }
}

/// What follows the commands in a shell.
fn in_shell(registration: &Registration, destination: &Destination) -> String {
    account_command(registration, destination, "\"$client_id\"").unwrap_or_else(|| match destination {
        Destination::Shared => "echo \"client_id = '$client_id'\"  # goes to the top of config.toml".to_owned(),
        _ => "echo \"$client_id\"".to_owned(),
    })
}

/// What follows the steps in the portal.
fn by_hand(registration: &Registration, destination: &Destination) -> String {
    account_command(registration, destination, "ID").unwrap_or_else(|| match destination {
        Destination::Shared => "write `client_id = \"ID\"` to the top of config.toml".to_owned(),
        _ => "calcli account add NAME --tenant TENANT --client-id ID".to_owned(),
    })
}

/// The command that gives an account its client id.
fn account_command(registration: &Registration, destination: &Destination, client_id: &str) -> Option<String> {
    match destination {
        Destination::Account(label) => Some(format!("calcli account set {label} --client-id {client_id}")),
        Destination::NewAccount(label, tenant) => {
            let flag = |flag: &str, value: &str, is_default: bool| {
                if is_default { String::new() } else { format!(" --{flag} {value}") }
            };
            let cloud = flag("cloud", registration.cloud.name(), registration.cloud == Cloud::default());
            let scopes = flag("scopes", registration.access.name(), registration.access == Access::default());
            Some(format!("calcli account add {label} --tenant {tenant} --client-id {client_id}{cloud}{scopes}"))
        }
        Destination::Shared | Destination::Nowhere => None,
    }
}
