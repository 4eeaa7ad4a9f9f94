//! Floor 1, the machine: HTTP, clock, commands, environment, zones, paths, files and locks.

pub mod clock;
pub mod command;
pub mod env;
pub mod files;
pub mod http;
pub mod lock;
pub mod paths;
pub mod zones;
