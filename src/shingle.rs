//! Runs of consecutive symbols as hashed set members, for the likeness of whole reports.

use crate::kernel::kgrams;
use crate::normalize::Symbols;
use crate::segment::Word;

/// Symbols in one shingle. Unit: symbols. Five Chinese characters, as PERFORMANCE section 1 and
/// the peers measured there use.
const SYMBOLS: usize = 5;

/// Words in one shingle of a report written in words; with more, light edits leave nothing.
const WORDS: usize = 3;

/// The set of shingles of a report: sorted hashes without repetition.
///
/// # Source
/// Broder 1997, "On the resemblance and containment of documents", section 2.
pub fn set(symbols: &Symbols) -> Vec<u64> {
    let k = length(symbols);
    let mut hashes = Vec::with_capacity(symbols.len());
    kgrams(|i| symbols.code(i), symbols.len(), k, |_, hash| hashes.push(hash));
    sorted_set(hashes)
}

/// Symbols in one shingle of a report.
pub fn length(symbols: &Symbols) -> usize {
    if symbols.is_in_words() { WORDS } else { SYMBOLS }
}

/// The set of pairs of consecutive words: sorted hashes without repetition.
pub fn word_pairs(words: &[Word]) -> Vec<u64> {
    let pairs = words.windows(2).map(|w| crate::kernel::mix(w[0].id ^ w[1].id.rotate_left(17)));
    sorted_set(pairs.collect())
}

fn sorted_set(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
