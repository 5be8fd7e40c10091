//! Runs that two sequences share, unique in both and in the same order in both: the places that
//! an alignment of the sequences surely goes through.

use crate::kernel::kgrams;

/// A run that stands in both sequences.
pub(super) type Anchor = crate::align::Block;

/// The run that is tried first. Unit: symbols. Longer than set phrases mostly are.
pub(super) const LONGEST: usize = 12;

/// The run that is tried last. Unit: symbols. Shorter ones meet by chance.
const SHORTEST: usize = 3;

/// The next shorter run to try: 12, 6, 3.
pub(super) fn shorter(kgram: usize) -> Option<usize> {
    (kgram >= SHORTEST).then_some(kgram / 2)
}

/// True for runs that may meet by chance in a long stretch.
pub(super) fn is_short(kgram: usize) -> bool {
    kgram <= SHORTEST
}

/// The anchors of `kgram` symbols and more, in order, disjoint on both sides.
///
/// # Cost
/// `O(n log n)` in both sequences.
///
/// # Source
/// Unique matches in line are the plan of MUMmer (Delcher et al. 1999, section 2).
pub(super) fn find(left: &[u32], right: &[u32], kgram: usize) -> Vec<Anchor> {
    let (a, b) = (unique(left, kgram), unique(right, kgram));
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut rest = b.iter().peekable();
    for &(hash, place) in &a {
        while rest.next_if(|other| other.0 < hash).is_some() {}
        if let Some(&(_, other)) = rest.next_if(|other| other.0 == hash) {
            pairs.push((place, other));
        }
    }
    pairs.sort_unstable();
    let mut found: Vec<Anchor> = Vec::new();
    for (i, j) in rising(&pairs) {
        let length = kgram as u32;
        match found.last_mut() {
            Some(last) if i < last.left_end() || j < last.right_end() => {
                let is_same_line = i - last.left == j - last.right;
                if is_same_line {
                    last.length = i + length - last.left;
                }
            }
            _ => found.push(Anchor { left: i, right: j, length }),
        }
    }
    found
}

/// Pairs of places as runs.
pub(super) fn joined(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<Anchor> {
    let mut found: Vec<Anchor> = Vec::new();
    for (left, right) in pairs {
        match found.last_mut() {
            Some(last) if last.left_end() == left && last.right_end() == right => last.length += 1,
            _ => found.push(Anchor { left, right, length: 1 }),
        }
    }
    found
}

/// Hash and place of the k-grams that stand once, by hash.
fn unique(codes: &[u32], kgram: usize) -> Vec<(u64, u32)> {
    let mut all = Vec::with_capacity(codes.len());
    kgrams(|i| codes[i], codes.len(), kgram, |place, hash| all.push((hash, place as u32)));
    all.sort_unstable();
    let once = all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1);
    once.map(|same| same[0]).collect()
}

/// The longest subsequence whose second places rise; the first ones do.
///
/// # Source
/// Schensted 1961, "Longest increasing and decreasing subsequences".
fn rising(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (i, pair) in pairs.iter().enumerate() {
        let at = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before.push(at.checked_sub(1).map(|at| ends[at]));
        if at == ends.len() {
            ends.push(i);
        } else {
            ends[at] = i;
        }
    }
    let mut found = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(i) = at {
        found.push(pairs[i]);
        at = before[i];
    }
    found.reverse();
    found
}
