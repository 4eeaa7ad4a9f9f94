//! `calcli stats`: how much time meetings take.

use super::asking::Asking;
use super::exit::Exit;
use super::global::Global;
use super::output::Output;
use super::period::Period;
use super::reckoning::Reckoning;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::availability::{Grouping, stats};
use crate::model::error::Result;
use crate::render;
use crate::render::forms::Format;
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// Show how many hours meetings take, by account, day, organizer and category
///
/// Without a time it is this calendar week. Only the time within the range counts, and every minute counts once, also where meetings
/// overlap; how much of it they do is told. Meetings of whole days are no hours in meetings, and are left out unless asked for.
///
/// With `--csv` each row is one group: `by` says which of the columns it is grouped by. `--by day-account --csv` is a timesheet: the
/// hours of each account on each day.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    /// Group by this alone (repeatable)
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    by: Vec<Grouping>,
    /// Count meetings of whole days too
    #[arg(long)]
    all_day: bool,
    /// The same as --format csv
    #[arg(long, conflicts_with_all = ["format", "json"])]
    csv: bool,
    #[command(flatten)]
    reckoning: Reckoning,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    asking: Asking,
}

impl ValueEnum for Grouping {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let typed = self.name().replace('_', "-");
        // As it is told in JSON it can be typed too.
        Some(PossibleValue::new(typed).alias(self.name()))
    }
}

impl Args {
    /// Asks every account and counts the time of what they answered.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.or(self.csv, Format::Csv).form(ui)?;
        let range = self.period.range("week", app)?;
        let agenda = ui.agenda(self.asking.about(range, app, global, env)?, app).await?;
        let zone = &app.settings.zone;
        let stats = stats(&agenda.meetings, range, self.reckoning.rule(), self.all_day, zone);
        let now = app.settings.clock.now();
        let answer = render::HoursInMeetings { agenda: &agenda, stats: &stats, by: &self.by, zone, now };
        ui.print(&answer, &form, &app.settings.accounts)?;
        ui.note(&render::whole_days(stats.whole_days, &ui.style_on_stderr(&[])));
        Ok(self.reckoning.accept(ui.conclude(&agenda, app)))
    }
}
