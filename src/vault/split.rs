//! Values that are longer than a keychain takes: written in parts, so that a crash at any instant leaves the old or the new
//! value whole.
//!
//! A long value is a header in its own entry and parts in entries beside it, `{user}#a0`, `{user}#a1`, …. There are two
//! generations of parts, `a` and `b`. A writer fills the one that is not in use, then writes the header, which is the instant
//! of change, then clears the other. Every part begins with the random id of its write, which the header repeats.

use crate::model::error::{Error, Kind, Result};
use crate::vault::blob::{BlobStore, Bytes, Name};
use serde::{Deserialize, Serialize};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// How a header begins. A value that happens to begin so is split whatever its length.
const MARK: &[u8] = b"{\"split\":";
/// The version of this layout.
const VERSION: u32 = 1;
/// The length of a write id, in bytes of hexadecimal.
const ID_LENGTH: usize = 16;
/// How often a value that is just being replaced is read.
const TRIES: u32 = 5;
/// The pause before the second try; later ones are longer.
const PAUSE: Duration = Duration::from_millis(10);

/// What the entry of a long value holds instead of it.
#[derive(Serialize, Deserialize)]
struct Header {
    split: u32,
    generation: Generation,
    count: usize,
    write_id: String,
}

/// Which of the two sets of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Generation {
    A,
    B,
}

impl Generation {
    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    fn part(self, name: &Name, number: usize) -> Name {
        let letter = match self {
            Self::A => 'a',
            Self::B => 'b',
        };
        Name { service: name.service.clone(), user: format!("{}#{letter}{number}", name.user) }
    }
}

/// A store of values of any length, on top of one with a limit.
pub struct Split<B> {
    blobs: B,
    limit: usize,
}

impl<B: BlobStore> Split<B> {
    /// Splits values that are longer than `limit`.
    pub fn new(blobs: B, limit: usize) -> Self {
        Self { blobs, limit }
    }

    /// The parts of a header as one value; `None` where one is missing or of another write.
    fn joined(&self, name: &Name, header: &Header) -> Result<Option<Bytes>> {
        let most = header.count.saturating_mul(self.limit).min(1 << 20);
        let mut value = Zeroizing::new(Vec::with_capacity(most));
        for number in 0..header.count {
            let part = self.blobs.get(&header.generation.part(name, number))?;
            let Some(bytes) = part.as_ref().and_then(|part| part.strip_prefix(header.write_id.as_bytes())) else {
                return Ok(None);
            };
            value.extend_from_slice(bytes);
        }
        Ok(Some(value))
    }

    /// Writes the value as parts of a generation, and gives the header that makes them count.
    fn write_parts(&self, name: &Name, generation: Generation, value: &[u8]) -> Result<Header> {
        let write_id = new_id()?;
        let mut count = 0;
        for bytes in value.chunks(self.limit.saturating_sub(ID_LENGTH).max(1)) {
            let mut part = Zeroizing::new(Vec::with_capacity(ID_LENGTH + bytes.len()));
            part.extend_from_slice(write_id.as_bytes());
            part.extend_from_slice(bytes);
            self.blobs.set(&generation.part(name, count), &part)?;
            count += 1;
        }
        Ok(Header { split: VERSION, generation, count, write_id })
    }

    /// Removes the parts of a generation from a number on, the last first: parts never have a gap, so that whoever clears up
    /// after a crash finds them all.
    fn clear(&self, name: &Name, generation: Generation, from: usize) -> Result<()> {
        let mut end = from;
        while self.blobs.get(&generation.part(name, end))?.is_some() {
            end += 1;
        }
        for number in (from..end).rev() {
            self.blobs.delete(&generation.part(name, number))?;
        }
        Ok(())
    }
}

impl<B: BlobStore> BlobStore for Split<B> {
    fn get(&self, name: &Name) -> Result<Option<Bytes>> {
        for tried in 0..TRIES {
            // Parts that do not belong together are being replaced right now; the next header tells by what.
            thread::sleep(PAUSE * tried);
            let Some(entry) = self.blobs.get(name)? else { return Ok(None) };
            let Some(header) = header_of(&entry) else { return Ok(Some(entry)) };
            if let Some(value) = self.joined(name, &header?)? {
                return Ok(Some(value));
            }
        }
        let message = format!("The keychain holds only some parts of the tokens of account `{}`.", name.user);
        Err(failed(&message).hint(format!("calcli login --account {}", name.user)))
    }

    fn set(&self, name: &Name, value: &[u8]) -> Result<()> {
        let before = self.blobs.get(name)?;
        let in_use = before.and_then(|entry| header_of(&entry)?.ok()).map(|header| header.generation);
        let generation = in_use.map_or(Generation::A, Generation::other);
        let count = if value.len() <= self.limit && !value.starts_with(MARK) {
            self.blobs.set(name, value)?;
            0
        } else {
            let header = self.write_parts(name, generation, value)?;
            let entry = serde_json::to_vec(&header).map_err(|error| failed(&error.to_string()))?;
            self.blobs.set(name, &entry)?;
            header.count
        };
        // The new value is there. What is left of older ones would be in nobody's way: the next write clears it too.
        let cleared = self.clear(name, generation, count).and(self.clear(name, generation.other(), 0));
        if let Err(error) = cleared {
            tracing::debug!(code = error.code, "old parts stay in the keychain until the next write");
        }
        Ok(())
    }

    fn delete(&self, name: &Name) -> Result<bool> {
        let existed = self.blobs.delete(name)?;
        self.clear(name, Generation::A, 0)?;
        self.clear(name, Generation::B, 0)?;
        Ok(existed)
    }
}

/// The header in this entry, if it is one.
fn header_of(entry: &[u8]) -> Option<Result<Header>> {
    let header = || match serde_json::from_slice::<Header>(entry) {
        Ok(header) if header.split == VERSION && header.write_id.len() == ID_LENGTH => Ok(header),
        _ => Err(failed("The keychain holds tokens in a form that this version of calcli does not know.")),
    };
    entry.starts_with(MARK).then(header)
}

fn new_id() -> Result<String> {
    let id = getrandom::u64().map_err(|error| failed(&format!("The system gave no random number: {error}.")))?;
    Ok(format!("{id:0ID_LENGTH$x}"))
}

fn failed(message: &str) -> Error {
    Error::new(Kind::StoreUnavailable, "keychain_failed", message)
}

#[cfg(test)]
#[path = "split_tests.rs"]
mod tests;
