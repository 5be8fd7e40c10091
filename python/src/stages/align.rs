//! Texts and pairs of a task -> alignments.

use std::collections::BTreeMap;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{Array, RecordBatch};
use arrow_schema::ArrowError;
use leitong::candidates::Pair;
use leitong::config::Config;
use leitong::pipeline::{self, Given, Silent};
use leitong::read;
use leitong::users::Aligned;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

use super::batches::{self, Batches, Finish};
use super::guarded;
use crate::documents::Settings;

/// Aligns the pairs of one task after the other; the rows of a task may stand in several batches.
///
/// A row is a text (`task`, `ordinal`, `document`, `report`, `text`) or a pair (`task`, `left`,
/// `right`); rows are sorted by task, within a task in any order.
#[pyclass(module = "leitong._leitong")]
pub(crate) struct Aligner {
    config: Config,
    given: Given,
    /// The engine has as many workers as processors: one thread each.
    pool: rayon::ThreadPool,
    task: Option<i64>,
    texts: BTreeMap<i64, Text>,
    pairs: Vec<(i64, i64)>,
}

/// A report with the text of its document.
struct Text {
    document: String,
    report: u32,
    text: String,
}

/// Rows of the result.
#[derive(Default)]
struct Found {
    left: Int64Builder,
    right: Int64Builder,
    alignments: StringBuilder,
    error: StringBuilder,
}

impl Found {
    fn push(&mut self, (left, right): (i64, i64), alignments: Result<String, String>) {
        self.left.append_value(left);
        self.right.append_value(right);
        self.alignments.append_option(alignments.as_ref().ok());
        self.error.append_option(alignments.as_ref().err());
    }

    fn finish(self) -> Result<Batches, ArrowError> {
        Batches::one(vec![
            ("left", self.left.column(), false),
            ("right", self.right.column(), false),
            ("alignments", self.alignments.column(), true),
            ("error", self.error.column(), true),
        ])
    }
}

#[pymethods]
impl Aligner {
    /// For these settings and set phrases, one a line.
    #[new]
    fn new(settings: &Settings, boilerplate: String) -> PyResult<Self> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
        let pool = pool.map_err(|error| PyOSError::new_err(error.to_string()))?;
        let given = Given { phrases: boilerplate, ..Given::default() };
        let config = settings.0.clone();
        Ok(Self { config, given, pool, task: None, texts: BTreeMap::new(), pairs: Vec::new() })
    }

    /// Takes rows; gives `left`, `right`, `alignments`, `error` of the tasks that ended.
    fn feed(&mut self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<Batches> {
        let given = batches::read(batch)?;
        let made = py.detach(|| {
            let mut found = Found::default();
            given.iter().try_for_each(|batch| self.rows(batch, &mut found))?;
            found.finish()
        });
        batches::raised(py, made)
    }

    /// Gives the same of the last task.
    fn finish(&mut self, py: Python<'_>) -> PyResult<Batches> {
        let made = py.detach(|| {
            let mut found = Found::default();
            self.end(&mut found);
            found.finish()
        });
        batches::raised(py, made)
    }
}

impl Aligner {
    fn rows(&mut self, batch: &RecordBatch, found: &mut Found) -> Result<(), ArrowError> {
        let [task, ordinal, left, right] =
            ["task", "ordinal", "left", "right"].map(|name| batches::int64(batch, name));
        let (task, ordinal, left, right) = (task?, ordinal?, left?, right?);
        let report = batches::int32(batch, "report")?;
        let [document, text] = ["document", "text"].map(|name| batches::strings(batch, name));
        let (document, text) = (document?, text?);
        for i in 0..batch.num_rows() {
            if self.task != Some(task.value(i)) {
                self.end(found);
                self.task = Some(task.value(i));
            }
            if ordinal.is_null(i) {
                self.pairs.push((left.value(i), right.value(i)));
                continue;
            }
            let one = Text {
                document: document.value(i).to_owned(),
                report: report.value(i) as u32,
                text: text.value(i).to_owned(),
            };
            self.texts.insert(ordinal.value(i), one);
        }
        Ok(())
    }

    /// Aligns what was collected.
    fn end(&mut self, found: &mut Found) {
        let (texts, mut pairs) = (std::mem::take(&mut self.texts), std::mem::take(&mut self.pairs));
        pairs.sort_unstable();
        let all = guarded(|| self.pool.install(|| self.aligned(&texts, &pairs)));
        match all {
            Ok(aligned) => {
                for (pair, json) in aligned {
                    found.push(pair, Ok(json));
                }
            }
            // One of them cannot be aligned: the others are found alone.
            Err(_) => pairs.iter().for_each(|&pair| self.alone(&texts, pair, found)),
        }
    }

    fn alone(&self, texts: &BTreeMap<i64, Text>, pair: (i64, i64), found: &mut Found) {
        match guarded(|| self.pool.install(|| self.aligned(texts, &[pair]))) {
            Ok(aligned) => aligned.into_iter().for_each(|(pair, json)| found.push(pair, Ok(json))),
            Err(said) => found.push(pair, Err(said)),
        }
    }

    /// Pairs that share something, with their alignments as JSON.
    fn aligned(
        &self,
        texts: &BTreeMap<i64, Text>,
        pairs: &[(i64, i64)],
    ) -> Vec<((i64, i64), String)> {
        let mut named: Vec<(String, String)> = Vec::new();
        for (ordinal, one) in texts {
            let is_needed = pairs.iter().any(|pair| pair.0 == *ordinal || pair.1 == *ordinal);
            // Ordinals go by document, so reports of one document stand together.
            let is_known = named.last().is_some_and(|last| last.0 == one.document);
            if is_needed && !is_known {
                named.push((one.document.clone(), one.text.clone()));
            }
        }
        let documents = read::texts(named, &self.config.read).documents;
        let archive = pipeline::ingest(documents, Vec::new(), &self.given, &self.config, &Silent);
        let index = |ordinal: i64| {
            let text = texts.get(&ordinal).expect("invariant: a task has the texts of its pairs");
            let at = archive.reports.binary_search_by(|report| {
                (archive.document(report).name.as_str(), report.number)
                    .cmp(&(&text.document, text.report))
            });
            at.expect("invariant: reports of a text are the same everywhere") as u32
        };
        let indexed: Vec<Pair> = pairs
            .iter()
            .map(|&(left, right)| Pair { left: index(left), right: index(right) })
            .collect();
        let aligned = pipeline::align_pairs(&archive, &indexed, &self.config, &Silent);
        let mut at = 0;
        let mut out = Vec::with_capacity(aligned.len());
        for Aligned { pair, alignments } in &aligned {
            at += indexed[at..].iter().take_while(|one| *one != pair).count();
            let json = serde_json::to_string(alignments)
                .expect("invariant: alignments are numbers and switches");
            out.push((pairs[at], json));
        }
        out
    }
}
