//! The world that the binary is tested in: a home of its own, a cleared environment, a clock that stands still, and the sandbox.
//!
//! Whatever a test does, no run may show a secret: [`World::run`] looks for the marker that the sandbox puts into every secret, in
//! what the binary prints, and [`World`] looks for it in every file when it ends.
#![allow(dead_code, reason = "every test binary uses its own part of the world")]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

pub mod contract;

use calcli::sandbox::world::{App, SHARED_APP, User};
use calcli::sandbox::{Options, SECRET_MARKER, Sandbox, Seen};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// What the agenda takes for now: a Monday morning in Amsterdam. Tokens go by the real clock.
pub const NOW: &str = "2026-11-23T09:40:00+01:00";

/// A hermetic world.
pub struct World {
    home: TempDir,
    pub sandbox: Sandbox,
    env: Vec<(String, String)>,
}

/// What a run printed, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl World {
    /// A world with the sandbox of 23 November 2026, and the file store, so that no keychain of this machine is touched.
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    /// A world with a sandbox that behaves in its own way.
    pub fn with(options: Options) -> Self {
        let today = NOW[..10].parse().unwrap();
        let sandbox = Sandbox::start(Options { today, ..options }).unwrap();
        let home = TempDir::new().unwrap();
        let env = [("CALCLI_NOW", NOW), ("CALCLI_TZ", "Europe/Amsterdam"), ("CALCLI_TOKEN_STORE", "file")];
        Self { sandbox, env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).into(), home }
    }

    /// The same world with a variable set, or unset where the value is empty.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.retain(|(known, _)| known != name);
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// `config.toml`.
    pub fn config(&self) -> PathBuf {
        self.home().join(".config/calcli/config.toml")
    }

    /// The folder of the encrypted records.
    pub fn records(&self) -> PathBuf {
        self.home().join(".local/share/calcli/tokens")
    }

    /// Everything that calcli has stored, the encrypted records and what it learnt, as a fingerprint of each file.
    pub fn stored(&self) -> BTreeMap<PathBuf, u64> {
        let learnt = self.home().join(".local/state/calcli/accounts.json");
        let paths = files(&self.records()).into_iter().chain(learnt.exists().then_some(learnt));
        let fingerprint = |path: PathBuf| {
            let mut hasher = DefaultHasher::new();
            fs::read(&path).unwrap().hash(&mut hasher);
            (path, hasher.finish())
        };
        paths.map(fingerprint).collect()
    }

    /// How many requests the sandbox saw that the test is interested in.
    pub fn asked(&self, interesting: impl Fn(&Seen) -> bool) -> usize {
        self.sandbox.requests().iter().filter(|seen| interesting(seen)).count()
    }

    /// How often a refresh was asked for.
    pub fn refreshes(&self) -> usize {
        self.asked(|seen| seen.refresh.is_some())
    }

    /// A command in this world that has not been started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_calcli"));
        command.args(args).env_clear().env("HOME", self.home()).envs(self.env.iter().cloned());
        // Where it is measured which lines are reached, the binary tells it to this file.
        command.envs(std::env::var_os("LLVM_PROFILE_FILE").map(|file| ("LLVM_PROFILE_FILE", file)));
        command.current_dir(self.home()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command line to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        self.start(args).finish()
    }

    /// Runs `calcli token`, the one command that may show a secret, and on stdout alone.
    pub fn token(&self, args: &[&str]) -> Run {
        let output = self.command(&[&["token"], args].concat()).output().unwrap();
        let run = Run::of(&Output { stdout: Vec::new(), ..output.clone() });
        Run { stdout: String::from_utf8(output.stdout).unwrap(), ..run }
    }

    /// Starts a command line.
    pub fn start(&self, args: &[&str]) -> Running {
        Running { child: self.command(args).spawn().unwrap() }
    }

    /// Runs a command line that ends well, and reads the JSON it printed.
    pub fn json(&self, args: &[&str]) -> Value {
        self.run(args).success().json()
    }

    /// Adds an account of this tenant with an application.
    pub fn add(&self, name: &str, tenant: &str, app: &App) {
        self.add_at(&self.sandbox, name, tenant, app);
    }

    /// Adds an account of this tenant with an application, at a sandbox that may be another.
    pub fn add_at(&self, sandbox: &Sandbox, name: &str, tenant: &str, app: &App) {
        let (authority, graph) = (sandbox.authority_url(), sandbox.graph_url());
        let args = ["account", "add", name, "--tenant", tenant, "--client-id", app.id];
        self.run(&[&args[..], &["--authority-url", &authority, "--graph-url", &graph]].concat()).success();
    }

    /// Adds an account with the shared application and signs in to it.
    pub fn account(&self, name: &str, tenant: &str, user: &User) {
        self.add(name, tenant, &SHARED_APP);
        self.login(name, user).success();
    }

    /// Signs in to an account, with someone at the browser who approves as this user.
    pub fn login(&self, name: &str, user: &User) -> Run {
        self.login_with(&["--account", name], user)
    }

    /// Signs in with these arguments.
    pub fn login_with(&self, args: &[&str], user: &User) -> Run {
        // Whoever does not belong to the tenant is told so on the page; the test sees it by the exit code.
        self.login_while(args, &self.sandbox, |code| drop(self.sandbox.approve(code, user.username)))
    }

    /// Signs in with these arguments at this sandbox, with someone at the browser who does this with each code.
    pub fn login_while(&self, args: &[&str], sandbox: &Sandbox, act: impl Fn(&str)) -> Run {
        let mut running = self.start(&[&["login"], args].concat());
        while running.child.try_wait().unwrap().is_none() {
            sandbox.pending_codes().iter().for_each(|code| act(code));
            thread::sleep(Duration::from_millis(20));
        }
        running.finish()
    }

    /// The three accounts of the demo: xebia, marimer and personal, signed in.
    pub fn three_accounts() -> Self {
        use calcli::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA};
        let world = Self::new();
        world.account("xebia", "xebia.com", &ALICE_XEBIA);
        world.account("marimer", "marimer.com", &ALICE_MARIMER);
        world.account("personal", "consumers", &ALICE_OUTLOOK);
        world
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !thread::panicking() {
            let exposed: Vec<PathBuf> = files(self.home())
                .into_iter()
                .filter(|path| holds_a_secret(&fs::read(path).unwrap_or_default()))
                .collect();
            assert!(exposed.is_empty(), "a secret stands in {exposed:?}");
            contract::check(&self.sandbox.requests());
        }
    }
}

/// A command that is running.
pub struct Running {
    pub child: Child,
}

impl Running {
    /// The next line of its stdout.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        let stdout = self.child.stdout.as_mut().unwrap();
        // Byte by byte, so that nothing of what follows is lost in a buffer.
        while !line.ends_with('\n') {
            let mut byte = [0];
            assert_eq!(stdout.read(&mut byte).unwrap(), 1, "stdout ended after {line:?}");
            line.push(char::from(byte[0]));
        }
        line
    }

    /// The next line of its stderr.
    pub fn error_line(&mut self) -> String {
        let mut line = String::new();
        BufReader::with_capacity(1, self.child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
        line
    }

    /// Ends it, whatever it is doing.
    pub fn stop(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Presses Ctrl-C.
    pub fn interrupt(&self) {
        self.signal("INT");
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits for its end.
    pub fn finish(self) -> Run {
        Run::of(&self.child.wait_with_output().unwrap())
    }
}

impl Run {
    fn of(output: &Output) -> Self {
        let run = Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        };
        assert!(!holds_a_secret(&output.stdout) && !holds_a_secret(&output.stderr), "a secret was printed: {run:#?}");
        assert!(!run.stderr.contains("panicked"), "it panicked: {run:#?}");
        run
    }

    /// The run, which ended well.
    #[track_caller]
    pub fn success(self) -> Self {
        self.exits(0)
    }

    /// The run, which ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// The run, whose stderr holds this text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "stderr lacks {text:?}: {self:#?}");
        self
    }

    /// The JSON documents that it printed, one a line.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The JSON document that it printed.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// Proves something of every one of these at once, since what they do is mostly waiting.
pub fn at_once<T: Send>(all: impl IntoIterator<Item = T>, prove: impl Fn(T) + Sync) {
    let prove = &prove;
    thread::scope(|scope| all.into_iter().for_each(|one| drop(scope.spawn(move || prove(one)))));
}

/// The keys of a JSON object, in alphabetical order.
pub fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// The keys of a JSON document in their order: `a b{c d} e[{f}|…]`, where a list shows each different shape of its items once.
pub fn outline(json: &str) -> String {
    serde_json::from_str::<Json>(json).unwrap_or_else(|error| panic!("{error}: {json}")).outline()
}

/// JSON that remembers the order of its keys.
#[derive(Deserialize)]
#[serde(untagged)]
enum Json {
    Object(IndexMap<String, Json>),
    Array(Vec<Json>),
    Other(Value),
}

impl Json {
    fn outline(&self) -> String {
        match self {
            Self::Object(keys) => {
                let keys: Vec<_> = keys.iter().map(|(key, value)| format!("{key}{}", value.outline())).collect();
                format!("{{{}}}", keys.join(" "))
            }
            Self::Array(items) => {
                let mut shapes: Vec<_> = items.iter().map(Self::outline).collect();
                shapes.sort();
                shapes.dedup();
                format!("[{}]", shapes.join("|"))
            }
            Self::Other(_) => String::new(),
        }
    }
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn holds_a_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET_MARKER.len()).any(|window| window == SECRET_MARKER.as_bytes())
}
