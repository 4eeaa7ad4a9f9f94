//! Being told to stop: Ctrl-C, and what a system or a closing terminal sends in its place.

use super::exit::Exit;
use crate::model::error::{Error, Kind, Result};
#[cfg(unix)]
use std::io;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals that ask calcli to stop; they are heard from when this is made.
pub struct Interrupts {
    #[cfg(unix)]
    signals: [(Signal, Exit); 3],
}

impl Interrupts {
    /// Listens from now on.
    ///
    /// # Errors
    /// Where the system does not allow it.
    #[cfg(unix)]
    pub fn listen() -> Result<Self> {
        let heard = |kind, exit| signal(kind).map(|signal| (signal, exit)).map_err(|error| unheard(&error));
        // That a file must not grow is then a failure of writing, as on a full disk, and not the end of the process.
        let _ = signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()));
        Ok(Self {
            signals: [
                heard(SignalKind::interrupt(), Exit::Interrupted)?,
                heard(SignalKind::terminate(), Exit::Terminated)?,
                heard(SignalKind::hangup(), Exit::HungUp)?,
            ],
        })
    }

    /// Listens from now on.
    ///
    /// # Errors
    /// Where the system does not allow it.
    #[cfg(not(unix))]
    pub fn listen() -> Result<Self> {
        Ok(Self {})
    }

    /// Waits for the next one: how the process ends then.
    #[cfg(unix)]
    pub async fn next(&mut self) -> Exit {
        let [(ctrl_c, interrupted), (termination, terminated), (hangup, closed)] = &mut self.signals;
        tokio::select! {
            Some(()) = ctrl_c.recv() => *interrupted,
            Some(()) = termination.recv() => *terminated,
            Some(()) = hangup.recv() => *closed,
            else => std::future::pending().await,
        }
    }

    /// Waits for the next one: how the process ends then.
    #[cfg(not(unix))]
    pub async fn next(&mut self) -> Exit {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Exit::Interrupted,
            Err(_) => std::future::pending().await,
        }
    }
}

/// What is told of it.
pub fn interrupted(signing_in: bool) -> Error {
    let message =
        if signing_in { "Interrupted. Nothing was stored of a sign-in that was not finished." } else { "Interrupted." };
    Error::new(Kind::Interrupted, "interrupted", message)
}

#[cfg(unix)]
fn unheard(error: &io::Error) -> Error {
    Error::new(Kind::Internal, "no_signals", format!("Ctrl-C cannot be awaited: {error}."))
}
