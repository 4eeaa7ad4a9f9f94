//! What an error of Entra, of Graph or of the way to them means and what to do next: one table, used by every room.
//!
//! [`authority_error`] and [`graph_error`] are the doors for what servers say, [`find`] is the one for `calcli explain`.

mod authority;
mod doors;
mod graph;
mod own;
mod refusal;
mod registration;
mod transport;

pub use graph::{graph_error, schedule_error};
pub use own::own_error;
pub use refusal::{OAuthError, authority_error};

use crate::model::account::Account;
use crate::model::error::{Error, Kind};

// Steps that several tables share; the first one is how an account signs in.
const LOGIN: &str = "calcli login --account NAME";
const SHOW: &str = "check the account's settings: `calcli account show NAME`";
const SET_TENANT: &str = "set the right tenant: `calcli account set NAME --tenant TENANT`";
const REGISTER: &str = "make an application of your own in the tenant: `calcli account setup NAME`";
const REPORT: &str = "report it as a bug of calcli, with the code and the correlation id";

/// One thing that can go wrong, under every code that it is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its codes: `AADSTS…`, names of OAuth, of Graph, or calcli's own. Compared without case.
    pub codes: &'static [&'static str],
    /// The sort of failure, and with it the exit code.
    pub kind: Kind,
    /// What happened, in a sentence.
    pub happened: &'static str,
    /// Why that is so, or what usually leads to it.
    pub why: &'static str,
    /// What to do, the best first: a command of calcli, or a sentence that may hold commands in backticks. `NAME` is the account.
    pub steps: &'static [&'static str],
}

impl Entry {
    /// The steps for an account of this name.
    pub fn steps_for(&self, name: &str) -> Vec<String> {
        self.steps.iter().map(|step| step.replace("NAME", name)).collect()
    }

    /// Where Microsoft explains it: the number in the text that was asked about, else the first of the entry.
    pub fn url(&self, asked: &str) -> Option<String> {
        number_in(asked).or_else(|| self.codes.iter().find_map(|code| number_in(code))).map(link)
    }

    /// An error of this entry for an account: `code` is the one that was given, `message` what happened.
    fn error(&self, code: &str, message: &str, account: &Account) -> Error {
        let name = account.label.as_str();
        // How an account signs in, it knows best.
        let hint = |step: &&str| if *step == LOGIN { account.login_command() } else { step.replace("NAME", name) };
        self.steps.iter().map(hint).fold(Error::new(self.kind, code, message), Error::hint)
    }
}

/// Every entry, those of the authorities first.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    [authority::TABLE, registration::TABLE, graph::TABLE, transport::TABLE, own::TABLE, doors::TABLE]
        .into_iter()
        .flatten()
}

/// The entry of a code. It is found without regard to case, by its number alone, and in the midst of a pasted message.
pub fn find(text: &str) -> Option<&'static Entry> {
    let text = text.trim();
    entry(text).or_else(|| {
        let number = number_in(text)?;
        entry(&format!("AADSTS{number}")).or_else(|| entry(&format!("http_{number}")))
    })
}

/// The entry of exactly this code.
fn entry(code: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.codes.iter().any(|known| known.eq_ignore_ascii_case(code)))
}

/// The number that a text is, or that of the first `AADSTS…` in it.
pub fn number_in(text: &str) -> Option<u32> {
    if let Ok(number) = text.trim().parse() {
        return Some(number);
    }
    let start = text.to_ascii_uppercase().find("AADSTS")? + "AADSTS".len();
    text.get(start..)?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The page that explains an AADSTS number. Source: Microsoft identity platform, "Authentication and authorization error codes".
pub fn link(number: u32) -> String {
    format!("https://login.microsoftonline.com/error?code={number}")
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
