//! Shingles named by their frequency: 0 is the rarest, so that the first members of a sorted set
//! are those that fewest others have.

use rayon::prelude::*;

use super::rare::Shared;
use super::{Metric, ceiling};

/// Entries that are sorted together, 8 MiB. Unit: entries. Fewer parts are fewer visits to each
/// report.
const PART: usize = 1 << 19;

/// Sets of ranks, one a report.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// Ranks of the members that others have too, ascending. Empty for a report that has too few
    /// of them to be like any.
    pub(super) ranks: Vec<Vec<u32>>,
    /// All members of each report.
    pub(super) sizes: Vec<usize>,
    /// One past the largest rank.
    pub(super) end: usize,
}

impl Sets {
    /// Members that only the report has: in order of rarity they come before all others.
    pub(super) fn alone(&self, report: usize) -> usize {
        self.sizes[report] - self.ranks[report].len()
    }
}

/// A hash and where it stands.
#[derive(Clone, Copy)]
struct Entry {
    hash: u64,
    report: u32,
    place: u32,
}

/// Names all members by rank and drops what can make no pair of value `threshold`.
///
/// # Cost
/// `O(m log m)` in the members that others may have.
pub(super) fn ranked(mut shared: Vec<Shared>, metric: Metric, threshold: f64) -> Sets {
    let sizes: Vec<usize> = shared.iter().map(|one| one.hashes.len() + one.alone).collect();
    // What a report must share with another one at the least, were that one no larger than that.
    let needed = |report: usize| ceiling(threshold * sizes[report] as f64).max(1);
    let is_asked = |report: usize, members: usize| match metric {
        Metric::Jaccard => members >= needed(report),
        Metric::Containment => members > 0,
    };
    for (report, one) in shared.iter_mut().enumerate() {
        if !is_asked(report, one.hashes.len()) {
            one.hashes = Vec::new();
        }
    }
    let before = named(&mut shared);
    let ranks = |(report, one): (usize, Shared)| {
        let with_others = one.hashes.iter().map(|&name| Name(name)).filter(|name| name.users() > 1);
        let mut own: Vec<u32> = with_others.map(|name| name.rank(&before)).collect();
        if !is_asked(report, own.len()) {
            return Vec::new();
        }
        own.sort_unstable();
        own.shrink_to_fit();
        own
    };
    let ranks = shared.into_par_iter().enumerate().map(ranks).collect();
    Sets { ranks, sizes, end: before.last().map_or(0, |&end| end as usize) }
}

/// The number of reports that have a member, and how many members of that number came before it.
#[derive(Clone, Copy)]
struct Name(u64);

impl Name {
    fn new(users: usize, earlier: u32) -> Self {
        Self((users as u64) << 32 | u64::from(earlier))
    }

    fn users(self) -> usize {
        (self.0 >> 32) as usize
    }

    /// Its rank; `before` says how many members fewer reports have.
    fn rank(self, before: &[u32]) -> u32 {
        before[self.users()] + self.0 as u32
    }
}

/// Puts names in the place of hashes; for each number of users, how many members have fewer, those
/// with one user left out. Its last is the number of all members.
fn named(shared: &mut [Shared]) -> Vec<u32> {
    let total: usize = shared.iter().map(|one| one.hashes.len()).sum();
    let parts = total.div_ceil(PART).max(1) as u64;
    let mut done = vec![0u32; shared.len()];
    let mut with = vec![0u32; shared.len() + 2];
    // As many parts at a time as there are threads; each report's hashes of a part stand together.
    let step = (rayon::current_num_threads() as u64).clamp(1, parts);
    for first in (0..parts).step_by(step as usize) {
        let mut batch: Vec<Vec<Entry>> = (first..parts.min(first + step))
            .map(|part| gathered(shared, &mut done, end_of(part, parts)))
            .collect();
        batch.par_iter_mut().for_each(|part| part.sort_unstable_by_key(|entry| entry.hash));
        for same in batch.iter().flat_map(|part| part.chunk_by(|a, b| a.hash == b.hash)) {
            let name = Name::new(same.len(), with[same.len()]);
            with[same.len()] += 1;
            for entry in same {
                shared[entry.report as usize].hashes[entry.place as usize] = name.0;
            }
        }
    }
    with[1] = 0;
    let mut before = 0;
    for count in &mut with {
        before += std::mem::replace(count, before);
    }
    with
}

/// The largest hash of a part.
fn end_of(part: u64, parts: u64) -> u64 {
    ((u128::from(part + 1) << 64) / u128::from(parts) - 1) as u64
}

/// The hashes up to `end` that come after those `done`.
fn gathered(shared: &[Shared], done: &mut [u32], end: u64) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(PART + PART / 4);
    for (report, (one, done)) in shared.iter().zip(done).enumerate() {
        let rest = &one.hashes[*done as usize..];
        for &hash in rest.iter().take_while(|&&hash| hash <= end) {
            entries.push(Entry { hash, report: report as u32, place: *done });
            *done += 1;
        }
    }
    entries
}
