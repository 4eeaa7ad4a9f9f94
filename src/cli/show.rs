//! `calcli show`: everything about one meeting.

use super::asking::Asking;
use super::completing;
use super::exit::Exit;
use super::global::Global;
use super::output::Output;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::error::Result;
use crate::model::handle::MeetingId;
use crate::render;

/// Show everything about one meeting
///
/// Its time, place and link, who was asked and what they answered, its text, and how each mailbox has it. Long lists of people are
/// cut, unless with `-v`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The meeting: its short id, as `calcli events --ids` and `calcli search` show it, or its `id` in JSON
    #[arg(value_name = "ID", add = completing::meetings())]
    id: MeetingId,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    asking: Asking,
}

impl Args {
    /// Looks for the meeting in every account, and reads it whole from each that has it.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.form(ui)?;
        let asked = self.asking.whom(app, global, env)?;
        let (mut agenda, problem) = ui.meeting(&self.id, &asked, app).await?;
        if let Some(meeting) = agenda.meetings.first_mut() {
            *meeting = app.whole(meeting, &mut agenda.sources, &asked, asked.deadline()).await;
        }
        let (zone, now) = (&app.settings.zone, app.settings.clock.now());
        let details = render::Details { agenda: &agenda, zone, now, everybody: global.verbose > 0 };
        ui.print(&details, &form, &app.settings.accounts)?;
        Ok(match problem {
            Some(problem) => {
                self.asking.note_who_rests(app, global, env, ui);
                ui.conclude_without(&problem, &agenda, app)
            }
            None => ui.conclude(&agenda, app),
        })
    }
}
