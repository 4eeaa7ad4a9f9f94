//! `calcli join`: opens the link of a meeting.

use super::asking::Asking;
use super::completing;
use super::exit::Exit;
use super::global::Global;
use super::opener::{self, Screen};
use super::ui::Ui;
use crate::app::App;
use crate::app::meeting::Asked;
use crate::base::env::Env;
use crate::model::agenda::{Agenda, Meeting};
use crate::model::error::{Error, Kind, Result};
use crate::model::handle::MeetingId;
use crate::model::range::TimeRange;
use crate::render::{clean, json};
use chrono::TimeDelta;

/// How far ahead is looked for a meeting to join.
const AHEAD: TimeDelta = TimeDelta::hours(24);

/// Open the link of a meeting
///
/// Without an id it is the meeting that is on and has a link, of several the one that began last, else the next one with a link
/// within 24 hours. The link is that of the online meeting, else the first in the place or the text that leads to a known service
/// (Teams, Meet, Zoom, Webex and others), taken out of what mail filters wrap around links. Only https links are opened.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The meeting: its short id, as `calcli events --ids` and `calcli search` show it, or its `id` in JSON
    #[arg(value_name = "ID", add = completing::meetings())]
    id: Option<MeetingId>,
    /// The one that comes next, also while another is on
    #[arg(long, conflicts_with = "id")]
    next: bool,
    /// Print the link and open nothing
    #[arg(long, conflicts_with = "copy")]
    print: bool,
    /// Put the link on the clipboard of the terminal and open nothing
    #[arg(long)]
    copy: bool,
    #[command(flatten)]
    asking: Asking,
}

impl Args {
    /// Finds a meeting with a link, and opens it.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let asked = self.asking.whom(app, global, env)?;
        let (mut agenda, problem) = match &self.id {
            Some(id) => ui.meeting(id, &asked, app).await?,
            None => (self.around_now(app, global, env, ui).await?, None),
        };
        let found = self.with_a_link(&mut agenda, &asked, app).await;
        let found = found.as_ref().map(|(meeting, link)| (meeting, link.as_str()));
        if ui.is_json() {
            ui.answer(&json::join(&agenda, found, &app.settings.zone))?;
        }
        let Some((meeting, link)) = found else {
            let problem = problem.unwrap_or_else(|| self.nothing());
            return Ok(ui.conclude_without(&problem, &agenda, app));
        };
        self.hand_over(&clean(&meeting.event.subject), link, env, ui).await?;
        Ok(ui.conclude(&agenda, app))
    }

    /// What is on and what begins within a day.
    async fn around_now(&self, app: &App, global: &Global, env: &Env, ui: &Ui) -> Result<Agenda> {
        let range = TimeRange::lasting(app.settings.clock.now(), AHEAD);
        let query = self.asking.about(range, app, global, env)?;
        ui.agenda(query, app).await
    }

    /// The first meeting that can be joined. Only where the list of events shows no link is the text of a meeting read.
    async fn with_a_link(&self, agenda: &mut Agenda, asked: &Asked, app: &App) -> Option<(Meeting, String)> {
        let (now, deadline) = (app.settings.clock.now(), asked.deadline());
        let (meetings, sources) = (&agenda.meetings, &mut agenda.sources);
        let likely = match self.id {
            Some(_) => meetings.iter().collect(),
            None => Meeting::in_order_of_joining(meetings, now, self.next),
        };
        for meeting in likely {
            if let Some(link) = meeting.event.join_link() {
                return Some((meeting.clone(), link));
            }
            let whole = app.whole(meeting, sources, asked, deadline).await;
            if let Some(link) = whole.event.join_link() {
                return Some((whole, link));
            }
        }
        None
    }

    /// Does with the link what was asked for.
    async fn hand_over(&self, subject: &str, link: &str, env: &Env, ui: &mut Ui) -> Result<()> {
        let answer = |ui: &mut Ui| if ui.is_json() { Ok(()) } else { ui.answer(link) };
        if self.print {
            return answer(ui);
        }
        if self.copy {
            ui.copy(link);
            ui.note(&format!("On the clipboard: the link of {subject}."));
            return Ok(());
        }
        if Screen::of(env) == Screen::Here && opener::open(link, env).await {
            ui.note(&format!("Opened {subject}: {link}"));
            return Ok(());
        }
        ui.note(&format!("There is no browser to open here. This is the link of {subject}:"));
        answer(ui)
    }

    /// Why nothing is joined.
    fn nothing(&self) -> Error {
        let message = match self.id {
            Some(_) => "The meeting has no link to join.",
            None if self.next => "No meeting with a link begins within 24 hours.",
            None => "No meeting with a link is on or begins within 24 hours.",
        };
        let hint = match &self.id {
            Some(id) => format!("to see what it says: `calcli show {id}`"),
            None => "to see what comes: `calcli events --ids`".to_owned(),
        };
        Error::new(Kind::Other, "nothing_to_join", message).hint(hint)
    }
}
