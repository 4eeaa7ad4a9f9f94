//! Meetings that overlap, two by two.

use super::{by_day, nothing};
use crate::model::agenda::{Agenda, Meeting, Source};
use crate::model::availability::Conflict;
use crate::model::event::When;
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::agenda::{mark, tags, title};
use crate::render::columns::{self, Column};
use crate::render::forms::Listing;
use crate::render::paint::{Ink, Text};
use crate::render::{dates, days, json};
use chrono::{DateTime, NaiveDate, Utc};

/// Below this width, the meetings' own times are left out.
const TIMES_FROM: u16 = 64;
/// When they overlap, for how long; and of each meeting: mark, time, subject, accounts.
const COLUMNS: [Column; 6] = [
    Column::rigid(2),
    Column::rigid(2),
    Column::rigid(1),
    Column::rigid(2),
    Column::wrapped(2, ' ').in_turn(1),
    Column::wrapped(0, '+'),
];

/// The conflicts of an agenda, as an answer.
pub struct Conflicts<'a> {
    /// What was asked, and who answered.
    pub agenda: &'a Agenda,
    /// What was found in it.
    pub conflicts: &'a [Conflict<'a>],
    /// Whose days they are shown on.
    pub zone: &'a Zone,
    /// When they are looked at.
    pub now: DateTime<Utc>,
}

impl Listing for Conflicts<'_> {
    fn json(&self) -> String {
        json::conflicts(self.agenda, self.conflicts, self.zone)
    }

    fn sources(&self) -> &[Source] {
        &self.agenda.sources
    }

    fn rows(&self) -> &'static str {
        "conflicts"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("start", "/start"),
            ("end", "/end"),
            ("minutes", "/minutes"),
            ("subject", "/events/0/subject"),
            ("account", "/events/0/account"),
            ("show_as", "/events/0/show_as"),
            ("other_subject", "/events/1/subject"),
            ("other_account", "/events/1/account"),
            ("other_show_as", "/events/1/show_as"),
        ]
    }

    fn text(&self, style: &Style) -> String {
        if self.conflicts.is_empty() {
            return nothing("No conflicts", self.agenda, self.zone, self.now, style);
        }
        let day = |conflict: &Conflict| self.zone.date(conflict.overlap.start());
        let days: Vec<NaiveDate> = self.conflicts.iter().map(day).collect();
        let pairs = self.conflicts.iter().zip(&days);
        let rows: Vec<Vec<Text>> = pairs.flat_map(|(conflict, day)| self.pair(conflict, *day, style)).collect();
        // A conflict is two rows, which stay together.
        let lines = columns::lay_out(&rows, &COLUMNS, style);
        let pairs = lines.chunks(2).map(<[Vec<String>]>::concat).collect();
        by_day(&days, pairs, self.zone.date(self.now), style)
    }
}

impl Conflicts<'_> {
    fn pair(&self, conflict: &Conflict, day: NaiveDate, style: &Style) -> [Vec<Text>; 2] {
        let overlap = When::Timed { start: conflict.overlap.start(), end: conflict.overlap.end() };
        let time = Text::new(&days::time(overlap, day, self.zone), Ink::Plain);
        let length = Text::new(&dates::length(conflict.overlap.length()), Ink::Dim);
        let meeting = |lead: [Text; 2], meeting: &Meeting| {
            let wide = style.width.is_none_or(|width| width >= TIMES_FROM);
            let own =
                if wide { days::time(meeting.event.when, self.first_day(meeting), self.zone) } else { String::new() };
            let rest = [mark(meeting), Text::new(&own, Ink::Dim), title(&meeting.event, style), tags(meeting, style)];
            lead.into_iter().chain(rest).collect()
        };
        [meeting([time, length], conflict.first), meeting(Default::default(), conflict.second)]
    }

    /// The day whose view of a meeting tells when it begins.
    fn first_day(&self, meeting: &Meeting) -> NaiveDate {
        self.zone.date(meeting.span(self.zone).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::availability::conflicts;
    use crate::model::busy::BusyRule;
    use crate::model::event::{Event, ShowAs};
    use crate::render::samples::*;

    fn shown(meetings: Vec<Meeting>, style: &Style) -> String {
        let (agenda, zone) = (agenda_of("23T00:00", "30T00:00", meetings), amsterdam());
        let conflicts = conflicts(&agenda.meetings, BusyRule::default(), &zone);
        Conflicts { agenda: &agenda, conflicts: &conflicts, zone: &zone, now: november("23T09:40") }.text(style)
    }

    fn some_meetings() -> Vec<Meeting> {
        let maybe =
            Event { show_as: ShowAs::Tentative, ..event("marimer", "Budget \u{1b}[31mcall", "23T11:30", "23T12:30") };
        vec![
            shared(event("xebia", "Architecture review", "23T11:00", "23T12:00"), "home"),
            meeting(maybe),
            meeting(event("xebia", "Night train", "24T20:00", "25T07:30")),
            meeting(event("home", "Call", "24T23:30", "25T00:30")),
        ]
    }

    #[test]
    fn each_conflict_tells_when_it_is_and_both_of_its_meetings() {
        assert_eq!(
            shown(some_meetings(), &Style::default()),
            "\
Today · Mon 23 Nov
11:30–12:00  30 min    11:00–12:00  Architecture review  xebia+home
                     ~ 11:30–12:30  Budget call          marimer

Tomorrow · Tue 24 Nov
23:30–00:30  1 h       20:00–07:30  Night train          xebia
                       23:30–00:30  Call                 home
"
        );
    }

    #[test]
    fn a_narrow_terminal_leaves_out_the_meetings_own_times() {
        let text = shown(some_meetings(), &style(false, Some(50)));
        assert!(text.contains("Architecture") && !text.contains("11:00–12:00"), "{text}");
        assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 50), "{text}");
    }

    #[test]
    fn no_conflict_is_told_with_the_time_that_was_looked_at() {
        assert_eq!(shown(Vec::new(), &Style::default()), "No conflicts from Mon 23 Nov to Sun 29 Nov.\n");
    }
}
