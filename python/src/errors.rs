//! The exceptions of `leitong.errors`, raised from Rust.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// An exception of `leitong.errors`; where the module itself is missing, that error.
fn raised(py: Python<'_>, class: &str, words: &[&str]) -> PyErr {
    let made = PyTuple::new(py, words)
        .and_then(|words| py.import("leitong.errors")?.getattr(class)?.call1(words));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// Something about one document that cannot be used.
pub(crate) fn document(py: Python<'_>, name: &str, reason: &str) -> PyErr {
    raised(py, "DocumentError", &[name, reason])
}

/// A setting, a table or a column that cannot be used.
pub(crate) fn setting(py: Python<'_>, reason: &str) -> PyErr {
    raised(py, "SettingError", &[reason])
}

/// A folder or a file that cannot be read or written.
pub(crate) fn folder(py: Python<'_>, reason: &str) -> PyErr {
    raised(py, "FolderError", &[reason])
}

/// A broken promise of the library.
pub(crate) fn internal(panic: &(dyn std::any::Any + Send)) -> PyErr {
    PyRuntimeError::new_err(format!("leitong broke off: {}", said(panic)))
}

/// The words of a panic.
pub(crate) fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    said.unwrap_or("without a word").to_owned()
}
