//! Opens an address in the browser of this machine, if there is one that a person would see. What it starts can neither read the
//! terminal nor write to it.

use crate::base::env::Env;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use url::Url;

/// How long a program may take to say that it cannot open anything; one that still runs then is taken for a browser.
const VERDICT: Duration = Duration::from_secs(3);

/// Where a browser would open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Here.
    Here,
    /// Not here: the terminal is on another machine.
    Remote,
    /// Nowhere: this machine has no display.
    None,
}

impl Screen {
    /// Finds out from the environment.
    pub fn of(env: &Env) -> Self {
        let has = |names: &[&str]| names.iter().any(|name| env.get(name).is_some());
        if has(&["SSH_CONNECTION", "SSH_TTY"]) {
            Self::Remote
        } else if cfg!(any(windows, target_os = "macos"))
            || has(&["BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"])
        {
            Self::Here
        } else {
            Self::None
        }
    }
}

/// Opens a web address. Tells whether a browser seems to have taken it.
pub async fn open(address: &str, env: &Env) -> bool {
    // The address may be a server's word: nothing but a web page is opened.
    let Some(url) = Url::parse(address).ok().filter(|url| ["http", "https"].contains(&url.scheme())) else {
        return false;
    };
    for program in programs(env) {
        let mut command = Command::new(&program[0]);
        command.args(&program[1..]).arg(url.as_str());
        env.keep_tokens_from(&mut command);
        if let Ok(child) = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
            && succeeds(child).await
        {
            return true;
        }
    }
    false
}

/// The commands that open an address, the best first. `BROWSER` is a list as Debian's `sensible-browser` reads it.
fn programs(env: &Env) -> Vec<Vec<String>> {
    let words = |command: &str| command.split_whitespace().filter(|word| *word != "%s").map(str::to_owned).collect();
    let chosen = env.get("BROWSER").unwrap_or_default().split(':').map(words);
    let usual: &[&str] = if cfg!(windows) {
        &["rundll32 url.dll,FileProtocolHandler"]
    } else if cfg!(target_os = "macos") {
        &["open"]
    } else {
        &["xdg-open", "wslview", "rundll32.exe url.dll,FileProtocolHandler", "x-www-browser"]
    };
    chosen.chain(usual.iter().copied().map(words)).filter(|words: &Vec<String>| !words.is_empty()).collect()
}

/// Whether a program ends well, or goes on.
async fn succeeds(mut child: Child) -> bool {
    let deadline = tokio::time::Instant::now() + VERDICT;
    while tokio::time::Instant::now() < deadline {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(_) => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_opens_where_there_is_a_display_and_never_over_ssh() {
        let unix = !cfg!(any(windows, target_os = "macos"));
        assert_eq!(Screen::of(&Env::from([])) == Screen::None, unix);
        assert_eq!(Screen::of(&Env::from([("WAYLAND_DISPLAY", "wayland-0")])), Screen::Here);
        assert_eq!(Screen::of(&Env::from([("DISPLAY", ":10"), ("SSH_TTY", "/dev/pts/1")])), Screen::Remote);
    }

    #[test]
    fn the_users_own_choice_of_browser_comes_first() {
        let env = Env::from([("BROWSER", "firefox --new-tab %s:lynx")]);
        assert_eq!(programs(&env)[..2], [vec!["firefox".to_owned(), "--new-tab".to_owned()], vec!["lynx".to_owned()]]);
    }
}
