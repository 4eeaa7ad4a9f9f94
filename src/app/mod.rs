//! What calcli can do, whichever door asks: it never prints and never parses flags.

pub mod accounts;
pub mod agenda;
pub mod consent;
pub mod import;
pub mod session;
pub mod setup;
pub mod sign_in;

use crate::base::http::Http;
use crate::config::settings::Settings;
use crate::model::token::TokenKey;
use crate::vault::{StorePlaces, Vault};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;

/// How long the keychain may take for one answer; a locked one can wait for its user for ever.
const STORE_DEADLINE: Duration = Duration::from_secs(10);

/// Everything that a door needs. Opening it opens neither the network nor the keychain.
#[derive(Clone)]
pub struct App {
    /// What was decided for this run.
    pub settings: Arc<Settings>,
    http: Http,
    vault: Vault,
    /// Refreshes that were sent and must reach their save, whoever still waits for them.
    refreshes: Arc<Mutex<JoinSet<()>>>,
}

impl App {
    /// An app for these settings.
    pub fn open(settings: Settings) -> Self {
        let places =
            StorePlaces { records: settings.places.data.join("tokens"), key_file: settings.store_key_file.clone() };
        let vault = Vault::open(settings.store, places, STORE_DEADLINE);
        Self { settings: Arc::new(settings), http: Http::default(), vault, refreshes: Arc::default() }
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
