//! `calcli busy`: when there is something, without saying what.

use super::asking::Asking;
use super::exit::Exit;
use super::global::Global;
use super::output::Output;
use super::period::Period;
use super::reckoning::{Reckoning, USUAL};
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::availability::{blocks, merged};
use crate::model::error::Result;
use crate::render;

/// Show when you are busy in any account, without subjects
///
/// Without a time it is today and the six days after it. Blocks never overlap: each is shown as the strongest of what is in it, which is
/// `oof`, `busy`, `unknown` or `tentative`, in this order.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: Period,
    #[command(flatten)]
    reckoning: Reckoning,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    asking: Asking,
}

impl Args {
    /// Asks every account and prints when they are busy, as far as they answered.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.form(ui)?;
        let range = self.period.range(USUAL, app)?;
        let agenda = ui.agenda(self.asking.about(range, app, global, env)?, app).await?;
        let (rule, zone) = (self.reckoning.rule(), &app.settings.zone);
        let blocks = merged(blocks(&agenda.meetings, range, rule, zone));
        let answer = render::Busy { agenda: &agenda, blocks: &blocks, zone, now: app.settings.clock.now() };
        ui.print(&answer, &form, &app.settings.accounts)?;
        self.asking.note_who_rests(app, global, env, ui);
        Ok(self.reckoning.accept(ui.conclude(&agenda, app)))
    }
}
