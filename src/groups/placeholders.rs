//! Blanks with the word that another text shows; with `residue`, what was left over of elsewhere.

use super::{Case, residue};
use crate::archive::{Archive, Report};
use crate::classify::Finding;
use crate::model::CharSpan;
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
    /// Why it is residue.
    pub reason: Option<residue::Reason>,
}

/// Longest word that a blank stands for. Unit: symbols. A name with its title.
const WORD_SYMBOLS_MAX: u32 = 10;

/// The placeholders of each report, by place.
pub fn of(case: &Case) -> Vec<Vec<Placeholder>> {
    let mut all: Vec<Vec<Placeholder>> = case.archive.reports.iter().map(blanks).collect();
    let mut order: Vec<&Finding> = case.findings.iter().collect();
    order.sort_by_key(|f| (-f.bits, f.pair));
    for finding in order {
        read_twins(case.archive, finding, &mut all);
    }
    for (own, residue) in all.iter_mut().zip(residue::of(case)) {
        own.extend(residue);
        own.sort_by_key(|p| (p.span, p.kind));
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
        reason: None,
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
