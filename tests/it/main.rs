//! The house's own tests, one binary: what the code may look like, and what a run must keep.

mod cli;
mod determinism;
mod disguise;
mod extract;
mod layering;
mod quality;
mod review;
mod sample;
mod tidy;
mod tree;
