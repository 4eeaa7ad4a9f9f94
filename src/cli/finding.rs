//! Finds the one meeting that an id names, or tells why it is not one.

use super::exit::Exit;
use super::ui::Ui;
use crate::app::App;
use crate::app::meeting::Asked;
use crate::model::agenda::{Agenda, Meeting, is_complete};
use crate::model::error::{Error, Kind, Result};
use crate::model::handle::MeetingId;
use crate::render;

impl Ui {
    /// The agenda of the meeting with this id alone. Where there is none, or more than one, it is empty and tells why.
    ///
    /// # Errors
    /// As [`App::agenda`].
    pub async fn meeting(&self, id: &MeetingId, asked: &Asked, app: &App) -> Result<(Agenda, Option<Error>)> {
        let _spinner = self.spinner("Reading the calendars…".to_owned());
        let mut agenda = app.called(id, asked).await?;
        let problem = match agenda.meetings.as_slice() {
            [_] => None,
            [] => Some(not_found(id, &agenda)),
            several => Some(ambiguous(id, several, app)),
        };
        if problem.is_some() {
            agenda.meetings.clear();
        }
        Ok((agenda, problem))
    }

    /// Tells what is missing and what went wrong, and how the command ends: as one that failed, unless the answer may be with an
    /// account that is missing. Where no account answered, only that is told.
    pub fn conclude_without(&self, problem: &Error, agenda: &Agenda, app: &App) -> Exit {
        if agenda.is_answered() {
            self.tell(&render::error(problem, &self.style_on_stderr(&app.settings.accounts)));
        }
        match self.conclude(agenda, app) {
            Exit::Done => Exit::Failed,
            exit => exit,
        }
    }
}

fn not_found(id: &MeetingId, agenda: &Agenda) -> Error {
    let scope = if is_complete(&agenda.sources) { "" } else { " in what could be read" };
    Error::new(Kind::Other, "no_such_meeting", format!("No meeting{scope} has the id {id}."))
        .hint("to see ids: `calcli events --ids`")
}

fn ambiguous(id: &MeetingId, several: &[Meeting], app: &App) -> Error {
    let name = |meeting: &Meeting| {
        let start = app.settings.zone.local(meeting.span(&app.settings.zone).0);
        format!("\"{}\" ({})", meeting.event.subject.trim(), start.format("%a %-d %b %H:%M"))
    };
    let names: Vec<String> = several.iter().map(name).collect();
    let message = format!("{} meetings have the id {id}: {}.", several.len(), names.join(" and "));
    let long = several.iter().map(|meeting| format!("calcli show {}", meeting.event.reference.event_id));
    long.fold(Error::new(Kind::Other, "ambiguous_id", message), Error::hint)
}
