//! pptx: a package, or its parts.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leitong_fuzz::zip_package(bytes));
