//! The Python module `leitong._leitong`: the library's functions with Python's types around them.
//!
//! What a user calls stands in `leitong/*.py`, typed and documented; this crate holds what must be
//! fast or must see the library: reading, runs with their tables, sketches, and the batch functions
//! of the stages that a cluster runs. Every long call gives the interpreter's lock back and stops
//! at Ctrl-C.

mod documents;
mod errors;
mod report;
mod schema;
mod sketch;
mod stages;
mod table;
mod texts;
mod watch;

use leitong::config::SPARK;
use leitong::model::Lang;
use leitong::report::rows::ReasonRow;
use leitong::report::words;
use pyo3::prelude::*;

#[pymodule]
mod _leitong {
    #[pymodule_export]
    use super::documents::{Documents, Settings, read_paths, read_table, read_texts, serve};
    #[pymodule_export]
    use super::report::{Run, open_folder, scan};
    #[pymodule_export]
    use super::sketch::{minhash, shingles, simhash, sketches};
    #[pymodule_export]
    use super::stages::{
        Aligner, Batches, candidates_doublings, stage_bands, stage_candidates, stage_checksum,
        stage_doubled, stage_finish, stage_passages, stage_plan, stage_prepare, stage_verify,
    };
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::{reason, spark_conf, version, word};
}

/// Version of the library.
#[pyfunction]
fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The wording of `key`, such as `layer.copied`; `None` for an unknown key.
#[pyfunction]
fn word(key: &str, lang: &str) -> Option<&'static str> {
    words::find(key, if lang == "en" { Lang::En } else { Lang::Zh })
}

/// A reason of a finding, given as JSON, as a sentence.
#[pyfunction]
fn reason(py: Python<'_>, json: &str, lang: &str) -> PyResult<String> {
    let reason: ReasonRow = serde_json::from_str(json)
        .map_err(|error| errors::setting(py, &format!("reason: {error}")))?;
    Ok(words::reason(&reason, if lang == "en" { Lang::En } else { Lang::Zh }))
}

/// Settings of Apache Spark for the stages: names and values.
#[pyfunction]
fn spark_conf() -> Vec<(&'static str, &'static str)> {
    SPARK.iter().map(|(name, value, _)| (*name, *value)).collect()
}
