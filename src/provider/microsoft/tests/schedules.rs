//! What other people's schedules are asked for with, and what becomes of each way in which Graph answers.

use super::*;
use crate::model::event::ShowAs;
use chrono::TimeDelta;

fn people(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("p{number}@xebia.com")).collect()
}

/// An answer in which everybody's entry has these fields.
fn everybody(fields: &Value) -> impl Fn(&Asked) -> Reply + Send + Sync + 'static {
    let fields = fields.clone();
    move |asked| {
        let entry = |email: &Value| {
            let mut entry = fields.clone();
            entry["scheduleId"] = email.clone();
            entry
        };
        Reply::list(&asked.body["schedules"].as_array().unwrap().iter().map(entry).collect::<Vec<_>>())
    }
}

fn item(status: &str, zone: &str) -> Value {
    let time = |clock: &str| json!({ "dateTime": format!("2026-11-23T{clock}:00.0000000"), "timeZone": zone });
    json!({ "status": status, "start": time("09:00"), "end": time("10:30") })
}

/// What is told of one person, each block with its hours in UTC.
async fn told(fields: Value) -> Result<Vec<String>, String> {
    let graph = Graph::start(everybody(&fields)).await;
    let mut answers = graph.schedules(&people(1), monday()).await.unwrap();
    let shown = |block: &Block| {
        let clock = |instant: chrono::DateTime<chrono::Utc>| instant.format("%d %H:%M");
        format!("{}–{} {}", clock(block.range.start()), clock(block.range.end()), block.show_as.name())
    };
    let told = answers.remove(0);
    told.map(|blocks| blocks.iter().filter(|block| block.show_as != ShowAs::Free).map(shown).collect())
        .map_err(|error| error.code)
}

#[tokio::test]
async fn no_request_asks_about_more_than_20_people_or_62_days() {
    let graph = Graph::start(everybody(&json!({ "scheduleItems": [item("busy", "UTC")] }))).await;
    let range = TimeRange::new(monday().start(), monday().start() + TimeDelta::days(100)).unwrap();
    let answers = graph.schedules(&people(45), range).await.unwrap();
    assert_eq!(answers.len(), 45);
    assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|blocks| blocks.len() == 2)), "one of each part");
    let asked = graph.asked();
    assert_eq!(asked.len(), 6);
    let time = |asked: &Asked, which: &str| {
        asked.body[which]["dateTime"].as_str().unwrap().parse::<chrono::NaiveDateTime>().unwrap()
    };
    for one in &asked {
        assert_eq!(
            (one.path.as_str(), &one.headers["content-type"]),
            ("/v1.0/me/calendar/getSchedule", &HeaderValue::from_static("application/json"))
        );
        assert_eq!(one.headers["authorization"], "Bearer the-token-of-alice");
        assert!(one.body["schedules"].as_array().unwrap().len() <= 20);
        assert_eq!(
            (&one.body["startTime"]["timeZone"], &one.body["endTime"]["timeZone"]),
            (&json!("UTC"), &json!("UTC"))
        );
        assert!(time(one, "endTime") - time(one, "startTime") <= TimeDelta::days(62));
    }
    let days: TimeDelta = asked.iter().map(|one| time(one, "endTime") - time(one, "startTime")).sum();
    assert_eq!(days, TimeDelta::days(300));
}

#[tokio::test]
async fn items_say_when_somebody_is_busy_and_digits_where_there_are_none() {
    let items = json!([item("busy", "UTC"), item("tentative", "UTC")]);
    let both = ["23 09:00–23 10:30 busy", "23 09:00–23 10:30 tentative"].map(str::to_owned);
    assert_eq!(told(json!({ "scheduleItems": items, "availabilityView": "3" })).await, Ok(both.into()));
    assert_eq!(told(json!({ "scheduleItems": [] })).await, Err("schedule_unreadable".to_owned()));
    assert_eq!(told(json!({ "scheduleItems": [], "availabilityView": "0".repeat(288) })).await, Ok(Vec::new()));
    let digits = format!("0123{}", "0".repeat(284));
    let by_digits =
        ["22 23:05–22 23:10 tentative", "22 23:10–22 23:15 busy", "22 23:15–22 23:20 oof"].map(str::to_owned);
    assert_eq!(told(json!({ "scheduleItems": [], "availabilityView": digits })).await, Ok(by_digits.clone().into()));
    assert_eq!(told(json!({ "scheduleItems": null, "availabilityView": digits })).await, Ok(by_digits.into()));
}

#[tokio::test]
async fn what_digits_do_not_reach_is_not_taken_for_free() {
    let told = told(json!({ "availabilityView": format!("{}x", "0".repeat(286)) })).await;
    assert_eq!(told, Ok(vec!["23 22:50–23 22:55 unknown".to_owned(), "23 22:55–23 23:00 unknown".to_owned()]));
}

#[tokio::test]
async fn nothing_that_is_not_told_is_taken_for_free() {
    let error = json!({ "error": { "message": "Unable to resolve.\r\n Server: X", "responseCode": "ErrorMailRecipientNotFound" } });
    assert_eq!(told(error).await, Err("ErrorMailRecipientNotFound".to_owned()));
    assert_eq!(told(json!({ "error": {} })).await, Err("schedule_unreadable".to_owned()));
    assert_eq!(told(json!({})).await, Err("schedule_unreadable".to_owned()));
    assert_eq!(told(json!({ "availabilityView": "" })).await, Err("schedule_unreadable".to_owned()));
    assert_eq!(
        told(json!({ "availabilityView": "", "scheduleItems": [] })).await,
        Err("schedule_unreadable".to_owned())
    );
    let early = told(json!({ "availabilityView": "00000", "scheduleItems": [] })).await.unwrap();
    assert!(early.len() > 200, "{early:?}");
    let more =
        told(json!({ "availabilityView": "2".repeat(288), "scheduleItems": [item("busy", "UTC")] })).await.unwrap();
    assert!(more.len() > 200, "what the items leave out: {more:?}");
    assert_eq!(
        told(json!({ "scheduleItems": [item("busy", "Pacific Standard Time")] })).await,
        Err("schedule_unreadable".to_owned())
    );
    let free = json!({ "scheduleId": "P1@XEBIA.COM", "scheduleItems": [], "availabilityView": "0".repeat(288) });
    let graph = Graph::start(move |_| Reply::list(std::slice::from_ref(&free))).await;
    let answers = graph.schedules(&people(2), monday()).await.unwrap();
    assert_eq!(
        (answers[0].as_ref().map_err(|error| error.code.as_str()), &answers[1]),
        (Err("schedule_unreadable"), &Ok(Vec::new()))
    );
    let twice = [json!([]), json!([item("busy", "UTC")])].map(
        |items| json!({ "scheduleId": "p0@xebia.com", "scheduleItems": items, "availabilityView": "0".repeat(288) }),
    );
    let graph = Graph::start(move |_| Reply::list(&twice)).await;
    assert_eq!(graph.schedules(&people(1), monday()).await.unwrap()[0].as_ref().map(Vec::len), Ok(1));
}

#[tokio::test]
async fn a_refusal_says_what_to_do() {
    let graph = Graph::start(|_| Reply::error(403, "ErrorAccessDenied")).await;
    let failure = graph.schedules(&people(1), monday()).await.unwrap_err();
    assert!(
        matches!(failure, Failure::Failed(error) if error.code == "ErrorAccessDenied" && error.hints[0] == "calcli login --account xebia")
    );
    let graph = Graph::start(|_| Reply::error(401, "InvalidAuthenticationToken")).await;
    assert!(matches!(graph.schedules(&people(1), monday()).await, Err(Failure::Unauthorized { .. })));
}
