//! One process at a time: locks on files that the system releases by itself when their holder ends.

use crate::base::files;
use crate::model::error::{Error, Kind, Result};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// The mean pause between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// A lock that is held until it is dropped. Its file stays: whoever deleted one could let two in at once.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting no longer than `deadline` for another to let it go.
    pub async fn acquire(path: &Path, deadline: Duration) -> Result<Self> {
        let attempt = Attempt::new(path, deadline)?;
        while !attempt.succeeds()? {
            tokio::time::sleep(jittered()).await;
        }
        Ok(Self { _file: attempt.file })
    }
}

/// The name of the lock file of anything that has a canonical string.
pub fn lock_name(canonical: &str) -> String {
    format!("{:.32x}.lock", Sha256::digest(canonical))
}

/// A lock that is being waited for.
struct Attempt<'a> {
    path: &'a Path,
    file: File,
    began: Instant,
    deadline: Duration,
}

impl<'a> Attempt<'a> {
    fn new(path: &'a Path, deadline: Duration) -> Result<Self> {
        let file = open(path).map_err(|error| failed(path, &error))?;
        Ok(Self { path, file, began: Instant::now(), deadline })
    }

    /// Whether the file is locked now; an error once there is no time left.
    fn succeeds(&self) -> Result<bool> {
        match self.file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::Error(error)) => Err(failed(self.path, &error)),
            Err(TryLockError::WouldBlock) if self.began.elapsed() < self.deadline => Ok(false),
            Err(TryLockError::WouldBlock) => Err(timed_out(self.path, self.deadline)),
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        files::create_private_folder(folder)?;
    }
    // Opening a pipe would wait for its reader.
    files::regular_length(path)?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A pause of 10 to 30 ms, so that those who wait do not march in step.
fn jittered() -> Duration {
    let spread = u64::from(getrandom::u32().unwrap_or_default()) % 21;
    PAUSE / 2 + Duration::from_millis(spread)
}

fn timed_out(path: &Path, deadline: Duration) -> Error {
    Error::new(
        Kind::Other,
        "lock_timeout",
        format!("Another calcli held the lock {} for more than {} s.", path.display(), deadline.as_secs_f32()),
    )
    .hint("try again once the other calcli is done")
}

fn failed(path: &Path, error: &io::Error) -> Error {
    Error::new(Kind::Other, "lock_failed", format!("The lock file {} cannot be used: {error}.", path.display()))
        .hint("make its folder yours to write, or choose another with XDG_STATE_HOME")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_holds_it_the_next_is_told_the_file_and_gets_it_when_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(lock_name(""), "e3b0c44298fc1c149afbf4c8996fb924.lock");
        let path = folder.path().join("locks").join(lock_name("calcli/v1|x"));
        let held = Lock::acquire(&path, Duration::ZERO).await.unwrap();
        let refused = Lock::acquire(&path, Duration::from_millis(50)).await.unwrap_err();
        assert_eq!(refused.code, "lock_timeout");
        assert!(refused.message.contains(&lock_name("calcli/v1|x")), "{refused}");
        drop(held);
        assert!(Lock::acquire(&path, Duration::ZERO).await.is_ok());
        assert!(path.exists());
    }

    #[tokio::test]
    async fn many_who_wait_get_it_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let inside = std::cell::Cell::new(0);
        let visit = async || {
            let _lock = Lock::acquire(&path, Duration::from_secs(10)).await.unwrap();
            assert_eq!(inside.replace(1), 0, "two are inside");
            tokio::time::sleep(Duration::from_millis(2)).await;
            inside.set(0);
        };
        futures_util::future::join_all((0..8).map(|_| visit())).await;
    }

    #[tokio::test]
    async fn a_lock_that_cannot_be_made_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let error = Lock::acquire(folder.path(), Duration::ZERO).await.unwrap_err();
        assert_eq!(error.code, "lock_failed");
    }
}
