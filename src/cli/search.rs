//! `calcli search`: finds meetings by words.

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
use crate::model::error::{Error, Result};
use crate::model::event::Fields;
use crate::model::search::Needle;
use crate::render;

/// The time that is searched where none is given.
const USUAL: &str = "-30d..+90d";

/// Find meetings by words
///
/// Looks through the subject, the place, the organizer, the attendees, the categories and the beginning of the text. Every word has to
/// be found, in whichever of them, and case does not matter; `'"two words"'` are found as they stand. Meetings that you declined or
/// that were cancelled are found too.
///
/// Without a time it is the last 30 and the next 90 days. WHEN is as for `calcli events`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The words
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    period: Period,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    also: Also,
    #[command(flatten)]
    asking: Asking,
}

impl Args {
    /// Asks every account for all there is in the time, and prints what has the words.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.form(ui)?;
        let also = self.also.zones()?;
        let range = self.period.range(USUAL, app).map_err(|error| self.with_what_was_meant(error))?;
        let merge = MergeOptions { declined: true, cancelled: true, ..MergeOptions::default() };
        let query = Query { fields: Fields::Wide, merge, ..self.asking.about(range, app, global, env)? };
        let mut agenda = ui.agenda(query, app).await?;
        let needle = Needle::new(&self.text);
        agenda.meetings.retain(|meeting| needle.finds(meeting));
        self.filters.narrow(&mut agenda, app);
        self.filters.limit(&mut agenda);
        let (zone, now) = (&app.settings.zone, app.settings.clock.now());
        let events = render::Events { also: &also, ids: true, ..render::Events::new(&agenda, zone, now) };
        ui.print(&events, &form, &app.settings.accounts)?;
        ui.note(&render::hidden(&agenda, &ui.style_on_stderr(&app.settings.accounts)));
        Ok(self.filters.conclude(&agenda, ui.conclude(&agenda, app)))
    }

    /// What stands behind the text is a time; that it is none may mean that quotes are missing.
    fn with_what_was_meant(&self, mut error: Error) -> Error {
        let more = self.period.words();
        if error.code == "bad_time" && !more.is_empty() {
            let words = shell_words::quote(&format!("{} {more}", self.text)).into_owned();
            error.hints.insert(0, format!("to search for all of these words: `calcli search {words}`"));
        }
        error
    }
}
