//! Holds what Graph is asked against Microsoft's own description of it, where that is on this machine: every request of every test.
//!
//! The description is no part of this repository. `CALCLI_GRAPH_OPENAPI` names the file; without it, it is looked for where the
//! published responses are (`CALCLI_SAMPLES`).

use calcli::sandbox::{Host, Seen};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The description as JSON, or `None` where there is none here.
pub static DESCRIPTION: LazyLock<Option<Value>> = LazyLock::new(|| {
    let samples = std::env::var_os("CALCLI_SAMPLES").map(PathBuf::from);
    let folder =
        samples.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/samples")));
    let named = std::env::var_os("CALCLI_GRAPH_OPENAPI").map(PathBuf::from);
    let text = std::fs::read_to_string(named.unwrap_or_else(|| folder.join("../graph-calendar-openapi.yaml"))).ok()?;
    Some(serde_saphyr::from_str(&text).unwrap())
});

/// Fails where a request is one that Graph does not describe.
pub fn check(requests: &[Seen]) {
    let Some(description) = DESCRIPTION.as_ref() else { return };
    let mut lists: HashMap<(&str, &str), &Seen> = HashMap::new();
    for seen in requests.iter().filter(|seen| seen.host == Host::Graph) {
        let wrong = wrong_with(&seen.method, &seen.path, &seen.query, description);
        assert!(wrong.is_empty(), "Graph does not describe {} {}?{}: {wrong:?}", seen.method, seen.path, seen.query);
        assert!(seen.bearer.is_some(), "no token came with {} {}", seen.method, seen.path);
        // The first page of a list is asked for as every later one: preferences are not part of the links between them.
        let first = lists.entry((seen.bearer.as_deref().unwrap_or_default(), &seen.path)).or_insert(seen);
        assert_eq!(first.prefer, seen.prefer, "a page of {} was asked for with other preferences", seen.path);
    }
}

/// What is wrong with a request, each in a few words.
pub fn wrong_with(method: &str, path: &str, query: &str, description: &Value) -> Vec<String> {
    let path = path.strip_prefix("/v1.0").unwrap_or("no such version");
    let paths = description["paths"].as_object().unwrap();
    let Some((_, item)) = paths.iter().find(|(template, _)| matches(template, path)) else {
        return vec!["no such path".to_owned()];
    };
    let operation = &item[method.to_lowercase()];
    if operation.is_null() {
        return vec!["no such method".to_owned()];
    }
    let known: Vec<&Value> =
        operation["parameters"].as_array().into_iter().flatten().map(|one| followed(one, description)).collect();
    let known: Vec<&Value> = known.into_iter().filter(|parameter| parameter["in"] == "query").collect();
    let given: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let missing = known.iter().filter(|parameter| parameter["required"] == true);
    let missing = missing.filter(|parameter| given.iter().all(|(name, _)| parameter["name"] != *name));
    let missing = missing.map(|parameter| format!("{} is missing", parameter["name"]));
    let wrong =
        given.iter().filter_map(|(name, value)| match known.iter().find(|parameter| parameter["name"] == *name) {
            // It is in the links that Graph itself gives.
            None if name == "$skiptoken" => None,
            None => Some(format!("no parameter {name}")),
            Some(parameter) => (!is_valid(&parameter["schema"], value)).then(|| format!("{name} cannot be {value}")),
        });
    missing.chain(wrong).collect()
}

/// Whether a path is one of this template, such as `/me/calendars/{calendar-id}`.
fn matches(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let fits = |(wanted, given): (&&str, &&str)| wanted.starts_with('{') && !given.is_empty() || wanted == given;
    template.len() == path.len() && template.iter().zip(&path).all(fits)
}

/// A parameter, also where it is only referred to.
fn followed<'a>(parameter: &'a Value, description: &'a Value) -> &'a Value {
    let reference = parameter["$ref"].as_str().and_then(|reference| description.pointer(reference.strip_prefix('#')?));
    reference.unwrap_or(parameter)
}

/// Whether a value in a query is one of its schema; lists are divided by commas (`style: form`, not exploded).
fn is_valid(schema: &Value, value: &str) -> bool {
    let value = match schema["type"].as_str() {
        Some("integer") => json!(value.parse::<i64>().ok()),
        Some("boolean") => json!(value.parse::<bool>().ok()),
        Some("array") => json!(value.split(',').collect::<Vec<_>>()),
        _ => json!(value),
    };
    jsonschema::is_valid(schema, &value)
}
