//! A crowd: as many events as asked for, some of them shared, and the same ones from the same seed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use super::Bench;
use crate::sandbox::{Crowd, Options};

const WEEK: &str = "startDateTime=2026-11-23T00:00:00%2B01:00&endDateTime=2026-11-30T00:00:00%2B01:00&$top=1000&$orderby=start/dateTime";

fn bench(crowd: Crowd) -> Bench {
    Bench::with(Options { interval: 0, crowd: Some(crowd), ..Options::default() })
}

impl Bench {
    /// The week of every account, over all of its calendars.
    fn weeks(&self) -> Vec<Vec<Value>> {
        let week = |token: &str| {
            let values = |path: &str| -> Vec<Value> {
                let url = format!("{}/v1.0/me/{path}", self.sandbox.graph_url());
                self.get(&url, token, "IdType=\"ImmutableId\"").json()["value"].as_array().unwrap().clone()
            };
            let calendars = values("calendars");
            let of = |calendar: &Value| {
                values(&format!("calendars/{}/calendarView?{WEEK}", calendar["id"].as_str().unwrap()))
            };
            calendars.iter().flat_map(of).collect()
        };
        self.sandbox.accounts().iter().map(|account| week(&self.token(account.user))).collect()
    }
}

fn texts<'a>(events: &'a [Value], name: &str) -> BTreeSet<&'a str> {
    events.iter().map(|event| event[name].as_str().unwrap()).collect()
}

#[test]
fn every_account_has_as_many_events_as_asked_for_and_neighbours_share_some() {
    let weeks = bench(Crowd { accounts: 6, events: 40, seed: 1 }).weeks();
    for week in &weeks {
        assert_eq!((week.len(), texts(week, "id").len()), (40, 40));
    }
    let shared = |a: usize, b: usize| texts(&weeks[a], "iCalUId").intersection(&texts(&weeks[b], "iCalUId")).count();
    assert_eq!((shared(0, 1), shared(0, 4), shared(0, 5)), (8, 8, 0));
    assert!(texts(&weeks[0], "id").is_disjoint(&texts(&weeks[1], "id")));
}

#[test]
fn a_crowd_has_all_sorts_of_events() {
    let weeks = bench(Crowd { accounts: 2, events: 200, seed: 1 }).weeks();
    let all: Vec<&Value> = weeks.iter().flatten().collect();
    let are = |name: &str, value: Value| all.iter().filter(|event| event[name] == value).count();
    assert!(are("isAllDay", true.into()) > 4 && are("type", "occurrence".into()) > 40, "{all:#?}");
    assert!(are("sensitivity", "private".into()) > 4 && are("isCancelled", true.into()) > 0);
    let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &all {
        *answers.entry(event["responseStatus"]["response"].as_str().unwrap()).or_default() += 1;
    }
    assert_eq!(answers.len(), 5, "{answers:?}");
    assert!(all.iter().any(|event| event["subject"].as_str().unwrap().contains('設')));
}

#[test]
fn a_seed_makes_the_same_events_with_the_same_ids() {
    let crowd = Crowd { accounts: 2, events: 25, seed: 9 };
    let ids = |crowd| {
        let weeks = bench(crowd).weeks();
        weeks
            .iter()
            .map(|week| texts(week, "id").into_iter().map(str::to_owned).collect())
            .collect::<Vec<BTreeSet<_>>>()
    };
    let first = ids(crowd);
    assert_eq!(first, ids(crowd));
    let other = ids(Crowd { seed: 10, ..crowd });
    assert!(first.iter().zip(&other).all(|(one, other)| one.is_disjoint(other)));
}

#[test]
fn one_event_of_a_crowd_can_be_asked_for() {
    let bench = bench(Crowd { accounts: 1, events: 10, seed: 1 });
    let token = bench.token(bench.sandbox.accounts()[0].user);
    for event in &bench.weeks()[0] {
        let one = bench.get(
            &format!("{}/v1.0/me/events/{}", bench.sandbox.graph_url(), event["id"].as_str().unwrap()),
            &token,
            "IdType=\"ImmutableId\"",
        );
        assert_eq!(one.json()["iCalUId"], event["iCalUId"]);
    }
}

#[test]
fn latency_is_waited_for_by_all_at_once() {
    let latency = Duration::from_millis(150);
    let bench = Bench::with(Options { interval: 0, latency, ..Options::default() });
    let user = bench.sandbox.accounts()[0].user;
    let token = bench.token(user);
    let url = format!("{}/v1.0/me", bench.sandbox.graph_url());
    let asked = bench.runtime.block_on(async {
        let ask = || async { bench.client.get(&url).bearer_auth(&token).send().await.unwrap().status().as_u16() };
        futures_util::future::join_all((0..4).map(|_| ask())).await
    });
    assert_eq!(asked, [200; 4]);
    assert_eq!(bench.sandbox.peak_concurrency(user.username), 4);
    assert!(bench.sandbox.requests().iter().all(|seen| seen.took.is_some_and(|took| took >= latency)));
}
