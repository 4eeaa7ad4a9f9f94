//! The accounts themselves: adding, changing, renaming, removing, and how each of them is doing.

use super::App;
use crate::base::lock::Lock;
use crate::config::edit::{self, Change};
use crate::config::settings::account_exists;
use crate::config::state::State;
use crate::model::account::{Account, Label};
use crate::model::error::{Kind, Result};
use crate::model::status::{AccountStatus, SignInState};
use crate::model::token::{TokenKey, TokenRecord};
use chrono::Utc;
use futures_util::future::join_all;
use std::time::Duration;

/// How long to wait for another process that uses the same record.
const PATIENCE: Duration = Duration::from_secs(45);

impl App {
    /// Adds an account to the config and gives it back. Nothing is asked of the network.
    ///
    /// # Errors
    /// [`Kind::Usage`] where the name is taken, [`Kind::Config`] where the result would not be valid.
    pub fn add_account(&self, label: &Label, changes: Vec<Change>) -> Result<Account> {
        let settings = &self.settings;
        let config = edit::add(&settings.config_file, &settings.places, label, changes)?;
        self.account_in(&config, label)
    }

    /// Changes an account in the config. Where its tokens are valid elsewhere afterwards, the old ones are forgotten first.
    ///
    /// # Errors
    /// What the config or the store said.
    pub async fn set_account(&self, label: &Label, changes: Vec<Change>) -> Result<Account> {
        let settings = &self.settings;
        let account = settings.account(label)?;
        let after = self.account_in(&edit::try_set(&settings.config_file, label, changes.clone())?, label)?;
        if !after.signs_in_like(account) {
            self.forget(account).await?;
        }
        let config = edit::set(&settings.config_file, &settings.places, label, changes)?;
        self.account_in(&config, label)
    }

    /// Gives an account another name, and its tokens with it: a new record, the config, then the old record goes.
    ///
    /// # Errors
    /// What the config or the store said.
    pub async fn rename_account(&self, old: &Label, new: &Label) -> Result<Account> {
        let settings = &self.settings;
        let account = settings.account(old)?;
        // Before anything is stored under the new name: it would be the other account's.
        if let Some(taken) = settings.accounts.iter().find(|other| other.label == *new && old != new) {
            return Err(account_exists(taken.label.as_str()));
        }
        let renamed = Account { label: new.clone(), ..account.clone() };
        let state = State::read(&settings.places)?;
        let flow = state.flow_of(account);
        if let Some(identity) = state.pinned(account).filter(|_| old != new) {
            let (key, new_key) = (TokenKey::new(account, identity.tenant), TokenKey::new(&renamed, identity.tenant));
            let _lock = Lock::acquire(&self.lock_of(&key), PATIENCE).await?;
            let record = self.vault.load(&key).await?;
            State::edit(&settings.places, |state| {
                state.note_key(&new_key);
                state.pin(&renamed, &identity, flow);
            })?;
            if let Some(record) = record {
                self.vault.save(&TokenRecord { key: new_key, ..record }).await?;
            }
        }
        let config = edit::rename(&settings.config_file, &settings.places, old, new)?;
        if old != new {
            self.forget(account).await?;
        }
        self.account_in(&config, new)
    }

    /// Removes an account: first its tokens, then its table in the config.
    ///
    /// # Errors
    /// What the config or the store said.
    pub async fn remove_account(&self, label: &Label) -> Result<()> {
        self.forget(self.settings.account(label)?).await?;
        edit::remove(&self.settings.config_file, &self.settings.places, label).map(drop)
    }

    /// Deletes an account's tokens and forgets who signed in.
    pub(super) async fn forget(&self, account: &Account) -> Result<()> {
        self.sign_out(account).await?;
        State::edit(&self.settings.places, |state| state.unpin(&account.label))
    }

    fn account_in(&self, config: &crate::config::Config, label: &Label) -> Result<Account> {
        let accounts = config.accounts().map_err(|why| crate::config::invalid(&self.settings.config_file, &why))?;
        let found = accounts.into_iter().find(|account| account.label == *label);
        found.ok_or_else(|| crate::config::settings::unknown_account(label, &[]))
    }

    /// How these accounts are doing, from what is stored: nothing is asked of the network.
    pub async fn statuses(&self, accounts: &[Account]) -> Vec<AccountStatus> {
        join_all(accounts.iter().map(|account| self.status(account))).await
    }

    /// How one account is doing.
    pub async fn status(&self, account: &Account) -> AccountStatus {
        let mut status = AccountStatus {
            account: account.clone(),
            username: account.username.clone(),
            tenant_id: account.tenant.id(),
            store: self.vault.kind(),
            state: SignInState::SignedOut,
            access_token_expires_at: None,
            scopes: Vec::new(),
            error: None,
        };
        if account.brings_own_token() {
            return self.own_status(status);
        }
        let record = match State::read(&self.settings.places).map(|state| state.pinned(account)) {
            Ok(None) => return status,
            Ok(Some(identity)) => {
                status.username = Some(identity.username.clone());
                status.tenant_id = Some(identity.tenant);
                self.record(account, &TokenKey::new(account, identity.tenant), &identity).await
            }
            Err(error) => Err(error),
        };
        match record {
            Ok(record) => {
                let ended = record.tokens.refresh.is_none() && !record.tokens.is_fresh(Utc::now());
                let refused = record.refusal.is_some() || ended;
                status.state = if refused { SignInState::SignInRequired } else { SignInState::SignedIn };
                status.access_token_expires_at = Some(record.tokens.expires_at);
                status.scopes = record.tokens.scopes.iter().map(|scope| short(scope)).collect();
                status.error = record.refusal.map(|refusal| refusal.error);
            }
            Err(error) if error.code == "signed_out" => (),
            Err(error) => {
                let required = error.kind == Kind::SignInRequired;
                status.state = if required { SignInState::SignInRequired } else { SignInState::StoreUnavailable };
                status.error = Some(error);
            }
        }
        status
    }
}

/// A scope without the address of its resource: servers answer in either form.
fn short(scope: &str) -> String {
    scope.rsplit_once('/').map_or(scope, |(_, permission)| permission).to_owned()
}
