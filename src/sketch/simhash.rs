//! SimHash: a word a report; similar reports differ in few bits.

use crate::segment::Word;

/// The unweighted SimHash of a report's words, by the crate `simhash`.
///
/// # Source
/// Charikar 2002, section 3; Manku, Jain, Das Sarma 2007.
pub fn of_words(words: &[Word]) -> u64 {
    let names: Vec<String> = words.iter().map(|word| format!("{:016x}", word.id)).collect();
    simhash::simhash_stream(names.iter().map(String::as_str))
}

/// The SimHash of hashed features with weights: a bit is set when the features that have it
/// outweigh those that have it not. Ties give 0, as in the crate.
pub fn weighted(features: impl Iterator<Item = (u64, i64)>) -> u64 {
    let mut lanes = [0i64; 64];
    let mut total = 0i64;
    for (hash, weight) in features {
        total += weight;
        for (bit, lane) in lanes.iter_mut().enumerate() {
            *lane += ((hash >> bit) & 1) as i64 * weight;
        }
    }
    lanes.iter().enumerate().fold(0, |out, (bit, lane)| out | u64::from(2 * lane > total) << bit)
}

/// The hash that a word's id gets as a feature: the id's own bits are not spread evenly for
/// numbers and blanks.
pub fn hash_of(id: u64) -> u64 {
    crate::kernel::mix(id ^ 0x7369_6D68_6173_6801)
}
