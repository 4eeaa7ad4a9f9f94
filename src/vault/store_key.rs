//! The key of the file store: 32 random bytes, in a file that only its owner can read, made once and never made anew; or printed by
//! a command of the user, such as `pass`.

use crate::base::command::Program;
use crate::base::files;
use crate::model::error::{Error, Kind, Result};
use crate::vault::{KeyCommand, StorePlaces};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The length of a key in bytes.
pub const KEY_LENGTH: usize = 32;

/// How long a command may take to print the key; it may ask a person for a passphrase.
const COMMAND_DEADLINE: Duration = Duration::from_secs(25);
/// The config key of that command, for messages.
const COMMAND: &str = "store_key_command";

/// A key that encrypts token records.
#[derive(Clone)]
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
        Self::decode(text.trim().as_bytes()).map(Some).ok_or_else(|| invalid(path))
    }

    /// The key that a command prints. The calling thread waits for it.
    pub fn printed_by(command: &KeyCommand) -> Result<Self> {
        let failed = |error| Error::new(Kind::Internal, "no_runtime", format!("The {COMMAND} cannot be run: {error}."));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let program = Program { words: command.line.words(), key: COMMAND, said_in: &command.said_in };
        let printed =
            runtime.block_on(program.output(Instant::now() + COMMAND_DEADLINE)).map_err(|error| match error {
                Error { kind: Kind::Other, .. } => Error { kind: Kind::StoreUnavailable, ..error },
                error => error,
            })?;
        Self::decode(printed.trim_ascii()).ok_or_else(|| {
            let message = format!("The {COMMAND} did not print a key: it should be {KEY_LENGTH} bytes in base64.");
            Error::new(Kind::StoreUnavailable, "store_key_invalid", message)
                .hint("to make a key, give it the output of: openssl rand -base64 32")
        })
    }

    fn decode(text: &[u8]) -> Option<Self> {
        let decoded = STANDARD.decode(text).map(Zeroizing::new).ok()?;
        let mut key = Zeroizing::new([0; KEY_LENGTH]);
        if decoded.len() != KEY_LENGTH {
            return None;
        }
        key.copy_from_slice(&decoded);
        Some(Self(key))
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

/// The record was written with another key than the one from these places.
pub fn wrong(places: &StorePlaces) -> Error {
    let file = places.key_file.display().to_string();
    let place = if places.key_command.is_some() { format!("the output of the {COMMAND}") } else { file };
    let message = format!("The key in {place} is not the one that the stored tokens were encrypted with.");
    Error::new(Kind::StoreUnavailable, "store_key_wrong", message)
        .hint("bring the right key back: the file, CALCLI_STORE_KEY_FILE, or what the store_key_command prints")
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
