//! Patience: waits as long as a throttling or failing server asks, and sends again, until there is no time left.

use super::answer::Answer;
use super::{Http, READ_TIMEOUT, too_late};
use crate::model::error::{Error, Kind, Result};
use reqwest::Request;
use std::time::{Duration, Instant};

/// How often a request whose connection failed is sent in all.
const CONNECTION_ATTEMPTS: u32 = 3;

impl Http {
    /// Sends a request until it is answered or `deadline` is near: waits as long as a throttling or failing server asks
    /// (`Retry-After`, RFC 9110 10.2.3), else a little longer each time. The last answer is given back as it is.
    ///
    /// # Errors
    /// As [`Http::send`]; code `timeout` when the deadline passed without an answer.
    pub async fn send_patiently(&self, request: &Request, deadline: Instant) -> Result<Answer> {
        self.send_until(request, deadline, deadline).await
    }

    /// As [`Http::send_patiently`], but what was sent is heard out even beyond the deadline: for requests that change something at
    /// the server, whose answer must not be lost.
    ///
    /// # Errors
    /// As [`Http::send`].
    pub async fn send_and_hear_out(&self, request: &Request, deadline: Instant) -> Result<Answer> {
        self.send_until(request, deadline, deadline.checked_add(READ_TIMEOUT).unwrap_or(deadline)).await
    }

    async fn send_until(&self, request: &Request, repeat_until: Instant, listen_until: Instant) -> Result<Answer> {
        for attempt in 1.. {
            let Some(copy) = request.try_clone() else { break };
            let sent = tokio::time::timeout_at(listen_until.into(), self.send(copy)).await;
            let result = sent.unwrap_or_else(|_| Err(too_late(request.url())));
            let wait = match &result {
                Ok(answer) if answer.is_transient() => answer.retry_after().unwrap_or_else(|| backoff(attempt)),
                Err(error) if is_passing(error) && attempt < CONNECTION_ATTEMPTS => backoff(attempt),
                _ => return result,
            };
            // A server may ask for any wait, and not every instant can be told.
            if repeat_until.saturating_duration_since(Instant::now()) <= wait {
                return result;
            }
            tokio::select! {
                biased;
                () = self.stopped() => return result,
                () = tokio::time::sleep(wait) => {}
            }
        }
        Err(Error::new(
            Kind::Internal,
            "request_not_repeatable",
            "A request with a streamed body cannot be sent again.",
        ))
    }
}

/// A wait that doubles with each attempt, up to ten seconds, and differs between processes by up to a half.
fn backoff(attempt: u32) -> Duration {
    let whole = Duration::from_millis(500).saturating_mul(1 << attempt.min(6)).min(Duration::from_secs(10));
    let jitter = f64::from(getrandom::u32().unwrap_or_default()) / f64::from(u32::MAX);
    whole.mul_f64(0.5 + 0.5 * jitter)
}

/// Whether a connection that failed like this may succeed when tried again.
fn is_passing(error: &Error) -> bool {
    ["unreachable", "broken_answer"].contains(&error.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        for attempt in 1..70 {
            let wait = backoff(attempt);
            assert!(wait >= Duration::from_millis(500) && wait <= Duration::from_secs(10), "{attempt}: {wait:?}");
        }
    }
}
