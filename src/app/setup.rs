//! Registering an application with the Azure CLI, and writing its client id where it belongs.

use super::App;
use crate::base::env::Env;
use crate::model::account::{Access, Account, ClientId, Label, Tenant};
use crate::model::cloud::Cloud;
use crate::model::error::{Error, Kind, Result};
use crate::model::registration::{CLIENT_ID, Command, Purpose, Registration};
use std::io::ErrorKind;
use std::process::{self, Stdio};
use toml_edit::Value;

/// The Azure CLI; on Windows it is a batch file.
const AZ: &str = if cfg!(windows) { "az.cmd" } else { "az" };

/// Where the client id of a new registration goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To the account of this name, which exists.
    Account(Label),
    /// To a new account of this name.
    NewAccount(Label, Tenant),
    /// To the top of the config, for all accounts that name none.
    Shared,
    /// Nowhere; it is printed.
    Nowhere,
}

impl App {
    /// Runs the commands of a registration, which may ask their user things, and gives back its client id.
    ///
    /// # Errors
    /// `az_missing` where there is no Azure CLI, `az_failed` where it refused.
    pub async fn register(&self, registration: &Registration) -> Result<ClientId> {
        let registration = registration.clone();
        let ran = tokio::task::spawn_blocking(move || run_all(&registration)).await;
        ran.unwrap_or_else(|error| Err(Error::new(Kind::Internal, "az_lost", format!("{error}."))))
    }

    /// Writes a client id to where it belongs. Accounts that had another one forget their tokens, which are not valid for it.
    ///
    /// # Errors
    /// What the config or the store said.
    pub async fn settle_client(
        &self,
        client: ClientId,
        registration: &Registration,
        destination: &Destination,
    ) -> Result<()> {
        let id = Value::from(client.to_string());
        match destination {
            Destination::Nowhere => Ok(()),
            Destination::Account(label) => self.set_account(label, vec![("client_id", Some(id))]).await.map(drop),
            Destination::NewAccount(label, tenant) => {
                let (cloud, access) = (registration.cloud, registration.access);
                let mut changes = vec![("tenant", Some(Value::from(tenant.to_string()))), ("client_id", Some(id))];
                changes.extend((cloud != Cloud::default()).then(|| ("cloud", Some(Value::from(cloud.name())))));
                changes.extend((access != Access::default()).then(|| ("scopes", Some(Value::from(access.name())))));
                self.add_account(label, changes).await.map(drop)
            }
            Destination::Shared => {
                let editor = self.editor().await?;
                let before = editor.accounts()?;
                editor.set_top(vec![("client_id", Some(id))])?;
                let now = editor.accounts()?;
                let moved = |old: &&Account| now.iter().any(|new| new.label == old.label && !new.signs_in_like(old));
                for account in before.iter().filter(moved) {
                    self.forget(account, &editor).await?;
                }
                Ok(())
            }
        }
    }
}

/// Runs the commands one after the other, without those whose work is done already.
fn run_all(registration: &Registration) -> Result<ClientId> {
    let mut made = None;
    for command in registration.commands() {
        let client = made.as_ref().map_or_else(|| CLIENT_ID.to_owned(), ToString::to_string);
        match command.purpose {
            Purpose::SignIn if is_signed_in(registration) => (),
            Purpose::Instantiate if ask(&["ad", "sp", "show", "--id", &client]).is_some() => (),
            Purpose::Create => made = Some(client_in(&run(&command, &client)?)?),
            Purpose::Prepare | Purpose::SignIn | Purpose::Instantiate => drop(run(&command, &client)?),
        }
    }
    made.ok_or_else(|| Error::new(Kind::Internal, "no_registration", "No command made a registration."))
}

/// Whether the Azure CLI works in the right tenant already.
fn is_signed_in(registration: &Registration) -> bool {
    let shown = ask(&["account", "show", "--query", "[tenantId, tenantDefaultDomain]", "--output", "tsv"]);
    let (Some(shown), Some(tenant)) = (shown, &registration.tenant) else { return false };
    let tenant = tenant.to_string();
    shown.split_whitespace().any(|name| name.eq_ignore_ascii_case(&tenant))
}

/// The Azure CLI, which gets no account's token.
fn az() -> process::Command {
    let mut command = process::Command::new(AZ);
    Env::system().keep_tokens_from(&mut command);
    command
}

/// What the Azure CLI answers to a question, if it has an answer.
fn ask(args: &[&str]) -> Option<String> {
    let output = az().args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs one command without a shell. What it asks and complains about goes to the terminal; what it prints comes back.
fn run(command: &Command, client_id: &str) -> Result<String> {
    let args = command.args_for(client_id);
    tracing::debug!(?args, "az");
    let output = az().args(&args).stderr(Stdio::inherit()).stdin(Stdio::inherit()).output();
    let output = output.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Error::new(Kind::Other, "az_missing", "The Azure CLI (az) is not installed, or not on the PATH.")
                .hint("install it: https://aka.ms/azure-cli")
                .hint("or do it by hand: add --portal in place of --run")
        }
        _ => Error::new(Kind::Other, "az_failed", format!("The Azure CLI cannot be started: {error}.")),
    })?;
    if !output.status.success() {
        let what = args.iter().take_while(|arg| !arg.starts_with('-')).cloned().collect::<Vec<_>>().join(" ");
        return Err(Error::new(Kind::Other, "az_failed", format!("`az {what}` failed ({}).", output.status))
            .hint("what it complained about stands above")
            .hint("to do it by hand: add --portal in place of --run"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn client_in(printed: &str) -> Result<ClientId> {
    printed.trim().parse().map_err(|_| {
        Error::new(Kind::Other, "az_failed", "The Azure CLI did not print the client id of the new registration.")
            .hint("look for it in the portal, and set it: `calcli account set NAME --client-id ID`")
    })
}
