//! Tokens in encrypted files, for machines without a keychain. A record is bound to its key: moved to another's place, it
//! does not open.

use crate::base::files::{self, Mode};
use crate::model::account::Label;
use crate::model::error::{Error, Kind, Result};
use crate::model::token::{TokenKey, TokenRecord};
use crate::vault::blob::Bytes;
use crate::vault::record;
use crate::vault::store_key::{self, StoreKey};
use crate::vault::{StorePlaces, TokenStore};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// The version of the files' form.
const VERSION: u32 = 1;
/// How the name of a record ends.
const SUFFIX: &str = ".token";
/// The length of a nonce in bytes; long enough to be random without a fear of repeats.
const NONCE_LENGTH: usize = 24;
/// The room that a record may take, in bytes; those of Entra are a tenth of it.
const ROOM: usize = 64 << 10;
/// How much longer a ciphertext is than its text, in bytes.
const TAG_LENGTH: usize = 16;

/// One encrypted file per record.
pub struct FileStore {
    places: StorePlaces,
    /// What the command for the key printed, or why it did not: it runs once in a process.
    printed_key: OnceLock<Result<StoreKey>>,
}

/// A record's file.
#[derive(Serialize, Deserialize)]
struct Sealed {
    version: u32,
    key_id: String,
    /// Which account it is of, as a hash, so that its records are found where nothing else is known; older records do not say.
    #[serde(default)]
    account: String,
    nonce: String,
    ciphertext: String,
}

impl FileStore {
    /// A store in these places, which are not touched yet.
    pub fn new(places: StorePlaces) -> Self {
        Self { places, printed_key: OnceLock::new() }
    }

    /// The file of a record. The name gives nothing away and is short whatever the key.
    fn path(&self, key: &TokenKey) -> PathBuf {
        let hash = Sha256::digest(key.canonical());
        self.places.records.join(format!("{hash:.32x}{SUFFIX}"))
    }

    /// The file of a record, which must be calcli's own: through a link one account could have another's.
    fn own_path(&self, key: &TokenKey) -> Result<PathBuf> {
        let path = self.path(key);
        if files::is_link(&path).map_err(|error| unusable(&path, &error))? {
            let error = io::Error::other("it is a symbolic link, which no record is");
            return Err(unusable(&path, &error).hint(format!("calcli logout --account {}", key.account)));
        }
        Ok(path)
    }

    /// The decrypted record of this key.
    fn open(&self, key: &TokenKey) -> Result<Option<Bytes>> {
        let path = self.own_path(key)?;
        let Some(text) = files::read(&path).map_err(|error| unusable(&path, &error))? else { return Ok(None) };
        let sealed = serde_json::from_slice(&text).map_err(|_| record::unreadable(key, "its file is damaged"))?;
        let store_key = self.key()?.ok_or_else(|| store_key::missing(&self.places.key_file))?;
        self.unseal(&sealed, &store_key, key).map(Some)
    }

    fn unseal(&self, sealed: &Sealed, store_key: &StoreKey, key: &TokenKey) -> Result<Bytes> {
        if sealed.version != VERSION {
            return Err(record::unreadable(key, &format!("its file is of version {}", sealed.version)));
        }
        if sealed.key_id != store_key.id() {
            return Err(store_key::wrong(&self.places));
        }
        let damaged = || record::unreadable(key, "its file is damaged");
        let nonce: [u8; NONCE_LENGTH] =
            STANDARD.decode(&sealed.nonce).ok().and_then(|nonce| nonce.try_into().ok()).ok_or_else(damaged)?;
        let mut bytes = Zeroizing::new(STANDARD.decode(&sealed.ciphertext).map_err(|_| damaged())?);
        cipher(store_key)
            .decrypt_in_place(&XNonce::from(nonce), key.canonical().as_bytes(), &mut *bytes)
            .map_err(|_| record::mismatch(key))?;
        Ok(bytes)
    }

    /// The store's key; `None` where nothing was ever stored here, so that one may be made. A command has it or fails.
    fn key(&self) -> Result<Option<StoreKey>> {
        if let Some(command) = &self.places.key_command {
            return self.printed_key.get_or_init(|| StoreKey::printed_by(command)).clone().map(Some);
        }
        let (file, folder) = (&self.places.key_file, &self.places.records);
        let key = StoreKey::read(file)?;
        if key.is_none() && !records_in(folder).map_err(|error| unusable(folder, &error))?.is_empty() {
            // Another process may have made the key and its first record since we looked.
            return StoreKey::read(file)?.ok_or_else(|| store_key::missing(file)).map(Some);
        }
        Ok(key)
    }
}

impl TokenStore for FileStore {
    fn ready(&self) -> Result<()> {
        self.key()?;
        let folder = &self.places.records;
        files::try_room(folder, ROOM).map_err(|error| unusable(folder, &error))
    }

    fn load(&self, key: &TokenKey) -> Result<Option<TokenRecord>> {
        self.open(key)?.map(|bytes| record::decode(&bytes, key)).transpose()
    }

    fn save(&self, record: &TokenRecord) -> Result<()> {
        let (path, written) = (self.own_path(&record.key)?, record::encode(record)?);
        let store_key = self.key()?.map_or_else(|| StoreKey::create(&self.places.key_file), Ok)?;
        let sealed = seal(&written, &store_key, &record.key)?;
        let text = serde_json::to_vec(&sealed).map_err(|error| unusable(&path, &error.into()))?;
        files::write_atomic(&path, &text, Mode::Private).map_err(|error| unusable(&path, &error))?;
        if self.open(&record.key)?.as_ref() == Some(&written) {
            return Ok(());
        }
        Err(unusable(&path, &io::Error::other("it does not hold what was just written")))
    }

    fn delete(&self, key: &TokenKey) -> Result<bool> {
        let (path, folder) = (self.path(key), &self.places.records);
        files::remove_unfinished(folder).map_err(|error| unusable(folder, &error))?;
        files::remove(&path).map_err(|error| unusable(&path, &error))
    }

    fn sweep(&self, account: &Label) -> Result<bool> {
        let mut found = false;
        for path in records_in(&self.places.records).map_err(|error| unusable(&self.places.records, &error))? {
            let text = files::read(&path).ok().flatten().unwrap_or_default();
            let sealed = serde_json::from_slice::<Sealed>(&text);
            if sealed.is_ok_and(|sealed| sealed.account == account_id(&sealed.key_id, account)) {
                found |= files::remove(&path).map_err(|error| unusable(&path, &error))?;
            }
        }
        Ok(found)
    }
}

fn seal(record: &[u8], store_key: &StoreKey, key: &TokenKey) -> Result<Sealed> {
    let internal = |reason: String| Error::new(Kind::Internal, "encryption_failed", reason);
    let mut nonce = [0; NONCE_LENGTH];
    getrandom::fill(&mut nonce).map_err(|error| internal(format!("The system gave no random bytes: {error}.")))?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(record.len() + TAG_LENGTH));
    bytes.extend_from_slice(record);
    cipher(store_key)
        .encrypt_in_place(&XNonce::from(nonce), key.canonical().as_bytes(), &mut *bytes)
        .map_err(|_| internal("A token record could not be encrypted.".to_owned()))?;
    let (nonce, ciphertext) = (STANDARD.encode(nonce), STANDARD.encode(&*bytes));
    let key_id = store_key.id();
    Ok(Sealed { version: VERSION, account: account_id(&key_id, &key.account), key_id, nonce, ciphertext })
}

fn cipher(store_key: &StoreKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(store_key.expose().into())
}

/// A short name of an account among the records of one key.
fn account_id(key_id: &str, account: &Label) -> String {
    let hash = Sha256::digest(format!("calcli record of account\0{key_id}\0{}", account.key()));
    format!("{hash:.16x}")
}

/// Every record in this folder.
fn records_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let Some(entries) = files::found(fs::read_dir(folder))? else { return Ok(Vec::new()) };
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.to_string_lossy().ends_with(SUFFIX)).collect())
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    let message = format!("The stored tokens in {} cannot be used: {error}.", path.display());
    Error::new(Kind::StoreUnavailable, "store_failed", message)
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
