//! Holds the map of `src/lib.rs` against the code: no floor imports from above, no room from a sibling.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Every room and its floor.
const FLOORS: [(&str, u8); 12] = [
    ("model", 0),
    ("base", 1),
    ("provider", 2),
    ("auth", 2),
    ("vault", 2),
    ("config", 2),
    ("render", 2),
    ("sandbox", 2),
    ("app", 3),
    ("cli", 4),
    ("fuzz", 4),
    ("main", 4),
];

fn floor(room: &str) -> u8 {
    let found = FLOORS.iter().find(|(name, _)| *name == room);
    found.unwrap_or_else(|| panic!("{room} is on no floor of the map: name it in src/lib.rs and here")).1
}

#[test]
fn every_room_imports_only_from_lower_floors_and_from_itself() {
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let room = room_of(&path);
        if room == "lib" {
            continue;
        }
        for imported in imports(&fs::read_to_string(&path).unwrap()) {
            let allowed = imported == room || floor(&imported) < floor(&room);
            // The sandbox is a world of its own; only a door may open it.
            if !allowed || (room == "sandbox" && imported != room) || (imported == "sandbox" && room == "app") {
                wrong.push(format!("{}: crate::{imported}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "these imports go up or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_a_sentence_that_says_why_it_exists() {
    let all = [sources(Path::new("src")), sources(Path::new("tests"))].concat();
    let silent: Vec<_> =
        all.into_iter().filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! ")).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

/// `src/auth/device.rs` belongs to `auth`.
fn room_of(path: &Path) -> String {
    let first = path.iter().nth(1).unwrap().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a file names as `crate::…`, at the top or inside.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let named = code.split("crate::").skip(1);
    let rooms = named.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>());
    rooms.filter(|room| !room.is_empty()).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inner = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    inner.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}
