//! Running a command that the user put into the config: no shell, no input, none of our secrets, and an end that it cannot miss.

use crate::base::env::{self, Env};
use crate::base::files;
use crate::model::error::{Error, Kind, Result};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use zeroize::Zeroizing;

/// The most that is read of what a command prints, in bytes.
const LONGEST_OUTPUT: usize = 1 << 20;
/// The most that is read, and the most that is shown, of what it says on stderr, in bytes and in characters.
const LONGEST_WORDS: (usize, usize) = (64 << 10, 2_000);
/// The length from which a word that was printed may be a secret, in bytes.
const SHORTEST_SECRET: usize = 8;
/// How long what a command started may keep its output open after it ended.
const GRACE: Duration = Duration::from_secs(1);
/// How many commands may run within each other, since a command may be calcli itself.
const DEEPEST: u32 = 4;

/// A command of the config.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// Its words; the first one is the program.
    pub words: &'a [String],
    /// The key that holds it, for messages: `token_command`.
    pub key: &'a str,
    /// The file that says so. Where others can change that file, the command is not run.
    pub said_in: &'a Path,
}

impl Program<'_> {
    /// What it printed. It is ended, with all that it started, when it is not done at the deadline.
    ///
    /// # Errors
    /// Where it cannot be started, fails, or takes too long. What it said on stderr is told; what it printed never is.
    pub async fn output(&self, deadline: Instant) -> Result<Zeroizing<Vec<u8>>> {
        refuse_exposed(self.said_in, self.key)?;
        let mut running = Running::start(self.prepared()?).map_err(|error| self.unstartable(&error))?;
        let (mut printed, mut said) = (Zeroizing::new(Vec::with_capacity(LONGEST_OUTPUT)), Vec::new());
        let ended = tokio::time::timeout_at(deadline.into(), running.end(&mut printed, &mut said)).await;
        let status = ended.map_err(|_| self.too_slow())?.map_err(|error| self.unstartable(&error))?;
        if status.success() {
            return Ok(printed);
        }
        Err(self.failed(status, &without(&String::from_utf8_lossy(&said), &String::from_utf8_lossy(&printed))))
    }

    fn prepared(&self) -> Result<Command> {
        let outer = Env::system();
        let depth: u32 = outer.get(env::COMMAND_DEPTH).and_then(|depth| depth.parse().ok()).unwrap_or_default();
        if depth >= DEEPEST {
            let message = format!("The {} runs calcli, which runs it again, and so on without an end.", self.key);
            return Err(Error::new(Kind::Config, "command_loop", message));
        }
        let (program, arguments) = self
            .words
            .split_first()
            .ok_or_else(|| Error::new(Kind::Internal, "no_command", format!("The {} has no program.", self.key)))?;
        let mut command = Command::new(program);
        command.args(arguments).env(env::COMMAND_DEPTH, (depth + 1).to_string());
        outer.keep_tokens_from(command.as_std_mut());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        Ok(command)
    }

    fn name(&self) -> String {
        format!("`{}`, the {},", self.words.first().map_or("", String::as_str), self.key)
    }

    fn unstartable(&self, error: &std::io::Error) -> Error {
        let message = format!("{} cannot be run: {error}.", self.name());
        Error::new(Kind::Other, "command_not_run", message).hint("check that it is installed and on the PATH")
    }

    fn too_slow(&self) -> Error {
        Error::new(Kind::Other, "command_timeout", format!("{} did not end in time and was stopped.", self.name()))
            .hint("run it by hand: it may be waiting for an answer")
    }

    fn failed(&self, status: ExitStatus, said: &str) -> Error {
        let said = said.trim();
        let cut = said.char_indices().rev().nth(LONGEST_WORDS.1).map_or(0, |(at, _)| at);
        let words = if said.is_empty() { "it said nothing".to_owned() } else { said[cut..].to_owned() };
        Error::new(Kind::Other, "command_failed", format!("{} failed with {status}: {words}", self.name()))
            .hint("run it by hand until it works")
    }
}

/// What was said without the words that were printed: a shell that tells of each step tells them too.
fn without(said: &str, printed: &str) -> String {
    let is_of_a_token = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
    let words = printed.split(|c| !is_of_a_token(c)).filter(|word| word.len() >= SHORTEST_SECRET);
    words.fold(said.to_owned(), |said, word| said.replace(word, "…"))
}

/// Refuses a config file that others can change, since it says what to run.
///
/// # Errors
/// [`Kind::Config`], with the command that mends it.
pub fn refuse_exposed(path: &Path, key: &str) -> Result<()> {
    let unreadable = |error| {
        Error::new(Kind::Config, "config_unreadable", format!("{} cannot be checked: {error}.", path.display()))
            .hint("make it a file that you can read, or name another: --config FILE")
    };
    let Some(changeable) = files::changeable_by_others(path).map_err(unreadable)? else { return Ok(()) };
    let changeable = changeable.display().to_string();
    Err(Error::new(
        Kind::Config,
        "config_exposed",
        format!("Others can change {changeable}, so the {key} that is written there was not run."),
    )
    .hint(format!("chmod go-w '{}'", changeable.replace('\'', r"'\''"))))
}

/// A command that runs; with it goes, when it is dropped, all that it started.
struct Running {
    child: Child,
    #[cfg(unix)]
    group: Option<rustix::process::Pid>,
}

impl Running {
    fn start(mut command: Command) -> std::io::Result<Self> {
        let child = command.spawn()?;
        #[cfg(unix)]
        let group = child.id().and_then(|id| rustix::process::Pid::from_raw(id.try_into().ok()?));
        Ok(Self {
            child,
            #[cfg(unix)]
            group,
        })
    }

    /// Reads what it prints and says until it ends. Whatever is too long is cut, which ends most programs.
    async fn end(&mut self, printed: &mut Vec<u8>, said: &mut Vec<u8>) -> std::io::Result<ExitStatus> {
        let (out, err) = (self.child.stdout.take(), self.child.stderr.take());
        let reading = async {
            tokio::join!(read(out, printed, LONGEST_OUTPUT), read(err, said, LONGEST_WORDS.0));
        };
        tokio::pin!(reading);
        tokio::select! {
            biased;
            () = &mut reading => self.child.wait().await,
            status = self.child.wait() => {
                let _ = tokio::time::timeout(GRACE, reading).await;
                status
            }
        }
    }
}

async fn read(from: Option<impl AsyncRead + Unpin>, into: &mut Vec<u8>, most: usize) {
    if let Some(from) = from {
        // A pipe that breaks off leaves what was read; whether that will do is decided by its reader.
        let _ = from.take(most as u64).read_to_end(into).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = self.group {
            // A group that has ended already is no failure.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
