//! The JSON Schema of every document, made from the very types that are written.
//!
//! A new document is one more line in [`DOCUMENTS`].

use super::{
    SCHEMA_VERSION, accounts, agenda, availability, calendars, checkup, consent, explain, faults, import, login,
    meeting, problem, setting, setup, stats, text, token,
};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A document, and the commands that print it.
pub struct Document {
    /// The commands, without the program's name.
    pub commands: &'static [&'static str],
    schema: fn(SchemaGenerator) -> Schema,
}

/// Every document.
pub const DOCUMENTS: &[Document] = &[
    document::<agenda::Document>(&["events", "today", "tomorrow", "week", "month", "now", "next", "search"]),
    document::<meeting::Document>(&["show"]),
    document::<meeting::Joined>(&["join"]),
    document::<availability::Conflicts>(&["conflicts"]),
    document::<availability::Free>(&["free"]),
    document::<availability::Busy>(&["busy"]),
    document::<stats::Document>(&["stats"]),
    document::<calendars::Document>(&["calendars"]),
    document::<accounts::Many>(&["list", "account list", "logout"]),
    document::<accounts::One>(&["account show", "account add", "account set", "account rename", "account remove"]),
    document::<login::Line>(&["login"]),
    document::<token::Document>(&["token"]),
    document::<checkup::Document>(&["doctor"]),
    document::<explain::Document>(&["explain"]),
    document::<setup::Document>(&["account setup"]),
    document::<consent::Consent>(&["account consent-url"]),
    document::<import::Import>(&["account import", "account import-setup"]),
    document::<import::Export>(&["account export-setup"]),
    document::<setting::ConfigPath>(&["config path"]),
    document::<setting::Setting>(&["config get", "config set"]),
    document::<faults::Faults>(&["sandbox"]),
    document::<Schemas>(&["schema"]),
    document::<problem::Document>(&["error"]),
];

const fn document<T: JsonSchema>(commands: &'static [&'static str]) -> Document {
    Document { commands, schema: SchemaGenerator::into_root_schema_for::<T> }
}

/// The schema of every document, by the commands that print it; `error` is what any of them prints instead when it fails.
#[derive(Serialize, JsonSchema)]
struct Schemas {
    schema_version: u32,
    schemas: Map<String, Value>,
}

/// The document of every schema.
pub fn all() -> String {
    let one = |document: &Document| {
        document.commands.iter().map(|command| ((*command).to_owned(), document.schema())).collect::<Vec<_>>()
    };
    let schemas = DOCUMENTS.iter().flat_map(one).collect();
    text::document(&Schemas { schema_version: SCHEMA_VERSION, schemas })
}

impl Document {
    /// The document that a command prints.
    pub fn of(command: &str) -> Option<&'static Self> {
        DOCUMENTS.iter().find(|document| document.commands.contains(&command))
    }

    /// Its schema, as it is printed.
    pub fn text(&self) -> String {
        text::document(&self.schema())
    }

    /// What it is about.
    pub fn about(&self) -> String {
        self.schema()["description"].as_str().unwrap_or_default().to_owned()
    }

    /// Its schema. Every key is required: what is absent is null.
    fn schema(&self) -> Value {
        let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(with_version));
        let name = self.commands[0];
        let mut schema = Value::from((self.schema)(settings.into_generator()));
        schema["$id"] = json!(format!("urn:calcli:{}:{SCHEMA_VERSION}", name.replace(' ', "-")));
        schema["title"] = json!(format!("calcli {name}"));
        schema
    }
}

/// Tells which version a document has.
fn with_version(schema: &mut Schema) {
    if let Some(version) = schema.pointer_mut("/properties/schema_version") {
        *version =
            json!({ "const": SCHEMA_VERSION, "description": "It grows when a key changes its meaning or goes." });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_one_of_a_command_and_says_what_it_is() {
        let mut ids = Vec::new();
        for document in DOCUMENTS {
            let schema = document.schema();
            assert!(!document.about().is_empty() && document.about().ends_with('.'), "{schema}");
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert!(jsonschema::draft202012::meta::is_valid(&schema), "{schema}");
            ids.push(schema["$id"].clone());
        }
        ids.dedup();
        assert_eq!(ids.len(), DOCUMENTS.len());
        assert!(Document::of("no such command").is_none());
    }

    #[test]
    fn what_can_be_absent_is_required_and_may_be_null() {
        let schema = Document::of("events").unwrap().schema();
        let event = &schema["$defs"]["Shown"];
        assert_eq!(event["required"].as_array().unwrap().len(), event["properties"].as_object().unwrap().len());
        assert_eq!(event["properties"]["location"]["type"], json!(["string", "null"]));
        assert_eq!(
            event["properties"]["show_as"]["enum"],
            json!(["free", "tentative", "busy", "oof", "working_elsewhere", "unknown"])
        );
        assert_eq!(schema["properties"]["schema_version"]["const"], SCHEMA_VERSION);
    }
}
