//! Asks every account at once, and makes one answer of what they said: the heart of calcli.

use super::App;
use super::session::{Session, refused};
use crate::model::account::{Account, CalendarChoice, Label};
use crate::model::agenda::{Agenda, Batch, MergeOptions, Source, is_complete, merge};
use crate::model::error::{Error, Result};
use crate::model::event::{Calendar, Fields};
use crate::model::range::TimeRange;
use crate::provider::{Failure, Provider, Request};
use chrono::{SubsecRound, Utc};
use futures_util::future::join_all;
use std::time::{Duration, Instant};

/// What to ask.
#[derive(Clone, Debug)]
pub struct Query {
    /// The accounts, in the config's order.
    pub accounts: Vec<Account>,
    /// The time.
    pub range: TimeRange,
    /// How much of each event.
    pub fields: Fields,
    /// How to merge.
    pub merge: MergeOptions,
    /// How long each account may take.
    pub timeout: Duration,
}

impl App {
    /// The agenda of every account; one that fails is part of the answer.
    ///
    /// # Errors
    /// `no_such_calendar` where calendars were named for this run that no account has, and all of them answered.
    pub async fn agenda(&self, query: Query) -> Result<Agenda> {
        let deadline = Instant::now() + query.timeout;
        let asked = query.accounts.iter().map(async |account| {
            let answer = self
                .ask(account, deadline, async |request| {
                    Provider::of(account).events(&request, query.range, query.fields).await
                })
                .await;
            let (session, reading) = match answer {
                Ok(answer) => answer,
                Err(error) => return (failed(account, error), None),
            };
            let batch = Batch::new(account, &session.identity, reading.events);
            let source = Source { error: reading.error.or(session.unsaved), ..read(account) };
            (source, Some((batch, (account, reading.calendars))))
        });
        let (sources, answers): (Vec<_>, Vec<_>) = join_all(asked).await.into_iter().unzip();
        let (batches, calendars): (Vec<_>, Vec<_>) = answers.into_iter().flatten().unzip();
        let (meetings, hidden) = merge(&batches, query.range, &self.settings.zone, &query.merge);
        match unmet(&calendars).filter(|_| is_complete(&sources)) {
            Some(unmet) => Err(unmet),
            None => Ok(Agenda { range: query.range, meetings, sources, hidden }),
        }
    }

    /// The calendars of every account.
    pub async fn calendars(&self, accounts: &[Account], timeout: Duration) -> (Vec<(Label, Calendar)>, Vec<Source>) {
        let deadline = Instant::now() + timeout;
        let asked = accounts.iter().map(async |account| {
            let answer =
                self.ask(account, deadline, async |request| Provider::of(account).calendars(&request).await).await;
            match answer {
                Ok((session, calendars)) => (Source { error: session.unsaved, ..read(account) }, calendars),
                Err(error) => (failed(account, error), Vec::new()),
            }
        });
        let (sources, calendars): (Vec<Source>, Vec<_>) = join_all(asked).await.into_iter().unzip();
        let labelled = accounts
            .iter()
            .zip(calendars)
            .flat_map(|(account, calendars)| calendars.into_iter().map(|calendar| (account.label.clone(), calendar)));
        (labelled.collect(), sources)
    }

    /// Calls a provider with a fresh credential; where the server refuses that, renews it and calls once more. A server that then
    /// still asks for something is not asked a third time: only a person can help.
    pub(super) async fn ask<T>(
        &self,
        account: &Account,
        deadline: Instant,
        call: impl AsyncFn(Request<'_>) -> std::result::Result<T, Failure>,
    ) -> Result<(Session, T)> {
        let session = self.session(account, deadline).await?;
        let session = match call(self.request(account, &session, deadline)).await {
            Err(Failure::Unauthorized { challenge, .. }) => {
                self.session_after_refusal(account, &session.credential, challenge, deadline).await?
            }
            answer => {
                let answer = answer.map_err(Failure::into_error)?;
                if session.doubted
                    && let Err(error) = self.remember(account, &session, None, deadline).await
                {
                    tracing::warn!(account = %account.label, %error, "the record still says that a sign-in is needed");
                }
                return Ok((session, answer));
            }
        };
        match call(self.request(account, &session, deadline)).await {
            Err(Failure::Unauthorized { challenge: challenge @ Some(_), error }) => {
                let refusal = refused(challenge, None, error);
                self.remember(account, &session, Some(refusal.clone()), deadline).await?;
                Err(refusal.error)
            }
            answer => Ok((session, answer.map_err(Failure::into_error)?)),
        }
    }

    fn request<'a>(&'a self, account: &'a Account, session: &'a Session, deadline: Instant) -> Request<'a> {
        Request { account, credential: &session.credential, http: &self.http, deadline }
    }
}

/// What was asked for by a pattern of calendars and is in none of these accounts.
fn unmet(answered: &[(&Account, Vec<Calendar>)]) -> Option<Error> {
    let choices: Vec<_> = answered.iter().map(|(account, calendars)| (&account.calendars, &calendars[..])).collect();
    let unmet = CalendarChoice::unmet_anywhere(&choices);
    if unmet.is_empty() && CalendarChoice::leaves_nothing(&choices) {
        let message = "--calendar leaves no calendar to read.";
        return Some(Error::usage("no_such_calendar", message).hint("calcli calendars"));
    }
    let unmet: Vec<_> = unmet.into_iter().map(|pattern| format!("\"{pattern}\"")).collect();
    let names = answered.iter().flat_map(|(account, calendars)| {
        calendars.iter().map(|calendar| format!("{}/{}", account.label, calendar.name))
    });
    let message = || {
        let names: Vec<_> = names.collect();
        format!("No calendar is called {}; there are {}.", unmet.join(" or "), names.join(", "))
    };
    (!unmet.is_empty()).then(|| Error::usage("no_such_calendar", message()).hint("calcli calendars"))
}

pub(super) fn read(account: &Account) -> Source {
    Source { account: account.label.clone(), fetched_at: Some(Utc::now().trunc_subsecs(0)), error: None }
}

pub(super) fn failed(account: &Account, error: Error) -> Source {
    Source { account: account.label.clone(), fetched_at: None, error: Some(error) }
}
