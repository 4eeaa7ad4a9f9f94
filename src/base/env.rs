//! The environment, read once: nothing else in calcli asks for a variable.

use crate::model::error::{Error, Result};
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

/// How many commands of a config run within each other already.
pub const COMMAND_DEPTH: &str = "CALCLI_COMMAND_DEPTH";
/// How the name of a variable begins that holds an account's token.
const TOKEN: &str = "CALCLI_TOKEN_";
/// The one variable that begins so and holds a choice.
pub const TOKEN_STORE: &str = "CALCLI_TOKEN_STORE";

/// A snapshot of the environment variables.
#[derive(Clone, Debug, Default)]
pub struct Env {
    variables: HashMap<String, String>,
    /// A variable of calcli's own that is not text.
    not_text: Option<String>,
}

impl Env {
    /// The process's own environment. Variables that are not text are left out; see [`Env::check`].
    pub fn system() -> Self {
        let mut env = Self::default();
        for (name, value) in std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))) {
            match value.into_string() {
                Ok(value) => drop(env.variables.insert(name, value)),
                Err(_) if name.starts_with("CALCLI_") => env.not_text = Some(name),
                Err(_) => (),
            }
        }
        env
    }

    /// Refuses what somebody said with a variable and nobody can read, since it may say whom to ask.
    ///
    /// # Errors
    /// Code `variable_not_text`.
    pub fn check(&self) -> Result<()> {
        let Some(name) = &self.not_text else { return Ok(()) };
        Err(Error::usage("variable_not_text", format!("{name} is not UTF-8."))
            .hint(format!("unset {name}, or mend it")))
    }

    /// The value of a variable; an empty one counts as unset.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Keeps the variables that hold accounts' tokens from a program that is about to be started, which would inherit them.
    pub fn keep_tokens_from(&self, command: &mut Command) {
        for name in self.variables.keys().filter(|name| name.starts_with(TOKEN) && *name != TOKEN_STORE) {
            command.env_remove(name);
        }
    }

    /// The value of a variable that holds a path.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from)
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Env {
    fn from(variables: [(&str, &str); N]) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { variables: variables.collect(), not_text: None }
    }
}
