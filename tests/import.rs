//! Accounts that come from elsewhere: Calendar-MCP's file, a set-up of another machine, and what neither may bring along.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::Stdio;
use support::World;

const CLIENT: &str = "11111111-1111-4111-8111-111111111111";

const SETTINGS: &str = r#"{
  // written by calendar-mcp-cli
  "CalendarMcp": { "Accounts": [
    { "Id": "work", "DisplayName": "Work", "Provider": "microsoft365",
      "ProviderConfig": { "TenantId": "xebia.com", "ClientId": "CLIENT" } },
    { "id": "home", "displayName": "Home", "provider": "outlook.com", "enabled": false,
      "providerConfig": { "clientId": "CLIENT" } },
    { "Id": "mail", "DisplayName": "Mail", "Provider": "google",
      "ProviderConfig": { "ClientId": "x.apps.googleusercontent.com", "ClientSecret": "s3cret" } },
  ] } }"#;

/// A world with a file of this name.
fn with_file(name: &str, text: &str) -> World {
    let world = World::new();
    fs::write(world.home().join(name), text.replace("CLIENT", CLIENT)).unwrap();
    world
}

fn statuses(document: &Value) -> Vec<(&str, &str)> {
    let rows = document["accounts"].as_array().unwrap().iter();
    rows.map(|row| (row["name"].as_str().unwrap(), row["status"].as_str().unwrap())).collect()
}

#[test]
fn accounts_of_calendar_mcp_are_taken_and_the_rest_is_told() {
    let world = with_file("appsettings.json", SETTINGS);
    let run = world.run(&["account", "import", "appsettings.json"]).success().says("calcli login --account work\n");
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], format!("took     work  tenant xebia.com, application {CLIENT}"));
    assert_eq!(lines[1], format!("took     home  tenant consumers, application {CLIENT}, resting"));
    assert!(lines[2].starts_with("skipped  mail  its provider is google"), "{lines:?}");
    let config = fs::read_to_string(world.config()).unwrap();
    assert_eq!(
        config,
        format!(
            "[accounts.work]\ntenant = \"xebia.com\"\nclient_id = \"{CLIENT}\"\ndisplay_name = \"Work\"\n\n\
             [accounts.home]\ntenant = \"consumers\"\nclient_id = \"{CLIENT}\"\ndisplay_name = \"Home\"\nenabled = false\n"
        )
    );
}

#[test]
fn a_second_import_changes_nothing_and_a_dry_run_never_does() {
    let world = with_file("appsettings.json", SETTINGS);
    let tried = world.json(&["account", "import", "appsettings.json", "--dry-run", "--json"]);
    assert_eq!((&tried["dry_run"], tried["accounts"][0]["status"].as_str()), (&json!(true), Some("taken")));
    assert!(!world.config().exists());
    world.run(&["account", "import", "appsettings.json"]).success();
    let before = fs::read_to_string(world.config()).unwrap();
    let again = world.json(&["account", "import", "appsettings.json", "--json"]);
    assert_eq!(statuses(&again), [("work", "skipped"), ("home", "skipped"), ("mail", "skipped")]);
    assert_eq!(again["accounts"][0]["reason"], "it is here already, with the same settings");
    assert_eq!(fs::read_to_string(world.config()).unwrap(), before);
}

#[test]
fn the_older_shape_is_read_from_the_standard_input() {
    let world = World::new();
    let mut command = world.command(&["account", "import", "-", "--json"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let text =
        format!(r#"{{"Accounts":{{"Xebia":{{"TenantId":"xebia.com","ClientId":"{CLIENT}","DisplayName":"X"}}}}}}"#);
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((statuses(&document), &document["accounts"][0]["account"]), (vec![("Xebia", "taken")], &json!("Xebia")));
}

#[test]
fn what_is_no_file_of_accounts_is_refused() {
    let world = with_file("x.json", "{}");
    world.run(&["account", "import", "x.json"]).exits(1).says("it holds no accounts").says("import-setup");
    world.run(&["account", "import", "missing.json"]).exits(1).says("missing.json cannot be read");
    world.run(&["account", "import-setup", "x.json"]).exits(1).says("it is not TOML");
}

#[test]
fn a_setup_goes_from_one_machine_to_another_without_tokens() {
    let there = World::three_accounts();
    there.run(&["account", "set", "xebia", "--color", "cyan", "--calendar", "Team"]).success();
    there.run(&["account", "add", "plain", "--tenant", "a.com", "--client-id", CLIENT]).success();
    let printed = there.run(&["account", "export-setup", "--account", "plain"]).success().stdout;
    assert!(
        printed.ends_with(&format!("\n[accounts.plain]\ntenant = \"a.com\"\nclient_id = \"{CLIENT}\"\n")),
        "{printed}"
    );
    there.run(&["account", "export-setup", "setup.toml"]).success();
    there.run(&["account", "export-setup", "setup.toml"]).exits(2).says("is there already");

    let here = World::new();
    let text = fs::read_to_string(there.home().join("setup.toml")).unwrap();
    fs::write(here.home().join("setup.toml"), text).unwrap();
    let document = here.json(&["account", "import-setup", "setup.toml", "--json"]);
    let expected = [("xebia", "skipped"), ("marimer", "skipped"), ("personal", "skipped"), ("plain", "taken")];
    assert_eq!(statuses(&document), expected, "servers that are named by hand are not taken: {document}");
    assert!(document["accounts"][0]["reason"].as_str().unwrap().contains("authority_url"), "{document}");
    assert_eq!(here.json(&["list", "--json"])["accounts"][0]["state"], "signed_out");
}

#[test]
fn an_import_that_brings_nothing_fails_unless_all_of_it_is_here_already() {
    let world = with_file("setup.toml", "[accounts.a]\ntenant = \"a.com\"\nclient_id = \"CLIENT\"\n");
    let import = || world.run(&["account", "import-setup", "setup.toml"]);
    import().success();
    assert!(import().success().stdout.ends_with("it is here already, with the same settings\n"));
    world.run(&["account", "set", "a", "--tenant", "b.com"]).success();
    let run = import().exits(1).says("Nothing was taken over");
    assert!(run.stdout.ends_with("there is an account of that name already\n"), "{run:#?}");
}

#[test]
fn an_import_sets_neither_servers_nor_commands() {
    let world = with_file(
        "evil.toml",
        "[accounts.a]\ntenant = \"a.com\"\nclient_id = \"CLIENT\"\ntoken_command = \"touch pwned\"\n\
         [accounts.b]\ntenant = \"b.com\"\nclient_id = \"CLIENT\"\nauthority_url = \"https://evil.example\"\ngraph_url = \"https://evil.example\"\n",
    );
    let document = world.json(&["account", "import-setup", "evil.toml", "--json"]);
    assert_eq!(statuses(&document), [("a", "taken"), ("b", "skipped")]);
    assert_eq!(document["accounts"][0]["notes"], json!(["`token_command` was not taken: an import never sets it"]));
    let config = fs::read_to_string(world.config()).unwrap();
    assert!(!config.contains("evil") && !config.contains("token_command"), "{config}");
    assert!(!world.home().join("pwned").exists());
}
