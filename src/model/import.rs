//! What became of the accounts that another file offered.

use crate::model::account::Account;

/// One account of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its name in the file.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What was changed or left out on the way.
    pub notes: Vec<String>,
}

/// Whether an account was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "there are a handful of them")]
pub enum Outcome {
    /// It is, or would be, this one.
    Taken(Account),
    /// It is here already, just as the file has it.
    Known,
    /// It was left, for this reason.
    Skipped(String),
}

impl Outcome {
    /// Why it was not taken.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Taken(_) => None,
            Self::Known => Some("it is here already, with the same settings"),
            Self::Skipped(why) => Some(why),
        }
    }
}
