//! Where calendars live: the one list of providers, and the words in which `app` asks them and they answer.
//!
//! A provider knows no OAuth. It is handed a credential, sends it to the account's own API and nowhere else, and where the
//! API refuses the credential itself it says so: whether a fresh one would help is decided by whoever keeps the tokens.

mod microsoft;

use crate::base::http::Http;
use crate::model::account::Account;
use crate::model::availability::Block;
use crate::model::claims::Challenge;
use crate::model::error::Error;
use crate::model::event::{Calendar, Event, EventRef, Fields};
use crate::model::range::TimeRange;
use crate::model::token::Credential;
use std::sync::Arc;
use std::time::Instant;

/// Every provider. A new one is a folder beside `microsoft`, a variant here, and what the compiler then asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Outlook calendars, of work, school and personal accounts, through Microsoft Graph.
    Microsoft,
}

/// What a provider needs to ask on an account's behalf.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The account, with the servers that its credential may be sent to.
    pub account: &'a Account,
    /// What lets it in.
    pub credential: &'a Credential,
    /// The way to the network.
    pub http: &'a Http,
    /// When the last answer has to be there, waiting for a server that throttles or fails included.
    pub deadline: Instant,
}

/// What a mailbox answered: every calendar that was chosen, each with all of its events or with none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The events of the calendars that were read, those of the default calendar first. They may lie a day outside of the
    /// range that was asked for; [`merge`](crate::model::agenda::merge) knows the zone and leaves those out.
    pub events: Vec<Arc<Event>>,
    /// The names of the calendars that were read.
    pub read: Vec<String>,
    /// Every calendar in the mailbox, whether it was chosen or not.
    pub calendars: Vec<Calendar>,
    /// Where a calendar is missing, the first failure. Its message names every calendar that is missing.
    pub error: Option<Error>,
}

/// Reads an answer of a server in every way that one is read, for fuzzing.
///
/// # Panics
/// Where something does not hold that must.
#[cfg(any(test, fuzzing))]
pub fn probe(body: &[u8]) -> Vec<Event> {
    microsoft::probe(body)
}

/// Why a mailbox gave no answer at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The API refused the credential itself (HTTP 401, or 403 with a challenge).
    Unauthorized {
        /// What the API asks for instead, where it says so.
        challenge: Option<Challenge>,
        /// What to tell the user where nothing helps but signing in.
        error: Error,
    },
    /// Anything else; a fresh credential would not help.
    Failed(Error),
}

impl Failure {
    /// What to tell the user.
    pub fn into_error(self) -> Error {
        match self {
            Self::Unauthorized { error, .. } | Self::Failed(error) => error,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// An answer for each that was asked about, in their order.
pub type Answers<T> = Result<Vec<Result<T, Error>>, Failure>;

/// Whose mailbox a credential opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The person's id in the tenant.
    pub id: String,
    /// The name to sign in with, else the address.
    pub username: String,
    /// The mailbox's address, where there is one.
    pub email: Option<String>,
}

impl Owner {
    /// Whether this is the person whom the user named.
    pub fn is_called(&self, name: &str) -> bool {
        let names = [Some(&self.username), self.email.as_ref()];
        names.into_iter().flatten().any(|own| own.to_lowercase() == name.to_lowercase())
    }
}

impl Provider {
    /// The provider of an account.
    pub fn of(_account: &Account) -> Self {
        Self::Microsoft
    }

    /// Whose credential this is.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn whoami(self, request: &Request<'_>) -> Result<Owner, Failure> {
        match self {
            Self::Microsoft => microsoft::whoami(request).await,
        }
    }

    /// Every calendar in the mailbox, shared and subscribed ones too.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn calendars(self, request: &Request<'_>) -> Result<Vec<Calendar>, Failure> {
        match self {
            Self::Microsoft => microsoft::calendars(request).await,
        }
    }

    /// The events of the calendars that the account reads, in a range and a day around it.
    ///
    /// # Errors
    /// See [`Failure`]; a failure that leaves at least one calendar whole is part of the [`Reading`].
    pub async fn events(self, request: &Request<'_>, range: TimeRange, fields: Fields) -> Result<Reading, Failure> {
        match self {
            Self::Microsoft => microsoft::events(request, range, fields).await,
        }
    }

    /// How each of these people is occupied within a range, or why that cannot be told.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn schedules(self, request: &Request<'_>, people: &[String], range: TimeRange) -> Answers<Vec<Block>> {
        match self {
            Self::Microsoft => microsoft::schedules(request, people, range).await,
        }
    }

    /// One event with all of its fields, or `None` where the mailbox has none with the id in `place`.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn event(self, request: &Request<'_>, place: &EventRef) -> Result<Option<Event>, Failure> {
        match self {
            Self::Microsoft => microsoft::event(request, place).await,
        }
    }
}
