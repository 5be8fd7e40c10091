//! Texts -> fingerprints of their reports, and what could not be prepared.

use arrow_array::builder::{Int32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{Array, RecordBatch};
use arrow_schema::ArrowError;
use leitong::config::Config;
use leitong::pipeline::{self, Outline};
use leitong::read;
use pyo3::prelude::*;

use super::batches::{self, Batches, Finish};
use super::guarded;
use crate::documents::Settings;

/// What was prepared.
#[derive(Default)]
struct Prepared {
    document: StringBuilder,
    report: Int32Builder,
    fingerprints: ListBuilder<Int64Builder>,
    bytes: Int64Builder,
    error: StringBuilder,
}

impl Prepared {
    fn push(&mut self, document: &str, text: &str, outline: Outline) {
        self.document.append_value(document);
        self.report.append_value(outline.number as i32);
        let prints = outline.fingerprints.into_iter().map(|print| Some(print.cast_signed()));
        self.fingerprints.append_value(prints);
        self.bytes.append_value(text.len() as i64);
        self.error.append_null();
    }

    fn fail(&mut self, document: &str, error: &str) {
        self.document.append_value(document);
        self.report.append_null();
        self.fingerprints.append_value([]);
        self.bytes.append_value(0);
        self.error.append_value(error);
    }

    fn texts(&mut self, batch: &RecordBatch, config: &Config) -> Result<(), ArrowError> {
        let (ids, texts) = (batches::strings(batch, "id")?, batches::strings(batch, "text")?);
        for i in 0..batch.num_rows() {
            let id = if ids.is_null(i) { "" } else { ids.value(i) };
            if ids.is_null(i) || texts.is_null(i) {
                self.fail(id, if ids.is_null(i) { "missing-id" } else { "missing-text" });
                continue;
            }
            let text = texts.value(i);
            match guarded(|| outlines(id, text, config)) {
                Ok(outlines) => outlines.into_iter().for_each(|one| self.push(id, text, one)),
                Err(said) => self.fail(id, &format!("reader-failed: {said}")),
            }
        }
        Ok(())
    }
}

fn outlines(id: &str, text: &str, config: &Config) -> Vec<Outline> {
    let opened = read::texts(vec![(id.to_owned(), text.to_owned())], &config.read);
    opened.documents.iter().flat_map(|one| pipeline::outlines(one, config)).collect()
}

/// `id`, `text` -> a row a report: `document`, `report`, `fingerprints`, `bytes`; a document
/// without id or text, or one that broke the reader, is a row with `error`.
#[pyfunction]
pub(crate) fn stage_prepare(
    py: Python<'_>,
    batch: &Bound<'_, PyAny>,
    settings: &Settings,
) -> PyResult<Batches> {
    let given = batches::read(batch)?;
    let made = py.detach(|| {
        let mut prepared = Prepared::default();
        given.iter().try_for_each(|batch| prepared.texts(batch, &settings.0))?;
        Batches::one(vec![
            ("document", prepared.document.column(), false),
            ("report", prepared.report.column(), true),
            ("fingerprints", prepared.fingerprints.column(), false),
            ("bytes", prepared.bytes.column(), false),
            ("error", prepared.error.column(), true),
        ])
    });
    batches::raised(py, made)
}
