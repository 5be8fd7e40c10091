//! Families of passages and of reports: joined by verified overlap, never by a shared slogan.

use super::Case;
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

/// Reports that share most of the shorter one's text with another member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFamily {
    /// Ascending.
    pub members: Vec<u32>,
    /// The member that shares most with all others.
    pub medoid: u32,
    /// The verified pairs.
    pub edges: Vec<Pair>,
}

/// Joins the passages of findings that coincide mostly and mutually in some report.
pub fn passages(case: &Case) -> Passages {
    let percent = case.config.passage_percent;
    let mut sides: Map<u32, Vec<(SymbolSpan, u32)>> = Map::default();
    for (i, finding) in case.findings.iter().enumerate() {
        sides.entry(finding.pair.left).or_default().push((finding.left, i as u32));
        sides.entry(finding.pair.right).or_default().push((finding.right, i as u32));
    }
    let mut root: Vec<u32> = (0..case.findings.len() as u32).collect();
    for report in 0..case.archive.reports.len() as u32 {
        let Some(places) = sides.get_mut(&report) else { continue };
        places.sort_unstable();
        for (i, &(span, finding)) in places.iter().enumerate() {
            let meets = places[i + 1..].iter().take_while(|(other, _)| other.start < span.end);
            for &(other, second) in meets {
                let longer = span.length().max(other.length());
                if span.overlap(other) * 100 >= longer * percent {
                    join(&mut root, finding, second);
                }
            }
        }
    }
    collect(case.findings, &mut root)
}

fn collect(findings: &[Finding], root: &mut [u32]) -> Passages {
    let mut number: Map<u32, u32> = Map::default();
    let mut out = Passages::default();
    for (i, finding) in findings.iter().enumerate() {
        let top = find(root, i as u32);
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

fn find(root: &mut [u32], mut i: u32) -> u32 {
    while root[i as usize] != i {
        root[i as usize] = root[root[i as usize] as usize];
        i = root[i as usize];
    }
    i
}

fn join(root: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(root, a), find(root, b));
    root[a.max(b) as usize] = a.min(b);
}

/// Families of reports, by their first member.
pub fn reports(case: &Case) -> Vec<ReportFamily> {
    let shares = shares(case);
    let percent = u64::from(case.config.family_percent);
    let size = |i: u32| case.archive.reports[i as usize].symbols.len() as u64;
    let is_edge = |(pair, shared): &(Pair, u64)| {
        shared * 100 >= size(pair.left).min(size(pair.right)).max(1) * percent
    };
    let edges: Vec<(Pair, u64)> = shares.into_iter().filter(is_edge).collect();
    let mut root: Vec<u32> = (0..case.archive.reports.len() as u32).collect();
    for (pair, _) in &edges {
        join(&mut root, pair.left, pair.right);
    }
    let mut by_root: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
    for i in 0..root.len() as u32 {
        by_root.entry(find(&mut root, i)).or_default().push(i);
    }
    by_root
        .into_values()
        .filter(|members| members.len() > 1)
        .map(|members| {
            let inside: Vec<(Pair, u64)> = edges
                .iter()
                .filter(|(pair, _)| members.binary_search(&pair.left).is_ok())
                .copied()
                .collect();
            let weight = |i: u32| -> u64 {
                let touches = |p: &Pair| p.left == i || p.right == i;
                inside.iter().filter(|(p, _)| touches(p)).map(|(_, s)| s).sum()
            };
            let medoid = members.iter().copied().max_by_key(|&i| (weight(i), std::cmp::Reverse(i)));
            ReportFamily {
                medoid: medoid.unwrap_or(members[0]),
                edges: inside.into_iter().map(|(pair, _)| pair).collect(),
                members,
            }
        })
        .collect()
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
