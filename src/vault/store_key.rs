//! The key of the file store: 32 random bytes in a file that only its owner can read, made once and never made anew.

use crate::base::files;
use crate::model::error::{Error, Kind, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::io;
use std::path::Path;
use zeroize::Zeroizing;

/// The length of a key in bytes.
pub const KEY_LENGTH: usize = 32;

/// A key that encrypts token records.
pub struct StoreKey(Zeroizing<[u8; KEY_LENGTH]>);

impl StoreKey {
    /// The key in this file; `None` where there is no such file.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let Some(text) = files::read_text(path).map_err(|error| unusable(path, &error))?.map(Zeroizing::new) else {
            return Ok(None);
        };
        if files::is_exposed(path).map_err(|error| unusable(path, &error))? {
            return Err(exposed(path));
        }
        let decoded = STANDARD.decode(text.trim()).map(Zeroizing::new).map_err(|_| invalid(path))?;
        let mut key = Zeroizing::new([0; KEY_LENGTH]);
        if decoded.len() != KEY_LENGTH {
            return Err(invalid(path));
        }
        key.copy_from_slice(&decoded);
        Ok(Some(Self(key)))
    }

    /// Makes a key in this file. Where another process did so at the same time, it is that one's.
    pub fn create(path: &Path) -> Result<Self> {
        let mut key = Zeroizing::new([0; KEY_LENGTH]);
        getrandom::fill(&mut *key).map_err(|error| unusable(path, &io::Error::other(error.to_string())))?;
        let mut text = Zeroizing::new(String::with_capacity(2 * KEY_LENGTH));
        STANDARD.encode_string(key.as_slice(), &mut text);
        text.push('\n');
        files::create_new_private(path, text.as_bytes()).map_err(|error| unusable(path, &error))?;
        Self::read(path)?.ok_or_else(|| missing(path))
    }

    /// The key itself.
    pub fn expose(&self) -> &[u8; KEY_LENGTH] {
        &self.0
    }

    /// A short name of the key, which tells a record under another key from one that was moved. It gives nothing away: the key
    /// is too random to be guessed.
    pub fn id(&self) -> String {
        let hash = Sha256::new().chain_update("calcli store key\0").chain_update(self.0.as_slice()).finalize();
        format!("{hash:.16x}")
    }
}

/// Records exist, but the key that opens them does not.
pub fn missing(path: &Path) -> Error {
    let message =
        format!("Token records exist, but the file with their key, {}, does not; no new key was made.", path.display());
    Error::new(Kind::StoreUnavailable, "store_key_missing", message)
        .hint("put the key file back, or point CALCLI_STORE_KEY_FILE to it")
        .hint("if the key is lost: remove the records with `calcli logout --all`, then sign in again")
}

/// The record was written with another key.
pub fn wrong(path: &Path) -> Error {
    let message = format!("The key in {} is not the one that the stored tokens were encrypted with.", path.display());
    Error::new(Kind::StoreUnavailable, "store_key_wrong", message)
        .hint("put the right key file back, or point CALCLI_STORE_KEY_FILE to it")
        .hint("if the key is lost, sign in again: `calcli login --account NAME`")
}

fn exposed(path: &Path) -> Error {
    let message = format!("The file with the key of the stored tokens, {}, is open to others.", path.display());
    Error::new(Kind::StoreUnavailable, "store_key_exposed", message)
        .hint(format!("chmod 600 '{}'", path.display().to_string().replace('\'', r"'\''")))
}

fn invalid(path: &Path) -> Error {
    let message = format!("{} does not hold a key: it should be {KEY_LENGTH} bytes in base64.", path.display());
    Error::new(Kind::StoreUnavailable, "store_key_invalid", message)
        .hint("put the right key file back, or point CALCLI_STORE_KEY_FILE to it")
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    let message = format!("The file with the key of the stored tokens, {}, cannot be used: {error}.", path.display());
    Error::new(Kind::StoreUnavailable, "store_failed", message)
}
