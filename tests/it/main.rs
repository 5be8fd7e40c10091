//! The house's own tests, one binary: what the code may look like, and what a run must keep.

mod layering;

mod tidy;
mod tree;
