//! What differs from one system's keychain to another's: one file per system, each with a `System`.

#[cfg_attr(target_os = "macos", path = "apple.rs")]
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(all(unix, not(target_os = "macos")), path = "secret_service.rs")]
mod system;

pub use system::System;

use crate::model::error::{Error, Result};
use crate::vault::fault::unavailable;
use keyring_core::CredentialStore;
use std::sync::Arc;

/// A system's keychain, beyond what keyring makes the same everywhere.
pub trait Platform: Send + Sync {
    /// The keychain, connected through keyring on the first call.
    fn store(&self) -> Result<Arc<CredentialStore>> {
        keyring::Entry::store_status().as_ref().map_err(unavailable)?;
        keyring_core::get_default_store().ok_or_else(|| unavailable("it is not connected"))
    }

    /// The keychain after it failed: connected anew where a connection can be lost.
    fn store_anew(&self) -> Result<Arc<CredentialStore>> {
        self.store()
    }

    /// Makes sure that the keychain is open, for some show no entries while they are locked. Tells whether it was locked until
    /// now, so that it is worth looking again.
    fn unlock(&self) -> Result<bool> {
        Ok(false)
    }

    /// What an error means where this system has its own way to say "locked" or "no keychain".
    fn explain(&self, error: &keyring_core::Error) -> Option<Error>;
}
