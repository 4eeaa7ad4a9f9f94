//! A month like `cal`: today marked, and on every day whose meetings it has, how many, and the first of them.

use super::cells::{elided, filled, parts};
use super::{View, heading};
use crate::model::account::{Color, Label};
use crate::model::agenda::Meeting;
use crate::model::event::When;
use crate::render::days;
use crate::render::paint::{Ink, Text};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

const DAYS: usize = 7;
/// From this width of a day on, its first meetings are named.
const NAMES_FROM: usize = 9;
/// From this width on, with the time at which they begin.
const TIMES_FROM: usize = 19;

/// The lines of the month.
pub fn lines(view: &View) -> Vec<Text> {
    let dates = view.dates();
    let room = view.width.saturating_sub(DAYS - 1).max(DAYS);
    let sheet = Sheet { view, widths: parts(room, DAYS), days: by_day(view) };
    let Some(first) = dates.first() else { return Vec::new() };
    let blank = first.weekday().days_since(view.week_start) as usize;
    let cells: Vec<Option<NaiveDate>> = vec![None; blank].into_iter().chain(dates.iter().copied().map(Some)).collect();
    let mut lines = vec![Text::new(&first.format("%B %Y").to_string(), Ink::Bold), sheet.weekdays()];
    for week in cells.chunks(DAYS) {
        lines.push(sheet.rule(week));
        lines.extend(sheet.week(week));
    }
    lines.push(sheet.rule(&[]));
    lines
}

/// The meetings of every day, in the order of the agenda.
fn by_day<'a>(view: &View<'a>) -> BTreeMap<NaiveDate, Vec<&'a Meeting>> {
    let mut days: BTreeMap<NaiveDate, Vec<&Meeting>> = BTreeMap::new();
    for meeting in &view.agenda.meetings {
        for day in days::touched(meeting.event.when, view.agenda.range, view.zone) {
            days.entry(day).or_default().push(meeting);
        }
    }
    days.values_mut().for_each(|meetings| meetings.sort_by_key(|meeting| !meeting.event.when.is_all_day()));
    days
}

/// The columns that the month is drawn in.
struct Sheet<'a> {
    view: &'a View<'a>,
    widths: Vec<usize>,
    days: BTreeMap<NaiveDate, Vec<&'a Meeting>>,
}

impl Sheet<'_> {
    fn weekdays(&self) -> Text {
        let mut weekday = self.view.week_start;
        let cell = |width: &usize| {
            let name = weekday.to_string();
            weekday = weekday.succ();
            Text::new(&heading([name.clone(), name[..2].to_owned()], *width), Ink::Bold)
        };
        let cells: Vec<Text> = self.widths.iter().map(cell).collect();
        self.row(cells)
    }

    /// A line above a week, which is stronger above today.
    fn rule(&self, week: &[Option<NaiveDate>]) -> Text {
        let part = |(at, width): (usize, &usize)| {
            let is_today = week.get(at).copied().flatten() == Some(self.view.today);
            let (line, ink) = if is_today { ("━", Ink::Hue(Color::Green)) } else { ("─", Ink::Dim) };
            Text::new(if at > 0 { "┼" } else { "" }, Ink::Dim).with(&line.repeat(*width), ink)
        };
        self.widths.iter().enumerate().map(part).fold(Text::default(), Text::and)
    }

    fn row(&self, cells: impl IntoIterator<Item = Text>) -> Text {
        let cells = cells.into_iter().zip(&self.widths).map(|(cell, width)| filled(cell, *width, ' ', Ink::Plain));
        cells
            .enumerate()
            .fold(Text::default(), |line, (at, cell)| line.with(if at > 0 { "│" } else { "" }, Ink::Dim).and(cell))
    }

    /// The lines of a week.
    fn week(&self, week: &[Option<NaiveDate>]) -> Vec<Text> {
        let days: Vec<_> = week.iter().map(|date| date.map(|date| (date, self.meetings(date)))).collect();
        let days: Vec<_> = days.into_iter().chain(std::iter::repeat(None)).take(DAYS).collect();
        let width = self.widths[DAYS - 1];
        let names = match width {
            0..NAMES_FROM => 0,
            NAMES_FROM..TIMES_FROM => 2,
            _ => 4,
        };
        let heads = days
            .iter()
            .zip(&self.widths)
            .map(|(day, width)| day.map_or_else(Text::default, |(date, meetings)| self.head(date, meetings, *width)));
        let subjects = |at: usize| {
            let cells = days.iter().zip(&self.widths).map(|(day, width)| {
                let meeting = day.and_then(|(date, meetings)| Some((date, *meetings.get(at)?)));
                meeting.map_or_else(Text::default, |(date, meeting)| self.name(date, meeting, *width))
            });
            self.row(cells)
        };
        std::iter::once(self.row(heads)).chain((0..names).map(subjects)).collect()
    }

    fn meetings(&self, date: NaiveDate) -> &[&Meeting] {
        self.days.get(&date).map_or(&[], Vec::as_slice)
    }

    /// The number of a day, a mark for every account that has something in it, and how much there is.
    fn head(&self, date: NaiveDate, meetings: &[&Meeting], width: usize) -> Text {
        let is_today = date == self.view.today;
        let day = date.day();
        let candidates =
            if is_today { [format!("▶{day}"), day.to_string()] } else { [format!("{day:>2}"), day.to_string()] };
        let number = Text::new(&heading(candidates, width), if is_today { Ink::Hue(Color::Green) } else { Ink::Bold });
        let room = width.saturating_sub(number.width() + 1);
        if meetings.is_empty() || room == 0 {
            return number;
        }
        let count = meetings.len().to_string();
        let mut accounts: Vec<&Label> = Vec::new();
        for copy in meetings.iter().flat_map(|meeting| &meeting.copies) {
            if !accounts.contains(&&copy.reference.account) {
                accounts.push(&copy.reference.account);
            }
        }
        let dots = accounts.iter().take(room.saturating_sub(count.len() + 1)).map(|label| self.view.dot(label));
        let marked = dots.fold(number.with(" ", Ink::Plain), Text::and);
        if count.len() > room {
            return marked;
        }
        filled(marked, width - count.len(), ' ', Ink::Plain).with(&count, Ink::Dim)
    }

    fn name(&self, date: NaiveDate, meeting: &Meeting, width: usize) -> Text {
        let subject = self.view.subject(&meeting.event);
        let start = match meeting.event.when {
            When::Timed { start, .. } if width >= TIMES_FROM && self.view.zone.date(start) == date => {
                self.view.zone.local(start).format("%H:%M ").to_string()
            }
            _ => String::new(),
        };
        let words = elided(&(start + &subject), width - 1);
        self.view.bar(&meeting.event.reference.account).and(self.view.about(meeting, &words))
    }
}
