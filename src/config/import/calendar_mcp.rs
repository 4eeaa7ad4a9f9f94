//! The accounts of Calendar-MCP's `appsettings.json`, in its present and its older shape.
//!
//! The shape is that of rockfordlhotka/calendar-mcp: `{"CalendarMcp":{"Accounts":[…]}}` with a map of texts for each account, keys
//! in any case, and the last of two accounts of one id in force. The older one is `{"Accounts":{"NAME":{…}}}`.

use super::json::Json;
use super::{Candidate, Offer, unreadable};
use crate::config::edit::Change;
use crate::model::account::{Label, Tenant};
use crate::model::error::Result;
use std::path::Path;
use toml_edit::Value;

/// Reads a file's text.
///
/// # Errors
/// `import_invalid` where it is not of either shape.
pub fn read(text: &str, path: &Path) -> Result<Vec<Offer>> {
    let file = Json::parse(text).map_err(|why| {
        unreadable(path, &format!("{why}.")).hint("for a file of calcli's own: `calcli account import-setup FILE`")
    })?;
    match file.get("CalendarMcp").unwrap_or(&file).get("Accounts") {
        Some(Json::List(entries)) => Ok(present(entries)),
        Some(Json::Object(entries)) => {
            let entries: Vec<_> = entries.iter().map(|(name, entry)| (Some(name.as_str()), entry)).collect();
            Ok(last_of_each(&entries, |name, entry| offer(name, entry, entry, Vec::new())))
        }
        _ => Err(unreadable(path, "it holds no accounts.").hint(
            "it should be Calendar-MCP's appsettings.json; for a file of calcli's own: `calcli account import-setup FILE`",
        )),
    }
}

fn present(entries: &[Json]) -> Vec<Offer> {
    let entries: Vec<_> = entries.iter().map(|entry| (entry.text("Id"), entry)).collect();
    last_of_each(&entries, |name, entry| {
        let Some(provider) = entry.text("Provider") else { return Offer::refused(name, "it names no Provider") };
        if entry.text("DisplayName").is_none() {
            return Offer::refused(name, "it has no DisplayName, and Calendar-MCP leaves such an account out too");
        }
        let personal = match provider.to_ascii_lowercase().as_str() {
            "microsoft365" | "m365" => false,
            "outlook.com" | "outlook" => true,
            other => {
                return Offer::refused(name, format!("its provider is {other}, and calcli reads Microsoft's only"));
            }
        };
        // `configuration` is what the documentation once called it.
        let Some(settings) = entry.get("ProviderConfig").or_else(|| entry.get("Configuration")) else {
            return Offer::refused(name, "it has no ProviderConfig");
        };
        let (tenant, note) = match settings.text("TenantId") {
            None if personal => (Some("consumers"), None),
            Some("common") if personal => (Some("consumers"), Some("its tenant `common` became `consumers`")),
            Some("common") => (Some("organizations"), Some("its tenant `common` became `organizations`")),
            tenant => (tenant, None),
        };
        let notes = note.map(str::to_owned).into_iter().collect();
        offer_in(name, entry, settings, tenant, notes)
    })
}

/// Reads each entry; of those with one name, whatever its case, only the last.
fn last_of_each(entries: &[(Option<&str>, &Json)], read: impl Fn(&str, &Json) -> Offer) -> Vec<Offer> {
    let is_last = |index: usize, name: &str| {
        !entries[index + 1..].iter().any(|(other, _)| other.is_some_and(|other| other.eq_ignore_ascii_case(name)))
    };
    let offer = |(index, (name, entry)): (usize, &(Option<&str>, &Json))| match name {
        None => Offer::refused(&format!("#{}", index + 1), "it has no Id"),
        Some(name) if is_last(index, name) => read(name, entry),
        Some(name) => Offer::refused(name, "a later entry of the same name is the one in force"),
    };
    entries.iter().enumerate().map(offer).collect()
}

fn offer(name: &str, entry: &Json, settings: &Json, notes: Vec<String>) -> Offer {
    offer_in(name, entry, settings, settings.text("TenantId"), notes)
}

/// The account of an entry, in this tenant.
fn offer_in(name: &str, entry: &Json, settings: &Json, tenant: Option<&str>, mut notes: Vec<String>) -> Offer {
    if let Some(server) = settings.keys().find(|key| names_a_server(key)) {
        return Offer::refused(
            name,
            format!(
                "it names a server ({server}), which an import never sets; add it by hand with `calcli account add`"
            ),
        );
    }
    let account = label_of(name, &mut notes).and_then(|label| {
        let tenant: Tenant = tenant.ok_or("it names no TenantId")?.parse()?;
        let client = settings.text("ClientId").ok_or("it names no ClientId")?;
        let text = |key, text: &str| -> Change { (key, Some(Value::from(text))) };
        let mut changes = vec![text("tenant", &tenant.to_string()), text("client_id", client)];
        changes.extend(entry.text("DisplayName").map(|display| text("display_name", display)));
        changes.extend((entry.flag("Enabled") == Some(false)).then(|| ("enabled", Some(Value::from(false)))));
        Candidate::new(label, changes)
    });
    Offer { name: name.to_owned(), account, notes }
}

/// The name as calcli can use it; what it cannot becomes a dash.
fn label_of(name: &str, notes: &mut Vec<String>) -> std::result::Result<Label, String> {
    if let Ok(label) = name.parse() {
        return Ok(label);
    }
    let usable: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
    let label: Label = usable.trim_matches(['-', '.', '_']).parse()?;
    notes.push(format!("its name became {label}"));
    Ok(label)
}

/// Whether a key names a login or Graph server.
fn names_a_server(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["authority", "instance", "endpoint", "baseurl", "graphurl"].iter().any(|part| key.contains(part))
}
