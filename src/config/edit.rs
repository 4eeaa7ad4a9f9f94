//! Changes to `config.toml`: comments and order stay, several processes lose nothing, a broken file is never overwritten.

use super::{Config, text};
use crate::base::files::{self, Mode};
use crate::base::lock::{Lock, lock_name};
use crate::base::paths::Places;
use crate::model::account::{Account, Label};
use crate::model::error::{Error, Kind, Result};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

/// How long to wait for another process that is changing the file; it may itself be waiting for an account's record.
const PATIENCE: Duration = Duration::from_secs(60);

/// One key of an account's table, and its new value; `None` removes it.
pub type Change = (&'static str, Option<Value>);

/// A list of texts as a TOML value.
pub fn list(texts: &[String]) -> Value {
    Value::Array(texts.iter().collect::<Array>())
}

/// The config file while no other calcli changes it, or which accounts there are and who they are: whoever holds one decides both.
/// There is one lock for all config files of a user, by whatever path they are named, since what was learnt of their accounts is kept
/// in one place.
pub struct Editor {
    path: PathBuf,
    _lock: Lock,
}

impl Editor {
    /// Waits for the others.
    ///
    /// # Errors
    /// `lock_timeout` where another takes too long.
    pub async fn open(path: &Path, places: &Places) -> Result<Self> {
        let lock = Lock::acquire(&places.locks().join(lock_name("accounts")), PATIENCE).await?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// The accounts as the file has them now.
    ///
    /// # Errors
    /// [`Kind::Config`] where it cannot be read.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        Config::read(&self.path)?.accounts().map_err(|why| super::invalid(&self.path, &why))
    }

    /// The account of this name as the file has it now.
    ///
    /// # Errors
    /// [`Kind::Usage`] where there is none of that name.
    pub fn account(&self, label: &Label) -> Result<Account> {
        account_of(self.accounts()?, label)
    }

    /// Adds an account at the end of the file.
    ///
    /// # Errors
    /// [`Kind::Usage`] where there is one of that name already.
    pub fn add(&self, label: &Label, changes: Vec<Change>) -> Result<Account> {
        self.edit(|document| add_to(document, label, changes))?;
        self.account(label)
    }

    /// Changes keys of an account.
    ///
    /// # Errors
    /// [`Kind::Usage`] where there is none of that name.
    pub fn set(&self, label: &Label, changes: Vec<Change>) -> Result<Account> {
        self.edit(|document| set_in(document, label, changes))?;
        self.account(label)
    }

    /// What [`Editor::set`] would make of the account; the file is not written.
    ///
    /// # Errors
    /// As [`Editor::set`].
    pub fn try_set(&self, label: &Label, changes: Vec<Change>) -> Result<Account> {
        let after = changed(&self.path, |document| set_in(document, label, changes))?;
        account_of(after.config.accounts().map_err(|why| super::invalid(&self.path, &why))?, label)
    }

    /// Changes keys at the top of the file.
    ///
    /// # Errors
    /// [`Kind::Config`] where the result would not be valid.
    pub fn set_top(&self, changes: Vec<Change>) -> Result<()> {
        self.edit(|document| {
            apply(document.as_table_mut(), changes);
            Ok(())
        })
    }

    /// Gives an account another name, at the same place of the file.
    ///
    /// # Errors
    /// [`Kind::Usage`] where there is none of the old name, or one of the new name.
    pub fn rename(&self, old: &Label, new: &Label) -> Result<Account> {
        self.edit(|document| rename_in(document, old, new))?;
        self.account(new)
    }

    /// Removes an account.
    ///
    /// # Errors
    /// [`Kind::Usage`] where there is none of that name.
    pub fn remove(&self, label: &Label) -> Result<()> {
        self.edit(|document| {
            let name = existing(document, label)?;
            accounts_of(&mut document["accounts"])?.remove(&name);
            Ok(())
        })
    }

    /// Sees that the file can be written, before anything is done that only makes sense together with a change of it.
    ///
    /// # Errors
    /// Code `config_unwritable`.
    pub fn check_writable(&self) -> Result<()> {
        files::try_to_replace(&self.path).map_err(|error| self.unwritable(&error))
    }

    /// Changes the file, and writes it only if the result is one that calcli can read.
    fn edit(&self, change: impl FnOnce(&mut DocumentMut) -> Result<()>) -> Result<()> {
        let Changed { before, after, .. } = changed(&self.path, change)?;
        if after == before {
            return Ok(());
        }
        files::write_atomic(&self.path, after.as_bytes(), Mode::Kept).map_err(|error| self.unwritable(&error))
    }

    fn unwritable(&self, error: &io::Error) -> Error {
        Error::new(Kind::Config, "config_unwritable", format!("{} cannot be written: {error}.", self.path.display()))
            .hint("make the file and its folder yours to write, or name another: --config FILE")
    }
}

fn account_of(accounts: Vec<Account>, label: &Label) -> Result<Account> {
    let names: Vec<String> = accounts.iter().map(|account| account.label.as_str().to_owned()).collect();
    accounts
        .into_iter()
        .find(|account| account.label == *label)
        .ok_or_else(|| super::settings::unknown_account(label, &names.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn add_to(document: &mut DocumentMut, label: &Label, changes: Vec<Change>) -> Result<()> {
    if let Some(name) = name_in(document, label) {
        return Err(super::settings::account_exists(&name));
    }
    let mut table = Table::new();
    apply(&mut table, changes);
    let accounts = document.entry("accounts").or_insert_with(|| {
        let mut accounts = Table::new();
        accounts.set_implicit(true);
        Item::Table(accounts)
    });
    accounts_of(accounts)?.insert(label.as_str(), Item::Table(table));
    Ok(())
}

fn set_in(document: &mut DocumentMut, label: &Label, changes: Vec<Change>) -> Result<()> {
    let name = existing(document, label)?;
    let table = accounts_of(&mut document["accounts"])?.get_mut(&name).and_then(Item::as_table_like_mut);
    apply(table.ok_or_else(|| unusual(&name))?, changes);
    Ok(())
}

/// A text at the top of the file, if it is there.
///
/// # Errors
/// [`Kind::Config`] where the file cannot be read.
pub fn get_top(path: &Path, key: &str) -> Result<Option<String>> {
    let text = text(path)?.unwrap_or_default();
    let document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| super::invalid(path, &error.to_string()))?;
    Ok(document.get(key).and_then(Item::as_str).map(str::to_owned))
}

fn rename_in(document: &mut DocumentMut, old: &Label, new: &Label) -> Result<()> {
    let name = existing(document, old)?;
    if let Some(taken) = name_in(document, new).filter(|_| old != new) {
        return Err(super::settings::account_exists(&taken));
    }
    let accounts = accounts_of(&mut document["accounts"])?;
    let names: Vec<String> = accounts.iter().map(|(name, _)| name.to_owned()).collect();
    // Removing and inserting all of them keeps their order in every form in which accounts can be written.
    for each in names {
        let around = accounts.key(&each).map(|key| key.leaf_decor().clone());
        let item = accounts.remove(&each).ok_or_else(|| unusual(&each))?;
        let each = if each == name { new.as_str() } else { &each };
        accounts.insert(each, item);
        if let (Some(mut key), Some(around)) = (accounts.key_mut(each), around) {
            *key.leaf_decor_mut() = around;
        }
    }
    Ok(())
}

/// A file before and after a change, and what it means then.
struct Changed {
    before: String,
    after: String,
    config: Config,
}

fn changed(path: &Path, change: impl FnOnce(&mut DocumentMut) -> Result<()>) -> Result<Changed> {
    let before = text(path)?.unwrap_or_default();
    Config::parse(&before, path)?;
    let mut document: DocumentMut =
        before.parse().map_err(|error: toml_edit::TomlError| super::invalid(path, &error.to_string()))?;
    change(&mut document)?;
    let after = document.to_string();
    let config = Config::parse(&after, path).map_err(|mut error| {
        error.hints = vec!["the file is as it was: say in the same command what else has to change".to_owned()];
        error
    })?;
    Ok(Changed { before, after, config })
}

fn apply(table: &mut dyn TableLike, changes: Vec<Change>) {
    for (key, value) in changes {
        match value {
            // Through the existing value, so that the comment behind it stays.
            Some(mut value) => match table.get_mut(key).and_then(Item::as_value_mut) {
                Some(old) => {
                    *value.decor_mut() = old.decor().clone();
                    *old = value;
                }
                None => drop(table.insert(key, Item::Value(value))),
            },
            None => drop(table.remove(key)),
        }
    }
}

/// The account's name as the file writes it.
fn name_in(document: &DocumentMut, label: &Label) -> Option<String> {
    let accounts = document.get("accounts")?.as_table_like()?;
    accounts.iter().map(|(name, _)| name).find(|name| name.eq_ignore_ascii_case(label.as_str())).map(str::to_owned)
}

fn existing(document: &DocumentMut, label: &Label) -> Result<String> {
    name_in(document, label).ok_or_else(|| {
        let names: Vec<&str> = document
            .get("accounts")
            .and_then(Item::as_table_like)
            .into_iter()
            .flat_map(|all| all.iter())
            .map(|(name, _)| name)
            .collect();
        super::settings::unknown_account(label, &names)
    })
}

fn accounts_of(item: &mut Item) -> Result<&mut dyn TableLike> {
    item.as_table_like_mut().ok_or_else(|| unusual("accounts"))
}

fn unusual(name: &str) -> Error {
    Error::new(Kind::Config, "config_unusual", format!("`{name}` is written in a way that calcli cannot change."))
        .hint("change the file by hand")
}
