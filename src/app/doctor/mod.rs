//! Looks at everything that has to work: the machine first, then every account; what fails is a finding and ends nothing.

mod account;
mod machine;

use super::App;
use crate::base::env::Env;
use crate::model::account::Account;
use crate::model::checkup::{Check, Checkup};
use crate::model::error::{Error, Kind, Result};
use futures_util::future::join_all;
use std::time::{Duration, Instant};

impl App {
    /// The whole check-up, done within the time given: what did not answer by then is a finding too.
    pub async fn checkup(&self, accounts: &[Account], env: &Env, timeout: Duration) -> Checkup {
        let deadline = Instant::now() + timeout;
        let asked = join_all(accounts.iter().map(|account| self.check_account(account, deadline)));
        let (store, trust, asked) =
            futures_util::join!(self.check_store(accounts, deadline), self.check_trust(accounts, env, deadline), asked);
        let clock = self.check_clock(&asked);
        let mut checks = vec![self.check_config(), self.check_state(), store, clock, machine::proxy(env), trust];
        checks.extend(asked.into_iter().flat_map(|(_, checks)| checks));
        let resting = self.settings.accounts.iter().filter(|account| !account.enabled && !accounts.contains(account));
        checks.extend(resting.map(|account| Check::skipped("sign_in", "the account rests").about(&account.label)));
        Checkup(checks)
    }
}

/// The check-up where the settings cannot even be read.
pub fn without_settings(error: &Error) -> Checkup {
    let rest = ["store", "accounts"].map(|id| Check::skipped(id, "the settings have to be mended first"));
    Checkup([Check::failed("config", error)].into_iter().chain(rest).collect())
}

/// What comes of it, if it comes in time.
async fn within<T>(deadline: Instant, work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout_at(deadline.into(), work).await.unwrap_or_else(|_| {
        Err(Error::new(Kind::Network, "timeout", "There was no answer in time.")
            .hint("allow it longer: calcli doctor --timeout 2m"))
    })
}
