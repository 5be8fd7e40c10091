//! Small stand-ins of a report: fingerprints with places for copies, MinHash and SimHash for the
//! likeness of whole reports.
//!
//! Which one? `winnow` when a shared passage is to be found; `minhash` when two reports may be
//! alike as wholes; `simhash` when a single word a report is all the memory there is.

pub mod minhash;
pub mod simhash;
#[cfg(test)]
mod tests;
pub mod winnow;

use crate::config;
use crate::normalize::Symbols;
use crate::segment::Word;
use crate::shingle;

pub use winnow::Fingerprint;

/// What is kept of one report for finding others like it.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// Winnowed k-grams in order of their places.
    pub fingerprints: Vec<Fingerprint>,
    /// The exact set of shingles, sorted.
    pub shingles: Vec<u64>,
    /// The exact set of word pairs, sorted.
    pub word_pairs: Vec<u64>,
    /// MinHash signature of the shingles.
    pub minhash: Vec<u32>,
    /// SimHash of the words, unweighted.
    pub simhash: u64,
    /// SimHash of the words, weighted by their information.
    pub weighted_simhash: u64,
}

/// The sketch of one report.
///
/// # Cost
/// `O(n log n)` in its symbols.
pub fn of(symbols: &Symbols, words: &[Word], config: &config::Sketch) -> Sketch {
    let shingles = shingle::set(symbols);
    Sketch {
        fingerprints: winnow::fingerprints(symbols, config),
        minhash: minhash::signature(&shingles, config.minhash_permutations as usize),
        simhash: simhash::of_words(words),
        weighted_simhash: simhash::weighted(
            words.iter().map(|word| (simhash::hash_of(word.id), i64::from(word.information))),
        ),
        word_pairs: shingle::word_pairs(words),
        shingles,
    }
}
