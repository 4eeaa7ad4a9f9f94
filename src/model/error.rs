//! What can go wrong, in one type: a kind for the exit code, a code for scripts, a message for people, hints to type.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What sort of failure it was. Each kind has one name in JSON and one exit code (`cli/exit.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The command line alone is wrong.
    Usage,
    /// The configuration cannot be read, parsed or written, or holds no account.
    Config,
    /// A bug in calcli.
    Internal,
    /// Signing in again would fix it.
    SignInRequired,
    /// Signed in, but not allowed.
    Forbidden,
    /// The identity has no mailbox in this tenant.
    NoMailbox,
    /// The service asked to slow down for longer than there was time.
    Throttled,
    /// No answer, or no usable one, from the network or the service.
    Network,
    /// The keychain or the token file cannot be opened, or is locked.
    StoreUnavailable,
    /// The user pressed Ctrl-C.
    Interrupted,
    /// Anything else that a server or the system refused.
    Other,
}

impl Kind {
    /// Every name in JSON.
    pub const NAMES: [&str; 10] = [
        "usage",
        "config",
        "internal",
        "sign_in_required",
        "forbidden",
        "no_mailbox",
        "throttled",
        "network",
        "store_unavailable",
        "error",
    ];

    /// The name used in JSON: `kind` of an error that ended a command, and `status` of an account.
    pub fn name(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Config => "config",
            Self::Internal => "internal",
            Self::SignInRequired => "sign_in_required",
            Self::Forbidden => "forbidden",
            Self::NoMailbox => "no_mailbox",
            Self::Throttled => "throttled",
            Self::Network => "network",
            Self::StoreUnavailable => "store_unavailable",
            Self::Interrupted | Self::Other => "error",
        }
    }
}

/// A failure that can be shown to a person and to a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The sort of failure.
    pub kind: Kind,
    /// A stable word for scripts: an AADSTS or Graph code where a server gave one, else calcli's own.
    pub code: String,
    /// One or more sentences that say what happened.
    pub message: String,
    /// What to type or do next, the best first.
    pub hints: Vec<String>,
}

/// The result of anything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// The most characters of a code, of a message and of a hint. Servers have a say in them, and what they say may be kept.
const LONGEST: [usize; 3] = [100, 16_000, 4_000];

impl Error {
    /// An error of this kind. What is longer than anybody reads is cut.
    pub fn new(kind: Kind, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, code: cut(code.into(), LONGEST[0]), message: cut(message.into(), LONGEST[1]), hints: Vec::new() }
    }

    /// The command line is wrong.
    pub fn usage(code: &str, message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, code, message)
    }

    /// The same error with one more thing to type or do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(cut(hint.into(), LONGEST[2]));
        self
    }
}

/// A text of at most so many characters.
fn cut(mut text: String, longest: usize) -> String {
    if let Some((at, _)) = text.char_indices().nth(longest) {
        text.truncate(at);
        text.push('…');
    }
    text
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_never_longer_than_anybody_reads() {
        let long = || "é".repeat(1_000_000);
        let error = Error::new(Kind::Other, long(), long()).hint(long());
        let lengths = [&error.code, &error.message, &error.hints[0]].map(|text| text.chars().count());
        assert_eq!(lengths, LONGEST.map(|longest| longest + 1));
        assert_eq!(Error::new(Kind::Other, "code", "é".repeat(16_000)).message, "é".repeat(16_000));
    }
}
