//! Hot loops over integers: mixing, k-gram hashes, set intersection, Hamming distance.
//!
//! Slices of integers in, integers out; nothing here knows what a report is. All hashes are
//! fixed by their formula and may be written to disk.
//!
//! The loops of `wide` are compiled once for each instruction set and chosen at run time, so that
//! a program built for any machine is fast on a good one. Which one runs changes no result.

#[cfg(test)]
mod tests;
mod wide;

pub use wide::{Level, agreement, bit_sums, least_of_bins, near, shingles};

/// Multiplier of the polynomial rolling hash: odd, so that it is invertible modulo 2^64.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads the bits of `x` over the whole word (the finaliser of SplitMix64).
///
/// # Source
/// Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", figure 13.
#[inline]
pub fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// What tells runs of `k` codes from runs of another length.
fn salt(k: usize) -> u64 {
    (k as u64).rotate_left(32)
}

/// Calls `each` with the start and the hash of every run of `k` consecutive codes.
///
/// The hash is a polynomial in the mixed codes, mixed once more and salted with `k`, so runs of
/// different lengths never share a hash by construction.
///
/// # Cost
/// `O(n)`, independent of `k`.
///
/// # Source
/// Karp, Rabin 1987, with mixing in place of a prime modulus.
pub fn kgrams(codes: impl Fn(usize) -> u32, n: usize, k: usize, mut each: impl FnMut(usize, u64)) {
    if k == 0 || n < k {
        return;
    }
    let spread = |i: usize| mix(u64::from(codes(i)) + 1);
    let top = (1..k).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = (0..k - 1).fold(0u64, |h, i| h.wrapping_mul(BASE).wrapping_add(spread(i)));
    for start in 0..=n - k {
        hash = hash.wrapping_mul(BASE).wrapping_add(spread(start + k - 1));
        each(start, mix(hash ^ salt(k)));
        hash = hash.wrapping_sub(spread(start).wrapping_mul(top));
    }
}

/// Number of members that two sorted sets share.
///
/// # Cost
/// `O(a + b)`.
pub fn intersection<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

/// Number of members that two sorted sets share, if it is at least `least`.
///
/// # Cost
/// `O(a + b)`, less for sets that share too little: it ends when what is left cannot reach
/// `least`. Without branches that depend on the members, which no processor foresees.
pub fn intersection_from(a: &[u32], b: &[u32], least: usize) -> Option<usize> {
    /// Steps between two looks at whether it can still be reached.
    const STEPS: usize = 32;
    let (mut i, mut j, mut shared) = (0, 0, 0);
    loop {
        let steps = STEPS.min(a.len() - i).min(b.len() - j);
        if steps == 0 {
            return (shared >= least).then_some(shared);
        }
        if shared + (a.len() - i).min(b.len() - j) < least {
            return None;
        }
        for _ in 0..steps {
            let (x, y) = (a[i], b[j]);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            shared += usize::from(x == y);
        }
    }
}

/// Bits in which two words differ.
#[inline]
pub fn hamming(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}
