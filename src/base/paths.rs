//! Where calcli's files are: XDG folders on Linux and macOS, AppData on Windows.

use crate::base::env::Env;
use crate::model::error::{Error, Kind, Result};
use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use std::path::PathBuf;

/// The variables that name the user's folders.
const FOLDERS: [&str; 5] = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"];

/// The folders of one user. None of them is made before something is written.
#[derive(Clone, Debug)]
pub struct Places {
    /// `config.toml`.
    pub config_file: PathBuf,
    /// Locks and `accounts.json`.
    pub state: PathBuf,
    /// The encrypted token files and their key.
    pub data: PathBuf,
    /// What can be fetched again.
    pub cache: PathBuf,
}

impl Places {
    /// The user's folders, found through the home folder and the XDG variables.
    ///
    /// # Errors
    /// Where the user has no home folder, or a variable names a relative one.
    pub fn find(env: &Env) -> Result<Self> {
        if let Some(name) = FOLDERS.into_iter().find(|name| env.path(name).is_some_and(|path| path.is_relative())) {
            let message = format!("{name} is not an absolute path, and nothing is read from the working directory.");
            return Err(Error::new(Kind::Config, "no_home", message).hint(format!("set {name} to an absolute path")));
        }
        let base = choose_base_strategy().map_err(|error| {
            Error::new(Kind::Config, "no_home", format!("The home folder cannot be found: {error}.")).hint("set HOME")
        })?;
        Ok(Self {
            config_file: base.config_dir().join("calcli").join("config.toml"),
            state: base.state_dir().unwrap_or_else(|| base.data_dir()).join("calcli"),
            data: base.data_dir().join("calcli"),
            cache: base.cache_dir().join("calcli"),
        })
    }

    /// The folder of the lock files.
    pub fn locks(&self) -> PathBuf {
        self.state.join("locks")
    }
}
