//! macOS Keychain Services: which of its many statuses mean "locked", and which "no keychain".

use crate::model::error::Error;
use crate::vault::fault::{locked, unavailable};
use crate::vault::platform::Platform;
use keyring_core::Error as Failure;

/// The user's login keychain.
pub struct System;

impl Platform for System {
    fn explain(&self, error: &Failure) -> Option<Error> {
        let (Failure::NoStorageAccess(reason) | Failure::PlatformFailure(reason)) = error else { return None };
        // Source: SecBase.h of the Security framework.
        match reason.downcast_ref::<security_framework::base::Error>()?.code() {
            // User cancelled; authentication failed; interaction not allowed (a locked keychain over SSH); interaction required.
            -128 | -25293 | -25308 | -25315 => Some(locked(reason)),
            // Not available; no such keychain; no default keychain.
            -25291 | -25294 | -25307 => Some(unavailable(reason)),
            _ => None,
        }
    }
}
