//! Families of passages: joined by verified overlap, never by a shared slogan. Of reports: what
//! the findings add to their likeness as wholes.

use super::Case;
use super::alike::{self, Sets};
use crate::archive::Map;
use crate::candidates::Pair;
use crate::classify::{Finding, FoundLayer};
use crate::model::SymbolSpan;

/// Passages that are the same in several reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// The places of each family: report and passage, sorted.
    pub families: Vec<Vec<(u32, SymbolSpan)>>,
    /// The family of each finding.
    pub of_finding: Vec<u32>,
}

pub use super::alike::ReportFamily;

/// Joins the passages of findings that coincide mostly and mutually in some report.
pub fn passages(case: &Case) -> Passages {
    let percent = case.config.passage_percent;
    let mut sides: Map<u32, Vec<(SymbolSpan, u32)>> = Map::default();
    for (i, finding) in case.findings.iter().enumerate() {
        sides.entry(finding.pair.left).or_default().push((finding.left, i as u32));
        sides.entry(finding.pair.right).or_default().push((finding.right, i as u32));
    }
    let mut sets = Sets::new(case.findings.len());
    for report in 0..case.archive.reports.len() as u32 {
        let Some(places) = sides.get_mut(&report) else { continue };
        places.sort_unstable();
        for (i, &(span, finding)) in places.iter().enumerate() {
            let meets = places[i + 1..].iter().take_while(|(other, _)| other.start < span.end);
            for &(other, second) in meets {
                let longer = span.length().max(other.length());
                if span.overlap(other) * 100 >= longer * percent {
                    sets.join(finding, second);
                }
            }
        }
    }
    collect(case.findings, &mut sets)
}

fn collect(findings: &[Finding], sets: &mut Sets) -> Passages {
    let mut number: Map<u32, u32> = Map::default();
    let mut out = Passages::default();
    for (i, finding) in findings.iter().enumerate() {
        let top = sets.first(i as u32);
        let family = *number.entry(top).or_insert_with(|| {
            out.families.push(Vec::new());
            out.families.len() as u32 - 1
        });
        out.of_finding.push(family);
        let places = &mut out.families[family as usize];
        places.push((finding.pair.left, finding.left));
        places.push((finding.pair.right, finding.right));
    }
    for places in &mut out.families {
        places.sort_unstable();
        merge_places(places);
    }
    out
}

/// One place for each stretch of a report that passages of the family touch.
fn merge_places(places: &mut Vec<(u32, SymbolSpan)>) {
    let mut merged: Vec<(u32, SymbolSpan)> = Vec::new();
    for &(report, span) in places.iter() {
        match merged.last_mut() {
            Some((last, reach)) if *last == report && span.start < reach.end => {
                reach.end = reach.end.max(span.end);
            }
            _ => merged.push((report, span)),
        }
    }
    *places = merged;
}

/// Families of reports, by their first member.
pub fn reports(case: &Case) -> Vec<ReportFamily> {
    let percent = u64::from(case.config.family_percent);
    let size = |i: u32| case.archive.reports[i as usize].symbols.len() as u64;
    let is_edge = |(pair, shared): &(Pair, u64)| {
        shared * 100 >= size(pair.left).min(size(pair.right)).max(1) * percent
    };
    let sharing: Vec<Pair> =
        shares(case).into_iter().filter(is_edge).map(|(pair, _)| pair).collect();
    alike::families(case.archive, &sharing, case.config)
}

/// Matched symbols of each pair's copied findings, by pair; overlaps count once on the left.
fn shares(case: &Case) -> Vec<(Pair, u64)> {
    case.findings
        .chunk_by(|a, b| a.pair == b.pair)
        .map(|same| {
            let mut spans: Vec<(u32, u32)> = same
                .iter()
                .filter(|f| f.layer == FoundLayer::Copied)
                .flat_map(|f| f.taken()[0].iter().map(|s| (s.start, s.end)).collect::<Vec<_>>())
                .collect();
            spans.sort_unstable();
            let (mut total, mut at) = (0u64, 0u32);
            for (start, end) in spans {
                total += u64::from(end.saturating_sub(start.max(at)));
                at = at.max(end);
            }
            (same[0].pair, total)
        })
        .collect()
}
