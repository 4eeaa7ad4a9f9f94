//! The Secret Service of Linux and its kin: a new connection after its daemon was restarted, and a look at whether it is locked.

use crate::model::error::{Error, Result};
use crate::vault::fault::{failed, locked, unavailable};
use crate::vault::platform::Platform;
use keyring_core::CredentialStore;
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error as Failure};
use std::sync::Arc;
use zbus_secret_service_keyring_store::Store;

/// A Secret Service: GNOME Keyring, `KWallet`, `KeePassXC` and others.
pub struct System;

impl Platform for System {
    /// A daemon that was restarted does not know the sessions of the one before: no call on the old connection succeeds again.
    fn store_anew(&self) -> Result<Arc<CredentialStore>> {
        keyring_core::set_default_store(Store::new().map_err(unavailable)?);
        self.store()
    }

    /// Unlocks the default collection, which may ask the user.
    fn unlock(&self) -> Result<bool> {
        let service = SecretService::connect(EncryptionType::Plain).map_err(explained)?;
        let collection = service.get_default_collection().map_err(explained)?;
        let was_locked = collection.is_locked().map_err(explained)?;
        if was_locked {
            collection.unlock().map_err(explained)?;
        }
        Ok(was_locked)
    }

    fn explain(&self, error: &keyring_core::Error) -> Option<Error> {
        match error {
            keyring_core::Error::NoStorageAccess(reason) => match reason.downcast_ref() {
                Some(Failure::NoResult) => Some(explained(Failure::NoResult)),
                _ => None,
            },
            _ => None,
        }
    }
}

fn explained(error: Failure) -> Error {
    match error {
        Failure::Locked | Failure::Prompt | Failure::PromptDisconnected => locked(error),
        // A session without a desktop never got one, and there is nothing to unlock.
        Failure::NoResult => unavailable("the Secret Service has no default collection"),
        Failure::Unavailable => unavailable(error),
        other => failed(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_without_a_collection_is_not_a_locked_one() {
        let code = |error: &keyring_core::Error| System.explain(error).map(|error| error.code);
        let refused = |failure: Failure| keyring_core::Error::NoStorageAccess(Box::new(failure));
        assert_eq!(code(&refused(Failure::NoResult)).as_deref(), Some("keychain_unavailable"));
        assert_eq!(code(&refused(Failure::Prompt)), None);
        assert_eq!(code(&keyring_core::Error::NoEntry), None);
    }
}
