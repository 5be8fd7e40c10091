//! The words of a pair as small numbers: what both texts hold gets a number, the rest none.

use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::config;

use super::{Region, Word};

/// Number of a word that the other text does not hold, or that was used already.
pub(super) const NONE: u32 = u32::MAX;

/// One text of a pair.
pub(super) struct Side {
    /// Number of each word, [`NONE`] where the other text does not hold it.
    pub(super) types: Vec<u32>,
    /// The same, with what was used already.
    pub(super) whole: Vec<u32>,
    /// Surprise of each word, in bits.
    pub(super) bits: Vec<f32>,
    /// Probability of each word.
    pub(super) p: Vec<f32>,
    /// A sentence ends before word i; one more at the end of the text.
    pub(super) breaks: Vec<bool>,
}

impl Side {
    fn new(words: &[Word], types: Vec<u32>) -> Self {
        let mut breaks: Vec<bool> = words.iter().map(|w| w.sentence_break).collect();
        breaks.push(true);
        let bits: Vec<f32> = words.iter().map(|w| w.information_bits).collect();
        let p = bits.iter().map(|b| (-b).exp2()).collect();
        Self { whole: types.clone(), types, bits, p, breaks }
    }

    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.types.len()
    }
}

/// Both texts of a pair.
pub(super) struct Pair {
    /// Left, right.
    pub(super) sides: [Side; 2],
    /// Surprise of each numbered word.
    pub(super) bits: Vec<f32>,
    /// Probability of each numbered word.
    pub(super) p: [Vec<f32>; 2],
}

impl Pair {
    /// Numbers the words that both texts hold.
    pub(super) fn new(left: &[Word], right: &[Word], config: &config::Regions) -> Self {
        let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        let mut numbers: HashMap<u64, u32, FixedState> =
            HashMap::with_capacity_and_hasher(short.len(), FixedState::default());
        for word in short {
            numbers.entry(word.id).or_insert(NONE);
        }
        let mut bits = Vec::new();
        let long_types: Vec<u32> = long
            .iter()
            .map(|word| match numbers.get_mut(&word.id) {
                None => NONE,
                Some(number) => {
                    if *number == NONE {
                        *number = bits.len() as u32;
                        bits.push(word.information_bits);
                    }
                    *number
                }
            })
            .collect();
        let short_types = short.iter().map(|word| numbers[&word.id]).collect();
        let (l, r) =
            if left.len() <= right.len() { (short_types, long_types) } else { (long_types, short_types) };
        let counts = [&l, &r].map(|types| {
            let mut counts = vec![0u32; bits.len()];
            for &t in types.iter().filter(|&&t| t != NONE) {
                counts[t as usize] += 1;
            }
            counts
        });
        let lens = [left.len() as f32, right.len() as f32];
        let p = [0, 1].map(|side: usize| -> Vec<f32> { bits.iter().enumerate().map(|(t, b): (usize, &f32)| {
            let pooled = (counts[side][t] + counts[1 - side][t] - 2) as f32 / (lens[side] + lens[1 - side]);
            (-b).exp2().max(config.local_weight * pooled)
        }).collect() });
        let mut sides = [Side::new(left, l), Side::new(right, r)];
        for (k, side) in sides.iter_mut().enumerate() {
            for (i, &t) in side.types.iter().enumerate() {
                if t != NONE { side.p[i] = p[k][t as usize]; }
            }
        }
        Self { sides, bits, p }
    }

    /// Takes the words of a region out of the comparison.
    pub(super) fn mask(&mut self, region: &Region) {
        let [left, right] = &mut self.sides;
        for (side, range) in [(left, &region.left), (right, &region.right)] {
            side.types[as_usize(range)].fill(NONE);
        }
    }
}

/// The range as an index.
pub(super) fn as_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The index as a range.
pub(super) fn as_words(range: Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}
