//! The agenda for people: a heading per day, and under it a row for every meeting that touches the day.

use crate::model::account::{Color, Label};
use crate::model::agenda::{Agenda, Meeting, is_complete};
use crate::model::event::{Event, Response, Sensitivity, ShowAs, When};
use crate::model::handle::Handle;
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::clean::clean;
use crate::render::columns::{self, Column};
use crate::render::dates;
use crate::render::days;
use crate::render::forms::Listing;
use crate::render::json;
use crate::render::paint::{Ink, Text};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Below this width, place and accounts go under the subject instead of beside it.
const STACKED_BELOW: u16 = 64;
/// Now, time, mark, subject, place, accounts, id. Where there is no room for all, the subject keeps its own the longest.
pub(super) const COLUMNS: [Column; 7] = [
    Column::rigid(1),
    Column::rigid(2),
    Column::rigid(1),
    Column::wrapped(2, ' ').in_turn(2),
    Column::wrapped(2, ' ').in_turn(0),
    Column::wrapped(2, '+').in_turn(1),
    Column::rigid(0),
];

/// The meetings of an agenda, as an answer.
pub struct Events<'a> {
    /// What was found.
    pub agenda: &'a Agenda,
    /// Whose days they are shown on.
    pub zone: &'a Zone,
    /// When they are looked at.
    pub now: DateTime<Utc>,
    /// Whether their short ids are shown to people.
    pub ids: bool,
}

impl Listing for Events<'_> {
    fn json(&self) -> String {
        json::agenda(self.agenda, self.zone)
    }

    fn rows(&self) -> &'static str {
        "events"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("start", "/start"),
            ("end", "/end"),
            ("all_day", "/all_day"),
            ("subject", "/subject"),
            ("location", "/location"),
            ("account", "/account"),
            ("calendar", "/calendar/name"),
            ("organizer", "/organizer/email"),
            ("show_as", "/show_as"),
            ("response", "/response"),
            ("categories", "/categories"),
            ("join_url", "/join_url"),
            ("id", "/id"),
        ]
    }

    fn text(&self, style: &Style) -> String {
        agenda(self.agenda, self.zone, View { ids: self.ids, ..View::new(self.zone, self.now, style) })
    }
}

/// The agenda as text. It is empty where no account answered, since then nothing is known.
fn agenda(agenda: &Agenda, zone: &Zone, view: View) -> String {
    let (first, style) = (zone.date(agenda.range.start()), view.style);
    if agenda.meetings.is_empty() {
        return view.nothing(agenda, first);
    }
    let mut placed: Vec<(NaiveDate, &Meeting)> = Vec::new();
    for meeting in &agenda.meetings {
        placed.extend(days::touched(meeting.event.when, agenda.range, zone).map(|day| (day, meeting)));
    }
    placed.sort_by_key(|(day, meeting)| (*day, !meeting.event.when.is_all_day()));

    let rows: Vec<Vec<Text>> = placed.iter().map(|(day, meeting)| view.row(meeting, *day)).collect();
    let mut text = String::new();
    let mut previous = None;
    for ((day, _), lines) in placed.iter().zip(columns::lay_out(&rows, &COLUMNS, style)) {
        if previous.replace(*day) != Some(*day) {
            text += if text.is_empty() { "" } else { "\n" };
            text += &Text::new(&dates::heading(*day, view.today), Ink::Bold).line(style);
        }
        for line in lines {
            text += &line;
            text.push('\n');
        }
    }
    text
}

/// From where an agenda is looked at.
pub(super) struct View<'a> {
    zone: &'a Zone,
    now: DateTime<Utc>,
    today: NaiveDate,
    style: &'a Style,
    ids: bool,
}

impl<'a> View<'a> {
    /// A view without ids.
    pub(super) fn new(zone: &'a Zone, now: DateTime<Utc>, style: &'a Style) -> Self {
        Self { zone, now, today: zone.date(now), style, ids: false }
    }

    /// What is said of a range in which nothing was found.
    fn nothing(&self, agenda: &Agenda, first: NaiveDate) -> String {
        if !agenda.sources.is_empty() && agenda.sources.iter().all(|source| source.fetched_at.is_none()) {
            return String::new();
        }
        let last = self.zone.date(agenda.range.end() - TimeDelta::seconds(1));
        let day = |date| dates::day(date, self.today);
        let when =
            if first == last { format!("on {}", day(first)) } else { format!("from {} to {}", day(first), day(last)) };
        let scope = if is_complete(&agenda.sources) { "" } else { " in what could be read" };
        Text::new(&format!("Nothing {when}{scope}."), Ink::Plain).line(self.style)
    }

    /// One meeting under one day.
    fn row(&self, meeting: &Meeting, day: NaiveDate) -> Vec<Text> {
        let event = &meeting.event;
        let lead = if day == self.today && self.is_now(event) {
            Text::new("▶", Ink::Hue(Color::Green))
        } else {
            Text::new(" ", Ink::Plain)
        };
        let time = Text::new(&days::time(event.when, day, self.zone), Ink::Plain);
        self.cells(lead, time, meeting, day)
    }

    /// What is said of a meeting after its lead and its time.
    pub(super) fn cells(&self, lead: Text, time: Text, meeting: &Meeting, day: NaiveDate) -> Vec<Text> {
        let event = &meeting.event;
        let (subject, place, tags) = (self.subject(event, day), place(event), self.tags(meeting));
        let id = if self.ids { Text::new(&Handle::shown(meeting).to_string(), Ink::Dim) } else { Text::default() };
        if self.style.width.is_none_or(|width| width >= STACKED_BELOW) {
            return vec![lead, time, mark(event), subject, place, tags, id];
        }
        let parts = [place, tags, id].into_iter().filter(|part| !part.is_empty());
        let below = parts.reduce(|below, part| below.with(" · ", Ink::Dim).and(part)).unwrap_or_default();
        vec![lead, time, mark(event), subject.with_line_break().and(below)]
    }

    /// Whether it is going on.
    fn is_now(&self, event: &Event) -> bool {
        matches!(event.when, When::Timed { start, end } if start <= self.now && self.now < end) && !event.is_off()
    }

    /// The subject, and in brackets what else is to be known about the meeting.
    fn subject(&self, event: &Event, day: NaiveDate) -> Text {
        let subject = match clean(&event.subject).trim() {
            "" => Text::new("(no subject)", Ink::Dim),
            subject => Text::new(subject, if event.is_off() { Ink::Struck } else { Ink::Plain }),
        }
        .leading_to(event.web_url.as_deref());
        let notes = [privacy(event), absence(event), days::count(event.when, day, self.zone)];
        let notes: Vec<String> = notes.into_iter().flatten().map(|note| columns::glued(&note)).collect();
        if notes.is_empty() { subject } else { subject.with(&format!(" ({})", notes.join(", ")), Ink::Dim) }
    }

    /// Every account that has the meeting, each in its colour.
    fn tags(&self, meeting: &Meeting) -> Text {
        let mut labels: Vec<&Label> = Vec::new();
        for copy in &meeting.copies {
            if !labels.contains(&&copy.reference.account) {
                labels.push(&copy.reference.account);
            }
        }
        labels.into_iter().fold(Text::default(), |text, label| {
            let text = if text.is_empty() { text } else { text.with("+", Ink::Dim) };
            text.and(self.style.tag(label))
        })
    }
}

/// That it is nobody else's business.
fn privacy(event: &Event) -> Option<String> {
    let private = matches!(event.sensitivity, Sensitivity::Private | Sensitivity::Confidential);
    private.then(|| event.sensitivity.name().to_owned())
}

/// Why it does not take place for this person.
fn absence(event: &Event) -> Option<String> {
    match event {
        Event { cancelled: true, .. } => Some("cancelled".to_owned()),
        Event { response: Response::Declined, .. } => Some("declined".to_owned()),
        _ => None,
    }
}

/// What is to be seen at a glance: off, unanswered, tentative.
fn mark(event: &Event) -> Text {
    if event.is_off() {
        Text::new("✗", Ink::Hue(Color::Red))
    } else if event.response == Response::NotResponded {
        Text::new("?", Ink::Hue(Color::Yellow))
    } else if event.response == Response::Tentative || event.show_as == ShowAs::Tentative {
        Text::new("~", Ink::Hue(Color::Yellow))
    } else {
        Text::default()
    }
}

/// Where it is; a click joins what is online.
fn place(event: &Event) -> Text {
    let location = clean(event.location.as_deref().unwrap_or_default());
    let place = match location.trim() {
        "" if event.join_url.is_some() => "online",
        location => location,
    };
    Text::new(place, Ink::Dim).leading_to(event.join_url.as_deref())
}

#[cfg(test)]
#[path = "agenda_tests.rs"]
mod tests;
