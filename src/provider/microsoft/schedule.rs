//! When other people of a tenant are busy, as far as Graph tells.

use super::convert;
use super::graph::Graph;
use super::wire::{Items, Schedule, ScheduleItem};
use crate::model::account::Account;
use crate::model::availability::Block;
use crate::model::error::Result;
use crate::model::event::ShowAs;
use crate::model::explain::schedule_error;
use crate::model::range::TimeRange;
use crate::provider::{Answers, Failure, Request};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::try_join_all;
use serde::Deserialize;
use serde_json::{Value, json};

/// How many people one request asks about. Graph documents no limit; others were refused beyond 20.
const MOST_PEOPLE: usize = 20;
/// How many days one request asks about. Graph documents no limit; others were refused beyond 62.
const MOST_DAYS: i64 = 62;
/// How many minutes one digit stands for; the fewest that Graph takes.
/// Source: Microsoft Graph v1.0, "calendar: getSchedule" (`availabilityViewInterval`).
const DIGIT: i64 = 5;

/// How each of these people is occupied. Source: Microsoft Graph v1.0, "calendar: getSchedule".
pub async fn schedules(request: &Request<'_>, people: &[String], range: TimeRange) -> Answers<Vec<Block>> {
    let graph = &Graph::new(request);
    let parts = parts(range);
    let asked = people.chunks(MOST_PEOPLE).map(async |people| {
        let answers = parts.iter().map(|part| ask(graph, request.account, people, *part));
        Ok::<_, Failure>(joined(try_join_all(answers).await?, people.len()))
    });
    Ok(try_join_all(asked).await?.concat())
}

/// The range in parts that are short enough for one request.
fn parts(range: TimeRange) -> Vec<TimeRange> {
    let starts =
        std::iter::successors(Some(range.start()), |start| start.checked_add_signed(TimeDelta::days(MOST_DAYS)));
    let starts = starts.take_while(|start| *start < range.end());
    starts.filter_map(|start| TimeRange::new(start, range.end().min(start + TimeDelta::days(MOST_DAYS)))).collect()
}

/// What the parts say of each person; nothing, where one of them does not tell.
fn joined(parts: Vec<Vec<Result<Vec<Block>>>>, people: usize) -> Vec<Result<Vec<Block>>> {
    let start = vec![Ok(Vec::new()); people];
    let and = |all: Result<Vec<Block>>, part: Result<Vec<Block>>| Ok([all?, part?].concat());
    parts.into_iter().fold(start, |all, part| all.into_iter().zip(part).map(|(all, part)| and(all, part)).collect())
}

/// The answers for these people, in their order.
async fn ask(
    graph: &Graph<'_>,
    account: &Account,
    people: &[String],
    range: TimeRange,
) -> std::result::Result<Vec<Result<Vec<Block>>>, Failure> {
    #[derive(Deserialize)]
    struct Answer {
        value: Items<Schedule>,
    }
    let answer: Answer = graph.query(&["calendar", "getSchedule"], &question(people, range)).await?;
    let of = |email: &String| {
        let is_it = |one: &&Schedule| one.id.as_ref().is_some_and(|id| id.to_lowercase() == email.to_lowercase());
        // Whoever is told of twice is busy whenever one of the two says so.
        let told: Vec<&Schedule> = answer.value.read.iter().filter(is_it).collect();
        if told.is_empty() {
            return Err(schedule_error("", "", email, account));
        }
        let told: Vec<_> = told.into_iter().map(|one| blocks(one, range, email, account)).collect::<Result<_>>()?;
        Ok(told.concat())
    };
    Ok(people.iter().map(of).collect())
}

fn question(people: &[String], range: TimeRange) -> Value {
    let time = |instant: DateTime<Utc>| json!({ "dateTime": instant.format("%Y-%m-%dT%H:%M:%S").to_string(), "timeZone": "UTC" });
    json!({
        "schedules": people,
        "startTime": time(range.start()),
        "endTime": time(range.end()),
        "availabilityViewInterval": DIGIT,
    })
}

/// When somebody is occupied, and how: by the items, and by the digits of the time that no item takes.
fn blocks(one: &Schedule, range: TimeRange, email: &str, account: &Account) -> Result<Vec<Block>> {
    let failed = |code: &str, said: &str| Err(schedule_error(code, said, email, account));
    if let Some(error) = &one.error {
        return failed(
            error.response_code.as_deref().unwrap_or_default(),
            error.message.as_deref().unwrap_or_default(),
        );
    }
    let digits = one.availability_view.as_deref().unwrap_or_default();
    let items = one.items.as_ref().filter(|items| !items.too_many).map_or(&[][..], |items| &items.read);
    if digits.is_empty() && items.is_empty() {
        return failed("", "");
    }
    let items = items.iter().filter_map(|item| block(item).transpose()).collect::<std::result::Result<Vec<_>, _>>();
    let mut blocks = items.or_else(|why| failed("", &why))?;
    // Whoever shows no items, or not all of them, may still be busy. Digits that stop early say nothing against items.
    let reached = i64::try_from(digits.len()).ok().and_then(|count| TimeDelta::try_minutes(count.checked_mul(DIGIT)?));
    if blocks.is_empty() || reached.is_some_and(|reached| reached >= range.length()) {
        let is_told = |digit: &Block| {
            blocks.iter().any(|item: &Block| item.range.overlaps(digit.range.start(), digit.range.end()))
        };
        let untold: Vec<Block> = by_digits(digits, range).into_iter().filter(|digit| !is_told(digit)).collect();
        blocks.extend(untold.into_iter().filter(|digit| digit.show_as != ShowAs::Free));
    }
    Ok(blocks)
}

/// The time of an item, unless it has no length.
fn block(item: &ScheduleItem) -> std::result::Result<Option<Block>, String> {
    let (start, end) = (convert::instant("start", item.start.as_ref())?, convert::instant("end", item.end.as_ref())?);
    let show_as = convert::show_as(item.status.as_deref());
    if end < start {
        return Err("has an end before its start".to_owned());
    }
    Ok(TimeRange::new(start, end).map(|range| Block { range, show_as }))
}

/// One block for each digit; what they do not reach is not known. Source: Microsoft Graph v1.0, `scheduleInformation` resource.
fn by_digits(digits: &str, range: TimeRange) -> Vec<Block> {
    let step = TimeDelta::minutes(DIGIT);
    let starts = std::iter::successors(Some(range.start()), |start| start.checked_add_signed(step));
    let kinds = digits.chars().map(|digit| match digit {
        '0' => ShowAs::Free,
        '1' => ShowAs::Tentative,
        '2' => ShowAs::Busy,
        '3' => ShowAs::Oof,
        '4' => ShowAs::WorkingElsewhere,
        _ => ShowAs::Unknown,
    });
    let kinds = kinds.chain(std::iter::repeat(ShowAs::Unknown));
    let block =
        |(start, show_as)| Some(Block { range: TimeRange::new(start, range.end().min(start + step))?, show_as });
    starts.zip(kinds).map_while(block).collect()
}
