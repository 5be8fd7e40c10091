//! Everything that `ingest` knows: reports with their symbols and sketches, and postings by
//! fingerprint. Here it lives in memory; `disk` keeps documents and postings in files, `stored` says
//! what is kept of a document.

pub mod disk;
pub mod stored;
#[cfg(test)]
pub(crate) mod tests;

use hashbrown::HashMap;

use crate::metadata::Metadata;
use crate::model::{CharSpan, Diagnostic};
use crate::normalize::Symbols;
use crate::read::Document;
use crate::segment::Segments;
use crate::sketch::Sketch;
use crate::split::Exclusion;

/// A map with a fixed seed: the same order in every run.
pub type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// The unit of comparison, and all that is known of it alone.
#[derive(Clone, Debug)]
pub struct Report {
    /// Index of its document.
    pub document: u32,
    /// 1, 2, … in the document.
    pub number: u32,
    /// Code points of the document's extracted text.
    pub span: CharSpan,
    /// The title line.
    pub title: Option<CharSpan>,
    /// Title, unit, date, …, each with where it came from.
    pub metadata: Metadata,
    /// What is compared.
    pub symbols: Symbols,
    /// How it is built up.
    pub segments: Segments,
    /// What is kept for finding others like it.
    pub sketch: Sketch,
}

/// Documents and reports of a run, in the order of their names.
#[derive(Debug, Default)]
pub struct Archive {
    /// Documents by name.
    pub documents: Vec<Document>,
    /// What of each document takes no part in the comparison.
    pub exclusions: Vec<Vec<Exclusion>>,
    /// Reports by document and number; unreadable documents have none.
    pub reports: Vec<Report>,
    /// What a person should know of the inputs.
    pub diagnostics: Vec<Diagnostic>,
}

/// The reports that hold a fingerprint, once each, ascending.
#[derive(Debug)]
pub struct Posting {
    /// Hash of the k-gram.
    pub hash: u64,
    /// Indexes of reports.
    pub reports: Vec<u32>,
}

impl Archive {
    /// The document of a report.
    pub fn document(&self, report: &Report) -> &Document {
        &self.documents[report.document as usize]
    }

    /// Fingerprints that two or more reports hold, by hash.
    ///
    /// # Cost
    /// `O(f log f)` in the fingerprints of all reports.
    pub fn postings(&self) -> Vec<Posting> {
        let mut entries: Vec<(u64, u32)> = Vec::new();
        for (i, report) in self.reports.iter().enumerate() {
            entries.extend(report.sketch.fingerprints.iter().map(|f| (f.hash, i as u32)));
        }
        group(entries)
    }
}

/// Groups (hash, report) by hash; groups of one report are dropped.
pub fn group(mut entries: Vec<(u64, u32)>) -> Vec<Posting> {
    entries.sort_unstable();
    entries.dedup();
    entries
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|chunk| chunk.len() > 1)
        .map(|chunk| Posting { hash: chunk[0].0, reports: chunk.iter().map(|e| e.1).collect() })
        .collect()
}
