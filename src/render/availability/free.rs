//! When everybody is free: as a table, or as a few lines for a mail.

use super::{by_day, hours, nothing};
use crate::model::agenda::{Agenda, Source, is_complete};
use crate::model::availability::{Days, Window, weekdays};
use crate::model::event::{ShowAs, When};
use crate::model::range::TimeRange;
use crate::model::schedule::Schedule;
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::columns::{self, Column, paragraph};
use crate::render::forms::{Listing, ics};
use crate::render::paint::{Ink, Text};
use crate::render::problems::next_step;
use crate::render::{dates, days, json};
use chrono::{DateTime, NaiveDate, Utc};

/// Time, length, time elsewhere.
const COLUMNS: [Column; 3] = [Column::rigid(2), Column::rigid(2), Column::wrapped(0, ' ')];

/// The free time of everybody who was asked, as an answer.
pub struct Free<'a> {
    /// What was asked, and who answered.
    pub agenda: &'a Agenda,
    /// Other people who were asked about.
    pub people: &'a [Schedule],
    /// What free time has to be like.
    pub window: &'a Window,
    /// What was found.
    pub slots: &'a [TimeRange],
    /// Whose days it is shown on.
    pub zone: &'a Zone,
    /// The zones whose times are shown too.
    pub also: &'a [Zone],
    /// Whether it is to be pasted into a mail.
    pub for_a_mail: bool,
    /// When it is looked at.
    pub now: DateTime<Utc>,
}

impl Listing for Free<'_> {
    fn json(&self) -> String {
        json::free(self.agenda, self.is_complete(), self.slots, self.window, self.people, self.zone)
    }

    fn sources(&self) -> &[Source] {
        &self.agenda.sources
    }

    fn rows(&self) -> &'static str {
        "slots"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[("start", "/start"), ("end", "/end"), ("minutes", "/minutes")]
    }

    fn ics(&self) -> Option<String> {
        let slots: Vec<_> = self.slots.iter().map(|slot| (*slot, ShowAs::Free)).collect();
        Some(ics::stretches(self.agenda, &slots, self.zone, self.now))
    }

    fn text(&self, style: &Style) -> String {
        if self.slots.is_empty() {
            let what = format!("No free time of {} or more", hours(self.window.duration));
            return nothing(&what, self.agenda, self.zone, self.now, style);
        }
        if self.for_a_mail { self.mail() } else { self.table(style) }
    }
}

impl Free<'_> {
    /// Whether everybody who was asked is known.
    pub fn is_complete(&self) -> bool {
        is_complete(&self.agenda.sources) && self.people.iter().all(|person| person.blocks.is_ok())
    }

    fn table(&self, style: &Style) -> String {
        let touched = self.slots.iter().flat_map(|slot| {
            let when = When::Timed { start: slot.start(), end: slot.end() };
            days::touched(when, self.agenda.range, self.zone).map(move |day| (day, when, slot))
        });
        let mut touched: Vec<(NaiveDate, When, &TimeRange)> = touched.collect();
        touched.sort_by_key(|(day, ..)| *day);
        let days: Vec<NaiveDate> = touched.iter().map(|(day, ..)| *day).collect();
        let row = |(day, when, slot): &(NaiveDate, When, &TimeRange)| {
            let time = Text::new(&days::time(*when, *day, self.zone), Ink::Plain);
            let is_first = self.zone.date(slot.start()) == *day;
            let length = if is_first { hours(slot.length()) } else { String::new() };
            let also = self.also.iter().filter(|_| is_first);
            let also: Vec<_> = also.map(|zone| format!("{} {}", clocks(**slot, *day, zone), zone.name())).collect();
            vec![time, Text::new(&length, Ink::Dim), Text::new(&also.join(", "), Ink::Dim)]
        };
        let rows: Vec<Vec<Text>> = touched.iter().map(row).collect();
        by_day(&days, columns::lay_out(&rows, &COLUMNS, style), self.zone.date(self.now), style)
    }

    /// One line for each day, to be read by somebody who may live elsewhere.
    fn mail(&self) -> String {
        let names: Vec<&str> = self.also.iter().map(Zone::name).collect();
        let elsewhere = if names.is_empty() { String::new() } else { format!("; in brackets {}", names.join(", ")) };
        let doubt = if self.is_complete() { "" } else { ", unless a calendar that I cannot see now says otherwise" };
        let mut text = format!("I am free at these times{doubt} ({}{elsewhere}):\n", self.zone.name());
        let today = self.zone.date(self.now);
        for slots in self.slots.chunk_by(|one, two| self.zone.date(one.start()) == self.zone.date(two.start())) {
            let day = slots.first().map_or(today, |slot| self.zone.date(slot.start()));
            let slot = |slot: &TimeRange| {
                let also: Vec<String> = self.also.iter().map(|zone| clocks(*slot, day, zone)).collect();
                let also = if also.is_empty() { String::new() } else { format!(" ({})", also.join(", ")) };
                clocks(*slot, day, self.zone) + &also
            };
            let slots: Vec<String> = slots.iter().map(slot).collect();
            text += &format!("{}: {}\n", dates::day(day, today), slots.join(", "));
        }
        text
    }
}

/// The times of a slot on the clocks of a zone, with the weekday where it is another than that of the day it is told on.
fn clocks(slot: TimeRange, day: NaiveDate, zone: &Zone) -> String {
    let (start, end) = (zone.local(slot.start()), zone.local(slot.end()));
    let lead =
        |date: NaiveDate, told: NaiveDate| if date == told { String::new() } else { date.format("%a ").to_string() };
    let is_day_end = end.time() == chrono::NaiveTime::MIN;
    let last = if is_day_end { end.date_naive().pred_opt().unwrap_or(end.date_naive()) } else { end.date_naive() };
    let closing = if is_day_end { "24:00".to_owned() } else { zone.clock(slot.end()) };
    let (first_lead, last_lead) = (lead(start.date_naive(), day), lead(last, start.date_naive()));
    format!("{first_lead}{}–{last_lead}{closing}", zone.clock(slot.start()))
}

/// That the hours and days leave nothing of a range to look at, and what to type for another look.
pub fn nothing_in_the_window(window: &Window, range: TimeRange, zone: &Zone, style: &Style) -> String {
    let days = weekdays(range, zone);
    let (why, step) = if days.iter().any(|day| window.days.contain(*day)) {
        (format!("Nothing of this time is within {}.", window.hours), "--hours 00:00-24:00".to_owned())
    } else {
        let here: Days = days.into_iter().collect();
        (format!("No day of this time is one of {}.", window.days), format!("--days {here}"))
    };
    paragraph(Text::default(), Text::new(&why, Ink::Plain), style) + &next_step(&step, 2, style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::error::{Error, Kind};
    use crate::render::samples::*;
    use chrono::TimeDelta;
    use jiff::tz::TimeZoneDatabase;

    const WINDOW: fn() -> Window = || Window {
        hours: "09:00-17:30".parse().unwrap(),
        days: "mon-fri".parse().unwrap(),
        duration: TimeDelta::minutes(30),
        buffer: TimeDelta::zero(),
    };

    fn new_york() -> Zone {
        Zone::new("America/New_York", TimeZoneDatabase::bundled().get("America/New_York").unwrap())
    }

    fn shown(slots: &[(&str, &str)], also: &[Zone], for_a_mail: bool) -> String {
        shown_of(&agenda_of("23T00:00", "30T00:00", Vec::new()), slots, also, for_a_mail)
    }

    fn shown_of(agenda: &Agenda, slots: &[(&str, &str)], also: &[Zone], for_a_mail: bool) -> String {
        let zone = amsterdam();
        let slots: Vec<_> =
            slots.iter().map(|(start, end)| TimeRange::new(november(start), november(end)).unwrap()).collect();
        let (window, people, now) = (&WINDOW(), &[], november("23T09:40"));
        let free = Free { agenda, people, window, slots: &slots, zone: &zone, also, for_a_mail, now };
        free.text(&Style::default())
    }

    const SLOTS: [(&str, &str); 3] = [("23T09:00", "23T09:30"), ("23T16:00", "23T17:30"), ("24T09:00", "24T17:30")];

    #[test]
    fn slots_are_shown_by_day_with_their_lengths() {
        assert_eq!(
            shown(&SLOTS, &[], false),
            "\
Today · Mon 23 Nov
09:00–09:30  30 min
16:00–17:30  1 h 30 min

Tomorrow · Tue 24 Nov
09:00–17:30  8 h 30 min
"
        );
        assert_eq!(shown(&[], &[], false), "No free time of 30 min or more from Mon 23 Nov to Sun 29 Nov.\n");
    }

    #[test]
    fn another_zone_has_a_column_of_its_own() {
        let text = shown(&SLOTS[..2], &[new_york()], false);
        assert!(text.contains("16:00–17:30  1 h 30 min  10:00–11:30 America/New_York\n"), "{text}");
    }

    #[test]
    fn a_mail_has_a_line_for_each_day_in_both_zones() {
        assert_eq!(
            shown(&SLOTS, &[new_york()], true),
            "\
I am free at these times (Europe/Amsterdam; in brackets America/New_York):
Mon 23 Nov: 09:00–09:30 (03:00–03:30), 16:00–17:30 (10:00–11:30)
Tue 24 Nov: 09:00–17:30 (03:00–11:30)
"
        );
        assert!(
            shown(&SLOTS[..1], &[], true)
                .starts_with("I am free at these times (Europe/Amsterdam):\nMon 23 Nov: 09:00–09:30\n")
        );
    }

    #[test]
    fn a_mail_promises_nothing_of_a_calendar_that_could_not_be_read() {
        let mut agenda = agenda_of("23T00:00", "30T00:00", Vec::new());
        agenda.sources[0].error = Some(expired());
        let text = shown_of(&agenda, &SLOTS[..1], &[], true);
        assert!(text.starts_with("I am free at these times, unless a calendar that I cannot see now says"), "{text}");
    }

    #[test]
    fn other_days_are_named_here_and_elsewhere() {
        let slots = [("23T00:00", "23T08:00"), ("24T22:00", "25T09:00"), ("26T22:00", "27T00:00")];
        let text = shown(&slots, &[new_york()], true);
        assert!(text.contains("Mon 23 Nov: 00:00–08:00 (Sun 18:00–Mon 02:00)\n"), "{text}");
        assert!(text.contains("Tue 24 Nov: 22:00–Wed 09:00 (16:00–Wed 03:00)\n"), "{text}");
        assert!(text.contains("Thu 26 Nov: 22:00–24:00 (16:00–18:00)\n"), "{text}");
    }

    #[test]
    fn what_to_type_is_told_where_days_or_hours_leave_nothing() {
        let told = |start, end| {
            let range = TimeRange::new(november(start), november(end)).unwrap();
            nothing_in_the_window(&WINDOW(), range, &amsterdam(), &Style::default())
        };
        assert_eq!(told("28T00:00", "30T00:00"), "No day of this time is one of mon-fri.\n  → --days sat,sun\n");
        assert_eq!(
            told("23T19:00", "23T22:00"),
            "Nothing of this time is within 09:00-17:30.\n  → --hours 00:00-24:00\n"
        );
    }

    #[test]
    fn somebody_unknown_makes_it_incomplete() {
        let (agenda, zone, window) = (agenda_of("23T00:00", "30T00:00", Vec::new()), amsterdam(), WINDOW());
        let unknown = Schedule {
            email: "bob@xebia.com".to_owned(),
            account: label("xebia"),
            blocks: Err(Error::new(Kind::Other, "ErrorMailRecipientNotFound", "Nobody.")),
        };
        let complete = |people: &[Schedule]| {
            let free = Free {
                agenda: &agenda,
                people,
                window: &window,
                slots: &[],
                zone: &zone,
                also: &[],
                for_a_mail: false,
                now: november("23T09:40"),
            };
            (free.is_complete(), serde_json::from_str::<serde_json::Value>(&free.json()).unwrap())
        };
        assert!(complete(&[]).0);
        let (is_complete, document) = complete(&[unknown]);
        assert!(!is_complete && document["complete"] == false);
        assert_eq!(document["with"][0]["status"], "error");
        assert_eq!(document["window"]["days"][4], "fri");
    }
}
