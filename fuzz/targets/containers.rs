//! zip, tar, tar.gz and 7z.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leitong_fuzz::file(bytes));
