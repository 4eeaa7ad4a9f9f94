//! The agenda for people: a heading per day, and under it a row for every meeting that touches the day.

use crate::model::account::{Account, Color};
use crate::model::agenda::{Agenda, Meeting, Source, is_complete};
use crate::model::event::{Event, Response, Sensitivity, ShowAs, When};
use crate::model::handle::Handle;
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::clean::clean;
use crate::render::columns::{self, Column};
use crate::render::dates;
use crate::render::days;
use crate::render::forms::{Listing, ics};
use crate::render::json;
use crate::render::page;
use crate::render::paint::{Ink, Text};
use chrono::{DateTime, NaiveDate, Utc, Weekday};

/// Below this width, place and accounts go under the subject instead of beside it.
const STACKED_BELOW: usize = 64;
/// The room that the times of another zone take, such as `23:30–01:00 +1`.
const TIMES_ELSEWHERE: usize = 16;
/// Now, and the time; the time in each other zone comes after them.
const WHEN: [Column; 2] = [Column::rigid(1), Column::rigid(2)];
/// Mark, subject, place, accounts, id. Where there is no room for all, the subject keeps its own the longest.
const WHAT: [Column; 5] = [
    Column::rigid(1),
    Column::wrapped(2, ' ').in_turn(2),
    Column::wrapped(2, ' ').in_turn(0),
    Column::wrapped(2, '+').in_turn(1),
    Column::rigid(0),
];

/// What stands in the place of a subject that is empty.
pub(super) const NO_SUBJECT: &str = "(no subject)";

/// The meetings of an agenda, as an answer.
pub struct Events<'a> {
    /// What was found.
    pub agenda: &'a Agenda,
    /// Whose days they are shown on.
    pub zone: &'a Zone,
    /// In which other zones their times are shown too.
    pub also: &'a [Zone],
    /// When they are looked at.
    pub now: DateTime<Utc>,
    /// The day on which a week begins.
    pub week_start: Weekday,
    /// Every account there is, as each keeps its colour whichever others are asked.
    pub accounts: &'a [Account],
    /// Whether their short ids are shown to people.
    pub ids: bool,
}

impl<'a> Events<'a> {
    /// The meetings as they are usually looked at: in one zone, without ids, in weeks that begin on Monday.
    pub fn new(agenda: &'a Agenda, zone: &'a Zone, now: DateTime<Utc>) -> Self {
        Self { agenda, zone, now, also: &[], ids: false, week_start: Weekday::Mon, accounts: &[] }
    }
}

impl Listing for Events<'_> {
    fn json(&self) -> String {
        json::agenda(self.agenda, self.zone)
    }

    fn sources(&self) -> &[Source] {
        &self.agenda.sources
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
            ("accounts", "/copies"),
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
        View { also: self.also, ids: self.ids, ..View::new(self.zone, self.now, style) }.agenda(self.agenda)
    }

    fn html(&self) -> Option<String> {
        Some(page::page(self))
    }

    fn ics(&self) -> Option<String> {
        Some(ics::calendar(self.agenda, self.zone, self.now))
    }
}

/// From where an agenda is looked at.
pub(super) struct View<'a> {
    zone: &'a Zone,
    also: &'a [Zone],
    now: DateTime<Utc>,
    today: NaiveDate,
    style: &'a Style,
    ids: bool,
}

impl<'a> View<'a> {
    /// A view in one zone, without ids.
    pub(super) fn new(zone: &'a Zone, now: DateTime<Utc>, style: &'a Style) -> Self {
        Self { zone, also: &[], now, today: zone.date(now), style, ids: false }
    }

    /// The agenda as text. It is empty where no account answered, since then nothing is known.
    fn agenda(&self, agenda: &Agenda) -> String {
        if agenda.meetings.is_empty() {
            return self.nothing(agenda);
        }
        let mut placed: Vec<(NaiveDate, &Meeting)> = Vec::new();
        for meeting in &agenda.meetings {
            placed.extend(days::touched(meeting.event.when, agenda.range, self.zone).map(|day| (day, meeting)));
        }
        placed.sort_by_key(|(day, meeting)| (*day, !meeting.event.when.is_all_day()));

        let rows = placed.iter().map(|(day, meeting)| self.row(meeting, *day));
        let rows: Vec<Vec<Text>> = [self.zones()].into_iter().chain(rows).collect();
        let mut lines = self.lay_out(&rows).into_iter();
        let write = |text: &mut String, lines: Vec<String>| lines.iter().for_each(|line| text.extend([line, "\n"]));
        let mut text = String::new();
        write(&mut text, lines.next().filter(|zones| !zones.concat().is_empty()).unwrap_or_default());
        let mut previous = None;
        for ((day, _), lines) in placed.iter().zip(lines) {
            if previous != Some(*day) {
                text += if previous.is_none() { "" } else { "\n" };
                text += &Text::new(&dates::heading(*day, self.today), Ink::Bold).line(self.style);
                previous = Some(*day);
            }
            write(&mut text, lines);
        }
        text
    }

    /// Lays out rows of [`Self::cells`].
    pub(super) fn lay_out(&self, rows: &[Vec<Text>]) -> Vec<Vec<String>> {
        let elsewhere = self.also.iter().map(|_| WHEN[1]).filter(|_| self.is_wide());
        let columns: Vec<Column> = WHEN.into_iter().chain(elsewhere).chain(WHAT).collect();
        columns::lay_out(rows, &columns, self.style)
    }

    /// Whether there is room to put everything side by side.
    fn is_wide(&self) -> bool {
        let needed = STACKED_BELOW + self.also.len() * TIMES_ELSEWHERE;
        self.style.width.is_none_or(|width| usize::from(width) >= needed)
    }

    /// What stands above the times where they are those of several zones.
    fn zones(&self) -> Vec<Text> {
        if self.also.is_empty() || !self.is_wide() {
            return Vec::new();
        }
        let names = [self.zone].into_iter().chain(self.also).map(|zone| Text::new(&zone.place(), Ink::Dim));
        [Text::new(" ", Ink::Plain)].into_iter().chain(names).collect()
    }

    /// What is said of a range in which nothing was found.
    fn nothing(&self, agenda: &Agenda) -> String {
        if !agenda.is_answered() {
            return String::new();
        }
        let when = dates::period(agenda.range, self.now, self.zone);
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

    /// A row: what stands before it, its time, and what is said of a meeting under a day.
    pub(super) fn cells(&self, lead: Text, time: Text, meeting: &Meeting, day: NaiveDate) -> Vec<Text> {
        let event = &meeting.event;
        let subject = self.subject(event, day);
        let (place, tags) = (place(event, self.style), tags(meeting, self.style));
        let id = if self.ids { Text::new(&Handle::shown(meeting).to_string(), Ink::Dim) } else { Text::default() };
        let elsewhere = self.also.iter().map(|zone| self.elsewhere(event, day, zone));
        if self.is_wide() {
            return [lead, time]
                .into_iter()
                .chain(elsewhere)
                .chain([mark(meeting), subject, place, tags, id])
                .collect();
        }
        let below = elsewhere
            .chain([place, tags, id])
            .filter(|text| !text.is_empty())
            .reduce(|below, text| below.with(" · ", Ink::Dim).and(text));
        vec![lead, time, mark(meeting), subject.with_line_break().and(below.unwrap_or_default())]
    }

    /// The time in another zone, which is named where no heading does that. Whole days are the same days everywhere.
    fn elsewhere(&self, event: &Event, day: NaiveDate, zone: &Zone) -> Text {
        if event.when.is_all_day() {
            return Text::default();
        }
        let time = columns::glued(&days::time_elsewhere(event.when, day, self.zone, zone));
        let name = if self.is_wide() { String::new() } else { zone.place() + " " };
        Text::new(&(name + &time), Ink::Dim)
    }

    /// Whether it is going on.
    fn is_now(&self, event: &Event) -> bool {
        matches!(event.when, When::Timed { start, end } if start <= self.now && self.now < end) && !event.is_off()
    }

    /// The subject, and in brackets what else is to be known about the meeting.
    fn subject(&self, event: &Event, day: NaiveDate) -> Text {
        let subject = title(event, self.style);
        let notes = [privacy(event), absence(event), days::count(event.when, day, self.zone)];
        let notes: Vec<String> = notes.into_iter().flatten().map(|note| columns::glued(&note)).collect();
        if notes.is_empty() { subject } else { subject.with(&format!(" ({})", notes.join(", ")), Ink::Dim) }
    }
}

/// The subject; a click opens the meeting.
pub(super) fn title(event: &Event, style: &Style) -> Text {
    let title = match clean(&event.subject).trim() {
        "" => Text::new(NO_SUBJECT, Ink::Dim),
        subject => Text::new(subject, if event.is_off() { Ink::Struck } else { Ink::Plain }),
    };
    title.leading_to(event.web_url.as_deref().filter(|_| style.hyperlinks))
}

/// Where it is; a click joins what is online.
fn place(event: &Event, style: &Style) -> Text {
    let location = clean(event.location.as_deref().unwrap_or_default());
    let place = match location.trim() {
        "" if event.join_url.is_some() => "online",
        location => location,
    };
    Text::new(place, Ink::Dim).leading_to(event.join_url.as_deref().filter(|_| style.hyperlinks))
}

/// Every account that has the meeting, each in its colour.
pub(super) fn tags(meeting: &Meeting, style: &Style) -> Text {
    meeting.accounts().into_iter().fold(Text::default(), |text, label| {
        let text = if text.is_empty() { text } else { text.with("+", Ink::Dim) };
        text.and(style.tag(label))
    })
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

/// What is to be seen at a glance, as a sign: off, unanswered, tentative.
pub(super) fn sign(event: &Event) -> Option<&'static str> {
    if event.is_off() {
        Some("✗")
    } else if event.response == Response::NotResponded {
        Some("?")
    } else if event.response == Response::Tentative || event.show_as == ShowAs::Tentative {
        Some("~")
    } else {
        None
    }
}

/// The sign in its colour.
pub(super) fn mark(Meeting { event, .. }: &Meeting) -> Text {
    let color = if event.is_off() { Color::Red } else { Color::Yellow };
    sign(event).map(|sign| Text::new(sign, Ink::Hue(color))).unwrap_or_default()
}

#[cfg(test)]
#[path = "agenda_tests.rs"]
mod tests;
