//! Servers that mean harm, or are broken in ways that look like it: no run ends in a panic, hangs, shows a secret or believes a lie.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Json, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calcli::sandbox::SECRET_MARKER;
use calcli::sandbox::world::{ALICE_XEBIA, SHARED_APP};
use serde_json::{Value, json};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use support::World;

const TENANT: &str = "22222222-2222-4222-8222-222222222222";

/// One request, as it arrived.
struct Asked {
    path: String,
    bearer: String,
    form: Vec<(String, String)>,
}

impl Asked {
    fn field(&self, name: &str) -> &str {
        self.form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    fn is_refresh(&self) -> bool {
        self.field("grant_type") == "refresh_token"
    }
}

type Script = dyn Fn(&Asked) -> Response + Send + Sync;

/// A pretend authority and Graph in one, which answers by a script that can be replaced.
#[derive(Clone)]
struct Server {
    url: String,
    script: Arc<Mutex<Box<Script>>>,
    refreshed_with: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts answering; what the script does not know is answered as an honest server would.
    fn start() -> Self {
        let (tell, told) = channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                let url = format!("http://{}", listener.local_addr().unwrap());
                let server =
                    Self { url, script: Arc::new(Mutex::new(Box::new(honest))), refreshed_with: Arc::default() };
                tell.send(server.clone()).unwrap();
                axum::serve(listener, axum::Router::new().fallback(answer).with_state(server)).await
            })
        });
        told.recv().unwrap()
    }

    /// From now on answers by this script, and honestly where it has nothing to say.
    fn says(&self, script: impl Fn(&Asked) -> Option<Response> + Send + Sync + 'static) {
        *self.script.lock().unwrap() = Box::new(move |asked| script(asked).unwrap_or_else(|| honest(asked)));
    }

    /// A world with an account at this server.
    fn world(&self) -> World {
        let world = World::new();
        let args = ["account", "add", "odd", "--tenant", "odd.com", "--client-id", SHARED_APP.id];
        world.run(&[&args[..], &["--authority-url", &self.url, "--graph-url", &self.url]].concat()).success();
        world
    }

    /// A world in which someone has signed in at this server, with a token that has ended.
    fn signed_in(&self) -> World {
        let world = self.world();
        self.says(|asked| {
            (asked.path.ends_with("/token")).then(|| Json(tokens(1, &json!({ "expires_in": 0 }))).into_response())
        });
        world.run(&["login", "--account", "odd"]).success();
        self.says(|_| None);
        world
    }
}

async fn answer(State(server): State<Server>, uri: Uri, headers: HeaderMap, body: String) -> Response {
    let form = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let bearer = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let asked = Asked { path: uri.path().to_owned(), bearer, form };
    if asked.is_refresh() {
        server.refreshed_with.lock().unwrap().push(asked.field("refresh_token").to_owned());
    }
    let script = server.script.lock().unwrap();
    script(&asked)
}

fn honest(asked: &Asked) -> Response {
    let answer = match asked.path.as_str() {
        path if path.ends_with("/devicecode") => code(&json!({})),
        path if path.ends_with("/token") => tokens(2, &json!({})),
        path if path.ends_with("/calendars") => {
            json!({ "value": [{ "id": "c", "name": "Calendar", "isDefaultCalendar": true }] })
        }
        _ => json!({ "value": [] }),
    };
    Json(answer).into_response()
}

fn changed(mut answer: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        answer[name] = value.clone();
    }
    answer.as_object_mut().unwrap().retain(|_, value| *value != json!("(missing)"));
    answer
}

fn code(changes: &Value) -> Value {
    let device_code = format!("device/{SECRET_MARKER}+code=");
    let honest = json!({
        "device_code": device_code, "user_code": "ABCD", "verification_uri": "https://odd.example/device", "expires_in": 60, "interval": 1,
    });
    changed(honest, changes)
}

fn secret(kind: &str, number: u8) -> String {
    format!("{kind}/{SECRET_MARKER}+{number}=")
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn tokens(number: u8, changes: &Value) -> Value {
    let claims = json!({
        "aud": SHARED_APP.id, "iss": format!("https://odd.example/{TENANT}/v2.0"), "tid": TENANT, "sub": "s",
        "preferred_username": "alice@odd.com",
    });
    let honest = json!({
        "token_type": "Bearer", "expires_in": 3600, "scope": "Calendars.Read", "access_token": secret("access", number),
        "refresh_token": secret("refresh", number), "id_token": format!("e30.{}.s", encoded(&claims)),
        "client_info": encoded(&json!({ "uid": "alice", "utid": TENANT })),
    });
    changed(honest, changes)
}

fn reply(status: u16, body: &Value) -> Response {
    (StatusCode::from_u16(status).unwrap(), Json(body.clone())).into_response()
}

/// An answer whose bytes come one a second.
fn dripping() -> Response {
    let drops = futures_util::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Some((Ok::<_, std::io::Error>(" "), ()))
    });
    Body::from_stream(drops).into_response()
}

/// The world itself looks for the secrets in whatever is printed.
#[test]
fn a_server_that_says_what_it_was_sent_shows_no_secret() {
    let server = Server::start();
    let world = server.signed_in();
    let graph = |answer: fn(&Asked) -> Response| {
        server.says(move |asked| asked.path.starts_with("/v1.0/").then(|| answer(asked)));
        let run = world.run(&["-vv", "events", "--json"]);
        assert_ne!(run.code, 0, "{run:#?}");
    };
    graph(|asked| reply(403, &json!({ "error": { "code": asked.bearer, "message": asked.bearer } })));
    graph(|asked| reply(200, &json!({ "value": [], "error": { "code": "x", "message": asked.bearer } })));
    graph(|asked| axum::response::Html(format!("<title>{}</title>", asked.bearer)).into_response());
    graph(|asked| (StatusCode::FOUND, [("location", asked.bearer["Bearer ".len()..].to_owned())]).into_response());
    graph(|asked| ([("request-id", asked.bearer.clone())], "no JSON").into_response());

    let world = server.signed_in();
    server.says(|asked| {
        let said = format!("You sent {}.", asked.field("refresh_token"));
        asked.is_refresh().then(|| reply(400, &json!({ "error": "odd", "error_description": said })))
    });
    world.run(&["-vv", "events", "--json"]).exits(1).says("You sent");
    server.says(|asked| {
        let said = format!("You sent {}.", asked.field("device_code"));
        (asked.path.ends_with("/token")).then(|| reply(400, &json!({ "error": "odd", "error_description": said })))
    });
    world.run(&["-vv", "login", "--account", "odd", "--json"]).exits(1).says("You sent");
}

#[test]
fn tokens_in_the_wrong_place_are_not_quoted() {
    let server = Server::start();
    let world = server.world();
    let text = URL_SAFE_NO_PAD.encode(format!("\"{SECRET_MARKER}\""));
    for changes in [
        json!({ "id_token": format!("e30.{text}.s") }),
        json!({ "client_info": text }),
        json!({ "id_token": [SECRET_MARKER] }),
        json!({ "access_token": { "token": SECRET_MARKER } }),
        json!({ "access_token": "" }),
        json!({ "access_token": format!("a\n{SECRET_MARKER}") }),
        json!({ "access_token": format!("é{SECRET_MARKER}") }),
    ] {
        let answer = tokens(1, &changes);
        server.says(move |asked| asked.path.ends_with("/token").then(|| Json(answer.clone()).into_response()));
        let run = world.run(&["-vv", "login", "--account", "odd", "--json"]);
        assert!(run.code == 1 || run.code == 5, "{changes}: {run:#?}");
        assert!(world.stored().is_empty(), "{changes}");
    }
}

#[test]
fn a_rotated_refresh_token_is_kept_however_odd_the_rest_of_its_answer() {
    for (changes, next) in [
        (json!({ "token_type": "(missing)" }), 2),
        (json!({ "expires_in": 3599.5 }), 2),
        (json!({ "expires_in": -1 }), 2),
        (json!({ "expires_in": "soon" }), 2),
        (json!({ "expires_in": 10_000_000_000_000_u64 }), 2),
        (json!({ "scope": ["x"] }), 2),
        (json!({ "refresh_token": "" }), 1),
        (json!({ "refresh_token": "(missing)" }), 1),
    ] {
        let server = Server::start();
        let world = server.signed_in();
        let answer = tokens(2, &changes);
        server.says(move |asked| asked.is_refresh().then(|| Json(answer.clone()).into_response()));
        world.run(&["events"]).success();
        server.says(|asked| asked.path.starts_with("/v1.0/").then(|| StatusCode::UNAUTHORIZED.into_response()));
        world.run(&["events"]).exits(4);
        assert_eq!(server.refreshed_with.lock().unwrap().last(), Some(&secret("refresh", next)), "{changes}");
    }
}

#[test]
fn a_refresh_that_names_somebody_else_or_nobody_leaves_what_was_stored() {
    let eve = encoded(&json!({ "uid": "eve", "utid": TENANT }));
    let nobody = URL_SAFE_NO_PAD.encode("7");
    for (changes, says) in [
        (json!({ "id_token": "(missing)", "client_info": eve }), "identity_changed"),
        (json!({ "client_info": eve }), "identity_changed"),
        (json!({ "id_token": "nonsense" }), "What was stored is unchanged"),
        (json!({ "id_token": "(missing)", "client_info": nobody }), "What was stored is unchanged"),
        (json!({ "access_token": "" }), "What was stored is unchanged"),
    ] {
        let server = Server::start();
        let world = server.signed_in();
        let answer = tokens(2, &changes);
        server.says(move |asked| asked.is_refresh().then(|| Json(answer.clone()).into_response()));
        let run = world.run(&["events"]).says(says);
        assert_ne!(run.code, 0, "{changes}");
        server.says(|_| None);
        world.run(&["login", "--account", "odd"]).success();
    }
}

#[test]
fn a_meeting_that_is_gone_when_it_is_to_be_read_whole_is_told_as_missing_something() {
    let server = Server::start();
    let world = server.signed_in();
    let time = |hour: u8| json!({ "dateTime": format!("2026-11-23T{hour}:00:00"), "timeZone": "UTC" });
    let event = json!({ "id": "e", "iCalUId": "u", "subject": "Listed", "start": time(10), "end": time(11) });
    server.says(move |asked| match asked.path.as_str() {
        path if path.ends_with("/calendarView") => Some(reply(200, &json!({ "value": [event] }))),
        path if path.ends_with("/events/e") => Some(reply(404, &json!({ "error": { "code": "ErrorItemNotFound" } }))),
        _ => None,
    });
    let listed = world.run(&["events", "--ids", "--format", "plain"]).success().stdout;
    let id = listed.split_whitespace().last().unwrap();
    let shown = world.run(&["show", id, "--json"]).exits(3).says("meeting_gone").json();
    assert_eq!((&shown["complete"], &shown["event"]["subject"]), (&json!(false), &json!("Listed")));
}

#[test]
fn numbers_beyond_all_time_end_nothing_and_the_other_accounts_answer() {
    let server = Server::start();
    let world = server.signed_in();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    server.says(|asked| {
        let never = [("retry-after", "18446744073709551615")];
        asked.path.starts_with("/v1.0/").then(|| (StatusCode::TOO_MANY_REQUESTS, never).into_response())
    });
    let document = world.run(&["events", "--json", "--timeout", "5"]).exits(3).json();
    assert_eq!([&document["accounts"][0]["status"], &document["accounts"][1]["status"]], ["throttled", "ok"]);

    for life in [10_000_000_000_000_u64, u64::MAX] {
        server.says(move |asked| match asked.path.as_str() {
            path if path.ends_with("/devicecode") => Some(reply(200, &code(&json!({ "expires_in": life })))),
            path if path.ends_with("/token") => Some(reply(200, &tokens(1, &json!({ "expires_in": life })))),
            _ => None,
        });
        world.run(&["login", "--account", "odd", "--json"]).success();
        world.run(&["list"]).success();
    }
    world.run(&["events", "+262142-12-31T23:59Z"]).exits(2);
}

#[test]
fn a_sign_in_ends_with_its_timeout_and_with_its_code_however_slowly_the_authority_answers() {
    let server = Server::start();
    let world = server.world();
    let ends_within = |seconds: u64, args: &[&str], code: &str| {
        let begun = Instant::now();
        world.run(&[&["login", "--account", "odd", "--json"], args].concat()).exits(1).says(code);
        assert!(begun.elapsed() < Duration::from_secs(seconds), "{args:?}: {:?}", begun.elapsed());
    };
    server.says(|_| Some(dripping()));
    ends_within(5, &["--timeout", "2"], "timeout");
    server.says(|asked| match asked.path.as_str() {
        path if path.ends_with("/token") => Some(dripping()),
        _ => Some(reply(200, &code(&json!({ "expires_in": 2 })))),
    });
    ends_within(12, &[], "expired_token");
    server.says(|asked| match asked.path.as_str() {
        path if path.ends_with("/token") => Some(reply(400, &json!({ "error": "authorization_pending" }))),
        _ => Some(reply(200, &code(&json!({ "expires_in": 2, "interval": 1_000_000_000 })))),
    });
    ends_within(8, &[], "expired_token");
}

#[test]
fn an_authority_that_asks_to_be_polled_without_a_pause_is_asked_once_a_second() {
    let server = Server::start();
    let world = server.world();
    let polls = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&polls);
    server.says(move |asked| match asked.path.as_str() {
        path if path.ends_with("/token") => {
            *counted.lock().unwrap() += 1;
            Some(reply(400, &json!({ "error": "authorization_pending" })))
        }
        _ => Some(reply(200, &code(&json!({ "expires_in": 3, "interval": 0 })))),
    });
    world.run(&["login", "--account", "odd"]).exits(1).says("expired");
    let polls = *polls.lock().unwrap();
    assert!((2..=4).contains(&polls), "{polls}");
}
