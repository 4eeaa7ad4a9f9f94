//! How a token is obtained: OAuth 2 through the `oauth2` crate over our HTTP client. Nothing here prints or stores.

pub mod device;
pub mod discovery;
mod exchange;
pub mod identity;
pub mod refresh;

use crate::model::token::TokenSet;
use identity::Claims;

/// What an authority granted, before anyone has checked for whom.
#[derive(Debug)]
pub struct Grant {
    /// The tokens.
    pub tokens: TokenSet,
    /// Who they are for, where the answer says so.
    pub claims: Option<Claims>,
}
