//! What a keychain can have wrong with it, each told apart: locked, not there, broken.

use crate::model::error::{Error, Kind};
use std::fmt::Display;

/// The keychain is there but does not let us in.
pub fn locked(reason: impl Display) -> Error {
    let message = format!("The keychain is locked, or its prompt was dismissed or could not be shown ({reason}).");
    Error::new(Kind::StoreUnavailable, "keychain_locked", message)
        .hint("unlock it, for instance by logging in to the desktop, and try again")
        .hint(FILE_STORE)
}

/// There is no keychain here.
pub fn unavailable(reason: impl Display) -> Error {
    let message = format!("There is no keychain that calcli can use here ({reason}).");
    Error::new(Kind::StoreUnavailable, "keychain_unavailable", message)
        .hint(FILE_STORE)
        .hint("or, for one command, set the environment variable CALCLI_TOKEN_STORE=file")
}

/// The keychain is there and broke.
pub fn failed(reason: impl Display) -> Error {
    let message = format!("The keychain failed: {reason}.");
    Error::new(Kind::StoreUnavailable, "keychain_failed", message).hint("try again")
}

const FILE_STORE: &str = "`calcli config set token_store file` keeps tokens in encrypted files, with the key in a file that only you can \
                          read; then sign in again";
