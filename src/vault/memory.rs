//! A keychain that lives and dies with the process, as small as the smallest real one.

use crate::model::error::{Error, Kind, Result};
use crate::vault::blob::{BlobStore, Bytes, Name};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// Values in memory, none longer than a limit.
pub struct Memory {
    values: Mutex<HashMap<Name, Bytes>>,
    limit: usize,
}

impl Memory {
    /// An empty store that refuses values longer than this.
    pub fn limited(limit: usize) -> Self {
        Self { values: Mutex::default(), limit }
    }

    /// Everything in it.
    pub fn values(&self) -> MutexGuard<'_, HashMap<Name, Bytes>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BlobStore for Memory {
    fn get(&self, name: &Name) -> Result<Option<Bytes>> {
        Ok(self.values().get(name).cloned())
    }

    fn set(&self, name: &Name, value: &[u8]) -> Result<()> {
        if value.len() > self.limit {
            let message = format!("A value of {} bytes is longer than the limit of {}.", value.len(), self.limit);
            return Err(Error::new(Kind::StoreUnavailable, "keychain_failed", message));
        }
        self.values().insert(name.clone(), Zeroizing::new(value.to_vec()));
        Ok(())
    }

    fn delete(&self, name: &Name) -> Result<bool> {
        Ok(self.values().remove(name).is_some())
    }
}
