//! Streams of rows, and the writers that turn them into files.

pub mod assemble;
pub mod rows;
