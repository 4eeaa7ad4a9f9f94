//! The checks of one account, in the order in which things have to work: the tenant, the token, what it may do, the calendar.

use super::within;
use crate::app::App;
use crate::app::session::Session;
use crate::auth::discovery::{self, Reached};
use crate::model::account::Account;
use crate::model::checkup::Check;
use crate::model::error::Kind;
use crate::model::event::Fields;
use crate::model::range::TimeRange;
use crate::model::status::SignInState;
use crate::provider::{Provider, Reading, Request};
use chrono::TimeDelta;
use std::time::Instant;

/// Permissions that include a smaller one. Source: Microsoft Graph permissions reference.
const WIDER: [(&str, &[&str]); 4] = [
    ("Calendars.ReadBasic", &["Calendars.Read", "Calendars.ReadWrite"]),
    ("Calendars.Read", &["Calendars.ReadWrite"]),
    ("Calendars.Read.Shared", &["Calendars.ReadWrite.Shared"]),
    ("User.Read", &["User.ReadWrite", "User.Read.All", "User.ReadWrite.All"]),
];

impl App {
    /// Checks an account as far as it goes. What could not be looked at for want of something before it is skipped.
    pub(super) async fn check_account(&self, account: &Account, deadline: Instant) -> (Option<Reached>, Vec<Check>) {
        let reached = within(deadline, discovery::reach(&self.http, account, deadline)).await;
        let tenant = match &reached {
            Ok(_) => {
                Check::ok("tenant", format!("{} answers for {}", account.endpoints.authority.host(), account.tenant))
            }
            Err(error) => Check::failed("tenant", error),
        };
        let offline = reached.as_ref().is_err_and(|error| error.kind == Kind::Network);
        let mut checks = vec![self.check_sign_in(account).await, tenant];
        let session = within(deadline, self.session(account, deadline)).await;
        let session = match session {
            Ok(session) if !offline && !account.brings_own_token() => {
                within(deadline, self.session_after_refusal(account, &session.credential, None, deadline)).await
            }
            session => session,
        };
        let scopes = self.check_scopes(account).await;
        match session {
            Ok(session) => {
                checks.extend([token(account, &session, offline), scopes]);
                checks.extend(Box::pin(self.check_mailbox(account, deadline)).await);
            }
            Err(error) => {
                // That nobody is signed in was told by the first check.
                let signed_out = error.code == "signed_out";
                let token = if signed_out {
                    Check::skipped("token", "nobody is signed in")
                } else {
                    Check::failed("token", &error)
                };
                checks.extend([token, scopes]);
                checks.extend(["profile", "calendar"].map(|id| Check::skipped(id, "there is no token")));
            }
        }
        (reached.ok(), checks.into_iter().map(|check| check.about(&account.label)).collect())
    }

    async fn check_sign_in(&self, account: &Account) -> Check {
        let status = self.status(account).await;
        let name = status.username.as_deref().unwrap_or("someone whose name is not known yet");
        match (&status.error, status.state) {
            (Some(error), _) => Check::failed("sign_in", error),
            (None, SignInState::SignedOut) => {
                Check::problem("sign_in", "Nobody is signed in.", account.login_command())
            }
            (None, SignInState::SignedIn) => match account.source.store() {
                Some(origin) => Check::ok("sign_in", format!("brings the token of {name} ({origin})")),
                None => Check::ok("sign_in", name),
            },
            (None, state) => {
                Check::problem("sign_in", format!("The sign-in is {}.", state.name()), account.login_command())
            }
        }
    }

    /// What was granted against what the account asks for.
    async fn check_scopes(&self, account: &Account) -> Check {
        if account.brings_own_token() {
            return Check::skipped("scopes", "a token that was brought along does not tell; the next checks do");
        }
        let granted = self.status(account).await.scopes;
        let missing: Vec<_> = account.access.permissions().iter().filter(|needed| !covers(&granted, needed)).collect();
        if granted.is_empty() {
            return Check::skipped("scopes", "nobody is signed in");
        }
        if missing.is_empty() {
            return Check::ok("scopes", granted.join(", "));
        }
        let missing = missing.into_iter().copied().collect::<Vec<_>>().join(", ");
        Check::problem("scopes", format!("Not granted: {missing}."), account.login_command())
    }

    /// Whose mailbox it is, and whether its calendars can be read: asked in the way that `events` asks.
    async fn check_mailbox(&self, account: &Account, deadline: Instant) -> [Check; 2] {
        let provider = Provider::of(account);
        let today = TimeRange::lasting(self.settings.clock.now(), TimeDelta::days(1));
        let events = async |request: Request<'_>| provider.events(&request, today, Fields::default()).await;
        let (owner, reading) = futures_util::join!(
            within(deadline, self.ask(account, deadline, async |request| provider.whoami(&request).await)),
            within(deadline, self.ask(account, deadline, events)),
        );
        let owner = owner.map(|(_, owner)| Check::ok("profile", owner.username));
        [
            owner.unwrap_or_else(|error| Check::failed("profile", &error)),
            reading.map_or_else(|error| Check::failed("calendar", &error), |(_, reading)| calendar(&reading)),
        ]
    }
}

/// Which calendars were read; those that the account does not choose are no trouble.
fn calendar(reading: &Reading) -> Check {
    if let Some(error) = &reading.error {
        return Check::failed("calendar", error);
    }
    let (read, all) = (reading.read.len(), reading.calendars.len());
    Check::ok("calendar", format!("{read} of {all} read: {}", reading.read.join(", ")))
}

fn token(account: &Account, session: &Session, offline: bool) -> Check {
    let end = session.expires_at.map(|end| format!("valid until {}", end.format("%a %d %b %H:%M UTC")));
    let end = end.unwrap_or_else(|| "its end is not told".to_owned());
    match account.source.store() {
        Some(origin) => Check::ok("token", format!("from the {origin}, {end}")),
        None if offline => Check::ok("token", format!("{end}; not renewed, since its authority cannot be reached")),
        None => Check::ok("token", format!("renewed, {end}")),
    }
}

fn covers(granted: &[String], needed: &str) -> bool {
    let wider = WIDER.iter().find(|(name, _)| *name == needed).map_or(&[][..], |(_, wider)| wider);
    granted.iter().any(|one| [needed].iter().chain(wider).any(|enough| enough.eq_ignore_ascii_case(one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_permission_covers_a_narrower_one_and_never_the_other_way() {
        let granted = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(covers(&granted(&["openid", "calendars.read"]), "Calendars.ReadBasic"));
        assert!(covers(&granted(&["Calendars.ReadWrite"]), "Calendars.Read"));
        assert!(!covers(&granted(&["Calendars.ReadBasic"]), "Calendars.Read"));
        assert!(!covers(&granted(&["Calendars.ReadWrite"]), "Calendars.Read.Shared"));
    }
}
