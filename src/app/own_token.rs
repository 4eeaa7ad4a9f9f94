//! Tokens that the user brings along: fetched when needed, kept for the run and nowhere else, and shown to Graph first to learn
//! whose they are.

use super::App;
use super::session::Session;
use crate::base::clock;
use crate::base::command::{Program, refuse_exposed};
use crate::config::state::State;
use crate::model::account::{Account, Label};
use crate::model::command_line::CommandLine;
use crate::model::error::{Error, Kind, Result};
use crate::model::own_token::{OwnToken, TokenSource, variable};
use crate::model::secret::Secret;
use crate::model::status::{AccountStatus, SignInState};
use crate::model::token::{Credential, EXPIRY_MARGIN, Identity};
use crate::provider::{Failure, Owner, Provider, Request};
use chrono::Utc;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use uuid::Uuid;

/// The config key of a command, for messages.
const KEY: &str = "token_command";

/// The sessions of this run, each behind a lock of its own, so that an account's command never runs twice at once.
#[derive(Default)]
pub struct OwnTokens(Mutex<HashMap<Label, Slot>>);

type Slot = Arc<tokio::sync::Mutex<Option<Session>>>;

impl OwnTokens {
    fn slot(&self, label: &Label) -> Slot {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(label.clone()).or_default().clone()
    }
}

impl App {
    /// A session with the token that the account brings along; not with `refused`, which the server did not take.
    pub(super) async fn own_session(
        &self,
        account: &Account,
        refused: Option<&Secret>,
        deadline: Instant,
    ) -> Result<Session> {
        let slot = self.own_tokens.slot(&account.label);
        let mut known = slot.lock().await;
        if let Some(session) = known.as_ref().filter(|session| is_usable(session, refused)) {
            return Ok(session.clone());
        }
        let token = self.brought(account, refused, deadline).await?;
        let session = match self.verified(account, token.clone(), deadline).await {
            // The command may have printed a token of its own cache that has ended; once more is enough.
            Err(Failure::Unauthorized { .. }) if refused.is_none() => {
                let token = self.brought(account, Some(&token.access), deadline).await?;
                self.verified(account, token, deadline).await
            }
            result => result,
        };
        let session = session.map_err(Failure::into_error)?;
        *known = Some(session.clone());
        Ok(session)
    }

    /// A token from the variable or the command.
    async fn brought(&self, account: &Account, refused: Option<&Secret>, deadline: Instant) -> Result<OwnToken> {
        let token = match &account.source {
            TokenSource::Environment(token) => OwnToken { access: token.clone(), expires_at: None },
            TokenSource::Command(command) => self.printed(account, command, deadline).await?,
            TokenSource::SignIn => {
                return Err(Error::new(Kind::Internal, "no_own_token", "This account brings no token."));
            }
        };
        if refused == Some(&token.access) {
            return Err(refused_token(account));
        }
        Ok(token)
    }

    async fn printed(&self, account: &Account, command: &CommandLine, deadline: Instant) -> Result<OwnToken> {
        let words = command.words_for(account).map_err(|name| {
            Error::new(
                Kind::Config,
                "no_value",
                format!("The {KEY} of {} uses {name}, which it does not have.", account.label),
            )
        })?;
        let program = Program { words: &words, key: KEY, said_in: &self.settings.config_file };
        let output = program.output(deadline).await?;
        OwnToken::read(&output, Utc::now(), clock::local).map_err(|what| {
            let message = format!("`{}`, the {KEY}, printed {what}.", command.program());
            Error::new(Kind::Other, "command_output", message)
                .hint("it should print an access token for Microsoft Graph, by itself or as JSON with access_token")
        })
    }

    /// A session with a token once its owner is known, and is the one whom the account names.
    async fn verified(
        &self,
        account: &Account,
        token: OwnToken,
        deadline: Instant,
    ) -> std::result::Result<Session, Failure> {
        let credential = Credential::Bearer(token.access);
        let request = Request { account, credential: &credential, http: &self.http, deadline };
        let owner = Provider::of(account).whoami(&request).await.map_err(|failure| match failure {
            Failure::Failed(error) if error.kind == Kind::Forbidden => {
                Failure::Failed(error.hint("the token needs User.Read: with it calcli learns whose it is"))
            }
            other => other,
        })?;
        if let Some(expected) = account.username.as_ref().filter(|name| !owner.is_called(name)) {
            return Err(wrong_person(account, expected, &owner).into());
        }
        self.note_owner(account, &owner).await;
        let tenant = account.tenant.id().unwrap_or(Uuid::nil());
        // As a home account id is made, so that one mailbox is known as one, whether its account signs in or brings a token, where
        // the account names its tenant by id.
        let identity = Identity { id: format!("{}.{tenant}", owner.id), tenant, username: owner.username };
        Ok(Session { credential, identity, expires_at: token.expires_at, doubted: false, unsaved: None })
    }

    /// Notes for `list` whose token the command prints. Nothing depends on it, so that a folder which cannot be written does no harm.
    async fn note_owner(&self, account: &Account, owner: &Owner) {
        let places = &self.settings.places;
        let known = |state: State| state.owner(account) == Some(&owner.username);
        if !matches!(account.source, TokenSource::Command(_)) || State::read(places).is_ok_and(known) {
            return;
        }
        if let Err(error) = State::edit(places, |state| state.note_owner(account, &owner.username)).await {
            tracing::debug!(account = %account.label, code = error.code, "the owner is not remembered");
        }
    }

    /// How an account that brings its own token is doing, as far as that is known without running anything.
    pub(super) fn own_status(&self, mut status: AccountStatus) -> AccountStatus {
        let account = &status.account;
        status.store = account.source.store().unwrap_or(status.store);
        status.state = SignInState::SignedIn;
        if let TokenSource::Command(_) = account.source {
            let owner =
                State::read(&self.settings.places).ok().and_then(|state| state.owner(account).map(str::to_owned));
            status.username = owner.or(status.username);
            status.error = refuse_exposed(&self.settings.config_file, KEY).err();
        }
        status
    }
}

fn is_usable(session: &Session, refused: Option<&Secret>) -> bool {
    let Credential::Bearer(token) = &session.credential;
    Some(token) != refused && session.expires_at.is_none_or(|end| end.signed_duration_since(Utc::now()) > EXPIRY_MARGIN)
}

fn refused_token(account: &Account) -> Error {
    let origin = match &account.source {
        TokenSource::Command(command) => format!("that `{}`, its {KEY}, prints", command.program()),
        TokenSource::Environment(_) | TokenSource::SignIn => format!("in {}", variable(&account.label)),
    };
    let message = format!("Graph refuses the token of {} {origin}: it has ended, or is not for Graph.", account.label);
    Error::new(Kind::SignInRequired, "token_refused", message).hint(account.login_command())
}

fn wrong_person(account: &Account, expected: &str, owner: &Owner) -> Error {
    let message =
        format!("The token of {} is {}'s, not {expected}'s, and was not used.", account.label, owner.username);
    Error::new(Kind::Other, "wrong_person", message).hint(account.login_command())
}
