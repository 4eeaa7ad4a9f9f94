//! The flags that narrow an agenda down, and what is told of it then.

use super::exit::Exit;
use crate::app::App;
use crate::app::agenda::Query;
use crate::model::agenda::{Agenda, MergeOptions};
use crate::model::busy::BusyRule;
use crate::model::filter::Filter;
use crate::model::search::Needle;
use clap::builder::NonEmptyStringValueParser;

/// Which meetings are of interest.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct Interest {
    /// Only what has these words: in its subject, place, people, categories or the beginning of its text
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    search: Option<String>,
    /// Only where this person is invited: a part of a name or an address (repeatable: any of them)
    #[arg(long, value_name = "WHO", value_parser = NonEmptyStringValueParser::new())]
    attendee: Vec<String>,
    /// Only what this person called: a part of a name or an address (repeatable: any of them)
    #[arg(long, value_name = "WHO", value_parser = NonEmptyStringValueParser::new())]
    organizer: Vec<String>,
    /// Only what has this category (repeatable: any of them)
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    category: Vec<String>,
    /// Only what occupies you
    #[arg(long)]
    busy_only: bool,
    /// What is only tentative occupies nobody
    #[arg(long, requires = "busy_only")]
    ignore_tentative: bool,
    /// Only what has a time of day
    #[arg(long)]
    no_all_day: bool,
    /// Only invitations that you have answered in none of your mailboxes
    #[arg(long)]
    pending: bool,
    /// Only what recurs
    #[arg(long)]
    recurring: bool,
    /// Only what does not recur
    #[arg(long, conflicts_with = "recurring")]
    single: bool,
}

/// Which meetings of a list are of interest, and how many.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct Filters {
    #[command(flatten)]
    interest: Interest,
    /// Leave out what has ended
    #[arg(long)]
    from_now: bool,
    /// At most so many, the first ones
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    limit: Option<usize>,
    /// Exit with 1 where nothing is left to show
    #[arg(long)]
    fail_empty: bool,
}

impl Interest {
    /// The same question, for what is of interest alone; the answer counts what was left out.
    pub fn put_to(&self, query: Query) -> Query {
        asking_for(self.filter(), query)
    }

    fn filter(&self) -> Filter {
        Filter {
            search: self.search.as_deref().map(Needle::new),
            attendees: self.attendee.clone(),
            organizers: self.organizer.clone(),
            categories: self.category.clone(),
            busy: self.busy_only.then_some(BusyRule { ignore_tentative: self.ignore_tentative }),
            no_all_day: self.no_all_day,
            pending: self.pending,
            recurring: (self.recurring || self.single).then_some(self.recurring),
            from: None,
        }
    }
}

impl Filters {
    /// The same question, for what is of interest alone; the answer counts what was left out.
    pub fn put_to(&self, query: Query, app: &App) -> Query {
        asking_for(self.filter(app), query)
    }

    /// Leaves out of an answer what is not of interest, where the question was for more; what was left out is counted in it.
    pub fn narrow(&self, agenda: &mut Agenda, app: &App) {
        agenda.narrow(&self.filter(app), &app.settings.zone);
    }

    /// Leaves out of an answer what is beyond the limit; what was left out is counted in it.
    pub fn limit(&self, agenda: &mut Agenda) {
        self.limit.iter().for_each(|most| agenda.limit(*most));
    }

    fn filter(&self, app: &App) -> Filter {
        Filter { from: self.from_now.then(|| app.settings.clock.now()), ..self.interest.filter() }
    }

    /// How a command ends that would end so: an answer in which nothing is left may be asked to be a failure.
    pub fn conclude(&self, agenda: &Agenda, exit: Exit) -> Exit {
        if exit == Exit::Done && self.fail_empty && agenda.meetings.is_empty() { Exit::Failed } else { exit }
    }
}

/// A question with a filter, for all that it looks at.
fn asking_for(filter: Filter, query: Query) -> Query {
    let fields = query.fields.max(filter.fields());
    Query { fields, merge: MergeOptions { filter, ..query.merge }, ..query }
}

/// A number of meetings to show.
fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "give a number of meetings, such as 10".to_owned())
}
