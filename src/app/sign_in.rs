//! Signing in and out: begin, show, finish; the identity is checked before anything is stored.

use super::App;
use crate::auth::device::{self, Pending};
use crate::base::lock::Lock;
use crate::config::state::State;
use crate::model::account::Account;
use crate::model::error::{Error, Kind, Result};
use crate::model::token::{Identity, TokenKey, TokenRecord};
use chrono::{DateTime, Utc};
use std::time::Duration;
use uuid::Uuid;

/// How long to wait for another process that uses the same record.
const PATIENCE: Duration = Duration::from_secs(45);

/// What is wrong with a stored record that signing in replaces.
const REPLACEABLE: [&str; 3] = ["record_mismatch", "record_unreadable", "store_key_wrong"];

/// A sign-in that was begun. The door shows its code and address; [`SignIn::finish`] waits for the person.
pub struct SignIn {
    app: App,
    account: Account,
    known: Option<Identity>,
    pending: Pending,
}

impl App {
    /// Begins a sign-in by device code. The token store is tried first, so that nobody signs in for nothing.
    ///
    /// # Errors
    /// What the store, the authority or the network said.
    pub async fn begin_sign_in(&self, account: &Account, switch_user: bool) -> Result<SignIn> {
        let known = State::read(&self.settings.places)?.pinned(account).filter(|_| !switch_user);
        let tenant = known.as_ref().map(|known| known.tenant).or_else(|| account.tenant.id()).unwrap_or(Uuid::nil());
        let record = match self.vault.load(&TokenKey::new(account, tenant)).await {
            Err(error) if !REPLACEABLE.contains(&error.code.as_str()) => return Err(error),
            record => record.ok().flatten(),
        };
        self.vault.ready().await?;
        // What the organisation asked the last time, it asked of the person who was signed in then.
        let refusal = record.and_then(|record| record.refusal).filter(|_| known.is_some());
        let challenge = refusal.and_then(|refusal| refusal.claims);
        let pending = device::begin(&self.http, account, challenge.as_ref()).await?;
        Ok(SignIn { app: self.clone(), account: account.clone(), known, pending })
    }

    /// Deletes every token of an account, under whatever settings it was written. Tells whether there was one.
    ///
    /// # Errors
    /// What the store said.
    pub async fn sign_out(&self, account: &Account) -> Result<bool> {
        let state = State::read(&self.settings.places)?;
        let mut keys = state.keys_of(&account.label);
        let current = state.pinned(account).map(|known| known.tenant).or_else(|| account.tenant.id());
        keys.extend(current.map(|tenant| TokenKey::new(account, tenant)));
        self.delete(keys).await
    }

    async fn delete(&self, keys: Vec<TokenKey>) -> Result<bool> {
        let mut found = false;
        for key in keys {
            let _lock = Lock::acquire(&self.lock_of(&key), PATIENCE).await?;
            found |= self.vault.delete(&key).await?;
            State::edit(&self.settings.places, |state| state.forget_key(&key))?;
        }
        Ok(found)
    }
}

impl SignIn {
    /// The code that the user types.
    pub fn user_code(&self) -> &str {
        self.pending.user_code()
    }

    /// Where the user types it.
    pub fn verification_uri(&self) -> &str {
        self.pending.verification_uri()
    }

    /// When the code ends.
    pub fn expires_at(&self) -> DateTime<Utc> {
        self.pending.expires_at()
    }

    /// Whom to sign in as, where that is known.
    pub fn expected_user(&self) -> Option<&str> {
        self.known.as_ref().map(|known| known.username.as_str()).or(self.account.username.as_deref())
    }

    /// Waits for the person; then checks who it is, remembers it, and stores the tokens, in this order.
    ///
    /// # Errors
    /// Declined, expired, refused, the wrong person, or what the store said. Then nothing was stored.
    pub async fn finish(self) -> Result<Identity> {
        let Self { app, account, known, pending } = self;
        let grant = pending.wait().await?;
        let claims = grant.claims.ok_or_else(|| {
            Error::new(
                Kind::Other,
                "no_identity",
                "The authority did not say who signed in (no id_token), so nothing was stored.",
            )
        })?;
        let identity = claims.check(&account, known.as_ref())?;
        let key = TokenKey::new(&account, identity.tenant);
        let old_keys = State::edit(&app.settings.places, |state| {
            state.note_key(&key);
            state.pin(&account, &identity);
            state.keys_of(&account.label).into_iter().filter(|old| *old != key).collect::<Vec<_>>()
        })?;
        // Before the save: an old key that differs in the Graph server alone names the same entry of a keychain.
        app.delete(old_keys).await?;
        {
            let _lock = Lock::acquire(&app.lock_of(&key), PATIENCE).await?;
            let record = TokenRecord { key, identity: identity.clone(), tokens: grant.tokens, refusal: None };
            app.vault.save(&record).await?;
        }
        Ok(identity)
    }
}
