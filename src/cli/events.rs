//! `calcli events`: one agenda of every account.

use super::exit::Exit;
use super::global::{Global, Reading};
use super::ui::Ui;
use crate::app::App;
use crate::app::agenda::Query;
use crate::base::env::Env;
use crate::model::agenda::MergeOptions;
use crate::model::error::{Error, Result};
use crate::model::period::Calendarist;
use crate::model::range::TimeRange;
use crate::render::{self, json};

/// Show one agenda of all accounts
///
/// Without a time it is today. Meetings that are in several mailboxes are shown once.
///
/// WHEN is a word (`today`, `tomorrow`, `yesterday`, `fri`, `weekend`, `now`), a week or month (`week`, `last week`, `this week`,
/// `next month`, `2026-W48`, `2026-11`), a distance from today (`+3d`, `+2w`, `-1d`), a date (`24 nov`,
/// `2026-11-23`, `2026-11-23T09:30`), or a range of them (`mon..fri`). A weekday is the next one, today included; at the end of a
/// range it is the first one from its start on, and that day is shown too.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("period"))]
pub struct Args {
    /// When: today, tomorrow, fri, next week, +3d, 2026-11-23, mon..fri
    #[arg(group = "period", value_name = "WHEN", num_args = 1..)]
    when: Vec<String>,
    /// Today (the default)
    #[arg(long, group = "period")]
    today: bool,
    /// Tomorrow
    #[arg(long, group = "period")]
    tomorrow: bool,
    /// This calendar week, from its first day
    #[arg(long, group = "period")]
    week: bool,
    /// The next calendar week
    #[arg(long, group = "period")]
    next_week: bool,
    /// This calendar month, from its first day
    #[arg(long, group = "period")]
    month: bool,
    /// So many days, from today
    #[arg(long, group = "period", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    days: Option<u32>,
    /// From this day or time on
    #[arg(long, value_name = "WHEN", conflicts_with = "period", allow_hyphen_values = true)]
    from: Option<String>,
    /// Up to the end of this day, or up to this time
    #[arg(long, value_name = "WHEN", conflicts_with = "period", allow_hyphen_values = true)]
    to: Option<String>,
    /// Also show meetings that you declined
    #[arg(long)]
    declined: bool,
    /// Also show meetings that were cancelled
    #[arg(long)]
    cancelled: bool,
    /// Show a meeting once for each mailbox it is in
    #[arg(long)]
    no_dedupe: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Args {
    /// Asks every account and prints what they answered, also when it is not all.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let calendarist = app.settings.calendarist();
        let range = self.range(&calendarist).map_err(|error| self.with_the_account_meant(error, app))?;
        let accounts = self.reading.accounts(app, global, env)?;
        let (style, style_on_stderr) = (ui.style(&app.settings.accounts), ui.style_on_stderr(&app.settings.accounts));
        let merge = MergeOptions { no_dedupe: self.no_dedupe, declined: self.declined, cancelled: self.cancelled };
        let answer = {
            let _spinner = ui.spinner("Reading the calendars…".to_owned());
            app.agenda(Query { accounts, range, merge, timeout: self.reading.timeout }).await
        };
        let zone = &app.settings.zone;
        if ui.is_json() {
            ui.answer(&json::agenda(&answer, zone))?;
        } else {
            ui.answer(&render::agenda(&answer, zone, calendarist.now, &style))?;
        }
        ui.note(&render::hidden(answer.hidden, &style_on_stderr));
        ui.tell(&render::missing(&answer.sources, &style_on_stderr));
        Ok(Exit::of(&answer.sources))
    }

    fn range(&self, calendarist: &Calendarist) -> Result<TimeRange> {
        if self.from.is_some() || self.to.is_some() {
            return calendarist.between(self.from.as_deref(), self.to.as_deref());
        }
        if let Some(days) = self.days {
            return calendarist.next_days(days);
        }
        let flags =
            [(self.tomorrow, "tomorrow"), (self.week, "week"), (self.next_week, "next week"), (self.month, "month")];
        match flags.into_iter().find(|(set, _)| *set) {
            Some((_, words)) => calendarist.range(words),
            None if self.when.is_empty() => calendarist.range("today"),
            None => calendarist.range(&self.when.join(" ")),
        }
    }

    /// Who types an account's name for a time is told how accounts are named.
    fn with_the_account_meant(&self, mut error: Error, app: &App) -> Error {
        let mut labels = app.settings.accounts.iter().map(|account| account.label.as_str());
        if let Some(name) = labels.find(|label| self.when.iter().any(|word| word.eq_ignore_ascii_case(label))) {
            error.hints.insert(0, format!("calcli events --account {name}"));
        }
        error
    }
}
