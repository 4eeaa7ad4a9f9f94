//! `calcli now`: what is on.

use super::asking::Asking;
use super::bar::{BarOr, Line};
use super::exit::Exit;
use super::filters::Interest;
use super::global::Global;
use super::next::{Seen, print};
use super::output::Output;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::error::Result;
use crate::model::range::TimeRange;
use crate::render::bars::Bar;
use crate::render::forms::Format;
use chrono::TimeDelta;

/// Show what is on now
///
/// First the meetings that have their times, and how long each is still on; then what takes whole days.
///
/// For a status bar `--format` prints one line: the first meeting, and how many others there are. What the bars need is told by
/// `calcli next --help`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Exit with 1 where nothing is on
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

impl Args {
    /// The status bar that is to be answered.
    pub fn bar(&self) -> Option<Bar> {
        self.output.bar()
    }

    /// Asks every account about this moment.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.bar_or_form(ui)?;
        let now = app.settings.clock.now();
        let query = self.asking.about(TimeRange::lasting(now, TimeDelta::seconds(1)), app, global, env)?;
        let agenda = ui.agenda(self.interest.put_to(query), app).await?.going_on(now);
        let seen = Seen { agenda: &agenda, now, count: 1, coming: false, fail_empty: self.fail_empty };
        print(&seen, &form, &self.line, app, ui)
    }
}
