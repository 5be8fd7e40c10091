//! A finished run: its rows, and what is made of them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use leitong::config::Config;
use leitong::metadata::Table as MetaTable;
use leitong::model::{Lang, Ratio};
use leitong::pipeline::{self, Given};
use leitong::report::rows::{PairRow, ReportKey, Rows};
use leitong::report::{self, Context, Finished, InputRow, RunRow, WriteError};
use leitong::users::Aligned;
use pyo3::prelude::*;
use pyo3::types::PyByteArray;

use crate::documents::{Documents, Settings};
use crate::errors;
use crate::table::{Kind, Origin, Table};
use crate::watch::{self, Terms};

/// What of a run is kept in memory.
pub(crate) enum Kept {
    /// A run of this process.
    Fresh(Box<Fresh>),
    /// A run read back from its folder.
    Finished(Box<Finished>),
}

/// A run of this process.
pub(crate) struct Fresh {
    rows: Rows,
    texts: BTreeMap<String, String>,
    settings_json: serde_json::Value,
    inputs: Vec<InputRow>,
    run: RunRow,
}

impl Kept {
    /// The rows.
    pub(crate) fn rows(&self) -> &Rows {
        match self {
            Self::Fresh(fresh) => &fresh.rows,
            Self::Finished(finished) => &finished.rows,
        }
    }

    fn context(&self, lang: Lang) -> Context<'_> {
        match self {
            Self::Fresh(fresh) => Context {
                lang,
                settings_json: fresh.settings_json.clone(),
                inputs: fresh.inputs.clone(),
                texts: &fresh.texts,
                version: env!("CARGO_PKG_VERSION"),
                run: fresh.run.clone(),
            },
            Self::Finished(finished) => finished.context(lang),
        }
    }
}

/// A run, in memory or as a folder whose rows stay in their files.
#[pyclass(frozen, module = "leitong._leitong")]
pub(crate) struct Run(Source);

enum Source {
    Memory(Arc<Kept>),
    Folder(PathBuf),
}

/// What the user gives besides documents, as Python hands it over.
#[derive(FromPyObject)]
pub(crate) struct Besides {
    /// The name of the table of metadata, for messages, and its bytes.
    #[pyo3(attribute)]
    meta: Option<(String, Vec<u8>)>,
    /// Set phrases, one a line.
    #[pyo3(attribute)]
    boilerplate: Option<String>,
    /// When the run began, RFC 3339.
    #[pyo3(attribute)]
    started: String,
}

/// Compares documents and keeps what was found; `documents` is empty afterwards.
#[pyfunction]
pub(crate) fn scan(
    py: Python<'_>,
    documents: &mut Documents,
    besides: Besides,
    settings: &Settings,
    terms: Terms<'_>,
) -> PyResult<Run> {
    judged(py, documents, None, (besides, settings), &terms)
}

/// The run over documents; `aligned` are the alignments of all candidate pairs, where they were
/// made elsewhere.
pub(crate) fn judged(
    py: Python<'_>,
    documents: &mut Documents,
    aligned: Option<Vec<Aligned>>,
    (besides, settings): (Besides, &Settings),
    terms: &Terms<'_>,
) -> PyResult<Run> {
    let mut given = Given::default();
    let mut hashes = BTreeMap::new();
    if let Some((name, bytes)) = &besides.meta {
        given.table = MetaTable::parse(name, bytes)
            .map_err(|error| errors::setting(py, &error.to_string()))?;
        hashes.insert("meta", hash(bytes));
    }
    if let Some(phrases) = besides.boilerplate {
        hashes.insert("boilerplate", hash(phrases.as_bytes()));
        given.phrases = phrases;
    }
    let taken = std::mem::take(documents);
    let config = settings.0.clone();
    let started = besides.started;
    let fresh = watch::run(py, terms, move |watched| {
        let mut fresh = compare(taken, aligned, &given, &config, watched);
        fresh.settings_json = report::settings_json(&config, &hashes);
        fresh.run.started = started;
        fresh
    })?;
    Ok(Run(Source::Memory(Arc::new(Kept::Fresh(Box::new(fresh))))))
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_string()
}

/// The whole run over documents that were read.
#[expect(clippy::disallowed_methods, reason = "run.json tells how long a run took")]
fn compare(
    taken: Documents,
    aligned: Option<Vec<Aligned>>,
    given: &Given,
    config: &Config,
    watched: &watch::Watched,
) -> Fresh {
    let clock = std::time::Instant::now();
    let Documents { documents, diagnostics } = taken;
    let mut archive = pipeline::ingest(documents, diagnostics, given, config, watched);
    archive.diagnostics.extend(pipeline::unmatched(&archive, &given.table));
    archive.diagnostics.sort();
    let comparison = match aligned {
        Some(aligned) => pipeline::judge(&archive, aligned, config, watched),
        None => pipeline::compare(&archive, config, watched),
    };
    let rows = pipeline::rows(&archive, &comparison, config);
    let inputs = archive.documents.iter().map(InputRow::from).collect();
    let texts = archive.documents.into_iter().map(|one| (one.name, one.text)).collect();
    let threads = rayon::current_num_threads() as u32;
    let run = RunRow { seconds: clock.elapsed().as_secs_f64(), threads, ..RunRow::default() };
    Fresh { rows, texts, settings_json: serde_json::Value::Null, inputs, run }
}

/// The run that a folder holds; above 10,000 reports its rows stay in the files.
#[pyfunction]
pub(crate) fn open_folder(py: Python<'_>, folder: PathBuf) -> PyResult<Run> {
    match py.detach(|| report::read(&folder)) {
        Ok(finished) => Ok(Run(Source::Memory(Arc::new(Kept::Finished(Box::new(finished)))))),
        Err(WriteError::Large { .. }) => Ok(Run(Source::Folder(folder))),
        Err(error) => Err(errors::folder(py, &error.to_string())),
    }
}

/// A square of likeness by its pairs: both indexes, numerators and denominators, as the bytes of
/// `uint32`, `uint32`, `uint64`, `uint64`.
type Triplets<'py> = (
    Bound<'py, PyByteArray>,
    Bound<'py, PyByteArray>,
    Bound<'py, PyByteArray>,
    Bound<'py, PyByteArray>,
);

#[pymethods]
impl Run {
    /// Whether the rows are in memory.
    #[getter]
    fn is_in_memory(&self) -> bool {
        matches!(self.0, Source::Memory(_))
    }

    /// The table of this name.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let Some(kind) = Kind::of(name) else {
            return Err(errors::setting(py, &format!("there is no table {name}")));
        };
        match &self.0 {
            Source::Memory(kept) => Ok(Table::new(kind, Origin::Memory(Arc::clone(kept)))),
            Source::Folder(_) if kind == Kind::Pairs => Err(self.large(py)),
            Source::Folder(folder) => {
                Ok(Table::new(kind, Origin::Lines(folder.join(format!("{name}.jsonl")))))
            }
        }
    }

    /// Writes the folder of the run; the names of the files.
    fn write(&self, py: Python<'_>, folder: PathBuf, lang: &str) -> PyResult<Vec<String>> {
        let (kept, lang) = (self.kept(py)?, language(py, lang)?);
        let written = py.detach(|| report::write(kept.rows(), &kept.context(lang), &folder));
        let files = written.map_err(|error| errors::folder(py, &error.message(lang)))?;
        Ok(files.into_iter().map(|file| file.name).collect())
    }

    /// `index.html`.
    fn html(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        let (kept, lang) = (self.kept(py)?, language(py, lang)?);
        let page = py.detach(|| {
            let mut page = Vec::new();
            report::write_page(kept.rows(), &kept.context(lang), &mut page).map(|()| page)
        })?;
        Ok(String::from_utf8(page).expect("invariant: a page is made of strings"))
    }

    /// Basis, questions and diagnostics as JSON.
    fn particulars_json(&self, py: Python<'_>) -> PyResult<String> {
        let rows = self.kept(py)?.rows();
        let json = serde_json::json!({
            "basis": rows.basis,
            "questions": rows.questions,
            "diagnostics": rows.diagnostics,
        });
        Ok(json.to_string())
    }

    /// Document and number of each report, in the order of rows and columns of a matrix.
    fn report_keys(&self, py: Python<'_>) -> PyResult<Vec<(&str, u32)>> {
        let documents = &self.kept(py)?.rows().documents;
        Ok(documents.iter().map(|row| (row.document.as_str(), row.report)).collect())
    }

    /// The cells of a square of `metric` that are not 0, without the diagonal.
    fn triplets<'py>(&self, py: Python<'py>, metric: &str) -> PyResult<Triplets<'py>> {
        let rows = self.kept(py)?.rows();
        let Some(cell) = cell_of(metric) else {
            let known = METRICS.map(|metric| metric.0).join(", ");
            return Err(errors::setting(py, &format!("metric {metric}: use one of {known}")));
        };
        let index = |key: &ReportKey| {
            let order = |row: &leitong::report::rows::DocumentRow| {
                (row.document.as_str(), row.report).cmp(&(key.document.as_str(), key.report))
            };
            rows.documents.binary_search_by(order).map(|at| at as u32)
        };
        let (mut left, mut right, mut n, mut d) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for pair in &rows.pairs {
            let (Ok(a), Ok(b)) = (index(&pair.left), index(&pair.right)) else { continue };
            for (from, to, ratio) in [(a, b, cell(pair)[0]), (b, a, cell(pair)[1])] {
                if ratio.n > 0 {
                    left.extend(from.to_ne_bytes());
                    right.extend(to.to_ne_bytes());
                    n.extend(ratio.n.to_ne_bytes());
                    d.extend(ratio.d.to_ne_bytes());
                }
            }
        }
        let bytes = |bytes: &[u8]| PyByteArray::new(py, bytes);
        Ok((bytes(&left), bytes(&right), bytes(&n), bytes(&d)))
    }
}

impl Run {
    fn kept(&self, py: Python<'_>) -> PyResult<&Arc<Kept>> {
        match &self.0 {
            Source::Memory(kept) => Ok(kept),
            Source::Folder(_) => Err(self.large(py)),
        }
    }

    fn large(&self, py: Python<'_>) -> PyErr {
        let Source::Folder(folder) = &self.0 else {
            return errors::internal(&"a run in memory is not large");
        };
        let what = "holds too many reports for this; read its tables, or the files there";
        errors::folder(py, &format!("{} {what}", folder.display()))
    }
}

fn language(py: Python<'_>, lang: &str) -> PyResult<Lang> {
    match lang {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err(errors::setting(py, &format!("lang {lang}: use zh or en"))),
    }
}

/// The two cells that a pair fills: in the row of its left report and in that of its right one.
type Cell = fn(&PairRow) -> [Ratio; 2];

/// Metrics of a matrix by name.
const METRICS: [(&str, Cell); 5] = [
    ("share", |pair| [pair.share_left, pair.share_right]),
    ("jaccard", |pair| [pair.jaccard; 2]),
    ("containment", |pair| [pair.containment_left, pair.containment_right]),
    ("words_jaccard", |pair| [pair.words_jaccard; 2]),
    ("simhash", |pair| [Ratio::new(64 - u64::from(pair.simhash_distance), 64); 2]),
];

fn cell_of(metric: &str) -> Option<Cell> {
    METRICS.iter().find(|one| one.0 == metric).map(|one| one.1)
}
