//! `calcli explain`: what an error code means, and what to do about it.

use super::exit::Exit;
use super::global::Global;
use super::ui::Ui;
use crate::model::error::{Error, Kind, Result};
use crate::model::explain::{entries, find, link, number_in};
use crate::render::{self, json};

/// Explain an error code: what happened, why, and what to do
///
/// Knows the codes of Entra (AADSTS…), of OAuth, of Graph and of calcli itself. The code may stand in a pasted message. With
/// `--account NAME` the commands are those for that account. Nothing is asked of the network or of the config.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code, such as AADSTS50020, 50020 or `keychain_locked`
    #[arg(value_name = "CODE", required_unless_present = "list", conflicts_with = "list")]
    code: Vec<String>,
    /// List every code
    #[arg(long)]
    list: bool,
}

impl Args {
    /// Prints one entry, or all.
    pub fn run(self, global: &Global, ui: &mut Ui) -> Result<Exit> {
        let name = global.account.first().map_or_else(|| "NAME".to_owned(), ToString::to_string);
        let exit = |kind| Exit::from(kind) as u8;
        let text = self.code.join(" ");
        let answer = if self.list {
            if ui.is_json() {
                json::entries(entries(), &name, exit)
            } else {
                render::entries(entries(), &ui.style(&[]))
            }
        } else {
            let entry = find(&text).ok_or_else(|| unknown(&text))?;
            if ui.is_json() {
                json::entry(entry, &text, &name, exit)
            } else {
                render::entry(entry, &text, &name, exit(entry.kind), &ui.style(&[]))
            }
        };
        ui.answer(&answer)?;
        Ok(Exit::Done)
    }
}

fn unknown(text: &str) -> Error {
    let error = Error::new(
        Kind::Other,
        "unknown_code",
        format!("calcli has no words of its own for `{}`.", text.trim().escape_debug()),
    );
    match number_in(text) {
        Some(number) => error.hint(format!("Microsoft may have: {}", link(number))),
        None => error.hint("calcli explain --list"),
    }
}
