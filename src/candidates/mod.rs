//! Pairs of reports worth aligning, sorted.
//!
//! Small batches: every pair. Else pairs whose shared fingerprints promise evidence: one that only
//! two reports have promises its length, one that thirty have next to nothing. A fingerprint that
//! more have makes pairs only together with its neighbours: runs of two, four, eight and sixteen
//! adjacent fingerprints are tried in turn, so a long shared run is found however common its parts
//! are; of a run that is common at sixteen (a form) each user is paired with the next one and with
//! the first, which is linear in its users.

mod neighbours;
#[cfg(test)]
mod tests;

use crate::archive::{Archive, Map, Posting, group};
use crate::config;
use crate::kernel::mix;

pub use neighbours::{Outside, neighbours};

/// Two reports, the smaller index first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// Index of a report.
    pub left: u32,
    /// Index of a later report.
    pub right: u32,
}

/// Doublings of a run of fingerprints: 2, 4, 8, 16.
pub const DOUBLINGS: u32 = 4;

/// The pairs worth aligning.
///
/// # Cost
/// Quadratic up to `exhaustive_reports_max` reports; beyond, `O(f log f)` in the fingerprints
/// plus the pairs found.
pub fn pairs(archive: &Archive, config: &config::Candidates) -> Vec<Pair> {
    let n = archive.reports.len() as u32;
    if n <= config.exhaustive_reports_max {
        let all = (0..n).flat_map(|left| (left + 1..n).map(move |right| Pair { left, right }));
        return all.collect();
    }
    let hashes: Vec<Vec<u64>> = archive
        .reports
        .iter()
        .map(|r| r.sketch.fingerprints.iter().map(|f| f.hash).collect())
        .collect();
    from_fingerprints(&hashes, config)
}

/// Symbols that a fingerprint stands for on average: winnowing with k = 8, t = 13 keeps two of
/// seven places. Schleimer, Wilkerson, Aiken 2003, section 4.2.
const SYMBOLS: f64 = 3.5;

/// What a symbol costs that nobody else has, and the weight of that in the genre model; the
/// promise need not be exact. Unit: bits; users.
const SYMBOL_BITS: f64 = 5.0;
const SMOOTHING: f64 = 2.0;

/// Evidence that a fingerprint promises which so many reports have. Unit: 1/1000 bit.
///
/// The genre model's cost of a symbol that the other users go on with (see `users::Model`).
pub fn promise(reports: usize) -> u32 {
    let others = reports as f64 - 2.0;
    let p = (others + SMOOTHING * (-SYMBOL_BITS).exp2()) / (others + SMOOTHING);
    (-p.log2() * SYMBOLS * 1000.0).round() as u32
}

/// The pairs that the fingerprints of each report, in order of their places, make.
fn from_fingerprints(fingerprints: &[Vec<u64>], config: &config::Candidates) -> Vec<Pair> {
    let common = config.common_reports_min as usize;
    let mut promised: Vec<(Pair, u32)> = Vec::new();
    let mut found: Vec<Pair> = Vec::new();
    let mut runs: Vec<Vec<Option<u64>>> =
        fingerprints.iter().map(|f| f.iter().copied().map(Some).collect()).collect();
    for doubling in 0..=DOUBLINGS {
        let is_last = doubling == DOUBLINGS;
        let postings = group(entries(&runs));
        let mut crowded = Map::default();
        for posting in &postings {
            if posting.reports.len() < common {
                let promise = promise(posting.reports.len());
                promised.extend(all_pairs(posting).map(|pair| (pair, promise)));
            } else if is_last {
                linked(posting, &mut found);
            } else {
                crowded.insert(posting.hash, ());
            }
        }
        if crowded.is_empty() || is_last {
            break;
        }
        let step = 1usize << doubling;
        runs = runs.iter().map(|run| doubled(run, step, &crowded)).collect();
    }
    found.extend(kept(promised, config.promise_min));
    found.sort_unstable();
    found.dedup();
    found
}

/// Pairs whose promises add up to enough.
fn kept(mut promised: Vec<(Pair, u32)>, least: u32) -> Vec<Pair> {
    promised.sort_unstable_by_key(|one| one.0);
    promised
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| same.iter().map(|one| u64::from(one.1)).sum::<u64>() >= u64::from(least))
        .map(|same| same[0].0)
        .collect()
}

fn entries(runs: &[Vec<Option<u64>>]) -> Vec<(u64, u32)> {
    let of = |(i, run): (usize, &Vec<Option<u64>>)| {
        run.iter().flatten().map(move |&hash| (hash, i as u32)).collect::<Vec<_>>()
    };
    runs.iter().enumerate().flat_map(of).collect()
}

/// Keys of runs twice as long, where both halves are crowded.
fn doubled(run: &[Option<u64>], step: usize, crowded: &Map<u64, ()>) -> Vec<Option<u64>> {
    let is_crowded = |key: &u64| crowded.contains_key(key);
    (0..run.len())
        .map(|i| {
            let first = run[i].filter(is_crowded)?;
            let second = run.get(i + step).copied().flatten().filter(is_crowded)?;
            Some(joined(first, second))
        })
        .collect()
}

/// The key of a run whose halves have these keys.
pub fn joined(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(1) ^ mix(second))
}

fn all_pairs(posting: &Posting) -> impl Iterator<Item = Pair> + '_ {
    let reports = &posting.reports;
    reports
        .iter()
        .enumerate()
        .flat_map(move |(i, &left)| reports[i + 1..].iter().map(move |&right| Pair { left, right }))
}

/// Each user with the next and with the first.
fn linked(posting: &Posting, found: &mut Vec<Pair>) {
    let first = posting.reports[0];
    for link in posting.reports.windows(2) {
        found.push(Pair { left: link[0], right: link[1] });
        found.push(Pair { left: first, right: link[1] });
    }
}
