//! The words and flags that say when.

use crate::app::App;
use crate::model::error::{Error, Result};
use crate::model::period::Calendarist;
use crate::model::range::TimeRange;

/// When.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("period"))]
pub struct Period {
    /// When: today, fri 14:00, next week, +3d, 90m, 24 nov, 2026-11-23, mon..fri, from mon
    #[arg(group = "period", value_name = "WHEN", num_args = 1..)]
    when: Vec<String>,
    /// Today
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
    /// From this day or time on; for a year, without --to
    #[arg(long, value_name = "WHEN", conflicts_with = "period", allow_hyphen_values = true)]
    from: Option<String>,
    /// Up to the end of this day, or up to this time
    #[arg(long, value_name = "WHEN", conflicts_with = "period", allow_hyphen_values = true)]
    to: Option<String>,
}

impl Period {
    /// The range that is meant; without any word it is `usual`.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage) where the words mean no time.
    pub fn range(&self, usual: &str, app: &App) -> Result<TimeRange> {
        let calendarist = app.settings.calendarist();
        let range = self.meant(usual, &calendarist).map_err(|error| self.with_the_account_meant(error, app))?;
        tracing::debug!("range {} in {}", calendarist.written(range), calendarist.zone.name());
        Ok(range)
    }

    fn meant(&self, usual: &str, calendarist: &Calendarist) -> Result<TimeRange> {
        if self.from.is_some() || self.to.is_some() {
            return calendarist.between(self.from.as_deref(), self.to.as_deref());
        }
        if let Some(days) = self.days {
            return calendarist.next_days(days);
        }
        let flags = [
            (self.today, "today"),
            (self.tomorrow, "tomorrow"),
            (self.week, "week"),
            (self.next_week, "next week"),
            (self.month, "month"),
        ];
        match flags.into_iter().find(|(set, _)| *set) {
            Some((_, words)) => calendarist.range(words),
            None if self.when.is_empty() => calendarist.range(usual),
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
