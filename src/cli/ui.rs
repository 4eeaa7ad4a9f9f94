//! The only file that touches the terminal: answers to stdout, everything else to stderr, questions only where someone can answer.

use super::exit::Exit;
use super::global::Global;
use super::keyboard::Keyboard;
use super::terminal_mode::TerminalMode;
use crate::base::env::Env;
use crate::model::account::Account;
use crate::model::error::{Error, Kind, Result};
use crate::model::explain::find;
use crate::render::{self, Style, clean, json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dialoguer::console::Term;
use dialoguer::{Confirm, Input};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdin, stdout};
use std::path::Path;
use std::time::Duration;
use terminal_size::terminal_size;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The terminal, or the pipes in its place.
pub struct Ui {
    json: bool,
    /// Whether JSON is one object per line.
    by_lines: bool,
    quiet: bool,
    no_input: bool,
    /// Whether the flags, else the environment, decided about colours.
    color: Option<bool>,
    /// Whether the terminal understands nothing but plain text.
    dumb: bool,
    /// Whether the locale names a charset that is not UTF-8.
    only_ascii: bool,
    /// Whoever read stdout has gone.
    closed: bool,
    keyboard: Keyboard,
    /// Whether a question stands at the end of the last line.
    asking: bool,
    /// How the terminal was before a question that is not answered yet.
    before_question: Option<TerminalMode>,
}

impl Ui {
    /// A terminal as the environment describes it.
    pub fn new(env: &Env) -> Self {
        let dumb = env.get("TERM") == Some("dumb");
        let forced = env.get("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        let color = if dumb || env.get("NO_COLOR").is_some() { Some(false) } else { forced.then_some(true) };
        Self {
            json: false,
            quiet: false,
            by_lines: false,
            no_input: false,
            color,
            dumb,
            only_ascii: names_another_charset(env),
            closed: false,
            keyboard: Keyboard::default(),
            asking: false,
            before_question: None,
        }
    }

    /// Takes over what the flags say.
    pub fn obey(&mut self, global: &Global) {
        (self.json, self.quiet, self.no_input) = (global.json, global.quiet, global.no_input);
        self.color = global.color().or(self.color);
    }

    /// Whether answers are JSON.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Whether what is answered would be seen on a terminal.
    pub fn answers_on_a_terminal(&self) -> bool {
        stdout().is_terminal()
    }

    /// Makes JSON one object per line, as `login` prints it.
    pub fn set_by_lines(&mut self, by_lines: bool) {
        self.by_lines = by_lines;
    }

    /// Makes errors JSON even where the flags could not be read.
    pub fn set_json(&mut self, json: bool) {
        self.json = json;
    }

    /// Whether whatever shows an answer is known to show no more than ASCII.
    pub fn knows_only_ascii(&self) -> bool {
        self.only_ascii
    }

    fn colors(&self, is_terminal: bool) -> bool {
        self.color.unwrap_or(is_terminal)
    }

    /// How an answer about these accounts is drawn.
    pub fn style(&self, accounts: &[Account]) -> Style {
        self.style_on(stdout().is_terminal(), accounts)
    }

    /// How something on stderr about these accounts is drawn.
    pub fn style_on_stderr(&self, accounts: &[Account]) -> Style {
        self.style_on(stderr().is_terminal(), accounts)
    }

    /// Colours where they are wanted; a width and hyperlinks on a terminal only.
    fn style_on(&self, is_terminal: bool, accounts: &[Account]) -> Style {
        let color = self.colors(is_terminal);
        // A terminal that does not tell its size (0) is taken for a usual one.
        let columns = || terminal_size().map(|(columns, _)| columns.0).filter(|columns| *columns > 0).unwrap_or(80);
        let hyperlinks = is_terminal && color && !self.dumb;
        Style { hyperlinks, ..Style::new(color, is_terminal.then(columns), accounts) }
    }

    /// Prints an answer. A reader that has gone is no failure.
    ///
    /// # Errors
    /// Where stdout cannot be written, for example because a disk is full.
    pub fn answer(&mut self, text: &str) -> Result<()> {
        if self.closed {
            return Ok(());
        }
        let mut out = stdout().lock();
        let newline = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        match write!(out, "{text}{newline}").and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result.map_err(|error| {
                Error::new(Kind::Other, "stdout_unwritable", format!("The answer cannot be written: {error}."))
                    .hint("make room on the disk, or write elsewhere")
            }),
        }
    }

    /// Tells something on stderr. A stderr that cannot be written is nobody's loss.
    pub fn note(&self, text: &str) {
        if !self.quiet && !text.is_empty() {
            let _ = writeln!(stderr(), "{}", text.trim_end_matches('\n'));
        }
    }

    /// Warns on stderr, also when asked to be quiet.
    pub fn warn(&self, warning: &str) {
        let _ = writeln!(stderr(), "warning: {}", clean(warning));
    }

    /// Prints the help or the version.
    ///
    /// # Errors
    /// As [`Ui::answer`].
    pub fn help(&mut self, help: &clap::Error) -> Result<()> {
        let colors = self.colors(stdout().is_terminal());
        self.answer(&rendered(help, colors))
    }

    /// Tells on stderr what the user has to know, also when asked to be quiet.
    pub fn tell(&self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(stderr(), "{}", text.trim_end_matches('\n'));
        }
    }

    /// Tells why the command ends.
    pub fn fail(&mut self, error: &Error) {
        let error = &advised(error);
        self.tell(&render::error(error, &self.style_on_stderr(&[])));
        if self.json {
            self.answer_error(error);
        }
    }

    /// Prints an error as JSON. Where stdout is beyond use there is nobody left to tell.
    fn answer_error(&mut self, error: &Error) {
        let _ = self.answer(&if self.by_lines { json::error_line(error) } else { json::error(error) });
    }

    /// Tells what is wrong with the command line.
    pub fn refuse(&mut self, error: &clap::Error) {
        self.tell(&rendered(error, self.colors(stderr().is_terminal())));
        if self.json {
            let plain = rendered(error, false);
            // The first paragraph: what follows are tips and the usage.
            let said: Vec<&str> = plain.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
            let message = said.join(" ");
            let error = Error::usage("bad_command_line", message.trim_start_matches("error: ")).hint("calcli --help");
            self.answer_error(&error);
        }
    }

    /// How the process ends, with the terminal in order. Whoever has gone before the end of an answer needs no more of it, also where
    /// an account is missing; a failure stays one.
    pub fn close(&mut self, exit: Exit) -> Exit {
        self.restore();
        if self.closed && exit == Exit::Partial { Exit::Done } else { exit }
    }

    /// The text of a file, or of the standard input where the file is `-`.
    ///
    /// # Errors
    /// Where it cannot be read, or is not text.
    pub fn read(&self, file: &Path) -> Result<String> {
        let text = if file == Path::new("-") { io::read_to_string(stdin()) } else { std::fs::read_to_string(file) };
        text.map_err(|error| {
            Error::new(Kind::Other, "unreadable", format!("{} cannot be read: {error}.", file.display()))
                .hint("name a file of text that is there and yours to read, or `-` for the standard input")
        })
    }

    /// Whether someone can be asked: dialoguer itself looks at stderr alone.
    pub fn can_ask(&self) -> bool {
        stdin().is_terminal() && stderr().is_terminal() && !self.no_input
    }

    /// Shows a question that Enter answers, and waits for it. Drop the future to stop waiting.
    pub async fn enter(&mut self, question: &str) {
        self.line(question).await;
    }

    /// Asks for a yes while other things go on, and without holding the keyboard as [`Ui::confirm`] does.
    pub async fn agree(&mut self, question: &str) -> bool {
        let answer = self.line(&format!("{question} [Y/n] ")).await;
        ["", "y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str())
    }

    async fn line(&mut self, question: &str) -> String {
        let _ = write!(stderr(), "{question}").and_then(|()| stderr().flush());
        self.asking = true;
        let line = self.keyboard.line().await;
        self.asking = false;
        line
    }

    /// Ends the line of a question that nobody answered.
    pub fn end_line(&mut self) {
        if std::mem::take(&mut self.asking) {
            let _ = writeln!(stderr());
        }
    }

    /// Puts a text on the clipboard of the terminal, wherever that runs: also over SSH (OSC 52, xterm control sequences).
    pub fn copy(&self, text: &str) {
        let _ = write!(stderr(), "\x1b]52;c;{}\x07", STANDARD.encode(text)).and_then(|()| stderr().flush());
    }

    /// Asks for a text; `default` answers an empty line.
    ///
    /// # Errors
    /// Where the user pressed Ctrl-C or the terminal is gone.
    pub async fn ask<T>(&mut self, question: &'static str) -> Result<T>
    where
        T: std::str::FromStr + Clone + ToString + Send + 'static,
        T::Err: Display + ToString,
    {
        self.answered(move || Input::<T>::new().with_prompt(question).interact_text()).await
    }

    /// Asks for a text that may be left empty.
    ///
    /// # Errors
    /// As [`Ui::ask`].
    pub async fn ask_optional(&mut self, question: &'static str) -> Result<Option<String>> {
        let input = move || Input::<String>::new().with_prompt(question).allow_empty(true).interact_text();
        let answer = self.answered(input).await?;
        Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
    }

    /// Asks for a yes.
    ///
    /// # Errors
    /// As [`Ui::ask`].
    pub async fn confirm(&mut self, question: &str) -> Result<bool> {
        let question = question.to_owned();
        self.answered(move || Confirm::new().with_prompt(question).default(false).interact()).await
    }

    /// Asks on a thread of its own, so that an interrupt ends the waiting. The terminal is put in order after it.
    async fn answered<T: Send + 'static>(
        &mut self,
        ask: impl FnOnce() -> dialoguer::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.before_question = Some(TerminalMode::now());
        let answer = tokio::task::spawn_blocking(ask).await;
        self.restore();
        let lost = |error| Error::new(Kind::Internal, "question_lost", format!("A question broke off: {error}."));
        answer.map_err(lost)?.map_err(unanswered)
    }

    /// Puts the terminal in order after a question, also one that nobody answered.
    fn restore(&mut self) {
        if let Some(mode) = self.before_question.take() {
            mode.restore();
            let _ = Term::stderr().show_cursor();
        }
    }

    /// Shows on stderr that something is going on, where stderr is a terminal. It disappears when dropped.
    pub fn spinner(&self, message: String) -> Spinner {
        let target = if self.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target)
            .with_style(ProgressStyle::default_spinner())
            .with_message(message);
        bar.enable_steady_tick(Duration::from_millis(120));
        Spinner(bar)
    }
}

/// Something that is going on.
pub struct Spinner(ProgressBar);

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Whether the locale names a charset, and another one than UTF-8. One that names none says nothing about the terminal.
/// Source: POSIX, "internationalization variables" (`language[_territory][.codeset][@modifier]`, and which one counts).
fn names_another_charset(env: &Env) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| env.get(name)).unwrap_or_default();
    let charset = locale.split('@').next().and_then(|locale| Some(locale.split_once('.')?.1));
    charset.is_some_and(|charset| !charset.replace('-', "").eq_ignore_ascii_case("utf8"))
}

fn rendered(text: &clap::Error, colors: bool) -> String {
    let text = text.render();
    if colors { text.ansi().to_string() } else { text.to_string() }
}

/// An error that says what to do: where it does not itself, where that is told.
fn advised(error: &Error) -> Error {
    let error = error.clone();
    if !error.hints.is_empty() || error.kind == Kind::Interrupted || find(&error.code).is_none() {
        return error;
    }
    let explain = format!("calcli explain {}", error.code);
    error.hint(explain)
}

fn unanswered(error: dialoguer::Error) -> Error {
    let dialoguer::Error::IO(error) = error;
    if error.kind() == io::ErrorKind::Interrupted {
        return Error::new(Kind::Interrupted, "interrupted", "Interrupted.");
    }
    Error::usage("no_answer", format!("The question could not be asked: {error}."))
        .hint("give the answer as a flag; see --help")
}

/// Writes calcli's own log to stderr. Libraries are left out: at their finest they would show requests.
pub fn log_to_stderr(verbosity: u8) {
    let level = match verbosity {
        0 => LevelFilter::OFF,
        1 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let format =
        tracing_subscriber::fmt::layer().with_writer(stderr).with_ansi(false).without_time().with_target(false);
    // A second command in one process keeps the first one's log.
    let _ = tracing_subscriber::registry().with(format).with(Targets::new().with_target("calcli", level)).try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_without_advice_of_its_own_tells_where_there_is_some() {
        let hints = |error| advised(&error).hints;
        assert_eq!(hints(Error::new(Kind::Other, "no_identity", "No.")), ["calcli explain no_identity"]);
        assert_eq!(hints(Error::usage("bad_now", "No.").hint("unset it")), ["unset it"]);
        assert!(hints(Error::new(Kind::Internal, "of_nobody", "No.")).is_empty());
        assert!(hints(Error::new(Kind::Interrupted, "interrupted", "Interrupted.")).is_empty());
    }

    #[test]
    fn only_a_locale_that_names_another_charset_is_one_of_ascii() {
        let ascii = |variables: [(&str, &str); 2]| names_another_charset(&Env::from(variables));
        assert!(ascii([("LANG", "de_DE.ISO-8859-1"), ("LC_ALL", "")]));
        assert!(ascii([("LANG", "nl_NL.UTF-8"), ("LC_ALL", "de_DE.ISO-8859-15@euro")]));
        assert!(ascii([("LANG", "C.UTF-8"), ("LC_CTYPE", "ja_JP.eucJP")]));
        for lang in ["", "C", "POSIX", "nl_NL", "de_DE@euro", "C.UTF-8", "en_US.utf8", "en_US.UTF8@x"] {
            assert!(!ascii([("LANG", lang), ("LC_CTYPE", "")]), "{lang}");
        }
        assert!(!ascii([("LANG", "de_DE.ISO-8859-1"), ("LC_CTYPE", "UTF-8")]));
    }
}
