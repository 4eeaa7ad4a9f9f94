//! calcli
pub mod sandbox;
