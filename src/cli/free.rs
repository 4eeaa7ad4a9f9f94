//! `calcli free`: when everybody is free.

use super::also::Also;
use super::asking::Asking;
use super::exit::Exit;
use super::global::Global;
use super::output::Output;
use super::period::Period;
use super::reckoning::{Reckoning, USUAL, length, some_length};
use super::ui::Ui;
use crate::app::App;
use crate::base::env::Env;
use crate::model::agenda::Agenda;
use crate::model::availability::{Block, Days, Hours, Window, blocks};
use crate::model::error::{Error, Result};
use crate::model::range::TimeRange;
use crate::model::schedule::{Guest, Schedule};
use crate::model::zone::Zone;
use crate::render;
use crate::render::forms::{Form, Format};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Show when you are free in every account, and others with you
///
/// Without a time it is today and the six days after it. Shown are the longest stretches within the hours and days that last long
/// enough. What is busy is told by `calcli busy`.
///
/// `--with` asks when other people are free, each through the work account whose tenant or user name has the domain of the address;
/// `xebia/bob@fabrikam.com` asks through the account `xebia`. Personal accounts cannot ask.
///
/// Where somebody is missing from the answer, nobody knows that the time is free: that is said, and the exit code is 3.
#[derive(Debug, clap::Args)]
#[command(mut_arg("days", |days| days.long("next-days")))]
pub struct Args {
    #[command(flatten)]
    period: Period,
    #[command(flatten)]
    wishes: Wishes,
    /// Also free for these people (repeatable)
    #[arg(long, value_name = "ADDRESS", value_delimiter = ',')]
    with: Vec<Guest>,
    #[command(flatten)]
    also: Also,
    /// Print a few lines to paste into a mail
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    reckoning: Reckoning,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    asking: Asking,
}

/// What free time has to be like.
#[derive(Debug, clap::Args)]
struct Wishes {
    /// How long it has to be
    #[arg(long, value_name = "LENGTH", value_parser = some_length, default_value = "30m")]
    duration: TimeDelta,
    /// Between which hours it has to be
    #[arg(long, value_name = "HOURS", default_value = "09:00-17:30")]
    hours: Hours,
    /// On which days it has to be: mon-fri, mon,wed, sat-tue or all
    #[arg(long = "days", id = "weekdays", value_name = "DAYS", default_value = "mon-fri")]
    weekdays: Days,
    /// How far it has to be from any meeting
    #[arg(long, value_name = "LENGTH", value_parser = length, default_value = "0", hide_default_value = true)]
    buffer: TimeDelta,
    /// Nothing that is past
    #[arg(long)]
    from_now: bool,
}

impl Args {
    /// Asks every account, and about others, and prints when all of them are free, as far as they answered.
    pub async fn run(self, app: &App, global: &Global, env: &Env, ui: &mut Ui) -> Result<Exit> {
        let (form, also) = (self.form(ui)?, self.also.zones()?);
        let range = self.period.range(USUAL, app)?;
        let window = self.wishes.window();
        // What is just outside of the range is near enough to matter where there is a buffer.
        let around = TimeRange::new(range.start() - window.buffer, range.end() + window.buffer).unwrap_or(range);
        let query = self.asking.about(around, app, global, env)?;
        let (guests, timeout) = (app.desks(&self.with, &query.accounts)?, query.timeout);
        let mut agenda = ui.agenda(query, app).await?;
        let people = app.schedules(&guests, &agenda, timeout).await;
        agenda.range = range;

        let (zone, now) = (&app.settings.zone, app.settings.clock.now());
        // Nobody offers what is past.
        let looked_at = if self.wishes.from_now || self.text { ahead(range, now) } else { Some(range) };
        let stretches = looked_at.map_or_else(Vec::new, |range| window.stretches(range, zone));
        let slots = if agenda.is_answered() {
            window.slots(&stretches, &self.busy(&agenda, around, &people, zone))
        } else {
            Vec::new()
        };
        let answer = render::Free {
            agenda: &agenda,
            people: &people,
            window: &window,
            slots: &slots,
            zone,
            also: &also,
            for_a_mail: self.text,
            now,
        };
        ui.print(&answer, &form, &app.settings.accounts)?;
        let style = ui.style_on_stderr(&app.settings.accounts);
        if stretches.is_empty() && agenda.is_answered() {
            ui.note(&render::nothing_in_the_window(&window, range, zone, &style));
        }
        let exit = match ui.conclude(&agenda, app) {
            Exit::Done if !answer.is_complete() => Exit::Partial,
            exit => exit,
        };
        ui.tell(&render::unknown(&people, &style));
        ui.note(&render::asked_about(&people, &style));
        self.asking.note_who_rests(app, global, env, ui);
        let exit = self.reckoning.accept(exit);
        if exit == Exit::Partial {
            ui.warn_of_gaps("some of this time may be taken in what could not be read");
        }
        Ok(exit)
    }

    /// A text to paste is a form of its own.
    fn form(&self, ui: &mut Ui) -> Result<Form> {
        let form = self.output.form(ui)?;
        if self.text && !matches!(form, Form::Named(Format::Table)) {
            let error = Error::usage("two_forms", "--text and --json or --format ask for two different forms.");
            return Err(error.hint("leave out one of them"));
        }
        Ok(form)
    }

    /// What is busy in any account, or for anybody else.
    fn busy(&self, agenda: &Agenda, range: TimeRange, people: &[Schedule], zone: &Zone) -> Vec<Block> {
        let rule = self.reckoning.rule();
        let others = people.iter().filter_map(|person| person.blocks.as_ref().ok()).flatten();
        let others = others.filter(|block| rule.is_busy(block.show_as)).copied();
        blocks(&agenda.meetings, range, rule, zone).chain(others).collect()
    }
}

impl Wishes {
    fn window(&self) -> Window {
        let Self { hours, weekdays: days, duration, buffer, .. } = *self;
        Window { hours, days, duration, buffer }
    }
}

/// What of a range is not past, from the next whole minute on.
fn ahead(range: TimeRange, now: DateTime<Utc>) -> Option<TimeRange> {
    let minute = TimeDelta::minutes(1);
    let next = (now + minute - TimeDelta::nanoseconds(1)).duration_trunc(minute).unwrap_or(now);
    TimeRange::new(range.start().max(next), range.end())
}
