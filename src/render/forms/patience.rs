//! How long a template or an expression of a user's own may take.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
/// What is told of one that takes longer.
pub const ENDLESS: &str = "it does not come to an end";

/// What a thread answers; otherwise why it does not. It goes on by itself until the program ends.
pub fn answer<T>(answered: &Receiver<T>) -> Result<T, &'static str> {
    answered.recv_timeout(PATIENCE).map_err(|error| match error {
        RecvTimeoutError::Timeout => ENDLESS,
        RecvTimeoutError::Disconnected => "it broke off",
    })
}
