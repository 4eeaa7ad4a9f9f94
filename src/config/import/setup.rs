//! Set-ups: the account tables of a config, without what belongs to one machine, to carry to another.

use super::{Candidate, Offer, unreadable};
use crate::config::edit::Change;
use crate::config::text;
use crate::model::account::Label;
use crate::model::error::Result;
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

/// The keys that travel. A key that names a server or a command to run is not among them, and never may be.
const TRAVELS: [&str; 10] =
    ["tenant", "client_id", "username", "display_name", "color", "cloud", "scopes", "calendars", "enabled", "login"];

/// The keys that name a server. They are exported, so that the import can tell why it leaves the account out.
const SERVERS: [&str; 2] = ["authority_url", "graph_url"];

/// What opens every exported file.
pub(super) const HEAD: &str =
    "# Accounts of calcli, without secrets. Take them over with: calcli account import-setup FILE\n\n";

/// An exported set-up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The file's text.
    pub text: String,
    /// What was left out, one sentence each.
    pub left_out: Vec<String>,
}

/// The tables of these accounts, as the config file has them; a shared application is written into each.
///
/// # Errors
/// Where the config cannot be read.
pub fn export(config_file: &Path, labels: &[Label]) -> Result<Setup> {
    let config = document(&text(config_file)?.unwrap_or_default(), config_file)?;
    let (mut tables, mut left_out) = (Table::new(), Vec::new());
    tables.set_implicit(true);
    for (name, account) in accounts(&config) {
        if !labels.iter().any(|label| label.as_str().eq_ignore_ascii_case(name)) {
            continue;
        }
        let mut table = Table::new();
        for (key, value) in account.iter().filter_map(|(key, item)| Some((key, item.as_value()?))) {
            if TRAVELS.contains(&key) || SERVERS.contains(&key) {
                table.insert(key, Item::Value(bare(value)));
            } else {
                left_out.push(format!("{name}: `{key}` stays on this machine"));
            }
        }
        if let (false, Some(shared)) = (table.contains_key("client_id"), shared_client(&config)) {
            table.insert("client_id", Item::Value(bare(shared)));
        }
        tables.insert(name, Item::Table(table));
    }
    let mut setup = DocumentMut::new();
    setup.insert("accounts", Item::Table(tables));
    Ok(Setup { text: format!("{HEAD}{setup}"), left_out })
}

/// Reads a set-up, or a whole config.
///
/// # Errors
/// `import_invalid` where it is neither.
pub fn read(text: &str, path: &Path) -> Result<Vec<Offer>> {
    let setup = document(text, path)?;
    let offers: Vec<Offer> =
        accounts(&setup).map(|(name, account)| offer(name, account, shared_client(&setup))).collect();
    if offers.is_empty() {
        return Err(unreadable(path, "it holds no accounts.").hint(
            "make one where the accounts are: `calcli account export-setup FILE`; for Calendar-MCP's: `calcli account import FILE`",
        ));
    }
    Ok(offers)
}

fn offer(name: &str, account: &dyn TableLike, shared_client: Option<&Value>) -> Offer {
    if let Some(server) = SERVERS.into_iter().find(|key| account.contains_key(key)) {
        return Offer::refused(
            name,
            format!(
                "it names a server ({server}), which an import never sets; add it by hand with `calcli account add`"
            ),
        );
    }
    let value =
        |key| account.get(key).and_then(Item::as_value).or(if key == "client_id" { shared_client } else { None });
    let changes: Vec<Change> = TRAVELS.into_iter().filter_map(|key| Some((key, Some(bare(value(key)?))))).collect();
    let strange = account.iter().map(|(key, _)| key).filter(|key| !TRAVELS.contains(key));
    let notes = strange.map(|key| format!("`{}` was not taken: an import never sets it", key.escape_debug())).collect();
    let account = name.parse::<Label>().and_then(|label| Candidate::new(label, changes));
    Offer { name: name.to_owned(), account, notes }
}

fn document(text: &str, path: &Path) -> Result<DocumentMut> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        unreadable(path, &format!("it is not TOML: {}", error.message()))
            .hint("for Calendar-MCP's appsettings.json: `calcli account import FILE`")
    })
}

fn accounts(document: &DocumentMut) -> impl Iterator<Item = (&str, &dyn TableLike)> {
    let all = document.get("accounts").and_then(Item::as_table_like);
    all.into_iter().flat_map(|all| all.iter()).filter_map(|(name, item)| Some((name, item.as_table_like()?)))
}

fn shared_client(document: &DocumentMut) -> Option<&Value> {
    document.get("client_id").and_then(Item::as_value)
}

/// A value without the comments and the spaces around it.
fn bare(value: &Value) -> Value {
    let mut value = value.clone();
    value.decor_mut().clear();
    value
}
