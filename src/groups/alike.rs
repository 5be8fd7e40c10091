//! Families of reports: near-duplicates, a form filled in, parts of a compilation.
//!
//! Two reports are alike if they share most of their shingles, or half of the shorter one's text
//! lies in passages of both. A family is not what hangs together somehow: each member is alike to
//! another one **and** has much of the medoid; whoever has not is tried again among the rest.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::templates::medoid;
use crate::archive::{Archive, Report};
use crate::candidates::Pair;
use crate::config;
use crate::kernel::{intersection, mix};

/// Reports of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFamily {
    /// Ascending.
    pub members: Vec<u32>,
    /// The member most like all others.
    pub medoid: u32,
    /// Pairs whose likeness was verified, sorted.
    pub edges: Vec<Pair>,
}

/// Places of a signature in one band.
///
/// Unit: hashes. Three: of pairs at Jaccard 0.5 with 42 bands, 1 - (1 - 0.5^3)^42 = 99.6 % share a
/// band; of pairs at 0.1, 4 %. Leskovec, Rajaraman, Ullman, section 3.4.
const BAND: usize = 3;

/// Reports of one band up to which each is tried with each; of more, each with the first and the
/// next one.
///
/// Unit: reports. A form that 100,000 filled in makes 200,000 pairs, not 5,000,000,000.
const CROWD_MIN: usize = 32;

/// The families, by their first member, of reports that are alike as wholes or are joined by
/// `sharing`, pairs that share half of the shorter one's text.
///
/// # Cost
/// Linear in the reports for the candidates, and an intersection of shingles for each.
pub fn families(archive: &Archive, sharing: &[Pair], config: &config::Groups) -> Vec<ReportFamily> {
    let mut edges = alike(archive, config);
    edges.extend_from_slice(sharing);
    edges.sort_unstable();
    edges.dedup();
    let mut found = Vec::new();
    let mut rest = edges;
    while !rest.is_empty() {
        let mut left_over = Vec::new();
        for (members, edges) in components(archive.reports.len(), &rest) {
            let (family, others) = around_medoid(archive, &members, edges, config);
            left_over.extend(others);
            found.extend(family);
        }
        rest = left_over;
        rest.sort_unstable();
    }
    found.sort_by(|a: &ReportFamily, b| a.members.cmp(&b.members));
    found
}

/// Pairs of reports with so many shingles in common, sorted.
fn alike(archive: &Archive, config: &config::Groups) -> Vec<Pair> {
    let reports = &archive.reports;
    let mut candidates: Vec<Pair> = Vec::new();
    let bins = reports.first().map_or(0, |report| report.sketch.minhash.len());
    for band in (0..bins.saturating_sub(BAND - 1)).step_by(BAND) {
        let key = |(i, report): (usize, &Report)| {
            let hashes = report.sketch.minhash.get(band..band + BAND)?;
            let has_text = !report.sketch.shingles.is_empty();
            let fold = |key: u64, &hash: &u32| mix(key ^ u64::from(hash));
            has_text.then(|| (hashes.iter().fold(band as u64, fold), i as u32))
        };
        let mut keys: Vec<(u64, u32)> = reports.iter().enumerate().filter_map(key).collect();
        keys.sort_unstable();
        for same in keys.chunk_by(|a, b| a.0 == b.0) {
            meet(same, &mut candidates);
        }
        candidates.sort_unstable();
        candidates.dedup();
    }
    let percent = u64::from(config.alike_percent);
    let is_alike = |pair: &Pair| {
        let (shared, all, _) =
            shingles(&reports[pair.left as usize], &reports[pair.right as usize]);
        shared * 100 >= all * percent
    };
    candidates.into_par_iter().filter(is_alike).collect()
}

/// The pairs that reports of one band make.
fn meet(same: &[(u64, u32)], pairs: &mut Vec<Pair>) {
    for (i, &(_, left)) in same.iter().enumerate() {
        if same.len() <= CROWD_MIN {
            pairs.extend(same[i + 1..].iter().map(|&(_, right)| Pair { left, right }));
        } else if i > 0 {
            pairs.push(Pair { left: same[i - 1].1, right: left });
            pairs.push(Pair { left: same[0].1, right: left });
        }
    }
}

/// Shared shingles, all of both, and those of the shorter.
fn shingles(a: &Report, b: &Report) -> (u64, u64, u64) {
    let (a, b) = (&a.sketch.shingles, &b.sketch.shingles);
    let shared = intersection(a, b) as u64;
    let (n, m) = (a.len() as u64, b.len() as u64);
    (shared, n + m - shared, n.min(m))
}

/// Reports that hang together by these pairs, with the pairs, by their first report.
fn components(reports: usize, edges: &[Pair]) -> Vec<(Vec<u32>, Vec<Pair>)> {
    let mut sets = Sets::new(reports);
    for edge in edges {
        sets.join(edge.left, edge.right);
    }
    let mut found: BTreeMap<u32, (Vec<u32>, Vec<Pair>)> = BTreeMap::new();
    for edge in edges {
        let (members, inside) = found.entry(sets.first(edge.left)).or_default();
        members.extend([edge.left, edge.right]);
        inside.push(*edge);
    }
    for (members, _) in found.values_mut() {
        members.sort_unstable();
        members.dedup();
    }
    found.into_values().collect()
}

/// The members that have much of the medoid, as a family, and the pairs of the others.
fn around_medoid(
    archive: &Archive,
    members: &[u32],
    edges: Vec<Pair>,
    config: &config::Groups,
) -> (Option<ReportFamily>, Vec<Pair>) {
    let medoid = medoid(archive, members);
    let is_linked = |i: u32| {
        let pair = Pair { left: i.min(medoid), right: i.max(medoid) };
        edges.binary_search(&pair).is_ok()
    };
    let has_much = |i: u32| {
        let reports = &archive.reports;
        let (shared, all, shorter) = shingles(&reports[i as usize], &reports[medoid as usize]);
        shared * 100 >= all * u64::from(config.medoid_percent)
            || shared * 100 >= shorter * u64::from(config.family_percent)
    };
    let belongs = |&i: &u32| i == medoid || is_linked(i) || has_much(i);
    let near: Vec<bool> = members.par_iter().map(belongs).collect();
    let is_near = |i: u32| members.binary_search(&i).is_ok_and(|at| near[at]);
    let count = near.iter().filter(|near| **near).count();
    let others = edges.iter().filter(|e| !is_near(e.left) && !is_near(e.right)).copied().collect();
    if count < 2 {
        // The medoid of signatures is linked to nobody: the others are tried without it.
        let without = |e: &&Pair| e.left != medoid && e.right != medoid;
        return (None, edges.iter().filter(without).copied().collect());
    }
    let kept: Vec<u32> = members.iter().copied().filter(|&i| is_near(i)).collect();
    let edges = edges.into_iter().filter(|e| is_near(e.left) && is_near(e.right)).collect();
    (Some(ReportFamily { members: kept, medoid, edges }), others)
}

/// Disjoint sets of numbers, each known by its least.
#[derive(Clone, Debug)]
pub(super) struct Sets(Vec<u32>);

impl Sets {
    /// Each number by itself.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    /// The least number of the set of `i`.
    pub(super) fn first(&mut self, mut i: u32) -> u32 {
        while self.0[i as usize] != i {
            self.0[i as usize] = self.0[self.0[i as usize] as usize];
            i = self.0[i as usize];
        }
        i
    }

    /// Makes one set of two.
    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
