//! A stand-in for Graph on loopback that answers by script and remembers what it was asked.

mod asking;
mod by_schema;
mod failing;
mod paging;
mod reading;
mod samples;
mod schedules;

use crate::base::http::Http;
use crate::model::account::{Account, CalendarChoice, samples::account};
use crate::model::availability::Block;
use crate::model::cloud::{Endpoints, Origin};
use crate::model::event::{Calendar, Fields};
use crate::model::range::TimeRange;
use crate::model::secret::Secret;
use crate::model::token::Credential;
use crate::provider::{Answers, Failure, Provider, Reading, Request};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// One request, as it arrived.
#[derive(Clone, Debug)]
struct Asked {
    /// The server's own origin, for links between pages.
    origin: String,
    path: String,
    query: HashMap<String, String>,
    headers: HeaderMap,
    /// The document that was sent along, if any.
    body: Value,
    /// How often the same address was asked before.
    before: usize,
}

/// What is answered: a status, headers, a body.
struct Reply(u16, Vec<(&'static str, &'static str)>, Value);

impl Reply {
    fn ok(body: Value) -> Self {
        Self(200, Vec::new(), body)
    }

    /// A whole list on one page.
    fn list(items: &[Value]) -> Self {
        Self::ok(json!({ "value": items }))
    }

    fn error(status: u16, code: &str) -> Self {
        Self(status, Vec::new(), json!({ "error": { "code": code, "message": "said so" } }))
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.1.push((name, value));
        self
    }
}

type Script = dyn Fn(&Asked) -> Reply + Send + Sync;

/// The stand-in: everything it was asked, and the most requests it had at once.
#[derive(Clone)]
struct Graph {
    origin: String,
    script: Arc<Script>,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    asked: Vec<Asked>,
    at_once: usize,
    most_at_once: usize,
}

impl Graph {
    /// Starts answering on a port of its own until the test's runtime ends.
    async fn start(script: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let graph = Self { origin, script: Arc::new(script), log: Arc::default() };
        let router = axum::Router::new().fallback(answer).with_state(graph.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        graph
    }

    fn account(&self, calendars: CalendarChoice) -> Account {
        let origin = Origin::parse(&self.origin).unwrap();
        let endpoints = Endpoints { authority: origin.clone(), graph: origin };
        Account { cloud: None, endpoints, calendars, ..account("xebia", "xebia.com") }
    }

    async fn events(&self, calendars: CalendarChoice) -> Result<Reading, Failure> {
        self.events_within(Duration::from_secs(20), calendars).await
    }

    async fn events_within(&self, time: Duration, calendars: CalendarChoice) -> Result<Reading, Failure> {
        let (account, credential, http) = (self.account(calendars), token(), Http::default());
        let request =
            Request { account: &account, credential: &credential, http: &http, deadline: Instant::now() + time };
        Provider::of(&account).events(&request, monday(), Fields::Lean).await
    }

    async fn calendars(&self) -> Result<Vec<Calendar>, Failure> {
        let (account, credential, http) = (self.account(CalendarChoice::default()), token(), Http::default());
        let deadline = Instant::now() + Duration::from_secs(20);
        let request = Request { account: &account, credential: &credential, http: &http, deadline };
        Provider::of(&account).calendars(&request).await
    }

    async fn schedules(&self, people: &[String], range: TimeRange) -> Answers<Vec<Block>> {
        let (account, credential, http) = (self.account(CalendarChoice::default()), token(), Http::default());
        let deadline = Instant::now() + Duration::from_secs(20);
        let request = Request { account: &account, credential: &credential, http: &http, deadline };
        Provider::of(&account).schedules(&request, people, range).await
    }

    fn asked(&self) -> Vec<Asked> {
        self.log.lock().unwrap().asked.clone()
    }

    fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

async fn answer(State(graph): State<Graph>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let query = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let asked = {
        let mut log = graph.log.lock().unwrap();
        let (path, origin) = (uri.path().to_owned(), graph.origin.clone());
        let before = log.asked.iter().filter(|other| other.path == path && other.query == query).count();
        let body = serde_json::from_slice(&body).unwrap_or_default();
        let asked = Asked { origin, path, query, headers, body, before };
        log.asked.push(asked.clone());
        log.at_once += 1;
        log.most_at_once = log.most_at_once.max(log.at_once);
        asked
    };
    tokio::time::sleep(Duration::from_millis(1)).await;
    graph.log.lock().unwrap().at_once -= 1;
    let Reply(status, headers, body) = (graph.script)(&asked);
    let headers: HeaderMap = headers
        .into_iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    (StatusCode::from_u16(status).unwrap(), headers, Json(body)).into_response()
}

/// The choice of these calendars in the settings.
fn choose(patterns: &[&str]) -> CalendarChoice {
    let patterns: Vec<_> = patterns.iter().map(|text| (*text).to_owned()).collect();
    CalendarChoice::configured(&"xebia".parse().unwrap(), &patterns)
}

fn token() -> Credential {
    Credential::Bearer(Secret::from("the-token-of-alice".to_owned()))
}

fn monday() -> TimeRange {
    let instant = |text: &str| text.parse().unwrap();
    TimeRange::new(instant("2026-11-22T23:00:00Z"), instant("2026-11-23T23:00:00Z")).unwrap()
}

/// A calendar as Graph lists it; the one called `Calendar` is the default.
fn calendar(name: &str, owner: &str, can_edit: bool) -> Value {
    let owner = json!({ "name": owner, "address": format!("{owner}@xebia.com") });
    json!({ "id": format!("id-{name}"), "name": name, "isDefaultCalendar": name == "Calendar", "canEdit": can_edit, "owner": owner })
}

fn event(id: &str) -> Value {
    let time = |hour: u32| json!({ "dateTime": format!("2026-11-23T{hour:02}:00:00.0000000"), "timeZone": "UTC" });
    json!({ "id": id, "subject": format!("Subject of {id}"), "start": time(9), "end": time(10) })
}

fn ids(reading: &Reading) -> Vec<&str> {
    reading.events.iter().map(|event| event.reference.event_id.as_str()).collect()
}
