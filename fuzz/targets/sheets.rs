//! xlsx and ods: a package, or its parts; xls as it is.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leitong_fuzz::zip_package(bytes));
