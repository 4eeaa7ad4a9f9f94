//! The vault: where tokens are kept, one record per account, client and tenant, behind a deadline.

mod blob;
mod entries;
mod fault;
mod file;
mod keychain;
mod memory;
mod platform;
mod record;
mod split;
mod store_key;
#[cfg(test)]
mod tests;

use crate::model::account::Label;
use crate::model::command_line::CommandLine;
use crate::model::error::{Error, Kind, Result};
use crate::model::token::{StoreKind, TokenKey, TokenRecord};
use crate::vault::blob::WINDOWS_LIMIT;
use crate::vault::entries::Entries;
use crate::vault::file::FileStore;
use crate::vault::keychain::Keychain;
use crate::vault::memory::Memory;
use crate::vault::platform::System;
use crate::vault::split::Split;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

/// A place for token records. Its calls may block, for ever where a keychain waits for a password; [`Vault`] bounds them.
pub trait TokenStore: Send + Sync {
    /// Whether a record could be kept, as far as this can be told without keeping one and is not told by a load.
    fn ready(&self) -> Result<()> {
        Ok(())
    }
    /// The record of this key; `None` only where it is certain that there is none. A record that turns out to belong to
    /// another key is refused and left untouched.
    fn load(&self, key: &TokenKey) -> Result<Option<TokenRecord>>;
    /// Keeps a record, replacing the one of the same key, and reads it back.
    fn save(&self, record: &TokenRecord) -> Result<()>;
    /// Removes the record of this key, and tells whether there was one.
    fn delete(&self, key: &TokenKey) -> Result<bool>;
    /// Removes every record of an account that is found without its key, and tells whether there was one. A keychain cannot be
    /// listed, so nothing is found there.
    fn sweep(&self, _account: &Label) -> Result<bool> {
        Ok(false)
    }
}

/// Where the file store keeps its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorePlaces {
    /// The folder of the records.
    pub records: PathBuf,
    /// The file with the key that encrypts them.
    pub key_file: PathBuf,
    /// What prints that key instead, where there is no such file.
    pub key_command: Option<KeyCommand>,
}

/// A command that prints the key of the file store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCommand {
    /// The command.
    pub line: CommandLine,
    /// The file that says so; where others can change it, the command is not run.
    pub said_in: PathBuf,
}

/// A token store whose calls end in time. A clone is the same vault.
#[derive(Clone)]
pub struct Vault {
    store: Arc<dyn TokenStore>,
    kind: &'static str,
    deadline: Duration,
}

impl Vault {
    /// The store that the user chose. Nothing is touched before the first call, and no call takes longer than `deadline`.
    pub fn open(kind: StoreKind, places: StorePlaces, deadline: Duration) -> Self {
        let store: Arc<dyn TokenStore> = match kind {
            StoreKind::Keychain if cfg!(windows) => {
                Arc::new(Entries::new(Split::new(Keychain::new(System), WINDOWS_LIMIT)))
            }
            StoreKind::Keychain => Arc::new(Entries::new(Keychain::new(System))),
            StoreKind::File => Arc::new(FileStore::new(places)),
        };
        Self { store, kind: kind.name(), deadline }
    }

    /// A store that is gone with the process, for tests; as narrow as the narrowest keychain.
    pub fn memory() -> Self {
        let store = Entries::new(Split::new(Memory::limited(WINDOWS_LIMIT), WINDOWS_LIMIT));
        Self { store: Arc::new(store), kind: "memory", deadline: Duration::from_secs(10) }
    }

    /// The store's name: `keychain`, `file` or `memory`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Whether a record could be kept; see [`TokenStore::ready`].
    pub async fn ready(&self) -> Result<()> {
        self.bounded(|store| store.ready()).await
    }

    /// The record of this key; see [`TokenStore::load`].
    pub async fn load(&self, key: &TokenKey) -> Result<Option<TokenRecord>> {
        let key = key.clone();
        self.bounded(move |store| store.load(&key)).await
    }

    /// Keeps a record; see [`TokenStore::save`]. A save that did not end in time may still succeed later.
    pub async fn save(&self, record: &TokenRecord) -> Result<()> {
        let record = record.clone();
        self.bounded(move |store| store.save(&record)).await
    }

    /// Removes the record of this key; see [`TokenStore::delete`].
    pub async fn delete(&self, key: &TokenKey) -> Result<bool> {
        let key = key.clone();
        self.bounded(move |store| store.delete(&key)).await
    }

    /// Removes every record of an account that is found without its key; see [`TokenStore::sweep`].
    pub async fn sweep(&self, account: &Label) -> Result<bool> {
        let account = account.clone();
        self.bounded(move |store| store.sweep(&account)).await
    }

    /// Runs a call on a thread of its own. It is a plain thread, since a runtime that ends waits for its blocking threads, and
    /// one that waits for a password never returns.
    async fn bounded<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn TokenStore) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store = self.store.clone();
        let (answer, answered) = oneshot::channel();
        let run = move || {
            // Nobody listens any more when the deadline has passed.
            let _ = answer.send(call(&*store));
        };
        thread::Builder::new()
            .name("calcli-vault".to_owned())
            .spawn(run)
            .map_err(|error| self.failed(&format!("no thread could be started for it: {error}")))?;
        match tokio::time::timeout(self.deadline, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(self.failed("the call to it broke off")),
            Err(_) => Err(self.timed_out()),
        }
    }

    fn timed_out(&self) -> Error {
        let seconds = self.deadline.as_secs_f32();
        if self.kind != StoreKind::Keychain.name() {
            let message = format!("The {} store of tokens did not answer within {seconds} s.", self.kind);
            return Error::new(Kind::StoreUnavailable, "store_timeout", message);
        }
        Error::new(
            Kind::StoreUnavailable,
            "keychain_timeout",
            format!("The keychain did not answer within {seconds} s; is it waiting for a password prompt?"),
        )
        .hint("answer the prompt, or unlock the keychain, and try again")
    }

    fn failed(&self, reason: &str) -> Error {
        let code = if self.kind == StoreKind::Keychain.name() { "keychain_failed" } else { "store_failed" };
        Error::new(Kind::StoreUnavailable, code, format!("The {} store of tokens failed: {reason}.", self.kind))
    }
}
