//! Floor 0, the nouns: plain values and pure functions, without I/O, clock or environment.

pub mod account;
pub mod agenda;
pub mod availability;
pub mod busy;
pub mod checkup;
pub mod claims;
pub mod cloud;
pub mod command_line;
pub mod error;
pub mod event;
pub mod explain;
pub mod filter;
pub mod flow;
pub mod import;
pub mod own_token;
pub mod period;
pub mod range;
pub mod registration;
pub mod schedule;
pub mod search;
pub mod secret;
pub mod status;
pub mod token;
pub mod uid;
pub mod windows_zones;
pub mod zone;
