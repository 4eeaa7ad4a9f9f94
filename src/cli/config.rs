//! `calcli config`: the settings at the top of the config file, which are no account's.

use super::exit::Exit;
use super::ui::Ui;
use crate::app::App;
use crate::base::zones;
use crate::config::edit::{self, Editor};
use crate::model::error::{Error, Kind, Result};
use crate::render::json;
use clap::{Subcommand, ValueEnum};
use toml_edit::Value;

/// Show and change the settings that are no account's
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print where the config file is
    Path,
    /// Print a setting as the file has it
    Get {
        /// The setting
        key: Key,
    },
    /// Change a setting; an empty text removes it
    Set {
        /// The setting
        key: Key,
        /// Its value, such as `file` for `token_store`
        value: String,
    },
}

/// A key at the top of the file.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Key {
    /// The application of accounts that name none
    ClientId,
    /// The zone of the agenda, such as Europe/Amsterdam
    TimeZone,
    /// The day a week begins with
    WeekStart,
    /// Where tokens are kept: keychain or file
    TokenStore,
    /// What prints the key of the file store
    StoreKeyCommand,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::ClientId => "client_id",
            Self::TimeZone => "time_zone",
            Self::WeekStart => "week_start",
            Self::TokenStore => "token_store",
            Self::StoreKeyCommand => "store_key_command",
        }
    }
}

impl Args {
    /// Whether it works on a file that is not there yet.
    pub fn needs_no_file(&self) -> bool {
        !matches!(self.command, Command::Get { .. })
    }

    /// Prints or changes what was asked for.
    pub async fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        let (path, places) = (&app.settings.config_file, &app.settings.places);
        match self.command {
            Command::Path if ui.is_json() => ui.answer(&json::config_path(path))?,
            Command::Path => ui.answer(&path.display().to_string())?,
            Command::Get { key } => {
                let value = edit::get_top(path, key.name())?;
                match value {
                    value if ui.is_json() => ui.answer(&json::setting(key.name(), value.as_deref()))?,
                    Some(value) => ui.answer(&value)?,
                    None => return Err(not_set(key)),
                }
            }
            Command::Set { key, value } => {
                let value = value.trim();
                if matches!(key, Key::TimeZone) && !value.is_empty() {
                    zones::named(value, key.name(), Kind::Usage).map_err(|unknown| Error {
                        hints: unknown.hints,
                        ..value_invalid(key, value, "no time zone has that name")
                    })?;
                }
                let editor = Editor::open(path, places).await?;
                editor
                    .set_top(vec![(key.name(), (!value.is_empty()).then(|| Value::from(value)))])
                    .map_err(|error| refused(key, value, error))?;
                let value = Some(value).filter(|value| !value.is_empty());
                if ui.is_json() {
                    ui.answer(&json::setting(key.name(), value))?;
                } else {
                    let what = value.map_or_else(|| "removed".to_owned(), |value| format!("set to {value}"));
                    ui.answer(&format!("{}: {what}", key.name()))?;
                }
                if matches!(key, Key::TokenStore) {
                    ui.note("Tokens stay where they are; sign in next: calcli login --all");
                }
            }
        }
        Ok(Exit::Done)
    }
}

fn not_set(key: Key) -> Error {
    Error::new(Kind::Other, "not_set", format!("`{}` is not set, so its default holds.", key.name()))
        .hint(format!("calcli config set {} VALUE", key.name()))
}

/// The file was valid before, so what makes it invalid is the value, which is wrong usage.
fn refused(key: Key, value: &str, error: Error) -> Error {
    if error.code != "config_invalid" {
        return error;
    }
    let why = error.message.lines().last().unwrap_or_default();
    value_invalid(key, value, why)
}

fn value_invalid(key: Key, value: &str, why: &str) -> Error {
    let value = value.escape_debug();
    Error::usage("value_invalid", format!("`{}` cannot be `{value}`: {}.", key.name(), why.trim_end_matches('.')))
        .hint("calcli config set --help")
}
