//! The faults that the sandbox knows, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::render::FaultRow;
use serde::Serialize;

/// The document of every kind of fault.
pub fn faults<'a>(rows: impl Iterator<Item = FaultRow<'a>>) -> String {
    let faults = rows.map(|FaultRow { name, value, about }| Fault { name, value, about }).collect();
    text::document(&Faults { schema_version: SCHEMA_VERSION, faults })
}

#[derive(Serialize)]
struct Faults<'a> {
    schema_version: u32,
    faults: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Fault<'a> {
    name: &'a str,
    value: Option<&'a str>,
    about: &'a str,
}
