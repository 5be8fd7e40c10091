//! Everything that `ingest` knows: reports with their symbols and sketches, and postings by
//! fingerprint. Here it lives in memory; `disk` keeps documents and postings in files, `stored`
//! says what is kept of a document.

pub mod disk;
pub mod stored;
#[cfg(test)]
pub(crate) mod tests;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::metadata::Metadata;
use crate::model::{CharSpan, Diagnostic, Layer, SymbolSpan};
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
    /// What of it stands in texts that the user gave, or claims to stand in one; by place.
    pub referred: Vec<Referred>,
}

impl Report {
    /// For each symbol whether it stands in a given text.
    pub fn is_given(&self) -> Vec<bool> {
        let mut is_given = vec![false; self.symbols.len()];
        for one in self.referred.iter().filter(|one| one.kind.layer().is_some()) {
            is_given[one.span.start as usize..one.span.end as usize].fill(true);
        }
        is_given
    }
}

/// A text that the user gave besides the reports.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The document as given.
    pub name: String,
    /// What it was given for.
    pub role: ReferenceRole,
    /// Its code points.
    pub text: Vec<char>,
    /// What is compared.
    pub symbols: Symbols,
    /// How it is built up.
    pub segments: Segments,
}

/// What a given text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceRole {
    /// Everybody had to use it: a notice, a form, a tender document.
    Base,
    /// It may be quoted: a law, a resolution, a speech.
    Collection,
    /// It shows how the genre writes.
    Background,
}

/// A stretch of a report that stands in a given text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// The stretch.
    pub span: SymbolSpan,
    /// How it stands there.
    pub kind: ReferredKind,
    /// Index of the given text and the stretch there; none for a claim.
    pub there: Option<(u32, SymbolSpan)>,
    /// What differs: symbols here and symbols there, either may be empty.
    pub differences: Vec<[SymbolSpan; 2]>,
}

/// How a stretch stands in a given text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferredKind {
    /// 规定格式: in a base text.
    Base,
    /// 引文相符: quoted, and the words are those of the source.
    Exact,
    /// 引文有出入: quoted, and words differ.
    Misquoted,
    /// 未注出处: the words of a source, not marked as such.
    Unattributed,
    /// 出处未核: marked as a quotation and found nowhere.
    Claimed,
}

impl ReferredKind {
    /// The layer that it makes; a claim makes none.
    pub fn layer(self) -> Option<Layer> {
        match self {
            Self::Base => Some(Layer::Template),
            Self::Exact | Self::Misquoted | Self::Unattributed => Some(Layer::Quotation),
            Self::Claimed => None,
        }
    }

    /// The name in rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Exact => "exact",
            Self::Misquoted => "misquoted",
            Self::Unattributed => "unattributed",
            Self::Claimed => "claimed",
        }
    }
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
    /// Base texts and reference collections, in the order of role and name.
    pub references: Vec<Reference>,
    /// Texts of the genre that are counted and not compared: each is one more user.
    pub background: Vec<Reference>,
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
