//! The documents of `calcli config`: where the file is, and one setting at its top.

use super::{SCHEMA_VERSION, text};
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

/// The document of the config file's place.
pub fn config_path(path: &Path) -> String {
    text::document(&ConfigPath { schema_version: SCHEMA_VERSION, path: &path.display().to_string() })
}

/// The document of a setting; one that is not set is `null`.
pub fn setting(key: &str, value: Option<&str>) -> String {
    text::document(&Setting { schema_version: SCHEMA_VERSION, key, value })
}

/// Where the config file is.
#[derive(Serialize, JsonSchema)]
pub(super) struct ConfigPath<'a> {
    schema_version: u32,
    path: &'a str,
}

/// A setting as the config file has it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Setting<'a> {
    schema_version: u32,
    key: &'a str,
    /// Null where it is not set.
    value: Option<&'a str>,
}
