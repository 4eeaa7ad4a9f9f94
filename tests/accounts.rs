//! The accounts of the config file: adding, showing, changing, renaming and removing them, and what becomes of their tokens.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, BOB, MARIMER, SHARED_APP, XEBIA, XEBIA_APP};
use calcli::sandbox::{Options, Rotation};
use std::fs;
use std::path::PathBuf;
use support::{World, keys};

const ADD: [&str; 7] =
    ["account", "add", "xebia", "--tenant", "xebia.com", "--client-id", "3f2b1c60-7d5e-4a8b-9c1d-2e4f6a8b0c11"];

const BY_HAND: &str = "\
# my accounts
client_id = \"3f2b1c60-7d5e-4a8b-9c1d-2e4f6a8b0c11\" # shared by all

[accounts.zeta] # the first one
tenant = \"xebia.com\" # by its domain
color = \"cyan\"

# the second one
[accounts.alpha]
tenant   =   \"marimer.com\"
";

fn write_config(world: &World, text: &str) {
    fs::create_dir_all(world.config().parent().unwrap()).unwrap();
    fs::write(world.config(), text).unwrap();
}

fn config(world: &World) -> String {
    fs::read_to_string(world.config()).unwrap_or_default()
}

/// The names under which it is known who signed in.
fn pins(world: &World) -> Vec<String> {
    let learnt = fs::read_to_string(world.home().join(".local/state/calcli/accounts.json")).unwrap();
    keys(&serde_json::from_str::<serde_json::Value>(&learnt).unwrap()["pins"]).into_iter().map(str::to_owned).collect()
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort();
    names
}

fn names(world: &World) -> Vec<String> {
    let listed = world.json(&["list", "--json"]);
    listed["accounts"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_account_is_added_without_the_network_and_says_what_comes_next() {
    let world = World::new();
    let run = world.run(&ADD).success().says("calcli login --account xebia");
    assert_eq!(run.stdout, "xebia: added, with the tenant xebia.com\n");
    assert!(config(&world).contains("[accounts.xebia]\n"), "{}", config(&world));
    assert!(world.sandbox.requests().is_empty());
    let quiet =
        world.run(&["account", "add", "b", "--tenant", "marimer.com", "--client-id", SHARED_APP.id, "-q"]).success();
    assert_eq!(quiet.stderr, "");
    assert_eq!(names(&world), ["xebia", "b"]);
}

#[test]
fn every_flag_becomes_a_key_and_is_shown() {
    let world = World::new();
    let flags = [
        "--username",
        "me@xebia.com",
        "--display-name",
        "Xebia NL",
        "--color",
        "magenta",
        "--cloud",
        "usgov",
        "--scopes",
        "basic",
        "--calendar",
        "Work",
        "--calendar",
        "Team",
        "--enabled",
        "false",
    ];
    let added = world.json(&[&ADD[..], &flags, &["--json"]].concat());
    let expected = [
        "access_token_expires_at",
        "client_id",
        "cloud",
        "display_name",
        "enabled",
        "error",
        "name",
        "schema_version",
        "scopes",
        "state",
        "store",
        "tenant_id",
        "username",
    ];
    assert_eq!(keys(&added), expected);
    assert_eq!(added["schema_version"], 1);
    assert_eq!(added["username"], "me@xebia.com");
    assert_eq!(added["display_name"], "Xebia NL");
    assert_eq!(added["cloud"], "usgov");
    assert_eq!((&added["state"], &added["enabled"]), (&"signed_out".into(), &false.into()));
    assert!(added["tenant_id"].is_null(), "a domain tells no tenant id before the first sign-in");
    let written = config(&world);
    for line in [
        "tenant = \"xebia.com\"",
        "username = \"me@xebia.com\"",
        "display_name = \"Xebia NL\"",
        "color = \"magenta\"",
        "cloud = \"usgov\"",
        "scopes = \"basic\"",
        "calendars = [\"Work\", \"Team\"]",
        "enabled = false",
    ] {
        assert!(written.lines().any(|each| each == line), "{line}:\n{written}");
    }
    assert_eq!(world.json(&["account", "show", "XEBIA", "--json"]), added);
    let shown = world.run(&["account", "show", "xebia"]).success().stdout;
    for fact in ["me@xebia.com", "Xebia NL", "usgov", "basic", "Work, Team", "magenta", "resting"] {
        assert!(shown.contains(fact), "{fact}:\n{shown}");
    }
}

/// Each line of arguments, and what is said about it. All of this is wrong usage, told without writing anything.
#[test]
fn wrong_usage_is_told_with_the_reason_and_writes_nothing() {
    let world = World::new();
    let guid = SHARED_APP.id;
    let add = |args: &[&'static str]| [&["account", "add"], args].concat();
    let table: Vec<(Vec<&str>, &str)> = vec![
        (add(&[]), "NAME, --tenant TENANT, --client-id ID"),
        (add(&["a"]), "--tenant TENANT, --client-id ID"),
        (add(&["a", "--tenant", "xebia.com"]), "--client-id ID"),
        (add(&["a", "--tenant", "common", "--client-id", guid]), "AADSTS70000"),
        (add(&["a", "--tenant", "xebia", "--client-id", guid]), "is not a tenant"),
        (add(&["a", "--tenant", "", "--client-id", guid]), "tenant"),
        (add(&["a", "--tenant", "xebia.com", "--client-id", "calcli"]), "is not a client id"),
        (add(&["a/b", "--tenant", "xebia.com", "--client-id", guid]), "is not a name for an account"),
        (add(&["-x", "--tenant", "xebia.com", "--client-id", guid]), "-x"),
        (add(&["a", "--tenant", "xebia.com", "--client-id", guid, "--color", "mauve"]), "mauve"),
        (add(&["a", "--tenant", "xebia.com", "--client-id", guid, "--cloud", "mars"]), "mars"),
        (add(&["a", "--tenant", "xebia.com", "--client-id", guid, "--scopes", "all"]), "all"),
        (
            add(&["a", "--tenant", "xebia.com", "--client-id", guid, "--authority-url", "https://a.example"]),
            "--graph-url",
        ),
        (
            add(&["a", "--tenant", "xebia.com", "--client-id", guid, "--graph-url", "https://a.example"]),
            "--authority-url",
        ),
        (
            add(&[
                "a",
                "--tenant",
                "xebia.com",
                "--client-id",
                guid,
                "--authority-url",
                "http://a.example",
                "--graph-url",
                "https://b.example",
            ]),
            "must use https",
        ),
        (
            add(&[
                "a",
                "--tenant",
                "xebia.com",
                "--client-id",
                guid,
                "--cloud",
                "dod",
                "--authority-url",
                "https://a.example",
                "--graph-url",
                "https://b.example",
            ]),
            "cannot be used with",
        ),
        (vec!["account", "show", "nobody"], "there is none yet"),
        (vec!["account", "set", "nobody", "--color", "red"], "there is none yet"),
        (vec!["account", "rename", "nobody", "somebody"], "there is none yet"),
        (vec!["account", "remove", "nobody", "--yes"], "there is none yet"),
        (vec!["login", "--account", "nobody"], "there is none yet"),
        (vec!["events", "--account", "nobody"], "there is none yet"),
        (vec!["list", "--account", "nobody"], "there is none yet"),
    ];
    for (args, reason) in table {
        world.run(&args).exits(2).says(reason);
        let document = world.run(&[&args[..], &["--json"]].concat()).exits(2).says(reason).json();
        assert_eq!(keys(&document), ["error", "schema_version"], "{args:?}");
        assert_eq!(keys(&document["error"]), ["code", "hints", "kind", "message"], "{args:?}");
        assert_eq!(document["error"]["kind"], "usage", "{args:?}");
    }
    assert!(!world.config().exists());
}

#[test]
fn a_name_is_taken_whatever_its_case_and_an_unknown_one_lists_those_that_are_there() {
    let world = World::new();
    write_config(&world, BY_HAND);
    let run = world.run(&["account", "add", "ZETA", "--tenant", "xebia.com"]).exits(2).says("named zeta already");
    assert!(run.stderr.contains("account_exists"), "{run:#?}");
    world.run(&["account", "rename", "alpha", "Zeta"]).exits(2).says("named zeta already");
    for args in [&["account", "show", "beta"][..], &["events", "--account", "beta"], &["logout", "--account", "beta"]] {
        world.run(args).exits(2).says("there are: zeta, alpha");
    }
    assert_eq!(config(&world), BY_HAND);
}

#[test]
fn comments_order_and_spelling_of_a_file_written_by_hand_stay() {
    let world = World::new();
    write_config(&world, BY_HAND);
    let mut expected = BY_HAND.to_owned();
    let mut change = |args: &[&str], from: &str, to: &str| {
        world.run(args).success();
        expected = expected.replace(from, to);
        assert_eq!(config(&world), expected, "{args:?}");
    };
    change(&["account", "set", "ZETA", "--tenant", "marimer.com"], "\"xebia.com\" #", "\"marimer.com\" #");
    change(&["account", "set", "zeta", "--color", "red"], "cyan", "red");
    change(&["account", "set", "zeta", "--color", "red"], "cyan", "red");
    change(&["account", "set", "zeta", "--enabled", "false"], "\"red\"\n", "\"red\"\nenabled = false\n");
    change(&["account", "rename", "zeta", "omega"], "zeta", "omega");
    change(&["account", "rename", "omega", "Omega"], "omega", "Omega");
    let last = "tenant   =   \"marimer.com\"\n";
    let added = format!("{last}\n[accounts.third]\ntenant = \"consumers\"\n");
    change(&["account", "add", "third", "--tenant", "consumers"], last, &added);
    change(&["account", "remove", "third", "--yes"], &added, last);
    assert_eq!(names(&world), ["Omega", "alpha"]);
}

#[test]
fn a_change_that_leads_to_a_broken_file_is_refused_and_costs_no_sign_in() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let (before, stored) = (config(&world), world.stored());
    world.run(&["account", "set", "xebia", "--cloud", "usgov"]).exits(1).says("not both");
    world.run(&["account", "set", "xebia"]).exits(2).says("Say what to change");
    world.run(&["account", "set", "xebia", "--tenant", "common"]).exits(2).says("AADSTS70000");
    assert_eq!(config(&world), before);
    assert_eq!(world.stored(), stored, "a change that was refused forgot the tokens");
    world.run(&["events"]).success();
}

#[test]
fn eight_processes_that_add_at_once_lose_nothing() {
    let world = World::new();
    write_config(&world, BY_HAND);
    let added: Vec<String> = (1..=8).map(|number| format!("n{number}")).collect();
    let all: Vec<_> =
        added.iter().map(|name| world.start(&["account", "add", name, "--tenant", "xebia.com"])).collect();
    for running in all {
        running.finish().success();
    }
    let mut all = names(&world);
    assert_eq!(all[..2], ["zeta", "alpha"]);
    all[2..].sort();
    assert_eq!(all[2..], added);
    assert!(config(&world).starts_with(BY_HAND));
}

/// Each broken file, and the words that name what is wrong. It is never overwritten.
#[test]
fn a_broken_file_is_named_with_its_line_and_left_as_it_is() {
    let table = [
        ("color = \"red\"\n\n[accounts.a]\ntenant = \"xebia.com\"\n", &["line 1", "color"][..]),
        ("[accounts.a]\ntenant = \"xebia.com\"\ntenat = \"x\"\n", &["line 3", "tenat"]),
        ("[accounts.a\ntenant = 1\n", &["line 1"]),
        ("[accounts.a]\ntenant = 1\n", &["line 2"]),
        ("[accounts.a]\ntenant = \"common\"\n", &["line 2", "AADSTS70000"]),
        ("[accounts.a]\nclient_id = \"3f2b1c60-7d5e-4a8b-9c1d-2e4f6a8b0c11\"\n", &["tenant"]),
        ("[accounts.a]\ntenant = \"xebia.com\"\n", &["[accounts.a]", "client_id"]),
        ("client_id = \"me\"\n", &["line 1", "is not a client id"]),
        ("token_store = \"cloud\"\n", &["line 1", "cloud"]),
        ("time_zone = \"Mars/Base\"\n", &["Mars/Base"]),
        (
            "client_id = \"3f2b1c60-7d5e-4a8b-9c1d-2e4f6a8b0c11\"\n[accounts.a]\ntenant = \"x.com\"\n[accounts.A]\ntenant = \"x.com\"\n",
            &["same name"],
        ),
        (
            "client_id = \"3f2b1c60-7d5e-4a8b-9c1d-2e4f6a8b0c11\"\n[accounts.\"a b\"]\ntenant = \"x.com\"\n",
            &["is not a name"],
        ),
        (
            "client_id = \"3f2b1c60-7d5e-4a8b-9c1d-2e4f6a8b0c11\"\n[accounts.a]\ntenant = \"x.com\"\nauthority_url = \"http://x.com\"\ngraph_url = \"http://x.com\"\n",
            &["line 4", "must use https"],
        ),
    ];
    let world = World::new().env("CALCLI_TZ", "");
    for (text, words) in table {
        write_config(&world, text);
        let commands: [&[&str]; 5] =
            [&["list"], &["events"], &ADD, &["account", "remove", "a", "--yes"], &["login", "--account", "a"]];
        for args in commands {
            let run = world.run(args).exits(1).says("config.toml");
            assert!(words.iter().all(|word| run.stderr.contains(word)), "{args:?} lacks {words:?}: {run:#?}");
            assert_eq!(config(&world), text, "{args:?}");
        }
        assert_eq!(world.run(&["list", "--json"]).exits(1).json()["error"]["kind"], "config");
    }
}

#[test]
fn an_unreadable_file_is_never_overwritten() {
    let world = World::new();
    fs::create_dir_all(world.config()).unwrap();
    world.run(&["list"]).exits(1).says("cannot be read");
    world.run(&ADD).exits(1).says("cannot be read");
    assert!(world.config().is_dir());
    fs::remove_dir(world.config()).unwrap();
    fs::write(world.config(), b"# caf\xe9\n").unwrap();
    world.run(&ADD).exits(1).says("cannot be read");
    assert_eq!(fs::read(world.config()).unwrap(), b"# caf\xe9\n");
}

#[test]
fn a_symbolic_link_stays_one_and_its_target_is_written() {
    let world = World::new();
    let target = world.home().join("dotfiles.toml");
    fs::write(&target, BY_HAND).unwrap();
    fs::create_dir_all(world.config().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(&target, world.config()).unwrap();
    world.run(&ADD).success();
    assert!(world.config().is_symlink());
    let text = fs::read_to_string(&target).unwrap();
    assert!(text.starts_with(BY_HAND) && text.contains("[accounts.xebia]"), "{text}");
}

#[test]
fn another_file_can_be_named_by_a_flag_or_by_the_environment_and_the_flag_wins() {
    let world = World::new();
    let [flag, variable] = ["flag.toml", "variable.toml"].map(|name| world.home().join(name).display().to_string());
    let world = world.env("CALCLI_CONFIG", &variable);
    world.run(&ADD).success();
    world.run(&[&ADD[..], &["--config", &flag]].concat()).success();
    for path in [&flag, &variable] {
        assert!(fs::read_to_string(path).unwrap().contains("[accounts.xebia]"));
    }
    assert!(!world.config().exists());
}

#[test]
fn the_default_application_serves_accounts_that_name_none() {
    let world = World::new();
    write_config(&world, BY_HAND);
    let show = |name: &str| world.json(&["account", "show", name, "--json"])["client_id"].clone();
    world.run(&["account", "add", "own", "--tenant", "xebia.com", "--client-id", XEBIA_APP.id]).success();
    assert_eq!((show("zeta"), show("own")), (SHARED_APP.id.into(), XEBIA_APP.id.into()));
}

#[test]
fn without_an_account_the_way_to_one_is_shown() {
    let world = World::new();
    for args in [&["list"][..], &["events"], &["calendars"], &["login", "--all"], &["logout", "--all"], &["login"]] {
        world.run(args).exits(1).says("calcli account add");
    }
    assert_eq!(world.json(&["list", "--json"])["accounts"], serde_json::json!([]));
    assert_eq!(world.run(&["events", "--json"]).exits(1).json()["error"]["code"], "no_account");
}

#[test]
fn a_renamed_account_stays_signed_in_and_nothing_is_left_of_the_old_name() {
    let world = World::new();
    world.account("old", "xebia.com", &ALICE_XEBIA);
    let asked = world.sandbox.requests().len();
    let run = world.run(&["account", "rename", "old", "new"]).success();
    assert_eq!(run.stdout, "old: renamed to new\n");
    assert_eq!(world.sandbox.requests().len(), asked);
    assert_eq!(support::files(&world.records()).len(), 1);
    assert_eq!(names(&world), ["new"]);
    world.run(&["events", "--account", "new"]).success();
    assert_eq!(world.refreshes(), 0);
    // A new account of the old name starts from nothing.
    world.add("old", "xebia.com", &SHARED_APP);
    assert_eq!(
        world.run(&["events", "--account", "old", "--json"]).exits(4).json()["accounts"][0]["error"]["code"],
        "signed_out"
    );
    world.login("old", &BOB).success();
    let listed = world.json(&["list", "--json"]);
    assert_eq!(listed["accounts"][0]["username"], ALICE_XEBIA.username);
    assert_eq!(listed["accounts"][1]["username"], BOB.username);
}

#[test]
fn renaming_to_a_name_that_is_taken_touches_neither_account() {
    let world = World::new();
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.account("two", "xebia.com", &BOB);
    let (before, stored) = (config(&world), world.stored());
    world.run(&["account", "rename", "one", "TWO"]).exits(2).says("There is an account named two already.");
    assert_eq!(config(&world), before);
    assert_eq!(world.stored(), stored, "the tokens of an account were touched");
    let listed = world.json(&["list", "--json"]);
    assert_eq!(listed["accounts"][1]["username"], BOB.username);
    world.run(&["events"]).success();
}

#[test]
fn of_two_accounts_that_are_renamed_to_one_name_at_once_one_gets_it_and_both_stay_who_they_are() {
    let world = World::new();
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.account("two", "xebia.com", &BOB);
    let mut names = ["one".to_owned(), "two".to_owned()];
    for round in 0..8 {
        let new = format!("new{round}");
        let renaming = names.each_ref().map(|name| world.start(&["account", "rename", name, &new]));
        let codes = renaming.map(|running| running.finish().code);
        let winner = codes.iter().position(|code| *code == 0).unwrap();
        assert_eq!(codes[1 - winner], 2, "{codes:?}");
        names[winner] = new;
        let listed = world.json(&["list", "--json"]);
        for (name, user) in names.iter().zip([&ALICE_XEBIA, &BOB]) {
            let rows = listed["accounts"].as_array().unwrap();
            let row = rows.iter().find(|row| row["name"] == name.as_str()).unwrap();
            assert_eq!((&row["username"], &row["state"]), (&user.username.into(), &"signed_in".into()), "{listed}");
        }
        assert_eq!(support::files(&world.records()).len(), 2);
        assert_eq!(pins(&world), sorted(&names));
    }
}

#[test]
fn a_token_that_is_renewed_while_its_account_is_renamed_is_not_lost() {
    let world = World::with(Options { rotation: Rotation::Strict, ..Options::default() });
    world.account("a", "xebia.com", &ALICE_XEBIA);
    for (old, new) in [("a", "b"), ("b", "a")].repeat(5) {
        world.sandbox.expire_access_tokens();
        let reading: Vec<_> = (0..3).map(|_| world.start(&["events"])).collect();
        world.run(&["account", "rename", old, new]).success();
        // Who began with the old name may find that it is gone.
        reading.into_iter().for_each(|running| drop(running.finish()));
        world.run(&["events"]).success();
    }
}

#[test]
fn two_paths_to_one_config_lose_no_account() {
    let world = World::new();
    let link = world.home().join("link.toml");
    fs::create_dir_all(world.config().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(world.config(), &link).unwrap();
    let link = link.to_str().unwrap();
    let adding: Vec<_> = (0..8)
        .map(|n| {
            let name = format!("a{n}");
            let add = ["account", "add", &name, "--tenant", "xebia.com", "--client-id", SHARED_APP.id];
            let through: &[&str] = if n % 2 == 0 { &["--config", link] } else { &[] };
            world.start(&[&add[..], through].concat())
        })
        .collect();
    adding.into_iter().for_each(|running| drop(running.finish().success()));
    assert_eq!(names(&world).len(), 8);
}

#[test]
fn a_removed_account_takes_its_tokens_with_it_and_no_others() {
    let world = World::new();
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.account("two", "xebia.com", &BOB);
    world.run(&["account", "remove", "one"]).exits(2).says("calcli account remove one --yes");
    assert_eq!(support::files(&world.records()).len(), 2);
    let removed = world.json(&["account", "remove", "ONE", "--yes", "--json"]);
    assert_eq!((&removed["name"], &removed["state"]), (&"one".into(), &"signed_out".into()));
    assert_eq!(support::files(&world.records()).len(), 1);
    assert_eq!(names(&world), ["two"]);
    world.run(&["events"]).success();
    // Whoever takes the name again has to sign in, and may be another person.
    world.add("one", "xebia.com", &SHARED_APP);
    world.run(&["events", "--account", "one"]).exits(4);
    world.login("one", &BOB).success();
}

/// Each change, whether the tokens are still valid after it, and what it leaves to sign in with.
#[test]
fn changing_where_an_account_signs_in_forgets_its_tokens_and_changing_how_it_looks_does_not() {
    let world = World::new();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    let (before, stored) = (config(&world), world.stored());
    let (authority, graph) = (world.sandbox.authority_url(), world.sandbox.graph_url());
    let harmless: [&[&str]; 6] = [
        &["--display-name", "Xebia"],
        &["--color", "red"],
        &["--enabled", "true"],
        &["--scopes", "basic"],
        &["--username", ALICE_XEBIA.username],
        &["--tenant", "XEBIA.com", "--client-id", SHARED_APP.id, "--authority-url", &authority, "--graph-url", &graph],
    ];
    for flags in harmless {
        world.run(&[&["account", "set", "xebia"], flags].concat()).success();
        assert_eq!(world.stored(), stored, "{flags:?}");
    }
    world.run(&["events"]).success();
    let forgetting: [&[&str]; 3] = [
        &["--tenant", "marimer.com"],
        &["--client-id", XEBIA_APP.id],
        &["--authority-url", "http://127.0.0.1:9", "--graph-url", "http://127.0.0.1:9"],
    ];
    for flags in forgetting {
        let set = world.json(&[&["account", "set", "xebia", "--json"], flags].concat());
        assert_eq!(set["state"], "signed_out", "{flags:?}");
        assert!(support::files(&world.records()).is_empty(), "{flags:?}");
        // Back to the settings of before: nothing comes back.
        fs::write(world.config(), &before).unwrap();
        assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_out", "{flags:?}");
        world.login("xebia", &ALICE_XEBIA).success();
    }
}

#[test]
fn an_account_that_rests_is_listed_but_not_asked_and_one_can_be_left_out_of_one_run() {
    let world = World::new();
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.account("two", "marimer.com", &ALICE_MARIMER);
    let asked = |args: &[&str]| {
        let document = world.json(&[&["events", "--json"], args].concat());
        let accounts = document["accounts"].as_array().unwrap().clone();
        accounts.iter().map(|account| account["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&["--except", "ONE"]), ["two"]);
    assert_eq!(asked(&["--account", "two", "--account", "one"]), ["one", "two"]);
    world.run(&["events", "--except", "one", "--except", "two"]).exits(1).says("Every account rests or was left out.");
    world.run(&["events", "--except", "three"]).exits(2).says("there are: one, two");
    world.run(&["account", "set", "one", "--enabled", "false"]).success();
    assert_eq!(asked(&[]), ["two"]);
    assert_eq!(asked(&["--account", "one"]), ["one"]);
    let listed = world.json(&["list", "--json"]);
    assert_eq!(
        (&listed["accounts"][0]["enabled"], &listed["accounts"][0]["state"]),
        (&false.into(), &"signed_in".into())
    );
    // Signing out of every account is meant for those that rest too.
    world.run(&["logout", "--all"]).success();
    assert!(support::files(&world.records()).is_empty());
}

#[test]
fn the_environment_names_accounts_for_reading_and_never_for_signing_in_out_or_removing() {
    let world = World::new().env("CALCLI_ACCOUNT", "two, TWO");
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.account("two", "marimer.com", &ALICE_MARIMER);
    let document = world.json(&["events", "--json"]);
    assert_eq!(document["accounts"].as_array().unwrap().len(), 1);
    assert_eq!(document["accounts"][0]["name"], "two");
    assert_eq!(world.json(&["list", "--json"])["accounts"].as_array().unwrap().len(), 1);
    assert_eq!(world.json(&["events", "--json", "--account", "one"])["accounts"][0]["name"], "one");
    let stored = world.stored();
    for args in [&["login"][..], &["logout"]] {
        world.run(args).exits(2).says("there are: one, two");
    }
    world.run(&["account", "remove", "--yes"]).exits(2);
    assert_eq!(world.stored(), stored);
    world.run(&["logout", "--account", "one"]).success();
    assert_eq!(support::files(&world.records()).len(), 1);
    let world = world.env("CALCLI_ACCOUNT", "t w o");
    world.run(&["events"]).exits(2).says("CALCLI_ACCOUNT");
    let world = world.env("CALCLI_ACCOUNT", "three");
    world.run(&["events"]).exits(2).says("there are: one, two");
}

#[test]
fn list_and_show_tell_who_signed_in_where_and_until_when() {
    let world = World::new();
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.add("two", MARIMER.id, &SHARED_APP);
    let listed = world.json(&["account", "list", "--json"]);
    assert_eq!(keys(&listed), ["accounts", "schema_version"]);
    let (one, two) = (&listed["accounts"][0], &listed["accounts"][1]);
    let expected = [
        "access_token_expires_at",
        "client_id",
        "cloud",
        "display_name",
        "enabled",
        "error",
        "name",
        "scopes",
        "state",
        "store",
        "tenant_id",
        "username",
    ];
    assert_eq!((keys(one), keys(two)), (expected.to_vec(), expected.to_vec()));
    assert_eq!((&one["username"], &one["tenant_id"]), (&ALICE_XEBIA.username.into(), &XEBIA.id.into()));
    assert_eq!((&one["state"], &one["store"], &one["cloud"]), (&"signed_in".into(), &"file".into(), &"custom".into()));
    assert!(one["scopes"].as_array().unwrap().contains(&"Calendars.Read".into()), "{one}");
    assert!(one["access_token_expires_at"].as_str().unwrap().ends_with('Z'));
    assert_eq!((&two["state"], &two["tenant_id"]), (&"signed_out".into(), &MARIMER.id.into()));
    assert!(two["access_token_expires_at"].is_null() && two["username"].is_null() && two["error"].is_null());
    let text = world.run(&["list"]).success().stdout;
    assert!(text.contains("alice@xebia.com") && text.contains("calcli login --account two"), "{text}");
    assert_eq!(world.run(&["account", "list"]).stdout, text);
}

#[test]
fn nothing_is_read_from_the_working_directory() {
    let world = World::new();
    let elsewhere: PathBuf = world.home().join("elsewhere");
    fs::create_dir_all(elsewhere.join("calcli")).unwrap();
    for path in ["config.toml", "calcli.toml", ".calcli.toml", "calcli/config.toml", ".env"] {
        fs::write(elsewhere.join(path), BY_HAND).unwrap();
    }
    let output = world.command(&["list"]).current_dir(&elsewhere).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    // A relative folder in an XDG variable is not one (XDG Base Directory Specification): it would be the working directory's.
    let output = world.command(&["list"]).current_dir(&elsewhere).env("XDG_CONFIG_HOME", ".").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}
