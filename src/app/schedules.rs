//! Asks when other people are free: each through the account whose tenant knows them.

use super::App;
use crate::config::state::State;
use crate::model::account::{Account, PERSONAL_TENANT, Tenant};
use crate::model::agenda::{Agenda, Source};
use crate::model::error::{Error, Result};
use crate::model::schedule::{Desk, Guest, Schedule, desk_for};
use crate::provider::{Provider, Request};
use futures_util::future::join_all;
use std::time::{Duration, Instant};

impl App {
    /// The account through which each of these people is asked about, one of those that are asked anyway unless another was said.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage) where it is not clear which one, or where it cannot be asked.
    pub fn desks(&self, guests: &[Guest], asked: &[Account]) -> Result<Vec<(String, Account)>> {
        if guests.is_empty() {
            return Ok(Vec::new());
        }
        let state = State::read(&self.settings.places)?;
        let desk = |account| desk(account, &state);
        let (all, asked): (Vec<_>, Vec<_>) =
            (self.settings.accounts.iter().map(desk).collect(), asked.iter().map(desk).collect());
        let mut found: Vec<(String, Account)> = Vec::new();
        for guest in guests {
            if let Some(label) = &guest.through {
                self.settings.account(label)?;
            }
            let desks = if guest.through.is_some() { &all } else { &asked };
            let account = desk_for(guest, desks).ok_or_else(|| no_desk(guest, &asked))?;
            if desks.iter().any(|desk| desk.is_personal && desk.account.label == account.label) {
                return Err(personal(guest, account));
            }
            if !found
                .iter()
                .any(|(email, other)| email.eq_ignore_ascii_case(&guest.email) && other.label == account.label)
            {
                found.push((guest.email.clone(), account.clone()));
            }
        }
        Ok(found)
    }

    /// What these people do in the time of an agenda, in their order.
    pub async fn schedules(&self, people: &[(String, Account)], agenda: &Agenda, timeout: Duration) -> Vec<Schedule> {
        let deadline = Instant::now() + timeout;
        let is_first = |(at, account): &(usize, &Account)| people[..*at].iter().all(|(_, earlier)| earlier != *account);
        let accounts = people.iter().map(|(_, account)| account).enumerate().filter(is_first);
        let asked = accounts.map(async |(_, account)| {
            let of_it = people.iter().filter(|(_, other)| other == account).map(|(email, _)| email.clone());
            self.asked_through(account, of_it.collect(), agenda, deadline).await
        });
        let answered = join_all(asked).await.concat();
        let of = |(email, account): &(String, Account)| {
            answered.iter().find(|one| one.email == *email && one.account == account.label).cloned()
        };
        people.iter().filter_map(of).collect()
    }

    /// The same for those who are asked about through one account. One that gave no agenda is not asked a second time.
    async fn asked_through(
        &self,
        account: &Account,
        emails: Vec<String>,
        agenda: &Agenda,
        deadline: Instant,
    ) -> Vec<Schedule> {
        let failed = |source: &&Source| source.account == account.label && source.fetched_at.is_none();
        let failed = agenda.sources.iter().find(failed).and_then(|source| source.error.clone());
        let asking =
            async |request: Request<'_>| Provider::of(account).schedules(&request, &emails, agenda.range).await;
        let answer = match failed {
            Some(error) => Err(error),
            None => self.ask(account, deadline, asking).await,
        };
        let answers = answer.map_or_else(|error| vec![Err(error); emails.len()], |(_, answers)| answers);
        let schedule = |(email, blocks)| Schedule { email, account: account.label.clone(), blocks };
        emails.into_iter().zip(answers).map(schedule).collect()
    }
}

fn desk<'a>(account: &'a Account, state: &State) -> Desk<'a> {
    let identity = state.pinned(account);
    let is_personal = account.tenant == Tenant::Consumers
        || identity.as_ref().is_some_and(|identity| identity.tenant == PERSONAL_TENANT);
    Desk { account, username: identity.map(|identity| identity.username).or(account.username.clone()), is_personal }
}

fn no_desk(guest: &Guest, desks: &[Desk<'_>]) -> Error {
    let names: Vec<&str> =
        desks.iter().filter(|desk| !desk.is_personal).map(|desk| desk.account.label.as_str()).collect();
    if names.is_empty() {
        let message = format!("No work account is asked, and personal ones cannot tell when {guest} is free.");
        return Error::usage("no_desk", message).hint("calcli account list");
    }
    let message =
        format!("It is not clear through which account to ask about {guest}; there are: {}.", names.join(", "));
    Error::usage("no_desk", message).hint(format!("name it: `calcli free --with {}/{guest}`", names[0]))
}

fn personal(guest: &Guest, account: &Account) -> Error {
    let message = format!("{} is a personal account, and those cannot tell when {guest} is free.", account.label);
    Error::usage("no_desk", message).hint("ask through a work account: `calcli free --with NAME/ADDRESS`")
}
