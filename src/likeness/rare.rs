//! Which shingles more than one report may have. The others, most of them in any collection,
//! can make no pair alike and are only counted.
//!
//! All hashes are dealt by their high bits into parts that fit the cache; in each part two bits
//! a place say whether something fell there once or again. What fell alone on its place is in one
//! report only, which is certain; what is kept beside it by chance does no harm.

use rayon::prelude::*;

use super::text::{Room, Text};
use crate::kernel::Level;

/// Shingles of one chunk of texts, whose entries stay in the cache while they are dealt.
/// Unit: shingles.
const CHUNK: usize = 1 << 18;

/// Shingles of one part, whose places stay in the cache. Unit: shingles.
const PART: usize = 1 << 17;

/// Most parts: a chunk is written into as many places at once.
const PART_BITS_MAX: u32 = 10;

/// Places for each shingle of a part, as a power of two: of eight places seven stay empty, so one
/// shingle in nine is kept by chance.
const PLACES_BITS: u32 = 3;

/// The low bit of an entry says whether it is kept.
const KEPT: u32 = 1;

/// The shingles of one report.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    /// Those that others may have, sorted, each once.
    pub(super) hashes: Vec<u64>,
    /// How many others there are, which this report has alone.
    pub(super) alone: usize,
}

/// A run of texts and the hashes of their shingles by part, 31 bits each.
struct Chunk<'a> {
    texts: &'a [Text],
    entries: Vec<u32>,
    /// Where each part begins in `entries`, and the end.
    starts: Vec<u32>,
}

/// The shingles of each text that others may have.
///
/// # Cost
/// `O(n)` in all symbols; four bytes a shingle while it runs.
pub(super) fn shared(texts: &[Text]) -> Vec<Shared> {
    let total: usize = texts.iter().map(Text::shingles).sum();
    let bits = (total / PART).max(1).next_power_of_two().ilog2().min(PART_BITS_MAX);
    let level = Level::best();
    let runs = runs(texts);
    let mut chunks: Vec<Chunk> =
        runs.into_par_iter().map(|texts| Chunk::dealt(texts, bits, level)).collect();
    let mut parts: Vec<Vec<&mut [u32]>> = (0..1usize << bits).map(|_| Vec::new()).collect();
    for chunk in &mut chunks {
        let mut rest = chunk.entries.as_mut_slice();
        for (part, bounds) in parts.iter_mut().zip(chunk.starts.windows(2)) {
            let (entries, after) = rest.split_at_mut((bounds[1] - bounds[0]) as usize);
            part.push(entries);
            rest = after;
        }
    }
    parts.par_iter_mut().for_each(|part| mark(part));
    chunks.into_par_iter().flat_map_iter(|chunk| chunk.kept(bits, level)).collect()
}

/// Consecutive texts of about as many shingles as a chunk has.
fn runs(texts: &[Text]) -> Vec<&[Text]> {
    let (mut runs, mut start, mut shingles) = (Vec::new(), 0, 0);
    for (i, text) in texts.iter().enumerate() {
        shingles += text.shingles();
        if shingles >= CHUNK || i + 1 == texts.len() {
            runs.push(&texts[start..=i]);
            (start, shingles) = (i + 1, 0);
        }
    }
    runs
}

/// The part that a hash falls into.
fn part(hash: u64, bits: u32) -> usize {
    ((hash >> 1) >> (63 - bits)) as usize
}

impl<'a> Chunk<'a> {
    fn dealt(texts: &'a [Text], bits: u32, level: Level) -> Self {
        let mut hashes = Vec::with_capacity(CHUNK);
        let mut room = Room::default();
        for text in texts {
            text.hashes(level, &mut room, &mut hashes);
        }
        let mut starts = vec![0u32; (1 << bits) + 1];
        for &hash in &hashes {
            starts[part(hash, bits) + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![0; hashes.len()];
        for &hash in &hashes {
            let place = &mut next[part(hash, bits)];
            entries[*place as usize] = ((hash << bits) >> 32) as u32 & !KEPT;
            *place += 1;
        }
        Self { texts, entries, starts }
    }

    /// What of each text is kept: the hashes come in the order in which they were dealt.
    fn kept(self, bits: u32, level: Level) -> Vec<Shared> {
        let mut next = self.starts;
        let mut room = Room::default();
        let mut hashes = Vec::new();
        let shared = |text: &Text| {
            hashes.clear();
            text.hashes(level, &mut room, &mut hashes);
            let all = hashes.len();
            let mut kept = 0;
            for i in 0..all {
                let hash = hashes[i];
                let place = &mut next[part(hash, bits)];
                hashes[kept] = hash;
                kept += (self.entries[*place as usize] & KEPT) as usize;
                *place += 1;
            }
            let mut own = hashes[..kept].to_vec();
            own.sort_unstable();
            own.dedup();
            own.shrink_to_fit();
            Shared { hashes: own, alone: all - kept }
        };
        self.texts.iter().map(shared).collect()
    }
}

/// Marks the entries of one part that did not fall alone on their place.
fn mark(part: &mut [&mut [u32]]) {
    let count: usize = part.iter().map(|entries| entries.len()).sum();
    let bits = (count.next_power_of_two().ilog2() + PLACES_BITS).clamp(6, 31);
    let place = |entry: u32| (entry >> (32 - bits)) as usize;
    // Two words side by side, so that both bits of a place are in one line of the cache.
    let mut places = vec![[0u64; 2]; 1 << (bits - 6)];
    for &entry in part.iter().flat_map(|entries| entries.iter()) {
        let [once, again] = &mut places[place(entry) >> 6];
        let bit = 1 << (place(entry) & 63);
        *again |= *once & bit;
        *once |= bit;
    }
    for entry in part.iter_mut().flat_map(|entries| entries.iter_mut()) {
        let again = places[place(*entry) >> 6][1];
        *entry |= (again >> (place(*entry) & 63)) as u32 & KEPT;
    }
}
