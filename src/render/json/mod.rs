//! The JSON documents that scripts read. Every key is always present: what is absent is `null`, what is empty is `[]`.

mod accounts;
mod agenda;
mod availability;
mod calendars;
mod checkup;
mod consent;
mod explain;
mod faults;
mod import;
mod login;
mod meeting;
mod problem;
pub mod schema;
mod setting;
mod setup;
mod stats;
mod text;
mod token;

pub use accounts::{account, accounts};
pub use agenda::agenda;
pub use availability::{busy, conflicts, free};
pub use calendars::calendars;
pub use checkup::checkup;
pub use consent::consent;
pub use explain::{entries, entry};
pub use faults::faults;
pub use import::{exported, imported};
pub use login::{browser, device_code, login_error, signed_in};
pub use meeting::{join, meeting};
pub use problem::{error, error_line};
pub use setting::{config_path, setting};
pub use setup::registration;
pub use stats::stats;
pub(super) use text::line;
pub use token::token;

use chrono::{DateTime, SecondsFormat, Utc};

/// The version of every document; it grows when a key changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

/// An instant of the machine's own affairs: UTC, whole seconds.
fn utc(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}
