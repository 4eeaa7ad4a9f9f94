//! The calendars and the accounts, as scripts and people read them.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, CAROL, SHARED_APP, XEBIA, XEBIA_APP};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Place};
use serde_json::{Value, json};
use std::fs;
use support::World;

const ACCOUNT: &str =
    "name display_name username tenant_id client_id cloud store state enabled access_token_expires_at scopes";

/// The accounts of `list --json`.
fn list(world: &World) -> Vec<Value> {
    let document = world.json(&["list", "--json"]);
    assert_eq!(document["schema_version"], 1);
    document["accounts"].as_array().unwrap().clone()
}

/// Some values of an object.
fn values<const N: usize>(object: &Value, keys: [&str; N]) -> Value {
    keys.iter().map(|key| object[key].clone()).collect()
}

#[test]
fn calendars_are_listed_with_their_owners_and_what_may_be_done() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("carol", "consumers", &CAROL);
    let run = world.run(&["calendars", "--json"]).success();
    let account = "accounts[{name status source fetched_at error}]";
    let calendar = "calendars[{account id name is_default can_edit owner{name email}}]";
    assert_eq!(support::outline(&run.stdout), format!("{{schema_version complete {account} {calendar}}}"));
    let document = run.json();
    assert_eq!(values(&document, ["schema_version", "complete"]), json!([1, true]));
    let rows: Vec<Value> = document["calendars"]
        .as_array()
        .unwrap()
        .iter()
        .map(|calendar| {
            assert!(calendar["id"].as_str().unwrap().len() > 10);
            json!([
                calendar["account"],
                calendar["name"],
                calendar["is_default"],
                calendar["can_edit"],
                calendar["owner"]["email"]
            ])
        })
        .collect();
    assert_eq!(
        json!(rows),
        json!([
            ["xebia", "Calendar", true, true, "alice@xebia.com"],
            ["xebia", "Projects", false, true, "alice@xebia.com"],
            ["xebia", "Holidays", false, false, "alice@xebia.com"],
            ["xebia", "Bob Jansen", false, false, "bob@xebia.com"],
            ["carol", "Calendar", true, true, "carol@outlook.com"],
            ["carol", "Projects", false, true, "carol@outlook.com"],
        ])
    );
    assert_eq!(
        world.run(&["calendars"]).success().stdout,
        "\
xebia  Calendar    alice@xebia.com    default
xebia  Projects    alice@xebia.com
xebia  Holidays    alice@xebia.com    read only
xebia  Bob Jansen  bob@xebia.com      read only
carol  Calendar    carol@outlook.com  default
carol  Projects    carol@outlook.com
"
    );

    // Small pages come to the same list, and an account that fails is named here too.
    world.sandbox.inject(FaultKind::SmallPages { size: 1 });
    assert_eq!(world.json(&["calendars", "--json"])["calendars"], document["calendars"]);
    let html = Fault::new(FaultKind::Html).at(Place::At(Endpoint::Calendars)).user(ALICE_XEBIA.username);
    world.sandbox.inject(html);
    let run = world
        .run(&["calendars", "--json"])
        .exits(3)
        .says("✗ 1 of 2 accounts is missing: xebia")
        .says("Hotel Sandbox Wi-Fi");
    let partial = run.json();
    assert_eq!(partial["complete"], false);
    assert_eq!(values(&partial["accounts"][0], ["name", "status", "source"]), json!(["xebia", "network", null]));
    assert!(partial["calendars"].as_array().unwrap().iter().all(|calendar| calendar["account"] == "carol"));
    world.run(&["calendars", "--account", "xebia"]).exits(5);
}

#[test]
fn the_list_tells_every_state_of_an_account_without_the_network() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world.add("new", XEBIA.id, &XEBIA_APP);
    world.run(&["account", "set", "new", "--display-name", "Xebia NL", "--username", "bob@xebia.com"]).success();
    world.add("old", "organizations", &SHARED_APP);
    world.run(&["account", "set", "old", "--enabled", "false"]).success();

    // A refresh that was refused is remembered.
    world.sandbox.revoke(ALICE_MARIMER.username);
    world.run(&["events", "--account", "marimer"]).exits(4);

    let before = world.sandbox.requests().len();
    let run = world.run(&["list", "--json"]).success();
    assert_eq!(
        support::outline(&run.stdout),
        format!("{{schema_version accounts[{{{ACCOUNT}[] error{{code message hints[]}}}}|{{{ACCOUNT}[] error}}]}}")
    );
    let accounts = list(&world);
    let [xebia, marimer, new, old] = &accounts[..] else { panic!("{accounts:?}") };
    let keys = ["name", "display_name", "username", "tenant_id", "client_id", "cloud", "store", "state", "enabled"];
    assert_eq!(
        values(xebia, keys),
        json!(["xebia", null, "alice@xebia.com", XEBIA.id, SHARED_APP.id, "custom", "file", "signed_in", true])
    );
    assert_eq!(values(xebia, ["scopes", "error"]), json!([["openid", "profile", "Calendars.Read", "User.Read"], null]));
    let expires = xebia["access_token_expires_at"].as_str().unwrap();
    assert!(expires.len() == "2026-11-23T08:12:04Z".len() && expires.ends_with('Z'), "{expires}");
    assert_eq!(
        values(marimer, ["name", "username", "state"]),
        json!(["marimer", "alice@marimer.com", "sign_in_required"])
    );
    assert_eq!(marimer["error"]["code"], "AADSTS50173");
    assert_eq!(marimer["error"]["hints"][0], "calcli login --account marimer");
    assert_eq!(
        values(new, keys),
        json!(["new", "Xebia NL", "bob@xebia.com", XEBIA.id, XEBIA_APP.id, "custom", "file", "signed_out", true])
    );
    assert_eq!(values(new, ["access_token_expires_at", "scopes", "error"]), json!([null, [], null]));
    assert_eq!(values(old, ["tenant_id", "username", "state", "enabled"]), json!([null, null, "signed_out", false]));

    // Under either name, for chosen accounts too, in the order of the config.
    assert_eq!(world.json(&["account", "list", "--json"])["accounts"], json!(accounts));
    let some = world.json(&["list", "--json", "--account", "xebia"]);
    assert_eq!(some["accounts"], json!([xebia]));
    let shown = world.json(&["account", "show", "XEBIA", "--json"]);
    assert_eq!(shown["schema_version"], 1);
    assert_eq!(values(&shown, keys), values(xebia, keys));

    let text = world.run(&["list"]).success();
    assert_eq!(text.stderr, "");
    let blocks: Vec<&str> = text.stdout.split("\n\n").collect();
    let starts = [
        "✓ xebia  alice@xebia.com\n",
        "✗ marimer  alice@marimer.com  sign-in required\n",
        "○ new  bob@xebia.com  (Xebia NL)  signed out\n",
        "– old  resting\n",
    ];
    for (block, start) in blocks.iter().zip(starts) {
        assert!(block.starts_with(start), "{block}");
        for fact in ["    tenant ", "    application ", "    cloud ", "    store "] {
            assert!(block.contains(fact), "{fact} in {block}");
        }
    }
    assert_eq!(blocks.len(), 4);
    assert!(
        blocks[0].contains("access token  valid for") && blocks[0].contains("Calendars.Read, User.Read"),
        "{}",
        blocks[0]
    );
    assert!(blocks[1].contains("(AADSTS50173)\n    → calcli login --account marimer"), "{}", blocks[1]);
    assert!(blocks[2].ends_with("    → calcli login --account new"), "{}", blocks[2]);
    assert!(blocks[3].ends_with("    → calcli account set old --enabled true\n"), "{}", blocks[3]);
    assert_eq!(world.sandbox.requests().len(), before, "listing asked the network");
}

#[test]
fn a_store_that_cannot_be_read_is_a_state_of_its_own() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    fs::remove_file(world.home().join(".local/share/calcli/store.key")).unwrap();
    let accounts = list(&world);
    assert_eq!(
        values(&accounts[0], ["state", "username", "store"]),
        json!(["store_unavailable", "alice@xebia.com", "file"])
    );
    assert!(accounts[0]["error"]["code"].is_string(), "{accounts:?}");
    let text = world.run(&["list"]).success().stdout;
    assert!(text.starts_with("✗ xebia  alice@xebia.com  token store unavailable\n"), "{text}");
    assert!(!text.contains("calcli login"), "{text}");
}

#[test]
fn a_command_that_changes_an_account_prints_it() {
    let world = World::new();
    let server = ["--authority-url", &world.sandbox.authority_url(), "--graph-url", &world.sandbox.graph_url()];
    let add = ["account", "add", "Xebia", "--tenant", "xebia.com", "--client-id", XEBIA_APP.id, "--json"];
    let run = world.run(&[&add[..], &server].concat()).success();
    let one = format!("{{schema_version {ACCOUNT}[] error}}");
    assert_eq!(support::outline(&run.stdout), one);
    assert_eq!(values(&run.json(), ["name", "state", "tenant_id"]), json!(["Xebia", "signed_out", null]));
    for args in [
        &["account", "set", "xebia", "--color", "red", "--json"][..],
        &["account", "rename", "xebia", "work", "--json"],
        &["account", "show", "work", "--json"],
        &["account", "remove", "work", "--yes", "--json"],
    ] {
        assert_eq!(support::outline(&world.run(args).success().stdout), one, "{args:?}");
    }
    assert_eq!(world.json(&["list", "--json"]), json!({ "schema_version": 1, "accounts": [] }));
}

#[test]
fn a_sign_in_and_a_sign_out_print_json_too() {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    let run = world.login_with(&["--account", "xebia", "--json"], &ALICE_XEBIA).success();
    let lines: Vec<String> = run.stdout.lines().map(support::outline).collect();
    assert_eq!(lines, ["{event account verification_uri user_code expires_at}", "{event account username tenant_id}"]);
    let last: Value = serde_json::from_str(run.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(
        last,
        json!({ "event": "signed_in", "account": "xebia", "username": "alice@xebia.com", "tenant_id": XEBIA.id })
    );
    let document = world.json(&["logout", "--account", "xebia", "--json"]);
    assert_eq!(values(&document["accounts"][0], ["name", "state"]), json!(["xebia", "signed_out"]));
}
