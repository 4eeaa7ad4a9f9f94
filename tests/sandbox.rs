//! `calcli sandbox` as a tool: faults on the command line and on the page, latency, crowds, and a page that obeys this machine alone.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use support::World;

/// A sandbox that serves, and what it printed.
struct Served {
    child: Child,
    printed: Vec<String>,
}

/// A command with nothing of this machine's environment, in UTC.
fn calcli(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calcli"));
    command.args(args).env_clear().env("TZ", "UTC").env("CALCLI_TZ", "UTC").stdin(Stdio::null());
    command
}

impl Served {
    fn new(args: &[&str]) -> Self {
        let args = [&["sandbox", "--port", "0", "--graph-port", "0"], args].concat();
        let mut child = calcli(&args).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let printed = lines.take_while(|line| !line.starts_with("Ctrl-C")).collect();
        Self { child, printed }
    }

    fn exports(&self) -> impl Iterator<Item = (&str, &str)> {
        self.printed.iter().filter_map(|line| line.trim().strip_prefix("export ")?.split_once('='))
    }

    fn home(&self) -> PathBuf {
        let config = self.exports().find(|(name, _)| *name == "CALCLI_CONFIG").unwrap().1;
        Path::new(config).parent().unwrap().to_owned()
    }

    /// Runs calcli as its visitor would: its exit code, stdout and stderr.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = calcli(args).envs(self.exports()).output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    fn json(&self, args: &[&str]) -> Value {
        let (code, stdout, stderr) = self.run(args);
        assert_eq!(code, 0, "{stderr}");
        serde_json::from_str(&stdout).unwrap()
    }

    /// Where the page is: `127.0.0.1:PORT`.
    fn host(&self) -> String {
        let line = self.printed.iter().find(|line| line.starts_with("What it is asked")).unwrap();
        line.rsplit_once("http://").unwrap().1.trim_end_matches('/').to_owned()
    }

    /// A request as a browser sends it, a form where there is one; the status and the whole answer.
    fn ask(&self, path: &str, headers: &[(&str, &str)], form: &str) -> (u16, String) {
        let (host, method) = (self.host(), if form.is_empty() { "GET" } else { "POST" });
        let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            text += &format!("Host: {host}\r\n");
        }
        headers.iter().for_each(|(name, value)| text += &format!("{name}: {value}\r\n"));
        text +=
            &format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}", form.len());
        let mut stream = TcpStream::connect(&host).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    fn requests(&self) -> Vec<Value> {
        let (_, answer) = self.ask("/_sandbox/requests", &[], "");
        let body: Value = serde_json::from_str(&answer[answer.find("\r\n\r\n").unwrap()..]).unwrap();
        body["requests"].as_array().unwrap().clone()
    }

    /// Presses Ctrl-C; what it leaves behind is a fault of its own.
    fn end(mut self) {
        let home = self.home();
        if cfg!(unix) {
            Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
            assert!(self.child.wait().unwrap().success());
            assert!(!home.exists());
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let home = self.home();
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(home);
    }
}

#[test]
fn the_faults_are_listed_for_people_and_for_scripts() {
    let world = World::new();
    let listed = world.run(&["sandbox", "--faults"]).success().stdout;
    let json = world.json(&["sandbox", "--faults", "--json"]);
    let faults = json["faults"].as_array().unwrap();
    assert!(faults.len() > 25);
    for fault in faults {
        let name = fault["name"].as_str().unwrap();
        let line = listed.lines().find(|line| line.split([' ', '[']).next() == Some(name)).unwrap();
        assert!(line.ends_with(fault["about"].as_str().unwrap()), "{line}");
    }
    world.run(&["sandbox", "--json"]).exits(2);
}

#[test]
fn a_fault_that_is_none_is_told_with_what_was_meant() {
    let world = World::new();
    let run = |fault| world.run(&["sandbox", "--port", "0", "--graph-port", "0", "--fault", fault]).exits(2);
    run("throtle:marimer").says("calcli sandbox --fault throttle:marimer");
    run("throttle:marimmer").says("calcli sandbox --fault throttle:marimer");
    run("outage=200").says("503 or 504");
    world.run(&["sandbox", "--latency", "soon"]).exits(2).says("50ms");
    world.run(&["sandbox", "--events", "3"]).exits(2).says("--accounts");
}

#[test]
fn a_fault_strikes_one_account_and_the_exit_code_says_so() {
    let served = Served::new(&["--signed-in", "--fault", "throttle=300:marimer"]);
    let (code, stdout, stderr) = served.run(&["events", "--today", "--json"]);
    assert_eq!(code, 3, "{stderr}");
    let answer: Value = serde_json::from_str(&stdout).unwrap();
    let statuses: Vec<_> =
        answer["accounts"].as_array().unwrap().iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["ok", "throttled", "ok"]);
    assert!(stderr.contains("marimer"), "{stderr}");
    assert_eq!(served.run(&["events", "--today", "--account", "marimer"]).0, 5);
    assert_eq!(served.run(&["events", "--today", "--account", "xebia"]).0, 0);
    served.end();
}

#[test]
fn faults_are_added_and_ended_on_the_page_while_it_serves() {
    let served = Served::new(&["--signed-in"]);
    let today = || served.run(&["events", "--today"]).0;
    assert_eq!(today(), 0);
    let (status, _) = served.ask("/_sandbox/faults", &[], "kind=html&value=&account=personal&where=view&times=");
    assert_eq!((status, today()), (303, 3));
    let (status, page) = served.ask("/", &[], "");
    assert!(status == 200 && page.contains("html:view:personal") && page.contains("3 of 3 signed in"), "{page}");
    let (status, _) = served.ask("/_sandbox/faults/end", &[], "number=1");
    assert_eq!((status, today()), (303, 0));
    let revoked = served.ask("/_sandbox/revoke", &[], "account=xebia").0;
    assert_eq!((revoked, served.run(&["events", "--account", "xebia"]).0), (303, 4));
}

#[test]
fn the_page_obeys_this_machine_alone() {
    let served = Served::new(&["--signed-in"]);
    let foreign = [
        ("Origin", "https://evil.example".to_owned()),
        ("Origin", "null".to_owned()),
        ("Sec-Fetch-Site", "cross-site".to_owned()),
        ("Host", format!("evil.example:{}", served.host().rsplit(':').next().unwrap())),
    ];
    for (name, value) in &foreign {
        let (status, answer) = served.ask("/_sandbox/faults", &[(name, value)], "fault=reset");
        assert_eq!(status, 403, "{name}: {value}: {answer}");
    }
    assert_eq!(served.ask("/", &[("Host", foreign[3].1.as_str())], "").0, 403);
    assert_eq!(served.run(&["events", "--today"]).0, 0);
}

#[test]
fn latency_is_added_to_every_answer() {
    let served = Served::new(&["--signed-in", "--latency", "30ms"]);
    served.json(&["events", "--today", "--json"]);
    let requests = served.requests();
    assert!(requests.len() > 6);
    assert!(requests.iter().all(|request| request["ms"].as_u64().unwrap() >= 30), "{requests:#?}");
}

#[test]
fn a_crowd_is_signed_in_and_its_seed_makes_the_same_week() {
    let week = |seed| {
        let served = Served::new(&["--accounts", "6", "--events", "20", "--seed", seed, "--signed-in"]);
        assert!(served.printed[0].ends_with("user1 to user6"), "{:?}", served.printed);
        let answer = served.json(&["events", "--week", "--declined", "--cancelled", "--json"]);
        assert_eq!(answer["complete"], true);
        answer["events"].as_array().unwrap().clone()
    };
    let first = week("7");
    assert_eq!(first, week("7"));
    assert_ne!(first, week("8"));
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for copy in first.iter().flat_map(|event| event["copies"].as_array().unwrap()) {
        *copies.entry(copy["account"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(
        copies.into_iter().collect::<Vec<_>>(),
        (1..=6).map(|user| (format!("user{user}"), 20)).collect::<Vec<_>>()
    );
    let seen_together: BTreeSet<_> = first.iter().map(|event| event["copies"].as_array().unwrap().len()).collect();
    assert_eq!(seen_together, BTreeSet::from([1, 5]));
}
