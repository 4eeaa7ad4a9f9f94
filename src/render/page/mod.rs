//! The agenda as a page to print: a week per sheet, hours down and days across. It runs no script and needs nothing from elsewhere.

use crate::model::account::colors;
use crate::model::agenda::{Meeting, Source};
use crate::render::agenda::{Events, NO_SUBJECT, sign};
use crate::render::clean::clean;
use crate::render::dates;
use crate::render::forms::html;
use crate::render::grid::lanes::places;
use crate::render::grid::plan::{Bar, Block, DAY, Day, Plan};
use crate::render::grid::rows::{Rows, is_night, ratio};
use crate::render::hues;
use crate::render::link::Link;
use crate::render::problems;
use chrono::{NaiveDate, TimeDelta};
use minijinja::value::{Serde, Value};
use serde::Serialize;
use std::collections::HashMap;
use std::ops::Range;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// What is shorter takes the room of so many minutes, so that a line can be read in it.
const SHORTEST: usize = 25;

/// The page.
pub fn page(events: &Events) -> String {
    let Events { agenda, zone, now, .. } = *events;
    let last = zone.date(agenda.range.end() - TimeDelta::seconds(1));
    let dates: Vec<NaiveDate> = zone.date(agenda.range.start()).iter_days().take_while(|date| *date <= last).collect();
    let sheets = Sheets { events, today: zone.date(now), hues: hues_of(events) };
    let nothing_is_known = agenda.sources.iter().all(|source| source.fetched_at.is_none());
    let weeks = if nothing_is_known { Vec::new() } else { sheets.weeks(&dates) };
    let sheet = Page {
        css: STYLE,
        title: title(&dates),
        weeks,
        legend: agenda.sources.iter().map(|source| sheets.entry(source)).collect(),
        missing: agenda.sources.iter().filter_map(Missing::of).collect(),
        told_at: format!("As of {}, in the time of {}.", zone.local(now).format("%a %-d %b %Y %H:%M"), zone.name()),
    };
    html::fill(TEMPLATE, Value::from(Serde(&sheet)))
}

/// The colour of every account, as CSS writes it.
fn hues_of(events: &Events) -> HashMap<String, String> {
    let css = |color| hues::rgb(color).map_or("currentColor".to_owned(), |[r, g, b]| format!("rgb({r}, {g}, {b})"));
    colors(events.accounts).into_iter().map(|(label, color)| (label.key(), css(color))).collect()
}

/// The first and the last day.
fn title(dates: &[NaiveDate]) -> String {
    let day = |date: &NaiveDate| date.format("%a %-d %b %Y").to_string();
    match dates {
        [] => String::new(),
        [only] => day(only),
        [first, .., last] => format!("{} – {}", day(first), day(last)),
    }
}

/// All that the template is filled with.
#[derive(Serialize)]
struct Page {
    css: &'static str,
    title: String,
    weeks: Vec<Week>,
    legend: Vec<Entry>,
    missing: Vec<Missing>,
    told_at: String,
}

/// An account and its colour.
#[derive(Serialize)]
struct Entry {
    account: String,
    hue: String,
}

/// An account that did not answer, or not in full.
#[derive(Serialize)]
struct Missing {
    account: String,
    what: &'static str,
    why: String,
}

impl Missing {
    fn of(source: &Source) -> Option<Self> {
        let error = source.error.as_ref()?;
        let what = if source.fetched_at.is_some() { "is incomplete" } else { "is missing" };
        Some(Self { account: source.account.to_string(), what, why: clean(&problems::message(error)).into_owned() })
    }
}

#[derive(Serialize)]
struct Week {
    title: String,
    /// What stands beside each row of the hours.
    rows: Vec<String>,
    band: Vec<OfDays>,
    days: Vec<OneDay>,
}

#[derive(Serialize)]
struct OneDay {
    name: String,
    is_today: bool,
    blocks: Vec<OfHours>,
}

/// What is said of a meeting wherever it stands.
#[derive(Serialize)]
struct Said {
    subject: String,
    link: Option<String>,
    note: String,
    hue: String,
    /// How it looks: `off`, `open` where it is not certain, or neither.
    kind: &'static str,
}

/// A meeting over whole days, in the cells of a CSS grid, whose first column is the hours'.
#[derive(Serialize)]
struct OfDays {
    #[serde(flatten)]
    said: Said,
    from: usize,
    to: usize,
    lane: usize,
    before: &'static str,
    after: &'static str,
}

/// A meeting among the hours, in hundredths of its day.
#[derive(Serialize)]
struct OfHours {
    #[serde(flatten)]
    said: Said,
    times: String,
    top: f64,
    height: f64,
    left: f64,
    width: f64,
}

struct Sheets<'a> {
    events: &'a Events<'a>,
    today: NaiveDate,
    hues: HashMap<String, String>,
}

impl Sheets<'_> {
    fn hue(&self, account: &str) -> String {
        self.hues.get(&account.to_ascii_lowercase()).cloned().unwrap_or_else(|| "currentColor".to_owned())
    }

    fn entry(&self, source: &Source) -> Entry {
        Entry { account: source.account.to_string(), hue: self.hue(source.account.as_str()) }
    }

    /// The weeks that hold these days, whole where there are several.
    fn weeks(&self, dates: &[NaiveDate]) -> Vec<Week> {
        let first_day = |date: &NaiveDate| date.week(self.events.week_start).first_day();
        let weeks: Vec<&[NaiveDate]> = dates.chunk_by(|one, next| first_day(one) == first_day(next)).collect();
        let whole = |days: &[NaiveDate]| days.first().map(|day| first_day(day).iter_days().take(7).collect());
        match weeks[..] {
            [only] => vec![self.week(only, dates)],
            _ => weeks.into_iter().filter_map(whole).map(|days: Vec<_>| self.week(&days, dates)).collect(),
        }
    }

    fn week(&self, days: &[NaiveDate], asked: &[NaiveDate]) -> Week {
        let plan = Plan::new(&self.events.agenda.meetings, days, self.events.zone);
        let minutes: Vec<Range<usize>> = plan.days.iter().flat_map(|day| &day.blocks).map(room).collect();
        let rows = Rows::new(&minutes, None);
        let asked = asked.first().zip(asked.last());
        let is_asked = |date: NaiveDate| asked.is_some_and(|(first, last)| *first <= date && date <= *last);
        Week {
            title: title(days),
            rows: rows.iter().map(label).collect(),
            band: self.band(&plan.band),
            days: plan.days.iter().map(|day| self.day(day, &rows, is_asked(day.date))).collect(),
        }
    }

    fn band(&self, bars: &[Bar]) -> Vec<OfDays> {
        let extents: Vec<Range<usize>> = bars.iter().map(|bar| bar.days.clone()).collect();
        let placed = places(&extents).into_iter().zip(bars);
        let shown = placed.map(|(place, bar)| OfDays {
            said: self.said(bar.meeting),
            from: bar.days.start + 2,
            to: bar.days.end + 2,
            lane: place.lane + 1,
            before: if bar.began_before { "→ " } else { "" },
            after: if bar.goes_on { " →" } else { "" },
        });
        shown.collect()
    }

    fn day(&self, day: &Day, rows: &Rows, is_asked: bool) -> OneDay {
        let extents: Vec<Range<usize>> = day.blocks.iter().map(room).collect();
        let blocks =
            places(&extents).into_iter().zip(&extents).zip(&day.blocks).map(|((place, minutes), block)| OfHours {
                said: self.said(block.meeting),
                times: times(&block.minutes),
                top: percent(rows.depth(minutes.start)),
                height: percent(rows.depth(minutes.end) - rows.depth(minutes.start)),
                left: percent(ratio(place.lane, place.lanes)),
                width: percent(ratio(place.span, place.lanes)),
            });
        let hours = day.length.num_hours();
        let name = dates::day(day.date, self.today);
        let name = if hours == 24 { name } else { format!("{name} ({hours} h)") };
        let name = if is_asked { name } else { format!("{name} (not asked for)") };
        OneDay { name, is_today: day.date == self.today, blocks: blocks.collect() }
    }

    fn said(&self, meeting: &Meeting) -> Said {
        let event = &meeting.event;
        let subject = clean(&event.subject);
        let subject = if subject.trim().is_empty() { NO_SUBJECT } else { subject.trim() };
        // A sign does not stand alone on a line.
        let mark = sign(event).map(|sign| format!("{sign}\u{a0}")).unwrap_or_default();
        let place = clean(event.location.as_deref().unwrap_or_default());
        let notes = [place.trim(), event.reference.account.as_str()];
        Said {
            subject: mark + subject,
            link: event.web_url.as_deref().and_then(Link::new).map(|link| link.address().to_owned()),
            note: notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join(" · "),
            hue: self.hue(event.reference.account.as_str()),
            kind: match sign(event) {
                Some(_) if event.is_off() => "off",
                Some(_) => "open",
                None => "",
            },
        }
    }
}

/// The minutes whose room a meeting takes.
fn room(block: &Block) -> Range<usize> {
    let start = block.minutes.start.min(DAY - SHORTEST);
    start..block.minutes.end.max(start + SHORTEST)
}

fn times(minutes: &Range<usize>) -> String {
    let clock = |minute: usize| format!("{:02}:{:02}", minute / 60, minute % 60);
    if minutes.is_empty() { clock(minutes.start) } else { format!("{}–{}", clock(minutes.start), clock(minutes.end)) }
}

/// The hour beside a row.
fn label(row: &Range<usize>) -> String {
    match row.start {
        _ if is_night(row) => "⋮".to_owned(),
        start if start % 60 == 0 => times(&(start..start)),
        _ => String::new(),
    }
}

fn percent(part: f64) -> f64 {
    (part * 100_000.0).round() / 1000.0
}

#[cfg(test)]
mod tests;
