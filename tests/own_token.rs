//! Accounts that bring their own token, `calcli token`, and commands in the config: what they may do, and what they may not.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, BOB, SHARED_APP};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::Instant;
use support::World;
use tempfile::TempDir;

/// A world in which alice is signed in to `source`, and a folder outside of it for files that hold her token.
struct Brought {
    world: World,
    folder: TempDir,
}

impl Brought {
    fn new() -> Self {
        let brought = Self { world: World::new(), folder: TempDir::new().unwrap() };
        brought.world.account("source", "xebia.com", &ALICE_XEBIA);
        brought
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The token of `source`, as another program reads it.
    fn token(&self) -> String {
        self.world.token(&["--account", "source"]).success().stdout.trim().to_owned()
    }

    /// Adds an account of xebia.com that takes its token from this command.
    fn bring(&self, name: &str, command: &str, more: &[&str]) {
        let (authority, graph) = (self.world.sandbox.authority_url(), self.world.sandbox.graph_url());
        let args = ["account", "add", name, "--tenant", "xebia.com", "--token-command", command];
        let servers = ["--authority-url", &authority, "--graph-url", &graph];
        self.world.run(&[&args[..], &servers, more].concat()).success();
    }

    /// Adds an account whose command prints this.
    fn bring_output(&self, name: &str, output: &str, more: &[&str]) {
        let file = self.path(name);
        fs::write(&file, output).unwrap();
        self.bring(name, &format!("cat {file}"), more);
    }

    fn failure(&self, name: &str) -> Value {
        let run = self.world.run(&["events", "--account", name, "--json"]);
        assert_ne!(run.code, 0, "{run:#?}");
        run.json()["accounts"][0]["error"].clone()
    }
}

fn subjects(answer: &Value) -> Vec<String> {
    let events = answer["events"].as_array().unwrap();
    events.iter().map(|event| event["subject"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_token_of_a_command_reads_the_agenda_without_a_client_id_or_a_sign_in_and_is_stored_nowhere() {
    let brought = Brought::new();
    brought.bring_output("own", &brought.token(), &["--username", "ALICE@xebia.com"]);
    let before = support::files(&brought.world.records()).len();
    let own = brought.world.json(&["events", "--account", "own", "--json"]);
    let signed_in = brought.world.json(&["events", "--account", "source", "--json"]);
    assert!(!subjects(&own).is_empty());
    assert_eq!(subjects(&own), subjects(&signed_in));
    assert_eq!(support::files(&brought.world.records()).len(), before);
}

#[test]
fn list_asks_nothing_and_names_the_owner_once_the_token_was_used() {
    let brought = Brought::new();
    brought.bring_output("own", &brought.token(), &[]);
    let row = || brought.world.json(&["list", "--account", "own", "--json"])["accounts"][0].clone();
    let (asked, new) = (brought.world.sandbox.requests().len(), row());
    assert_eq!((&new["store"], &new["state"]), (&"command".into(), &"signed_in".into()));
    assert_eq!((&new["username"], &new["client_id"]), (&Value::Null, &Value::Null));
    assert_eq!(brought.world.sandbox.requests().len(), asked);
    brought.world.run(&["events", "--account", "own"]).success();
    assert_eq!(row()["username"], "alice@xebia.com");
    brought.world.run(&["account", "set", "own", "--token-command", "true"]).success();
    assert_eq!(row()["username"], Value::Null, "another command is another owner until it was asked");
}

#[test]
fn the_command_runs_once_for_a_run_and_the_owner_is_asked_once() {
    let brought = Brought::new();
    let (token, log) = (brought.path("token"), brought.path("log"));
    fs::write(&token, brought.token()).unwrap();
    brought.bring("own", &format!("sh -c 'echo x >> {log}; cat {token}'"), &[]);
    let before = brought.world.sandbox.requests().len();
    brought.world.run(&["events", "--account", "own"]).success();
    assert_eq!(fs::read_to_string(&log).unwrap(), "x\n");
    let seen = brought.world.sandbox.requests();
    assert_eq!(seen[before..].iter().filter(|request| request.path == "/v1.0/me").count(), 1);
}

#[test]
fn a_refused_token_makes_the_command_run_once_more() {
    let brought = Brought::new();
    let (first, second, log) = (brought.path("first"), brought.path("second"), brought.path("log"));
    fs::write(&first, brought.token()).unwrap();
    brought.world.sandbox.expire_access_tokens();
    // The store believes in its token until it is refused, as another program's cache would.
    brought.world.run(&["events", "--account", "source"]).success();
    fs::write(&second, brought.token()).unwrap();
    assert_ne!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    brought.bring("own", &format!("sh -c 'echo x >> {log}; cat {first}; cp {second} {first}'"), &[]);
    brought.world.run(&["events", "--account", "own"]).success();
    assert_eq!(fs::read_to_string(&log).unwrap(), "x\nx\n");
    brought.world.sandbox.expire_access_tokens();
    let error = brought.failure("own");
    assert_eq!(error["code"], "token_refused");
    assert_eq!(fs::read_to_string(&log).unwrap(), "x\nx\nx\nx\n");
    assert!(error["hints"][0].as_str().unwrap().contains("`sh`"), "{error}");
}

#[test]
fn a_token_of_somebody_else_is_refused_before_a_calendar_is_read() {
    let brought = Brought::new();
    brought.bring_output("own", &brought.token(), &["--username", BOB.username]);
    let before = brought.world.sandbox.requests().len();
    let error = brought.failure("own");
    assert_eq!(error["code"], "wrong_person");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(BOB.username) && message.contains(ALICE_XEBIA.username), "{message}");
    let asked: Vec<_> = brought.world.sandbox.requests()[before..].iter().map(|seen| seen.path.clone()).collect();
    assert_eq!(asked, ["/v1.0/me"]);
}

#[test]
fn a_command_that_hangs_prints_garbage_or_fails_is_told_and_its_output_never_is() {
    let brought = Brought::new();
    for (name, command, code) in [
        ("garbage", "echo hush-hush and some more words", "command_output"),
        ("empty", "true", "command_output"),
        ("binary", "head -c 1000 /dev/urandom", "command_output"),
        ("html", "echo '<html>hush-hush</html>'", "command_output"),
        ("fails", "sh -c 'echo hush-hush; echo \"Please run az login\" >&2; exit 1'", "command_failed"),
        ("absent", "no-such-program-anywhere", "command_not_run"),
    ] {
        brought.bring(name, command, &[]);
        let error = brought.failure(name);
        assert_eq!(error["code"], code, "{name}: {error}");
        assert!(!error.to_string().contains("hush-hush"), "{error}");
    }
    brought.world.run(&["events", "--account", "fails"]).exits(1).says("Please run az login");
    let (began, pid) = (Instant::now(), brought.path("pid"));
    brought.bring("hangs", &format!("sh -c 'echo $$ > {pid}; sleep 600'"), &[]);
    let run = brought.world.run(&["events", "--account", "hangs", "--timeout", "1s", "--json"]).exits(1);
    assert_eq!(run.json()["accounts"][0]["error"]["code"], "command_timeout");
    assert!(began.elapsed().as_secs() < 10);
    let pid = fs::read_to_string(&pid).unwrap();
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    assert!(stat.is_empty() || stat.contains(") Z "), "it still runs: {stat}");
}

#[test]
fn one_account_whose_command_fails_leaves_the_others_be() {
    let brought = Brought::new();
    brought.bring("own", "false", &[]);
    let answer = brought.world.run(&["events", "--json"]).exits(3).json();
    assert!(!subjects(&answer).is_empty());
}

#[test]
fn placeholders_are_filled_in_as_one_word_each() {
    let brought = Brought::new();
    let seen = brought.path("seen");
    let script = format!("sh -c 'printf \"%s|\" \"$@\" > {seen}' x {{tenant}} --user={{username}} {{client_id}}");
    brought.bring("own", &script, &["--username", "a b@xebia.com", "--client-id", SHARED_APP.id]);
    brought.failure("own");
    assert_eq!(fs::read_to_string(&seen).unwrap(), format!("xebia.com|--user=a b@xebia.com|{}|", SHARED_APP.id));
    let add = ["account", "add", "bad", "--tenant", "xebia.com", "--token-command", "x {username}"];
    brought.world.run(&add).exits(1).says("{username}");
}

#[test]
fn a_command_from_a_config_that_others_can_write_is_not_run() {
    let brought = Brought::new();
    brought.bring_output("own", &brought.token(), &[]);
    let chmod = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let config = brought.world.config();
    chmod(&config, 0o644);
    brought.world.run(&["events", "--account", "own"]).success();
    for (path, mode, good) in [(config.as_path(), 0o666, 0o600), (config.parent().unwrap(), 0o777, 0o700)] {
        chmod(path, mode);
        assert_eq!(brought.failure("own")["code"], "config_exposed");
        let listed = brought.world.run(&["list", "--account", "own"]).success();
        assert!(listed.stdout.contains("chmod go-w"), "{listed:#?}");
        chmod(path, good);
    }
    let elsewhere = brought.folder.path().join("shared.toml");
    fs::rename(&config, &elsewhere).unwrap();
    symlink(&elsewhere, &config).unwrap();
    brought.world.run(&["events", "--account", "own"]).success();
    chmod(&elsewhere, 0o666);
    assert_eq!(brought.failure("own")["code"], "config_exposed", "a link does not hide who can write its target");
}

#[test]
fn a_token_in_a_variable_is_for_one_run_and_overrides_a_sign_in_and_a_command() {
    let mut brought = Brought::new();
    let token = brought.token();
    brought.world.account("work", "xebia.com", &BOB);
    brought.bring("my-own", "false", &[]);
    brought.world = brought.world.env("CALCLI_TOKEN_WORK", &token).env("CALCLI_TOKEN_MY_OWN", &token);
    let alice = subjects(&brought.world.json(&["events", "--account", "source", "--json"]));
    for account in ["work", "my-own"] {
        assert_eq!(subjects(&brought.world.json(&["events", "--account", account, "--json"])), alice, "{account}");
    }
    let listed = brought.world.json(&["list", "--account", "work", "--json"])["accounts"][0].clone();
    assert_eq!((&listed["store"], &listed["username"]), (&"environment".into(), &Value::Null));
    brought.world = brought.world.env("CALCLI_TOKEN_WORK", "");
    let listed = brought.world.json(&["list", "--account", "work", "--json"])["accounts"][0].clone();
    assert_eq!(listed["username"], BOB.username, "the sign-in is as it was");
    brought.world.run(&["events", "--account", "work"]).success();
}

#[test]
fn a_variable_that_ended_collides_or_holds_no_token_is_refused_without_showing_it() {
    let mut brought = Brought::new();
    let token = brought.token();
    brought.bring("a-b", "false", &[]);
    brought.world = brought.world.env("CALCLI_TOKEN_A_B", &token);
    brought.world.sandbox.expire_access_tokens();
    assert_eq!(brought.failure("a-b")["code"], "token_refused");
    brought.world = brought.world.env("CALCLI_TOKEN_A_B", "not a token");
    brought.world.run(&["list"]).exits(2).says("CALCLI_TOKEN_A_B does not hold");
    brought.world = brought.world.env("CALCLI_TOKEN_A_B", "");
    brought.bring("a.b", "false", &[]);
    brought.world = brought.world.env("CALCLI_TOKEN_A_B", &token);
    brought.world.run(&["list"]).exits(2).says("several accounts");
    brought.world = brought.world.env("CALCLI_TOKEN_A_B", "").env("CALCLI_TOKEN_STORE", &token);
    brought.world.run(&["list"]).exits(2).says("named `store`");
}

#[test]
fn a_command_inherits_no_tokens_and_cannot_run_calcli_within_itself_for_ever() {
    let mut brought = Brought::new();
    let (seen, calcli) = (brought.path("seen"), env!("CARGO_BIN_EXE_calcli"));
    brought.bring("own", &format!("sh -c 'env > {seen}'"), &[]);
    brought.bring("loop", &format!("{calcli} token --account loop"), &[]);
    let token = brought.token();
    brought.world = brought.world.env("CALCLI_TOKEN_SOURCE", &token);
    brought.failure("own");
    let seen = fs::read_to_string(&seen).unwrap();
    assert!(!seen.contains("CALCLI_TOKEN_SOURCE") && seen.contains("CALCLI_TOKEN_STORE=file"), "{seen}");
    let error = brought.failure("loop");
    assert!(error["message"].as_str().unwrap().contains("without an end"), "{error}");
}

#[test]
fn calcli_is_the_token_command_of_another_calcli() {
    let brought = Brought::new();
    brought.bring("own", &format!("{} token --account source --json", env!("CARGO_BIN_EXE_calcli")), &[]);
    brought.world.run(&["events", "--account", "own"]).success();
    let chained = brought.world.token(&["--account", "own", "--json"]).success().json();
    assert_eq!((&chained["account"], &chained["token_type"]), (&"own".into(), &"Bearer".into()));
    assert_eq!(chained["access_token"], brought.token());
    assert!(chained["expires_on"].as_i64().unwrap() > chrono::Utc::now().timestamp());
}

#[test]
fn token_is_fresh_and_of_exactly_one_account() {
    let brought = Brought::new();
    brought.world.account("other", "marimer.com", &ALICE_MARIMER);
    let old = brought.token();
    assert_eq!(brought.token(), old);
    for args in [&[][..], &["--account", "source", "--account", "other"], &["--account", "nobody"]] {
        brought.world.token(args).exits(2);
    }
    brought.world.run(&["logout", "--account", "source"]).success();
    brought.world.token(&["--account", "source"]).exits(4).says("calcli login --account source");
}

#[test]
fn signing_in_or_out_of_an_account_that_brings_its_token_says_so() {
    let brought = Brought::new();
    brought.bring("own", "false", &[]);
    brought.world.run(&["login", "--account", "own"]).exits(2).says("brings its own token (command)");
    brought.world.run(&["account", "consent-url", "own"]).exits(1).says("no_application");
    let out = brought.world.run(&["logout", "--account", "own"]).success();
    assert_eq!(out.stdout, "own: brings its own token (command); nothing of it is stored\n");
    brought.world.run(&["account", "set", "source", "--token-command", "false"]).success();
    assert!(support::files(&brought.world.records()).is_empty(), "what a sign-in stored is forgotten");
}

#[test]
fn the_key_of_the_file_store_comes_from_a_command_that_runs_once() {
    let world = World::new();
    let folder = TempDir::new().unwrap();
    let (key, log) = (folder.path().join("key"), folder.path().join("log"));
    fs::write(&key, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n").unwrap();
    let command = format!("sh -c 'echo x >> {}; cat {}'", log.display(), key.display());
    fs::create_dir_all(world.config().parent().unwrap()).unwrap();
    fs::write(world.config(), format!("store_key_command = \"{command}\"\n")).unwrap();
    fs::set_permissions(world.config(), fs::Permissions::from_mode(0o600)).unwrap();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    assert!(!world.home().join(".local/share/calcli/store.key").exists());
    fs::write(&log, "").unwrap();
    world.run(&["events"]).success();
    assert_eq!(fs::read_to_string(&log).unwrap(), "x\n");
    fs::write(&log, "").unwrap();
    world.run(&["--version"]).success();
    assert_eq!(fs::read_to_string(&log).unwrap(), "", "it runs only when a record is read");
    fs::write(&key, "AAEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=").unwrap();
    world.run(&["events"]).exits(6).says("store_key_wrong");
    fs::write(&key, "c2hvcnQ=").unwrap();
    world.run(&["events"]).exits(6).says("openssl rand -base64 32");
    fs::remove_file(&key).unwrap();
    world.run(&["events"]).exits(6).says("store_key_command");
    fs::set_permissions(world.config(), fs::Permissions::from_mode(0o666)).unwrap();
    let run = world.run(&["events"]).exits(1);
    assert!(run.stderr.contains("config_exposed"), "{run:#?}");
}

#[test]
fn store_files_behind_links_keep_their_mode_and_stay_links() {
    let world = World::new();
    let elsewhere = world.home().join("elsewhere");
    fs::create_dir_all(elsewhere.join("tokens")).unwrap();
    let data = world.home().join(".local/share");
    fs::create_dir_all(&data).unwrap();
    symlink(&elsewhere, data.join("calcli")).unwrap();
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.run(&["events"]).success();
    for file in support::files(&elsewhere) {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
    let key = elsewhere.join("store.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    world.run(&["events"]).exits(6).says("chmod 600");
}
