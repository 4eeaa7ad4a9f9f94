//! The application that an account signs in with.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The application (client) id of an app registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct ClientId(Uuid);

impl ClientId {
    /// The id of an account that brings its own token and names no application.
    pub const NONE: Self = Self(Uuid::nil());
}

impl FromStr for ClientId {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Uuid::try_parse(text.trim()).map(Self).map_err(|_| {
            format!(
                "`{}` is not a client id: it is a GUID, shown as \"Application (client) ID\" of the app registration",
                text.escape_debug()
            )
        })
    }
}

impl TryFrom<String> for ClientId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
