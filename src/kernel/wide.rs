//! Loops that the compiler turns into vector instructions, once for each instruction set.
//!
//! Each loop is written once, plainly; its twins are the same source compiled for AVX2 and for
//! AVX-512, called where the processor has them. On AArch64 the plain one is compiled to NEON,
//! which every processor there has. What is unsafe is the call alone: that the instructions
//! exist must be known.

use super::{BASE, mix, salt};

/// An instruction set, by the width of its vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What every processor of the target has.
    Portable,
    /// x86-64 with 256-bit vectors of integers.
    Avx2,
    /// x86-64 with 512-bit vectors and counts of bits.
    Avx512,
}

impl Level {
    /// All that this processor has, the best last.
    pub fn available() -> impl Iterator<Item = Self> {
        [Self::Portable, Self::Avx2, Self::Avx512].into_iter().filter(|level| level.is_available())
    }

    /// The best that this processor has.
    ///
    /// # Cost
    /// A look at a few cached bits.
    pub fn best() -> Self {
        if Self::Avx512.is_available() {
            Self::Avx512
        } else if Self::Avx2.is_available() {
            Self::Avx2
        } else {
            Self::Portable
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt"),
            Self::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vpopcntdq")
                    && Self::Avx2.is_available()
            }
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn is_available(self) -> bool {
        self == Self::Portable
    }
}

/// Defines a function with a level as its first argument, and its twins around the plain loop.
macro_rules! twins {
    ($(#[$doc:meta])* $name:ident =
        $plain:ident($($argument:ident: $type:ty),*) $(-> $out:ty)?) => {
        $(#[$doc])*
        pub fn $name(level: Level, $($argument: $type),*) $(-> $out)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(
                    enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,avx2,popcnt"
                )]
                fn avx512($($argument: $type),*) $(-> $out)? {
                    $plain($($argument),*)
                }
                #[target_feature(enable = "avx2,popcnt")]
                fn avx2($($argument: $type),*) $(-> $out)? {
                    $plain($($argument),*)
                }
                if level == Level::Avx512 && level.is_available() {
                    // SAFETY: the line above asked whether the processor has all that the twin
                    // is compiled for; it is safe code otherwise.
                    #[expect(unsafe_code, reason = "the features were looked for")]
                    return unsafe { avx512($($argument),*) };
                }
                if level == Level::Avx2 && level.is_available() {
                    // SAFETY: as above.
                    #[expect(unsafe_code, reason = "the features were looked for")]
                    return unsafe { avx2($($argument),*) };
                }
            }
            let _ = level;
            $plain($($argument),*)
        }
    };
}

twins! {
    /// Appends the hashes of all runs of `k` consecutive codes to `out`, in order of their places:
    /// those of [`super::kgrams`]. `spread` is room to work in.
    ///
    /// # Cost
    /// `O(n k)`, a few instructions for eight runs; faster than rolling for small `k`.
    shingles = shingles_plain(codes: &[u32], k: usize, spread: &mut Vec<u64>, out: &mut Vec<u64>)
}

#[inline(always)]
fn shingles_plain(codes: &[u32], k: usize, spread: &mut Vec<u64>, out: &mut Vec<u64>) {
    if k == 0 || codes.len() < k {
        return;
    }
    spread.clear();
    spread.extend(codes.iter().map(|&code| mix(u64::from(code) + 1)));
    let (first, count) = (out.len(), codes.len() - k + 1);
    out.extend_from_slice(&spread[..count]);
    let hashes = &mut out[first..];
    for place in 1..k {
        for (hash, next) in hashes.iter_mut().zip(&spread[place..place + count]) {
            *hash = hash.wrapping_mul(BASE).wrapping_add(*next);
        }
    }
    for hash in hashes {
        *hash = mix(*hash ^ salt(k));
    }
}

twins! {
    /// Appends the places of the words of `others` that differ from `word` in at most `bits` bits.
    near = near_plain(word: u64, others: &[u64], bits: u32, out: &mut Vec<u32>)
}

#[inline(always)]
fn near_plain(word: u64, others: &[u64], bits: u32, out: &mut Vec<u32>) {
    /// Words that are looked at together; where one is near, each is asked.
    const BLOCK: usize = 64;
    for (block, words) in others.chunks(BLOCK).enumerate() {
        let found: u32 = words.iter().map(|o| u32::from((word ^ o).count_ones() <= bits)).sum();
        if found > 0 {
            let near = words.iter().enumerate().filter(|(_, o)| (word ^ **o).count_ones() <= bits);
            out.extend(near.map(|(i, _)| (block * BLOCK + i) as u32));
        }
    }
}

twins! {
    /// Places at which two slices of one length hold the same number.
    agreement = agreement_plain(a: &[u32], b: &[u32]) -> usize
}

#[inline(always)]
fn agreement_plain(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).map(|(x, y)| u32::from(x == y)).sum::<u32>() as usize
}

twins! {
    /// For each of the 64 bits, the words that have it set.
    bit_sums = bit_sums_plain(words: &[u64]) -> [u32; 64]
}

#[inline(always)]
fn bit_sums_plain(words: &[u64]) -> [u32; 64] {
    /// Words whose bits a byte can count.
    const BLOCK: usize = 255;
    let mut sums = [0u32; 64];
    for block in words.chunks(BLOCK) {
        let mut bytes = [0u8; 64];
        for &word in block {
            for (bit, byte) in bytes.iter_mut().enumerate() {
                *byte += u8::from(word & (1 << bit) != 0);
            }
        }
        for (sum, byte) in sums.iter_mut().zip(bytes) {
            *sum += u32::from(byte);
        }
    }
    sums
}

twins! {
    /// Puts each hash, mixed with `seed`, into the bin that its high half names and leaves its low
    /// half there if that is the least; at most 2^32 bins, none of which is left at `u32::MAX`.
    least_of_bins = least_of_bins_plain(hashes: &[u64], seed: u64, bins: &mut [u32])
}

#[inline(always)]
fn least_of_bins_plain(hashes: &[u64], seed: u64, bins: &mut [u32]) {
    /// Hashes that are mixed together before their bins are sought one by one.
    const BLOCK: usize = 64;
    let count = bins.len() as u64;
    let (mut places, mut values) = ([0u32; BLOCK], [0u32; BLOCK]);
    for block in hashes.chunks(BLOCK) {
        for ((&hash, place), value) in block.iter().zip(&mut places).zip(&mut values) {
            let mixed = mix(hash ^ seed);
            *place = (((mixed >> 32) * count) >> 32) as u32;
            *value = (mixed as u32).min(u32::MAX - 1);
        }
        for (&place, &value) in places.iter().zip(&values).take(block.len()) {
            let bin = &mut bins[place as usize];
            *bin = (*bin).min(value);
        }
    }
}
