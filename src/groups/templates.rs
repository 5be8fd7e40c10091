//! The form behind a family of reports: fixed text and slots, read off the medoid.
//!
//! Every other member is laid over the medoid by its findings; what all members have in the same
//! words is fixed, what lies between is a slot with each member's value.

use super::Case;
use super::families::ReportFamily;
use super::placeholders::text_of;
use crate::align::Block;
use crate::archive::Report;
use crate::model::{CharSpan, SymbolSpan};
use crate::normalize::{Class, Symbol};

/// A form that the members of a family filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Index of the family of reports.
    pub family: u32,
    /// The members, the medoid first.
    pub members: Vec<u32>,
    /// Fixed text and slots in order.
    pub parts: Vec<Part>,
}

/// One piece of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The same in all members.
    Fixed(String),
    /// Filled in by each.
    Slot {
        /// What fills it.
        kind: &'static str,
        /// One value a member; `None` where it has nothing.
        values: Vec<Option<String>>,
    },
}

/// Fixed text shorter than this between two slots belongs to the slot. Unit: symbols.
const FIXED_SYMBOLS_MIN: u32 = 3;

/// Least fixed text of a form. Unit: symbols. A paragraph; less is a shared passage.
const SKELETON_SYMBOLS_MIN: u32 = 100;

/// Members that a form is read from; more say nothing new about what is fixed.
const MEMBERS_MAX: usize = 64;

/// Longest value of a slot. Unit: symbols. Longer stretches are a member's own text.
const VALUE_SYMBOLS_MAX: u32 = 400;

/// The forms of the families that have one, by family.
pub fn of(case: &Case, families: &[ReportFamily]) -> Vec<Template> {
    let made = families.iter().enumerate().filter_map(|(i, family)| template(case, i, family));
    made.collect()
}

fn template(case: &Case, index: usize, family: &ReportFamily) -> Option<Template> {
    let medoid = family.medoid;
    let mut members = vec![medoid];
    let mut maps: Vec<Vec<Option<u32>>> = Vec::new();
    for &member in family.members.iter().filter(|&&m| m != medoid) {
        let map = laid_over(case, medoid, member);
        let matched = map.iter().flatten().count() as u32;
        if matched >= SKELETON_SYMBOLS_MIN && members.len() < MEMBERS_MAX {
            members.push(member);
            maps.push(map);
        }
    }
    let fixed = fixed_runs(case, &members, &maps);
    let total: u32 = fixed.iter().map(|run| run.length()).sum();
    if members.len() < 2 || total < SKELETON_SYMBOLS_MIN {
        return None;
    }
    let parts = parts(case, &members, &maps, &fixed);
    let has_slot = parts.iter().any(|part| matches!(part, Part::Slot { .. }));
    has_slot.then_some(Template { family: index as u32, members, parts })
}

/// For each symbol of the medoid the member's symbol that matches it.
fn laid_over(case: &Case, medoid: u32, member: u32) -> Vec<Option<u32>> {
    let mut map = vec![None; case.archive.reports[medoid as usize].symbols.len()];
    let pair = crate::candidates::Pair { left: medoid.min(member), right: medoid.max(member) };
    let from = case.findings.partition_point(|f| f.pair < pair);
    let mut last = 0;
    let mut blocks: Vec<Block> = case.findings[from..]
        .iter()
        .take_while(|f| f.pair == pair)
        .flat_map(|f| f.blocks.iter().copied())
        .map(|b| if medoid == pair.left { b } else { turned(b) })
        .collect();
    blocks.sort_unstable();
    for block in blocks {
        // A form is filled in from top to bottom: what crosses is no part of it.
        if block.right < last {
            continue;
        }
        last = block.right_end();
        for i in 0..block.length {
            map[(block.left + i) as usize] = Some(block.right + i);
        }
    }
    map
}

fn turned(block: Block) -> Block {
    Block { left: block.right, right: block.left, length: block.length }
}

/// Runs of the medoid that every member has in line and in the same words.
fn fixed_runs(case: &Case, members: &[u32], maps: &[Vec<Option<u32>>]) -> Vec<SymbolSpan> {
    let medoid = &case.archive.reports[members[0] as usize].symbols.items;
    let symbol = |member: usize, at: u32| -> &Symbol {
        &case.archive.reports[members[member + 1] as usize].symbols.items[at as usize]
    };
    let is_fixed = |i: usize| {
        medoid[i].class != Class::Slot
            && maps
                .iter()
                .enumerate()
                .all(|(m, map)| map[i].is_some_and(|at| symbol(m, at).value == medoid[i].value))
    };
    let goes_on = |i: usize| maps.iter().all(|map| map[i].map(|at| at + 1) == map[i + 1]);
    let mut runs: Vec<SymbolSpan> = Vec::new();
    for i in (0..medoid.len()).filter(|&i| is_fixed(i)) {
        match runs.last_mut() {
            Some(run) if run.end as usize == i && goes_on(i - 1) => run.end += 1,
            _ => runs.push(SymbolSpan::new(i as u32, i as u32 + 1)),
        }
    }
    runs.retain(|run| run.length() >= FIXED_SYMBOLS_MIN);
    runs
}

fn parts(
    case: &Case,
    members: &[u32],
    maps: &[Vec<Option<u32>>],
    fixed: &[SymbolSpan],
) -> Vec<Part> {
    let report = |member: usize| &case.archive.reports[members[member] as usize];
    let mut parts = Vec::new();
    for (i, run) in fixed.iter().enumerate() {
        if let Some(before) = i.checked_sub(1).map(|j| fixed[j]) {
            let gaps: Vec<SymbolSpan> = (0..members.len())
                .map(|member| match member.checked_sub(1).map(|m| &maps[m]) {
                    None => SymbolSpan::new(before.end, run.start),
                    Some(map) => {
                        let end = map[before.end as usize - 1].map_or(0, |at| at + 1);
                        let start = map[run.start as usize].unwrap_or(end);
                        SymbolSpan::new(end, start.max(end))
                    }
                })
                .collect();
            if gaps.iter().all(|gap| gap.length() <= VALUE_SYMBOLS_MAX) {
                parts.extend(slot(case, &gaps, &report));
            } else {
                let values = vec![None; members.len()];
                parts.push(Part::Slot { kind: "text", values });
            }
        }
        let medoid = report(0);
        parts.push(Part::Fixed(text_of(case.archive, medoid, medoid.symbols.chars(*run))));
    }
    parts
}

/// The slot between two fixed runs; none where nobody has anything.
fn slot<'a>(
    case: &Case,
    gaps: &[SymbolSpan],
    report: &impl Fn(usize) -> &'a Report,
) -> Option<Part> {
    if gaps.iter().all(|gap| gap.length() == 0) {
        return None;
    }
    let mut classes: Vec<Class> = Vec::new();
    let mut values = Vec::new();
    for (member, gap) in gaps.iter().enumerate() {
        let report = report(member);
        let items = &report.symbols.items[gap.start as usize..gap.end as usize];
        classes.extend(items.iter().map(|s| s.class));
        values.push((gap.length() > 0).then(|| {
            let span = report.symbols.chars(*gap);
            text_of(case.archive, report, CharSpan::new(span.start, span.end))
        }));
    }
    Some(Part::Slot { kind: kind(&classes, &values), values })
}

/// What fills a slot, told by the class of its symbols and the ends of its words.
fn kind(classes: &[Class], values: &[Option<String>]) -> &'static str {
    let texts = || values.iter().flatten();
    let all_end = |ends: &[char]| texts().all(|text| text.ends_with(ends));
    if classes.iter().all(|c| *c == Class::Slot) {
        return "placeholder";
    }
    let filled: Vec<Class> = classes.iter().copied().filter(|c| *c != Class::Slot).collect();
    if filled.iter().all(|c| *c == Class::Date) {
        "date"
    } else if filled.iter().all(|c| *c == Class::Number) {
        if texts().any(|text| text.ends_with('元')) { "money" } else { "number" }
    } else if all_end(&['镇', '乡', '县', '市', '省', '区', '村']) {
        "place"
    } else if all_end(&['局', '委', '办', '院', '厅', '部', '室', '处', '所', '校', '司', '会'])
    {
        "unit"
    } else {
        "text"
    }
}
