//! From hand-written JSON to events: the rules of time, the words, and what is refused instead of guessed.

use super::super::{convert, wire};
use super::*;
use crate::model::event::{Event, Person, Response, Sensitivity, ShowAs, When};

/// The JSON of a whole hour with these fields set or replaced.
fn read(fields: &Value) -> Result<Vec<Event>, String> {
    let mut item = event("id");
    item.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let items = vec![serde_json::from_value::<wire::Event>(item).unwrap()];
    let calendar = serde_json::from_value(calendar("Calendar", "me", true)).unwrap();
    let calendar = convert::calendars(vec![calendar]).unwrap().remove(0);
    convert::events(items, &"xebia".parse().unwrap(), &calendar).map_err(|error| error.message)
}

fn one(fields: &Value) -> Event {
    read(fields).unwrap().remove(0)
}

fn time(date_time: &str, zone: &str) -> Value {
    json!({ "dateTime": date_time, "timeZone": zone })
}

fn timed(start: &str, end: &str) -> When {
    When::Timed { start: start.parse().unwrap(), end: end.parse().unwrap() }
}

fn all_day(start: &str, end: &str) -> When {
    When::AllDay { start: start.parse().unwrap(), end: end.parse().unwrap() }
}

#[test]
fn a_time_is_utc_under_each_of_its_names_and_whole_seconds() {
    for zone in ["UTC", "utc", "Etc/UTC", "tzone://Microsoft/Utc"] {
        let start = time("2026-11-23T08:30:59.9999999", zone);
        let when = one(&json!({ "start": start, "end": time("2026-11-23T09:00:00", zone) })).when;
        assert_eq!(when, timed("2026-11-23T08:30:59Z", "2026-11-23T09:00:00Z"));
    }
    let unnamed = json!({ "dateTime": "2026-11-23T08:30:00.0000000", "timeZone": null });
    assert!(read(&json!({ "start": unnamed })).is_ok());
}

#[test]
fn a_time_in_another_zone_is_refused_and_not_shifted() {
    let why = read(&json!({ "start": time("2026-11-23T09:00:00", "Pacific Standard Time") })).unwrap_err();
    assert!(why.contains("\"Pacific Standard Time\", although UTC was asked for"), "{why}");
}

#[test]
fn whole_days_are_their_dates_whatever_zone_and_hour_stand_beside_them() {
    let when = |start: &str, end: &str, zone: &str| {
        one(&json!({ "isAllDay": true, "start": time(start, zone), "end": time(end, zone) })).when
    };
    let one_day = all_day("2026-03-29", "2026-03-30");
    assert_eq!(when("2026-03-29T00:00:00.0000000", "2026-03-30T00:00:00.0000000", "UTC"), one_day);
    assert_eq!(when("2026-03-29T00:00:00", "2026-03-30T00:00:00", "Pacific Standard Time"), one_day);
    assert_eq!(when("2026-03-29T23:00:00", "2026-03-30T23:00:00", "UTC"), one_day);
    assert_eq!(when("2026-03-29T00:00:00", "2026-03-29T00:00:00", "UTC"), one_day);
    assert_eq!(when("2026-03-29T00:00:00", "2026-03-28T00:00:00", "UTC"), one_day);
    assert_eq!(when("2026-03-29T00:00:00", "2026-04-01T00:00:00", "UTC"), all_day("2026-03-29", "2026-04-01"));
}

#[test]
fn what_ends_before_it_starts_has_no_length() {
    let when = one(&json!({ "end": time("2026-11-23T08:00:00", "UTC") })).when;
    assert_eq!(when, timed("2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z"));
}

#[test]
fn an_event_without_an_id_or_a_readable_time_is_refused_by_name() {
    for (fields, why) in [
        (json!({ "id": null }), "has no id"),
        (json!({ "id": "" }), "has no id"),
        (json!({ "start": null }), "has no start"),
        (json!({ "end": { "timeZone": "UTC" } }), "has no end"),
        (json!({ "end": time("2026-13-01T00:00:00", "UTC") }), "no time, \"2026-13-01T00:00:00\""),
        (json!({ "isAllDay": true, "start": time("", "UTC") }), "has a start that is no time"),
    ] {
        let told = read(&fields).unwrap_err();
        assert!(told.contains("\"Subject of id\"") && told.contains(why), "{told}");
    }
}

#[test]
fn an_event_in_a_year_that_cannot_be_written_is_refused() {
    for (start, all_day) in [
        ("0001-01-01T00:00:00", false),
        ("+10000-01-01T00:00:00", false),
        ("+262142-12-31T23:59:59", false),
        ("9999-12-31T23:59:59", false),
        ("9999-12-31T00:00:00", true),
        ("-0001-12-31T00:00:00", true),
    ] {
        let fields = json!({ "start": time(start, "UTC"), "end": time(start, "UTC"), "isAllDay": all_day });
        assert!(read(&fields).unwrap_err().contains("no calendar reaches"), "{start}");
    }
}

#[test]
fn a_calendar_whose_id_no_address_can_hold_is_refused() {
    for id in [".", "..", "a\tb", "a\nb", "\r"] {
        let item = serde_json::from_value(json!({ "id": id, "name": "Odd" })).unwrap();
        let error = convert::calendars(vec![item]).unwrap_err();
        assert_eq!((error.code.as_str(), error.message.contains("\"Odd\"")), ("bad_calendar", true), "{id:?}");
    }
}

#[test]
fn the_master_of_a_series_is_skipped_and_its_occurrences_recur() {
    assert_eq!(read(&json!({ "type": "seriesMaster", "start": null })), Ok(Vec::new()));
    assert!(one(&json!({ "type": "occurrence" })).recurring);
    assert!(one(&json!({ "type": "exception" })).recurring);
    assert!(one(&json!({ "seriesMasterId": "m" })).recurring);
    assert!(!one(&json!({ "type": "singleInstance", "seriesMasterId": null })).recurring);
}

#[test]
fn nulls_and_words_of_the_future_are_no_obstacle() {
    let bare = one(&json!({
        "subject": null, "location": null, "onlineMeeting": null, "organizer": { "emailAddress": null }, "categories": null,
        "responseStatus": null, "showAs": "napping", "sensitivity": "topSecret", "type": "dream", "isAllDay": null,
        "originalStart": null, "@odata.etag": null, "fromTheFuture": { "x": [1] },
    }));
    assert_eq!((bare.subject.as_str(), bare.show_as, bare.sensitivity), ("", ShowAs::Unknown, Sensitivity::Normal));
    assert_eq!((bare.response, bare.organizer, bare.location, bare.join_url), (Response::None, None, None, None));
}

#[test]
fn every_answer_has_its_word_and_the_organizer_comes_first() {
    for (word, response) in [
        ("none", Response::None),
        ("organizer", Response::Organizer),
        ("tentativelyAccepted", Response::Tentative),
        ("accepted", Response::Accepted),
        ("declined", Response::Declined),
        ("notResponded", Response::NotResponded),
    ] {
        let status = json!({ "response": word, "time": "0001-01-01T00:00:00Z" });
        assert_eq!(one(&json!({ "responseStatus": status })).response, response);
        assert_eq!(one(&json!({ "responseStatus": status, "isOrganizer": true })).response, Response::Organizer);
    }
}

#[test]
fn every_state_and_sensitivity_has_its_word() {
    let states = ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"];
    let read = states.map(|word| one(&json!({ "showAs": word })).show_as.name());
    assert_eq!(read, ["free", "tentative", "busy", "oof", "working_elsewhere", "unknown"]);
    let sensitivities = ["normal", "personal", "private", "confidential"];
    assert_eq!(sensitivities.map(|word| one(&json!({ "sensitivity": word })).sensitivity.name()), sensitivities);
}

#[test]
fn the_rest_is_taken_over_and_empty_texts_are_nothing() {
    let full = one(&json!({
        "@odata.etag": "W/\"1\"", "iCalUId": "uid", "webLink": "https://outlook.example", "isCancelled": true,
        "location": { "displayName": "Room 4" }, "onlineMeeting": { "joinUrl": "https://join" }, "onlineMeetingUrl": "https://old",
        "organizer": { "emailAddress": { "name": "Alice", "address": "" } }, "categories": ["red", null],
        "originalStart": "2026-11-23T08:00:00Z",
    }));
    assert_eq!((full.etag.as_deref(), full.ical_uid.as_deref()), (Some("W/\"1\""), Some("uid")));
    assert_eq!((full.location.as_deref(), full.join_url.as_deref()), (Some("Room 4"), Some("https://join")));
    assert_eq!(full.organizer, Some(Person { name: Some("Alice".to_owned()), email: None }));
    assert_eq!((full.cancelled, full.categories), (true, vec!["red".to_owned()]));
    assert_eq!(full.original_start, "2026-11-23T08:00:00Z".parse().ok());
    let old = json!({ "onlineMeeting": { "joinUrl": "" }, "onlineMeetingUrl": "https://old", "location": { "displayName": "" } });
    assert_eq!((one(&old).join_url.as_deref(), one(&old).location), (Some("https://old"), None));
}

#[test]
fn a_refusal_gives_its_deepest_word_first_under_both_spellings() {
    let refusal = |error: Value| serde_json::from_value::<wire::Refusal>(json!({ "error": error })).unwrap();
    let nested = json!({ "code": "outer", "message": "", "innererror": { "code": "middle", "message": "why", "innerError": { "code": "429" } } });
    assert_eq!(refusal(nested.clone()).codes(), ["middle", "outer"]);
    assert_eq!(refusal(nested).message(), "why");
    for odd in [json!({ "code": "" }), json!({ "code": 7, "message": null }), json!("invalid_token"), json!(null)] {
        assert_eq!((refusal(odd.clone()).codes().len(), refusal(odd).message()), (0, ""));
    }
}

#[test]
fn the_name_of_an_owner_is_no_longer_than_an_address() {
    let user = json!({ "id": "1", "userPrincipalName": "x".repeat(1_000_000) });
    let owner = convert::owner(serde_json::from_value(user).unwrap()).unwrap();
    assert_eq!(owner.username.len(), 320);
}

#[test]
fn a_body_that_comes_as_a_page_is_text_and_says_where_it_is_not_read_to_its_end() {
    let body = |content: String| one(&json!({ "body": { "contentType": "html", "content": content } })).body.unwrap();
    assert_eq!(body("<p>Bring <b>both</b></p>".to_owned()), "Bring both");
    assert!(!body("<br>".repeat(99) + "end").contains('…'));
    let long = body("é".repeat(64 << 10));
    assert_eq!(long.strip_suffix(" …").map(|text| text.chars().count()), Some(32 << 10));
}
