//! Stopping: after Ctrl-C nothing new is sent, but what was sent is heard out, since its answer may be a rotated token.

use super::Http;
use crate::model::error::{Error, Kind, Result};

impl Http {
    /// From now on nothing is sent, and nothing sent again; what was sent already is heard out.
    pub fn stop(&self) {
        self.clients.stopped.send_replace(true);
    }

    /// Waits until it is stopped, which may be never.
    pub async fn stopped(&self) {
        // The sender lives as long as this client does.
        let _ = self.clients.stopped.subscribe().wait_for(|stopped| *stopped).await;
    }

    /// Does something that may be given up when nothing is sent any more.
    ///
    /// # Errors
    /// What it said, or [`Kind::Interrupted`].
    pub async fn unless_stopped<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::select! {
            biased;
            () = self.stopped() => Err(interrupted()),
            result = work => result,
        }
    }

    /// Whether something may still be sent.
    pub(super) fn check_running(&self) -> Result<()> {
        if *self.clients.stopped.borrow() { Err(interrupted()) } else { Ok(()) }
    }
}

fn interrupted() -> Error {
    Error::new(Kind::Interrupted, "interrupted", "Interrupted.")
}
