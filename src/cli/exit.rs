//! Every way in which the process can end.

use crate::model::agenda::{Source, common_failure, is_complete};
use crate::model::error::Kind;
use std::process::ExitCode;

/// An exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Done, but some account is missing from the answer.
    Partial = 3,
    /// No account could answer, and signing in would fix it.
    SignInNeeded = 4,
    /// The network or the service is unavailable.
    Network = 5,
    /// The token store is unavailable.
    Store = 6,
    /// The terminal closed (SIGHUP).
    #[cfg(unix)]
    HungUp = 129,
    /// The user pressed Ctrl-C.
    Interrupted = 130,
    /// The system asked to end (SIGTERM).
    #[cfg(unix)]
    Terminated = 143,
}

impl From<Kind> for Exit {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Usage => Self::Usage,
            Kind::SignInRequired => Self::SignInNeeded,
            Kind::Throttled | Kind::Network => Self::Network,
            Kind::StoreUnavailable => Self::Store,
            Kind::Interrupted => Self::Interrupted,
            Kind::Config | Kind::Internal | Kind::Forbidden | Kind::NoMailbox | Kind::Other => Self::Failed,
        }
    }
}

impl Exit {
    /// The end of a command that asked these accounts.
    pub fn of(sources: &[Source]) -> Self {
        match common_failure(sources) {
            Some(kind) => kind.into(),
            None if is_complete(sources) => Self::Done,
            None => Self::Partial,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
