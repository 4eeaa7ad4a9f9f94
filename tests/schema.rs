//! What the binary prints as JSON against the schemas that it prints: every document of every command, whatever became of it.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, BOB, SHARED_APP};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use support::World;

/// A world, its schemas, and the commands whose documents were held against theirs.
struct Checked {
    world: World,
    schemas: Value,
    seen: Mutex<BTreeSet<String>>,
}

impl Checked {
    fn new() -> Self {
        let world = World::new();
        let schemas = world.json(&["schema", "--json"])["schemas"].clone();
        Self { world, schemas, seen: Mutex::default() }
    }

    /// Holds a document against the schema of a command.
    #[track_caller]
    fn hold(&self, command: &str, document: &Value) {
        let mut schema = self.schemas[command].clone();
        assert!(schema.is_object(), "there is no schema of {command}");
        close(&mut schema);
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        let wrong: Vec<String> =
            validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{command}: {wrong:#?} in {document:#}");
        self.seen.lock().unwrap().insert(command.to_owned());
    }

    /// Runs a command line that begins with a command, and holds what it prints against that command's schema.
    #[track_caller]
    fn run(&self, command: &str, args: &[&str], code: i32) -> Value {
        let words: Vec<&str> = command.split(' ').chain(args.iter().copied()).chain(["--json"]).collect();
        let document = self.world.run(&words).exits(code).json();
        self.hold(command, &document);
        document
    }

    /// The same for one that ends in an error.
    #[track_caller]
    fn fails(&self, args: &[&str], code: i32) {
        let document = self.world.run(&[args, &["--json"]].concat()).exits(code).json();
        self.hold("error", &document);
    }
}

/// Lets a schema refuse every key that it does not name.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(keys) => {
            keys.values_mut().for_each(close);
            if keys.contains_key("properties") && keys["properties"].is_object() {
                keys.entry("additionalProperties").or_insert(json!(false));
            }
        }
        Value::Array(values) => values.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn every_document_of_every_command_is_what_its_schema_says() {
    let checked = Checked::new();
    let world = &checked.world;
    let (authority, graph) = (world.sandbox.authority_url(), world.sandbox.graph_url());
    let server = ["--authority-url", &authority, "--graph-url", &graph];
    let add = ["xebia", "--tenant", "xebia.com", "--client-id", SHARED_APP.id];
    checked.run("account add", &[&add[..], &server].concat(), 0);
    checked.run("list", &[], 0);
    for line in world.login_with(&["--account", "xebia", "--json"], &ALICE_XEBIA).success().json_lines() {
        checked.hold("login", &line);
    }
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    checked.run("events", &["--from", "2026-11-20", "--to", "2026-12-06", "--declined", "--cancelled"], 0);
    checked.run("events", &["--no-dedupe", "--tz", "UTC"], 0);
    checked.run("conflicts", &["week"], 0);
    checked.run("free", &["week", "--duration", "45m"], 0);
    checked.run("busy", &["week"], 0);
    checked.run("stats", &["week"], 0);
    for preset in ["today", "tomorrow", "week", "month"] {
        checked.run(preset, &[], 0);
    }
    checked.run("now", &[], 0);
    checked.run("next", &["--count", "50"], 0);
    let found = checked.run("search", &["kick-off"], 0);
    let id = found["events"][0]["id"].as_str().unwrap();
    checked.run("show", &[id], 0);
    checked.run("show", &["00000000"], 1);
    checked.run("join", &[id, "--print"], 0);
    checked.run("join", &["00000000"], 1);
    checked.run("calendars", &[], 0);
    checked.run("account list", &[], 0);
    checked.run("account show", &["xebia"], 0);
    checked.run("account set", &["xebia", "--display-name", "Xebia NL"], 0);
    checked.run("doctor", &[], 0);
    let token: Value = serde_json::from_str(&world.token(&["--account", "xebia", "--json"]).success().stdout).unwrap();
    checked.hold("token", &token);

    world.sandbox.revoke(ALICE_MARIMER.username);
    for (command, code) in [
        ("events", 3),
        ("conflicts", 3),
        ("free", 3),
        ("busy", 3),
        ("stats", 3),
        ("calendars", 3),
        ("list", 0),
        ("doctor", 1),
    ] {
        let document = checked.run(command, &[], code);
        assert!(document.to_string().contains("AADSTS50173"), "{document}");
    }
    checked.run("events", &["--account", "marimer"], 4);
    for line in world.login_with(&["--account", "xebia", "--json"], &BOB).exits(1).json_lines() {
        checked.hold("login", &line);
    }

    checked.run("explain", &["AADSTS50020"], 0);
    checked.run("explain", &["--list"], 0);
    checked.run("config path", &[], 0);
    checked.run("config set", &["week_start", "sunday"], 0);
    checked.run("config get", &["week_start"], 0);
    checked.run("config get", &["time_zone"], 0);
    checked.run("account setup", &["--tenant", "xebia.com"], 0);
    checked.run("account setup", &["--all-tenants"], 0);
    checked.run("account consent-url", &["xebia"], 0);
    checked.run("account export-setup", &[], 0);
    let setup = world.home().join("setup.toml");
    let path = setup.to_str().unwrap();
    checked.run("account export-setup", &[path], 0);
    // The servers of the sandbox are none that an import sets.
    checked.run("account import-setup", &[path, "--dry-run"], 1);
    let other = world.home().join("other.json");
    let google = json!({ "CalendarMcp": { "Accounts": [{ "Id": "g", "Provider": "google" }] } });
    fs::write(&other, google.to_string()).unwrap();
    checked.run("account import", &[other.to_str().unwrap(), "--dry-run"], 1);
    checked.run("logout", &["--account", "xebia"], 0);
    checked.run("account rename", &["xebia", "work"], 0);
    checked.run("account remove", &["work", "--yes"], 0);
    checked.run("sandbox", &["--faults"], 0);
    checked.run("schema", &[], 0);

    checked.fails(&["events", "someday"], 2);
    checked.fails(&["events", "--bogus"], 2);
    checked.fails(&["account", "show", "nobody"], 2);
    checked.fails(&["explain", "nonsense"], 1);
    checked.fails(&["schema", "nonsense"], 2);
    fs::write(world.config(), "this is = = no TOML").unwrap();
    checked.fails(&["events"], 1);
    checked.fails(&["login", "--all"], 1);
    checked.run("doctor", &[], 1);

    let all: BTreeSet<String> = checked.schemas.as_object().unwrap().keys().cloned().collect();
    let unseen: Vec<_> = all.difference(&checked.seen.lock().unwrap()).cloned().collect();
    // A new document needs a run of its command above.
    assert!(unseen.is_empty(), "no document was held against the schemas of {unseen:?}");
}

#[test]
fn the_schema_of_a_command_is_printed_and_those_there_are_are_listed() {
    let world = World::new();
    let all = world.json(&["schema", "--json"]);
    let one = world.json(&["schema", "account", "show"]);
    assert_eq!(one, all["schemas"]["account show"]);
    assert_eq!(world.json(&["schema", "account show", "--json"]), one);
    assert_eq!(one["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let listed = world.run(&["schema"]).success().stdout;
    for command in all["schemas"].as_object().unwrap().keys() {
        assert!(listed.lines().any(|line| line.starts_with(&format!("{command} "))), "{command} in {listed}");
    }
    world.run(&["schema", "demo"]).exits(2).says("no command that prints a JSON document").says("calcli schema");
}

#[test]
fn a_schema_notices_a_key_that_is_gone_and_one_that_is_new() {
    let checked = Checked::new();
    let mut schema = checked.schemas["error"].clone();
    close(&mut schema);
    let is_valid = |document: Value| jsonschema::is_valid(&schema, &document);
    let error = |error: Value| json!({ "schema_version": 1, "error": error });
    assert!(is_valid(error(json!({ "kind": "usage", "code": "x", "message": "y", "hints": [] }))));
    assert!(!is_valid(error(json!({ "kind": "usage", "code": "x", "message": "y" }))));
    assert!(!is_valid(error(json!({ "kind": "usage", "code": "x", "message": "y", "hints": [], "new": 1 }))));
    assert!(!is_valid(error(json!({ "kind": "else", "code": "x", "message": "y", "hints": [] }))));
    assert!(!is_valid(
        json!({ "schema_version": 2, "error": { "kind": "usage", "code": "x", "message": "y", "hints": [] } })
    ));
}
