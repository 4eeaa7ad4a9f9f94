//! The words and flags that say when.

use crate::app::App;
use crate::model::error::{Error, Result};
use crate::model::period::{Calendarist, Unit};
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
    #[arg(long, group = "period", value_name = "N", value_parser = days, allow_hyphen_values = true)]
    days: Option<u32>,
    /// From this day or time on; for a year, without --to
    #[arg(long, value_name = "WHEN", conflicts_with = "period", allow_hyphen_values = true)]
    from: Option<String>,
    /// Up to the end of this day, or up to this time
    #[arg(long, value_name = "WHEN", conflicts_with = "period", allow_hyphen_values = true)]
    to: Option<String>,
}

/// Reads a number of days from today on.
fn days(text: &str) -> std::result::Result<u32, String> {
    let found = text.parse().ok().filter(|days| *days > 0);
    found.ok_or_else(|| {
        let past = text.trim_start_matches(['-', '\u{2212}']);
        if past != text && past.parse::<u32>().is_ok() {
            return format!("it counts from today on; what is past is `calcli events --from -{past}d --to today`");
        }
        "give a number of days from today on, 1 or more; for today alone `calcli events today`".to_owned()
    })
}

impl Period {
    /// The words that mean a time, as they were typed.
    pub fn words(&self) -> String {
        self.when.join(" ")
    }

    /// The range that is meant; without any word it is `usual`.
    ///
    /// # Errors
    /// [`Kind::Usage`](crate::model::error::Kind::Usage) where the words mean no time.
    pub fn range(&self, usual: &str, app: &App) -> Result<TimeRange> {
        let calendarist = app.settings.calendarist();
        let range = self.meant(usual, &calendarist).map_err(|error| with_the_account_meant(error, &self.when, app))?;
        Ok(told(range, app))
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
}

/// The week or month that these words point into; without any it is this one.
///
/// # Errors
/// As [`Period::range`].
pub fn whole(unit: Unit, words: &[String], app: &App) -> Result<TimeRange> {
    let range = app.settings.calendarist().whole(unit, &words.join(" "));
    Ok(told(range.map_err(|error| with_the_account_meant(error, words, app))?, app))
}

/// The range, told on stderr where the user wants to know what is done.
pub fn told(range: TimeRange, app: &App) -> TimeRange {
    let calendarist = app.settings.calendarist();
    tracing::debug!("range {} in {}", calendarist.written(range), calendarist.zone.name());
    range
}

/// Who types an account's name for a time is told how accounts are named.
fn with_the_account_meant(mut error: Error, words: &[String], app: &App) -> Error {
    let mut labels = app.settings.accounts.iter().map(|account| account.label.as_str());
    if let Some(name) = labels.find(|label| words.iter().any(|word| word.eq_ignore_ascii_case(label))) {
        error.hints.insert(0, format!("calcli events --account {name}"));
    }
    error
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_counted_from_today_on_and_what_is_meant_instead_is_told() {
        assert_eq!(days("7"), Ok(7));
        let why = |text| days(text).unwrap_err();
        assert!(why("-1").ends_with("`calcli events --from -1d --to today`"), "{}", why("-1"));
        assert!(why("\u{2212}2").ends_with("`calcli events --from -2d --to today`"), "{}", why("\u{2212}2"));
        for text in ["0", "-", "seven", "1.5", "99999999999"] {
            assert!(why(text).ends_with("`calcli events today`"), "{}", why(text));
        }
    }
}
