//! calcli
fn main() {}
