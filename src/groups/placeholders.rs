//! Blanks with the word that another text shows, and names of elsewhere that were left in.

use super::Case;
use crate::archive::{Archive, Report};
use crate::classify::Finding;
use crate::model::{CharSpan, Layer};
use crate::normalize::{BlankKind, Class};

/// What is wrong with a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 未填空位.
    Unfilled,
    /// 屏蔽字.
    Masked,
    /// 疑似缺字.
    Deleted,
    /// 他处信息残留.
    Residue,
}

/// A place where a word should stand, or another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Code points of the document.
    pub span: CharSpan,
    /// What is wrong.
    pub kind: Kind,
    /// The word that another text shows here; for residue the unit it belongs to.
    pub stands_for: Option<String>,
    /// The report that shows it.
    pub seen_in: Option<u32>,
}

/// Longest word that a blank stands for. Unit: symbols. A name with its title.
const WORD_SYMBOLS_MAX: u32 = 10;

/// The placeholders of each report, by place.
pub fn of(case: &Case, of_report: &[Vec<u32>]) -> Vec<Vec<Placeholder>> {
    let mut all: Vec<Vec<Placeholder>> = case.archive.reports.iter().map(blanks).collect();
    let mut order: Vec<&Finding> = case.findings.iter().collect();
    order.sort_by_key(|f| (-f.bits, f.pair));
    for finding in order {
        read_twins(case.archive, finding, &mut all);
    }
    for (i, found) in all.iter_mut().enumerate() {
        found.extend(residue(case, i, &of_report[i]));
        found.sort_by_key(|p| (p.span, p.kind));
    }
    all
}

fn blanks(report: &Report) -> Vec<Placeholder> {
    let kind = |kind| match kind {
        BlankKind::Unfilled => Kind::Unfilled,
        BlankKind::Masked => Kind::Masked,
        BlankKind::Deleted => Kind::Deleted,
    };
    let of = |blank: &crate::normalize::Blank| Placeholder {
        span: blank.span,
        kind: kind(blank.kind),
        stands_for: None,
        seen_in: None,
    };
    report.symbols.blanks.iter().map(of).collect()
}

/// Reads the words that stand on the other side of each blank of a finding.
fn read_twins(archive: &Archive, finding: &Finding, all: &mut [Vec<Placeholder>]) {
    let (l, r) = (finding.pair.left, finding.pair.right);
    for gap in finding.blocks.windows(2) {
        let left = (gap[0].left_end(), gap[1].left);
        let right = (gap[0].right_end(), gap[1].right);
        read_twin(archive, (l, left), (r, right), all);
        read_twin(archive, (r, right), (l, left), all);
    }
    for block in &finding.blocks {
        for i in 0..block.length {
            let (a, b) = (block.left + i, block.right + i);
            read_twin(archive, (l, (a, a + 1)), (r, (b, b + 1)), all);
            read_twin(archive, (r, (b, b + 1)), (l, (a, a + 1)), all);
        }
    }
}

/// If the symbols here are one blank and those there a word: what the blank stands for.
fn read_twin(
    archive: &Archive,
    (here, blank): (u32, (u32, u32)),
    (there, word): (u32, (u32, u32)),
    all: &mut [Vec<Placeholder>],
) {
    let here_report = &archive.reports[here as usize];
    let there_report = &archive.reports[there as usize];
    if blank.1 != blank.0 + 1 || word.1 == word.0 || word.1 - word.0 > WORD_SYMBOLS_MAX {
        return;
    }
    let slot = &here_report.symbols.items[blank.0 as usize];
    let words = &there_report.symbols.items[word.0 as usize..word.1 as usize];
    if slot.class != Class::Slot || words.iter().any(|s| s.class == Class::Slot) {
        return;
    }
    let span = CharSpan::new(words[0].span.start, words[words.len() - 1].span.end);
    let text = text_of(archive, there_report, span);
    let place = all[here as usize].iter_mut().find(|p| p.span == slot.span);
    if let Some(place) = place.filter(|p| p.stands_for.is_none()) {
        place.stands_for = Some(text);
        place.seen_in = Some(there);
    }
}

/// The text of a span of a report's document.
pub(super) fn text_of(archive: &Archive, report: &Report, span: CharSpan) -> String {
    let text = &archive.document(report).text;
    text.chars().skip(span.start as usize).take(span.length() as usize).collect()
}

/// Names of other reports' units inside text shared with them, where the own unit is another.
fn residue(case: &Case, index: usize, findings: &[u32]) -> Vec<Placeholder> {
    let report = &case.archive.reports[index];
    let Some(own) = report.metadata.unit.as_ref() else { return Vec::new() };
    let mut found: Vec<Placeholder> = Vec::new();
    for &finding in findings {
        let finding = &case.findings[finding as usize];
        let is_left = finding.pair.left as usize == index;
        let (other, span) = match is_left {
            true => (finding.pair.right, finding.left),
            false => (finding.pair.left, finding.right),
        };
        let Some(theirs) = case.archive.reports[other as usize].metadata.unit.as_ref() else {
            continue;
        };
        let name = proper_name(&theirs.value);
        if name.chars().count() < 3 || own.value.contains(name) || is_known(case, index, name) {
            continue;
        }
        for place in places_of(case, report, name) {
            let inside = place.start >= report.symbols.chars(span).start
                && place.end <= report.symbols.chars(span).end;
            if inside && !found.iter().any(|p| p.span == place) {
                found.push(Placeholder {
                    span: place,
                    kind: Kind::Residue,
                    stands_for: Some(theirs.value.clone()),
                    seen_in: Some(other),
                });
            }
        }
    }
    found
}

/// The part of a unit's name that only it has: 青石镇 of 青石镇党委.
pub(super) fn proper_name(unit: &str) -> &str {
    const ENDS: [char; 11] = ['省', '市', '县', '区', '镇', '乡', '道', '村', '局', '厅', '院'];
    let end = unit.char_indices().rev().find(|(_, c)| ENDS.contains(c));
    end.map_or(unit, |(at, c)| &unit[..at + c.len_utf8()])
}

/// True when a report speaks of the name outside shared text too, or has it as its superior.
fn is_known(case: &Case, index: usize, name: &str) -> bool {
    let report = &case.archive.reports[index];
    if report.metadata.superior.as_ref().is_some_and(|s| s.value.contains(name)) {
        return true;
    }
    places_of(case, report, name).iter().any(|place| {
        let symbol = report.symbols.items.partition_point(|s| s.span.end <= place.start);
        case.cells[index].get(symbol).is_some_and(|cell| cell.layer != Layer::Copied)
    })
}

/// Where a name stands in a report.
fn places_of(case: &Case, report: &Report, name: &str) -> Vec<CharSpan> {
    let text = text_of(case.archive, report, report.span);
    let length = name.chars().count() as u32;
    text.match_indices(name)
        .map(|(byte, _)| {
            let start = report.span.start + text[..byte].chars().count() as u32;
            CharSpan::new(start, start + length)
        })
        .collect()
}
