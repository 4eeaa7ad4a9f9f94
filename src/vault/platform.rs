//! The keychain of the system that calcli runs on, through keyring, and what the Secret Service needs on top: a new
//! connection after its daemon was restarted, and a look at whether it is locked.

use crate::model::error::Result;
use crate::vault::keychain::{Platform, unavailable};
use keyring_core::CredentialStore;
use std::sync::Arc;

/// This system: Keychain Services, the Credential Manager, or a Secret Service.
pub struct System;

impl Platform for System {
    fn store(&self) -> Result<Arc<CredentialStore>> {
        // The first call connects, and installs the store as the default one.
        keyring::Entry::store_status().as_ref().map_err(unavailable)?;
        keyring_core::get_default_store().ok_or_else(|| unavailable("it is not connected"))
    }

    #[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
    fn store_anew(&self) -> Result<Arc<CredentialStore>> {
        secret_service::reconnect()?;
        self.store()
    }

    #[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
    fn unlock(&self) -> Result<bool> {
        secret_service::unlock()
    }

    #[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
    fn is_missing(&self, refusal: &keyring_core::error::PlatformError) -> bool {
        secret_service::is_missing(&**refusal)
    }
}

#[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
mod secret_service {
    use crate::model::error::{Error, Result};
    use crate::vault::keychain::{NO_COLLECTION, failed, locked, unavailable};
    use ::secret_service::blocking::SecretService;
    use ::secret_service::{EncryptionType, Error as Failure};
    use zbus_secret_service_keyring_store::Store;

    /// A daemon that was restarted does not know the sessions of the one before: no call on the old connection succeeds again.
    pub fn reconnect() -> Result<()> {
        keyring_core::set_default_store(Store::new().map_err(unavailable)?);
        Ok(())
    }

    /// Unlocks the default collection, which may ask the user, and tells whether it was locked.
    pub fn unlock() -> Result<bool> {
        let service = SecretService::connect(EncryptionType::Plain).map_err(explained)?;
        let collection = service.get_default_collection().map_err(explained)?;
        let was_locked = collection.is_locked().map_err(explained)?;
        if was_locked {
            collection.unlock().map_err(explained)?;
        }
        Ok(was_locked)
    }

    /// Whether there is no default collection: a session without a desktop never got one.
    pub fn is_missing(refusal: &(dyn std::error::Error + 'static)) -> bool {
        matches!(refusal.downcast_ref(), Some(Failure::NoResult))
    }

    fn explained(error: Failure) -> Error {
        match error {
            Failure::Locked | Failure::Prompt | Failure::PromptDisconnected => locked(error),
            Failure::NoResult => unavailable(NO_COLLECTION),
            Failure::Unavailable => unavailable(error),
            other => failed(other),
        }
    }
}
