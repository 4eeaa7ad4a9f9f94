//! Encrypted files that were moved, damaged, or lost their key.

use super::*;
use crate::vault::tests::{places, record};
use tempfile::TempDir;

fn store() -> (TempDir, FileStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::new(places(folder.path()));
    (folder, store)
}

fn refusal(store: &FileStore, account: &str) -> (Kind, String) {
    let error = store.load(&record(account).key).unwrap_err();
    (error.kind, error.code)
}

fn unavailable(code: &str) -> (Kind, String) {
    (Kind::StoreUnavailable, code.to_owned())
}

#[test]
fn a_file_holds_ascii_json_without_the_token_or_the_account() {
    let (_folder, store) = store();
    let record = record("work");
    store.save(&record).unwrap();
    let path = store.path(&record.key);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.is_ascii() && text.starts_with("{\"version\":1,\"key_id\":\""), "{text}");
    for hidden in ["work", "rrrr", "aaaa", "graph"] {
        assert!(!text.contains(hidden) && !path.file_name().unwrap().to_string_lossy().contains(hidden));
    }
    store.save(&record).unwrap();
    assert_ne!(fs::read_to_string(&path).unwrap(), text, "a nonce was used twice");
}

#[test]
fn a_file_swapped_with_anothers_is_refused_and_left_untouched() {
    let (_folder, store) = store();
    let [one, two] = ["one", "two"].map(record);
    store.save(&one).unwrap();
    store.save(&two).unwrap();
    fs::copy(store.path(&two.key), store.path(&one.key)).unwrap();
    assert_eq!(refusal(&store, "one"), (Kind::SignInRequired, "record_mismatch".to_owned()));
    assert_eq!(fs::read(store.path(&two.key)).unwrap(), fs::read(store.path(&one.key)).unwrap());
    store.save(&one).unwrap();
    assert_eq!(store.load(&one.key).unwrap(), Some(one));
}

#[test]
fn a_key_that_is_missing_while_records_exist_is_never_made_anew() {
    let (_folder, store) = store();
    store.save(&record("one")).unwrap();
    fs::remove_file(&store.places.key_file).unwrap();
    assert_eq!(refusal(&store, "one"), unavailable("store_key_missing"));
    assert_eq!(store.save(&record("two")).unwrap_err().code, "store_key_missing");
    assert!(!store.places.key_file.exists());
    assert_eq!(store.load(&record("two").key).unwrap(), None);
}

#[test]
fn another_key_is_told_from_a_moved_record() {
    let (_folder, store) = store();
    store.save(&record("one")).unwrap();
    fs::remove_file(&store.places.key_file).unwrap();
    StoreKey::create(&store.places.key_file).unwrap();
    assert_eq!(refusal(&store, "one"), unavailable("store_key_wrong"));
}

/// A record names its key, which is no proof that it is sealed with it.
#[test]
fn a_record_opens_with_the_key_that_sealed_it_and_no_other() {
    let (_folder, store) = store();
    store.save(&record("one")).unwrap();
    let (key_file, path) = (&store.places.key_file, store.path(&record("one").key));
    let sealed_by = StoreKey::read(key_file).unwrap().unwrap().id();
    fs::remove_file(key_file).unwrap();
    let other = StoreKey::create(key_file).unwrap().id();
    fs::write(&path, fs::read_to_string(&path).unwrap().replace(&sealed_by, &other)).unwrap();
    assert_eq!(refusal(&store, "one"), (Kind::SignInRequired, "record_mismatch".to_owned()));
}

#[test]
fn a_key_file_without_a_key_is_invalid() {
    let (_folder, store) = store();
    store.save(&record("one")).unwrap();
    for garbage in ["", "not base64!", "c2hvcnQ="] {
        files::write_atomic(&store.places.key_file, garbage.as_bytes(), Mode::Private).unwrap();
        assert_eq!(refusal(&store, "one"), unavailable("store_key_invalid"));
        assert_eq!(store.save(&record("two")).unwrap_err().code, "store_key_invalid");
    }
}

#[test]
fn logging_out_is_possible_whatever_happened_to_the_key() {
    let (_folder, store) = store();
    for key in [None, Some("garbage")] {
        store.save(&record("one")).unwrap();
        fs::remove_file(&store.places.key_file).unwrap();
        if let Some(key) = key {
            files::write_atomic(&store.places.key_file, key.as_bytes(), Mode::Private).unwrap();
        }
        assert!(store.delete(&record("one").key).unwrap());
        assert!(!store.delete(&record("one").key).unwrap());
    }
}

#[test]
fn a_damaged_file_is_unreadable_and_login_replaces_it() {
    let (_folder, store) = store();
    store.save(&record("one")).unwrap();
    let path = store.path(&record("one").key);
    let text = fs::read_to_string(&path).unwrap();
    for damaged in [&text[..100], "", "{}", &text.replacen("\"version\":1", "\"version\":2", 1)] {
        fs::write(&path, damaged).unwrap();
        assert_eq!(refusal(&store, "one"), unavailable("record_unreadable"));
    }
    store.save(&record("one")).unwrap();
    assert!(store.load(&record("one").key).unwrap().is_some());
}

#[test]
fn processes_that_store_their_first_record_at_once_agree_on_one_key() {
    let (_folder, store) = store();
    let names: Vec<String> = (0..8).map(|n| format!("a{n}")).collect();
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(|| store.save(&record(name)).unwrap());
        }
    });
    for name in &names {
        assert_eq!(store.load(&record(name).key).unwrap(), Some(record(name)));
    }
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read_is_refused_with_the_command_that_closes_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, store) = store();
    store.save(&record("one")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (key_file, path) = (&store.places.key_file, store.path(&record("one").key));
    assert_eq!((mode(&path), mode(key_file), mode(&store.places.records)), (0o600, 0o600, 0o700));
    fs::set_permissions(key_file, fs::Permissions::from_mode(0o640)).unwrap();
    let error = store.load(&record("one").key).unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (Kind::StoreUnavailable, "store_key_exposed"));
    assert_eq!(error.hints, [format!("chmod 600 '{}'", key_file.display())]);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_record_is_never_followed_and_logging_out_removes_it_alone() {
    let (_folder, store) = store();
    let [one, two] = ["one", "two"].map(record);
    store.save(&two).unwrap();
    std::os::unix::fs::symlink(store.path(&two.key), store.path(&one.key)).unwrap();
    assert_eq!(refusal(&store, "one"), unavailable("store_failed"));
    assert_eq!(store.save(&one).unwrap_err().code, "store_failed");
    assert!(store.delete(&one.key).unwrap());
    assert_eq!(store.load(&two.key).unwrap(), Some(two));
    store.save(&one).unwrap();
    assert_eq!(store.load(&one.key).unwrap(), Some(one));
}

#[test]
fn a_record_that_is_not_text_is_unreadable() {
    let (_folder, store) = store();
    store.save(&record("one")).unwrap();
    fs::write(store.path(&record("one").key), [0xff; 100]).unwrap();
    assert_eq!(refusal(&store, "one"), unavailable("record_unreadable"));
}

#[test]
fn the_records_of_an_account_are_found_without_their_keys_and_no_others() {
    let (_folder, store) = store();
    let mut elsewhere = record("one");
    elsewhere.key.partition.tenant = uuid::Uuid::from_u128(8);
    let two = record("two");
    for record in [&record("one"), &elsewhere, &two] {
        store.save(record).unwrap();
    }
    assert!(store.sweep(&"ONE".parse().unwrap()).unwrap());
    assert!(!store.sweep(&"one".parse().unwrap()).unwrap());
    assert_eq!(records_in(&store.places.records).unwrap(), [store.path(&two.key)]);
}

#[test]
fn logging_out_leaves_no_record_that_was_half_written_long_ago() {
    let (folder, store) = store();
    let record = record("work");
    store.save(&record).unwrap();
    let unfinished = |name: &str| {
        let path = store.path(&record.key).with_file_name(name);
        fs::write(&path, "sealed").unwrap();
        path
    };
    let (old, new) = (unfinished(".calcli-old.tmp"), unfinished(".calcli-new.tmp"));
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600);
    fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    assert!(store.delete(&record.key).unwrap());
    assert!(!old.exists() && new.exists(), "what somebody may be writing is left alone");
    drop(folder);
}
