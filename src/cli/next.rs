//! `calcli next`: what comes next, for people, scripts and status bars.

use super::asking::Asking;
use super::bar::{BarOr, Line};
use super::exit::Exit;
use super::filters::Interest;
use super::global::Global;
use super::output::Output;
use super::reckoning::some_length;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::agenda::Agenda;
use crate::model::error::Result;
use crate::model::range::TimeRange;
use crate::render;
use crate::render::bars::{Bar, Glance};
use crate::render::forms::{Form, Format};
use chrono::{DateTime, TimeDelta, Utc};

/// How far ahead is looked, unless less is wanted.
const AHEAD: TimeDelta = TimeDelta::days(7);

/// Show what comes next
///
/// The next meeting that has its times and begins within seven days, and how long it takes to begin. What you declined and what was
/// cancelled is left out.
///
/// For a status bar `--format` prints one line, such as `in 12 min Standup · Room 4`, in which whatever stands in a subject is text
/// to that bar. The line is empty where nothing comes. A bar shows no errors and no exit code: where an account is missing, the line
/// begins with ⚠.
#[derive(Debug, clap::Args)]
#[command(after_long_help = BARS)]
pub struct Args {
    /// Only what begins within this time, such as 15m or 1h30m
    #[arg(long, value_name = "LENGTH", value_parser = some_length)]
    within: Option<TimeDelta>,
    /// How many meetings
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    count: u16,
    /// Exit with 1 where nothing comes
    #[arg(long)]
    fail_empty: bool,
    #[command(flatten)]
    interest: Interest,
    #[command(flatten)]
    output: Output<BarOr<Format>>,
    #[command(flatten)]
    line: Line,
    #[command(flatten)]
    asking: Asking,
}

const BARS: &str = "\
Status bars:
  tmux        set -g status-right '#(calcli next --format tmux)'
  Waybar      \"custom/next\": { \"exec\": \"calcli next --format waybar || true\", \"return-type\": \"json\", \"interval\": 60 }
              class: now, soon (15 minutes), later, none or incomplete; alt: the same without incomplete
  Polybar     [module/next]
              type = custom/script
              exec = calcli next --format polybar
              interval = 60
  i3blocks    [next]
              command=calcli next --format i3blocks
              interval=60
  SketchyBar  sketchybar --set next label=\"$(calcli next --format sketchybar)\"
  SwiftBar    a script next.1m.sh that runs `calcli next --format swiftbar`
  any other   calcli next --format plain";

impl Args {
    /// The status bar that is to be answered.
    pub fn bar(&self) -> Option<Bar> {
        self.output.bar()
    }

    /// Asks every account about the days ahead.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.bar_or_form(ui)?;
        let now = app.settings.clock.now();
        // What begins at the last moment begins within the time.
        let range = TimeRange::lasting(now, self.within.map_or(AHEAD, |within| within + TimeDelta::seconds(1)));
        let count = usize::from(self.count);
        let query = self.interest.put_to(self.asking.about(range, app, global, env)?);
        let agenda = ui.agenda(query, app).await?.beginning(now, count);
        let seen = Seen { agenda: &agenda, now, count, coming: true, fail_empty: self.fail_empty };
        print(&seen, &form, &self.line, app, ui)
    }
}

/// What was found around now.
pub struct Seen<'a> {
    pub agenda: &'a Agenda,
    pub now: DateTime<Utc>,
    /// How many meetings a bar shows.
    pub count: usize,
    /// Whether it is what comes, and not what is on.
    pub coming: bool,
    pub fail_empty: bool,
}

/// Prints what was found, for a bar or in another form.
pub fn print(seen: &Seen, form: &BarOr<Form>, line: &Line, app: &App, ui: &mut Ui) -> Result<Exit> {
    let (&Seen { agenda, now, count, coming, fail_empty }, zone) = (seen, &app.settings.zone);
    match form {
        BarOr::Bar(bar) => ui.answer(&bar.line(&Glance { agenda, zone, now, count, width: line.width() }))?,
        BarOr::Other(form) => {
            ui.print(&render::Upcoming { agenda, zone, now, coming }, form, &app.settings.accounts)?;
        }
    }
    let exit = ui.conclude(agenda, app);
    Ok(if exit == Exit::Done && fail_empty && agenda.meetings.is_empty() { Exit::Failed } else { exit })
}
