//! `calcli conflicts`: the meetings that overlap.

use super::asking::Asking;
use super::exit::Exit;
use super::global::Global;
use super::output::Output;
use super::period::Period;
use super::reckoning::{Reckoning, USUAL, length};
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::availability::{MOST_CONFLICTS, conflicts};
use crate::model::error::{Error, Kind, Result};
use crate::render;
use chrono::TimeDelta;

/// Show every two meetings that overlap, in one account or across accounts
///
/// Without a time it is today and the six days after it. A meeting that is in several mailboxes is one meeting, and meetings that
/// follow each other do not overlap. Meetings count that are busy, tentative or out of office, those of whole days too; not those
/// that are shown as free or as working elsewhere, were declined or were cancelled.
///
/// Where an account is missing from the answer, nobody knows that there are no more conflicts: that is said, and the exit code is 3.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    /// Only those that no single account shows
    #[arg(long)]
    across: bool,
    /// Only those that last so long, such as 5m
    #[arg(long, value_name = "LENGTH", value_parser = length, default_value = "0", hide_default_value = true)]
    min: TimeDelta,
    /// Only between meetings that have a time of day
    #[arg(long)]
    no_all_day: bool,
    #[command(flatten)]
    reckoning: Reckoning,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    asking: Asking,
}

impl Args {
    /// Asks every account and prints what overlaps in what they answered.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.form(ui)?;
        let range = self.period.range(USUAL, app)?;
        let mut agenda = ui.agenda(self.asking.about(range, app, global, env)?, app).await?;
        agenda.meetings.retain(|meeting| !(self.no_all_day && meeting.event.when.is_all_day()));
        let (rule, zone) = (self.reckoning.rule(), &app.settings.zone);
        let mut conflicts = conflicts(&agenda.meetings, rule, zone);
        if conflicts.len() > MOST_CONFLICTS {
            let message = format!("More than {MOST_CONFLICTS} pairs of meetings overlap in this time.");
            return Err(Error::new(Kind::Other, "too_many_conflicts", message)
                .hint("ask about less time, about one account, or leave out whole days with --no-all-day"));
        }
        conflicts.retain(|one| one.overlap.length() >= self.min && (!self.across || one.is_across(rule)));
        let now = app.settings.clock.now();
        let answer = render::Conflicts { agenda: &agenda, conflicts: &conflicts, zone, now };
        ui.print(&answer, &form, &app.settings.accounts)?;
        self.asking.note_who_rests(app, global, env, ui);
        let exit = self.reckoning.accept(ui.conclude(&agenda, app));
        if exit == Exit::Partial {
            ui.warn_of_gaps("what could not be read may overlap too");
        }
        Ok(exit)
    }
}

impl Ui {
    /// Tells that an answer is no all-clear, and why.
    pub fn warn_of_gaps(&self, why: &str) {
        self.tell(&render::no_all_clear(why, &self.style_on_stderr(&[])));
    }
}
