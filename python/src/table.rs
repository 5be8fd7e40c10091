//! Rows of a run as an Arrow table that makes its batches when somebody reads them.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, SchemaRef};
use leitong::report::rows::Rows;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::report::Kept;
use crate::{errors, schema};

/// Does the same with the rows of any kind, whose types differ.
macro_rules! of_kind {
    ($rows:expr, $kind:expr, |$list:ident| $what:expr) => {{
        let all: &Rows = $rows;
        match $kind {
            Kind::Documents => {
                let $list = &all.documents;
                $what
            }
            Kind::Passages => {
                let $list = &all.passages;
                $what
            }
            Kind::Boilerplate => {
                let $list = &all.boilerplate;
                $what
            }
            Kind::Families => {
                let $list = &all.families;
                $what
            }
            Kind::Templates => {
                let $list = &all.templates;
                $what
            }
            Kind::Anomalies => {
                let $list = &all.anomalies;
                $what
            }
            Kind::Forensics => {
                let $list = &all.forensics;
                $what
            }
            Kind::Pairs => {
                let $list = &all.pairs;
                $what
            }
        }
    }};
}

/// Rows in one batch: documents with their layers take some kilobytes each.
const BATCH_ROWS: usize = 1024;

/// The tables of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One a report.
    Documents,
    /// One a passage of a pair.
    Passages,
    /// Set phrases.
    Boilerplate,
    /// Families of reports and passages.
    Families,
    /// Forms.
    Templates,
    /// Shared mistakes.
    Anomalies,
    /// Traces that files share.
    Forensics,
    /// Pairs of reports with their metrics.
    Pairs,
}

impl Kind {
    /// All kinds with the name, the text of the schema, and the path of the row inside it.
    const ALL: [(Self, &'static str, &'static str, &'static str); 8] = [
        (Self::Documents, "documents", include_str!("../../data/schema/documents.schema.json"), ""),
        (Self::Passages, "passages", include_str!("../../data/schema/passages.schema.json"), ""),
        (
            Self::Boilerplate,
            "boilerplate",
            include_str!("../../data/schema/boilerplate.schema.json"),
            "",
        ),
        (Self::Families, "families", include_str!("../../data/schema/families.schema.json"), ""),
        (Self::Templates, "templates", include_str!("../../data/schema/templates.schema.json"), ""),
        (Self::Anomalies, "anomalies", include_str!("../../data/schema/anomalies.schema.json"), ""),
        (Self::Forensics, "forensics", include_str!("../../data/schema/forensics.schema.json"), ""),
        (Self::Pairs, "pairs", include_str!("../../data/schema/common.schema.json"), "/$defs/pair"),
    ];

    /// The kind of this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|one| one.1 == name).map(|one| one.0)
    }

    fn schema(self) -> SchemaRef {
        let found = Self::ALL.iter().find(|one| one.0 == self);
        let (_, _, text, path) = found.expect("invariant: every kind stands in the list");
        schema::of(text, path)
    }
}

/// Where rows come from.
#[derive(Clone)]
pub(crate) enum Origin {
    /// A run in memory.
    Memory(Arc<Kept>),
    /// A file with a row a line.
    Lines(PathBuf),
}

/// Rows of one kind.
#[pyclass(frozen, subclass, module = "leitong._leitong")]
pub(crate) struct Table {
    kind: Kind,
    schema: SchemaRef,
    origin: Origin,
}

impl Table {
    /// The rows of `kind` in `origin`.
    pub(crate) fn new(kind: Kind, origin: Origin) -> Self {
        Self { kind, schema: kind.schema(), origin }
    }
}

#[pymethods]
impl Table {
    /// The Arrow PyCapsule interface: a stream of batches, made as they are read.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer give its own schema instead of the one asked for.
        drop(requested_schema);
        let reader: Box<dyn RecordBatchReader + Send> = match &self.origin {
            Origin::Memory(kept) => Box::new(Batches {
                kept: Arc::clone(kept),
                kind: self.kind,
                schema: Arc::clone(&self.schema),
                at: 0,
            }),
            Origin::Lines(path) => {
                let file = File::open(path).map_err(|error| unreadable(py, path, &error))?;
                let reader = ReaderBuilder::new(Arc::clone(&self.schema))
                    .with_batch_size(BATCH_ROWS)
                    .build(BufReader::new(file));
                Box::new(reader.map_err(|error| errors::folder(py, &error.to_string()))?)
            }
        };
        let stream = FFI_ArrowArrayStream::new(reader);
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The Arrow PyCapsule interface: the schema alone.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref())
            .map_err(|error| errors::setting(py, &error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        match &self.origin {
            Origin::Memory(kept) => Ok(of_kind!(kept.rows(), self.kind, |rows| rows.len())),
            Origin::Lines(path) => {
                let count = || Ok(BufReader::new(File::open(path)?).lines().count());
                py.detach(count).map_err(|error: std::io::Error| unreadable(py, path, &error))
            }
        }
    }

    /// Row `index` as JSON; of a run in memory only, `None` otherwise or beyond the last.
    fn row_json(&self, index: usize) -> Option<String> {
        let Origin::Memory(kept) = &self.origin else { return None };
        of_kind!(kept.rows(), self.kind, |rows| {
            rows.get(index).and_then(|row| serde_json::to_string(row).ok())
        })
    }

    /// The file with a row a line, where the rows were not read into memory.
    #[getter]
    fn path(&self) -> Option<&PathBuf> {
        match &self.origin {
            Origin::Memory(_) => None,
            Origin::Lines(path) => Some(path),
        }
    }
}

fn unreadable(py: Python<'_>, path: &std::path::Path, error: &std::io::Error) -> PyErr {
    errors::folder(py, &format!("{}: {error}", path.display()))
}

/// Batches of rows in memory.
struct Batches {
    kept: Arc<Kept>,
    kind: Kind,
    schema: SchemaRef,
    at: usize,
}

impl Batches {
    /// The rows from `at` on, as many as a batch holds.
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let mut decoder = ReaderBuilder::new(Arc::clone(&self.schema))
            .with_batch_size(BATCH_ROWS)
            .build_decoder()?;
        of_kind!(self.kept.rows(), self.kind, |rows| {
            let end = rows.len().min(self.at + BATCH_ROWS);
            decoder.serialize(&rows[self.at..end])?;
            self.at = end;
        });
        decoder.flush()
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
