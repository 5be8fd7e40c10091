//! Documents and alignments made elsewhere -> a run.

use arrow_array::{Array, RecordBatch};
use arrow_schema::ArrowError;
use leitong::align::Alignment;
use leitong::candidates::Pair;
use leitong::users::Aligned;
use pyo3::prelude::*;

use super::batches;
use crate::documents::{Documents, Settings};
use crate::errors;
use crate::report::{self, Besides, Run};
use crate::watch::Terms;

/// The run that these documents and the alignments of all their candidate pairs (`left`, `right`,
/// `alignments`) make: users, classes, groups, rows.
#[pyfunction]
pub(crate) fn stage_finish(
    documents: &mut Documents,
    alignments: &Bound<'_, PyAny>,
    besides: Besides,
    settings: &Settings,
    terms: Terms<'_>,
) -> PyResult<Run> {
    let py = alignments.py();
    let mut aligned = Vec::new();
    for batch in batches::read(alignments)? {
        let read = py.detach(|| rows(&batch, &mut aligned));
        read.map_err(|error| errors::setting(py, &format!("alignments: {error}")))?;
    }
    aligned.sort_unstable_by_key(|one| one.pair);
    report::judged(py, documents, Some(aligned), (besides, settings), &terms)
}

fn rows(batch: &RecordBatch, aligned: &mut Vec<Aligned>) -> Result<(), ArrowError> {
    let (left, right) = (batches::int64(batch, "left")?, batches::int64(batch, "right")?);
    let found = batches::strings(batch, "alignments")?;
    for i in (0..batch.num_rows()).filter(|&i| found.is_valid(i)) {
        let alignments: Vec<Alignment> = serde_json::from_str(found.value(i))
            .map_err(|error| ArrowError::JsonError(error.to_string()))?;
        let pair = Pair { left: ordinal(left.value(i))?, right: ordinal(right.value(i))? };
        aligned.push(Aligned { pair, alignments });
    }
    Ok(())
}

fn ordinal(value: i64) -> Result<u32, ArrowError> {
    u32::try_from(value).map_err(|error| ArrowError::ComputeError(error.to_string()))
}
