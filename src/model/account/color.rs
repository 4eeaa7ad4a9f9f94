//! The colours that tell accounts apart.

use serde::Deserialize;

/// The colour of an account's tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "a colour is its name")]
pub enum Color {
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
}

impl Color {
    /// Every colour.
    pub const ALL: [Self; 7] =
        [Self::Cyan, Self::Magenta, Self::Yellow, Self::Green, Self::Blue, Self::Red, Self::White];

    /// The name in the config and in flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Magenta => "magenta",
            Self::Cyan => "cyan",
            Self::White => "white",
        }
    }
}
