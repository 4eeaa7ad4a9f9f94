//! Everything about one meeting, for people: its facts, who was asked, its text, and how each mailbox has it.

use crate::model::account::Color;
use crate::model::agenda::{Agenda, Meeting, Source};
use crate::model::event::{Attendee, AttendeeKind, Event, Person, Response, Sensitivity, When};
use crate::model::handle::Handle;
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::agenda::Events;
use crate::render::clean::clean;
use crate::render::columns::{self, Column, paragraph};
use crate::render::dates;
use crate::render::forms::Listing;
use crate::render::json;
use crate::render::paint::{Ink, Text};
use crate::render::upcoming::lead;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// How many of those who were asked are named, unless all of them are wanted.
const NAMED: usize = 12;

/// One meeting, as an answer.
pub struct Details<'a> {
    /// An agenda with the meeting alone, or without any.
    pub agenda: &'a Agenda,
    /// Whose time it is shown in.
    pub zone: &'a Zone,
    /// When it is looked at.
    pub now: DateTime<Utc>,
    /// Whether everybody is named, however many they are.
    pub everybody: bool,
}

impl Listing for Details<'_> {
    fn json(&self) -> String {
        json::meeting(self.agenda, self.zone)
    }

    fn sources(&self) -> &[Source] {
        &self.agenda.sources
    }

    fn rows(&self) -> &'static str {
        "event"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        self.events().columns()
    }

    fn ics(&self) -> Option<String> {
        self.events().ics()
    }

    fn text(&self, style: &Style) -> String {
        self.agenda.meetings.first().map(|meeting| self.meeting(meeting, style)).unwrap_or_default()
    }
}

/// A heading, and what is said under it.
type Fact = (&'static str, Text);

impl Details<'_> {
    fn events(&self) -> Events<'_> {
        Events::new(self.agenda, self.zone, self.now)
    }

    fn meeting(&self, meeting: &Meeting, style: &Style) -> String {
        let event = &meeting.event;
        let subject = match clean(&event.subject).trim() {
            "" => Text::new("(no subject)", Ink::Dim),
            subject => Text::new(subject, if event.is_off() { Ink::Struck } else { Ink::Bold }),
        };
        let facts = self.facts(meeting).into_iter().filter(|(_, text)| !text.is_empty());
        let facts: Vec<Vec<Text>> = facts.map(|(name, text)| vec![Text::new(name, Ink::Dim), text]).collect();
        let columns = [Column::rigid(2), Column::wrapped(0, ' ').uncut()];
        let parts = [
            paragraph(Text::default(), subject.leading_to(event.web_url.as_deref()), style),
            lines(&columns::lay_out(&facts, &columns, style)),
            self.attendees(&invited_to(event), style),
            body(event.body.as_deref().unwrap_or_default(), style),
            copies(meeting, style),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn facts(&self, meeting: &Meeting) -> Vec<Fact> {
        let event = &meeting.event;
        let plain = |text: &str| Text::new(text.trim(), Ink::Plain);
        let private = (event.sensitivity != Sensitivity::Normal).then(|| event.sensitivity.name());
        let link = event.join_link();
        vec![
            ("when", plain(&self.when(event))),
            ("where", plain(event.location.as_deref().unwrap_or_default())),
            ("join", plain(link.as_deref().unwrap_or_default()).leading_to(link.as_deref())),
            ("organizer", event.organizer.as_ref().map(|person| plain(&named(person))).unwrap_or_default()),
            ("answer", answer(event)),
            ("shown as", plain(&words(meeting.show_as().unwrap_or(event.show_as).name()))),
            ("categories", plain(&event.categories.join(", "))),
            ("sensitivity", plain(private.unwrap_or_default())),
            ("series", plain(&self.series(event))),
            ("in", if meeting.copies.len() > 1 { Text::default() } else { plain(&place(event)) }),
            ("id", plain(&Handle::shown(meeting).to_string())),
        ]
    }

    /// Day, time, length, zone, and how long until then.
    fn when(&self, event: &Event) -> String {
        let today = self.zone.date(self.now);
        match event.when {
            When::AllDay { start, end } => {
                let last = end - TimeDelta::days(1);
                let days = (end - start).num_days();
                let heading = dates::heading(start, today);
                if days == 1 {
                    heading + ", all day"
                } else {
                    format!("{heading} to {}, {days} days", dates::day(last, today))
                }
            }
            When::Timed { start, end } => {
                let (from, to) = (self.zone.local(start), self.zone.local(end));
                let to = match to.date_naive() {
                    date if date == from.date_naive() => self.zone.clock(end),
                    date => format!("{} {}", dates::day(date, today), self.zone.clock(end)),
                };
                let times =
                    if start == end { self.zone.clock(start) } else { format!("{}–{to}", self.zone.clock(start)) };
                let length = if start == end { String::new() } else { format!(" ({})", dates::length(end - start)) };
                let lead = lead(event.when, self.now).map(|lead| format!(", {lead}")).unwrap_or_default();
                let day = dates::heading(from.date_naive(), today);
                format!("{day}, {times}{length}, {}{lead}", self.zone.name())
            }
        }
    }

    /// Whether it recurs, and whether this time it was moved.
    fn series(&self, event: &Event) -> String {
        match (event.recurring, event.original_start, event.when) {
            (false, ..) => String::new(),
            (true, Some(original), When::Timed { start, .. }) if original != start => {
                format!("recurs; this time moved from {}", dates::moment(original, self.now, self.zone))
            }
            (true, ..) => "recurs".to_owned(),
        }
    }

    /// How many answered what, and who they are.
    fn attendees(&self, all: &[Attendee], style: &Style) -> String {
        if all.is_empty() {
            return String::new();
        }
        let mut sorted: Vec<&Attendee> = all.iter().collect();
        sorted.sort_by_key(|attendee| attendee.response);
        let shown = if self.everybody { sorted.len() } else { NAMED };
        let rows: Vec<Vec<Text>> = sorted.iter().take(shown).map(|attendee| invited(attendee)).collect();
        let columns = [Column::rigid(1), Column::rigid(1), Column::wrapped(0, ' ').uncut()];
        let left = sorted.len().saturating_sub(shown);
        let more = if left == 0 {
            String::new()
        } else {
            Text::new(&format!("  … and {left} more (-v)"), Ink::Dim).line(style)
        };
        Text::new(&counted(all), Ink::Dim).line(style) + &lines(&columns::lay_out(&rows, &columns, style)) + &more
    }
}

/// The account and the calendar of an event.
fn place(event: &Event) -> String {
    format!("{} / {}", event.reference.account, event.reference.calendar_name)
}

/// Lines with their line ends.
fn lines(rows: &[Vec<String>]) -> String {
    rows.concat().into_iter().map(|line| line + "\n").collect()
}

/// `working_elsewhere` in words.
fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// A person by name and address.
fn named(Person { name, email }: &Person) -> String {
    match (name.as_deref(), email.as_deref()) {
        (Some(name), Some(email)) if name != email => format!("{name} <{email}>"),
        (name, email) => name.or(email).unwrap_or_default().to_owned(),
    }
}

/// What the owner of the mailbox answered, and that it does not take place.
fn answer(event: &Event) -> Text {
    let answer = match event.response {
        Response::None => Text::default(),
        response => Text::new(&said(response), ink(response)),
    };
    if !event.cancelled {
        return answer;
    }
    let cancelled = Text::new("cancelled", Ink::Hue(Color::Red));
    if answer.is_empty() { cancelled } else { cancelled.with(", ", Ink::Plain).and(answer) }
}

/// An answer in words.
fn said(response: Response) -> String {
    match response {
        Response::None | Response::NotResponded => "not answered".to_owned(),
        response => words(response.name()),
    }
}

fn ink(response: Response) -> Ink {
    match response {
        Response::Organizer | Response::None => Ink::Plain,
        Response::Accepted => Ink::Hue(Color::Green),
        Response::Tentative | Response::NotResponded => Ink::Hue(Color::Yellow),
        Response::Declined => Ink::Hue(Color::Red),
    }
}

/// One of those who were asked, after a sign for the answer.
fn invited(Attendee { person, kind, response }: &Attendee) -> Vec<Text> {
    let sign = match response {
        Response::Organizer => "•",
        Response::Accepted => "✓",
        Response::Tentative => "~",
        Response::Declined => "✗",
        Response::None | Response::NotResponded => "?",
    };
    let who = Text::new(&named(person), Ink::Plain);
    let who = if *kind == AttendeeKind::Required { who } else { who.with(&format!(" ({})", kind.name()), Ink::Dim) };
    vec![Text::new(" ", Ink::Plain), Text::new(sign, ink(*response)), who]
}

/// The attendees, of whom the organizer owes no answer.
fn invited_to(event: &Event) -> Vec<Attendee> {
    let address = |person: &Person| person.email.as_ref().map(|email| email.to_lowercase());
    let organizer = event.organizer.as_ref().and_then(address);
    let told = |attendee: &Attendee| {
        let is_organizer = organizer.is_some() && address(&attendee.person) == organizer;
        let response = if is_organizer { Response::Organizer } else { attendee.response };
        Attendee { response, ..attendee.clone() }
    };
    event.attendees.iter().map(told).collect()
}

/// Such as `7 attendees: 3 accepted, 4 not answered`.
fn counted(all: &[Attendee]) -> String {
    let answers = [Response::Organizer, Response::Accepted, Response::Tentative, Response::Declined];
    let count = |response| all.iter().filter(|attendee| attendee.response == response).count();
    let silent = count(Response::None) + count(Response::NotResponded);
    let counts = answers.map(|response| (count(response), said(response))).into_iter();
    let counts = counts.chain([(silent, said(Response::NotResponded))]).filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, answer)| format!("{count} {answer}")).collect();
    let noun = if all.len() == 1 { "attendee" } else { "attendees" };
    format!("{} {noun}: {}", all.len(), counts.join(", "))
}

/// The text, wrapped, without lines at its ends and with one empty line where there are several.
fn body(text: &str, style: &Style) -> String {
    let mut shown = String::new();
    let mut gap = false;
    for line in text.lines().map(clean) {
        if line.trim().is_empty() {
            gap = !shown.is_empty();
            continue;
        }
        shown += if std::mem::take(&mut gap) { "\n" } else { "" };
        let parts = with_long_words_apart(line.trim_end(), style.width).into_iter();
        shown.extend(parts.map(|part| paragraph(Text::default(), Text::new(&part, Ink::Plain), style)));
    }
    shown
}

/// A line in parts: a word that is wider than the terminal, such as a link, is one of its own.
fn with_long_words_apart(line: &str, width: Option<u16>) -> Vec<String> {
    let is_long = |word: &str| width.is_some_and(|width| word.width() > width.into());
    if !line.split(' ').any(is_long) {
        return vec![line.to_owned()];
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    words.chunk_by(|one, other| !is_long(one) && !is_long(other)).map(|part| part.join(" ")).collect()
}

/// How each mailbox has it, where it is in several calendars.
fn copies(meeting: &Meeting, style: &Style) -> String {
    if meeting.copies.len() < 2 {
        return String::new();
    }
    let row = |copy: &Arc<Event>| {
        let state = format!("{}, shown as {}", said(copy.response), words(copy.show_as.name()));
        let calendar = Text::new(&copy.reference.calendar_name, Ink::Plain);
        let differences = Text::new(&differences(copy, &meeting.event).join(", "), Ink::Plain);
        let state = Text::new(&state, Ink::Plain);
        vec![Text::new(" ", Ink::Plain), style.tag(&copy.reference.account), calendar, state, differences]
    };
    let rows: Vec<Vec<Text>> = meeting.copies.iter().map(row).collect();
    let wrapped = Column::wrapped(2, ' ');
    let columns = [Column::rigid(1), Column::rigid(2), wrapped, wrapped, Column::wrapped(0, ' ')];
    Text::new(&format!("{} copies", rows.len()), Ink::Dim).line(style)
        + &lines(&columns::lay_out(&rows, &columns, style))
}

/// What a copy says otherwise than what is shown.
fn differences(copy: &Event, shown: &Event) -> Vec<String> {
    let place = |event: &Event| event.location.clone().unwrap_or_default();
    let organizer = |event: &Event| event.organizer.as_ref().map(named).unwrap_or_default();
    let differs = |name: &str, own: String, shown: String| (own != shown).then(|| format!("{name}: {}", quoted(&own)));
    let end = |event: &Event| match event.when {
        When::AllDay { end, .. } => end.to_string(),
        When::Timed { end, .. } => end.to_rfc3339(),
    };
    let all = [
        (copy.cancelled && !shown.cancelled).then(|| "cancelled".to_owned()),
        differs("subject", copy.subject.clone(), shown.subject.clone()),
        differs("where", place(copy), place(shown)),
        differs("organizer", organizer(copy), organizer(shown)),
        (end(copy) != end(shown)).then(|| "another length".to_owned()),
        (copy.sensitivity != shown.sensitivity).then(|| copy.sensitivity.name().to_owned()),
        copy.body.as_ref().filter(|body| shown.body.as_ref() != Some(body)).map(|_| "another text".to_owned()),
    ];
    all.into_iter().flatten().collect()
}

fn quoted(text: &str) -> String {
    if text.is_empty() { "none".to_owned() } else { format!("“{text}”") }
}

#[cfg(test)]
#[path = "meeting_tests.rs"]
mod tests;
