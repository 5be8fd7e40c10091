//! How well passages agree with a gold standard: the PAN measures, by kind of disguise.
//!
//! Names of documents are compared by their last path component, offsets are code points.

mod gold;
mod measures;
mod pan;
#[cfg(test)]
mod tests;

pub use gold::{EvaluateError, passages};
pub use measures::{Score, Shared, score};
pub use pan::{Corpus, PanPair, xml};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use rayon::prelude::*;

use crate::model::CharSpan;

/// A case of a gold standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Kind of disguise, or another name that groups cases.
    pub kind: String,
    /// Where it is.
    pub shared: Shared,
}

/// One score a kind, and one over all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// `entire` first, then the kinds by name.
    pub rows: Vec<(String, Score)>,
    /// Cases of which nothing was found.
    pub missed: Vec<Case>,
}

/// An aligner: passages of the first text with what they share with the second.
pub type Align<'a> = dyn Fn(&str, &str) -> Vec<(CharSpan, CharSpan)> + Sync + 'a;

/// Scores the passages of a run (`passages.jsonl`) against a gold standard (`gold.jsonl`).
///
/// Only the passages of these layers count; no layers means all.
///
/// # Errors
/// When a file cannot be read or a line is not what it should be.
pub fn gold(gold: &Path, found: &Path, layers: &[String]) -> Result<Table, EvaluateError> {
    let cases = gold::cases(gold)?;
    let found = gold::passages(found, layers)?;
    let mut pairs: BTreeMap<String, BTreeSet<[String; 2]>> = BTreeMap::new();
    for case in &cases {
        pairs.entry(case.kind.clone()).or_default().insert(case.shared.documents.clone());
    }
    Ok(table(&cases, &found, &pairs))
}

/// Runs an aligner over all pairs of a PAN corpus and scores what it finds.
///
/// # Cost
/// One call a pair, in parallel; the texts are held in memory.
pub fn pan(corpus: &Corpus, align: &Align) -> (Table, Vec<Shared>) {
    let found: Vec<Shared> = corpus
        .pairs
        .par_iter()
        .flat_map_iter(|pair| {
            let (suspicious, source) = (corpus.text(&pair.suspicious), corpus.text(&pair.source));
            align(suspicious, source)
                .into_iter()
                .map(|(a, b)| Shared::new((&pair.suspicious, a), (&pair.source, b)))
                .collect::<Vec<_>>()
        })
        .collect();
    let cases: Vec<Case> = corpus.cases().collect();
    let mut pairs: BTreeMap<String, BTreeSet<[String; 2]>> = BTreeMap::new();
    let nowhere = CharSpan::new(0, 0);
    for pair in &corpus.pairs {
        let of = Shared::new((&pair.suspicious, nowhere), (&pair.source, nowhere));
        pairs.entry(pair.kind.clone()).or_default().insert(of.documents);
    }
    (table(&cases, &found, &pairs), found)
}

/// Scores by kind: a kind's detections are those of its pairs of documents.
fn table(
    cases: &[Case],
    found: &[Shared],
    pairs: &BTreeMap<String, BTreeSet<[String; 2]>>,
) -> Table {
    let all: Vec<&Shared> = cases.iter().map(|c| &c.shared).collect();
    let every: Vec<&Shared> = found.iter().collect();
    let mut rows = vec![("entire".to_owned(), score(&all, &every))];
    for (kind, within) in pairs {
        let mine: Vec<&Shared> =
            cases.iter().filter(|c| c.kind == *kind).map(|c| &c.shared).collect();
        let theirs: Vec<&Shared> = found.iter().filter(|f| within.contains(&f.documents)).collect();
        rows.push((kind.clone(), score(&mine, &theirs)));
    }
    let missed = cases
        .iter()
        .filter(|case| {
            let same: Vec<&Shared> =
                found.iter().filter(|f| f.documents == case.shared.documents).collect();
            score(&[&case.shared], &same).detected == 0
        })
        .cloned()
        .collect();
    Table { rows, missed }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, s) in &self.rows {
            writeln!(
                f,
                "{name:24} plagdet {:.5}  recall {:.5}  precision {:.5}  granularity {:.5}  \
                 cases {}/{}  detections {}",
                s.plagdet(),
                s.recall,
                s.precision,
                s.granularity,
                s.detected,
                s.cases,
                s.detections
            )?;
        }
        Ok(())
    }
}
