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
/// Without a time it is today. WHEN is a word or a date: `tomorrow`, `fri`, `next week`, `+3d`, `2026-11-23`, `2026-W48`,
/// `mon..fri`. Meetings that are in several mailboxes are shown once.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("period"))]
pub struct Args {
    /// When: today, tomorrow, fri, next week, +3d, 2026-11-23, mon..fri
    #[arg(group = "period", value_name = "WHEN", num_args = 1.., allow_hyphen_values = false)]
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
        let range = self.range(&calendarist).map_err(|why| Error::usage("bad_time", format!("{why}.")))?;
        let accounts = app.settings.reading(&global.reading_accounts(env)?, &self.reading.except)?;
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

    fn range(&self, calendarist: &Calendarist) -> std::result::Result<TimeRange, String> {
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
}
