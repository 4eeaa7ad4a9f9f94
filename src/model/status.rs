//! What is known about an account's sign-in, without asking the network.

use crate::model::account::Account;
use crate::model::error::Error;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An account and the state of its sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountStatus {
    /// The account as configured.
    pub account: Account,
    /// Who signed in, else who is to.
    pub username: Option<String>,
    /// The tenant, once it is known.
    pub tenant_id: Option<Uuid>,
    /// The store that keeps its tokens: `keychain` or `file`.
    pub store: &'static str,
    /// Whether it is signed in.
    pub state: SignInState,
    /// When the access token ends, by the real clock.
    pub access_token_expires_at: Option<DateTime<Utc>>,
    /// What was granted, by short names such as `Calendars.Read`.
    pub scopes: Vec<String>,
    /// Why it cannot be used.
    pub error: Option<Error>,
}

/// Whether an account is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInState {
    /// There are tokens, and the last refresh was not refused.
    SignedIn,
    /// There are no tokens.
    SignedOut,
    /// The last refresh was refused.
    SignInRequired,
    /// The store cannot be read, so that nobody knows.
    StoreUnavailable,
}

impl SignInState {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::SignInRequired => "sign_in_required",
            Self::StoreUnavailable => "store_unavailable",
        }
    }
}
