//! How long it takes from the last byte of the answers to the text: merging, de-duplicating and rendering many accounts.
//!
//! Run it with `tests/bench/run`. Twenty accounts, a fifth of whose events are shared by four of them each; some of the shared
//! ones were forwarded, so that only their link joins them.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a program that measures and prints")]

use calcli::base::zones;
use calcli::model::account::Label;
use calcli::model::agenda::{Agenda, Batch, MergeOptions, Source, merge};
use calcli::model::event::{Event, EventRef, Person, Response, Sensitivity, ShowAs, When};
use calcli::model::range::TimeRange;
use calcli::model::zone::Zone;
use calcli::render::forms::{Form, Format};
use calcli::render::{Events, Style};
use chrono::{DateTime, TimeDelta, Utc};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ACCOUNTS: usize = 20;
/// How many accounts have the same copy of what is shared.
const SHARING: usize = 4;
const RUNS: usize = 9;

fn main() {
    let zone = zones::find("Europe/Amsterdam").unwrap();
    println!(
        "{:>8} {:>9} | {:>6} {:>6} {:>6} | {:>11} {:>11} | {:>8}",
        "events", "meetings", "merge", "table", "json", "merge+table", "merge+json", "json MB"
    );
    for per_account in [1_250, 2_500, 5_000] {
        let world = batches(per_account);
        let mut times = [(); 3].map(|()| Vec::with_capacity(RUNS));
        let (mut meetings, mut bytes) = (0, 0);
        for _ in 0..RUNS {
            let agenda = timed(&mut times[0], || agenda(&world, &zone));
            let events = Events::new(&agenda, &zone, year().start());
            let filled = |format| Form::Named(format).fill(&events, &Style::default()).unwrap();
            black_box(timed(&mut times[1], || filled(Format::Plain)));
            bytes = timed(&mut times[2], || filled(Format::Json)).len();
            meetings = agenda.meetings.len();
        }
        let [merge, table, json] = times.map(|mut times| {
            times.sort();
            times[RUNS / 2].as_secs_f64() * 1_000.0
        });
        println!(
            "{:>8} {meetings:>9} | {merge:>6.1} {table:>6.1} {json:>6.1} | {:>11.1} {:>11.1} | {:>8}",
            per_account * ACCOUNTS,
            merge + table,
            merge + json,
            bytes / 1_000_000,
        );
    }
    println!("milliseconds, the median of {RUNS} runs");
}

/// Does something, and notes how long it took.
fn timed<T>(times: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let (begun, busy) = (Instant::now(), on_the_processor());
    let result = black_box(work());
    let busy = busy.zip(on_the_processor()).map(|(before, after)| after.saturating_sub(before));
    times.push(busy.unwrap_or_else(|| begun.elapsed()));
    result
}

/// How long this thread has been on a processor, so that what else the machine does is not counted; Linux alone tells it.
fn on_the_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn agenda(batches: &[Batch], zone: &Zone) -> Agenda {
    let sources =
        (0..ACCOUNTS).map(|place| Source { account: label(place), fetched_at: Some(year().start()), error: None });
    let sources = sources.collect();
    let (meetings, hidden) = merge(batches, year(), zone, &MergeOptions::default());
    Agenda { range: year(), meetings, sources, hidden }
}

/// The year that the events are spread over.
fn year() -> TimeRange {
    let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    TimeRange::new(start, start + TimeDelta::days(365)).unwrap()
}

fn label(place: usize) -> Label {
    format!("account{place:02}").parse().unwrap()
}

fn batches(per_account: usize) -> Vec<Batch> {
    let mailbox = |place: usize| {
        let events = (0..per_account).map(|n| event(place, n, per_account).into()).collect();
        Batch { mailbox: format!("mailbox {place}"), events }
    };
    (0..ACCOUNTS).map(mailbox).collect()
}

/// The `n`th event of an account, with the lengths that Graph's texts have.
fn event(place: usize, n: usize, per_account: usize) -> Event {
    let is_shared = n.is_multiple_of(5);
    let owner = if is_shared { place / SHARING } else { place + ACCOUNTS };
    let was_forwarded = is_shared && n.is_multiple_of(50);
    let text = |salt: usize, length: usize| -> String {
        let seed = format!("{salt:x}{owner:x}{n:x}");
        format!("{}{seed}", "AAMkAGUxNzY3YjQxLTM1ZTgtNGQ".repeat(length / 27 + 1)[..length - seed.len()].to_owned())
    };
    let step = TimeDelta::minutes(i64::try_from(365 * 24 * 60 / per_account).unwrap());
    let start = year().start() + step * i32::try_from(n).unwrap();
    let start = start - TimeDelta::minutes(start.timestamp() / 60 % 5);
    let day = start.date_naive();
    let when = match n % 20 {
        7 => When::AllDay { start: day, end: day.succ_opt().unwrap() },
        _ => When::Timed { start, end: start + TimeDelta::minutes([30, 60, 45, 90][n % 4]) },
    };
    let uid_of = if was_forwarded { place * 1_000 } else { owner };
    let day = if n.is_multiple_of(3) { "07EA0B17" } else { "00000000" };
    let subject = [
        "Standup",
        "Planning of the quarter",
        "1:1 Alice / Bob",
        "設計レビュー 📐",
        "Café and coffee ☕",
        "Architecture review",
    ];
    let person = owner % 7;
    Event {
        reference: EventRef {
            account: label(place),
            calendar_id: format!("AQMkADAw{place:0112}"),
            calendar_name: "Calendar".to_owned(),
            event_id: format!("{}{place:02}", text(1, 150)),
        },
        etag: Some(text(2, 40)),
        ical_uid: Some(format!("040000008200E00074C5B7101A82E008{day}{uid_of:016X}000000000000000010000000{n:032X}")),
        series_id: n.is_multiple_of(3).then(|| text(3, 152)),
        original_start: n.is_multiple_of(3).then_some(start),
        subject: format!("{} {}", subject[n % subject.len()], n % 97),
        when,
        location: n.is_multiple_of(2).then(|| "Amsterdam, Wibautstraat 200".to_owned()),
        join_url: (n % 5 < 2).then(|| format!("https://teams.microsoft.com/l/meetup-join/{}", text(4, 160))),
        web_url: Some(format!(
            "https://outlook.office365.com/owa/?itemid={}&exvsurl=1&path=/calendar/item",
            text(5, 154)
        )),
        organizer: Some(Person {
            name: Some(format!("Person {person} of the company")),
            email: Some(format!("person.{person}@company.example")),
        }),
        show_as: ShowAs::Busy,
        response: [Response::Accepted, Response::Organizer, Response::Tentative, Response::NotResponded]
            [(n + place) % 4],
        sensitivity: Sensitivity::Normal,
        cancelled: false,
        recurring: n.is_multiple_of(3),
        categories: if n.is_multiple_of(4) { vec!["Team".to_owned()] } else { Vec::new() },
        attendees: Vec::new(),
        body: None,
    }
}
