//! Settings and documents: what a run starts from.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use leitong::config::{self, Config};
use leitong::model::Diagnostic;
use leitong::pipeline;
use leitong::read::{self, Document};
use pyo3::prelude::*;

use crate::watch::{self, Terms};
use crate::{errors, texts};

/// Checked settings.
#[pyclass(frozen, module = "leitong._leitong")]
pub(crate) struct Settings(pub(crate) Config);

#[pymethods]
impl Settings {
    /// Settings from their JSON, the tables of `leitong.toml`; what is missing has its default.
    #[new]
    fn new(py: Python<'_>, json: &str, worker: Option<PathBuf>) -> PyResult<Self> {
        let mut settings: config::Settings = serde_json::from_str(json)
            .map_err(|error| errors::setting(py, &format!("settings: {error}")))?;
        settings.read.worker = worker;
        let checked = settings.validate();
        Ok(Self(checked.map_err(|error| errors::setting(py, &error.to_string()))?))
    }

    /// All of them with their values, as JSON.
    fn json(&self) -> String {
        serde_json::to_string(&self.0).expect("invariant: settings are numbers, words and switches")
    }
}

/// Documents that were read, until a run takes them.
#[pyclass(module = "leitong._leitong")]
#[derive(Default)]
pub(crate) struct Documents {
    /// By name.
    pub(crate) documents: Vec<Document>,
    /// What a person should know of them.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

#[pymethods]
impl Documents {
    fn __len__(&self) -> usize {
        self.documents.len()
    }

    /// Names and extracted texts.
    fn texts(&self) -> Vec<(&str, &str)> {
        self.documents.iter().map(|one| (one.name.as_str(), one.text.as_str())).collect()
    }

    /// Document, code and particulars of what a person should know.
    fn diagnostics(&self) -> Vec<(&str, &str, &str)> {
        let all = self.diagnostics.iter();
        all.map(|one| (&*one.document, &*one.code, &*one.detail)).collect()
    }
}

/// The documents of files, folders and containers.
#[pyfunction]
pub(crate) fn read_paths(
    py: Python<'_>,
    paths: Vec<String>,
    settings: &Settings,
    terms: Terms<'_>,
) -> PyResult<Documents> {
    let config = settings.0.clone();
    let read = watch::run(py, &terms, move |watched| pipeline::read(&paths, &config, watched))?;
    let (documents, diagnostics) = read;
    Ok(Documents { documents, diagnostics })
}

/// The documents of texts with their names.
#[pyfunction]
pub(crate) fn read_texts(
    py: Python<'_>,
    texts: Vec<(String, String)>,
    settings: &Settings,
) -> PyResult<Documents> {
    let mut names = BTreeSet::new();
    if let Some((name, _)) = texts.iter().find(|(name, _)| !names.insert(name)) {
        return Err(errors::document(py, name, "is the name of two texts; names must differ"));
    }
    let opened = read::texts(texts, &settings.0.read);
    Ok(Documents { documents: opened.documents, diagnostics: opened.diagnostics })
}

/// The documents of a table, a row each; rows without text are diagnostics.
#[pyfunction]
pub(crate) fn read_table(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    settings: &Settings,
) -> PyResult<Documents> {
    let columns = &settings.0.read;
    let rows = texts::named(table, &columns.text_column, &columns.id_column)?;
    let digits = rows.len().to_string().len();
    let mut diagnostics = Vec::new();
    let mut given = Vec::with_capacity(rows.len());
    for (i, (id, text)) in rows.into_iter().enumerate() {
        let name = id.unwrap_or_else(|| format!("{:0digits$}", i + 1));
        match text {
            Some(text) => given.push((name, text)),
            None => diagnostics.push(Diagnostic {
                document: name,
                code: "missing-text".to_owned(),
                detail: format!("row {}: no text in `{}`", i + 1, columns.text_column),
            }),
        }
    }
    let mut read = read_texts(py, given, settings)?;
    read.diagnostics.append(&mut diagnostics);
    read.diagnostics.sort();
    Ok(read)
}

/// Reads one file for another process, which called the program with `read-worker`.
#[pyfunction]
pub(crate) fn serve(py: Python<'_>) -> PyResult<()> {
    py.detach(|| read::serve(io::stdin().lock(), io::stdout().lock()))
        .map_err(|error| errors::folder(py, &error.to_string()))
}
