//! calcli
pub mod base;
pub mod model;
