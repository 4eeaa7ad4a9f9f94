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
use crate::model::range::TimeRange;
use crate::render::forms::Form;
use crate::render::{self, Grid, Style};

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
    view: View,
}

/// Everything about an agenda but its time: what of it is shown, of whom, and in which form. What `events` has here, `today`,
/// `week` and their kin have too.
#[derive(Debug, clap::Args)]
pub struct View {
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
        let drawing = Drawing::Form(self.view.form(ui)?);
        let range = self.period.range("today", app)?;
        self.view.show(range, &drawing, app, global, env, ui).await
    }
}

/// How an agenda is drawn.
pub enum Drawing {
    /// As a list, or in a form that other programs read.
    Form(Form),
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
        drawing: &Drawing,
        app: &App,
        global: &Global,
        env: &Env,
        ui: &mut Ui,
    ) -> Result<Exit> {
        let query = Query { merge: self.shown.merge(), ..self.asking.about(range, app, global, env)? };
        let agenda = ui.agenda(query, app).await;
        let (settings, accounts) = (&app.settings, &app.settings.accounts);
        let events = render::Events {
            agenda: &agenda,
            zone: &settings.zone,
            now: settings.clock.now(),
            week_start: settings.week_start,
            accounts,
        };
        match drawing {
            Drawing::Form(form) => ui.print(&events, form, accounts)?,
            Drawing::Grid { grid, plain, ascii } => {
                let usual = ui.style(accounts);
                let style = if *plain { Style { width: usual.width, ..Style::default() } } else { usual };
                let style = Style { ascii: *ascii || ui.knows_only_ascii(), ..style };
                ui.answer(&render::grid(&events, *grid, &style))?;
            }
        }
        ui.note(&render::hidden(agenda.hidden, &ui.style_on_stderr(accounts)));
        Ok(ui.conclude(&agenda, app))
    }
}
