//! What calcli can do, whichever door asks: it never prints and never parses flags.

pub mod accounts;
pub mod agenda;
pub mod consent;
pub mod doctor;
pub mod import;
pub mod own_token;
pub mod session;
pub mod setup;
pub mod sign_in;

use crate::base::http::Http;
use crate::config::settings::Settings;
use crate::model::token::TokenKey;
use crate::vault::{KeyCommand, StorePlaces, Vault};
use own_token::OwnTokens;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;

/// How long the keychain may take for one answer; a locked one can wait for its user for ever.
const STORE_DEADLINE: Duration = Duration::from_secs(10);
/// The same where a command prints the store's key, which may ask a person for a passphrase.
const KEY_COMMAND_DEADLINE: Duration = Duration::from_secs(30);

/// Everything that a door needs. Opening it opens neither the network nor the keychain.
#[derive(Clone)]
pub struct App {
    /// What was decided for this run.
    pub settings: Arc<Settings>,
    http: Http,
    vault: Vault,
    /// Refreshes that were sent and must reach their save, whoever still waits for them.
    refreshes: Arc<Mutex<JoinSet<()>>>,
    own_tokens: Arc<OwnTokens>,
}

impl App {
    /// An app for these settings.
    pub fn open(settings: Settings) -> Self {
        let key_command = settings.store_key_command.clone();
        let deadline = if key_command.is_some() { KEY_COMMAND_DEADLINE } else { STORE_DEADLINE };
        let places = StorePlaces {
            records: settings.places.data.join("tokens"),
            key_file: settings.store_key_file.clone(),
            key_command: key_command.map(|line| KeyCommand { line, said_in: settings.config_file.clone() }),
        };
        let vault = Vault::open(settings.store, places, deadline);
        Self {
            settings: Arc::new(settings),
            http: Http::default(),
            vault,
            refreshes: Arc::default(),
            own_tokens: Arc::default(),
        }
    }

    /// Waits for refreshes that are still under way. To be called before the process ends.
    pub async fn settle(&self) {
        let mut refreshes = std::mem::take(&mut *self.refreshes.lock().unwrap_or_else(PoisonError::into_inner));
        while refreshes.join_next().await.is_some() {}
    }

    /// The lock that keeps processes from changing one stored record at the same time.
    fn lock_of(&self, key: &TokenKey) -> PathBuf {
        self.settings.places.locks().join(crate::base::lock::lock_name(&key.canonical()))
    }
}
