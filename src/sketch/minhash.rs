//! MinHash by one permutation: one hash a shingle instead of one a shingle and permutation.

use crate::kernel;
use crate::kernel::Level;
use crate::kernel::mix;

/// Makes the hashes of signatures others than those of shingles.
const SEED: u64 = 0x6D69_6E68_6173_6801;

/// The signature of a set of hashed shingles, `bins` values; all `u32::MAX` for an empty set.
///
/// Each shingle falls into the bin that its high bits name and leaves its low bits there if they
/// are the smallest; empty bins copy from a bin chosen by a fixed walk.
///
/// # Cost
/// `O(shingles + bins)` expected.
///
/// # Source
/// Li, Owen, Zhang 2012 (one permutation hashing); Shrivastava 2017, "Optimal densification for
/// fast and accurate minwise hashing", section 4.
pub fn signature(shingles: &[u64], bins: usize) -> Vec<u32> {
    let mut minima = vec![u32::MAX; bins];
    fill(Level::best(), shingles, &mut minima);
    minima
}

/// The same into `minima`, by the instructions of `level`; shingles may be repeated.
pub fn fill(level: Level, shingles: &[u64], minima: &mut [u32]) {
    minima.fill(u32::MAX);
    kernel::least_of_bins(level, shingles, SEED, minima);
    densify(minima, !shingles.is_empty());
}

/// Fills empty bins from others, the same others for every set.
fn densify(minima: &mut [u32], has_any: bool) {
    if !has_any {
        return;
    }
    let filled = minima.to_vec();
    for (i, minimum) in minima.iter_mut().enumerate() {
        let mut attempt = 0u64;
        let mut from = i;
        while filled[from] == u32::MAX {
            attempt += 1;
            let walk = mix(((i as u64) << 32) | attempt);
            from = (((walk >> 32) * filled.len() as u64) >> 32) as usize;
        }
        if attempt > 0 {
            *minimum = filled[from].wrapping_add(attempt as u32).min(u32::MAX - 1);
        }
    }
}

/// Equal places of two signatures of one length: an estimate of the Jaccard index times `bins`.
pub fn agreement(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).filter(|(x, y)| x == y && **x != u32::MAX).count()
}
