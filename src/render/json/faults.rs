//! The faults that the sandbox knows, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::render::FaultRow;
use schemars::JsonSchema;
use serde::Serialize;

/// The document of every kind of fault.
pub fn faults<'a>(rows: impl Iterator<Item = FaultRow<'a>>) -> String {
    let faults = rows.map(|FaultRow { name, value, about }| Fault { name, value, about }).collect();
    text::document(&Faults { schema_version: SCHEMA_VERSION, faults })
}

/// The faults that the sandbox can be told to have.
#[derive(Serialize, JsonSchema)]
pub(super) struct Faults<'a> {
    schema_version: u32,
    faults: Vec<Fault<'a>>,
}

/// One kind of fault.
#[derive(Serialize, JsonSchema)]
struct Fault<'a> {
    /// How `calcli sandbox --fault` takes it.
    name: &'a str,
    /// What may stand behind `=`.
    value: Option<&'a str>,
    /// What goes wrong, and in brackets the value where none is given.
    about: &'a str,
}
