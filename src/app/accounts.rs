//! The accounts themselves: adding, changing, renaming, removing, and how each of them is doing.

use super::App;
use crate::base::lock::Lock;
use crate::config::edit::{Change, Editor};
use crate::config::settings::account_exists;
use crate::config::state::State;
use crate::model::account::{Account, Label};
use crate::model::error::{Kind, Result};
use crate::model::status::{AccountStatus, SignInState};
use crate::model::token::{TokenKey, TokenRecord};
use chrono::Utc;
use futures_util::future::join_all;
use uuid::Uuid;

/// Two records, one the copy of the other, that nobody else uses.
struct Held {
    tenant: Uuid,
    _locks: [Lock; 2],
}

impl App {
    /// The config, for whoever changes which accounts there are or who they are: one at a time, until it is dropped.
    pub(super) async fn editor(&self) -> Result<Editor> {
        Editor::open(&self.settings.config_file, &self.settings.places).await
    }

    /// Adds an account to the config and gives it back. Nothing is asked of the network. It begins signed out, whatever was learnt of
    /// an earlier account of its name.
    ///
    /// # Errors
    /// [`Kind::Usage`] where the name is taken, [`Kind::Config`] where the result would not be valid.
    pub async fn add_account(&self, label: &Label, changes: Vec<Change>) -> Result<Account> {
        let editor = self.editor().await?;
        refuse_taken(label, &editor)?;
        let account = editor.add(label, changes)?;
        State::edit(&self.settings.places, |state| state.unpin(label)).await?;
        Ok(account)
    }

    /// Changes an account in the config. Where its tokens are valid elsewhere afterwards, the old ones are forgotten first.
    ///
    /// # Errors
    /// What the config or the store said.
    pub async fn set_account(&self, label: &Label, changes: Vec<Change>) -> Result<Account> {
        let editor = self.editor().await?;
        let account = editor.account(label)?;
        if !editor.try_set(label, changes.clone())?.signs_in_like(&account) {
            editor.check_writable()?;
            self.forget(&account, &editor).await?;
        }
        editor.set(label, changes)
    }

    /// Gives an account another name, and its tokens with it: a new record, the config, then the old record goes. What has the name
    /// that is not in the config goes also where something failed on the way.
    ///
    /// # Errors
    /// What the config or the store said.
    pub async fn rename_account(&self, old: &Label, new: &Label) -> Result<Account> {
        let editor = self.editor().await?;
        let account = editor.account(old)?;
        if old == new {
            return editor.rename(old, new);
        }
        refuse_taken(new, &editor)?;
        let copy = Account { label: new.clone(), ..account.clone() };
        self.forget(&copy, &editor).await?;
        let locks = self.copy_sign_in(&account, &copy).await;
        let renamed = match &locks {
            Ok(_) => editor.rename(old, new),
            Err(error) => Err(error.clone()),
        };
        let cleared = self.clear(if renamed.is_ok() { &account } else { &copy }, locks.ok().flatten(), &editor).await;
        renamed.and_then(|account| cleared.map(|()| account))
    }

    /// Forgets the one of two copies that has no place in the config, its record before the locks go.
    async fn clear(&self, account: &Account, held: Option<Held>, editor: &Editor) -> Result<()> {
        if let Some(held) = held {
            self.vault.delete(&TokenKey::new(account, held.tenant)).await?;
        }
        self.forget(account, editor).await
    }

    /// Signs the copy of an account in as the account is. The locks keep others from renewing a token that is about to go.
    async fn copy_sign_in(&self, account: &Account, copy: &Account) -> Result<Option<Held>> {
        let places = &self.settings.places;
        let state = State::read(places)?;
        let Some(identity) = state.pinned(account) else { return Ok(None) };
        let (old, new) = (TokenKey::new(account, identity.tenant), TokenKey::new(copy, identity.tenant));
        let locks = [self.lock(&old).await?, self.lock(&new).await?];
        let record = self.vault.load(&old).await?;
        State::edit(places, |state| {
            state.note_key(&new);
            state.pin(copy, &identity, state.flow_of(account));
        })
        .await?;
        if let Some(record) = record {
            self.vault.save(&TokenRecord { key: new, ..record }).await?;
        }
        Ok(Some(Held { tenant: identity.tenant, _locks: locks }))
    }

    /// Removes an account: first its tokens, then its table in the config.
    ///
    /// # Errors
    /// What the config or the store said.
    pub async fn remove_account(&self, label: &Label) -> Result<()> {
        let editor = self.editor().await?;
        let account = editor.account(label)?;
        editor.check_writable()?;
        self.forget(&account, &editor).await?;
        editor.remove(label)
    }

    /// Deletes an account's tokens and forgets who signed in.
    pub(super) async fn forget(&self, account: &Account, editor: &Editor) -> Result<()> {
        self.delete_tokens(account, editor).await?;
        State::edit(&self.settings.places, |state| state.unpin(&account.label)).await
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

/// Refuses a name that an account has.
fn refuse_taken(label: &Label, editor: &Editor) -> Result<()> {
    let taken = editor.accounts()?.into_iter().find(|account| account.label == *label);
    taken.map_or(Ok(()), |taken| Err(account_exists(taken.label.as_str())))
}

/// A scope without the address of its resource: servers answer in either form.
fn short(scope: &str) -> String {
    scope.rsplit_once('/').map_or(scope, |(_, permission)| permission).to_owned()
}
