//! The stages of a scan as functions from batches to batches, for engines that run them where the
//! data lies. Each is pure; `leitong/spark` strings them together.
//!
//! A report is named by its **ordinal**: its place among all reports by (document, number), which is
//! its index in the archive of one machine. Hashes are `int64` with the bits of the core's `u64`.

mod align;
mod batches;
mod candidates;
mod checksum;
mod finish;
mod near;
mod plan;
mod prepare;

pub(crate) use align::Aligner;
pub(crate) use batches::Batches;
pub(crate) use candidates::{
    candidates_doublings, stage_candidates, stage_doubled, stage_passages,
};
pub(crate) use checksum::stage_checksum;
pub(crate) use finish::stage_finish;
pub(crate) use near::{stage_bands, stage_verify};
pub(crate) use plan::stage_plan;
pub(crate) use prepare::stage_prepare;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `one` gives, or what it panicked with: a document that nobody foresaw harms no other.
fn guarded<T>(one: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(one)).map_err(|panic| crate::errors::said(panic.as_ref()))
}
