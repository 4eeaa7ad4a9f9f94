//! `calcli man`: the manual, one page per command.

use super::exit::Exit;
use super::ui::Ui;
use crate::model::error::{Error, Kind, Result};
use clap::builder::Resettable;
use std::path::PathBuf;

/// Print the manual page, or write one page per command to a folder
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write to
    dir: Option<PathBuf>,
}

impl Args {
    /// Prints or writes the pages.
    pub fn run(self, ui: &mut Ui) -> Result<Exit> {
        let pages = pages()?;
        match self.dir {
            None => ui.answer(&pages.into_iter().next().map(|(_, page)| page).unwrap_or_default())?,
            Some(dir) => {
                let failed = |error: std::io::Error| {
                    Error::new(Kind::Other, "unwritable", format!("{} cannot be written: {error}.", dir.display()))
                };
                std::fs::create_dir_all(&dir).map_err(failed)?;
                for (name, page) in pages {
                    std::fs::write(dir.join(name), page).map_err(failed)?;
                }
            }
        }
        Ok(Exit::Done)
    }
}

/// Every page with its file name, calcli's own first.
///
/// # Errors
/// Never, but for a lack of memory.
pub fn pages() -> Result<Vec<(String, String)>> {
    let mut pages = Vec::new();
    let mut definition = super::definition();
    definition.build();
    collect(&definition, &mut pages)?;
    Ok(pages)
}

fn collect(command: &clap::Command, pages: &mut Vec<(String, String)>) -> Result<()> {
    let failed = |error: &dyn std::error::Error| Error::new(Kind::Internal, "no_manual", format!("{error}."));
    // The date is left out, so that a page changes only with its command.
    let bare = command.clone().after_help(Resettable::Reset);
    let page = clap_mangen::Man::new(bare).date("");
    let mut text = Vec::new();
    page.render(&mut text).map_err(|error| failed(&error))?;
    let text = String::from_utf8(text).map_err(|error| failed(&error))?;
    let more = command.get_after_help().map(|help| sections(&help.to_string())).unwrap_or_default();
    pages.push((page.get_filename(), text + &more));
    command.get_subcommands().filter(|command| !command.is_hide_set()).try_for_each(|command| collect(command, pages))
}

/// What stands below the help of a command, as sections of a page: every paragraph is one, headed by its first line.
fn sections(help: &str) -> String {
    let escaped = |line: &str| line.replace('\\', "\\\\").replace('-', "\\-").replace('\'', "\\(aq");
    let section = |paragraph: &str| {
        let (heading, lines) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
        let name = match heading.trim_end_matches(':') {
            "Exit codes" => "EXIT STATUS".to_owned(),
            name => name.to_uppercase(),
        };
        let lines: String = lines.lines().map(|line| format!("{}\n", escaped(line))).collect();
        format!(".SH \"{name}\"\n.nf\n{lines}.fi\n")
    };
    help.split("\n\n").map(section).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_the_help_has_sections_of_its_own() {
        assert_eq!(
            sections("Examples:\n  calcli events --today\n\nExit codes:\n  0 done"),
            ".SH \"EXAMPLES\"\n.nf\n  calcli events \\-\\-today\n.fi\n.SH \"EXIT STATUS\"\n.nf\n  0 done\n.fi\n"
        );
    }
}
