//! What time it is, as a value that is passed down and can be fixed.

use chrono::{DateTime, Local, NaiveDateTime, TimeZone, Utc};

/// A source of "now". The agenda's can be fixed with `CALCLI_NOW`; tokens always go by the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that stands still.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The current instant.
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(instant) => instant,
        }
    }
}

/// The instant at which the machine's own clock shows this time. Where the clock goes back, the earlier of the two; none where it
/// skips the time.
pub fn local(time: NaiveDateTime) -> Option<DateTime<Utc>> {
    Local.from_local_datetime(&time).earliest().map(|instant| instant.to_utc())
}
