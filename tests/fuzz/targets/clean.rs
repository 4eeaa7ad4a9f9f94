//! Feeds `calcli::fuzz` what libFuzzer makes up, see `tests/fuzz/run`.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calcli::fuzz::cleaned(bytes));
