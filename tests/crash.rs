//! What is left when a run is killed at any instant, when many runs at once share one sign-in, and when the clock jumps.
//!
//! `CALCLI_CRASH_ROUNDS`, `CALCLI_CRASH_SEED`, `CALCLI_CRASH_PROCESSES` and `CALCLI_CRASH_SECONDS` make more of it by hand:
//! `CALCLI_CRASH_ROUNDS=1000 cargo test --test crash -- --nocapture` prints what was killed where.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]
#![allow(clippy::print_stderr, reason = "by hand the numbers are what is wanted")]

mod support;

use calcli::model::token::EXPIRY_MARGIN;
use calcli::sandbox::world::{ALICE_MARIMER, ALICE_XEBIA, BOB, SHARED_APP, User};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Options, Place, Rotation, SECRET_MARKER, Seen};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use support::{Run, Running, World, at_once, files};

/// In how many worlds the rounds are played at once, since a sign-in is mostly waiting. It shares no divisor with the number of deeds,
/// so that each world sees all of them.
const WORLDS: u64 = 5;
/// The longest that any run may take before it counts as one that hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A number that can be chosen by hand.
fn chosen(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

/// Numbers that look thrown and come out the same from the same seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }

    fn within(&mut self, span: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(span.as_micros()).unwrap()))
    }
}

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    /// Signing in where nobody was.
    Login,
    /// Signing in as another person than the one before.
    Switch,
    /// `events` with a token that the server does not take any more.
    Refresh,
    Rename,
    Add,
    Logout,
}

impl Deed {
    const ALL: [Self; 6] = [Self::Login, Self::Switch, Self::Refresh, Self::Rename, Self::Add, Self::Logout];

    /// Makes the world one in which there is something to do.
    fn prepare(self, world: &World) {
        match self {
            Self::Login => drop(world.run(&["logout", "--account", "xebia"]).success()),
            Self::Refresh => world.sandbox.expire_access_tokens(),
            Self::Switch | Self::Rename | Self::Add | Self::Logout => (),
        }
    }

    fn start(self, world: &World) -> Running {
        let (authority, graph) = (world.sandbox.authority_url(), world.sandbox.graph_url());
        let add = [
            &["account", "add", "added", "--tenant", "xebia.com", "--client-id", SHARED_APP.id][..],
            &["--authority-url", &authority, "--graph-url", &graph],
        ]
        .concat();
        world.start(match self {
            Self::Login => &["login", "--account", "xebia"],
            Self::Switch => &["login", "--account", "xebia", "--switch-user"],
            Self::Refresh => &["events", "--account", "xebia"],
            Self::Rename => &["account", "rename", "xebia", "renamed"],
            Self::Add => &add,
            Self::Logout => &["logout", "--account", "xebia"],
        })
    }

    /// Who types the code.
    fn visitor(self) -> &'static User {
        if self == Self::Switch { &BOB } else { &ALICE_XEBIA }
    }

    /// The answer after which it is decided on the server, and not yet on this machine.
    fn is_decided_by(self, seen: &Seen) -> bool {
        let endpoint = match self {
            Self::Login | Self::Switch => Endpoint::Poll,
            Self::Refresh => Endpoint::Refresh,
            Self::Rename | Self::Add | Self::Logout => return false,
        };
        seen.endpoint == endpoint && seen.status == 200
    }

    fn is_decided_by_the_server(self) -> bool {
        matches!(self, Self::Login | Self::Switch | Self::Refresh)
    }
}

/// When a run is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    AfterStart(Duration),
    AfterDecision(Duration),
}

/// What became of a run that was to be killed.
struct Killed {
    /// Whether it had come to its end before.
    finished: bool,
    /// Whether the server had decided.
    decided: bool,
}

/// Runs a deed until it is killed, or to its end.
fn run_until(world: &World, deed: Deed, moment: Option<Moment>) -> Killed {
    let before = world.sandbox.requests().len();
    let decided = || world.sandbox.requests()[before..].iter().any(|seen| deed.is_decided_by(seen));
    let (began, mut decided_at) = (Instant::now(), None);
    let mut running = deed.start(world);
    let finished = loop {
        world
            .sandbox
            .pending_codes()
            .iter()
            .for_each(|code| drop(world.sandbox.approve(code, deed.visitor().username)));
        let kill = match moment {
            Some(Moment::AfterStart(delay)) => began.elapsed() >= delay,
            Some(Moment::AfterDecision(delay)) => {
                decided_at = decided_at.or_else(|| decided().then(Instant::now));
                decided_at.is_some_and(|at| at.elapsed() >= delay)
            }
            None => false,
        };
        if running.child.try_wait().unwrap().is_some() {
            break true;
        }
        if kill {
            running.child.kill().unwrap();
            running.child.wait().unwrap();
            break false;
        }
        assert!(began.elapsed() < PATIENCE, "{deed:?} does not end");
        thread::sleep(Duration::from_micros(300));
    };
    drop(running.finish());
    // A code that nobody waits for any more is of no use to the next round.
    world.sandbox.pending_codes().iter().for_each(|code| drop(world.sandbox.decline(code)));
    Killed { finished, decided: decided() }
}

/// The account of this name in a document.
fn account<'a>(document: &'a Value, name: &str) -> &'a Value {
    let accounts = document["accounts"].as_array().unwrap();
    accounts.iter().find(|account| account["name"] == name).unwrap_or_else(|| panic!("no {name} in {document}"))
}

/// Who is asked about when the events of an account are.
fn asked_about(world: &World, name: &str) -> (Run, HashSet<String>) {
    let before = world.sandbox.requests().len();
    let run = world.run(&["events", "--account", name, "--json"]);
    let people = world.sandbox.requests()[before..].iter().filter_map(|seen| seen.bearer_user.clone()).collect();
    (run, people)
}

/// What rounds came to.
#[derive(Default, Debug)]
struct Tally {
    rounds: u64,
    /// It had come to its end before it could be killed.
    finished: u64,
    /// Killed after the server had decided.
    decided: u64,
    signed_out: u64,
    /// The sign-in is lost.
    lost: u64,
    temporary_files: u64,
    /// The copy of a record that nobody asks for: what a killed rename can leave, until the next rename or sign-in replaces it.
    copies: u64,
}

/// What the rounds came to, by deed.
type Tallies = BTreeMap<Deed, Tally>;

impl Tally {
    fn add(&mut self, other: &Self) {
        self.rounds += other.rounds;
        self.finished += other.finished;
        self.decided += other.decided;
        self.signed_out += other.signed_out;
        self.lost += other.lost;
        self.temporary_files += other.temporary_files;
        self.copies += other.copies;
    }
}

/// Looks at everything that is left of a killed run, and puts the world right for the next.
fn examine(world: &World, deed: Deed, killed: &Killed) -> Tally {
    let names: Vec<String> = world.json(&["account", "list", "--json"])["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|account| account["name"].as_str().unwrap().to_owned())
        .collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let name = if has("renamed") { "renamed" } else { "xebia" };
    assert_eq!(names.len(), if has("added") { 3 } else { 2 }, "{deed:?}: {names:?}");
    assert!(has("marimer") && has(name), "{deed:?}: {names:?}");
    assert!(name == "xebia" || deed == Deed::Rename, "{deed:?}");

    let listed = world.run(&["list", "--json"]).json();
    let (bystander, subject) = (account(&listed, "marimer"), account(&listed, name));
    assert_eq!((&bystander["state"], &bystander["username"]), (&"signed_in".into(), &ALICE_MARIMER.username.into()));
    let state = subject["state"].as_str().unwrap();
    let may_be: &[&str] = match deed {
        Deed::Login | Deed::Logout => &["signed_in", "signed_out"],
        // The new person is remembered before the new tokens are there: the old ones are then somebody else's, and are not used.
        Deed::Switch => &["signed_in", "sign_in_required"],
        Deed::Refresh | Deed::Rename | Deed::Add => &["signed_in"],
    };
    assert!(may_be.contains(&state), "{deed:?}: {subject}");
    assert!(state != "sign_in_required" || subject["error"]["code"] == "record_mismatch", "{deed:?}: {subject}");
    let person = subject["username"].as_str().unwrap_or(ALICE_XEBIA.username).to_owned();
    assert!(person == ALICE_XEBIA.username || deed == Deed::Switch, "{deed:?}: {subject}");

    // The next ordinary command works, for the right person; what is lost is told, and only where it had to be lost.
    let (run, people) = asked_about(world, name);
    let status = run.json()["accounts"][0]["status"].as_str().unwrap().to_owned();
    assert!(people.is_empty() || people == HashSet::from([person]), "{deed:?}: {people:?} were asked about");
    let lost = status == "sign_in_required";
    assert!(lost || status == "ok", "{deed:?}: {run:#?}");
    assert_eq!(run.code, if lost { 4 } else { 0 }, "{deed:?}: {run:#?}");
    match deed {
        Deed::Login | Deed::Switch | Deed::Logout => assert_eq!(lost, state != "signed_in", "{deed:?}: {run:#?}"),
        Deed::Refresh => {
            assert!(!lost || (killed.decided && !killed.finished), "a token was lost for nothing: {run:#?}");
        }
        Deed::Rename | Deed::Add => assert!(!lost, "{deed:?}: {run:#?}"),
    }
    let (run, people) = asked_about(world, "marimer");
    run.success();
    assert_eq!(people, HashSet::from([ALICE_MARIMER.username.to_owned()]));

    let all = files(world.home());
    let ending = |suffix: &'static str| all.iter().filter(move |path| path.to_string_lossy().ends_with(suffix));
    let tally = Tally {
        rounds: 1,
        finished: killed.finished.into(),
        decided: (killed.decided && !killed.finished).into(),
        signed_out: (state == "signed_out").into(),
        lost: (lost && state != "signed_out").into(),
        temporary_files: ending(".tmp").count() as u64,
        copies: if deed == Deed::Rename { ending(".token").count() as u64 - 2 } else { 0 },
    };
    ending(".tmp").for_each(|path| {
        let bytes = fs::read(path).unwrap();
        let marked = bytes.windows(SECRET_MARKER.len()).any(|window| window == SECRET_MARKER.as_bytes());
        assert!(!marked, "{deed:?}: a secret stands in {}", path.display());
        fs::remove_file(path).unwrap();
    });
    if deed == Deed::Rename {
        // Whichever of the two names it has, the other one is free, and nothing of the killed run is left behind.
        let other = if name == "renamed" { "xebia" } else { "renamed" };
        world.run(&["account", "rename", name, other]).success();
        if other == "renamed" {
            world.run(&["account", "rename", "renamed", "xebia"]).success();
        }
        assert_eq!(files(&world.records()).len(), 2, "a record that belongs to no account");
    }
    if has("added") {
        world.run(&["account", "remove", "added", "--yes"]).success();
    }
    if lost || deed == Deed::Switch {
        world.login_with(&["--account", "xebia", "--switch-user"], &ALICE_XEBIA).success();
    }
    tally
}

fn strict(options: Options) -> World {
    let world = World::with(Options { rotation: Rotation::Strict, interval: 0, ..options });
    world.account("xebia", "xebia.com", &ALICE_XEBIA);
    world.account("marimer", "marimer.com", &ALICE_MARIMER);
    world
}

/// How long each deed takes when nobody kills it.
fn spans() -> BTreeMap<Deed, Duration> {
    let world = strict(Options::default());
    let span = |deed: Deed| {
        deed.prepare(&world);
        let began = Instant::now();
        let killed = run_until(&world, deed, None);
        let span = began.elapsed();
        examine(&world, deed, &killed);
        (deed, span)
    };
    Deed::ALL.map(span).into()
}

/// Plays rounds in a world of their own. What is thrown hangs on the seed and the round alone.
fn play(rounds: impl Iterator<Item = u64>, seed: u64, spans: &BTreeMap<Deed, Duration>, tallies: &Mutex<Tallies>) {
    let world = strict(Options::default());
    for round in rounds {
        let mut dice = Dice(seed.wrapping_mul(1_000_003).wrapping_add(round));
        let deed = Deed::ALL[usize::try_from(round).unwrap() % Deed::ALL.len()];
        deed.prepare(&world);
        // Every other time where it hurts most: the server has changed its mind, and nothing is stored yet.
        let moment = if deed.is_decided_by_the_server() && dice.below(2) == 0 {
            Moment::AfterDecision(dice.within(Duration::from_millis(40)))
        } else {
            // Beside the other worlds everything takes longer.
            Moment::AfterStart(dice.within(spans[&deed] + Duration::from_millis(100)))
        };
        let killed = run_until(&world, deed, Some(moment));
        let tally = examine(&world, deed, &killed);
        tallies.lock().unwrap().entry(deed).or_default().add(&tally);
    }
}

#[test]
fn whatever_is_killed_at_whatever_instant_old_or_new_is_there_and_the_next_command_works() {
    let (rounds, seed) = (chosen("CALCLI_CRASH_ROUNDS", 30), chosen("CALCLI_CRASH_SEED", 5));
    let (spans, tallies) = (spans(), Mutex::new(Tallies::new()));
    let worlds = usize::try_from(WORLDS).unwrap();
    at_once(0..WORLDS, |first| play((first..rounds).step_by(worlds), seed, &spans, &tallies));
    let tallies = tallies.into_inner().unwrap();
    assert_eq!(tallies.values().map(|tally| tally.rounds).sum::<u64>(), rounds);
    tallies.iter().for_each(|(deed, tally)| eprintln!("{deed:?}, which takes {:?}: {tally:?}", spans[deed]));
}

/// What this run comes to; one that does not end in time is killed, and is a run that failed.
fn ends<T>(running: Running, finish: impl FnOnce(Running) -> T) -> T {
    let pid = running.child.id().to_string();
    let (done, ended) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            Command::new("kill").args(["-s", "KILL", &pid]).status().unwrap();
        }
    });
    let result = finish(running);
    drop(done);
    watch.join().unwrap();
    result
}

#[test]
fn many_processes_of_every_kind_share_tokens_that_serve_once_and_lose_none() {
    const LIFE: u64 = 2;
    let (processes, seconds) = (chosen("CALCLI_CRASH_PROCESSES", 12), chosen("CALCLI_CRASH_SECONDS", 5));
    let margin = u64::try_from(EXPIRY_MARGIN.num_seconds()).unwrap();
    let world = strict(Options { token_lifetime: margin + LIFE, ..Options::default() });
    let commands: [&[&str]; 9] = [
        &["events", "--json"],
        &["events", "--account", "xebia", "--week"],
        &["token", "--account", "xebia"],
        &["token", "--account", "marimer"],
        &["list", "--json"],
        &["calendars"],
        &["next", "--json"],
        &["doctor", "--account", "marimer", "--json"],
        &["account", "set", "marimer", "--color", "green"],
    ];
    let began = Instant::now();
    let runs: usize = thread::scope(|scope| {
        let work = |seed| {
            let (world, commands, mut dice) = (&world, &commands, Dice(seed));
            let mut runs = 0;
            scope.spawn(move || {
                while began.elapsed() < Duration::from_secs(seconds) {
                    let args = commands[usize::try_from(dice.below(commands.len() as u64)).unwrap()];
                    let code = if args[0] == "token" {
                        // What it prints is a secret, and is looked at by nobody.
                        ends(world.start(args), |running| running.child.wait_with_output().unwrap().status.code())
                    } else {
                        let run = ends(world.start(args), Running::finish);
                        assert_eq!(run.code, 0, "{args:?}: {run:#?}");
                        Some(run.code)
                    };
                    assert_eq!(code, Some(0), "{args:?}");
                    runs += 1;
                }
                runs
            })
        };
        let workers: Vec<_> = (0..processes).map(work).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    let took = began.elapsed();
    let requests = world.sandbox.requests();
    let sent: Vec<&String> = requests.iter().filter_map(|seen| seen.refresh.as_ref()).collect();
    assert_eq!(sent.iter().collect::<HashSet<_>>().len(), sent.len(), "a refresh token was sent twice");
    // One at the first use and one after each life. The other account has more: a check-up renews on purpose.
    let refreshes =
        world.asked(|seen| seen.refresh.is_some() && seen.user.as_deref() == Some(ALICE_XEBIA.username)) as u64;
    let most = 1 + took.as_secs() / LIFE;
    eprintln!(
        "{processes} processes in {took:?}: {runs} runs, {refreshes} refreshes of at most {most}, {} in all",
        sent.len()
    );
    assert!((1..=most).contains(&refreshes), "{refreshes} refreshes in {took:?}");
    world.sandbox.expire_access_tokens();
    world.run(&["events"]).success();
}

/// The library that makes a process believe in another time, where it is on this machine (`faketime`).
fn faketime() -> Option<PathBuf> {
    let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];
    folders.map(|folder| Path::new(folder).join("faketime/libfaketimeMT.so.1")).into_iter().find(|path| path.exists())
}

/// Runs a command whose clock is wrong by so much; someone at the browser approves as Alice.
fn at(world: &World, library: &Path, jump: &str, args: &[&str]) -> Run {
    let mut command = world.command(args);
    command.env("LD_PRELOAD", library).env("FAKETIME", jump).env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    let mut running = Running { child: command.spawn().unwrap() };
    while running.child.try_wait().unwrap().is_none() {
        world.sandbox.pending_codes().iter().for_each(|code| {
            drop(world.sandbox.approve(code, ALICE_XEBIA.username));
        });
        thread::sleep(Duration::from_millis(5));
    }
    running.finish()
}

#[test]
fn a_clock_that_jumps_by_a_day_and_back_costs_a_refresh_and_no_sign_in() {
    let Some(library) = faketime() else { return };
    for jump in ["+1d", "-1d"] {
        let world = strict(Options::default());
        let events = ["events", "--json"];
        at(&world, &library, jump, &events).success();
        assert_eq!(world.refreshes(), if jump == "+1d" { 2 } else { 0 }, "the tokens have ended by this clock");
        // The server ends the tokens when it does, whatever this machine takes the time for.
        world.sandbox.expire_access_tokens();
        at(&world, &library, jump, &events).success();
        world.run(&events).success();
        world.sandbox.expire_access_tokens();
        world.run(&events).success();
        assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_in", "{jump}");
    }
}

#[test]
fn signing_in_works_whatever_a_clock_says_that_is_wrong_by_a_day() {
    let Some(library) = faketime() else { return };
    for jump in ["+1d", "-1d"] {
        let world = strict(Options::default());
        world.run(&["logout", "--account", "xebia"]).success();
        at(&world, &library, jump, &["login", "--account", "xebia"]).success();
        at(&world, &library, jump, &["events"]).success();
        world.run(&["events"]).success();
    }
}

#[test]
fn a_refusal_that_was_noted_by_a_clock_that_ran_ahead_holds_no_longer_than_any_other() {
    let Some(library) = faketime() else { return };
    let world = strict(Options::default());
    world.sandbox.expire_access_tokens();
    let refused = FaultKind::RefreshRefused { code: 53_003, error: "invalid_grant".to_owned() };
    world.sandbox.inject(Fault::new(refused).at(Place::At(Endpoint::Refresh)).once());
    at(&world, &library, "+1d", &["events", "--account", "xebia"]).exits(1);
    world.run(&["events", "--account", "xebia"]).success();
}
