//! The flags that every command has, and the ones that several share.

use super::completing;
use crate::app::App;
use crate::base::env::Env;
use crate::config::settings::Overrides;
use crate::model::account::{Account, Label};
use crate::model::error::{Error, Result};
use clap::{ArgAction, Args};
use std::path::PathBuf;
use std::time::Duration;

/// Flags that may stand anywhere on the line.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options", next_display_order = 900)]
pub struct Global {
    /// Only this account (repeatable)
    #[arg(long, short, global = true, value_name = "NAME", add = completing::accounts())]
    pub account: Vec<Label>,
    /// Print JSON for scripts
    #[arg(long, global = true)]
    pub json: bool,
    /// Show times in this zone, such as Europe/Amsterdam
    #[arg(long, global = true, value_name = "ZONE")]
    pub tz: Option<String>,
    /// Use this config file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_parser = COLORS, default_value = COLORS[0])]
    color: String,
    /// Leave out notes and progress on stderr
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Tell on stderr what is done (repeatable)
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Never ask anything
    #[arg(long, global = true)]
    pub no_input: bool,
}

/// When to use colours: on a terminal unless `NO_COLOR` is set, always, or never. `account add` and `account set` have a `--color`
/// of their own, which takes an account's colour and these words too; clap gives both the same value.
pub const COLORS: [&str; 3] = ["auto", "always", "never"];

impl Global {
    /// What these flags decide about the settings.
    pub fn overrides(&self) -> Overrides {
        Overrides { config: self.config.clone(), zone: self.tz.clone() }
    }

    /// Whether colours were asked for or forbidden.
    pub fn color(&self) -> Option<bool> {
        match self.color.as_str() {
            "always" => Some(true),
            "never" => Some(false),
            _ => None,
        }
    }

    /// The accounts that a reading command was told to ask: the flags, else `CALCLI_ACCOUNT`.
    pub fn reading_accounts(&self, env: &Env) -> Result<Vec<Label>> {
        if !self.account.is_empty() {
            return Ok(self.account.clone());
        }
        let Some(names) = env.get("CALCLI_ACCOUNT") else { return Ok(Vec::new()) };
        let bad = |why: String| Error::usage("bad_name", format!("CALCLI_ACCOUNT: {why}.")).hint("calcli account list");
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        let names = names.map(|name| name.parse().map_err(bad)).collect::<Result<Vec<_>>>()?;
        if names.is_empty() { Err(bad("it names no account".to_owned())) } else { Ok(names) }
    }
}

/// What the commands share that read from every account.
#[derive(Debug, Args)]
pub struct Reading {
    /// Leave this account out (repeatable)
    #[arg(long, value_name = "NAME", add = completing::accounts())]
    pub except: Vec<Label>,
    /// How long each account may take, such as 30s or 2m
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "30s")]
    pub timeout: Duration,
}

impl Reading {
    /// The accounts to ask.
    ///
    /// # Errors
    /// Where a name is wrong, or none is left to ask; one that is named and left out is wrong usage.
    pub fn accounts(&self, app: &App, global: &Global, env: &Env) -> Result<Vec<Account>> {
        let only = global.reading_accounts(env)?;
        let accounts = app.settings.reading(&only, &self.except);
        match accounts {
            Err(error) if error.code == "no_account_asked" && !global.account.is_empty() => {
                let message = "Every account that --account names is left out by --except.";
                Err(Error::usage("no_account_asked", message).hint("leave out one of --account and --except"))
            }
            accounts => accounts,
        }
    }
}

/// Reads a duration: a number of seconds, or one with `s`, `m` or `h` behind it.
pub fn duration(text: &str) -> std::result::Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let seconds = match unit {
        "" | "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3600),
        _ => None,
    };
    let total = seconds
        .and_then(|unit| number.parse::<u64>().ok()?.checked_mul(unit))
        .filter(|seconds| (1..=86_400).contains(seconds));
    total
        .map(Duration::from_secs)
        .ok_or_else(|| "give seconds, minutes or hours, such as 30s, 2m or 1h, and at most a day".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_number_and_perhaps_a_unit() {
        assert_eq!(duration("90").ok(), Some(Duration::from_secs(90)));
        assert_eq!(duration("2m").ok(), Some(Duration::from_secs(120)));
        for bad in ["", "0", "m", "1.5m", "-1", "2 m", "1d", "99999999999999999999s", "25h"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
