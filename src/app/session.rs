//! A credential that is fresh: load, or refresh under a lock and save. Several processes make one refresh, and none loses it.

use super::App;
use crate::auth::refresh::{Unrenewed, refresh};
use crate::config::state::State;
use crate::model::account::Account;
use crate::model::claims::Challenge;
use crate::model::error::{Error, Kind, Result};
use crate::model::flow::Flow;
use crate::model::secret::Secret;
use crate::model::token::{Credential, Identity, Refusal, TokenKey, TokenRecord};
use chrono::{DateTime, Utc};
use std::time::Instant;

/// An account that may be asked: what to show to the server, and whose mailbox it is.
#[derive(Clone, Debug)]
pub struct Session {
    /// The bearer token.
    pub credential: Credential,
    /// Who signed in.
    pub identity: Identity,
    /// When the token ends, where that is known.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether these tokens were refused before, be it by a policy that has passed.
    pub doubted: bool,
    /// Why the tokens, which were renewed, could not be kept; they serve for this run.
    pub unsaved: Option<Error>,
}

/// Why the stored access token will not do.
#[derive(Clone, Debug)]
enum Stale {
    /// It has ended, or is about to.
    Expired,
    /// The server refused this one, whatever its expiry says, and may have said what it wants instead.
    Refused(Secret, Option<Challenge>),
}

impl Stale {
    fn still_holds_for(&self, record: &TokenRecord) -> bool {
        match self {
            Self::Expired => !record.tokens.is_fresh(Utc::now()),
            Self::Refused(token, _) => record.tokens.access == *token,
        }
    }

    fn challenge(&self) -> Option<&Challenge> {
        match self {
            Self::Expired => None,
            Self::Refused(_, challenge) => challenge.as_ref(),
        }
    }
}

impl App {
    /// A session with the stored tokens, refreshed if need be.
    ///
    /// # Errors
    /// [`Kind::SignInRequired`] where a person has to sign in; what the store, the authority or the network said.
    pub async fn session(&self, account: &Account, deadline: Instant) -> Result<Session> {
        if account.brings_own_token() {
            return self.own_session(account, None, deadline).await;
        }
        let (key, identity) = self.known(account)?;
        let record = self.record(account, &key, &identity).await?;
        if Stale::Expired.still_holds_for(&record) {
            return self.renewed(account, key, identity, Stale::Expired, deadline).await;
        }
        Ok(session_of(&record))
    }

    /// A session after the server refused the credential of the last one; with a challenge, one whose token holds what it asks.
    ///
    /// # Errors
    /// As [`App::session`].
    pub async fn session_after_refusal(
        &self,
        account: &Account,
        refused: &Credential,
        challenge: Option<Challenge>,
        deadline: Instant,
    ) -> Result<Session> {
        let Credential::Bearer(token) = refused.clone();
        if account.brings_own_token() {
            return self.own_session(account, Some(&token), deadline).await;
        }
        let (key, identity) = self.known(account)?;
        self.renewed(account, key, identity, Stale::Refused(token, challenge), deadline).await
    }

    /// Remembers on the account's record what became of a session: refused for good, with what the next sign-in has to ask for, or
    /// taken after all. A record that has been renewed meanwhile is left alone, and an account that brings its own token has none.
    ///
    /// # Errors
    /// What the store said.
    pub async fn remember(
        &self,
        account: &Account,
        session: &Session,
        refusal: Option<Refusal>,
        deadline: Instant,
    ) -> Result<()> {
        if account.brings_own_token() {
            return Ok(());
        }
        let (key, identity) = self.known(account)?;
        let _lock = self.lock_until(&key, deadline).await?;
        let mut record = self.record(account, &key, &identity).await?;
        if session_of(&record).credential == session.credential {
            record.refusal = refusal;
            self.vault.save(&record).await?;
        }
        Ok(())
    }

    /// Under which key the account's tokens are, and who signed in to it.
    fn known(&self, account: &Account) -> Result<(TokenKey, Identity)> {
        let identity = State::read(&self.settings.places)?.pinned(account).ok_or_else(|| signed_out(account))?;
        Ok((TokenKey::new(account, identity.tenant), identity))
    }

    /// The account's record, if it is the right person's.
    pub(super) async fn record(&self, account: &Account, key: &TokenKey, identity: &Identity) -> Result<TokenRecord> {
        let record = self.vault.load(key).await?.ok_or_else(|| signed_out(account))?;
        if record.identity.id == identity.id && record.identity.tenant == identity.tenant {
            return Ok(record);
        }
        Err(Error::new(
            Kind::SignInRequired,
            "record_mismatch",
            format!(
                "The stored token belongs to {}, not to {}, and was not used.",
                record.identity.username, identity.username
            ),
        )
        .hint(account.login_command()))
    }

    /// Runs the refresh on its own, so that giving up the wait does not lose a token that the authority has already rotated.
    async fn renewed(
        &self,
        account: &Account,
        key: TokenKey,
        identity: Identity,
        stale: Stale,
        deadline: Instant,
    ) -> Result<Session> {
        let (app, account_) = (self.clone(), account.clone());
        let result = self.to_the_end(async move { app.renew(&account_, &key, &identity, &stale, deadline).await });
        match tokio::time::timeout_at(deadline.into(), result).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Error::new(
                Kind::Internal,
                "refresh_lost",
                format!("The refresh of {} ended without a result.", account.label),
            )),
            Err(_) => Err(Error::new(
                Kind::Network,
                "timeout",
                format!("{} did not renew the token in time.", account.endpoints.authority.host()),
            )
            .hint("allow it longer with --timeout, such as `--timeout 2m`")),
        }
    }

    async fn renew(
        &self,
        account: &Account,
        key: &TokenKey,
        identity: &Identity,
        stale: &Stale,
        deadline: Instant,
    ) -> Result<Session> {
        let locked = async {
            let lock = self.lock_until(key, deadline).await?;
            Ok((lock, self.record(account, key, identity).await?))
        };
        let (_lock, mut record) = self.http.unless_stopped(locked).await?;
        if !stale.still_holds_for(&record) {
            tracing::debug!(account = %account.label, "another process has refreshed");
            return Ok(session_of(&record));
        }
        if let Some(refusal) = record.refusal.as_ref().filter(|refusal| refusal.holds(Utc::now())) {
            return Err(refusal.error.clone());
        }
        // The authority may take the old token back with the answer, so there has to be a place for the new one.
        self.http.unless_stopped(self.vault.ready()).await?;
        let unmet = record.refusal.as_ref().and_then(|refusal| refusal.claims.clone());
        let asked = Challenge::both(unmet, stale.challenge().cloned());
        match refresh(&self.http, account, &record, asked.as_ref(), deadline).await {
            Ok(tokens) => {
                (record.tokens, record.refusal) = (tokens, None);
                let unsaved = self.vault.save(&record).await.err().map(unsaved);
                Ok(Session { unsaved, ..session_of(&record) })
            }
            Err(Unrenewed { error, challenge })
                if matches!(error.kind, Kind::SignInRequired | Kind::Forbidden | Kind::Other) =>
            {
                // Who signed in before calcli remembered how did so by device code.
                let flow = State::read(&self.settings.places)?.flow_of(account).unwrap_or(Flow::DeviceCode);
                let refusal = refused(asked, challenge, flow.offer_other(error, account));
                record.refusal = Some(refusal.clone());
                if let Err(error) = self.vault.save(&record).await {
                    tracing::warn!(account = %account.label, %error, "the refusal is not remembered");
                }
                Err(refusal.error)
            }
            Err(Unrenewed { error, .. }) => Err(error),
        }
    }
}

fn session_of(record: &TokenRecord) -> Session {
    Session {
        credential: Credential::Bearer(record.tokens.access.clone()),
        identity: record.identity.clone(),
        expires_at: Some(record.tokens.expires_at),
        doubted: record.refusal.is_some(),
        unsaved: None,
    }
}

/// What is told of tokens that serve for this run alone.
fn unsaved(error: Error) -> Error {
    let message =
        format!("The answer is there, but the renewed sign-in could not be kept for the next one. {}", error.message);
    Error { message, ..error }
}

/// A refusal that remembers everything that is asked for: what was asked before, and what the refusal itself asks. Where something
/// was asked before, the user is told that it is the organisation who wants a sign-in, since the stored tokens have not ended.
pub(super) fn refused(asked: Option<Challenge>, also: Option<Challenge>, mut error: Error) -> Refusal {
    if asked.is_some() && error.kind == Kind::SignInRequired {
        error.message = format!("The organisation asks for a fresh sign-in. {}", error.message);
    }
    Refusal { at: Utc::now(), error, claims: Challenge::both(asked, also) }
}

/// Nobody is signed in to this account.
pub(super) fn signed_out(account: &Account) -> Error {
    Error::new(Kind::SignInRequired, "signed_out", format!("Nobody is signed in to {}.", account.label))
        .hint(account.login_command())
}
