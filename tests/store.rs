//! Where tokens are kept: encrypted files for their owner alone, a key that is never made anew, and no weaker place in silence.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calcli::sandbox::SECRET_MARKER;
use calcli::sandbox::world::{ALICE_XEBIA, BOB, SHARED_APP, XEBIA};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use support::{World, at_once, files};

fn two_accounts() -> World {
    let world = World::new();
    world.account("one", "xebia.com", &ALICE_XEBIA);
    world.account("two", "xebia.com", &BOB);
    world
}

fn key_file(world: &World) -> PathBuf {
    world.home().join(".local/share/calcli/store.key")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn write_key(path: &Path, text: &str, mode: u32) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Every folder of calcli's own below a home.
fn folders(world: &World) -> Vec<PathBuf> {
    let home = world.home();
    let own = files(home).into_iter().filter_map(|file| file.parent().map(Path::to_owned));
    let mut own: Vec<PathBuf> =
        own.filter(|folder| folder.components().any(|part| part.as_os_str() == "calcli")).collect();
    own.sort();
    own.dedup();
    own
}

#[test]
fn every_file_is_its_owners_alone_in_folders_that_are_too() {
    let world = two_accounts();
    world.sandbox.expire_access_tokens();
    world.run(&["events"]).success();
    let all = files(world.home());
    assert!(all.len() >= 5, "{all:?}");
    for path in &all {
        assert_eq!(mode(path), 0o600, "{}", path.display());
    }
    for folder in folders(&world) {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    assert_eq!(files(&world.records()).len(), 2);
}

#[test]
fn a_record_gives_away_neither_a_token_nor_a_name() {
    let world = two_accounts();
    for record in files(&world.records()) {
        let text = fs::read_to_string(&record).unwrap();
        let sealed: serde_json::Value = serde_json::from_str(&text).unwrap();
        let inside = STANDARD.decode(sealed["ciphertext"].as_str().unwrap()).unwrap();
        let shown = format!("{} {text} {}", record.file_name().unwrap().display(), String::from_utf8_lossy(&inside));
        // Each has a sign that base64 has not, or is long: none of them can stand there by chance.
        let names =
            [ALICE_XEBIA.username, BOB.username, ALICE_XEBIA.oid, BOB.oid, SHARED_APP.id, XEBIA.id, "calcli/v1|"];
        for name in names.into_iter().chain([SECRET_MARKER]) {
            assert!(!shown.contains(name), "{name} stands in {shown}");
        }
    }
    let key = fs::read_to_string(key_file(&world)).unwrap();
    assert!(!files(&world.records()).iter().any(|path| fs::read_to_string(path).unwrap().contains(key.trim())));
}

/// Each thing that can be wrong with the key: what is done to it, the code, and the words that tell what to do.
#[test]
fn without_its_key_the_store_is_unavailable_says_so_and_makes_no_new_one() {
    let world = two_accounts();
    let key = key_file(&world);
    let text = fs::read_to_string(&key).unwrap();
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    let table = [
        ("store_key_missing", None, "CALCLI_STORE_KEY_FILE"),
        ("store_key_wrong", Some((other, 0o600)), "CALCLI_STORE_KEY_FILE"),
        ("store_key_invalid", Some(("nonsense\n", 0o600)), "CALCLI_STORE_KEY_FILE"),
        ("store_key_invalid", Some(("", 0o600)), "CALCLI_STORE_KEY_FILE"),
        ("store_key_exposed", Some((text.as_str(), 0o644)), "chmod 600"),
    ];
    let (stored, asked) = (world.stored(), world.sandbox.requests().len());
    for (code, content, advice) in table {
        fs::remove_file(&key).unwrap();
        if let Some((text, mode)) = content {
            write_key(&key, text, mode);
        }
        let run = world.run(&["events", "--json"]).exits(6).says(advice).says(&key.display().to_string());
        let document = run.json();
        for account in document["accounts"].as_array().unwrap() {
            assert_eq!(account["status"], "store_unavailable", "{code}");
            assert_eq!(account["error"]["code"], code);
        }
        let listed = world.json(&["list", "--json"]);
        for row in listed["accounts"].as_array().unwrap() {
            assert_eq!((&row["state"], &row["error"]["code"]), (&"store_unavailable".into(), &code.into()));
        }
        world.run(&["list"]).success();
        assert!(world.run(&["list"]).stdout.contains("token store unavailable"), "{code}");
        assert_eq!(
            fs::read_to_string(&key).ok().as_deref(),
            content.map(|(text, _)| text),
            "{code}: the key was touched"
        );
        assert_eq!(world.stored(), stored, "{code}: a record was touched");
        write_key(&key, &text, 0o600);
    }
    assert_eq!(world.sandbox.requests().len(), asked, "a server was asked");
    world.run(&["events"]).success();
}

#[test]
fn signing_out_needs_no_key_and_with_the_last_record_gone_a_new_key_is_made() {
    let world = two_accounts();
    let old = fs::read_to_string(key_file(&world)).unwrap();
    fs::remove_file(key_file(&world)).unwrap();
    world.run(&["logout", "--account", "one"]).success();
    assert_eq!(files(&world.records()).len(), 1);
    world.run(&["login", "--account", "one"]).exits(6).says("no new key was made");
    assert!(!key_file(&world).exists());
    world.run(&["logout", "--all"]).success();
    assert!(files(&world.records()).is_empty());
    world.login("one", &ALICE_XEBIA).success();
    assert_ne!(fs::read_to_string(key_file(&world)).unwrap(), old);
    assert_eq!(mode(&key_file(&world)), 0o600);
    world.run(&["events", "--account", "one"]).success();
}

#[test]
fn a_key_that_is_lost_costs_a_sign_in_and_nothing_else() {
    let world = two_accounts();
    write_key(&key_file(&world), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", 0o600);
    world.login("one", &ALICE_XEBIA).success();
    let document = world.run(&["events", "--json"]).exits(3).json();
    assert_eq!(document["accounts"][0]["status"], "ok");
    assert_eq!(document["accounts"][1]["status"], "store_unavailable");
    world.login("two", &BOB).success();
    world.run(&["events"]).success();
}

#[test]
fn the_key_may_be_in_a_file_of_ones_own() {
    let world = World::new();
    let elsewhere = world.home().join("usb/calcli.key");
    let world = world.env("CALCLI_STORE_KEY_FILE", elsewhere.to_str().unwrap());
    world.account("one", "xebia.com", &ALICE_XEBIA);
    assert_eq!((mode(&elsewhere), mode(elsewhere.parent().unwrap())), (0o600, 0o700));
    assert!(!key_file(&world).exists());
    world.run(&["events"]).success();
    // The same store with the key in its usual place: it is not there, and not made.
    let world = world.env("CALCLI_STORE_KEY_FILE", "");
    world.run(&["events"]).exits(6).says("no new key was made");
    fs::copy(&elsewhere, key_file(&world)).unwrap();
    world.run(&["events"]).success();
}

#[test]
fn a_key_behind_a_symbolic_link_is_used_and_the_link_stays() {
    let world = two_accounts();
    let target = world.home().join("usb.key");
    fs::rename(key_file(&world), &target).unwrap();
    std::os::unix::fs::symlink(&target, key_file(&world)).unwrap();
    world.sandbox.expire_access_tokens();
    world.run(&["events"]).success();
    assert!(key_file(&world).is_symlink());
}

#[test]
fn processes_that_sign_in_first_at_the_same_time_make_one_key() {
    let world = World::new();
    let names = ["a", "b", "c", "d"];
    for name in names {
        world.add(name, "xebia.com", &SHARED_APP);
    }
    at_once(names, |name| drop(world.login(name, &ALICE_XEBIA).success()));
    let document = world.json(&["events", "--json"]);
    assert_eq!(document["complete"], true);
    assert_eq!(files(&world.records()).len(), 4);
}

/// A machine without a keychain, and no store chosen: the default is the keychain, and nothing takes its place in silence.
#[test]
fn without_a_keychain_nothing_weaker_takes_its_place_and_the_file_store_is_offered() {
    let world = World::new();
    world.add("one", "xebia.com", &SHARED_APP);
    let world = world.env("CALCLI_TOKEN_STORE", "").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    for args in [&["login", "--account", "one"][..], &["login", "--all"]] {
        let run = world.run(args);
        assert_eq!(run.code, 6, "{args:?}: {run:#?}");
        assert!(
            run.stderr.contains("calcli config set token_store file"),
            "{args:?} does not say how to choose: {run:#?}"
        );
        assert!(run.stderr.contains("CALCLI_TOKEN_STORE=file"), "{args:?} does not say how to choose: {run:#?}");
    }
    assert!(world.sandbox.requests().is_empty());
    assert!(!world.records().exists() && !key_file(&world).exists(), "the file store was used");
}

#[test]
fn an_account_that_is_signed_in_is_not_signed_out_when_its_keychain_is_not_there() {
    let world =
        two_accounts().env("CALCLI_TOKEN_STORE", "keychain").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    let listed = world.json(&["list", "--json"]);
    for row in listed["accounts"].as_array().unwrap() {
        assert_eq!((&row["state"], &row["store"]), (&"store_unavailable".into(), &"keychain".into()), "{row}");
    }
    let document = world.run(&["events", "--json"]).exits(6).says("CALCLI_TOKEN_STORE=file").json();
    assert_eq!(document["accounts"][0]["status"], "store_unavailable");
    let stored = world.stored();
    for args in [&["logout", "--all"][..], &["account", "remove", "one", "--yes"], &["account", "rename", "one", "x"]] {
        world.run(args).exits(6);
    }
    assert_eq!(world.stored(), stored);
    assert_eq!(world.json(&["list", "--json"])["accounts"].as_array().unwrap().len(), 2);
}

#[test]
fn the_store_is_chosen_by_the_environment_over_the_config_and_an_unknown_one_is_refused() {
    let world = two_accounts();
    let config = fs::read_to_string(world.config()).unwrap();
    fs::write(world.config(), format!("token_store = \"keychain\"\n{config}")).unwrap();
    assert_eq!(world.json(&["list", "--json"])["accounts"][0]["store"], "file");
    let world = world.env("CALCLI_TOKEN_STORE", "vault");
    world.run(&["list"]).exits(2).says("CALCLI_TOKEN_STORE can be `keychain` or `file`");
    let world = world.env("CALCLI_TOKEN_STORE", "");
    fs::write(world.config(), format!("token_store = \"file\"\n{config}")).unwrap();
    world.run(&["events"]).success();
}

#[test]
fn logging_out_tells_what_there_was_and_touches_no_other_account() {
    let world = two_accounts();
    let run = world.run(&["logout", "--account", "one"]).success();
    assert_eq!(run.stdout, "one: signed out\n");
    assert_eq!(world.run(&["logout", "--account", "ONE"]).success().stdout, "one: was not signed in\n");
    let document = world.json(&["logout", "--account", "one", "--json"]);
    assert_eq!(document["accounts"].as_array().unwrap().len(), 1);
    assert_eq!(document["accounts"][0]["state"], "signed_out");
    assert_eq!(files(&world.records()).len(), 1);
    world.run(&["events", "--account", "two"]).success();
    let run = world.run(&["events", "--account", "one", "--json"]).exits(4);
    assert_eq!(run.json()["accounts"][0]["error"]["code"], "signed_out");
}

#[test]
fn what_calcli_learnt_and_makes_no_sense_is_left_alone_until_a_change_moves_it_aside() {
    let world = two_accounts();
    let learnt = world.home().join(".local/state/calcli/accounts.json");
    let broken = "{ \"version\": 1, ";
    fs::write(&learnt, broken).unwrap();
    world.run(&["events"]).exits(1).says("accounts.json cannot be understood");
    world.run(&["list"]).success();
    world.run(&["account", "show", "one"]).success();
    assert_eq!(fs::read_to_string(&learnt).unwrap(), broken);
    assert_eq!(files(&world.records()).len(), 2);
    world.login("one", &ALICE_XEBIA).success().says("accounts.json.broken");
    assert_eq!(fs::read_to_string(learnt.with_extension("json.broken")).unwrap(), broken);
    world.run(&["events", "--account", "one"]).success();
    // A new account needs no memory of the others.
    fs::write(&learnt, broken).unwrap();
    world.add("three", "xebia.com", &SHARED_APP);
    world.run(&["account", "rename", "three", "four"]).success();
}

#[test]
fn logging_out_and_removing_leave_no_record_also_where_all_that_was_learnt_is_lost() {
    let lost: [(&[&str], Option<&str>); 3] = [
        (&["logout", "--all"], None),
        (&["logout", "--all"], Some("{")),
        (&["account", "remove", "one", "--yes"], None),
    ];
    at_once(lost, |(args, content)| {
        let world = two_accounts();
        let learnt = world.home().join(".local/state/calcli/accounts.json");
        fs::remove_file(&learnt).unwrap();
        content.into_iter().for_each(|content| fs::write(&learnt, content).unwrap());
        world.run(args).success();
        let left = usize::from(args[0] != "logout");
        assert_eq!(files(&world.records()).len(), left, "{args:?} {content:?}");
    });
}

#[test]
fn logging_out_leaves_no_file_also_where_another_store_is_chosen_and_all_that_was_learnt_is_lost() {
    let world = two_accounts();
    fs::remove_file(world.home().join(".local/state/calcli/accounts.json")).unwrap();
    let world = world.env("CALCLI_TOKEN_STORE", "keychain").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    assert_eq!(world.run(&["logout", "--account", "one"]).success().stdout, "one: signed out\n");
    assert_eq!(files(&world.records()).len(), 1);
}

#[test]
fn a_relative_folder_in_the_environment_is_refused_and_nothing_is_read_from_the_working_directory() {
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
        let world = World::new();
        world.add("one", "xebia.com", &SHARED_APP);
        for value in [".", ".config"] {
            let output = world.command(&["list"]).env(name, value).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.code() == Some(1) && said.contains(name), "{name}={value}: {said}");
            assert!(output.stdout.is_empty(), "{name}={value}");
        }
    }
}

/// What may hang whoever opens it, or never ends, in the place of each file.
#[test]
fn a_pipe_or_a_device_in_the_place_of_a_file_is_an_error_and_no_wait() {
    let world = two_accounts();
    world.sandbox.expire_access_tokens();
    let own = [".config/calcli", ".local/state/calcli", ".local/share/calcli"];
    let own: Vec<PathBuf> = own.iter().flat_map(|folder| files(&world.home().join(folder))).collect();
    assert!(own.len() >= 6, "{own:?}");
    for path in &own {
        let aside = world.home().join("aside");
        fs::rename(path, &aside).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        for args in [&["events"][..], &["logout", "--account", "none"], &["account", "set", "one", "--color", "red"]] {
            let mut running = world.start(args);
            let patience = Instant::now() + Duration::from_secs(20);
            while running.child.try_wait().unwrap().is_none() {
                assert!(Instant::now() < patience, "{args:?} hangs at {}", path.display());
                thread::sleep(Duration::from_millis(10));
            }
            running.finish();
        }
        fs::remove_file(path).unwrap();
        fs::rename(&aside, path).unwrap();
    }
    world.run(&["list", "--config", "/dev/zero"]).exits(1).says("it is not a regular file");
}
