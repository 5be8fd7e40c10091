//! Texts as Python has them: a sequence of `str`, or columns of a table that speaks Arrow.

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Schema};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyCapsule, PyString};

use crate::errors;

/// The name that the Arrow PyCapsule interface gives to a stream.
const STREAM: &std::ffi::CStr = c"arrow_array_stream";

/// The texts of one call: a list, or whatever else gives one `str` after the other.
///
/// # Errors
/// `DocumentError` with the place of what is no text.
pub(crate) fn all(given: &Bound<'_, PyAny>) -> PyResult<Vec<PyBackedStr>> {
    if given.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(
            "texts must be a list of str; put a single one in a list",
        ));
    }
    let text = |(i, item): (usize, PyResult<Bound<'_, PyAny>>)| {
        let item = item?;
        item.extract::<PyBackedStr>().map_err(|_| {
            let kind = item.get_type().to_string();
            errors::document(given.py(), &format!("text {i}"), &format!("is no str but {kind}"))
        })
    };
    given.try_iter()?.enumerate().map(text).collect()
}

/// The texts of a table with their names: `None` where the text is null, and names made of row
/// numbers where the table has no column for them.
///
/// # Errors
/// `SettingError` when there is no such column of texts.
pub(crate) fn named(
    table: &Bound<'_, PyAny>,
    text_column: &str,
    id_column: &str,
) -> PyResult<Vec<(Option<String>, Option<String>)>> {
    let py = table.py();
    let failed = |error: ArrowError| errors::setting(py, &error.to_string());
    let reader = stream(table)?;
    let schema = reader.schema();
    let Ok(text_at) = schema.index_of(text_column) else {
        return Err(errors::setting(py, &missing(text_column, &schema)));
    };
    let id_at = schema.index_of(id_column).ok();
    let mut rows = Vec::new();
    for batch in reader {
        let batch = batch.map_err(failed)?;
        let texts = strings(batch.column(text_at)).map_err(failed)?;
        let ids = id_at.map(|at| strings(batch.column(at))).transpose().map_err(failed)?;
        let owned = |text: &str| text.to_owned();
        rows.extend((0..batch.num_rows()).map(|i| {
            let id = ids.as_ref().filter(|ids| ids.is_valid(i)).map(|ids| owned(ids.value(i)));
            (id, texts.is_valid(i).then(|| owned(texts.value(i))))
        }));
    }
    Ok(rows)
}

fn missing(column: &str, schema: &Schema) -> String {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    format!(
        "the table has no column `{column}`, only {}; name the right one with text_column=",
        names.join(", ")
    )
}

/// Any column as strings; a column of another type is an error that names the type.
fn strings(column: &ArrayRef) -> Result<LargeStringArray, ArrowError> {
    let column = arrow_cast::cast(column, &DataType::LargeUtf8)?;
    Ok(column.as_string::<i64>().clone())
}

/// The batches that an object with `__arrow_c_stream__` gives.
#[expect(unsafe_code, reason = "the C interface is a pointer inside a capsule")]
pub(crate) fn stream(given: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let capsule = given.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: a capsule of this name holds an ArrowArrayStream; it is moved out, which the
    // interface allows its consumer, and its release callback is taken so that nobody frees twice.
    let reader = unsafe {
        RecordBatchStreamReader::from_raw(pointer.as_ptr().cast::<FFI_ArrowArrayStream>())
    };
    reader.map_err(|error| errors::setting(given.py(), &error.to_string()))
}
