//! doc and old wps: a compound file, or its streams.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leitong_fuzz::compound_file(bytes));
