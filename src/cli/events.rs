//! `calcli events`: one agenda of every account.

use super::also::Also;
use super::asking::Asking;
use super::exit::Exit;
use super::filters::Filters;
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
/// WHEN is a day (`today`, `tomorrow`, `yesterday`, `fri`, `24 nov`, `2026-11-23`, or `+3d`, `-2w` from today), a week, weekend or
/// month (`week`, `this weekend`, `next month`, `2026-W48`, `2026-11`), a time (`now`, `9:30` of today, `fri 14:00`: the rest of
/// that day), or a length (`90m` and `2h` from now on, `-90m` until now; m is minutes). `fri` is the next Friday, today included;
/// `next fri` is the Friday of the next week, and `24 nov` without a year the nearest.
///
/// Two of them are a range: `mon..fri`, `9:30..11:00`, `today to fri`, `from mon until wed`. The last day is shown too. At the end,
/// what leaves something open is the first from the start on (`22:00..2:00` ends tomorrow), and a length without a sign goes from
/// the start (`9:30..90m`, `mon..3d`). With one end open, `from A` (or `A..`) goes on for a year, and `until B` (or `..B`) begins today.
///
/// The words are English on every machine. What can be read in two ways, such as `3/4` or `9`, is refused with both; -v shows the
/// range that was meant. A time that the clock shows twice is the first of the two; one that it skips is as much later.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    #[command(flatten)]
    shown: Shown,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    also: Also,
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
        let also = self.also.zones()?;
        let range = self.period.range("today", app)?;
        let query = Query { merge: self.shown.merge(), ..self.asking.about(range, app, global, env)? };
        let agenda = ui.agenda(self.filters.widen(query, app), app).await;
        let agenda = self.filters.narrow(agenda, app);
        let (zone, now) = (&app.settings.zone, app.settings.clock.now());
        let events = render::Events { agenda: &agenda, zone, also: &also, now, ids: self.shown.ids };
        ui.print(&events, &form, &app.settings.accounts)?;
        ui.note(&render::hidden(&agenda, &ui.style_on_stderr(&app.settings.accounts)));
        Ok(self.filters.conclude(&agenda, ui.conclude(&agenda, app)))
    }
}
