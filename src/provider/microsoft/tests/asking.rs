//! Which requests are sent for which choice of calendars, with which headers, and how many at once.

use super::*;
use crate::model::account::CalendarPattern;

/// A mailbox with five calendars, each with one event.
fn mailbox(asked: &Asked) -> Reply {
    match asked.path.as_str() {
        "/v1.0/me/calendars" => Reply::list(&[
            calendar("Calendar", "me", true),
            calendar("Team", "ME", true),
            calendar("Holidays", "me", false),
            calendar("Boss", "boss", true),
            calendar("a/b?c", "boss", false),
        ]),
        "/v1.0/me/calendarView" => Reply::list(&[event("default")]),
        path => Reply::list(&[event(path)]),
    }
}

#[tokio::test]
async fn by_default_the_calendars_that_the_owner_owns_and_can_edit_are_read() {
    let graph = Graph::start(mailbox).await;
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!(ids(&reading), ["default", "/v1.0/me/calendars/id-Team/calendarView"]);
    assert_eq!(reading.error, None);
    let names: Vec<_> = reading.events.iter().map(|event| event.reference.calendar_name.as_str()).collect();
    assert_eq!(names, ["Calendar", "Team"]);
}

#[tokio::test]
async fn all_calendars_are_read_with_their_ids_as_one_segment_of_the_path() {
    let graph = Graph::start(mailbox).await;
    let reading = graph.events(choose(&["*"])).await.unwrap();
    assert_eq!(reading.events.len(), 5);
    assert!(graph.paths().contains(&"/v1.0/me/calendars/id-a%2Fb%3Fc/calendarView".to_owned()), "{:?}", graph.paths());
}

#[tokio::test]
async fn named_calendars_are_found_without_case_and_by_id_and_nothing_else_is_read() {
    let graph = Graph::start(mailbox).await;
    let reading = graph.events(choose(&["TEAM", "id-Boss"])).await.unwrap();
    assert_eq!(reading.error, None);
    assert_eq!(ids(&reading), ["/v1.0/me/calendars/id-Team/calendarView", "/v1.0/me/calendars/id-Boss/calendarView"]);
    assert_eq!(graph.paths().len(), 3);
}

#[tokio::test]
async fn a_name_that_no_calendar_has_is_told_beside_the_events_of_the_others() {
    let graph = Graph::start(mailbox).await;
    let reading = graph.events(choose(&["Golf", "calendar"])).await.unwrap();
    assert_eq!(ids(&reading), ["default"]);
    let error = reading.error.unwrap();
    assert_eq!(error.code, "calendar_not_found");
    assert_eq!(
        error.message,
        "No calendar is called \"Golf\"; there are \"Calendar\", \"Team\", \"Holidays\", \"Boss\", \"a/b?c\"."
    );
    assert_eq!(error.hints[0], "calcli calendars --account xebia");
    let nothing = graph.events(choose(&["Golf"])).await.unwrap_err();
    assert!(matches!(nothing, Failure::Failed(error) if error.code == "calendar_not_found"));
}

#[tokio::test]
async fn what_is_excluded_is_not_asked_for_and_the_default_calendar_not_before_its_name_is_known() {
    let graph = Graph::start(mailbox).await;
    let reading = graph.events(choose(&["!calendar"])).await.unwrap();
    assert_eq!(ids(&reading), ["/v1.0/me/calendars/id-Team/calendarView"]);
    assert_eq!(graph.paths(), ["/v1.0/me/calendars", "/v1.0/me/calendars/id-Team/calendarView"]);
    assert_eq!((reading.calendars.len(), reading.error), (5, None));
}

#[tokio::test]
async fn a_choice_for_one_run_that_fits_nothing_reads_nothing_and_is_no_failure() {
    let graph = Graph::start(mailbox).await;
    let own = CalendarChoice::default();
    let golf = CalendarChoice::for_one_run(&[CalendarPattern::new("Golf", [])], &"xebia".parse().unwrap(), &own);
    let reading = graph.events(golf.unwrap()).await.unwrap();
    assert_eq!((reading.events, reading.error, graph.paths().len()), (Vec::new(), None, 1));
    let nothing = graph.events(choose(&["Z*"])).await.unwrap_err();
    assert!(matches!(nothing, Failure::Failed(error) if error.message.contains("\"Z*\"")));
}

#[tokio::test]
async fn where_no_calendar_says_that_it_is_the_default_the_first_editable_one_is() {
    let graph = Graph::start(|asked| match asked.path.as_str() {
        "/v1.0/me/calendars" => Reply::list(&[
            json!({ "id": "shared", "name": "Shared", "canEdit": false }),
            json!({ "id": "mine", "name": "Calendar", "canEdit": true }),
        ]),
        _ => Reply::list(&[event("default")]),
    })
    .await;
    let reading = graph.events(CalendarChoice::default()).await.unwrap();
    assert_eq!(reading.events[0].reference.calendar_id, "mine");
    let defaults: Vec<_> = graph.calendars().await.unwrap().into_iter().filter(|one| one.is_default).collect();
    assert_eq!((defaults.len(), defaults[0].id.as_str()), (1, "mine"));
}

#[tokio::test]
async fn the_default_calendar_is_found_wherever_it_stands_in_the_list() {
    let graph = Graph::start(|asked| match asked.path.as_str() {
        "/v1.0/me/calendars" => Reply::list(&[calendar("Team", "me", true), calendar("Calendar", "me", true)]),
        path => Reply::list(&[event(path)]),
    })
    .await;
    for choice in [CalendarChoice::default(), choose(&["*"])] {
        let reading = graph.events(choice).await.unwrap();
        let found: Vec<_> = reading.events.iter().map(|event| event.reference.calendar_name.as_str()).collect();
        assert_eq!((found, ids(&reading)[0]), (vec!["Calendar", "Team"], "/v1.0/me/calendarView"));
    }
}

#[tokio::test]
async fn the_window_is_a_day_wider_on_both_sides_and_in_utc() {
    let graph = Graph::start(mailbox).await;
    graph.events(CalendarChoice::default()).await.unwrap();
    let asked = graph.asked().into_iter().find(|asked| asked.path == "/v1.0/me/calendarView").unwrap();
    assert_eq!(asked.query["startDateTime"], "2026-11-21T23:00:00Z");
    assert_eq!(asked.query["endDateTime"], "2026-11-24T23:00:00Z");
    assert_eq!((asked.query["$top"].as_str(), asked.query["$orderby"].as_str()), ("500", "start/dateTime"));
    assert!(asked.query["$select"].contains("iCalUId") && !asked.query["$select"].contains("body"));
}

#[tokio::test]
async fn every_request_carries_the_token_asks_for_immutable_ids_and_names_itself() {
    let graph = Graph::start(mailbox).await;
    graph.events(choose(&["*"])).await.unwrap();
    let asked = graph.asked();
    for one in &asked {
        assert_eq!(one.headers["authorization"], "Bearer the-token-of-alice");
        assert_eq!(one.headers["prefer"], "IdType=\"ImmutableId\"");
        assert_eq!(one.headers["accept"], "application/json");
    }
    let names: std::collections::HashSet<_> =
        asked.iter().map(|one| one.headers["client-request-id"].clone()).collect();
    assert_eq!(names.len(), asked.len());
}

#[tokio::test]
async fn never_more_than_four_requests_are_under_way_in_one_mailbox() {
    let graph = Graph::start(|asked| match asked.path.as_str() {
        "/v1.0/me/calendars" => {
            let others = (0..20).map(|n| calendar(&format!("{n}"), "me", true));
            Reply::list(&std::iter::once(calendar("Calendar", "me", true)).chain(others).collect::<Vec<_>>())
        }
        path => Reply::list(&[event(path)]),
    })
    .await;
    assert_eq!(graph.events(CalendarChoice::default()).await.unwrap().events.len(), 21);
    assert_eq!(graph.log.lock().unwrap().most_at_once, 4);
}
