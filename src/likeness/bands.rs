//! Most of the pairs: those with an equal band of signature, verified exactly.

use rayon::prelude::*;

use super::text::{Room, Text};
use super::{Cell, Metric};
use crate::kernel;
use crate::kernel::Level;
use crate::sketch::minhash;

/// Share of the pairs at the threshold that must have an equal band. Unit: 1. PERFORMANCE section
/// 1: the peers' 32 bands of 4 rows find 0.87 at one half.
const RECALL_MIN: f64 = 0.97;

/// Standard errors by which the agreement of two signatures may fall short of the threshold before
/// a candidate is not worth verifying: one pair in 30,000 is lost.
const ERRORS: f64 = 4.0;

/// What approximation found.
#[derive(Debug)]
pub struct Approximate {
    /// Pairs whose exact value is at least the threshold, by left and right.
    pub cells: Vec<Cell>,
    /// Share of the pairs at the threshold that are expected to be found; above it more are.
    pub recall: f64,
    /// Bands of a signature, and hashes of a band.
    pub bands: (usize, usize),
}

/// Pairs of Jaccard value `threshold`, above 0, found by MinHash signatures of `hashes` and
/// verified exactly.
///
/// # Cost
/// `O(n)` in all symbols, once for the signatures and once more for the reports of candidates.
///
/// # Source
/// Leskovec, Rajaraman, Ullman, "Mining of massive datasets", section 3.4; signatures by one
/// permutation, see `sketch::minhash`.
pub fn approximate(texts: &[Text], threshold: f64, hashes: usize) -> Approximate {
    let (bands, rows) = bands(threshold, hashes);
    let signatures = signatures(texts, hashes);
    let agreed = least_agreement(threshold, hashes);
    let level = Level::best();
    let is_near = |&(left, right): &(u32, u32)| {
        let [a, b] = [left, right].map(|text| &signatures[text as usize * hashes..][..hashes]);
        kernel::agreement(level, a, b) >= agreed
    };
    let mut pairs = candidates(texts, &signatures, (hashes, bands, rows));
    pairs = pairs.into_par_iter().filter(is_near).collect();
    let cells = verified(texts, &pairs, threshold);
    Approximate { cells, recall: recall(threshold, bands, rows), bands: (bands, rows) }
}

/// Probability that a pair of value `threshold` has an equal band.
fn recall(threshold: f64, bands: usize, rows: usize) -> f64 {
    1.0 - (1.0 - threshold.powi(rows as i32)).powi(bands as i32)
}

/// The longest bands, which make fewest candidates, that find enough.
fn bands(threshold: f64, hashes: usize) -> (usize, usize) {
    let enough = |rows: &usize| recall(threshold, hashes / rows, *rows) >= RECALL_MIN;
    let rows = (1..=hashes).rev().find(enough).unwrap_or(1);
    (hashes / rows, rows)
}

/// Equal hashes that a pair of the threshold's value has at the least, all but never fewer.
fn least_agreement(threshold: f64, hashes: usize) -> usize {
    let hashes = hashes as f64;
    let error = (hashes * threshold * (1.0 - threshold)).sqrt();
    (hashes * threshold - ERRORS * error).max(1.0) as usize
}

/// The signatures of all texts one behind the other.
fn signatures(texts: &[Text], hashes: usize) -> Vec<u32> {
    let level = Level::best();
    let mut signatures = vec![0u32; texts.len() * hashes];
    let rows = signatures.par_chunks_mut(hashes.max(1)).zip(texts);
    rows.for_each_init(
        || (Room::default(), Vec::new()),
        |(room, shingles), (row, text)| {
            shingles.clear();
            text.hashes(level, room, shingles);
            minhash::fill(level, shingles, row);
        },
    );
    signatures
}

/// Pairs with an equal band, each once, sorted.
fn candidates(
    texts: &[Text],
    signatures: &[u32],
    (hashes, bands, rows): (usize, usize, usize),
) -> Vec<(u32, u32)> {
    let full: Vec<u32> =
        (0..).zip(texts).filter(|(_, text)| text.shingles() > 0).map(|(i, _)| i).collect();
    let of_band = |band: usize| {
        let key = |&text: &u32| {
            let row = &signatures[text as usize * hashes + band * rows..][..rows];
            let key = row.iter().fold(0u64, |key, &hash| kernel::mix(key ^ u64::from(hash)));
            (key, text)
        };
        let mut keys: Vec<(u64, u32)> = full.iter().map(key).collect();
        keys.sort_unstable();
        let mut pairs = Vec::new();
        for same in keys.chunk_by(|a, b| a.0 == b.0) {
            for (i, left) in same.iter().enumerate() {
                pairs.extend(same[i + 1..].iter().map(|right| (left.1, right.1)));
            }
        }
        pairs
    };
    let mut pairs: Vec<(u32, u32)> = (0..bands).into_par_iter().flat_map_iter(of_band).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs whose exact value is enough.
fn verified(texts: &[Text], pairs: &[(u32, u32)], threshold: f64) -> Vec<Cell> {
    let mut is_asked = vec![false; texts.len()];
    for &(left, right) in pairs {
        is_asked[left as usize] = true;
        is_asked[right as usize] = true;
    }
    let set = |(text, asked): (&Text, &bool)| if *asked { text.set() } else { Vec::new() };
    let sets: Vec<Vec<u64>> = texts.par_iter().zip(&is_asked).map(set).collect();
    let cell = |&(left, right): &(u32, u32)| {
        let [a, b] = [left, right].map(|text| &sets[text as usize]);
        let shared = kernel::intersection(a, b);
        let ratio = Metric::Jaccard.ratio(shared, a.len(), b.len());
        (ratio.value() >= threshold).then_some(Cell { left, right, ratio })
    };
    pairs.par_iter().filter_map(cell).collect()
}
