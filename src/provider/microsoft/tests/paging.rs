//! Lists of several pages: followed whole, never in circles, and never to another server.

use super::*;

/// A mailbox with one calendar, whose view is answered by this script.
async fn with_view(view: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Graph {
    Graph::start(move |asked| match asked.path.as_str() {
        "/v1.0/me/calendars" => Reply::list(&[calendar("Calendar", "me", true)]),
        _ => view(asked),
    })
    .await
}

fn page(items: &[Value], next: &str) -> Reply {
    Reply::ok(json!({ "value": items, "@odata.nextLink": next }))
}

fn code(result: Result<Reading, Failure>) -> String {
    match result {
        Err(Failure::Failed(error)) => error.code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn pages_are_followed_as_they_are_and_an_event_on_two_of_them_is_one() {
    let graph = with_view(|asked| match asked.query.get("$skiptoken").map(String::as_str) {
        None => page(&[event("a"), event("b")], &format!("{}/v1.0/me/calendarView?$skiptoken=x%2By", asked.origin)),
        Some("x+y") => page(&[], &format!("{}/elsewhere?$skiptoken=last", asked.origin)),
        Some(_) => Reply::list(&[event("b"), event("c")]),
    })
    .await;
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!(ids(&reading), ["a", "b", "c"]);
    let last = graph.asked().into_iter().find(|asked| asked.path == "/elsewhere").unwrap();
    assert_eq!(last.query.len(), 1);
    assert_eq!(last.headers["prefer"], "IdType=\"ImmutableId\"");
}

#[tokio::test]
async fn the_list_of_calendars_has_pages_too() {
    let graph = Graph::start(|asked| match (asked.path.as_str(), asked.query.get("$skip")) {
        ("/v1.0/me/calendars", None) => {
            page(&[calendar("Calendar", "me", true)], &format!("{}/v1.0/me/calendars?$skip=1", asked.origin))
        }
        ("/v1.0/me/calendars", Some(_)) => Reply::list(&[calendar("Team", "me", true)]),
        (path, _) => Reply::list(&[event(path)]),
    })
    .await;
    assert_eq!(graph.events(CalendarChoice::default()).await.unwrap().events.len(), 2);
}

#[tokio::test]
async fn a_page_that_leads_to_a_page_seen_before_is_a_loop() {
    let graph = with_view(|asked| page(&[event("a")], &format!("{}/v1.0/me/calendarView?$skip=1", asked.origin))).await;
    assert_eq!(code(graph.events(CalendarChoice::default()).await), "paging_loop");
    assert_eq!(graph.paths().iter().filter(|path| path.ends_with("View")).count(), 2);
}

#[tokio::test]
async fn pages_without_an_end_are_a_loop() {
    let graph = with_view(|asked| {
        let skip = asked.query.get("$skip").map_or(0, |skip| skip.parse::<usize>().unwrap());
        page(&[event("a")], &format!("{}/v1.0/me/calendarView?$skip={}", asked.origin, skip + 1))
    })
    .await;
    assert_eq!(code(graph.events_within(Duration::from_secs(120), CalendarChoice::default()).await), "paging_loop");
    assert_eq!(graph.paths().iter().filter(|path| path.ends_with("View")).count(), 1_000);
}

#[tokio::test]
async fn a_page_with_far_more_than_was_asked_for_is_refused_without_keeping_it() {
    for (count, outcome) in [(1_000, ""), (1_001, "too_many_events"), (500_000, "too_many_events")] {
        let items: Vec<Value> =
            if count > 1_001 { vec![json!({}); count] } else { (0..count).map(|n| event(&n.to_string())).collect() };
        let graph = with_view(move |_| Reply::list(&items)).await;
        let result = graph.events(CalendarChoice::default()).await;
        assert_eq!(result.map_or_else(|failure| failure.into_error().code, |_| String::new()), outcome, "{count}");
    }
}

#[tokio::test]
async fn an_answer_of_more_bytes_than_a_page_has_is_refused() {
    let graph = with_view(|_| Reply::ok(json!({ "value": [], "padding": "x".repeat(16 << 20) }))).await;
    assert_eq!(code(graph.events(CalendarChoice::default()).await), "answer_too_long");
}

#[tokio::test]
async fn a_calendar_with_more_events_than_a_mailbox_may_have_fails_and_the_others_stay() {
    let graph = Graph::start(|asked| match asked.path.as_str() {
        "/v1.0/me/calendars" => Reply::list(&[calendar("Calendar", "me", true), calendar("Team", "me", true)]),
        "/v1.0/me/calendarView" => Reply::list(&[event("default")]),
        _ => {
            let skip = asked.query.get("$skip").map_or(0, |skip| skip.parse::<usize>().unwrap());
            let small = json!({ "id": "x", "type": "seriesMaster" });
            page(&vec![small; 1_000], &format!("{}/more?$skip={}", asked.origin, skip + 1))
        }
    })
    .await;
    let reading = graph.events_within(Duration::from_secs(120), CalendarChoice::default()).await.unwrap();
    assert_eq!((ids(&reading), reading.error.clone().unwrap().code), (vec!["default"], "too_many_events".to_owned()));
}

#[tokio::test]
async fn people_and_categories_count_towards_what_a_mailbox_may_answer() {
    let graph = with_view(|asked| {
        let skip = asked.query.get("$skip").map_or(0, |skip| skip.parse::<usize>().unwrap());
        let mut crowded = event("a");
        crowded["categories"] = vec![""; 1_000].into();
        page(&vec![crowded; 600], &format!("{}/v1.0/me/calendarView?$skip={}", asked.origin, skip + 1))
    })
    .await;
    let failure = graph.events_within(Duration::from_secs(120), CalendarChoice::default()).await;
    assert_eq!(code(failure), "too_many_events");
    assert_eq!(graph.paths().iter().filter(|path| path.ends_with("View")).count(), 2);
}

#[tokio::test]
async fn the_token_does_not_follow_a_link_to_another_server() {
    let stranger = Graph::start(|_| Reply::list(&[event("stolen")])).await;
    let port = stranger.origin.rsplit(':').next().unwrap().to_owned();
    let links = [
        format!("{}/v1.0/me/calendarView?$skip=1", stranger.origin),
        format!("http://localhost:{port}/"),
        "https://evil.example/v1.0/me/calendarView".to_owned(),
        "/v1.0/me/calendarView?$skip=1".to_owned(),
        String::new(),
    ];
    for link in links {
        let told = link.clone();
        let graph = with_view(move |_| page(&[event("a")], &told)).await;
        assert_eq!(code(graph.events(CalendarChoice::default()).await), "foreign_next_link", "{link}");
    }
    assert!(stranger.asked().is_empty());
}

#[tokio::test]
async fn a_part_of_an_answer_is_not_taken_for_all_of_it() {
    let graph = with_view(|_| Reply(206, Vec::new(), json!({ "value": [event("a")] }))).await;
    assert_eq!(code(graph.events(CalendarChoice::default()).await), "broken_answer");
}

#[tokio::test]
async fn a_link_that_only_looks_like_graph_is_foreign() {
    let graph = with_view(|asked| page(&[event("a")], &format!("{}@evil.example/", asked.origin))).await;
    assert_eq!(code(graph.events(CalendarChoice::default()).await), "foreign_next_link");
}

#[tokio::test]
async fn a_calendar_whose_last_page_fails_gives_nothing() {
    let graph = with_view(|asked| match asked.query.get("$skip") {
        None => page(&[event("a")], &format!("{}/v1.0/me/calendarView?$skip=1", asked.origin)),
        Some(_) => Reply::error(400, "BadRequest"),
    })
    .await;
    assert_eq!(code(graph.events(CalendarChoice::default()).await), "BadRequest");
}
