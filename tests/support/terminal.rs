//! A terminal of its own for the binary, made by `script` of util-linux, which every Debian has.
#![allow(dead_code, reason = "every test binary uses its own part of the terminal")]
#![allow(clippy::print_stdout, reason = "a test that cannot run here says why")]

use crate::support::World;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Whether this machine has a program; a test that cannot do without it says so and ends.
pub fn has(program: &str, proof: &[&str]) -> bool {
    let there = Command::new(program).args(proof).output().is_ok_and(|output| output.status.success());
    if !there {
        println!("skipped: {program} is missing or may not be used here");
    }
    there
}

/// A shell in a terminal of its own, in which `calcli` is this binary.
pub struct Terminal {
    child: Child,
    screen: Arc<Mutex<String>>,
    reader: Option<thread::JoinHandle<()>>,
}

impl Terminal {
    /// Starts a command line of the shell in a terminal of so many columns.
    pub fn start(world: &World, columns: u16, line: &str) -> Self {
        let mut calcli = world.command(&[]);
        let binary = calcli.get_program().to_str().unwrap().to_owned();
        let line = format!("stty rows 50 cols {columns}; calcli() {{ '{binary}' \"$@\"; }}; {line}");
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--flush", "--command", &line, "/dev/null"]).env_clear();
        command.envs(calcli.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("PATH", "/usr/bin:/bin").env("SHELL", "/bin/bash").env("TERM", "xterm-256color");
        // What a test of the environment sets goes to the program, past the lines above.
        command.envs(calcli.env("LANG", "C.UTF-8").get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.current_dir(world.home()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let screen = Arc::new(Mutex::new(String::new()));
        let (shared, mut output) = (Arc::clone(&screen), child.stdout.take().unwrap());
        let reader = Some(thread::spawn(move || {
            let (mut bytes, mut some) = (Vec::new(), [0; 4096]);
            while let Ok(count @ 1..) = output.read(&mut some) {
                bytes.extend_from_slice(&some[..count]);
                *shared.lock().unwrap() = String::from_utf8_lossy(&bytes).into_owned();
            }
        }));
        Self { child, screen, reader }
    }

    /// All that was on the screen so far, once this is on it.
    #[track_caller]
    pub fn shows(&mut self, question: &str) -> String {
        let patience = Instant::now() + Duration::from_secs(60);
        while !self.screen.lock().unwrap().contains(question) {
            assert!(Instant::now() < patience, "{question:?} was not asked: {:?}", self.screen.lock().unwrap());
            assert_eq!(self.child.try_wait().unwrap(), None, "it ended: {:?}", self.screen.lock().unwrap());
            thread::sleep(Duration::from_millis(20));
        }
        self.screen.lock().unwrap().replace("\r\n", "\n")
    }

    /// Waits until this is on the screen, and types an answer.
    #[track_caller]
    pub fn answer(&mut self, question: &str, answer: &str) {
        self.shows(question);
        self.child.stdin.as_mut().unwrap().write_all(format!("{answer}\r").as_bytes()).unwrap();
    }

    /// Waits for the end: the exit code, and all that was on the screen.
    pub fn finish(mut self) -> (i32, String) {
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        self.reader.take().unwrap().join().unwrap();
        let screen = self.screen.lock().unwrap().replace("\r\n", "\n");
        assert!(!screen.contains("panicked"), "{screen}");
        (code, screen)
    }
}

impl Drop for Terminal {
    /// A test that fails leaves nothing running.
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Runs a command line of the shell in a terminal.
pub fn on_terminal(world: &World, columns: u16, line: &str) -> (i32, String) {
    Terminal::start(world, columns, line).finish()
}

/// What keeps words from the right to themselves.
const ISOLATES: [char; 2] = ['\u{2068}', '\u{2069}'];

/// The text without colours, links and isolates.
pub fn plain(text: &str) -> String {
    let mut pieces = text.split("\u{1b}]8;;");
    let first = pieces.next().unwrap_or_default().to_owned();
    let text = pieces.fold(first, |plain, piece| {
        let (address, rest) = piece.split_once("\u{1b}\\").unwrap_or_else(|| panic!("not a link: {piece:?}"));
        assert!(address.is_empty() || address.starts_with("https://"), "{address:?}");
        plain + rest
    });
    let text = text.replace(ISOLATES, "");
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let (sequence, rest) = part.split_once('m').unwrap_or_else(|| panic!("not a colour: {part:?}"));
        assert!(sequence.chars().all(|c| c.is_ascii_digit() || c == ';'), "not a colour: {sequence:?}");
        plain + rest
    })
}
