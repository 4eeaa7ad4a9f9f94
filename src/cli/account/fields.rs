//! What an account is made of, as flags; `add` and `set` share them.

use crate::cli::global::COLORS;
use crate::config::edit::{Change, list};
use crate::model::account::{Access, ClientId, Color, Tenant};
use crate::model::cloud::{Cloud, Origin};
use crate::model::command_line::CommandLine;
use crate::model::flow::Flow;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use toml_edit::Value;

/// The flags; each stands for a key of the account's table in the config file.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Fields {
    /// The tenant: its id, a verified domain, `consumers` (personal accounts) or `organizations`
    #[arg(long)]
    pub tenant: Option<Tenant>,
    /// The application (client) id of the app registration; may be left out when the config has one for all
    #[arg(long, value_name = "ID")]
    pub client_id: Option<ClientId>,
    /// Instead of signing in: the command that prints an access token; `{tenant}`, `{client_id}` and `{username}` are filled in
    #[arg(long, value_name = "COMMAND", value_parser = command)]
    pub token_command: Option<String>,
    /// The only person who may sign in here, such as me@xebia.com
    #[arg(long, value_name = "UPN", value_parser = user_name)]
    pub username: Option<String>,
    /// A longer name
    #[arg(long, value_name = "NAME")]
    pub display_name: Option<String>,
    /// The colour of its tag in the agenda
    #[arg(long, value_name = "COLOR", value_parser = colors())]
    pub color: Option<String>,
    /// The cloud (default: global)
    #[arg(long, value_parser = choices(Cloud::ALL.map(Cloud::name)), conflicts_with_all = ["authority_url", "graph_url"])]
    pub cloud: Option<String>,
    /// The login server of another cloud or of a test: https, or http on loopback
    #[arg(long, value_name = "URL", value_parser = Origin::parse, requires = "graph_url")]
    pub authority_url: Option<Origin>,
    /// The Graph server of another cloud or of a test: https, or http on loopback
    #[arg(long, value_name = "URL", value_parser = Origin::parse, requires = "authority_url")]
    pub graph_url: Option<Origin>,
    /// What to ask for: basic (no bodies), read (the default), shared or write
    #[arg(long, value_parser = choices(Access::ALL.map(Access::name)))]
    pub scopes: Option<String>,
    /// Read this calendar (repeatable; `*` for all; default: those you own)
    #[arg(long, value_name = "NAME")]
    pub calendar: Vec<String>,
    /// How to sign in (default: as the last time)
    #[arg(long, value_name = "FLOW", value_parser = choices(Flow::ALL.map(Flow::name)))]
    pub login: Option<String>,
    /// Whether the account takes part; `false` lets it rest
    #[arg(long, value_name = "BOOL")]
    pub enabled: Option<bool>,
}

/// The colours, and the words of the global `--color`, which clap hands to both.
fn colors() -> impl TypedValueParser<Value = String> {
    let words = COLORS.map(|word| PossibleValue::new(word).hide(true));
    PossibleValuesParser::new(Color::ALL.map(Color::name).map(PossibleValue::new).into_iter().chain(words))
}

/// A command, or nothing, which removes one.
fn command(text: &str) -> Result<String, String> {
    if !text.is_empty() {
        text.parse::<CommandLine>()?;
    }
    Ok(text.to_owned())
}

/// The name with which somebody signs in, or nothing, which removes one.
fn user_name(text: &str) -> Result<String, String> {
    if text.is_empty() || text.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && !domain.is_empty()) {
        return Ok(text.to_owned());
    }
    Err("give the whole name with which you sign in, such as me@xebia.com".to_owned())
}

/// One of these words.
pub fn choices<const N: usize>(names: [&'static str; N]) -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(names.map(PossibleValue::new))
}

impl Fields {
    /// Whether no flag was given.
    pub fn is_empty(&self) -> bool {
        self.changes().is_empty()
    }

    /// The keys that were given, with their values. An empty text, or an empty list of calendars, removes its key.
    pub fn changes(&self) -> Vec<Change> {
        let text = |text: &String| (!text.is_empty()).then(|| Value::from(text.as_str()));
        let shown = |shown: &dyn std::fmt::Display| Some(Value::from(shown.to_string()));
        let calendars: Vec<String> = self.calendar.iter().filter(|name| !name.is_empty()).cloned().collect();
        [
            self.tenant.as_ref().map(|tenant| ("tenant", shown(tenant))),
            self.client_id.as_ref().map(|id| ("client_id", shown(id))),
            self.token_command.as_ref().map(|command| ("token_command", text(command))),
            self.username.as_ref().map(|name| ("username", text(name))),
            self.display_name.as_ref().map(|name| ("display_name", text(name))),
            self.color.as_ref().filter(|color| !COLORS.contains(&color.as_str())).map(|color| ("color", text(color))),
            self.cloud.as_ref().map(|cloud| ("cloud", text(cloud))),
            self.authority_url.as_ref().map(|url| ("authority_url", shown(url))),
            self.graph_url.as_ref().map(|url| ("graph_url", shown(url))),
            self.scopes.as_ref().map(|scopes| ("scopes", text(scopes))),
            (!self.calendar.is_empty()).then(|| ("calendars", (!calendars.is_empty()).then(|| list(&calendars)))),
            self.login.as_ref().map(|login| ("login", text(login))),
            self.enabled.map(|enabled| ("enabled", Some(Value::from(enabled)))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
