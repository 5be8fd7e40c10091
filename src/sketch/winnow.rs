//! Winnowing: any shared run of `t` symbols shares a fingerprint.

use crate::config;
use crate::kernel::kgrams;
use crate::normalize::Symbols;

/// A k-gram selected to represent a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    /// Hash of the k-gram.
    pub hash: u64,
    /// Its first symbol.
    pub place: u32,
}

/// The fingerprints of a report.
///
/// # Source
/// Schleimer, Wilkerson, Aiken 2003, section 4: the rightmost minimum of each window of
/// `w = t - k + 1` hashes.
pub fn fingerprints(symbols: &Symbols, config: &config::Sketch) -> Vec<Fingerprint> {
    let (k, t) = if symbols.is_in_words() {
        (config.word_kgram, config.word_guarantee)
    } else {
        (config.han_kgram, config.han_guarantee)
    };
    let mut hashes = Vec::with_capacity(symbols.len());
    kgrams(|i| symbols.code(i), symbols.len(), k as usize, |_, hash| hashes.push(hash));
    winnow(&hashes, (t - k + 1) as usize)
}

/// The rightmost minimum of each window of `w` hashes; of a shorter text its minimum.
pub fn winnow(hashes: &[u64], w: usize) -> Vec<Fingerprint> {
    let mut kept: Vec<Fingerprint> = Vec::with_capacity(2 * hashes.len() / (w + 1) + 1);
    // Places whose hash is smaller than all after them in the window: the front is the minimum.
    let mut falling = std::collections::VecDeque::<usize>::with_capacity(w);
    for (i, &hash) in hashes.iter().enumerate() {
        while falling.back().is_some_and(|&j| hashes[j] >= hash) {
            falling.pop_back();
        }
        falling.push_back(i);
        if falling.front().is_some_and(|&j| j + w <= i) {
            falling.pop_front();
        }
        let is_full = i + 1 >= w || i + 1 == hashes.len();
        let front = falling[0];
        if is_full && kept.last().is_none_or(|last| last.place as usize != front) {
            kept.push(Fingerprint { hash: hashes[front], place: front as u32 });
        }
    }
    kept
}
