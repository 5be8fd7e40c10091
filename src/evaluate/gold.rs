//! Gold standards and found passages as JSON Lines.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::CharSpan;

use super::{Case, Shared};

/// Why a comparison with a gold standard could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// A file is not there or not readable.
    #[error("{path}: cannot be read ({kind}); check the path", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        kind: std::io::ErrorKind,
    },
    /// A line does not hold what it should.
    #[error("{path}, line {line}: {reason}; see the format in the documentation of `evaluate`",
            path = path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Line number, from 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
}

#[derive(Deserialize)]
struct GoldSide {
    doc: String,
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct GoldLine {
    #[serde(default = "all")]
    kind: String,
    a: GoldSide,
    b: GoldSide,
}

fn all() -> String {
    "all".to_owned()
}

#[derive(Deserialize)]
struct FoundSide {
    document: String,
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct FoundLine {
    left: FoundSide,
    right: FoundSide,
    #[serde(default = "copied")]
    layer: String,
}

fn copied() -> String {
    "copied".to_owned()
}

/// Cases of a `gold.jsonl`: lines of `{"kind", "a": {"doc", "start", "end"}, "b": {...}}`.
pub(super) fn cases(path: &Path) -> Result<Vec<Case>, EvaluateError> {
    let lines: Vec<GoldLine> = lines(path)?;
    let side = |s: &GoldSide| CharSpan { start: s.start, end: s.end };
    Ok(lines
        .iter()
        .map(|line| Case {
            kind: line.kind.clone(),
            shared: Shared::new(
                (base(&line.a.doc), side(&line.a)),
                (base(&line.b.doc), side(&line.b)),
            ),
        })
        .collect())
}

/// Passages of a `passages.jsonl`, those of the named layers, or all where none is named.
///
/// # Errors
/// When the file cannot be read or a line is not what it should be.
pub fn passages(path: &Path, layers: &[String]) -> Result<Vec<Shared>, EvaluateError> {
    let lines: Vec<FoundLine> = lines(path)?;
    let side = |s: &FoundSide| CharSpan { start: s.start, end: s.end };
    Ok(lines
        .iter()
        .filter(|line| layers.is_empty() || layers.contains(&line.layer))
        .map(|line| {
            Shared::new(
                (base(&line.left.document), side(&line.left)),
                (base(&line.right.document), side(&line.right)),
            )
        })
        .collect())
}

/// All lines of a file, each parsed; empty lines are left out.
pub(super) fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EvaluateError> {
    text(path)?
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| {
            serde_json::from_str(line).map_err(|error| EvaluateError::Line {
                path: path.to_owned(),
                line: i + 1,
                reason: error.to_string(),
            })
        })
        .collect()
}

/// The text of a file in UTF-8.
pub(super) fn text(path: &Path) -> Result<String, EvaluateError> {
    std::fs::read_to_string(path)
        .map_err(|error| EvaluateError::Read { path: path.to_owned(), kind: error.kind() })
}

/// The last component of a path.
pub(super) fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
