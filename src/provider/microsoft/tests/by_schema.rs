//! Events made up from Microsoft's own schema, where it is at hand: whatever is valid is read or refused aloud, never lost.

use super::super::{convert, wire};
use super::*;
use proptest::prelude::*;
use serde_json::Map;
use std::collections::HashSet;
use std::path::PathBuf;

/// The schema, or nothing where it is not on this machine.
#[allow(clippy::print_stdout, reason = "a skipped test says so")]
fn schema() -> Option<Value> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/samples"));
    let folder = std::env::var_os("CALCLI_SAMPLES").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join("../graph-calendar.schema.json"));
    if text.is_err() {
        println!("skipped: no schema beside {} (set CALCLI_SAMPLES)", folder.display());
    }
    Some(serde_json::from_str(&text.ok()?).unwrap())
}

/// Makes up values from a schema. The same dice make the same value.
struct Imagination<'a> {
    schema: &'a Value,
    dice: u64,
}

impl Imagination<'_> {
    /// A number below `sides`: xorshift64*, since no more than variety is asked of it.
    fn roll(&mut self, sides: u64) -> u64 {
        self.dice ^= self.dice >> 12;
        self.dice ^= self.dice << 25;
        self.dice ^= self.dice >> 27;
        (self.dice.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
    }

    fn one_of<'b>(&mut self, choices: &'b [Value]) -> &'b Value {
        &choices[usize::try_from(self.roll(choices.len() as u64)).unwrap()]
    }

    /// A value of this schema; below some depth all that may be left out is.
    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.schema.pointer(reference.strip_prefix('#').unwrap()).unwrap();
            return match reference.rsplit('/').next() {
                Some("microsoft.graph.dateTimeTimeZone") if self.roll(20) > 0 => self.time(),
                _ => self.value(target, depth),
            };
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let choice = self.one_of(choices).clone();
            return self.value(&choice, depth);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut whole = Map::new();
            for part in parts {
                whole.extend(self.value(part, depth).as_object().unwrap().clone());
            }
            return Value::Object(whole);
        }
        if let Some(words) = schema["enum"].as_array() {
            // Microsoft adds members to its enumerations.
            return if self.roll(6) == 0 { json!("unknownFutureValue") } else { self.one_of(words).clone() };
        }
        match schema["type"].as_str() {
            Some("object") => self.object(schema, depth),
            Some("array") if depth > 0 => (0..self.roll(3)).map(|_| self.value(&schema["items"], depth - 1)).collect(),
            Some("array") => json!([]),
            Some("boolean") => json!(self.roll(2) == 0),
            Some("integer" | "number") => json!(self.roll(1 << 20)),
            Some("null") => Value::Null,
            _ => json!(
                ["", " ", "x", "\u{1b}[2J\u{202e}", "0001-01-01T00:00:00Z", "2026-11-23T10:00:00Z", "a/b?c#d%"]
                    [usize::try_from(self.roll(7)).unwrap()]
            ),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let required = schema["required"].as_array().is_some_and(|names| names.contains(&json!(name)));
            if required || (depth > 0 && self.roll(3) > 0) {
                let value = self.value(property, depth.saturating_sub(1));
                object.insert(name.clone(), value);
            }
        }
        if self.roll(4) == 0 {
            object.insert("somethingNew".to_owned(), json!({ "of": ["whatever", null, 1.5] }));
        }
        Value::Object(object)
    }

    fn time(&mut self) -> Value {
        let (day, hour) = (1 + self.roll(28), self.roll(24));
        json!({ "dateTime": format!("2026-11-{day:02}T{hour:02}:30:00.0000000"), "timeZone": "UTC" })
    }
}

proptest! {
    #[test]
    fn whatever_the_schema_allows_is_read_or_refused_aloud(dice in 1_u64.., count in 1_usize..4) {
        let Some(schema) = schema() else { return Ok(()) };
        let mut imagination = Imagination { schema: &schema, dice };
        let event = &schema["$defs"]["microsoft.graph.event"];
        let items: Vec<Value> = (0..count).map(|_| imagination.value(event, 4)).collect();
        let page = json!({ "value": items });
        let page: wire::Page<wire::Event> = serde_json::from_value(page).expect("a valid page is read");
        let masters = |item: &&Value| item["type"] != "seriesMaster";
        let ids: HashSet<_> = items.iter().filter(masters).map(|item| item["id"].as_str()).collect();
        let calendar = convert::calendars(vec![serde_json::from_value(calendar("Calendar", "me", true)).unwrap()]).unwrap().remove(0);
        match convert::events(page.value.read, &"xebia".parse().unwrap(), &calendar) {
            Ok(events) => prop_assert_eq!(events.len(), ids.len()),
            Err(error) => {
                prop_assert_eq!(&error.code, "bad_event");
                prop_assert!(error.message.contains("cannot be read"), "{}", error.message);
            }
        }
    }
}
