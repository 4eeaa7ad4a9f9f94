//! How a token is obtained: OAuth 2 through the `oauth2` crate over our HTTP client. Nothing here prints or stores.

pub mod browser;
pub mod device;
pub mod discovery;
mod exchange;
pub mod identity;
mod loopback;
mod page;
#[cfg(any(test, fuzzing))]
pub mod probe;
pub mod refresh;
mod straighten;

use crate::model::account::Account;
use crate::model::error::{Error, Kind};
use crate::model::token::TokenSet;
use identity::{Claims, HomeAccount};

/// What an authority granted, before anyone has checked for whom.
#[derive(Debug)]
pub struct Grant {
    /// The tokens.
    pub tokens: TokenSet,
    /// Who they are for, where the answer says so.
    pub claims: Option<Claims>,
    /// Their account at home, which an answer may name even where it does not say who they are for.
    pub home: Option<HomeAccount>,
}

/// Nobody came in time.
pub fn timeout(account: &Account) -> Error {
    Error::new(Kind::Other, "timeout", format!("Nobody signed in to {} in time.", account.label))
        .hint(account.login_command())
}
