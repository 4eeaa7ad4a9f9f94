//! The narrow waist under the keychain: named values of bytes, so that splitting and storing know nothing of platforms.

use crate::model::error::Result;
use zeroize::Zeroizing;

/// Bytes of a secret, wiped when they are dropped.
pub type Bytes = Zeroizing<Vec<u8>>;

/// The most that one value can hold in the narrowest keychain.
/// Source: wincred.h, `CRED_MAX_CREDENTIAL_BLOB_SIZE` (5 × 512).
pub const WINDOWS_LIMIT: usize = 2560;

/// The name of a value, as keychains have it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// What it is for.
    pub service: String,
    /// Whose it is.
    pub user: String,
}

/// A store of named values.
pub trait BlobStore: Send + Sync {
    /// The value; `None` only where it is certain that there is none.
    fn get(&self, name: &Name) -> Result<Option<Bytes>>;
    /// Sets the value. On an error the old or the new one is there.
    fn set(&self, name: &Name, value: &[u8]) -> Result<()>;
    /// Removes the value, and tells whether there was one.
    fn delete(&self, name: &Name) -> Result<bool>;
}
