//! What the user said: `config.toml` as it stands, and the settings that come of it, the flags and the environment.

pub mod edit;
pub mod import;
pub mod settings;
pub mod state;

use crate::base::files;
use crate::model::account::{Access, Account, CalendarChoice, ClientId, Color, Label, Tenant};
use crate::model::cloud::{Cloud, Endpoints, Origin};
use crate::model::command_line::CommandLine;
use crate::model::error::{Error, Kind, Result};
use crate::model::flow::Flow;
use crate::model::own_token::TokenSource;
use crate::model::token::StoreKind;
use chrono::Weekday;
use indexmap::IndexMap;
use serde::Deserialize;
use std::path::Path;

/// `config.toml`, key by key. A key that is not here is refused, with its line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The application of accounts that name none.
    pub client_id: Option<ClientId>,
    /// The zone of the agenda.
    pub time_zone: Option<String>,
    /// The day a week begins with.
    pub week_start: Option<Weekday>,
    /// Where tokens are kept.
    pub token_store: Option<StoreKind>,
    /// What prints the key of the file store.
    pub store_key_command: Option<CommandLine>,
    /// The accounts, in the order of the file.
    #[serde(default)]
    accounts: IndexMap<String, Entry>,
}

/// One `[accounts.NAME]` table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    tenant: Tenant,
    client_id: Option<ClientId>,
    token_command: Option<CommandLine>,
    username: Option<String>,
    display_name: Option<String>,
    color: Option<Color>,
    cloud: Option<Cloud>,
    authority_url: Option<Origin>,
    graph_url: Option<Origin>,
    scopes: Option<Access>,
    calendars: Option<Vec<String>>,
    login: Option<Flow>,
    enabled: Option<bool>,
}

impl Config {
    /// Reads the file; one that is not there is an empty one.
    ///
    /// # Errors
    /// [`Kind::Config`], with the line where there is one.
    pub fn read(path: &Path) -> Result<Self> {
        Self::parse(&text(path)?.unwrap_or_default(), path)
    }

    /// Reads the text of a file and checks all of it.
    fn parse(text: &str, path: &Path) -> Result<Self> {
        let config: Self = toml_edit::de::from_str(text).map_err(|error| broken(path, error.to_string().trim_end()))?;
        config.accounts().map_err(|why| invalid(path, &why))?;
        Ok(config)
    }

    /// Every account, with its defaults filled in.
    ///
    /// # Errors
    /// A sentence that names the account and what is wrong with it.
    pub fn accounts(&self) -> std::result::Result<Vec<Account>, String> {
        let mut accounts: Vec<Account> = Vec::new();
        for (name, entry) in &self.accounts {
            let account = self.account(name.parse()?, entry).map_err(|why| format!("[accounts.{name}]: {why}"))?;
            if let Some(twin) = accounts.iter().find(|other| other.label == account.label) {
                return Err(format!(
                    "[accounts.{}] and [accounts.{name}] are the same name: case does not count",
                    twin.label
                ));
            }
            accounts.push(account);
        }
        Ok(accounts)
    }

    fn account(&self, label: Label, entry: &Entry) -> std::result::Result<Account, String> {
        let (cloud, endpoints) = match (entry.cloud, &entry.authority_url, &entry.graph_url) {
            (cloud, None, None) => (Some(cloud.unwrap_or_default()), cloud.unwrap_or_default().endpoints()),
            (None, Some(authority), Some(graph)) => {
                (None, Endpoints { authority: authority.clone(), graph: graph.clone() })
            }
            (Some(_), ..) => return Err("name a `cloud` or its servers, not both".to_owned()),
            _ => return Err("`authority_url` and `graph_url` go together: give both or neither".to_owned()),
        };
        let source = entry.token_command.clone().map_or(TokenSource::SignIn, TokenSource::Command);
        let none = (source != TokenSource::SignIn).then_some(ClientId::NONE);
        let calendars = CalendarChoice::configured(&label, entry.calendars.as_deref().unwrap_or_default());
        let account = Account {
            label,
            tenant: entry.tenant.clone(),
            client_id: entry
                .client_id
                .or(self.client_id)
                .or(none)
                .ok_or("it needs a `client_id`, here or at the top of the file, or a `token_command`")?,
            source,
            username: entry.username.clone(),
            display_name: entry.display_name.clone(),
            color: entry.color,
            cloud,
            endpoints,
            access: entry.scopes.unwrap_or_default(),
            calendars,
            login: entry.login,
            enabled: entry.enabled.unwrap_or(true),
        };
        if let TokenSource::Command(command) = &account.source {
            command
                .words_for(&account)
                .map_err(|name| format!("its `token_command` uses {name}, which it does not have"))?;
        }
        Ok(account)
    }
}

/// Reads a config file's text, for fuzzing: whatever is accepted has accounts that can be asked for.
///
/// # Panics
/// Where something does not hold that must.
#[cfg(any(test, fuzzing))]
pub fn probe(text: &str) {
    if let Ok(config) = Config::parse(text, Path::new("config.toml")) {
        assert!(config.accounts().is_ok());
    }
}

/// The text of the file, if it is there.
fn text(path: &Path) -> Result<Option<String>> {
    files::read_text(path).map_err(|error| {
        Error::new(Kind::Config, "config_unreadable", format!("{} cannot be read: {error}.", path.display()))
            .hint("make it a file that you can read, or name another: --config FILE")
    })
}

/// The keys of the top of the file alone.
const TOP: [&str; 4] = ["time_zone", "week_start", "token_store", "store_key_command"];

/// A file that cannot be read; a key of the top that stands in an account's table is told where it belongs.
fn broken(path: &Path, why: &str) -> Error {
    match TOP.into_iter().find(|key| why.contains(&format!("unknown field `{key}`"))) {
        None => invalid(path, why),
        Some(key) => {
            invalid(path, &format!("{why}\n`{key}` belongs at the top of the file, above the first [accounts.…]"))
                .hint(format!("remove it there, then: calcli config set {key} VALUE"))
        }
    }
}

pub(crate) fn invalid(path: &Path, why: &str) -> Error {
    Error::new(
        Kind::Config,
        "config_invalid",
        format!("{} cannot be used, and was left as it is: {why}", path.display()),
    )
    .hint("mend the file by hand")
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
