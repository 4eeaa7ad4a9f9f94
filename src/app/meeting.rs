//! One meeting: found by its id in whichever mailbox, and read whole from each that has it.

use super::App;
use super::agenda::{Query, failed, read};
use crate::model::account::Account;
use crate::model::agenda::{Agenda, Hidden, Meeting, MergeOptions, Source};
use crate::model::error::{Error, Kind, Result};
use crate::model::event::{Event, EventRef, Fields, When};
use crate::model::handle::MeetingId;
use crate::model::range::TimeRange;
use crate::provider::{Provider, Request};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Whom to ask for a meeting.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The accounts, in the config's order.
    pub accounts: Vec<Account>,
    /// How long each account may take for one answer.
    pub timeout: Duration,
}

impl Asked {
    /// Until when an account may take for what is asked from now on.
    pub fn deadline(&self) -> Instant {
        Instant::now() + self.timeout
    }
}

impl App {
    /// The agenda of the meetings that go by this id: one as a rule, none, or two whose short names are the same by chance. Those that
    /// were declined or cancelled are among them.
    ///
    /// # Errors
    /// As [`App::agenda`].
    pub async fn called(&self, id: &MeetingId, asked: &Asked) -> Result<Agenda> {
        let today = self.settings.clock.now().date_naive();
        let place = match id {
            MeetingId::Short(handle) => return self.called_on(handle.day(today), id, asked).await,
            MeetingId::Mailbox(id) => id,
        };
        let (events, sources) = self.event_of_any(place, asked).await;
        let Some(event) = events.into_iter().next() else {
            return Ok(Agenda { range: around(today), meetings: Vec::new(), sources, hidden: Hidden::default() });
        };
        let day = match event.when {
            When::AllDay { start, .. } => start,
            When::Timed { start, .. } => start.date_naive(),
        };
        // Where an id has several forms, the lists of events have the lasting one.
        let id = MeetingId::Mailbox(event.reference.event_id.clone());
        let mut agenda = self.called_on(day, &id, asked).await?;
        if agenda.meetings.is_empty() {
            // A calendar that is not read, or the master of a series.
            agenda.meetings.extend(Meeting::of(vec![event]));
        }
        Ok(agenda)
    }

    /// The meetings of a day that go by this id.
    async fn called_on(&self, day: NaiveDate, id: &MeetingId, asked: &Asked) -> Result<Agenda> {
        let Asked { accounts, timeout } = asked.clone();
        let merge = MergeOptions { declined: true, cancelled: true, ..MergeOptions::default() };
        let query = Query { accounts, range: around(day), fields: Fields::Lean, merge, timeout };
        let mut agenda = self.agenda(query).await?;
        agenda.meetings.retain(|meeting| id.names(meeting));
        Ok(agenda)
    }

    /// The event with this id, of every mailbox that has it.
    async fn event_of_any(&self, id: &str, asked: &Asked) -> (Vec<Event>, Vec<Source>) {
        let deadline = Instant::now() + asked.timeout;
        let answers = asked.accounts.iter().map(async |account| {
            let place = EventRef {
                account: account.label.clone(),
                calendar_id: String::new(),
                calendar_name: String::new(),
                event_id: id.to_owned(),
            };
            match self.event(account, &place, deadline).await {
                Ok(event) => (event, read(account)),
                Err(error) => (None, failed(account, error)),
            }
        });
        let (events, sources): (Vec<_>, Vec<_>) = join_all(answers).await.into_iter().unzip();
        (events.into_iter().flatten().collect(), sources)
    }

    /// Reads every copy of a meeting whole. One that cannot be read stays as it is, and why is told of its account.
    pub async fn whole(&self, meeting: &Meeting, sources: &mut [Source], asked: &Asked, deadline: Instant) -> Meeting {
        let account_of = |copy: &Event| asked.accounts.iter().find(|account| account.label == copy.reference.account);
        let copies = meeting.copies.iter().map(async |copy| match account_of(copy) {
            Some(account) => self.event(account, &copy.reference, deadline).await?.ok_or_else(|| gone(copy)),
            None => Ok(Event::clone(copy)),
        });
        let whole = join_all(copies).await.into_iter().zip(&meeting.copies).map(|(answer, lean)| {
            let error = match answer {
                Ok(whole) => return Arc::new(whole),
                Err(error) => error,
            };
            if let Some(source) = sources.iter_mut().find(|source| source.account == lean.reference.account) {
                source.error.get_or_insert(error);
            }
            Arc::clone(lean)
        });
        Meeting::of(whole).unwrap_or_else(|| meeting.clone())
    }

    async fn event(&self, account: &Account, place: &EventRef, deadline: Instant) -> Result<Option<Event>> {
        let ask = async |request: Request<'_>| Provider::of(account).event(&request, place).await;
        self.ask(account, deadline, ask).await.map(|(_, event)| event)
    }
}

/// That a copy of a meeting was on its calendar a moment ago, but cannot be had by its id.
fn gone(copy: &Event) -> Error {
    let account = &copy.reference.account;
    Error::new(
        Kind::Other,
        "meeting_gone",
        format!("A meeting that was on a calendar of {account} is not there any more."),
    )
    .hint("look again: `calcli events`")
}

/// A day of UTC with a day on both sides, in which whatever starts on it is found in any zone.
fn around(day: NaiveDate) -> TimeRange {
    TimeRange::lasting(day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(1), TimeDelta::days(3))
}
