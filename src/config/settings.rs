//! The settings of one run: flag over environment over file over default, decided once.

use super::Config;
use crate::base::clock::Clock;
use crate::base::env::{Env, TOKEN_STORE};
use crate::base::paths::Places;
use crate::base::zones;
use crate::model::account::{Account, ClientId, Label};
use crate::model::command_line::CommandLine;
use crate::model::error::{Error, Kind, Result};
use crate::model::own_token::{TokenSource, looks_like_a_token, variable};
use crate::model::period::Calendarist;
use crate::model::secret::Secret;
use crate::model::token::StoreKind;
use crate::model::zone::Zone;
use chrono::{DateTime, Weekday};
use std::path::PathBuf;

/// What the flags that every command has can decide.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--config FILE`.
    pub config: Option<PathBuf>,
    /// `--tz ZONE`.
    pub zone: Option<String>,
}

/// Everything that was decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The config file.
    pub config_file: PathBuf,
    /// Whether a flag or a variable chose it.
    config_is_named: bool,
    /// The user's folders.
    pub places: Places,
    /// Every account, in the file's order.
    pub accounts: Vec<Account>,
    /// The application of accounts that name none.
    pub default_client_id: Option<ClientId>,
    /// Where tokens are kept.
    pub store: StoreKind,
    /// The key of the file store.
    pub store_key_file: PathBuf,
    /// What prints that key, where it is not in the file.
    pub store_key_command: Option<CommandLine>,
    /// The agenda's "now".
    pub clock: Clock,
    /// The agenda's zone.
    pub zone: Zone,
    /// The day a week begins with.
    pub week_start: Weekday,
    /// What the user should know about how it was decided.
    pub warnings: Vec<String>,
}

impl Settings {
    /// Decides.
    ///
    /// # Errors
    /// [`Kind::Usage`] for what a flag or a variable says, [`Kind::Config`] for what the file says.
    pub fn resolve(overrides: &Overrides, env: &Env) -> Result<Self> {
        env.check()?;
        let places = Places::find(env)?;
        let config_file = overrides
            .config
            .clone()
            .or_else(|| env.path("CALCLI_CONFIG"))
            .unwrap_or_else(|| places.config_file.clone());
        let config_is_named = config_file != places.config_file;
        let config = Config::read(&config_file)?;
        let mut warnings = Vec::new();
        let key_file = env.path("CALCLI_STORE_KEY_FILE");
        let mut accounts = config.accounts().map_err(|why| super::invalid(&config_file, &why))?;
        take_tokens(&mut accounts, env)?;
        Ok(Self {
            accounts,
            default_client_id: config.client_id,
            store: store(env, &config)?,
            store_key_command: config.store_key_command.clone().filter(|_| key_file.is_none()),
            store_key_file: key_file.unwrap_or_else(|| places.data.join("store.key")),
            clock: clock(env)?,
            zone: zone(overrides, env, &config, &mut warnings)?,
            week_start: config.week_start.unwrap_or(Weekday::Mon),
            config_is_named,
            config_file,
            places,
            warnings,
        })
    }

    /// Whether the config file is there, as it has to be where it was named.
    pub fn config_is_there(&self) -> bool {
        !self.config_is_named || self.config_file.exists()
    }

    /// The reader of words such as `today`.
    pub fn calendarist(&self) -> Calendarist {
        Calendarist { now: self.clock.now(), zone: self.zone.clone(), week_start: self.week_start }
    }

    /// The account of this name.
    ///
    /// # Errors
    /// [`Kind::Usage`], with the names that there are.
    pub fn account(&self, label: &Label) -> Result<&Account> {
        let found = self.accounts.iter().find(|account| account.label == *label);
        found.ok_or_else(|| {
            unknown_account(label, &self.accounts.iter().map(|account| account.label.as_str()).collect::<Vec<_>>())
        })
    }

    /// The accounts of these names, each once.
    ///
    /// # Errors
    /// As [`Settings::account`].
    pub fn named(&self, labels: &[Label]) -> Result<Vec<Account>> {
        let mut accounts: Vec<Account> = Vec::new();
        for label in labels {
            let account = self.account(label)?;
            if !accounts.contains(account) {
                accounts.push(account.clone());
            }
        }
        Ok(accounts)
    }

    /// Every account, those that rest too.
    ///
    /// # Errors
    /// [`Kind::Config`] where there is none.
    pub fn all(&self) -> Result<Vec<Account>> {
        if self.accounts.is_empty() { Err(no_account()) } else { Ok(self.accounts.clone()) }
    }

    /// The accounts that a reading command asks: those named, in the file's order, else all that do not rest; without those left out.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a name that does not exist, [`Kind::Config`] where nothing is left to ask.
    pub fn reading(&self, only: &[Label], except: &[Label]) -> Result<Vec<Account>> {
        for label in only.iter().chain(except) {
            self.account(label)?;
        }
        let asked = |account: &&Account| if only.is_empty() { account.enabled } else { only.contains(&account.label) };
        let accounts: Vec<Account> =
            self.accounts.iter().filter(asked).filter(|account| !except.contains(&account.label)).cloned().collect();
        if !accounts.is_empty() {
            return Ok(accounts);
        }
        Err(if self.accounts.is_empty() {
            no_account()
        } else {
            Error::new(Kind::Config, "no_account_asked", "Every account rests or was left out.")
                .hint("calcli account list")
                .hint("calcli account set NAME --enabled true")
        })
    }
}

/// There is nothing to work with yet.
pub fn no_account() -> Error {
    Error::new(Kind::Config, "no_account", "There is no account yet.")
        .hint("calcli account add NAME --tenant TENANT --client-id ID")
        .hint("to try it without one: calcli demo")
}

/// A name that is taken; case does not count.
pub fn account_exists(name: &str) -> Error {
    Error::usage("account_exists", format!("There is an account named {name} already."))
        .hint(format!("calcli account set {name} --help"))
        .hint("choose another name")
}

/// An account that is not in the file.
pub fn unknown_account(label: &Label, names: &[&str]) -> Error {
    let known =
        if names.is_empty() { "there is none yet".to_owned() } else { format!("there are: {}", names.join(", ")) };
    let error = Error::usage("unknown_account", format!("There is no account named {label}; {known}."));
    if names.is_empty() {
        error.hint("calcli account add NAME --tenant TENANT --client-id ID")
    } else {
        error.hint("calcli account list")
    }
}

/// Gives each account the token that its variable holds, for this run.
fn take_tokens(accounts: &mut [Account], env: &Env) -> Result<()> {
    let names: Vec<String> = accounts.iter().map(|account| variable(&account.label)).collect();
    for (account, name) in accounts.iter_mut().zip(&names).filter(|(_, name)| *name != TOKEN_STORE) {
        let Some(token) = env.get(name) else { continue };
        if names.iter().filter(|other| *other == name).count() > 1 {
            let message = format!("{name} is set, and is the variable of several accounts.");
            return Err(Error::usage("ambiguous_variable", message).hint("calcli account rename OLD NEW"));
        }
        if !looks_like_a_token(token.trim()) {
            return Err(not_a_token(name));
        }
        account.source = TokenSource::Environment(Secret::from(token.trim().to_owned()));
    }
    Ok(())
}

/// A variable that holds something else than a token. What it holds stays untold: it may be another secret.
fn not_a_token(name: &str) -> Error {
    Error::usage("token_malformed", format!("{name} does not hold an access token."))
        .hint(format!(
            "let it hold one for Microsoft Graph: `export {name}=$(az account get-access-token --resource-type ms-graph --query accessToken --output tsv)`"
        ))
        .hint(format!("or do without it: `unset {name}`"))
}

fn store(env: &Env, config: &Config) -> Result<StoreKind> {
    match env.get(TOKEN_STORE) {
        None => Ok(config.token_store.unwrap_or_default()),
        Some(name) => StoreKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
            // What it is instead stays untold: it may be meant as the token of an account named `store`.
            Error::usage("unknown_store", format!("{TOKEN_STORE} can be `keychain` or `file`, and is neither."))
                .hint("unset CALCLI_TOKEN_STORE, or: export CALCLI_TOKEN_STORE=file")
                .hint("an account named `store` cannot take its token from a variable: rename it")
        }),
    }
}

fn clock(env: &Env) -> Result<Clock> {
    let Some(text) = env.get("CALCLI_NOW") else { return Ok(Clock::System) };
    let now = DateTime::parse_from_rfc3339(text).map_err(|_| {
        Error::usage(
            "bad_now",
            format!("CALCLI_NOW is `{}`: it must be like 2026-11-23T09:00:00+01:00.", text.escape_debug()),
        )
        .hint("for the real time: `unset CALCLI_NOW`")
        .hint("for another one: `export CALCLI_NOW=2026-11-23T09:00:00+01:00`")
    })?;
    Ok(Clock::Fixed(now.to_utc()))
}

fn zone(overrides: &Overrides, env: &Env, config: &Config, warnings: &mut Vec<String>) -> Result<Zone> {
    let said = [
        (Kind::Usage, "--tz", overrides.zone.as_deref()),
        (Kind::Usage, "CALCLI_TZ", env.get("CALCLI_TZ")),
        (Kind::Config, "config.toml", config.time_zone.as_deref()),
    ];
    if let Some((kind, origin, name)) = said.into_iter().find_map(|(kind, origin, name)| Some((kind, origin, name?))) {
        return zones::named(name, origin, kind);
    }
    let found = match env.get("TZ") {
        Some(value) => zones::find_tz_variable(value),
        None => zones::system(),
    };
    Ok(found.unwrap_or_else(|| {
        warnings.push(
            "the system's time zone is unknown, so times are in UTC; set `time_zone` in config.toml or use --tz"
                .to_owned(),
        );
        Zone::utc()
    }))
}
