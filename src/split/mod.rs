//! A document -> its reports, and what of it is not a report at all: watermarks, web residue.
//!
//! A file may hold several reports (汇编, `（3篇）`, five summaries on one page). The report is the
//! unit of comparison. A document is split only on two or more independent signs.

mod boundaries;
mod front;
pub(crate) mod lines;
mod markup;
mod residue;
pub(crate) mod signs;

use serde::{Deserialize, Serialize};

use crate::config::SplitConfig;
use crate::model::CharSpan;
use crate::read::Document;
use crate::split::boundaries::Start;
use crate::split::lines::Line;

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
    ///
    /// `marker` 篇一, `sequence` markers run 1, 2, 3; `title`, `contents` the title is listed;
    /// `opening`, `announcement` 现将…如下; `count` as many as （N篇） says; `chapters` 一、 again,
    /// `numbering` another numbering again; `signature` above, `layout` a break, `indent`.
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
/// Only body, tables and text boxes decide where a report begins. The last report ends where the
/// document ends: notes, headers, footers, comments, hidden and deleted text follow the body and
/// are counted to it. Titles, openings and markers are recognised in Chinese only; a document in
/// another language is one report.
///
/// # Cost
/// `O(n)` in the length of the text.
pub fn document(document: &Document, config: &SplitConfig) -> Split {
    let lines = lines::of(document);
    let mut exclusions = residue::find(&lines, config);
    let is_excluded =
        |line: &Line| exclusions.binary_search_by_key(&line.span, |found| found.span).is_ok();
    let kept: Vec<_> = lines.iter().copied().filter(|line| !is_excluded(line)).collect();
    let body: Vec<_> = kept.iter().copied().filter(Line::is_body).collect();
    let front = front::of(&body, config);
    exclusions.extend(front.contents_exclusions(&body));
    let end = lines::count(&document.text);
    let whole = || boundaries::whole(&front, &body, config);
    let found = if config.enabled { boundaries::find(&front, &body, config) } else { Vec::new() };
    let starts = if found.len() > 1 { found } else { whole() };
    if starts.len() > 1 {
        exclusions.extend(front.heading_exclusions(&body, starts[0].line));
    }
    exclusions.sort_by_key(|found| found.span);
    Split { reports: reports(&starts, &body, end), exclusions }
}

/// The spans from each start to the next, the last one to `end`.
fn reports(starts: &[Start], body: &[Line], end: u32) -> Vec<ReportSpan> {
    let place = |start: &Start| body[start.line].span.start;
    let ends = starts.iter().skip(1).map(place).chain([end]);
    let numbered = (1..).zip(starts.iter().zip(ends));
    numbered
        .map(|(number, (start, end))| ReportSpan {
            number,
            span: CharSpan::new(place(start), end),
            title: start
                .title
                .map(|(first, last)| CharSpan::new(body[first].span.start, body[last].span.end)),
            signs: if starts.len() > 1 { start.signs.clone() } else { Vec::new() },
        })
        .collect()
}

#[cfg(test)]
mod tests;
