//! calcli
pub mod auth;
pub mod base;
pub mod config;
pub mod model;
pub mod vault;
