//! What was left over from elsewhere: names, places and dates that do not fit the report that they
//! stand in, and meetings that do not fit its year.
//!
//! `shared` asks the other side of shared text: what is at home there and not here was left in.
//! `places` and `meetings` ask tables of public facts and find what no other report of the batch
//! shows. A name that the report speaks of elsewhere too is its own matter.

mod meetings;
mod places;
mod shared;
#[cfg(test)]
mod tests;

use super::Case;
use super::placeholders::{Kind, Placeholder, text_of};
use crate::archive::Report;
use crate::classify::Finding;
use crate::model::{CharSpan, Layer};

/// Why a place is residue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The unit of another report.
    Unit,
    /// A place that the report's own unit does not belong to.
    Place,
    /// A person who is at home in another report.
    Person,
    /// A publication of another unit.
    Platform,
    /// A year that is another report's and lies before this one's.
    Year,
    /// 会议名称有误: a meeting that was not yet, no longer or never held.
    Meeting,
}

impl Reason {
    /// The name in rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Place => "place",
            Self::Person => "person",
            Self::Platform => "platform",
            Self::Year => "year",
            Self::Meeting => "meeting",
        }
    }
}

/// The residue of each report.
///
/// # Cost
/// Linear in the text of reports, for places and meetings; for shared text in the findings.
pub fn of(case: &Case) -> Vec<Vec<Placeholder>> {
    let n = case.archive.reports.len();
    let mut findings: Vec<Vec<&Finding>> = vec![Vec::new(); n];
    for finding in case.findings {
        findings[finding.pair.left as usize].push(finding);
        findings[finding.pair.right as usize].push(finding);
    }
    (0..n)
        .map(|i| {
            let own = Own::new(case, i as u32);
            let mut found = shared::of(&own, &findings[i]);
            found.extend(places::of(&own));
            found.extend(meetings::of(&own));
            found.sort_by_key(|p| (p.span, p.reason));
            let mut end = 0;
            found.retain(|p| {
                let is_free = p.span.start >= end;
                end = end.max(p.span.end);
                is_free
            });
            found
        })
        .collect()
}

/// A report that is looked at.
struct Own<'a> {
    case: &'a Case<'a>,
    index: u32,
    report: &'a Report,
    text: String,
}

impl<'a> Own<'a> {
    fn new(case: &'a Case<'a>, index: u32) -> Self {
        let report = &case.archive.reports[index as usize];
        Self { case, index, report, text: text_of(case.archive, report, report.span) }
    }

    /// The place of bytes of the text in the document.
    fn span(&self, start: usize, end: usize) -> CharSpan {
        let from = self.report.span.start + self.text[..start].chars().count() as u32;
        CharSpan::new(from, from + self.text[start..end].chars().count() as u32)
    }

    /// Where a name stands.
    fn places(&self, name: &str) -> Vec<CharSpan> {
        self.text.match_indices(name).map(|(at, _)| self.span(at, at + name.len())).collect()
    }

    /// True when the report speaks of the name outside shared text too, or has it as its superior.
    fn knows(&self, name: &str) -> bool {
        if self.report.metadata.superior.as_ref().is_some_and(|s| s.value.contains(name)) {
            return true;
        }
        self.places(name).iter().any(|place| {
            let symbol = self.report.symbols.items.partition_point(|s| s.span.end <= place.start);
            let cell = self.case.cells[self.index as usize].get(symbol);
            cell.is_some_and(|cell| cell.layer != Layer::Copied)
        })
    }

    /// The year of the report's date.
    fn year(&self) -> Option<u32> {
        year_of(self.report)
    }
}

/// The year of a report's date.
fn year_of(report: &Report) -> Option<u32> {
    report.metadata.date.as_ref()?.value.get(..4)?.parse().ok()
}

/// The sentence around a place, in bytes of `text`.
fn sentence(text: &str, start: usize, end: usize) -> &str {
    const ENDS: [char; 6] = ['。', '！', '？', '；', '\n', '\u{c}'];
    let from = text[..start]
        .rfind(ENDS)
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let to = text[end..].find(ENDS).map_or(text.len(), |at| end + at);
    &text[from..to]
}

fn residue(span: CharSpan, reason: Reason, stands_for: Option<String>) -> Placeholder {
    Placeholder { span, kind: Kind::Residue, stands_for, seen_in: None, reason: Some(reason) }
}
