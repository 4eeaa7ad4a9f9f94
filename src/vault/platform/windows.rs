//! Windows Credential Manager, which is never locked, but missing in some logon sessions.

use crate::model::error::Error;
use crate::vault::fault::unavailable;
use crate::vault::platform::Platform;
use keyring_core::Error as Failure;

/// The user's credential set.
pub struct System;

impl Platform for System {
    fn explain(&self, error: &Failure) -> Option<Error> {
        match error {
            // ERROR_NO_SUCH_LOGON_SESSION: a network logon, such as a session over SSH, has no credential set.
            Failure::NoStorageAccess(reason) => Some(unavailable(reason)),
            _ => None,
        }
    }
}
