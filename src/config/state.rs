//! What calcli learnt: who each account turned out to be, and every token key it ever wrote. No secrets are in it.

use crate::base::files::{self, Mode};
use crate::base::lock::{Lock, lock_name};
use crate::base::paths::Places;
use crate::model::account::{Account, Label};
use crate::model::error::{Error, Kind, Result};
use crate::model::flow::Flow;
use crate::model::own_token::TokenSource;
use crate::model::token::{Identity, TokenKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// How long to wait for another process that is changing the file.
const PATIENCE: Duration = Duration::from_secs(20);

/// The version of the file's form.
const VERSION: u32 = 1;

/// `accounts.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct State {
    version: u32,
    /// By account, who signed in.
    pins: BTreeMap<String, Pin>,
    /// By account, whose token its command printed the last time; for people to read, and nothing goes by it.
    #[serde(default)]
    owners: BTreeMap<String, Owner>,
    /// The canonical form of every token key that was ever written; a keychain cannot be listed.
    keys: BTreeSet<String>,
    /// What another calcli of the same version wrote beside it; it stays.
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

/// Only the version, which is read first: the rest may look different in another one.
#[derive(Deserialize)]
struct Head {
    version: u32,
}

/// Who an account is, as long as its settings stay what they were at that sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Pin {
    settings: String,
    /// The user name that the config gave at that sign-in; the person's own may differ, for example after a rename.
    configured: Option<String>,
    tenant: Uuid,
    id: String,
    username: String,
    /// How that person signed in; a record of an older calcli does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    flow: Option<Flow>,
    /// As in [`State`].
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

/// Whose token a command printed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Owner {
    /// The settings and the command, as a hash: a command line can hold a secret.
    settings: String,
    username: String,
}

impl State {
    /// Reads the file; one that is not there is an empty one.
    ///
    /// # Errors
    /// [`Kind::Config`] where it cannot be read; `state_broken` where it makes no sense, which [`State::mend`] mends; `state_newer`
    /// where only a newer calcli understands it.
    pub fn read(places: &Places) -> Result<Self> {
        let path = path(places);
        let text = files::read(&path).map_err(|error| failed("read", &path, &error))?;
        let Some(text) = text else { return Ok(Self::default()) };
        match serde_json::from_slice(&text) {
            Ok(Head { version }) if version > VERSION => Err(newer(&path)),
            Ok(_) => serde_json::from_slice(&text).map_err(|error| broken(&path, &error)),
            Err(error) => Err(broken(&path, &error)),
        }
    }

    /// Moves the file aside where it makes no sense, and tells where it is then.
    ///
    /// # Errors
    /// [`Kind::Config`] where it cannot be moved.
    pub async fn mend(places: &Places) -> Result<Option<PathBuf>> {
        if !is_broken(places) {
            return Ok(None);
        }
        let _lock = lock(places).await?;
        // Another process may have mended it since we looked.
        if !is_broken(places) {
            return Ok(None);
        }
        let (path, aside) = (path(places), places.state.join("accounts.json.broken"));
        fs::rename(&path, &aside).map_err(|error| failed("moved aside", &path, &error))?;
        Ok(Some(aside))
    }

    /// Changes the file under its lock.
    ///
    /// # Errors
    /// [`Kind::Config`] where it cannot be read or written.
    pub async fn edit<T>(places: &Places, change: impl FnOnce(&mut Self) -> T) -> Result<T> {
        let path = path(places);
        let _lock = lock(places).await?;
        let before = Self::read(places)?;
        let mut after = before.clone();
        let result = change(&mut after);
        if after != before {
            after.version = VERSION;
            let text = serde_json::to_string_pretty(&after).map_err(|error| failed("written", &path, &error))?;
            files::write_atomic(&path, format!("{text}\n").as_bytes(), Mode::Private)
                .map_err(|error| failed("written", &path, &error))?;
        }
        Ok(result)
    }

    /// Who signed in to this account, if that was under the settings, and as the person, that it has now.
    pub fn pinned(&self, account: &Account) -> Option<Identity> {
        let Pin { id, tenant, username, .. } = self.pin_of(account)?.clone();
        Some(Identity { id, tenant, username })
    }

    /// How that person signed in.
    pub fn flow_of(&self, account: &Account) -> Option<Flow> {
        self.pin_of(account)?.flow
    }

    fn pin_of(&self, account: &Account) -> Option<&Pin> {
        let names = |pin: &Pin, username: &String| {
            [Some(&pin.username), pin.configured.as_ref()]
                .into_iter()
                .flatten()
                .any(|name| name.eq_ignore_ascii_case(username))
        };
        let pin = self.pins.get(&account.label.key())?;
        if pin.settings != settings(account) || account.username.as_ref().is_some_and(|username| !names(pin, username))
        {
            return None;
        }
        Some(pin)
    }

    /// Remembers who signed in, and how.
    pub fn pin(&mut self, account: &Account, identity: &Identity, flow: Option<Flow>) {
        let Identity { id, tenant, username } = identity.clone();
        let pin = Pin {
            settings: settings(account),
            configured: account.username.clone(),
            tenant,
            id,
            username,
            flow,
            rest: BTreeMap::new(),
        };
        self.pins.insert(account.label.key(), pin);
    }

    /// Whose token this account's command printed the last time.
    pub fn owner(&self, account: &Account) -> Option<&str> {
        let owner = self.owners.get(&account.label.key())?;
        (owner.settings == command_settings(account)).then_some(&owner.username)
    }

    /// Remembers whose token this account's command printed.
    pub fn note_owner(&mut self, account: &Account, username: &str) {
        let owner = Owner { settings: command_settings(account), username: username.to_owned() };
        self.owners.insert(account.label.key(), owner);
    }

    /// Forgets who signed in.
    pub fn unpin(&mut self, label: &Label) {
        self.pins.remove(&label.key());
        self.owners.remove(&label.key());
    }

    /// Notes that a token is about to be written under this key.
    pub fn note_key(&mut self, key: &TokenKey) {
        self.keys.insert(key.canonical());
    }

    /// Notes that nothing is stored under this key any more.
    pub fn forget_key(&mut self, key: &TokenKey) {
        self.keys.remove(&key.canonical());
    }

    /// Whether something was written under this key, and not deleted since.
    pub fn has_written(&self, key: &TokenKey) -> bool {
        self.keys.contains(&key.canonical())
    }

    /// Every key that was ever written for this account, under whatever settings.
    pub fn keys_of(&self, label: &Label) -> Vec<TokenKey> {
        self.keys.iter().filter_map(|key| TokenKey::parse(key)).filter(|key| key.account == *label).collect()
    }
}

/// The settings that decide where an account's tokens are valid.
fn settings(account: &Account) -> String {
    format!("{}|{}|{}|{}", account.endpoints.authority, account.endpoints.graph, account.tenant, account.client_id)
}

fn command_settings(account: &Account) -> String {
    let TokenSource::Command(command) = &account.source else { return String::new() };
    format!("{:.32x}", Sha256::digest(format!("{}|{:?}", settings(account), command.words())))
}

fn path(places: &Places) -> PathBuf {
    places.state.join("accounts.json")
}

async fn lock(places: &Places) -> Result<Lock> {
    Lock::acquire(&places.locks().join(lock_name("accounts.json")), PATIENCE).await
}

fn is_broken(places: &Places) -> bool {
    State::read(places).is_err_and(|error| error.code == "state_broken")
}

fn failed(what: &str, path: &Path, error: &dyn Display) -> Error {
    Error::new(Kind::Config, "state_unusable", format!("{} cannot be {what}: {error}.", path.display()))
        .hint("move it away and sign in again: it remembers only who signed in where")
}

fn broken(path: &Path, error: &dyn Display) -> Error {
    Error::new(Kind::Config, "state_broken", format!("{} cannot be understood: {error}.", path.display()))
        .hint("sign in again, which moves it aside: `calcli login --account NAME`")
}

fn newer(path: &Path) -> Error {
    let message = format!("{} was written by a newer calcli, and was left as it is.", path.display());
    Error::new(Kind::Config, "state_newer", message).hint("use that one, or a newer one")
}
