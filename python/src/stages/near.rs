//! Whole texts that are nearly the same: bands of signatures, and exact likeness.

use arrow_array::builder::{Int32Builder, Int64Builder, StringBuilder};
use arrow_array::{Array, RecordBatch};
use arrow_schema::ArrowError;
use leitong::{kernel, sketch};
use pyo3::prelude::*;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::batches::{self, Batches, Finish};
use super::candidates::each;
use crate::sketch::symbol_shingles;

/// `id`, `text` -> `id`, `band`, `bucket`: `count` bands of `rows` MinHashes. A text without
/// shingles has no bucket, else all short texts would meet.
#[pyfunction]
pub(crate) fn stage_bands(
    batch: &Bound<'_, PyAny>,
    count: usize,
    rows: usize,
) -> PyResult<Batches> {
    #[derive(Default)]
    struct Bands {
        id: StringBuilder,
        band: Int32Builder,
        bucket: Int64Builder,
    }
    let one = |bands: &mut Bands, batch: &RecordBatch| {
        let (ids, texts) = (batches::strings(batch, "id")?, batches::strings(batch, "text")?);
        for i in (0..batch.num_rows()).filter(|&i| ids.is_valid(i) && texts.is_valid(i)) {
            let shingles = symbol_shingles(texts.value(i));
            if shingles.is_empty() {
                continue;
            }
            let signature = sketch::minhash::signature(&shingles, count * rows);
            for (band, values) in signature.chunks_exact(rows).enumerate() {
                let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
                bands.id.append_value(ids.value(i));
                bands.band.append_value(band as i32);
                bands.bucket.append_value(xxh3_64_with_seed(&bytes, band as u64).cast_signed());
            }
        }
        Ok(())
    };
    let finish = |bands: Bands| {
        Batches::one(vec![
            ("id", bands.id.column(), false),
            ("band", bands.band.column(), false),
            ("bucket", bands.bucket.column(), false),
        ])
    };
    each(batch, one, finish)
}

/// `left`, `right`, `left_text`, `right_text` -> `left`, `right`, `shared`, `all`: the shingles of
/// both texts, and of at least one.
#[pyfunction]
pub(crate) fn stage_verify(batch: &Bound<'_, PyAny>) -> PyResult<Batches> {
    #[derive(Default)]
    struct Verified {
        left: StringBuilder,
        right: StringBuilder,
        shared: Int64Builder,
        all: Int64Builder,
    }
    let one = |verified: &mut Verified, batch: &RecordBatch| -> Result<(), ArrowError> {
        let columns = ["left", "right", "left_text", "right_text"];
        let [left, right, left_text, right_text] =
            columns.map(|name| batches::strings(batch, name));
        let (left, right, left_text, right_text) = (left?, right?, left_text?, right_text?);
        for i in 0..batch.num_rows() {
            let sets = [&left_text, &right_text].map(|text| symbol_shingles(text.value(i)));
            let shared = kernel::intersection(&sets[0], &sets[1]);
            verified.left.append_value(left.value(i));
            verified.right.append_value(right.value(i));
            verified.shared.append_value(shared as i64);
            verified.all.append_value((sets[0].len() + sets[1].len() - shared) as i64);
        }
        Ok(())
    };
    let finish = |verified: Verified| {
        Batches::one(vec![
            ("left", verified.left.column(), false),
            ("right", verified.right.column(), false),
            ("shared", verified.shared.column(), false),
            ("all", verified.all.column(), false),
        ])
    };
    each(batch, one, finish)
}
