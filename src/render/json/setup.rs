//! How an application is registered, as JSON.

use super::{SCHEMA_VERSION, text};
use crate::model::account::ClientId;
use crate::model::registration::Registration;
use schemars::JsonSchema;
use serde::Serialize;

/// The document of a registration: how to make it, or that it was made with this client id.
pub fn registration(registration: &Registration, client_id: Option<&ClientId>) -> String {
    let argv = |command: crate::model::registration::Command| {
        std::iter::once("az".to_owned()).chain(command.args).collect::<Vec<_>>()
    };
    text::document(&Document {
        schema_version: SCHEMA_VERSION,
        client_id: client_id.map(ToString::to_string),
        audience: registration.audience.name(),
        tenant: registration.tenant.as_ref().map(ToString::to_string),
        cloud: registration.cloud.name(),
        permissions: registration.access.permissions(),
        commands: registration.commands().into_iter().map(argv).collect(),
        portal_steps: registration.portal_steps(),
    })
}

/// How an application is registered.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    schema_version: u32,
    /// Its id, where it was made.
    client_id: Option<String>,
    /// Whose accounts may use it.
    audience: &'a str,
    tenant: Option<String>,
    cloud: &'a str,
    permissions: &'a [&'a str],
    /// The commands that make it, each with its arguments.
    commands: Vec<Vec<String>>,
    /// The same by hand.
    portal_steps: Vec<String>,
}
