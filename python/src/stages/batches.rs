//! Batches that go in and out of a stage.

use std::sync::Arc;

use arrow_array::builder::{Int32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{
    ArrayRef, Int32Array, Int64Array, LargeStringArray, ListArray, RecordBatch,
    RecordBatchIterator, RecordBatchReader,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::{errors, texts};

/// What a stage gives: batches of one schema.
#[pyclass(frozen, module = "leitong._leitong")]
pub(crate) struct Batches {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Batches {
    /// The Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let all = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(all, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

impl Batches {
    /// One batch of these columns: name, values, whether null may stand there.
    pub(super) fn one(columns: Vec<(&str, ArrayRef, bool)>) -> Result<Self, ArrowError> {
        let field = |(name, values, is_nullable): &(&str, ArrayRef, bool)| {
            Field::new(*name, values.data_type().clone(), *is_nullable)
        };
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let values = columns.into_iter().map(|column| column.1).collect();
        let batch = RecordBatch::try_new(Arc::clone(&schema), values)?;
        Ok(Self { schema, batches: vec![batch] })
    }
}

/// The batches of an object with `__arrow_c_stream__`.
pub(super) fn read(given: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    let py = given.py();
    let reader = texts::stream(given)?;
    let schema = reader.schema();
    let batches: Result<Vec<RecordBatch>, ArrowError> = reader.collect();
    let batches = batches.map_err(|error| errors::setting(py, &error.to_string()))?;
    Ok(if batches.is_empty() { vec![RecordBatch::new_empty(schema)] } else { batches })
}

/// What went wrong with columns as a Python exception.
pub(super) fn raised<T>(py: Python<'_>, result: Result<T, ArrowError>) -> PyResult<T> {
    result.map_err(|error| errors::setting(py, &error.to_string()))
}

fn column(batch: &RecordBatch, name: &str, kind: &DataType) -> Result<ArrayRef, ArrowError> {
    let found = batch
        .column_by_name(name)
        .ok_or_else(|| ArrowError::SchemaError(format!("the batch has no column `{name}`")))?;
    arrow_cast::cast(found, kind)
}

/// A column of numbers.
pub(super) fn int64(batch: &RecordBatch, name: &str) -> Result<Int64Array, ArrowError> {
    Ok(column(batch, name, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
}

/// A column of small numbers.
pub(super) fn int32(batch: &RecordBatch, name: &str) -> Result<Int32Array, ArrowError> {
    Ok(column(batch, name, &DataType::Int32)?.as_primitive::<Int32Type>().clone())
}

/// A column of strings.
pub(super) fn strings(batch: &RecordBatch, name: &str) -> Result<LargeStringArray, ArrowError> {
    Ok(column(batch, name, &DataType::LargeUtf8)?.as_string::<i64>().clone())
}

/// A column of lists of numbers.
pub(super) fn lists(batch: &RecordBatch, name: &str) -> Result<ListArray, ArrowError> {
    let item = Arc::new(Field::new("item", DataType::Int64, true));
    Ok(column(batch, name, &DataType::List(item))?.as_list::<i32>().clone())
}

/// The numbers of one list.
pub(super) fn numbers(lists: &ListArray, row: usize) -> Vec<i64> {
    lists.value(row).as_primitive::<Int64Type>().values().to_vec()
}

/// A finished column.
pub(super) trait Finish {
    /// The values so far as a column.
    fn column(self) -> ArrayRef;
}

macro_rules! finish {
    ($($builder:ty),*) => {$(
        impl Finish for $builder {
            fn column(mut self) -> ArrayRef {
                Arc::new(self.finish())
            }
        }
    )*};
}

finish!(Int32Builder, Int64Builder, StringBuilder, ListBuilder<Int64Builder>);
