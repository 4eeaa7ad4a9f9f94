//! What calcli can do, whichever door asks: it never prints and never parses flags.

pub mod accounts;
pub mod agenda;
pub mod consent;
pub mod doctor;
pub mod import;
pub mod meeting;
pub mod own_token;
pub mod schedules;
pub mod session;
pub mod setup;
pub mod sign_in;

use crate::base::http::Http;
use crate::base::lock::{Lock, lock_name};
use crate::config::settings::Settings;
use crate::model::error::Result;
use crate::model::token::TokenKey;
use crate::vault::{KeyCommand, StorePlaces, Vault};
use own_token::OwnTokens;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Context;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How long the keychain may take for one answer; a locked one can wait for its user for ever.
const STORE_DEADLINE: Duration = Duration::from_secs(10);
/// The same where a command prints the store's key, which may ask a person for a passphrase.
const KEY_COMMAND_DEADLINE: Duration = Duration::from_secs(30);
/// How long to wait for another process that uses the same record.
const PATIENCE: Duration = Duration::from_secs(45);

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

    /// Begins nothing new: refreshes that were sent are heard out and saved, all others are given up.
    pub fn interrupt(&self) {
        self.http.stop();
    }

    /// Waits for refreshes that are still under way. To be called before the process ends.
    pub async fn settle(&self) {
        let next = |context: &mut Context<'_>| {
            self.refreshes.lock().unwrap_or_else(PoisonError::into_inner).poll_join_next(context)
        };
        while poll_fn(next).await.is_some() {}
    }

    /// Keeps every other process from changing one stored record. Whoever takes a second one holds the
    /// [`Editor`](crate::config::edit::Editor) already, so that no two wait for each other.
    async fn lock(&self, key: &TokenKey) -> Result<Lock> {
        self.lock_until(key, Instant::now() + PATIENCE).await
    }

    /// The same, waiting no longer than until then.
    async fn lock_until(&self, key: &TokenKey, deadline: Instant) -> Result<Lock> {
        let path = self.settings.places.locks().join(lock_name(&key.canonical()));
        Lock::acquire(&path, deadline.saturating_duration_since(Instant::now())).await
    }
}
