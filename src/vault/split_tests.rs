//! Long values under crashes, races and random sizes.

use super::*;
use crate::vault::blob::WINDOWS_LIMIT;
use crate::vault::memory::Memory;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn name() -> Name {
    Name { service: "calcli:x".to_owned(), user: "work".to_owned() }
}

/// Bytes of this length that tell one value from another.
fn value(seed: u8, length: usize) -> Vec<u8> {
    (0..length).map(|at| seed.wrapping_add(u8::try_from(at % 251).unwrap())).collect()
}

/// How many entries a value of this length takes.
fn entries(length: usize) -> usize {
    if length <= WINDOWS_LIMIT { 1 } else { 1 + length.div_ceil(WINDOWS_LIMIT - ID_LENGTH) }
}

/// A store that fails at its n-th call, and from then on where it has crashed.
struct Failing {
    inner: Arc<Memory>,
    calls: AtomicUsize,
    fails_at: usize,
    crashes: bool,
}

impl Failing {
    fn step(&self) -> Result<()> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        let fails = call == self.fails_at || (self.crashes && call > self.fails_at);
        if fails { Err(failed("the n-th call")) } else { Ok(()) }
    }
}

impl BlobStore for Failing {
    fn get(&self, name: &Name) -> Result<Option<Bytes>> {
        self.step()?;
        self.inner.get(name)
    }
    fn set(&self, name: &Name, value: &[u8]) -> Result<()> {
        self.step()?;
        self.inner.set(name, value)
    }
    fn delete(&self, name: &Name) -> Result<bool> {
        self.step()?;
        self.inner.delete(name)
    }
}

impl BlobStore for Arc<Memory> {
    fn get(&self, name: &Name) -> Result<Option<Bytes>> {
        (**self).get(name)
    }
    fn set(&self, name: &Name, value: &[u8]) -> Result<()> {
        (**self).set(name, value)
    }
    fn delete(&self, name: &Name) -> Result<bool> {
        (**self).delete(name)
    }
}

/// Stores `old`, breaks something at the n-th call for every n, and checks what is readable after each and that later writes
/// and a deletion leave no part behind.
fn break_everywhere(old: usize, crashes: bool, action: impl Fn(&Split<Failing>) -> Result<()>, new: Option<&[u8]>) {
    let old = value(1, old);
    for fails_at in 0.. {
        let memory = Arc::new(Memory::limited(WINDOWS_LIMIT));
        let healthy = Split::new(memory.clone(), WINDOWS_LIMIT);
        healthy.set(&name(), &old).unwrap();
        let failing = Failing { inner: memory.clone(), calls: AtomicUsize::new(0), fails_at, crashes };
        let split = Split::new(failing, WINDOWS_LIMIT);
        let told = action(&split);
        let found = healthy.get(&name()).unwrap();
        let found = found.as_ref().map(|bytes| bytes.as_slice());
        assert!(found == Some(&old[..]) || found == new, "neither the old nor the new value after call {fails_at}");
        assert!(told.is_err() || found == new, "told to be done at call {fails_at}, but it was not");
        if fails_at % 2 == 0 {
            let last = value(9, 6000);
            healthy.set(&name(), &last).unwrap();
            assert_eq!(healthy.get(&name()).unwrap().unwrap().as_slice(), last);
            assert_eq!(memory.values().len(), entries(6000), "after call {fails_at}");
        }
        healthy.delete(&name()).unwrap();
        assert_eq!(memory.values().len(), 0, "after call {fails_at}");
        if split.blobs.calls.into_inner() <= fails_at {
            return;
        }
    }
}

#[test]
fn whatever_call_of_a_write_fails_the_old_or_the_new_value_is_whole() {
    for old in [10, 5000, 20_000] {
        for new in [20, 4000, 12_000] {
            let new = value(2, new);
            for crashes in [true, false] {
                break_everywhere(old, crashes, |split| split.set(&name(), &new), Some(&new));
            }
        }
    }
}

#[test]
fn whatever_call_of_a_deletion_fails_the_value_is_whole_or_gone() {
    for old in [10, 5000] {
        break_everywhere(old, true, |split| split.delete(&name()).map(|_| ()), None);
    }
}

#[test]
fn a_missing_or_foreign_part_is_a_failure_and_neither_a_short_value_nor_no_entry() {
    let memory = Arc::new(Memory::limited(WINDOWS_LIMIT));
    let split = Split::new(memory.clone(), WINDOWS_LIMIT);
    let part = Generation::A.part(&name(), 1);
    for damage in [None, Some(value(3, 100)), Some(vec![])] {
        split.delete(&name()).unwrap();
        split.set(&name(), &value(1, 8000)).unwrap();
        match damage {
            None => assert!(memory.delete(&part).unwrap()),
            Some(bytes) => memory.set(&part, &bytes).unwrap(),
        }
        assert_eq!(split.get(&name()).unwrap_err().code, "keychain_failed");
    }
    let unknown = br#"{"split":2,"new":true}"#;
    memory.set(&name(), unknown).unwrap();
    assert_eq!(split.get(&name()).unwrap_err().code, "keychain_failed");
    split.set(&name(), b"short").unwrap();
    assert_eq!(split.get(&name()).unwrap().unwrap().as_slice(), b"short");
}

#[test]
fn a_header_of_another_version_or_with_another_mark_is_a_failure_and_no_value() {
    let long = value(1, 2 * WINDOWS_LIMIT);
    let memory = Arc::new(Memory::limited(WINDOWS_LIMIT));
    let split = Split::new(memory.clone(), WINDOWS_LIMIT);
    split.set(&name(), &long).unwrap();
    let header = String::from_utf8(memory.get(&name()).unwrap().unwrap().to_vec()).unwrap();
    let fields: serde_json::Value = serde_json::from_str(&header).unwrap();
    let (version, id) = (fields["split"].to_string(), fields["write_id"].as_str().unwrap());
    for odd in [header.replacen(&version, "9", 1), header.replace(id, ""), header.replace(id, &id[1..])] {
        memory.set(&name(), odd.as_bytes()).unwrap();
        assert_eq!(split.get(&name()).unwrap_err().code, "keychain_failed", "{odd}");
    }
    memory.set(&name(), header.as_bytes()).unwrap();
    assert_eq!(split.get(&name()).unwrap().unwrap().as_slice(), long);
}

#[test]
fn whoever_reads_while_another_writes_sees_whole_values_only() {
    let memory = Arc::new(Memory::limited(WINDOWS_LIMIT));
    let values: BTreeSet<Vec<u8>> = (0..4).map(|seed| value(seed, 3000 + 2500 * usize::from(seed))).collect();
    let split = || Split::new(memory.clone(), WINDOWS_LIMIT);
    let first = values.first().unwrap();
    split().set(&name(), first).unwrap();
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for value in values.iter().cycle().take(60) {
                split().set(&name(), value).unwrap();
                thread::sleep(Duration::from_millis(1));
            }
        });
        while !writer.is_finished() {
            let read = split().get(&name()).unwrap().unwrap();
            assert!(values.contains(&*read), "a value of {} bytes that nobody wrote", read.len());
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn values_of_any_length_come_back_and_leave_no_parts(lengths in prop::collection::vec(0usize..12_000, 1..6), marked: bool) {
        let memory = Arc::new(Memory::limited(WINDOWS_LIMIT));
        let split = Split::new(memory.clone(), WINDOWS_LIMIT);
        for (seed, length) in lengths.into_iter().enumerate() {
            let mut value = value(u8::try_from(seed).unwrap(), length);
            if marked {
                value.splice(0..0, MARK.iter().copied());
            }
            split.set(&name(), &value).unwrap();
            let read = split.get(&name()).unwrap().unwrap();
            prop_assert_eq!(read.as_slice(), &value[..]);
            if !marked {
                prop_assert_eq!(memory.values().len(), entries(length));
            }
        }
        prop_assert!(split.delete(&name()).unwrap());
        prop_assert_eq!(memory.values().len(), 0);
        prop_assert!(!split.delete(&name()).unwrap());
    }
}
