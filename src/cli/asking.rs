//! What every command over the agenda does first and last: it asks the accounts for a range, and tells which did not answer.

use super::exit::Exit;
use super::global::{Global, Reading};
use super::ui::Ui;
use crate::app::App;
use crate::app::agenda::Query;
use crate::app::meeting::Asked;
use crate::base::env::Env;
use crate::model::agenda::{Agenda, MergeOptions};
use crate::model::error::Result;
use crate::model::event::Fields;
use crate::model::range::TimeRange;
use crate::render;

/// Whom to ask.
#[derive(Debug, clap::Args)]
pub struct Asking {
    #[command(flatten)]
    reading: Reading,
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
        Ok(Asked { accounts: self.reading.accounts(app, global, env)?, timeout: self.reading.timeout })
    }
}

impl Ui {
    /// Asks, and shows that it takes a while. An account that fails is part of the answer.
    pub async fn agenda(&self, query: Query, app: &App) -> Agenda {
        let _spinner = self.spinner("Reading the calendars…".to_owned());
        app.agenda(query).await
    }

    /// Tells which accounts are missing from an answer, and how the command ends.
    pub fn conclude(&self, agenda: &Agenda, app: &App) -> Exit {
        self.tell(&render::missing(&agenda.sources, &self.style_on_stderr(&app.settings.accounts)));
        Exit::of(&agenda.sources)
    }
}
