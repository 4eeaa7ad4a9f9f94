//! The agenda's JSON against the contract: every key, in its order, with the times as promised.

use super::*;
use crate::model::agenda::Source;
use crate::render::samples::{agenda_of, amsterdam, event, expired, label, meeting, shared, whole_days};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn sample() -> Agenda {
    let standup = Event { location: Some("Room 4".to_owned()), ..event("xebia", "Standup", "23T09:30", "23T10:00") };
    let mut sample = agenda_of("23T00:00", "24T00:00", vec![meeting(standup)]);
    sample.sources.push(Source { account: label("marimer"), fetched_at: None, error: Some(expired()) });
    sample
}

#[test]
fn the_document_is_the_one_of_the_contract() {
    let expected = json!({
        "schema_version": 1,
        "time_zone": "Europe/Amsterdam",
        "range": { "start": "2026-11-23T00:00:00+01:00", "end": "2026-11-24T00:00:00+01:00" },
        "complete": false,
        "accounts": [
            { "name": "xebia", "status": "ok", "source": "live", "fetched_at": "2026-11-23T08:12:04Z", "error": null },
            { "name": "marimer", "status": "sign_in_required", "source": null, "fetched_at": null,
              "error": { "code": "AADSTS700082", "message": "The refresh token has expired due to inactivity.", "hints": ["calcli login --account marimer"] } }
        ],
        "events": [{
            "id": "AAMkAG", "ical_uid": "0400", "account": "xebia",
            "calendar": { "id": "AAMk", "name": "Calendar" },
            "subject": "Standup", "start": "2026-11-23T09:30:00+01:00", "end": "2026-11-23T10:00:00+01:00",
            "all_day": false, "start_date": null, "end_date": null,
            "location": "Room 4", "join_url": null, "web_url": "https://outlook.example/1",
            "organizer": { "name": "Alice", "email": "alice@xebia.com" },
            "show_as": "busy", "response": "accepted", "sensitivity": "normal", "cancelled": false, "recurring": true,
            "categories": [],
            "copies": [{ "account": "xebia", "calendar": { "id": "AAMk", "name": "Calendar" }, "id": "AAMkAG", "response": "accepted", "show_as": "busy" }]
        }]
    });
    assert_eq!(parsed(&agenda(&sample(), &amsterdam())), expected);
}

#[test]
fn the_keys_stand_in_the_order_of_the_contract() {
    let text = agenda(&sample(), &amsterdam());
    let keys: Vec<&str> =
        text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\":").map(|(key, _)| key)).collect();
    let expected = "schema_version time_zone range start end complete accounts \
        name status source fetched_at error name status source fetched_at error code message hints \
        events id ical_uid account calendar id name subject start end all_day start_date end_date location join_url web_url \
        organizer name email show_as response sensitivity cancelled recurring categories \
        copies account calendar id name id response show_as";
    assert_eq!(keys.join(" "), expected);
}

#[test]
fn whole_days_are_local_midnights_with_their_dates_also_over_a_clock_change() {
    let mut trip = event("home", "Trip", "23T00:00", "24T00:00");
    trip.when = whole_days("2026-10-24", "2026-10-26");
    let document = parsed(&agenda(&agenda_of("01T00:00", "30T00:00", vec![shared(trip, "xebia")]), &amsterdam()));
    let shown = &document["events"][0];
    assert_eq!(shown["start"], "2026-10-24T00:00:00+02:00");
    assert_eq!(shown["end"], "2026-10-26T00:00:00+01:00");
    assert_eq!(
        [&shown["all_day"], &shown["start_date"], &shown["end_date"]],
        [&json!(true), &json!("2026-10-24"), &json!("2026-10-26")]
    );
    let accounts: Vec<&Value> = shown["copies"].as_array().unwrap().iter().map(|copy| &copy["account"]).collect();
    assert_eq!(accounts, ["home", "xebia"]);
}

#[test]
fn utc_has_a_numeric_offset_and_what_is_absent_is_null() {
    let bare = Event {
        ical_uid: None,
        web_url: None,
        organizer: Some(Person::default()),
        ..event("a", "\u{1b}[2J", "23T09:30", "23T10:00")
    };
    let text = agenda(&agenda_of("23T00:00", "24T00:00", vec![meeting(bare)]), &Zone::utc());
    let document = parsed(&text);
    assert_eq!(document["range"]["start"], "2026-11-22T23:00:00+00:00");
    let shown = &document["events"][0];
    assert_eq!([&shown["ical_uid"], &shown["web_url"], &shown["location"]], [&Value::Null; 3]);
    assert_eq!(shown["organizer"], json!({ "name": null, "email": null }));
    assert_eq!(shown["subject"], "\u{1b}[2J");
    assert!(text.contains(r#""subject": "\u001b[2J""#));
}

#[test]
fn an_empty_agenda_has_empty_lists() {
    let mut nothing = agenda_of("23T00:00", "24T00:00", Vec::new());
    nothing.sources.clear();
    let document = parsed(&agenda(&nothing, &amsterdam()));
    assert_eq!(
        [&document["complete"], &document["accounts"], &document["events"]],
        [&json!(true), &json!([]), &json!([])]
    );
}
