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
use crate::model::range::TimeRange;
use crate::render::forms::Form;
use crate::render::{self, Grid, Style};

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
/// range that was meant. A time that the clock shows twice is the first of the two; one that it skips is the change itself.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    #[command(flatten)]
    view: View,
}

/// Everything about an agenda but its time: what of it is shown, of whom, and in which form. What `events` has here, `today`,
/// `week` and their kin have too.
#[derive(Debug, clap::Args)]
pub struct View {
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
        MergeOptions {
            no_dedupe: self.no_dedupe,
            declined: self.declined,
            cancelled: self.cancelled,
            ..MergeOptions::default()
        }
    }
}

impl Args {
    /// Asks every account and prints what they answered, also when it is not all.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.view.form(ui)?;
        let range = self.period.range("today", app)?;
        self.view.show(range, Drawing::Form(&form), app, global, env, ui).await
    }
}

/// How an agenda is drawn.
pub enum Drawing<'a> {
    /// As a list, or in a form that other programs read.
    Form(&'a Form),
    /// As a grid.
    Grid {
        /// Which.
        grid: Grid,
        /// Whether without colours and links.
        plain: bool,
        /// Whether with ASCII alone, whatever the terminal can show.
        ascii: bool,
    },
}

impl View {
    /// The form that the flags ask for.
    ///
    /// # Errors
    /// As [`Output::form`].
    pub fn form(&self, ui: &mut Ui) -> Result<Form> {
        self.output.form(ui)
    }

    /// Asks every account about a range and shows what they answered, also when it is not all.
    pub async fn show(
        self,
        range: TimeRange,
        drawing: Drawing<'_>,
        app: &App,
        global: &Global,
        env: &Env,
        ui: &mut Ui,
    ) -> Result<Exit> {
        let also = self.also.zones()?;
        let query = Query { merge: self.shown.merge(), ..self.asking.about(range, app, global, env)? };
        let mut agenda = ui.agenda(self.filters.put_to(query, app), app).await?;
        self.filters.limit(&mut agenda);
        let (settings, accounts) = (&app.settings, &app.settings.accounts);
        let events = render::Events {
            agenda: &agenda,
            zone: &settings.zone,
            also: &also,
            ids: self.shown.ids,
            now: settings.clock.now(),
            week_start: settings.week_start,
            accounts,
        };
        match drawing {
            Drawing::Form(form) => ui.print(&events, form, accounts)?,
            Drawing::Grid { grid, plain, ascii } => {
                let usual = ui.style(accounts);
                let style = if plain { Style { width: usual.width, ..Style::default() } } else { usual };
                let style = Style { ascii: ascii || ui.knows_only_ascii(), ..style };
                ui.answer(&render::grid(&events, grid, &style))?;
            }
        }
        ui.note(&render::hidden(&agenda, &ui.style_on_stderr(accounts)));
        let exit = self.filters.conclude(&agenda, ui.conclude(&agenda, app));
        // The process ends now, which frees it all at once.
        std::mem::forget(agenda);
        Ok(exit)
    }
}
