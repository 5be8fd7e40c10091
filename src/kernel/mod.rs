//! Hot loops over integers: mixing, rolling k-gram hashes, set intersection, Hamming distance.
//!
//! Slices of integers in, integers out; nothing here knows what a report is. All hashes are
//! fixed by their formula and may be written to disk.

#[cfg(test)]
mod tests;

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
        each(start, mix(hash ^ (k as u64).rotate_left(32)));
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

/// Bits in which two words differ.
#[inline]
pub fn hamming(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}
