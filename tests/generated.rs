//! The completions and man pages that are committed are the ones that the definition of the command line makes.
//!
//! After a change of a command: `UPDATE_GENERATED=1 cargo test --test generated`.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use calcli::cli::{completions, man};
use clap_complete::Shell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every generated file with its content.
fn generated() -> BTreeMap<PathBuf, Vec<u8>> {
    let shells = [
        (Shell::Bash, "calcli.bash"),
        (Shell::Zsh, "_calcli"),
        (Shell::Fish, "calcli.fish"),
        (Shell::PowerShell, "_calcli.ps1"),
        (Shell::Elvish, "calcli.elv"),
    ];
    let completions = shells.map(|(shell, name)| (Path::new("completions").join(name), completions::script(shell)));
    let pages = man::pages().unwrap().into_iter().map(|(name, page)| (Path::new("man").join(name), page.into_bytes()));
    completions.into_iter().chain(pages).collect()
}

#[test]
fn the_committed_files_are_the_generated_ones() {
    let generated = generated();
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        for folder in ["completions", "man"] {
            let _ = fs::remove_dir_all(folder);
            fs::create_dir(folder).unwrap();
        }
        for (path, content) in &generated {
            fs::write(path, content).unwrap();
        }
    }
    let stale: Vec<_> =
        generated.iter().filter(|(path, content)| fs::read(path).ok().as_ref() != Some(content)).collect();
    let stale: Vec<_> = stale.into_iter().map(|(path, _)| path).collect();
    assert!(stale.is_empty(), "stale: {stale:?}; see the top of this file");
    let committed = ["completions", "man"].into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let left: Vec<_> =
        committed.map(|entry| entry.unwrap().path()).filter(|path| !generated.contains_key(path)).collect();
    assert!(left.is_empty(), "no command makes {left:?}");
}

#[test]
fn commands_that_share_their_flags_have_words_of_their_own() {
    let generated = generated();
    for name in ["today", "tomorrow", "week", "month"] {
        let page = str::from_utf8(&generated[&Path::new("man").join(format!("calcli-{name}.1"))]).unwrap();
        let about = page.split(" \\- ").nth(1).unwrap().lines().next().unwrap();
        assert!(about.starts_with("Show the agenda of") && about.contains(name), "{name}: {about}");
    }
}

#[test]
fn no_subcommand_is_without_a_page() {
    let names: Vec<String> = generated().into_keys().map(|path| path.display().to_string()).collect();
    for page in ["man/calcli.1", "man/calcli-events.1", "man/calcli-account-add.1"] {
        assert!(names.iter().any(|name| name == page), "{page} is missing of {names:?}");
    }
}
