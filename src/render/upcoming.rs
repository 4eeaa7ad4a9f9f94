//! What is on and what comes, for people: how long it takes or is left, and then what an agenda shows of a meeting.

use crate::model::agenda::{Agenda, Meeting, Source, is_complete};
use crate::model::event::When;
use crate::model::upcoming::Stage;
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::agenda::{Events, View};
use crate::render::dates;
use crate::render::days;
use crate::render::forms::Listing;
use crate::render::paint::{Ink, Text};
use chrono::{DateTime, Utc};

/// Some meetings around now, as an answer.
pub struct Upcoming<'a> {
    /// What was found.
    pub agenda: &'a Agenda,
    /// Whose days they are shown on.
    pub zone: &'a Zone,
    /// When they are looked at.
    pub now: DateTime<Utc>,
    /// Whether what begins was asked for, and not what is on.
    pub coming: bool,
}

impl Upcoming<'_> {
    fn events(&self) -> Events<'_> {
        Events::new(self.agenda, self.zone, self.now)
    }

    fn row(&self, meeting: &Meeting, view: &View) -> Vec<Text> {
        let when = meeting.event.when;
        let day = self.zone.date(when.span(self.zone).0.max(self.now));
        let lead = Text::new(&lead(when, self.now).unwrap_or_default(), Ink::Bold);
        let time = Text::new(&day_and_time(when, self.now, self.zone), Ink::Plain);
        view.cells(lead.with(" ", Ink::Plain), time, meeting, day)
    }

    /// What is said where nothing was found; nothing where no account answered.
    fn nothing(&self, style: &Style) -> String {
        let Agenda { range, sources, .. } = self.agenda;
        if !self.agenda.is_answered() {
            return String::new();
        }
        let scope = if is_complete(sources) { "" } else { " in what could be read" };
        let text = if self.coming {
            format!("Nothing begins before {}{scope}.", dates::moment(range.end(), self.now, self.zone))
        } else {
            format!("Nothing is on now{scope}.")
        };
        Text::new(&text, Ink::Plain).line(style)
    }
}

impl Listing for Upcoming<'_> {
    fn json(&self) -> String {
        self.events().json()
    }

    fn sources(&self) -> &[Source] {
        &self.agenda.sources
    }

    fn rows(&self) -> &'static str {
        self.events().rows()
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        self.events().columns()
    }

    fn ics(&self) -> Option<String> {
        self.events().ics()
    }

    fn text(&self, style: &Style) -> String {
        if self.agenda.meetings.is_empty() {
            return self.nothing(style);
        }
        let view = View::new(self.zone, self.now, style);
        let rows: Vec<Vec<Text>> = self.agenda.meetings.iter().map(|meeting| self.row(meeting, &view)).collect();
        view.lay_out(&rows).concat().into_iter().map(|line| line + "\n").collect()
    }
}

/// How long a meeting takes to begin or is still on, such as `in 12 min` and `12 min left`; `None` where it is over.
pub(super) fn lead(when: When, now: DateTime<Utc>) -> Option<String> {
    Some(match Stage::of(when, now)? {
        Stage::Now(None) => String::new(),
        Stage::Now(Some(end)) if end <= now => "now".to_owned(),
        Stage::Now(Some(end)) => format!("{} left", dates::until(end, now)),
        Stage::Soon(start) | Stage::Later(start) => format!("in {}", dates::until(start, now)),
    })
}

/// When a meeting takes place, with its day where that is not today.
pub fn day_and_time(when: When, now: DateTime<Utc>, zone: &Zone) -> String {
    let (start, today) = (zone.date(when.span(zone).0), zone.date(now));
    let day = start.max(today);
    let time = days::time(when, day, zone);
    if day == today { time } else { format!("{} {time}", dates::day(day, today)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::error::Error;
    use crate::model::event::Event;
    use crate::render::samples::{agenda_of, amsterdam, event, expired, label, meeting, november, shared, whole_days};

    fn shown(agenda: &Agenda, width: Option<u16>) -> String {
        let (zone, now) = (amsterdam(), november("23T09:40"));
        Upcoming { agenda, zone: &zone, now, coming: true }.text(&Style { width, ..Style::default() })
    }

    fn some() -> Agenda {
        let standup =
            Event { location: Some("Room 4".to_owned()), ..event("xebia", "Standup", "23T09:30", "23T09:45") };
        let conference = Event {
            when: whole_days("2026-11-22", "2026-11-25"),
            ..event("marimer", "Conference", "23T00:00", "23T00:00")
        };
        let meetings = vec![
            shared(standup, "marimer"),
            meeting(event("home", "Night\u{1b}[2J train", "22T20:00", "23T10:40")),
            meeting(conference),
            meeting(event("xebia", "Review", "23T11:00", "23T12:00")),
            meeting(event("xebia", "Goodbye", "24T09:00", "24T10:00")),
        ];
        agenda_of("23T09:40", "30T09:40", meetings)
    }

    #[test]
    fn each_tells_how_long_it_takes_or_is_left() {
        let expected = "\
5 min left      09:30–09:45             Standup                  Room 4  xebia+marimer
1 h left        → 10:40                 Night train                      home
                all day                 Conference (day 2 of 3)          marimer
in 1 h 20 min   11:00–12:00             Review                           xebia
in 23 h 20 min  Tue 24 Nov 09:00–10:00  Goodbye                          xebia
";
        assert_eq!(shown(&some(), None), expected);
    }

    #[test]
    fn nothing_is_told_as_far_as_it_is_known() {
        let mut agenda = agenda_of("23T09:40", "30T09:40", Vec::new());
        assert_eq!(shown(&agenda, None), "Nothing begins before Mon 30 Nov 09:40.\n");
        agenda.sources[0].error = Some(Error { ..expired() });
        assert_eq!(shown(&agenda, None), "Nothing begins before Mon 30 Nov 09:40 in what could be read.\n");
        agenda.sources[0].fetched_at = None;
        agenda.sources[0].account = label("xebia");
        assert_eq!(shown(&agenda, None), "");
    }
}
