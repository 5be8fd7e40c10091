//! What a report is called, by rules that are written down.

use super::direction::First;
use super::placeholders::{Kind, Placeholder};
use super::sources::Role;
use super::{Case, Groups};
use crate::archive::Report;
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
    let taken = Taken::of(case, groups, index);
    let elsewhere = taken.share(counts.taken, taken.elsewhere);
    let is_whole =
        elsewhere * 100 >= counts.characters.max(1) * u64::from(case.config.whole_percent);
    let is_patchwork = taken.sources >= case.config.patchwork_sources_min as usize && !is_whole;
    let document = &case.archive.exclusions[report.document as usize];
    let in_report = |e: &&crate::split::Exclusion| e.span.overlap(report.span) > 0;
    let is_split =
        case.archive.reports.iter().any(|r| r.document == report.document && r.number > 1);
    let is_from_web =
        document.iter().filter(|e| in_report(e) || !is_split).any(|e| e.reason.is_web_trace());
    let rules = [
        ("no-finding", counts.taken == 0 && counts.given == 0),
        ("whole-copy", elsewhere > 0 && is_whole),
        ("partial-copy", elsewhere > 0 && !is_whole),
        ("patchwork", is_patchwork),
        ("template-filled", is_whole && only_slots_differ(case, groups, index)),
        ("compilation", is_split),
        ("placeholder-unfilled", has(Kind::Unfilled)),
        ("residue", has(Kind::Residue)),
        ("evasion", smells_of_evasion(report)),
        ("self-reuse", taken.own > 0),
        ("superior-copied", taken.superior > 0),
        ("web-source", is_from_web),
    ];
    rules.into_iter().filter(|(_, holds)| *holds).map(|(tag, _)| tag).collect()
}

/// Symbols that a report took, by where from: as its sources explain them.
#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    /// From reports of the same unit.
    own: u64,
    /// From its superior.
    superior: u64,
    /// From anybody else.
    elsewhere: u64,
    /// How many of those.
    sources: usize,
}

impl Taken {
    fn of(case: &Case, groups: &Groups, index: usize) -> Self {
        let report = &case.archive.reports[index];
        let mut taken = Self::default();
        for source in groups.sources[index].iter().filter(|s| s.role != Role::Given) {
            let other = &case.archive.reports[source.report as usize];
            let symbols = source.symbols.len() as u64;
            if is_same_unit(report, other) {
                taken.own += symbols;
            } else if is_superior(report, other) {
                taken.superior += symbols;
            } else {
                taken.elsewhere += symbols;
                taken.sources += 1;
            }
        }
        taken
    }

    /// The part of `characters` that these of the symbols stand for.
    fn share(&self, characters: u64, symbols: u64) -> u64 {
        let all = self.own + self.superior + self.elsewhere;
        if symbols == all { characters } else { characters * symbols / all.max(1) }
    }
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

/// True for the unit above, by name or, where no superior is named, by level.
fn is_superior(report: &Report, other: &Report) -> bool {
    let level = |r: &Report| r.metadata.level.as_ref().and_then(|l| level(&l.value));
    let is_higher = || level(report).zip(level(other)).is_some_and(|(own, other)| other < own);
    names_superior(report, other) || (report.metadata.superior.is_none() && is_higher())
}

/// Administrative levels, the highest first, by the signs that a table writes them with.
const LEVELS: [&[&str]; 6] = [
    &["中央", "国家", "national", "federal"],
    &["省", "自治区", "直辖市", "province", "state"],
    &["市", "州", "city", "prefecture"],
    &["县", "区", "旗", "county", "district"],
    &["乡", "镇", "街道", "township", "town"],
    &["村", "社区", "village"],
];

/// The rank of a level, 0 the highest. Of 市辖区 the last sign counts.
fn level(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let rank = |signs: &[&str]| signs.iter().filter_map(|sign| name.rfind(sign)).max();
    let found = LEVELS.iter().enumerate().filter_map(|(i, signs)| Some((rank(signs)?, i)));
    found.max().map(|(_, level)| level)
}
