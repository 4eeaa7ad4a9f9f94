//! Signing in and out: begin, show, finish; the identity is checked before anything is stored.

use super::App;
use crate::auth::browser::{self, Who};
use crate::auth::{self, Grant, device};
use crate::config::edit::Editor;
use crate::config::state::State;
use crate::model::account::Account;
use crate::model::error::{Error, Kind, Result};
use crate::model::flow::Flow;
use crate::model::token::{Identity, StoreKind, TokenKey, TokenRecord};
use chrono::{DateTime, Utc};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long to wait for a browser to come back, where nobody says.
const BROWSER_LIMIT: Duration = Duration::from_secs(300);

/// What is wrong with a stored record that signing in replaces.
const REPLACEABLE: [&str; 3] = ["record_mismatch", "record_unreadable", "store_key_wrong"];

/// A sign-in that was begun. The door shows its [`Invitation`]; [`SignIn::finish`] waits for the person.
pub struct SignIn {
    attempt: Attempt,
    pending: Pending,
    deadline: Option<Instant>,
}

/// Which sign-in it is, and who is expected.
struct Attempt {
    app: App,
    account: Account,
    known: Option<Identity>,
    switch_user: bool,
    flow: Flow,
}

enum Pending {
    Browser(browser::Pending),
    DeviceCode(device::Pending),
}

/// What a person needs to sign in.
#[derive(Clone, Debug)]
pub enum Invitation {
    /// An address for a browser that can reach this machine's `port`.
    Browser {
        /// The address.
        url: String,
        /// Where the browser comes back to.
        port: u16,
    },
    /// A code to type at an address, on any machine.
    DeviceCode {
        /// The address, as the authority named it.
        verification_uri: String,
        /// The code.
        user_code: String,
        /// When the code ends.
        expires_at: DateTime<Utc>,
    },
}

impl App {
    /// How the user wants to sign in to this account: as the config says, else as they last did.
    ///
    /// # Errors
    /// Where calcli's own memory cannot be read.
    pub fn usual_flow(&self, account: &Account) -> Result<Option<Flow>> {
        Ok(account.login.or(State::read(&self.settings.places)?.flow_of(account)))
    }

    /// Moves what calcli learnt aside where it makes no sense, so that signing in and out can begin anew; a warning where it did.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn mend(&self) -> Result<Option<String>> {
        let moved = State::mend(&self.settings.places).await?;
        Ok(moved.map(|path| {
            format!(
                "what calcli learnt was damaged, and is now in {}: who signed in where is not known any more",
                path.display()
            )
        }))
    }

    /// Begins a sign-in, which takes at most this long from here to the end of [`SignIn::finish`]. The token store is tried first, so
    /// that nobody signs in for nothing.
    ///
    /// # Errors
    /// What the store, the authority or the network said; code `timeout`.
    pub async fn begin_sign_in(
        &self,
        account: &Account,
        flow: Flow,
        switch_user: bool,
        limit: Option<Duration>,
    ) -> Result<SignIn> {
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let (known, record) = self.remembered(account, switch_user).await?;
        let begun = self.begin(account, known, record, flow, switch_user);
        let (attempt, pending) = within(deadline, account, begun).await?;
        Ok(SignIn { attempt, pending, deadline })
    }

    /// Who signed in to the account the last time, and the record of it, from a store that can keep another. The store has a time
    /// limit of its own, so that a keychain that hangs is not taken for a person who does not come.
    async fn remembered(
        &self,
        account: &Account,
        switch_user: bool,
    ) -> Result<(Option<Identity>, Option<TokenRecord>)> {
        if let Some(origin) = account.source.store() {
            let message = format!("{} brings its own token ({origin}), so nobody signs in to it here.", account.label);
            return Err(Error::usage("brings_own_token", message).hint(account.login_command()));
        }
        let known = State::read(&self.settings.places)?.pinned(account).filter(|_| !switch_user);
        let tenant = known.as_ref().map(|known| known.tenant).or_else(|| account.tenant.id()).unwrap_or(Uuid::nil());
        let record = match self.vault.load(&TokenKey::new(account, tenant)).await {
            Err(error) if !REPLACEABLE.contains(&error.code.as_str()) => return Err(error),
            record => record.ok().flatten(),
        };
        self.vault.ready().await?;
        Ok((known, record))
    }

    async fn begin(
        &self,
        account: &Account,
        known: Option<Identity>,
        record: Option<TokenRecord>,
        flow: Flow,
        switch_user: bool,
    ) -> Result<(Attempt, Pending)> {
        // What the organisation asked the last time, it asked of the person who was signed in then.
        let refusal = record.and_then(|record| record.refusal).filter(|_| known.is_some());
        let challenge = refusal.and_then(|refusal| refusal.claims);
        let attempt = Attempt { app: self.clone(), account: account.clone(), known, switch_user, flow };
        let pending = match flow {
            Flow::DeviceCode => {
                let begun = device::begin(&self.http, account, challenge.as_ref()).await;
                Pending::DeviceCode(begun.map_err(|error| flow.offer_other(error, account))?)
            }
            Flow::Browser => {
                let who =
                    if switch_user { Who::Choose } else { attempt.expected_user().map_or(Who::Anyone, Who::Hint) };
                Pending::Browser(browser::begin(&self.http, account, challenge.as_ref(), who).await?)
            }
        };
        Ok((attempt, pending))
    }

    /// Deletes every token of an account, under whatever settings it was written. Tells whether there was one.
    ///
    /// # Errors
    /// [`Kind::Usage`] where the account is gone meanwhile, and what the store said.
    pub async fn sign_out(&self, account: &Account) -> Result<bool> {
        let editor = self.editor().await?;
        self.delete_tokens(&editor.account(&account.label)?, &editor).await
    }

    /// Deletes every token of an account, which the editor keeps from getting new ones.
    pub(super) async fn delete_tokens(&self, account: &Account, _editor: &Editor) -> Result<bool> {
        let state = State::read(&self.settings.places)?;
        let mut keys = state.keys_of(&account.label);
        let current = state.pinned(account).map(|known| known.tenant).or_else(|| account.tenant.id());
        let current = current.map(|tenant| TokenKey::new(account, tenant)).filter(|key| !keys.contains(key));
        keys.extend(current);
        let known = self.delete(keys).await?;
        // Where what calcli learnt was lost, the store may know more.
        let unknown = self.vault.sweep(&account.label).await?;
        let elsewhere = self.other_vault.sweep(&account.label).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the other token store was not looked through");
            false
        });
        Ok(known || unknown || elsewhere)
    }

    async fn delete(&self, keys: Vec<TokenKey>) -> Result<bool> {
        let mut found = false;
        for key in keys {
            let _lock = self.lock(&key).await?;
            let here = self.vault.delete(&key).await?;
            let there = self.delete_elsewhere(&key, here).await;
            found |= here || there == Some(true);
            if there.is_some() {
                State::edit(&self.settings.places, |state| state.forget_key(&key)).await?;
            }
        }
        Ok(found)
    }

    /// Deletes what is stored under a key in the store that is not in force. Files cost nothing to look for; a keychain is asked where
    /// a key was written that is not here. `None` where that keychain does not answer, so that the key is not forgotten.
    async fn delete_elsewhere(&self, key: &TokenKey, found_here: bool) -> Option<bool> {
        let was_written = || State::read(&self.settings.places).is_ok_and(|state| state.has_written(key));
        let is_keychain = self.other_vault.kind() == StoreKind::Keychain.name();
        if is_keychain && (found_here || !was_written()) {
            return Some(false);
        }
        let deleted = self.other_vault.delete(key).await;
        deleted.inspect_err(|error| tracing::warn!(%error, "the other token store was not looked into")).ok()
    }
}

impl SignIn {
    /// What the person needs.
    pub fn invitation(&self) -> Invitation {
        match &self.pending {
            Pending::Browser(pending) => Invitation::Browser { url: pending.url().to_owned(), port: pending.port() },
            Pending::DeviceCode(pending) => Invitation::DeviceCode {
                verification_uri: pending.verification_uri().to_owned(),
                user_code: pending.user_code().to_owned(),
                expires_at: pending.expires_at(),
            },
        }
    }

    /// Whom to sign in as, where that is known.
    pub fn expected_user(&self) -> Option<&str> {
        self.attempt.expected_user()
    }

    /// Waits for the person; then checks who it is, remembers it, and stores the tokens, in this order.
    ///
    /// # Errors
    /// Declined, expired, refused, the wrong person, or what the store said. Then nothing was stored.
    pub async fn finish(self) -> Result<Identity> {
        let Self { attempt, pending, deadline } = self;
        let limit = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        match pending {
            Pending::DeviceCode(pending) => attempt.accept(pending.wait(limit).await).await,
            Pending::Browser(pending) => {
                let visitor = pending.wait(limit.unwrap_or(BROWSER_LIMIT)).await?;
                let outcome = attempt.accept(visitor.redeem().await).await;
                visitor.show(&outcome).await;
                outcome
            }
        }
    }
}

/// What this comes to, if it is there by then.
async fn within<T>(deadline: Option<Instant>, account: &Account, work: impl Future<Output = Result<T>>) -> Result<T> {
    let Some(deadline) = deadline else { return work.await };
    tokio::time::timeout_at(deadline.into(), work).await.unwrap_or_else(|_| Err(auth::timeout(account)))
}

impl Attempt {
    fn expected_user(&self) -> Option<&str> {
        self.known.as_ref().map(|known| known.username.as_str()).or(self.account.username.as_deref())
    }

    /// Takes what was granted, if it is for the right person; what a policy blocked can be tried the other way. An interrupt does
    /// not come between the steps of it.
    async fn accept(self, granted: Result<Grant>) -> Result<Identity> {
        let grant = granted.map_err(|error| self.flow.offer_other(error, &self.account))?;
        let app = self.app.clone();
        let stored = app.to_the_end(async move { self.store(grant).await }).await;
        stored.unwrap_or_else(|_| {
            Err(Error::new(Kind::Internal, "sign_in_lost", "The sign-in broke off while it was being stored."))
        })
    }

    async fn store(&self, grant: Grant) -> Result<Identity> {
        let Self { app, account, known, switch_user, flow } = self;
        let claims = grant.claims.ok_or_else(|| {
            Error::new(
                Kind::Other,
                "no_identity",
                "The authority did not say who signed in (no id_token), so nothing was stored.",
            )
        })?;
        let editor = app.editor().await?;
        self.still_stands(&editor)?;
        let meanwhile = State::read(&app.settings.places)?.pinned(account).filter(|_| !switch_user);
        let identity = claims.check(account, meanwhile.or_else(|| known.clone()).as_ref())?;
        let key = TokenKey::new(account, identity.tenant);
        app.accepted.store(true, Ordering::Relaxed);
        let old_keys = State::edit(&app.settings.places, |state| {
            state.note_key(&key);
            state.pin(account, &identity, Some(*flow));
            state.keys_of(&account.label).into_iter().filter(|old| *old != key).collect::<Vec<_>>()
        })
        .await?;
        // Before the save: an old key that differs in the Graph server alone names the same entry of a keychain.
        app.delete(old_keys).await?;
        let _lock = app.lock(&key).await?;
        let record = TokenRecord { key, identity: identity.clone(), tokens: grant.tokens, refusal: None };
        app.vault.save(&record).await?;
        Ok(identity)
    }

    /// Checks that the account is still what it was when the person was asked to sign in to it.
    fn still_stands(&self, editor: &Editor) -> Result<()> {
        let began = &self.account;
        let now = editor.accounts()?.into_iter().find(|account| account.label == began.label);
        if now.is_some_and(|now| now.signs_in_like(began) && now.username == began.username) {
            return Ok(());
        }
        let message = format!(
            "{} was changed, renamed or removed while the sign-in was under way, so nothing was stored.",
            began.label
        );
        Err(Error::new(Kind::Other, "account_changed", message)
            .hint("see what it is now: `calcli account list`")
            .hint(began.login_command()))
    }
}
