//! Taking over accounts that other files describe, and handing out the own ones.

use super::App;
use crate::base::files;
use crate::config::import::{self, Candidate, Offer, Setup};
use crate::model::account::{Account, Label};
use crate::model::error::{Error, Kind, Result};
use crate::model::import::{Imported, Outcome};
use std::path::Path;

/// Who wrote a file of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Calendar-MCP: its `appsettings.json`.
    CalendarMcp,
    /// calcli: a set-up that it exported, or a whole config.
    Calcli,
}

impl App {
    /// Takes over the accounts of a file's text. Names that there are already are left alone; `dry_run` writes nothing.
    ///
    /// # Errors
    /// Where the text is of another kind, or the config cannot be written.
    pub async fn import(&self, origin: Origin, text: &str, path: &Path, dry_run: bool) -> Result<Vec<Imported>> {
        let offers = match origin {
            Origin::CalendarMcp => import::read_calendar_mcp(text, path)?,
            Origin::Calcli => import::read_setup(text, path)?,
        };
        let mut names: Vec<Label> = self.settings.accounts.iter().map(|account| account.label.clone()).collect();
        let mut imported = Vec::new();
        for offer in offers {
            imported.push(self.take(offer, &mut names, dry_run).await?);
        }
        Ok(imported)
    }

    async fn take(&self, offer: Offer, names: &mut Vec<Label>, dry_run: bool) -> Result<Imported> {
        let Offer { name, account, notes } = offer;
        let outcome = match account {
            Err(why) => Outcome::Skipped(why),
            Ok(Candidate { account, .. }) if self.settings.accounts.contains(&account) => Outcome::Known,
            Ok(Candidate { label, .. }) if names.contains(&label) => {
                Outcome::Skipped("there is an account of that name already".to_owned())
            }
            Ok(Candidate { label, account, changes }) => {
                if !dry_run {
                    self.add_account(&label, changes).await?;
                }
                names.push(label);
                Outcome::Taken(account)
            }
        };
        Ok(Imported { name, outcome, notes })
    }

    /// The set-up of these accounts: their tables, without secrets.
    ///
    /// # Errors
    /// Where the config cannot be read.
    pub fn export(&self, accounts: &[Account]) -> Result<Setup> {
        let labels: Vec<Label> = accounts.iter().map(|account| account.label.clone()).collect();
        import::export(&self.settings.config_file, &labels)
    }

    /// Writes a set-up to a file that is not there yet.
    ///
    /// # Errors
    /// [`Kind::Usage`] where it is there.
    pub fn write_setup(&self, setup: &Setup, path: &Path) -> Result<()> {
        match files::create_new_private(path, setup.text.as_bytes()) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::usage("file_exists", format!("{} is there already.", path.display()))
                .hint("name another file, or move this one away")),
            Err(error) => {
                Err(Error::new(Kind::Other, "unwritable", format!("{} cannot be written: {error}.", path.display())))
            }
        }
    }
}
