//! How like reports are as wholes: all pairs at or above a threshold, without their words,
//! passages or meaning.
//!
//! In: the symbols of each report, packed ([`Text`]). Out: [`Cell`]s by left and right, with the
//! counts that each value is made of. Of a text its 5-grams of symbols count (3-grams of words),
//! as in `shingle::set`.
//!
//! * [`exact`] finds every pair. `rare` drops what only one report has, `ranks` names the rest by
//!   their frequency, `join` compares those that share a rare member.
//! * [`approximate`] finds most pairs by equal parts of signatures and verifies each exactly.
//! * [`simhash()`] compares one word a report with each other, whatever the distance.
//!
//! Parallel inside: rows of the result are independent of each other and collected in order.

mod bands;
mod join;
mod ranks;
mod rare;
#[cfg(test)]
mod tests;
mod text;

use rayon::prelude::*;

use crate::kernel;
use crate::kernel::Level;
use crate::model::Ratio;

pub use bands::{Approximate, approximate};
pub use text::Text;

/// What likeness means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Shared shingles over all shingles of both.
    Jaccard,
    /// Shared shingles over those of the left report: how much of left is in right.
    Containment,
}

impl Metric {
    /// Shared shingles over what they are compared with, for sets of `left` and `right` members.
    fn ratio(self, shared: usize, left: usize, right: usize) -> Ratio {
        match self {
            Self::Jaccard => Ratio::new(shared as u64, (left + right - shared) as u64),
            Self::Containment => Ratio::new(shared as u64, left as u64),
        }
    }

    /// Members that two sets must share for a value of `threshold`; never one too many.
    fn least(self, threshold: f64, left: usize, right: usize) -> usize {
        let least = match self {
            Self::Jaccard => threshold / (1.0 + threshold) * (left + right) as f64,
            Self::Containment => threshold * left as f64,
        };
        ceiling(least)
    }
}

/// The least whole number that is not below `x`, a rounding error forgiven: a bound that is one
/// too small costs time, one too large costs a result.
fn ceiling(x: f64) -> usize {
    (x - 1e-6).ceil().max(0.0) as usize
}

/// Two reports by index and how like the left one is to the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Index of a report.
    pub left: u32,
    /// Index of another report; a later one unless the metric has a direction.
    pub right: u32,
    /// The value.
    pub ratio: Ratio,
}

/// All pairs whose value is at least `threshold`, 0 to 1. Jaccard lists each pair once,
/// containment both ways; a text without shingles is like none.
///
/// # Cost
/// With a threshold: `O(n)` in all symbols to find what is shared, then by what is: pairs that
/// share a member among the rarest of both. At threshold 0 every pair is compared.
///
/// # Source
/// Chaudhuri, Ganti, Kaushik 2006 (prefix filter); Xiao, Wang, Lin, Yu 2008 (positions).
pub fn exact(texts: &[Text], metric: Metric, threshold: f64) -> Vec<Cell> {
    if threshold <= 0.0 {
        return every(texts, metric);
    }
    let sets = ranks::ranked(rare::shared(texts), metric, threshold);
    join::join(&sets, metric, threshold)
}

/// Every pair.
fn every(texts: &[Text], metric: Metric) -> Vec<Cell> {
    let sets: Vec<Vec<u64>> = texts.par_iter().map(Text::set).collect();
    let count = sets.len() as u32;
    let row = |left: u32| {
        let first = if metric == Metric::Containment { 0 } else { left + 1 };
        let (sets, a) = (&sets, &sets[left as usize]);
        (first..count).filter(move |&right| right != left).filter_map(move |right| {
            let b = &sets[right as usize];
            let ratio = metric.ratio(kernel::intersection(a, b), a.len(), b.len());
            (ratio.d > 0).then_some(Cell { left, right, ratio })
        })
    };
    (0..count).into_par_iter().flat_map_iter(row).collect()
}

/// Bits of a SimHash.
pub const SIMHASH_BITS: u32 = 64;

/// All pairs whose SimHashes, of shingles as often as they occur, agree in at least the share
/// `threshold` of their 64 bits; each once.
///
/// # Cost
/// `O(n)` in the symbols, and every pair of texts: some 10^9 pairs a second.
///
/// # Source
/// Charikar 2002, section 3.
pub fn simhash(texts: &[Text], threshold: f64) -> Vec<Cell> {
    let is_full = |text: &&(u32, &Text)| text.1.shingles() > 0;
    let numbered: Vec<(u32, &Text)> = (0..).zip(texts).collect();
    let full: Vec<&(u32, &Text)> = numbered.iter().filter(is_full).collect();
    let words: Vec<u64> = full.par_iter().map(|text| text.1.simhash()).collect();
    let bits = SIMHASH_BITS as usize;
    let most = (0..=bits).rev().find(|far| (bits - far) as f64 / bits as f64 >= threshold);
    let Some(most) = most else { return Vec::new() };
    let level = Level::best();
    let row = |i: usize| {
        let mut near = Vec::new();
        kernel::near(level, words[i], &words[i + 1..], most as u32, &mut near);
        let (words, full) = (&words, &full);
        near.into_iter().map(move |place| {
            let j = i + 1 + place as usize;
            let equal = SIMHASH_BITS - kernel::hamming(words[i], words[j]);
            let ratio = Ratio::new(u64::from(equal), u64::from(SIMHASH_BITS));
            Cell { left: full[i].0, right: full[j].0, ratio }
        })
    };
    (0..words.len()).into_par_iter().flat_map_iter(row).collect()
}
