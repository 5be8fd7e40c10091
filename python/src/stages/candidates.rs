//! Fingerprints -> keys of runs -> pairs with what they promise, by the rule of one machine.

use arrow_array::RecordBatch;
use arrow_array::builder::{Int32Builder, Int64Builder};
use arrow_schema::ArrowError;
use leitong::candidates;
use pyo3::prelude::*;

use super::batches::{self, Batches, Finish};

/// Keys of runs with their places.
#[derive(Default)]
struct Keys {
    ordinal: Int64Builder,
    place: Int32Builder,
    key: Int64Builder,
}

impl Keys {
    fn push(&mut self, ordinal: i64, place: i32, key: i64) {
        self.ordinal.append_value(ordinal);
        self.place.append_value(place);
        self.key.append_value(key);
    }

    fn finish(self) -> Result<Batches, ArrowError> {
        Batches::one(vec![
            ("ordinal", self.ordinal.column(), false),
            ("place", self.place.column(), false),
            ("key", self.key.column(), false),
        ])
    }
}

/// Does the same with every batch, without the interpreter's lock.
pub(super) fn each<T: Default + Send>(
    batch: &Bound<'_, PyAny>,
    one: impl Fn(&mut T, &RecordBatch) -> Result<(), ArrowError> + Sync,
    finish: fn(T) -> Result<Batches, ArrowError>,
) -> PyResult<Batches> {
    let py = batch.py();
    let given = batches::read(batch)?;
    let made = py.detach(|| {
        let mut made = T::default();
        given.iter().try_for_each(|batch| one(&mut made, batch))?;
        finish(made)
    });
    batches::raised(py, made)
}

/// How often runs of fingerprints are doubled.
#[pyfunction]
pub(crate) fn candidates_doublings() -> u32 {
    candidates::DOUBLINGS
}

/// `ordinal`, `fingerprints` -> `ordinal`, `place`, `key`: a row a fingerprint, its place among
/// those of the report.
#[pyfunction]
pub(crate) fn stage_passages(batch: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let one = |keys: &mut Keys, batch: &RecordBatch| {
        let ordinals = batches::int64(batch, "ordinal")?;
        let lists = batches::lists(batch, "fingerprints")?;
        for row in 0..batch.num_rows() {
            for (place, key) in batches::numbers(&lists, row).into_iter().enumerate() {
                keys.push(ordinals.value(row), place as i32, key);
            }
        }
        Ok(())
    };
    each(batch, one, Keys::finish)
}

/// `ordinal`, `place`, `first`, `second` -> `ordinal`, `place`, `key`: the keys of runs twice as
/// long, from the keys of their halves.
#[pyfunction]
pub(crate) fn stage_doubled(batch: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let one = |keys: &mut Keys, batch: &RecordBatch| {
        let (ordinals, places) =
            (batches::int64(batch, "ordinal")?, batches::int32(batch, "place")?);
        let (first, second) = (batches::int64(batch, "first")?, batches::int64(batch, "second")?);
        for row in 0..batch.num_rows() {
            let halves = [first.value(row), second.value(row)].map(i64::cast_unsigned);
            let key = candidates::joined(halves[0], halves[1]).cast_signed();
            keys.push(ordinals.value(row), places.value(row), key);
        }
        Ok(())
    };
    each(batch, one, Keys::finish)
}

/// Pairs with what a shared key promises.
#[derive(Default)]
struct Promised {
    left: Int64Builder,
    right: Int64Builder,
    promise: Int64Builder,
}

/// `ordinals`, the reports that share a key -> `left`, `right`, `promise` in 1/1000 bit for each
/// pair of them. Quadratic in a list, which the frequency rule keeps short.
#[pyfunction]
pub(crate) fn stage_candidates(batch: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let one = |pairs: &mut Promised, batch: &RecordBatch| {
        let lists = batches::lists(batch, "ordinals")?;
        for row in 0..batch.num_rows() {
            let mut ordinals = batches::numbers(&lists, row);
            ordinals.sort_unstable();
            ordinals.dedup();
            let promise = i64::from(candidates::promise(ordinals.len().max(2)));
            for (i, &left) in ordinals.iter().enumerate() {
                for &right in &ordinals[i + 1..] {
                    pairs.left.append_value(left);
                    pairs.right.append_value(right);
                    pairs.promise.append_value(promise);
                }
            }
        }
        Ok(())
    };
    let finish = |pairs: Promised| {
        Batches::one(vec![
            ("left", pairs.left.column(), false),
            ("right", pairs.right.column(), false),
            ("promise", pairs.promise.column(), false),
        ])
    };
    each(batch, one, finish)
}
