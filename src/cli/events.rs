//! `calcli events`: one agenda of every account.

use super::asking::Asking;
use super::exit::Exit;
use super::global::Global;
use super::output::Output;
use super::period::Period;
use super::ui::Ui;
use crate::app::App;
use crate::app::agenda::Query;
use crate::base::env::Env;
use crate::model::agenda::MergeOptions;
use crate::model::error::Result;
use crate::render;

/// Show one agenda of all accounts
///
/// Without a time it is today. Meetings that are in several mailboxes are shown once.
///
/// WHEN is a word (`today`, `tomorrow`, `yesterday`, `fri`, `weekend`, `now`), a week or month (`week`, `last week`, `this week`,
/// `next month`, `2026-W48`, `2026-11`), a distance from today (`+3d`, `+2w`, `-1d`), a date (`24 nov`,
/// `2026-11-23`, `2026-11-23T09:30`), or a range of them (`mon..fri`). A weekday is the next one, today included; at the end of a
/// range it is the first one from its start on, and that day is shown too.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    #[command(flatten)]
    shown: Shown,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    asking: Asking,
}

/// Which of the meetings that were found are shown, and how often.
#[derive(Debug, clap::Args)]
pub struct Shown {
    /// Also show meetings that you declined
    #[arg(long)]
    declined: bool,
    /// Also show meetings that were cancelled
    #[arg(long)]
    cancelled: bool,
    /// Show a meeting once for each mailbox it is in
    #[arg(long)]
    no_dedupe: bool,
    /// Show the short id of each meeting, for `calcli show` and `calcli join`
    #[arg(long)]
    pub ids: bool,
}

impl Shown {
    /// What the merge is told.
    pub fn merge(&self) -> MergeOptions {
        MergeOptions { no_dedupe: self.no_dedupe, declined: self.declined, cancelled: self.cancelled }
    }
}

impl Args {
    /// Asks every account and prints what they answered, also when it is not all.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.form(ui)?;
        let range = self.period.range("today", app)?;
        let query = Query { merge: self.shown.merge(), ..self.asking.about(range, app, global, env)? };
        let agenda = ui.agenda(query, app).await;
        let events = render::Events {
            agenda: &agenda,
            zone: &app.settings.zone,
            now: app.settings.clock.now(),
            ids: self.shown.ids,
        };
        ui.print(&events, &form, &app.settings.accounts)?;
        ui.note(&render::hidden(agenda.hidden, &ui.style_on_stderr(&app.settings.accounts)));
        Ok(ui.conclude(&agenda, app))
    }
}
