//! A checksum of rows that does not depend on their order.

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType};
use pyo3::prelude::*;

use super::batches;

/// Rows, and the sum of their hashes modulo 2^64, as `int64`: equal for equal rows in any order and
/// in any batches. Columns count by their order, not by their names or the width of their types.
#[pyfunction]
pub(crate) fn stage_checksum(py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<(usize, i64)> {
    let given = batches::read(batch)?;
    let made = py.detach(|| {
        let mut sum = 0u64;
        for batch in &given {
            sum = sum.wrapping_add(of(batch)?);
        }
        Ok(sum)
    });
    let rows = given.iter().map(RecordBatch::num_rows).sum();
    Ok((rows, batches::raised(py, made)?.cast_signed()))
}

fn of(batch: &RecordBatch) -> Result<u64, ArrowError> {
    let mut rows: Vec<Vec<u8>> = vec![Vec::new(); batch.num_rows()];
    for column in batch.columns() {
        append(column, &mut rows)?;
    }
    Ok(rows.iter().map(|row| xxhash_rust::xxh3::xxh3_64(row)).fold(0, u64::wrapping_add))
}

/// Appends the value of each row: a mark for null or a value, its length where lengths differ.
fn append(column: &ArrayRef, rows: &mut [Vec<u8>]) -> Result<(), ArrowError> {
    match column.data_type() {
        DataType::List(_) | DataType::LargeList(_) => lists(column, rows),
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
            let column = arrow_cast::cast(column, &DataType::Int64)?;
            let values = column.as_primitive::<Int64Type>();
            put(rows, |i| values.is_valid(i).then(|| values.value(i).to_le_bytes().to_vec()));
            Ok(())
        }
        _ => {
            let column = arrow_cast::cast(column, &DataType::LargeUtf8)?;
            let values = column.as_string::<i64>();
            put(rows, |i| values.is_valid(i).then(|| values.value(i).as_bytes().to_vec()));
            Ok(())
        }
    }
}

fn lists(column: &ArrayRef, rows: &mut [Vec<u8>]) -> Result<(), ArrowError> {
    let item = arrow_schema::Field::new("item", DataType::Int64, true);
    let column = arrow_cast::cast(column, &DataType::List(item.into()))?;
    let values = column.as_list::<i32>();
    put(rows, |i| {
        let numbers = values.is_valid(i).then(|| batches::numbers(values, i));
        numbers.map(|numbers| numbers.into_iter().flat_map(i64::to_le_bytes).collect())
    });
    Ok(())
}

fn put(rows: &mut [Vec<u8>], value: impl Fn(usize) -> Option<Vec<u8>>) {
    for (i, row) in rows.iter_mut().enumerate() {
        match value(i) {
            None => row.push(0),
            Some(bytes) => {
                row.push(1);
                row.extend((bytes.len() as u64).to_le_bytes());
                row.extend(bytes);
            }
        }
    }
}
