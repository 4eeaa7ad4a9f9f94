//! Accounts as other files describe them, read with suspicion: what may be taken, and why the rest may not.
//!
//! An import never sets a server and never a command to run: whoever wrote the file could otherwise have tokens sent to them, or
//! programs started.

mod calendar_mcp;
mod json;
mod setup;

pub use calendar_mcp::read as read_calendar_mcp;
pub use setup::{Setup, export, read as read_setup};

use super::Config;
use super::edit::Change;
use crate::model::account::{Account, Label};
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table};

/// One account of a file.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its name in the file.
    pub name: String,
    /// What it would be here, or why it cannot be taken.
    pub account: Result<Candidate, String>,
    /// What was changed or left out on the way.
    pub notes: Vec<String>,
}

/// An account that can be taken.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its name here.
    pub label: Label,
    /// What it will be.
    pub account: Account,
    /// Its keys in the config.
    pub changes: Vec<Change>,
}

impl Offer {
    /// An account that is not taken.
    fn refused(name: &str, why: impl Into<String>) -> Self {
        Self { name: name.to_owned(), account: Err(why.into()), notes: Vec::new() }
    }
}

impl Candidate {
    /// An account of this name with these keys, if that is one that a config may hold.
    fn new(label: Label, changes: Vec<Change>) -> Result<Self, String> {
        let table: Table =
            changes.iter().filter_map(|(key, value)| Some((*key, Item::Value(value.clone()?)))).collect();
        let mut document = DocumentMut::new();
        document["accounts"][label.as_str()] = Item::Table(table);
        let config: Config =
            toml_edit::de::from_document(document).map_err(|error| error.message().trim_end().to_owned())?;
        let prefix = format!("[accounts.{label}]: ");
        let accounts = config.accounts().map_err(|why| why.replace(&prefix, ""))?;
        let account = accounts.into_iter().next().ok_or("it is empty")?;
        Ok(Self { label, account, changes })
    }
}

/// Why a file cannot be read.
fn unreadable(path: &Path, why: &str) -> crate::model::error::Error {
    use crate::model::error::{Error, Kind};
    Error::new(Kind::Other, "import_invalid", format!("{} cannot be imported: {why}", path.display()))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
