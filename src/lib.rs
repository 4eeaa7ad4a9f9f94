//! calcli
pub mod base;
pub mod model;
pub mod render;
