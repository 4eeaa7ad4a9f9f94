//! When somebody is busy, without saying with what.

use super::{by_day, hours, nothing};
use crate::model::agenda::{Agenda, Source};
use crate::model::availability::Block;
use crate::model::event::{ShowAs, When};
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::columns::{self, Column};
use crate::render::forms::{Listing, ics};
use crate::render::paint::{Ink, Text};
use crate::render::{days, json};
use chrono::{DateTime, NaiveDate, Utc};

/// Time, length, how.
const COLUMNS: [Column; 3] = [Column::rigid(2), Column::rigid(2), Column::rigid(0)];

/// The busy blocks of an agenda, as an answer.
pub struct Busy<'a> {
    /// What was asked, and who answered.
    pub agenda: &'a Agenda,
    /// What was found in it.
    pub blocks: &'a [Block],
    /// Whose days they are shown on.
    pub zone: &'a Zone,
    /// When they are looked at.
    pub now: DateTime<Utc>,
}

impl Listing for Busy<'_> {
    fn json(&self) -> String {
        json::busy(self.agenda, self.blocks, self.zone)
    }

    fn sources(&self) -> &[Source] {
        &self.agenda.sources
    }

    fn rows(&self) -> &'static str {
        "busy"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[("start", "/start"), ("end", "/end"), ("show_as", "/show_as")]
    }

    fn ics(&self) -> Option<String> {
        let blocks: Vec<_> = self.blocks.iter().map(|block| (block.range, block.show_as)).collect();
        Some(ics::stretches(self.agenda, &blocks, self.zone, self.now))
    }

    fn text(&self, style: &Style) -> String {
        if self.blocks.is_empty() {
            return nothing("Nothing is busy", self.agenda, self.zone, self.now, style);
        }
        let touched = self.blocks.iter().flat_map(|block| {
            let when = When::Timed { start: block.range.start(), end: block.range.end() };
            days::touched(when, self.agenda.range, self.zone).map(move |day| (day, when, block))
        });
        let mut touched: Vec<(NaiveDate, When, &Block)> = touched.collect();
        touched.sort_by_key(|(day, ..)| *day);
        let days: Vec<NaiveDate> = touched.iter().map(|(day, ..)| *day).collect();
        let row = |(day, when, block): &(NaiveDate, When, &Block)| {
            let time = Text::new(&days::time(*when, *day, self.zone), Ink::Plain);
            let first = self.zone.date(block.range.start()) == *day;
            let length = if first { hours(block.range.length()) } else { String::new() };
            let ink = if block.show_as == ShowAs::Tentative { Ink::Dim } else { Ink::Plain };
            vec![time, Text::new(&length, Ink::Dim), Text::new(&block.show_as.name().replace('_', " "), ink)]
        };
        let rows: Vec<Vec<Text>> = touched.iter().map(row).collect();
        by_day(&days, columns::lay_out(&rows, &COLUMNS, style), self.zone.date(self.now), style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::range::TimeRange;
    use crate::render::samples::*;

    #[test]
    fn blocks_are_shown_on_the_days_they_touch_and_say_nothing_else() {
        let (agenda, zone) = (agenda_of("23T00:00", "30T00:00", Vec::new()), amsterdam());
        let block =
            |start, end, show_as| Block { range: TimeRange::new(november(start), november(end)).unwrap(), show_as };
        let blocks = [
            block("23T09:30", "23T11:00", ShowAs::Busy),
            block("23T11:00", "23T11:30", ShowAs::Tentative),
            block("24T20:00", "25T07:30", ShowAs::Oof),
        ];
        let busy = |blocks| Busy { agenda: &agenda, blocks, zone: &zone, now: november("23T09:40") };
        assert_eq!(
            busy(&blocks).text(&Style::default()),
            "\
Today · Mon 23 Nov
09:30–11:00  1 h 30 min   busy
11:00–11:30  30 min       tentative

Tomorrow · Tue 24 Nov
20:00–07:30  11 h 30 min  oof

Wed 25 Nov
→ 07:30                   oof
"
        );
        assert_eq!(busy(&[]).text(&Style::default()), "Nothing is busy from Mon 23 Nov to Sun 29 Nov.\n");
    }
}
