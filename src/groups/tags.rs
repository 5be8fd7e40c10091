//! What a report is called, by rules that are written down.

use super::direction::First;
use super::placeholders::{Kind, Placeholder};
use super::sources::{Role, Source};
use super::{Case, Groups};
use crate::archive::{ReferredKind, Report};
use crate::classify::{FoundLayer, Kind as Difference};

/// The counts that tags are decided by; all in characters of one report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// 总字数.
    pub characters: u64,
    /// Copied, received or undirected.
    pub taken: u64,
    /// Copied, given.
    pub given: u64,
}

/// The tags of a report, in the order of DESIGN section 3. A report that only gave text is never
/// called a copy.
pub fn of(case: &Case, groups: &Groups, index: usize, counts: Counts) -> Vec<&'static str> {
    let report = &case.archive.reports[index];
    let placeholders = &groups.placeholders[index];
    let has = |kind: Kind| placeholders.iter().any(|p: &Placeholder| p.kind == kind);
    let is_whole =
        counts.taken * 100 >= counts.characters.max(1) * u64::from(case.config.whole_percent);
    let sources: Vec<&Source> =
        groups.sources[index].iter().filter(|s| s.role != Role::Given).collect();
    let is_patchwork = sources.len() >= case.config.patchwork_sources_min as usize && !is_whole;
    let document = &case.archive.exclusions[report.document as usize];
    let in_report = |e: &&crate::split::Exclusion| e.span.overlap(report.span) > 0;
    let is_split =
        case.archive.reports.iter().any(|r| r.document == report.document && r.number > 1);
    let is_from_web =
        document.iter().filter(|e| in_report(e) || !is_split).any(|e| e.reason.is_web_trace());
    let others: Vec<&Report> =
        sources.iter().map(|s| &case.archive.reports[s.report as usize]).collect();
    let rules = [
        ("no-finding", counts.taken == 0 && counts.given == 0),
        ("whole-copy", counts.taken > 0 && is_whole),
        ("partial-copy", counts.taken > 0 && !is_whole),
        ("patchwork", is_patchwork),
        ("template-filled", is_whole && only_slots_differ(case, groups, index)),
        ("compilation", is_split),
        ("placeholder-unfilled", has(Kind::Unfilled)),
        ("residue", has(Kind::Residue)),
        ("misquote", report.referred.iter().any(|one| one.kind == ReferredKind::Misquoted)),
        ("evasion", smells_of_evasion(report)),
        ("self-reuse", others.iter().any(|other| is_same_unit(report, other))),
        ("superior-copied", others.iter().any(|other| is_superior(report, other))),
        ("web-source", is_from_web),
    ];
    rules.into_iter().filter(|(_, holds)| *holds).map(|(tag, _)| tag).collect()
}

/// True when the strongest text that a report took differs in names, numbers and blanks only.
fn only_slots_differ(case: &Case, groups: &Groups, index: usize) -> bool {
    let index = index as u32;
    let taken = case.findings.iter().zip(&groups.directions).filter(|(finding, direction)| {
        let took = match direction.first {
            First::Left => finding.pair.right == index,
            First::Right => finding.pair.left == index,
            First::Unknown => finding.pair.left == index || finding.pair.right == index,
        };
        took && finding.layer == FoundLayer::Copied
    });
    let strongest = taken.max_by_key(|(finding, _)| finding.bits);
    strongest.is_some_and(|(finding, _)| finding.kind == Difference::Slots)
}

/// Foldings that hardly happen by accident: full-width letters alone are a habit of keyboards.
fn smells_of_evasion(report: &Report) -> bool {
    const TRICKS: [&str; 3] = ["zero-width", "look-alike", "bidi"];
    let count: u64 =
        TRICKS.iter().filter_map(|trick| Some(report.symbols.evasion.get(trick)?.count)).sum();
    count >= 3
}

fn is_same_unit(report: &Report, other: &Report) -> bool {
    match (&report.metadata.unit, &other.metadata.unit) {
        (Some(a), Some(b)) => a.value == b.value,
        _ => false,
    }
}

fn is_superior(report: &Report, other: &Report) -> bool {
    match (&report.metadata.superior, &other.metadata.unit) {
        (Some(superior), Some(unit)) => superior.value == unit.value,
        _ => false,
    }
}
