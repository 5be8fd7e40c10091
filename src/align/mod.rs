//! Passages that two reports share.

pub mod regions;
