//! A week in a terminal: hours down, days across, meetings that overlap side by side.

use super::cells::{elided, filled, parts, wrapped};
use super::lanes::{Place, places};
use super::plan::{Bar, Block, Day, Plan};
use super::rows::{Rows, is_night};
use super::{View, heading};
use crate::model::account::Color;
use crate::render::paint::{Ink, Text};
use chrono::{Datelike, Timelike, Weekday};
use std::iter;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// The width of the hours on the left.
const GUTTER: usize = 5;
/// Below this width a meeting says nothing any more.
const NARROWEST_LANE: usize = 3;
/// From this width on, a meeting that has rows to spare tells its times and its place.
const TALKATIVE: usize = 15;

/// The lines of the week.
pub fn lines(view: &View) -> Vec<Text> {
    let dates = view.dates();
    let plan = Plan::new(&view.agenda.meetings, &dates, view.zone);
    let room = view.width.saturating_sub(GUTTER + dates.len()).max(dates.len());
    let sheet =
        Sheet { view, widths: parts(room, dates.len()), today: dates.iter().position(|date| *date == view.today) };
    let week = match (view.week_start, dates.first()) {
        (Weekday::Mon, Some(first)) => first.format(" · week %-V").to_string(),
        _ => String::new(),
    };
    let title = view.title(&dates);
    let week = if title.width() + week.width() <= view.width { week } else { String::new() };
    let mut lines = vec![title.with(&week, Ink::Dim), sheet.headings(&plan.days), sheet.rule()];
    if !plan.band.is_empty() {
        lines.extend(sheet.band(&plan.band));
        lines.push(sheet.rule());
    }
    lines.extend(sheet.hours(&plan.days));
    lines
}

/// The columns that the week is drawn in.
struct Sheet<'a> {
    view: &'a View<'a>,
    widths: Vec<usize>,
    today: Option<usize>,
}

impl Sheet<'_> {
    fn headings(&self, days: &[Day]) -> Text {
        let narrowest = self.widths.iter().copied().min().unwrap_or(0);
        let cell = |(at, day): (usize, &Day)| {
            let is_today = self.today == Some(at);
            let mark = if is_today { "▶" } else { "" };
            let (date, weekday) = (day.date, day.date.weekday().to_string());
            let number = date.day();
            let usual = [
                format!("{mark}{}", date.format("%a %-d %b")),
                format!("{mark}{weekday} {number}"),
                format!("{mark}{} {number}", &weekday[..2]),
            ];
            let hours = day.length.num_hours();
            let unusual = usual.iter().filter(|_| hours != 24).map(|name| format!("{name} {hours}h"));
            let candidates: Vec<String> =
                unusual.chain(usual.clone()).chain([format!("{mark}{number}"), number.to_string()]).collect();
            let ink = if is_today { Ink::Hue(Color::Green) } else { Ink::Bold };
            Text::new(&heading(candidates, narrowest), ink)
        };
        self.row(Text::default(), days.iter().enumerate().map(cell))
    }

    /// A line from edge to edge, which is stronger today.
    fn rule(&self) -> Text {
        let part = |(at, width): (usize, &usize)| {
            let (line, ink) = if self.today == Some(at) { ("━", Ink::Hue(Color::Green)) } else { ("─", Ink::Dim) };
            Text::new("┼", Ink::Dim).with(&line.repeat(*width), ink)
        };
        self.widths.iter().enumerate().map(part).fold(Text::new(&"─".repeat(GUTTER), Ink::Dim), Text::and)
    }

    /// A row of cells, which are no wider than their columns.
    fn row(&self, gutter: Text, cells: impl Iterator<Item = Text>) -> Text {
        let cells = cells.zip(&self.widths).map(|(cell, width)| filled(cell, *width, ' ', Ink::Plain));
        cells.fold(filled(gutter, GUTTER, ' ', Ink::Plain), |line, cell| line.with("│", Ink::Dim).and(cell))
    }

    /// What lasts for whole days, over all of them.
    fn band(&self, bars: &[Bar]) -> Vec<Text> {
        let extents: Vec<Range<usize>> = bars.iter().map(|bar| bar.days.clone()).collect();
        let lanes: Vec<usize> = places(&extents).iter().map(|place| place.lane).collect();
        let rows = 0..lanes.iter().map(|lane| lane + 1).max().unwrap_or(0);
        let row = |lane| {
            let mut line = Text::new(&" ".repeat(GUTTER), Ink::Plain);
            let mut day = 0;
            let here = |day: usize| bars.iter().zip(&lanes).find(|(bar, own)| **own == lane && bar.days.start == day);
            while day < self.widths.len() {
                let bar = here(day).map(|(bar, _)| bar);
                let days = bar.map_or(day..day + 1, |bar| bar.days.clone());
                let width = self.widths[days.clone()].iter().sum::<usize>() + days.len() - 1;
                let cell = bar.map_or_else(Text::default, |bar| self.bar(bar, width));
                line = line.with("│", Ink::Dim).and(filled(cell, width, ' ', Ink::Plain));
                day = days.end;
            }
            line
        };
        rows.map(row).collect()
    }

    /// A meeting over its days, with an arrow where it began before them or goes on.
    fn bar(&self, bar: &Bar, width: usize) -> Text {
        let account = &bar.meeting.event.reference.account;
        let subject = self.view.subject(&bar.meeting.event);
        let words = if bar.began_before { format!("→ {subject}") } else { subject };
        let tail = if bar.goes_on && width > 4 { " →" } else { "" };
        let room = width.saturating_sub(1 + tail.chars().count());
        let text = self.view.bar(account).and(self.view.about(bar.meeting, &elided(&words, room)));
        let text = if bar.days.len() > 1 && text.width() < room { text.with(" ", Ink::Plain) } else { text };
        let line = if bar.days.len() > 1 { '─' } else { ' ' };
        filled(text, room + 1, line, self.view.style.ink(account)).with(tail, self.view.style.ink(account))
    }

    /// The hours, from the earliest that is needed to the latest.
    fn hours(&self, days: &[Day]) -> Vec<Text> {
        let local = self.view.zone.local(self.view.now);
        let now = self.today.map(|_| (local.hour() * 60 + local.minute()) as usize);
        let minutes: Vec<_> = days.iter().flat_map(|day| &day.blocks).map(|block| block.minutes.clone()).collect();
        let rows = Rows::new(&minutes, now);
        let columns = days.iter().zip(&self.widths).map(|(day, width)| self.column(day, &rows, *width));
        let columns: Vec<Column> = columns.collect();
        let line = |(at, minutes): (usize, &Range<usize>)| {
            let is_now = now.is_some_and(|now| minutes.contains(&now));
            let gutter = match minutes.start {
                _ if is_now => Text::new(&local.format("%H:%M").to_string(), Ink::Hue(Color::Red)),
                _ if is_night(minutes) => Text::new("    ⋮", Ink::Dim),
                start if start % 60 == 0 => Text::new(&clock(start), Ink::Dim),
                _ => Text::default(),
            };
            let cells = columns.iter().enumerate();
            self.row(gutter, cells.map(|(day, column)| column.cell(at, is_now.then_some(self.today == Some(day)))))
        };
        rows.iter().enumerate().map(line).collect()
    }

    /// The meetings of a day, in lanes.
    fn column(&self, day: &Day, rows: &Rows, width: usize) -> Column {
        let extents: Vec<Range<usize>> = day.blocks.iter().map(|block| rows.covered(&block.minutes)).collect();
        let placed = places(&extents).into_iter().zip(extents).zip(&day.blocks);
        let shown = placed.map(|((place, rows), block)| {
            let width = Lanes::new(width, place.lanes).width(place);
            Shown { lines: width.map(|width| self.block(block, rows.len(), width)), rows, place }
        });
        Column { width, shown: shown.collect() }
    }

    /// A meeting in so many rows of this width.
    fn block(&self, block: &Block, rows: usize, width: usize) -> Vec<Text> {
        let event = &block.meeting.event;
        let Range { start, end } = block.minutes;
        let room = width.saturating_sub(1);
        let subject = wrapped(&self.view.subject(event), room, rows);
        let subject = subject.iter().map(|line| self.view.about(block.meeting, line));
        let times = format!("{}–{}", clock(start), clock(end));
        let place = self.view.words(event.location.as_deref().unwrap_or_default());
        let more = [times.as_str(), place.trim()].into_iter().filter(|line| !line.is_empty() && width >= TALKATIVE);
        let more = more.map(|line| Text::new(&elided(line, room), Ink::Dim));
        let lines = subject.chain(more).chain(iter::repeat(Text::default())).take(rows);
        lines.map(|line| self.view.bar(&event.reference.account).and(line)).collect()
    }
}

/// A minute of the day as clocks show it.
fn clock(minute: usize) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A meeting where it stands in its column; without lines, where there is no room beside the others.
struct Shown {
    rows: Range<usize>,
    place: Place,
    lines: Option<Vec<Text>>,
}

/// The column of a day.
struct Column {
    width: usize,
    shown: Vec<Shown>,
}

impl Column {
    /// What stands in a row; where nothing does and it is now, a line, which is stronger today.
    fn cell(&self, row: usize, now: Option<bool>) -> Text {
        let here: Vec<&Shown> = self.shown.iter().filter(|shown| shown.rows.contains(&row)).collect();
        let line = match now {
            Some(true) => ('─', Ink::Hue(Color::Red)),
            Some(false) => ('┄', Ink::Dim),
            None => (' ', Ink::Plain),
        };
        let Some(first) = here.first() else { return filled(Text::default(), self.width, line.0, line.1) };
        let lanes = Lanes::new(self.width, first.place.lanes);
        let mut text = Text::default();
        for lane in 0..lanes.shown {
            let Some(one) = here.iter().find(|one| one.place.lane == lane) else {
                let width = lanes.before(lane + 1).max(text.width());
                text = filled(text, width, line.0, line.1);
                continue;
            };
            let own = one.lines.as_ref().and_then(|lines| lines.get(row - one.rows.start)).cloned().unwrap_or_default();
            text = filled(text.and(own), lanes.before((lane + one.place.span).min(lanes.shown)), ' ', Ink::Plain);
        }
        match here.iter().filter(|one| one.lines.is_none()).count() {
            0 => text,
            hidden => {
                text.and(Text::new(&elided(&format!("+{hidden}"), self.width - lanes.before(lanes.shown)), Ink::Bold))
            }
        }
    }
}

/// How the lanes of overlapping meetings share the width of a day.
struct Lanes {
    widths: Vec<usize>,
    /// How many of them have room; what is in the others is counted in the last of the widths.
    shown: usize,
}

impl Lanes {
    fn new(width: usize, count: usize) -> Self {
        let most = (width / NARROWEST_LANE).max(1);
        let shown = if count <= most { count } else { most - 1 };
        Self { widths: parts(width, count.min(most)), shown }
    }

    /// The width before a lane.
    fn before(&self, lane: usize) -> usize {
        self.widths[..lane].iter().sum()
    }

    /// The width of a meeting in this place; `None` where there is no room for it.
    fn width(&self, place: Place) -> Option<usize> {
        let end = (place.lane + place.span).min(self.shown);
        (place.lane < self.shown).then(|| self.before(end) - self.before(place.lane))
    }
}
