//! Being told to stop: Ctrl-C, and what a system or a closing terminal sends in its place.

use super::exit::Exit;
use crate::model::error::{Error, Kind, Result};
#[cfg(unix)]
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
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

/// How long the work may take to hear an interrupt.
const MOMENT: Duration = Duration::from_secs(1);

/// Ends the process where the work does not hear that it is to end, since something holds its thread up: a pipe that nobody reads,
/// an input without an end, a long reckoning. Whatever is written is whole or not there at any instant, so that this loses nothing.
pub fn insist(heard: Arc<AtomicBool>) {
    let listen = move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            let Ok(mut interrupts) = Interrupts::listen() else { return };
            let mut exit = interrupts.next().await;
            tokio::time::sleep(MOMENT).await;
            if heard.load(Ordering::Relaxed) {
                exit = interrupts.next().await;
                tokio::time::sleep(MOMENT).await;
            }
            std::process::exit(i32::from(exit as u8));
        });
    };
    // Without this thread the work may still hear it.
    let _ = thread::Builder::new().name("calcli-interrupts".to_owned()).spawn(listen);
}

/// What is told of it.
pub fn interrupted() -> Error {
    Error::new(Kind::Interrupted, "interrupted", "Interrupted.")
}

/// What is told where somebody was signing in, whose sign-in may have been accepted before.
pub fn sign_in_interrupted(was_accepted: bool) -> Error {
    let message = if was_accepted {
        "Interrupted, but the sign-in was accepted before: `calcli list` shows who is signed in."
    } else {
        "Interrupted. Nothing was stored of a sign-in that was not finished."
    };
    Error::new(Kind::Interrupted, "interrupted", message)
}

#[cfg(unix)]
fn unheard(error: &io::Error) -> Error {
    Error::new(Kind::Internal, "no_signals", format!("Ctrl-C cannot be awaited: {error}."))
}
