//! leitong (雷同) reads a pile of reports and says, with evidence that a person can check, what is
//! shared with whom, what is only the genre's set phrases, what is a form filled in, and what is
//! nowhere else.
//!
//! The modules stand in the order of the data; each may use those above it, never below.

pub mod kernel;
pub mod model;
pub mod config;
pub mod read;
pub mod split;
pub mod normalize;
pub mod segment;
pub mod metadata;
pub mod shingle;
pub mod sketch;
pub mod likeness;
pub mod archive;
pub mod candidates;
pub mod align;
pub mod references;
pub mod users;
pub mod classify;
pub mod calibrate;
pub mod groups;
pub mod checkpoint;
pub mod report;
pub mod pipeline;
pub mod evaluate;
#[cfg(feature = "cli")]
pub mod cli;
