//! How much an account asks for.

use serde::Deserialize;

/// How much of the calendar an account asks for; the least that does the job is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Times, subjects and places, without bodies and attachments: `Calendars.ReadBasic`.
    Basic,
    /// The own calendars: `Calendars.Read`.
    #[default]
    Read,
    /// Also calendars that others share: `Calendars.Read.Shared`.
    Shared,
    /// Also answering and changing: `Calendars.ReadWrite`.
    Write,
}

impl Access {
    /// Every choice, in the order the help shows them.
    pub const ALL: [Self; 4] = [Self::Basic, Self::Read, Self::Shared, Self::Write];

    /// The name in the config and in flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Read => "read",
            Self::Shared => "shared",
            Self::Write => "write",
        }
    }

    /// The Graph permissions to ask for, without the resource's prefix.
    /// Source: Microsoft Graph permissions reference.
    pub fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::Basic => &["Calendars.ReadBasic", "User.Read"],
            Self::Read => &["Calendars.Read", "User.Read"],
            Self::Shared => &["Calendars.Read", "Calendars.Read.Shared", "User.Read"],
            Self::Write => &["Calendars.ReadWrite", "User.Read"],
        }
    }
}
