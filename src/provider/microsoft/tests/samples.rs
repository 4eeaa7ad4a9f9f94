//! Bodies that Microsoft published or that were met in the wild, where a folder of them is at hand.

use super::super::{convert, wire};
use super::*;
use crate::model::event::Event;
use std::path::PathBuf;

/// Each sample whose name begins like this, or nothing where there is no folder of samples.
#[allow(clippy::print_stdout, reason = "a skipped test says so")]
fn samples(prefix: &str) -> Vec<(String, Value)> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/samples"));
    let folder = std::env::var_os("CALCLI_SAMPLES").map_or_else(beside, PathBuf::from);
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no samples in {} (set CALCLI_SAMPLES)", folder.display());
        return Vec::new();
    };
    let named = files.map(|file| file.unwrap()).map(|file| (file.file_name().into_string().unwrap(), file.path()));
    let wanted = named.filter(|(name, _)| name.starts_with(prefix));
    wanted.map(|(name, path)| (name, serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())).collect()
}

fn read(item: &Value) -> Result<Vec<Event>, String> {
    let calendar = calendar("Calendar", "me", true);
    let calendar = convert::calendars(vec![serde_json::from_value(calendar).unwrap()]).unwrap().remove(0);
    let items = vec![serde_json::from_value(item.clone()).unwrap()];
    convert::events(items, &"xebia".parse().unwrap(), &calendar).map_err(|error| error.message)
}

#[test]
fn sampled_calendars_can_be_read_and_one_of_them_is_the_default() {
    for (name, body) in samples("graph-calendars-list") {
        let page: wire::Page<wire::Calendar> = serde_json::from_value(body).unwrap();
        let calendars = convert::calendars(page.value.read).unwrap();
        assert_eq!(calendars.iter().filter(|calendar| calendar.is_default).count(), 1, "{name}");
        assert!(calendars[0].is_default && calendars[0].owner.is_some(), "{name}");
    }
}

#[test]
fn sampled_events_are_read_or_refused_for_what_they_lack() {
    for (name, body) in samples("graph-calendarview").into_iter().chain(samples("graph-event")) {
        let items = body.get("value").map_or_else(|| vec![body.clone()], |items| items.as_array().unwrap().clone());
        for item in items {
            let zone = item.pointer("/start/timeZone").and_then(Value::as_str);
            match (read(&item), zone) {
                (Ok(events), Some("UTC")) => assert_eq!(events.len(), 1, "{name}"),
                (Err(why), Some(zone)) => assert!(zone != "UTC" && why.contains(zone), "{name}: {why}"),
                (Err(why), None) => assert!(why.contains("has no start"), "{name}: {why}"),
                (Ok(_), other) => panic!("{name}: {other:?} was read as UTC"),
            }
        }
    }
}

#[test]
fn sampled_pages_lead_on_or_end() {
    for (name, body) in samples("graph-calendarview") {
        let leads_on = name.ends_with("-nextlink.json");
        let page: wire::Page<wire::Event> = serde_json::from_value(body).unwrap();
        assert_eq!(page.next_link.is_some(), leads_on, "{name}");
    }
}

#[test]
fn sampled_refusals_give_the_code_that_counts() {
    for (name, body) in samples("graph-error") {
        let outer = body["error"]["code"].as_str().unwrap().to_owned();
        let refusal: wire::Refusal = serde_json::from_value(body).unwrap();
        assert_eq!(refusal.codes(), [outer], "{name}");
    }
}
