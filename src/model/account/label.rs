//! The user's name for an account.

use serde::Deserialize;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// The user's name for an account, such as `xebia`. Compared without case; lower case in keys.
#[derive(Clone, Debug, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Label(String);

impl Label {
    /// The label as the user wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The label in lower case, as keys hold it.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl FromStr for Label {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let starts_well = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let continues_well = text.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        if starts_well && continues_well && text.len() <= 64 {
            return Ok(Self(text.to_owned()));
        }
        Err(format!(
            "`{}` is not a name for an account: use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or a digit",
            text.escape_debug()
        ))
    }
}

impl TryFrom<String> for Label {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_compared_without_case_and_refuses_what_a_path_or_shell_would_mind() {
        assert_eq!("Xebia".parse::<Label>(), "xEBIA".parse::<Label>());
        for bad in ["", "-x", ".x", "a b", "a/b", "a#1", "ä", &"x".repeat(65)] {
            assert!(bad.parse::<Label>().is_err(), "{bad}");
        }
    }
}
