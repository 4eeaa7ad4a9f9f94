//! calcli
