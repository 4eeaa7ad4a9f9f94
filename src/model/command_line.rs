//! A command of the config file, such as `pass show calcli`: split into its words once, and never handed to a shell.

use crate::model::account::Account;
use serde::Deserialize;
use std::str::FromStr;

/// The words of a command; the first one is the program.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CommandLine(Vec<String>);

/// What a word may hold, and what stands there when the command is run for an account.
type Placeholder = (&'static str, fn(&Account) -> Option<String>);

const PLACEHOLDERS: [Placeholder; 3] = [
    ("{tenant}", |account| Some(account.tenant.to_string())),
    ("{client_id}", |account| account.application().map(|id| id.to_string())),
    ("{username}", |account| account.username.clone()),
];

impl CommandLine {
    /// The program.
    pub fn program(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// The words as they stand.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// The words for an account: `{tenant}`, `{client_id}` and `{username}` are replaced within each word, so that no value can
    /// add a word. Other braces are left alone, since languages such as `JMESPath` use them.
    ///
    /// # Errors
    /// The first placeholder that the account has no value for.
    pub fn words_for(&self, account: &Account) -> Result<Vec<String>, &'static str> {
        self.0.iter().map(|word| expanded(word, account)).collect()
    }
}

/// One pass from left to right, so that a value that looks like a placeholder is not replaced in turn.
fn expanded(word: &str, account: &Account) -> Result<String, &'static str> {
    let (mut done, mut rest) = (String::new(), word);
    while let Some(at) = rest.find('{') {
        done.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = PLACEHOLDERS.iter().find(|(name, _)| rest.starts_with(name));
        let (name, value) = match found {
            Some((name, value)) => (*name, value(account).ok_or(*name)?),
            None => ("{", "{".to_owned()),
        };
        done.push_str(&value);
        rest = &rest[name.len()..];
    }
    Ok(done + rest)
}

impl FromStr for CommandLine {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let words = shell_words::split(text).map_err(|_| "a quote of the command is not closed".to_owned())?;
        match words.first() {
            Some(program) if !program.is_empty() => Ok(Self(words)),
            _ => Err("the command is empty".to_owned()),
        }
    }
}

impl TryFrom<String> for CommandLine {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::account::{ClientId, samples::account};

    fn words(command: &str, account: &Account) -> Result<Vec<String>, &'static str> {
        command.parse::<CommandLine>().unwrap().words_for(account)
    }

    #[test]
    fn quotes_group_words_and_nothing_else_of_a_shell_is_obeyed() {
        let line: CommandLine = "sh -c 'echo a b' \"c d\" $HOME; *|>x `y`".parse().unwrap();
        assert_eq!(line.words(), ["sh", "-c", "echo a b", "c d", "$HOME;", "*|>x", "`y`"]);
        assert_eq!(line.program(), "sh");
    }

    #[test]
    fn a_command_without_words_or_with_an_open_quote_is_refused() {
        for bad in ["", "  ", "''", "pass 'show"] {
            assert!(bad.parse::<CommandLine>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_value_stays_one_word_whatever_it_holds() {
        let mut account = account("xebia", "xebia.com");
        account.username = Some("a b' --{tenant}".to_owned());
        let words = words("az --tenant={tenant} {username} --query {a:b,tenant:{x}}", &account).unwrap();
        assert_eq!(words, ["az", "--tenant=xebia.com", "a b' --{tenant}", "--query", "{a:b,tenant:{x}}"]);
    }

    #[test]
    fn a_placeholder_without_a_value_is_named() {
        let mut account = account("xebia", "xebia.com");
        account.client_id = ClientId::NONE;
        assert_eq!(words("x {username}", &account), Err("{username}"));
        assert_eq!(words("x {client_id}", &account), Err("{client_id}"));
    }
}
