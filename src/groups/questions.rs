//! 待您确认: what only the user knows. A long text that many share and nobody gave is a form, or it
//! was copied by many; the text alone cannot tell.

use super::Case;
use super::families::Passages;
use super::placeholders::text_of;
use crate::archive::Map;
use crate::classify::FoundLayer;
use crate::model::{SymbolSpan, id_of};

/// Questions that a person is asked at most: DESIGN section 3.
const QUESTIONS_MAX: usize = 10;

/// Was this text handed out?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A hash of the text that is asked about: the same in every run that asks it.
    pub id: String,
    /// The text: the longest place of the family, the first of several.
    pub place: (u32, SymbolSpan),
    /// Reports that have it.
    pub reports: u32,
    /// Symbols whose layer hangs on the answer.
    pub symbols: u64,
    /// Indexes of the findings concerned, ascending.
    pub findings: Vec<u32>,
}

/// The questions, those first that change most.
pub fn of(case: &Case, passages: &Passages) -> Vec<Question> {
    let mut by_family: Map<u32, Vec<u32>> = Map::default();
    for (i, finding) in case.findings.iter().enumerate() {
        if finding.layer == FoundLayer::Unconfirmed {
            by_family.entry(passages.of_finding[i]).or_default().push(i as u32);
        }
    }
    let mut questions: Vec<Question> = by_family
        .into_iter()
        .map(|(family, findings)| question(case, &passages.families[family as usize], findings))
        .collect();
    questions.sort_by(|a, b| b.symbols.cmp(&a.symbols).then(a.id.cmp(&b.id)));
    questions.truncate(QUESTIONS_MAX);
    questions
}

fn question(case: &Case, places: &[(u32, SymbolSpan)], findings: Vec<u32>) -> Question {
    let mut place = places[0];
    let mut reports: Vec<u32> = Vec::new();
    for &(report, span) in places {
        if span.length() > place.1.length() {
            place = (report, span);
        }
        if reports.last() != Some(&report) {
            reports.push(report);
        }
    }
    let report = &case.archive.reports[place.0 as usize];
    let text = text_of(case.archive, report, report.symbols.chars(place.1));
    Question {
        id: id_of(text.as_bytes()),
        place,
        reports: reports.len() as u32,
        symbols: places.iter().map(|(_, span)| u64::from(span.length())).sum(),
        findings,
    }
}
