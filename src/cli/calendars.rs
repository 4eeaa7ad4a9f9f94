//! `calcli calendars`: which calendars each account has.

use super::exit::Exit;
use super::global::{Global, Reading};
use super::output::Output;
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::error::Result;
use crate::render;

/// List the calendars of all accounts
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    reading: Reading,
}

impl Args {
    /// Asks every account and prints what they answered, also when it is not all.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.output.form(ui)?;
        let accounts = self.reading.accounts(app, global, env)?;
        let (found, sources) = {
            let _spinner = ui.spinner("Reading the calendars…".to_owned());
            app.calendars(&accounts, self.reading.timeout).await
        };
        ui.print(&render::Calendars { calendars: &found, sources: &sources }, &form, &app.settings.accounts)?;
        ui.tell(&render::missing(&sources, &ui.style_on_stderr(&app.settings.accounts)));
        Ok(Exit::of(&sources))
    }
}
