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
use crate::model::token::{StoreKind, TokenKey};
use crate::vault::{KeyCommand, StorePlaces, Vault};
use own_token::OwnTokens;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Context;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
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
    /// The store that is not in force, where tokens may be from before the choice was changed.
    other_vault: Vault,
    /// What must reach its end, whoever still waits for it: a refresh that was sent, a sign-in that is being stored.
    unfinished: Arc<Mutex<JoinSet<()>>>,
    /// Whether a sign-in was accepted in this run.
    accepted: Arc<AtomicBool>,
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
        let other = if settings.store == StoreKind::File { StoreKind::Keychain } else { StoreKind::File };
        Self {
            vault: Vault::open(settings.store, places.clone(), deadline),
            other_vault: Vault::open(other, places, deadline),
            settings: Arc::new(settings),
            http: Http::default(),
            unfinished: Arc::default(),
            accepted: Arc::default(),
            own_tokens: Arc::default(),
        }
    }

    /// Begins nothing new: refreshes that were sent are heard out and saved, all others are given up.
    pub fn interrupt(&self) {
        self.http.stop();
    }

    /// Whether a sign-in was accepted in this run, so that what is stored has changed or is about to.
    pub fn has_accepted(&self) -> bool {
        self.accepted.load(Ordering::Relaxed)
    }

    /// Does some work on its own, so that it reaches its end also where the wait for it is given up; [`App::settle`] waits then.
    /// Nothing comes back where it broke off.
    fn to_the_end<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> oneshot::Receiver<T> {
        let (done, result) = oneshot::channel();
        self.unfinished.lock().unwrap_or_else(PoisonError::into_inner).spawn(async move {
            // Nobody may be waiting any more, which is fine.
            let _ = done.send(work.await);
        });
        result
    }

    /// Waits for what must reach its end. To be called before the process ends.
    pub async fn settle(&self) {
        let next = |context: &mut Context<'_>| {
            self.unfinished.lock().unwrap_or_else(PoisonError::into_inner).poll_join_next(context)
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
