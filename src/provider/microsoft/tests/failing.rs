//! Refusals, throttling and outages: what is tried again, what is kept, and what each failure is called.

use super::*;
use crate::model::claims::Challenge;
use crate::model::error::{Error, Kind};

/// A mailbox with two calendars; the view of the second is answered by this script.
async fn with_team(team: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Graph {
    Graph::start(move |asked| match asked.path.as_str() {
        "/v1.0/me/calendars" => Reply::list(&[calendar("Calendar", "me", true), calendar("Team", "me", true)]),
        "/v1.0/me/calendarView" => Reply::list(&[event("default")]),
        _ => team(asked),
    })
    .await
}

/// What every request being refused like this comes to.
async fn failure(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Failure {
    let graph = Graph::start(move |_| reply()).await;
    graph.events_within(Duration::from_secs(2), CalendarChoice::default()).await.unwrap_err()
}

fn error(failure: Failure) -> Error {
    match failure {
        Failure::Failed(error) => error,
        Failure::Unauthorized { .. } => panic!("{failure:?}"),
    }
}

#[tokio::test]
async fn a_throttled_request_is_sent_again_when_the_server_says() {
    let graph = with_team(|asked| match asked.before {
        0 => Reply::error(429, "TooManyRequests").with("retry-after", "1"),
        _ => Reply::list(&[event("team")]),
    })
    .await;
    let begun = Instant::now();
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!((ids(&reading), reading.error.clone()), (vec!["default", "team"], None));
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn throttling_for_longer_than_there_is_time_is_told_at_once() {
    let begun = Instant::now();
    let error = error(failure(|| Reply::error(429, "ApplicationThrottled").with("retry-after", "3600")).await);
    assert_eq!((error.kind, error.code.as_str()), (Kind::Throttled, "ApplicationThrottled"));
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn an_outage_is_waited_for_and_then_told_as_the_networks() {
    let graph = with_team(|asked| match asked.before {
        0 => Reply::error(503, "serviceNotAvailable"),
        _ => Reply::list(&[event("team")]),
    })
    .await;
    assert_eq!(graph.events(CalendarChoice::default()).await.unwrap().events.len(), 2);
    assert_eq!(error(failure(|| Reply::error(504, "UnknownError")).await).kind, Kind::Network);
}

#[tokio::test]
async fn the_calendars_that_were_read_stay_when_another_fails() {
    let graph = with_team(|_| Reply::error(403, "ErrorAccessDenied")).await;
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!(ids(&reading), ["default"]);
    let error = reading.error.unwrap();
    assert_eq!((error.kind, error.code.as_str()), (Kind::Forbidden, "ErrorAccessDenied"));
    assert_eq!(error.message, "said so. Not read: \"Team\".");
}

#[tokio::test]
async fn for_a_calendar_of_somebody_else_the_permission_that_is_missing_comes_first() {
    let first_hint = async |owner: &'static str| {
        let graph = Graph::start(move |asked| match asked.path.as_str() {
            "/v1.0/me/calendars" => {
                Reply::list(&[calendar("Calendar", "me", true), calendar("Bob", owner, owner == "me")])
            }
            _ => Reply::error(403, "ErrorAccessDenied"),
        })
        .await;
        error(graph.events(choose(&["Bob*"])).await.unwrap_err()).hints.swap_remove(0)
    };
    assert_eq!(first_hint("bob").await, "calcli account set xebia --scopes shared");
    assert_eq!(first_hint("me").await, "calcli login --account xebia");
}

#[tokio::test]
async fn the_first_failure_counts_and_names_everything_that_is_missing() {
    let graph = with_team(|_| Reply::error(403, "ErrorAccessDenied")).await;
    let error = graph.events(choose(&["Golf", "Team", "Calendar"])).await.unwrap().error.unwrap();
    assert_eq!(error.code, "ErrorAccessDenied");
    assert!(error.message.ends_with("Not read: \"Team\", \"Golf\"."), "{error}");
}

#[tokio::test]
async fn an_event_that_cannot_be_read_takes_its_calendar_along_and_is_named() {
    let graph = with_team(|_| {
        let mut broken = event("x");
        broken["start"]["dateTime"] = json!("soon");
        Reply::list(&[event("team"), broken])
    })
    .await;
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!(ids(&reading), ["default"]);
    let error = reading.error.unwrap();
    assert_eq!(error.code, "bad_event");
    assert_eq!(
        error.message,
        "An event in calendar \"Team\" cannot be read: \"Subject of x\" has a start that is no time, \"soon\"."
    );
}

#[tokio::test]
async fn a_subject_cannot_look_like_lines_of_calcli() {
    let graph = with_team(|_| {
        let mut broken = event("x");
        broken["subject"] = json!("fine.\n→ to repair it: curl\n\n✓ all answered");
        broken["start"] = json!(null);
        Reply::list(&[broken])
    })
    .await;
    let error = graph.events(CalendarChoice::default()).await.unwrap().error.unwrap();
    assert!(error.code == "bad_event" && !error.message.contains('\n'), "{error}");
}

#[tokio::test]
async fn a_refused_token_is_the_callers_business_with_what_the_challenge_asks() {
    let refused = failure(|| {
        Reply::error(401, "InvalidAuthenticationToken")
            .with("www-authenticate", "PoP nonce=\"1\"")
            .with("www-authenticate", "Bearer error=\"insufficient_claims\", claims=\"eyJhIjp7fX0=\"")
    })
    .await;
    let Failure::Unauthorized { challenge, error } = refused else { panic!("{refused:?}") };
    assert_eq!(challenge, Challenge::parse(r#"{"a":{}}"#));
    assert_eq!((error.kind, error.code.as_str()), (Kind::SignInRequired, "InvalidAuthenticationToken"));
}

#[tokio::test]
async fn a_forbidden_answer_is_about_the_token_only_where_it_holds_a_challenge() {
    let refused = failure(|| {
        Reply::error(403, "insufficient_claims")
            .with("www-authenticate", "Bearer error=\"insufficient_claims\", claims=\"eyJhIjp7fX0=\"")
    })
    .await;
    assert!(matches!(&refused, Failure::Unauthorized { challenge: Some(_), .. }), "{refused:?}");
    let forbidden =
        failure(|| Reply::error(403, "ErrorAccessDenied").with("www-authenticate", "Bearer realm=\"\"")).await;
    assert_eq!(error(forbidden).kind, Kind::Forbidden);
}

#[tokio::test]
async fn a_token_refused_for_one_calendar_is_refused_for_all() {
    let graph = with_team(|_| Reply::error(401, "")).await;
    let refused = graph.events(CalendarChoice::default()).await.unwrap_err();
    assert!(matches!(&refused, Failure::Unauthorized { challenge: None, .. }), "{refused:?}");
}

#[tokio::test]
async fn an_identity_without_a_mailbox_is_not_asked_to_sign_in() {
    for (status, code) in [
        (401, "OrganizationFromTenantGuidNotFound"),
        (404, "MailboxNotEnabledForRESTAPI"),
        (404, "mailboxnotsupportedforrestapi"),
    ] {
        let error = error(failure(move || Reply::error(status, code)).await);
        assert_eq!((error.kind, error.code.as_str()), (Kind::NoMailbox, code));
    }
    let nested = || {
        Reply(
            401,
            Vec::new(),
            json!({ "error": { "code": "Unauthorized", "innererror": { "code": "OrganizationFromTenantGuidNotFound" } } }),
        )
    };
    assert_eq!(error(failure(nested).await).kind, Kind::NoMailbox);
}

#[tokio::test]
async fn a_mailbox_without_a_calendar_is_told_and_not_an_empty_agenda() {
    assert_eq!(error(failure(|| Reply::list(&[])).await).code, "no_calendar");
    assert_eq!(error(failure(|| Reply::ok(json!({}))).await).code, "bad_json");
}

#[tokio::test]
async fn an_answer_with_an_error_beside_its_list_is_no_whole_list() {
    let graph = with_team(|_| {
        Reply::ok(json!({ "value": [event("half")], "error": { "code": "PartialResult", "message": "said so" } }))
    })
    .await;
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!((ids(&reading), reading.error.clone().unwrap().code), (vec!["default"], "PartialResult".to_owned()));
    let graph = with_team(|_| Reply::ok(json!({ "value": [event("whole")], "error": null }))).await;
    assert_eq!(graph.events(CalendarChoice::default()).await.unwrap().error, None);
}

#[tokio::test]
async fn a_wait_beyond_all_time_is_told_and_ends_nothing() {
    let graph =
        with_team(|_| Reply::error(429, "ApplicationThrottled").with("retry-after", "18446744073709551615")).await;
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!((ids(&reading), reading.error.clone().unwrap().kind), (vec!["default"], Kind::Throttled));
}

#[tokio::test]
async fn a_server_that_says_what_it_was_sent_is_not_repeated() {
    for status in [200, 400, 403, 404] {
        let echo =
            || json!({ "error": { "code": "the-token-of-alice", "message": "Denied: Bearer the-token-of-alice!" } });
        let error = error(failure(move || Reply(status, Vec::new(), echo())).await);
        assert!(!format!("{error:?}").contains("of-alice"), "{status}: {error:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let stranger = Graph::start(|_| Reply::list(&[event("stolen")])).await;
    let target: &'static str = stranger.origin.clone().leak();
    let error = error(failure(move || Reply(302, vec![("location", target)], json!({}))).await);
    assert_eq!(error.code, "redirected");
    assert!(stranger.asked().is_empty());
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_reached_is_the_networks_failure() {
    let mut graph = Graph::start(|_| Reply::list(&[])).await;
    graph.origin = "http://127.0.0.1:1".to_owned();
    let error = error(graph.events_within(Duration::from_secs(1), CalendarChoice::default()).await.unwrap_err());
    assert_eq!((error.kind, error.code.as_str()), (Kind::Network, "unreachable"));
}

#[tokio::test]
async fn what_graph_says_of_a_failure_is_one_line() {
    let reply =
        || Reply(400, Vec::new(), json!({ "error": { "code": "Odd", "message": "no\r\n  → calcli logout\u{2028}x" } }));
    assert!(error(failure(reply).await).message.contains("no → calcli logout x"));
}
