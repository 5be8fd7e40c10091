//! Exact runs that two reports share.

use super::{Block, Duo};
use crate::config;
use crate::kernel::kgrams;
use crate::normalize::Symbols;

/// The k-grams of one report, sorted by hash; made once for all its pairs.
#[derive(Clone, Debug, Default)]
pub(super) struct SeedTable {
    /// (hash, first symbol), sorted.
    entries: Vec<(u64, u32)>,
}

impl SeedTable {
    /// The seeds of a report.
    pub(super) fn new(symbols: &Symbols, config: &config::Align) -> Self {
        let k = if symbols.is_in_words() { config.word_seed } else { config.han_seed };
        let mut entries = Vec::with_capacity(symbols.len());
        kgrams(
            |i| symbols.code(i),
            symbols.len(),
            k as usize,
            |at, hash| {
                entries.push((hash, at as u32));
            },
        );
        entries.sort_unstable();
        Self { entries }
    }
}

/// Maximal exact runs that hold a seed, by left, then right.
pub(super) fn exact_runs(duo: &Duo) -> Vec<Block> {
    let mut hits = seed_hits(duo);
    // Along a diagonal, so that hits of one run follow each other.
    hits.sort_unstable_by_key(|&(l, r)| (i64::from(l) - i64::from(r), l));
    let mut runs: Vec<Block> = Vec::new();
    for (l, r) in hits {
        let is_inside = runs.last().is_some_and(|run| {
            i64::from(run.left) - i64::from(run.right) == i64::from(l) - i64::from(r)
                && l < run.left_end()
        });
        if !is_inside {
            runs.push(grow(duo, l as usize, r as usize));
        }
    }
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Places of equal seeds, those too common in this pair left out.
fn seed_hits(duo: &Duo) -> Vec<(u32, u32)> {
    let (a, b) = (&duo.left.prepared.seeds.entries, &duo.right.prepared.seeds.entries);
    let mut hits = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i].0, b[j].0);
        if x != y {
            if x < y {
                i += 1
            } else {
                j += 1
            }
            continue;
        }
        let i_end = i + a[i..].iter().take_while(|e| e.0 == x).count();
        let j_end = j + b[j..].iter().take_while(|e| e.0 == x).count();
        if (i_end - i) * (j_end - j) <= duo.config.seed_places_max as usize {
            for l in &a[i..i_end] {
                hits.extend(b[j..j_end].iter().map(|r| (l.1, r.1)));
            }
        }
        (i, j) = (i_end, j_end);
    }
    hits
}

/// The maximal exact run through (l, r).
fn grow(duo: &Duo, l: usize, r: usize) -> Block {
    let back = (1..=l.min(r)).take_while(|&d| duo.matches(l - d, r - d)).count();
    let room = (duo.left.symbols.len() - l).min(duo.right.symbols.len() - r);
    let ahead = (0..room).take_while(|&d| duo.matches(l + d, r + d)).count();
    Block { left: (l - back) as u32, right: (r - back) as u32, length: (back + ahead) as u32 }
}
