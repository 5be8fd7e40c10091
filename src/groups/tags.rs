//! What a report is called, by rules that are written down.

use super::direction::First;
use super::placeholders::{Kind, Placeholder};
use super::sources::{Role, Source};
use super::{Case, Groups};
use crate::archive::{ReferredKind, Report};
use crate::classify::{FoundLayer, Kind as Difference};
use crate::config;

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

/// What the tags that speak of shared text hang on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Copying {
    /// Characters.
    pub counts: Counts,
    /// Sources of what was received or is undirected.
    pub sources: usize,
    /// True when the strongest text that was taken differs in names, numbers and blanks only.
    pub only_slots_differ: bool,
    /// True when one of the sources is of the same unit.
    pub is_own: bool,
    /// True when one of the sources is of the superior.
    pub is_of_superior: bool,
}

/// All tags in the order of DESIGN section 3.
const ALL: [&str; 13] = [
    "no-finding",
    "whole-copy",
    "partial-copy",
    "patchwork",
    "template-filled",
    "compilation",
    "placeholder-unfilled",
    "residue",
    "misquote",
    "evasion",
    "self-reuse",
    "superior-copied",
    "web-source",
];

impl Copying {
    /// The tags that hang on shared text, each with whether it holds. A report that only gave text
    /// is never called a copy.
    fn rules(&self, config: &config::Groups) -> [(&'static str, bool); 7] {
        let Counts { characters, taken, given } = self.counts;
        let is_whole = taken * 100 >= characters.max(1) * u64::from(config.whole_percent);
        let is_patchwork = self.sources >= config.patchwork_sources_min as usize && !is_whole;
        [
            ("no-finding", taken == 0 && given == 0),
            ("whole-copy", taken > 0 && is_whole),
            ("partial-copy", taken > 0 && !is_whole),
            ("patchwork", is_patchwork),
            ("template-filled", is_whole && self.only_slots_differ),
            ("self-reuse", self.is_own),
            ("superior-copied", self.is_of_superior),
        ]
    }
}

/// The tags of a report, in the order of DESIGN section 3.
pub fn of(case: &Case, groups: &Groups, index: usize, counts: Counts) -> Vec<&'static str> {
    let report = &case.archive.reports[index];
    let placeholders = &groups.placeholders[index];
    let has = |kind: Kind| placeholders.iter().any(|p: &Placeholder| p.kind == kind);
    let sources: Vec<&Source> =
        groups.sources[index].iter().filter(|s| s.role != Role::Given).collect();
    let document = &case.archive.exclusions[report.document as usize];
    let in_report = |e: &&crate::split::Exclusion| e.span.overlap(report.span) > 0;
    let is_split =
        case.archive.reports.iter().any(|r| r.document == report.document && r.number > 1);
    let is_from_web =
        document.iter().filter(|e| in_report(e) || !is_split).any(|e| e.reason.is_web_trace());
    let others: Vec<&Report> =
        sources.iter().map(|s| &case.archive.reports[s.report as usize]).collect();
    let copying = Copying {
        counts,
        sources: sources.len(),
        only_slots_differ: only_slots_differ(case, groups, index),
        is_own: others.iter().any(|other| is_same_unit(report, other)),
        is_of_superior: others.iter().any(|other| names_superior(report, other)),
    };
    let mut rules = copying.rules(case.config).to_vec();
    rules.extend([
        ("compilation", is_split),
        ("placeholder-unfilled", has(Kind::Unfilled)),
        ("residue", has(Kind::Residue)),
        ("misquote", report.referred.iter().any(|one| one.kind == ReferredKind::Misquoted)),
        ("evasion", smells_of_evasion(report)),
        ("web-source", is_from_web),
    ]);
    ALL.into_iter().filter(|tag| rules.contains(&(tag, true))).collect()
}

/// The tags of a report after its shared text changed; those that hang on something else stay.
pub fn again(before: &[String], copying: &Copying, config: &config::Groups) -> Vec<String> {
    let rules = copying.rules(config);
    let holds = |tag: &&str| match rules.iter().find(|rule| rule.0 == *tag) {
        Some((_, holds)) => *holds,
        None => before.iter().any(|one| one == tag),
    };
    ALL.into_iter().filter(holds).map(str::to_owned).collect()
}

/// True when the strongest text that a report took differs in names, numbers and blanks only.
fn only_slots_differ(case: &Case, groups: &Groups, index: usize) -> bool {
    let taken = groups.of_report[index].iter().filter_map(|&i| {
        let finding = &case.findings[i as usize];
        let is_left = finding.pair.left as usize == index;
        let gave = match groups.directions[i as usize].first {
            First::Left => is_left,
            First::Right => !is_left,
            First::Unknown => false,
        };
        (!gave && finding.layer == FoundLayer::Copied).then_some(finding)
    });
    let strongest = taken.max_by_key(|finding| finding.bits);
    strongest.is_some_and(|finding| finding.kind == Difference::Slots)
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

/// True when `other` comes from the unit that the report names as the one above it.
pub(super) fn names_superior(report: &Report, other: &Report) -> bool {
    match (&report.metadata.superior, &other.metadata.unit) {
        (Some(superior), Some(unit)) => superior.value == unit.value,
        _ => false,
    }
}
