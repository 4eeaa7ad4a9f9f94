//! What every command over the agenda does first and last: it asks the accounts for a range, and tells which did not answer.

use super::exit::Exit;
use super::global::{Global, Reading};
use super::ui::Ui;
use crate::app::App;
use crate::app::agenda::Query;
use crate::app::meeting::Asked;
use crate::base::env::Env;
use crate::model::account::{Account, CalendarChoice, CalendarPattern};
use crate::model::agenda::{Agenda, MergeOptions};
use crate::model::error::{Error, Result};
use crate::model::event::Fields;
use crate::model::range::TimeRange;
use crate::render;
use clap::builder::NonEmptyStringValueParser;

/// Whom to ask, and for which calendars.
#[derive(Debug, clap::Args)]
pub struct Asking {
    #[command(flatten)]
    reading: Reading,
    /// Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)
    #[arg(long, value_name = "PATTERN", value_parser = NonEmptyStringValueParser::new())]
    calendar: Vec<String>,
}

impl Asking {
    /// A question about a range to every account that is to be asked, for what an agenda shows.
    ///
    /// # Errors
    /// Where there is nobody to ask.
    pub fn about(&self, range: TimeRange, app: &App, global: &Global, env: &Env) -> Result<Query> {
        let Asked { accounts, timeout } = self.whom(app, global, env)?;
        let (fields, merge) = (Fields::default(), MergeOptions::default());
        Ok(Query { accounts, range, fields, merge, timeout })
    }

    /// Every account that is to be asked.
    ///
    /// # Errors
    /// Where there is nobody to ask.
    pub fn whom(&self, app: &App, global: &Global, env: &Env) -> Result<Asked> {
        let accounts = self.choose_calendars(self.reading.accounts(app, global, env)?, app)?;
        Ok(Asked { accounts, timeout: self.reading.timeout })
    }

    /// Notes which accounts were not asked since they rest. Whoever names accounts knows which are not among them.
    pub fn note_who_rests(&self, app: &App, global: &Global, env: &Env, ui: &Ui) {
        if global.reading_accounts(env).is_ok_and(|named| named.is_empty()) {
            let rests = |account: &&Account| !account.enabled && !self.reading.except.contains(&account.label);
            let resting: Vec<&Account> = app.settings.accounts.iter().filter(rests).collect();
            ui.note(&render::resting(&resting, &ui.style_on_stderr(&app.settings.accounts)));
        }
    }

    /// The accounts that have calendars of those that were named, each with its choice of them.
    fn choose_calendars(&self, accounts: Vec<Account>, app: &App) -> Result<Vec<Account>> {
        let labels = || app.settings.accounts.iter().map(|account| &account.label);
        let patterns: Vec<_> = self.calendar.iter().map(|text| CalendarPattern::new(text, labels())).collect();
        let choose = |account: Account| {
            let calendars = CalendarChoice::for_one_run(&patterns, &account.label, &account.calendars)?;
            Some(Account { calendars, ..account })
        };
        let accounts: Vec<_> = accounts.into_iter().filter_map(choose).collect();
        if accounts.is_empty() {
            let message = "Every calendar that --calendar names is one of an account that is not asked.";
            return Err(
                Error::usage("calendar_not_asked", message).hint("name that account too, or leave out --calendar")
            );
        }
        Ok(accounts)
    }
}

impl Ui {
    /// Asks, and shows that it takes a while. An account that fails is part of the answer.
    ///
    /// # Errors
    /// As [`App::agenda`].
    pub async fn agenda(&self, query: Query, app: &App) -> Result<Agenda> {
        let _spinner = self.spinner("Reading the calendars…".to_owned());
        app.agenda(query).await
    }

    /// Tells which accounts are missing from an answer, and how the command ends.
    pub fn conclude(&self, agenda: &Agenda, app: &App) -> Exit {
        let style = self.style_on_stderr(&app.settings.accounts);
        self.tell(&render::missing(&agenda.sources, &style));
        Exit::of(&agenda.sources)
    }
}
