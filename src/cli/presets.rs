//! `calcli today`, `tomorrow`, `week` and `month`: the agenda of a time that has a name, and the last two also as a grid.

use super::events::{Drawing, View};
use super::exit::Exit;
use super::global::Global;
use super::period::{told, whole};
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::error::{Error, Result};
use crate::model::period::Unit;
use crate::render::Grid;
use crate::render::forms::{Form, Format};

/// Show the agenda of today
#[derive(Debug, clap::Args)]
pub struct Today {
    #[command(flatten)]
    pub day: Day,
}

/// Show the agenda of tomorrow
#[derive(Debug, clap::Args)]
pub struct Tomorrow {
    #[command(flatten)]
    pub day: Day,
}

/// Show the agenda of a week, also as a grid
///
/// Without WHEN it is this week. It begins on the day that `week_start` of the config names, Monday unless it is there.
#[derive(Debug, clap::Args)]
pub struct Week {
    #[command(flatten)]
    pub week: Stretch,
}

/// Show the agenda of a month, also as a grid
///
/// Without WHEN it is this month.
#[derive(Debug, clap::Args)]
pub struct Month {
    #[command(flatten)]
    pub month: Stretch,
}

/// The flags of a day.
#[derive(Debug, clap::Args)]
pub struct Day {
    #[command(flatten)]
    view: View,
}

impl Day {
    /// Shows the day that this word means.
    pub async fn run(self, day: &str, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.view.form(ui)?;
        let range = told(app.settings.calendarist().range(day)?, app);
        self.view.show(range, Drawing::Form(&form), app, global, env, ui).await
    }
}

/// The flags of a week and of a month.
#[derive(Debug, clap::Args)]
pub struct Stretch {
    /// Another one: next, last, or any time in it, such as 2026-12-24
    #[arg(value_name = "WHEN", num_args = 1..)]
    when: Vec<String>,
    /// Draw it as a grid
    #[arg(long, conflicts_with = "tz_also", help_heading = "Output options")]
    grid: bool,
    /// Draw the grid with ASCII alone
    #[arg(long, requires = "grid", help_heading = "Output options")]
    ascii: bool,
    #[command(flatten)]
    view: View,
}

impl Stretch {
    /// Shows the week or month.
    pub async fn run(self, unit: Unit, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let form = self.view.form(ui)?;
        let drawing = if self.grid { self.drawn(unit, &form)? } else { Drawing::Form(&form) };
        let range = whole(unit, &self.when, app)?;
        self.view.show(range, drawing, app, global, env, ui).await
    }

    /// The grid, which has no other form than those for people.
    fn drawn(&self, unit: Unit, form: &Form) -> Result<Drawing<'static>> {
        let plain = match form {
            Form::Named(Format::Table) => false,
            Form::Named(Format::Plain) => true,
            _ => {
                return Err(Error::usage("grid_for_people", "A grid has no other form than table and plain.")
                    .hint("leave out --grid")
                    .hint("for a week to print: calcli week --format html"));
            }
        };
        let grid = match unit {
            Unit::Week => Grid::Week,
            Unit::Month => Grid::Month,
        };
        Ok(Drawing::Grid { grid, plain, ascii: self.ascii })
    }
}
