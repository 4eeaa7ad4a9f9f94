//! What `calcli doctor` found: one check after another, each with what to do where something is wrong.

use crate::model::account::Label;
use crate::model::error::Error;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, for people and scripts.
    pub id: &'static str,
    /// The account it is about; `None` where it is about the machine.
    pub account: Option<Label>,
    /// How it is.
    pub status: Health,
    /// What was found; never a secret.
    pub detail: String,
    /// What to type or do, the best first.
    pub hints: Vec<String>,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// As it should be.
    Ok,
    /// It works, and may surprise.
    Warning,
    /// It does not work, or is dangerous.
    Problem,
    /// It could not be looked at, or does not apply.
    Skipped,
}

impl Health {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Problem => "problem",
            Self::Skipped => "skipped",
        }
    }
}

impl Check {
    fn new(id: &'static str, status: Health, detail: impl Into<String>) -> Self {
        Self { id, account: None, status, detail: detail.into(), hints: Vec::new() }
    }

    /// A check that found nothing wrong.
    pub fn ok(id: &'static str, detail: impl Into<String>) -> Self {
        Self::new(id, Health::Ok, detail)
    }

    /// A check that found something to know about.
    pub fn warning(id: &'static str, detail: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { hints: vec![hint.into()], ..Self::new(id, Health::Warning, detail) }
    }

    /// A check that found something wrong.
    pub fn problem(id: &'static str, detail: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { hints: vec![hint.into()], ..Self::new(id, Health::Problem, detail) }
    }

    /// A check that failed with this error.
    pub fn failed(id: &'static str, error: &Error) -> Self {
        let (message, code) = (error.message.trim(), &error.code);
        let detail = if message.contains(code) { message.to_owned() } else { format!("{message} ({code})") };
        Self { hints: error.hints.clone(), ..Self::new(id, Health::Problem, detail) }
    }

    /// A check that could not be made.
    pub fn skipped(id: &'static str, why: impl Into<String>) -> Self {
        Self::new(id, Health::Skipped, why)
    }

    /// The same about an account.
    #[must_use]
    pub fn about(self, account: &Label) -> Self {
        Self { account: Some(account.clone()), ..self }
    }
}

/// Every check, those of the machine first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup(pub Vec<Check>);

impl Checkup {
    /// Whether nothing is wrong.
    pub fn is_ok(&self) -> bool {
        self.0.iter().all(|check| check.status != Health::Problem)
    }
}
