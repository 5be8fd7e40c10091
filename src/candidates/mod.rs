//! Pairs of reports worth aligning, sorted.
//!
//! Small batches: every pair. Else reports that share a fingerprint few reports have. A
//! fingerprint that many have makes pairs only together with its neighbours: runs of two, four,
//! eight and sixteen adjacent fingerprints are tried in turn, so a long shared run is found
//! however common its parts are; of a run that is common at sixteen (a form) each user is paired
//! with the next one and with the first, which is linear in its users.

#[cfg(test)]
mod tests;

use crate::archive::{Archive, Map, Posting, group};
use crate::config;
use crate::kernel::mix;

/// Two reports, the smaller index first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// Index of a report.
    pub left: u32,
    /// Index of a later report.
    pub right: u32,
}

/// Doublings of a run of fingerprints: 2, 4, 8, 16.
const DOUBLINGS: u32 = 4;

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
    from_fingerprints(&hashes, config.common_reports_min as usize)
}

/// The pairs that the fingerprints of each report, in order of their places, make.
fn from_fingerprints(fingerprints: &[Vec<u64>], common: usize) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut runs: Vec<Vec<Option<u64>>> =
        fingerprints.iter().map(|f| f.iter().copied().map(Some).collect()).collect();
    for doubling in 0..=DOUBLINGS {
        let is_last = doubling == DOUBLINGS;
        let postings = group(entries(&runs));
        let mut crowded = Map::default();
        for posting in &postings {
            if posting.reports.len() < common {
                all_pairs(posting, &mut found);
            } else if is_last {
                linked(posting, &mut found);
            } else {
                crowded.insert(posting.hash, ());
            }
        }
        found.sort_unstable();
        found.dedup();
        if crowded.is_empty() || is_last {
            break;
        }
        let step = 1usize << doubling;
        runs = runs.iter().map(|run| doubled(run, step, &crowded)).collect();
    }
    found
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
            Some(mix(first.rotate_left(1) ^ mix(second)))
        })
        .collect()
}

fn all_pairs(posting: &Posting, found: &mut Vec<Pair>) {
    for (i, &left) in posting.reports.iter().enumerate() {
        found.extend(posting.reports[i + 1..].iter().map(|&right| Pair { left, right }));
    }
}

/// Each user with the next and with the first.
fn linked(posting: &Posting, found: &mut Vec<Pair>) {
    let first = posting.reports[0];
    for link in posting.reports.windows(2) {
        found.push(Pair { left: link[0], right: link[1] });
        found.push(Pair { left: first, right: link[1] });
    }
}
