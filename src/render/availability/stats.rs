//! How much time meetings take: the sum, and bars for each group.

use super::{hours, nothing};
use crate::model::agenda::{Agenda, Source, is_complete};
use crate::model::availability::{Grouping, Key, Row, Stats};
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::columns::{self, Column, paragraph};
use crate::render::forms::Listing;
use crate::render::paint::{Ink, Text};
use crate::render::{dates, json};
use chrono::{DateTime, TimeDelta, Utc};

/// Name, length, count, bar.
const COLUMNS: [Column; 4] = [Column::wrapped(2, ' '), Column::rigid(2), Column::rigid(2), Column::rigid(0)];
/// The longest bar, and the shortest that full time may have.
const BAR: (usize, usize) = (40, 5);
/// As wide as a terminal is taken for where there is none.
const NO_TERMINAL: u16 = 80;

/// What was counted, as an answer.
pub struct HoursInMeetings<'a> {
    /// What was asked, and who answered.
    pub agenda: &'a Agenda,
    /// What was counted in it.
    pub stats: &'a Stats,
    /// By what it is told; all the usual ones where it is empty.
    pub by: &'a [Grouping],
    /// Whose days they are.
    pub zone: &'a Zone,
    /// When they are looked at.
    pub now: DateTime<Utc>,
}

impl Listing for HoursInMeetings<'_> {
    fn json(&self) -> String {
        json::stats(self.agenda, self.stats, self.by, self.zone)
    }

    fn sources(&self) -> &[Source] {
        &self.agenda.sources
    }

    fn rows(&self) -> &'static str {
        "timesheet"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("by", "/by"),
            ("day", "/day"),
            ("account", "/account"),
            ("organizer", "/organizer"),
            ("category", "/category"),
            ("minutes", "/minutes"),
            ("hours", "/hours"),
            ("events", "/events"),
        ]
    }

    fn text(&self, style: &Style) -> String {
        if self.stats.events == 0 {
            return nothing("No meetings", self.agenda, self.zone, self.now, style);
        }
        let chosen = if self.by.is_empty() { &Grouping::ALL[..] } else { self.by };
        chosen.iter().fold(self.totals(style), |text, grouping| text + "\n" + &self.group(*grouping, style))
    }
}

impl HoursInMeetings<'_> {
    fn totals(&self, style: &Style) -> String {
        let Stats { minutes, events, overlap_minutes, .. } = self.stats;
        let period = dates::period(self.agenda.range, self.now, self.zone);
        let scope = if is_complete(&self.agenda.sources) { "" } else { " in what could be read" };
        let sum = format!("{} in {} {period}{scope}", length(*minutes), meetings(*events));
        let overlap = if *overlap_minutes > 0 {
            format!(", {} of it in two or more at once", length(*overlap_minutes))
        } else {
            String::new()
        };
        paragraph(Text::default(), Text::new(&format!("{sum}{overlap}."), Ink::Plain), style)
    }

    fn group(&self, grouping: Grouping, style: &Style) -> String {
        let rows: Vec<&Row> = self.stats.by(grouping).collect();
        let most = rows.iter().map(|row| row.minutes).max().unwrap_or(0).max(1);
        let names: Vec<Text> = rows.iter().map(|row| self.name(&row.key, style)).collect();
        let lengths: Vec<String> = rows.iter().map(|row| in_column(row.minutes)).collect();
        let counts: Vec<String> = rows.iter().map(|row| meetings(row.events)).collect();
        let widest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let (length_width, count_width) = (widest(&lengths), widest(&counts));
        let width = usize::from(style.width.unwrap_or(NO_TERMINAL));
        let name_width = names.iter().map(Text::width).max().unwrap_or(0).min(width / 3);
        let room = width.saturating_sub(name_width + length_width + count_width + 6).clamp(BAR.1, BAR.0);
        let cells = rows.iter().zip(names).zip(lengths.iter().zip(&counts)).map(|((row, name), (length, count))| {
            let share = usize::try_from(row.minutes * i64::try_from(room).unwrap_or(0) / most).unwrap_or(0);
            let block = if style.width.is_some() { "█" } else { "#" };
            let ink =
                row.key.account().and_then(|account| style.account_colors.get(account)).map(|color| Ink::Hue(*color));
            let bar = Text::new(&block.repeat(share.max(1)), ink.unwrap_or(Ink::Plain));
            let number = |text: &str, width: usize| Text::new(&format!("{text:>width$}"), Ink::Plain);
            vec![name, number(length, length_width), number(count, count_width), bar]
        });
        let cells: Vec<Vec<Text>> = cells.collect();
        let heading = Text::new(heading(grouping), Ink::Bold).line(style);
        columns::lay_out(&cells, &COLUMNS, style).concat().into_iter().fold(heading, |text, line| text + &line + "\n")
    }

    fn name(&self, key: &Key, style: &Style) -> Text {
        let today = self.zone.date(self.now);
        match key {
            Key::Account(account) => style.tag(account),
            Key::Day(day) => Text::new(&dates::day(*day, today), Ink::Plain),
            Key::DayAccount(day, account) => {
                Text::new(&dates::day(*day, today), Ink::Plain).with(" ", Ink::Plain).and(style.tag(account))
            }
            Key::Organizer(Some(name)) | Key::Category(Some(name)) => Text::new(name, Ink::Plain),
            Key::Organizer(None) | Key::Category(None) => Text::new("(none)", Ink::Dim),
        }
    }
}

fn heading(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Account => "By account",
        Grouping::Day => "By day",
        Grouping::Organizer => "By organizer",
        Grouping::Category => "By category",
        Grouping::DayAccount => "By day and account",
    }
}

fn length(minutes: i64) -> String {
    hours(TimeDelta::minutes(minutes))
}

/// A length that stands above others.
fn in_column(minutes: i64) -> String {
    format!("{} h {:02} min", minutes / 60, minutes % 60)
}

fn meetings(count: usize) -> String {
    format!("{count} meeting{}", if count == 1 { "" } else { "s" })
}

/// That meetings of whole days were not counted; empty where there are none.
pub fn whole_days(count: usize, style: &Style) -> String {
    let (noun, verb) = if count == 1 { ("meeting", "is") } else { ("meetings", "are") };
    let text = format!("{count} {noun} of whole days {verb} not counted (--all-day)");
    if count == 0 { String::new() } else { paragraph(Text::default(), Text::new(&text, Ink::Dim), style) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::agenda::Meeting;
    use crate::model::availability::stats;
    use crate::model::busy::BusyRule;
    use crate::model::event::Event;
    use crate::render::samples::{agenda_of, amsterdam, event, meeting, november, style};
    use unicode_width::UnicodeWidthStr;

    fn shown(meetings: Vec<Meeting>, by: &[Grouping], style: &Style) -> String {
        let (agenda, zone) = (agenda_of("23T00:00", "30T00:00", meetings), amsterdam());
        let stats = stats(&agenda.meetings, agenda.range, BusyRule::default(), false, &zone);
        HoursInMeetings { agenda: &agenda, stats: &stats, by, zone: &zone, now: november("23T09:40") }.text(style)
    }

    fn some_meetings() -> Vec<Meeting> {
        let call = Event {
            categories: vec!["Big \u{1b}[2Jdeal".to_owned()],
            ..event("marimer", "Call", "24T10:00", "24T10:30")
        };
        vec![
            meeting(event("xebia", "Planning", "23T10:00", "23T12:00")),
            meeting(event("xebia", "Review", "23T11:30", "23T12:30")),
            meeting(call),
        ]
    }

    #[test]
    fn in_a_pipe_bars_are_plain_and_the_longest_fits_a_usual_terminal() {
        let text = shown(some_meetings(), &[], &Style::default());
        let bar = "#".repeat(40);
        assert!(
            text.starts_with(&format!(
                "\
3 h in 3 meetings from Mon 23 Nov to Sun 29 Nov, 30 min of it in two or more at once.

By account
xebia    2 h 30 min  2 meetings  {bar}
marimer  0 h 30 min   1 meeting  ########

By day
Mon 23 Nov  2 h 30 min  2 meetings  {bar}
Tue 24 Nov  0 h 30 min   1 meeting  ########

By organizer
"
            )),
            "{text}"
        );
        assert!(text.contains("By category\n(none)    2 h 30 min") && text.contains("Big deal"), "{text}");
        assert!(text.lines().all(|line| line.width() <= 80 + 10), "{text}");
    }

    #[test]
    fn on_a_terminal_bars_fit_and_have_the_colour_of_their_account() {
        for width in [40, 60, 80, 140] {
            let text = shown(some_meetings(), &Grouping::ALL, &style(false, Some(width)));
            assert!(text.lines().all(|line| line.width() <= usize::from(width)), "{width}:\n{text}");
            assert!(text.contains('█') && !text.contains('#'), "{text}");
        }
        let text = shown(some_meetings(), &[Grouping::Account], &style(true, Some(80)));
        assert!(text.contains("\u{1b}[38;5;164m███") && text.contains("\u{1b}[38;5;30m███"), "{text:?}");
    }

    #[test]
    fn only_the_groups_that_were_asked_for_are_shown() {
        let text = shown(some_meetings(), &[Grouping::DayAccount], &Style::default());
        assert!(text.contains("By day and account\nMon 23 Nov xebia ") && !text.contains("By day\n"), "{text}");
        assert_eq!(shown(Vec::new(), &[], &Style::default()), "No meetings from Mon 23 Nov to Sun 29 Nov.\n");
    }

    #[test]
    fn whole_days_that_were_left_out_are_told() {
        assert_eq!(whole_days(0, &Style::default()), "");
        assert_eq!(whole_days(1, &Style::default()), "1 meeting of whole days is not counted (--all-day)\n");
    }
}
