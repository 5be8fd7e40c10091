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
    /// Number of each word, [`NONE`] where the other text does not hold it or it was used.
    pub(super) types: Vec<u32>,
    /// The same, with the words that were used.
    pub(super) all_types: Vec<u32>,
    /// The word belongs to a region that was found already; no other region may hold it.
    pub(super) used: Vec<bool>,
    /// Surprise of each word in the language. Unit: bits.
    pub(super) bits: Vec<f32>,
    /// Probability that a word drawn from the language or the subject is this one.
    pub(super) chance: Vec<f32>,
    /// A sentence ends before word i; one more at the end of the text.
    pub(super) breaks: Vec<bool>,
}

impl Side {
    fn new(words: &[Word], types: Vec<u32>, chance: &[f32]) -> Self {
        let rare = |word: &Word| (-word.information_bits).exp2();
        let of = |(word, &t): (&Word, &u32)| {
            if t == NONE { rare(word) } else { chance[t as usize] }
        };
        Self {
            chance: words.iter().zip(&types).map(of).collect(),
            all_types: types.clone(),
            used: vec![false; words.len()],
            types,
            bits: words.iter().map(|word| word.information_bits).collect(),
            breaks: words.iter().map(|word| word.sentence_break).chain([true]).collect(),
        }
    }

    /// The longest run of words inside a range that were not used, the first of equal ones.
    pub(super) fn unused(&self, range: &Range<usize>) -> Range<usize> {
        let mut best = range.start..range.start;
        let mut start = range.start;
        for i in range.clone() {
            if self.used[i] {
                start = i + 1;
            } else if i + 1 - start > best.len() {
                best = start..i + 1;
            }
        }
        best
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
    /// Surprise of each numbered word in the language. Unit: bits.
    pub(super) bits: Vec<f32>,
    /// Probability of each numbered word by chance: the language's or the subject's.
    pub(super) chance: Vec<f32>,
}

impl Pair {
    /// Numbers the words that both texts hold, in the order of the longer text.
    pub(super) fn new(left: &[Word], right: &[Word], config: &config::Regions) -> Self {
        let turned = left.len() > right.len();
        let (short, long) = if turned { (right, left) } else { (left, right) };
        let (short_types, long_types, bits) = numbered(short, long);
        let mut counts = vec![0u32; bits.len()];
        for &t in short_types.iter().chain(&long_types).filter(|&&t| t != NONE) {
            counts[t as usize] += 1;
        }
        // One occurrence on each side is what a copy makes; the rest is the subject.
        let all = (left.len() + right.len()) as f32;
        let subject = |count: u32| config.local_weight * (count - 2) as f32 / all;
        let chance: Vec<f32> =
            bits.iter().zip(&counts).map(|(b, &n)| (-b).exp2().max(subject(n))).collect();
        let short = Side::new(short, short_types, &chance);
        let long = Side::new(long, long_types, &chance);
        Self { sides: if turned { [long, short] } else { [short, long] }, bits, chance }
    }

    /// Takes the words of a region out of the comparison.
    pub(super) fn mask(&mut self, region: &Region) {
        for (side, words) in self.sides.iter_mut().enumerate() {
            let range = as_usize(region.range(side));
            words.types[range.clone()].fill(NONE);
            words.used[range].fill(true);
        }
    }

    /// How often each numbered word stands in a range of a side and was not used.
    pub(super) fn counts(&self, side: usize, range: &Range<usize>) -> Vec<u32> {
        let mut counts = vec![0; self.bits.len()];
        for &t in self.sides[side].types[range.clone()].iter().filter(|&&t| t != NONE) {
            counts[t as usize] += 1;
        }
        counts
    }
}

/// Numbers of the words of both texts, and the surprise of each number.
fn numbered(short: &[Word], long: &[Word]) -> (Vec<u32>, Vec<u32>, Vec<f32>) {
    let mut numbers: HashMap<u64, u32, FixedState> =
        HashMap::with_capacity_and_hasher(short.len(), FixedState::default());
    for word in short {
        numbers.insert(word.id, NONE);
    }
    let mut bits = Vec::new();
    let mut number = |word: &Word| {
        let Some(number) = numbers.get_mut(&word.id) else { return NONE };
        if *number == NONE {
            *number = bits.len() as u32;
            bits.push(word.information_bits);
        }
        *number
    };
    let long_types = long.iter().map(&mut number).collect();
    let short_types = short.iter().map(|word| numbers[&word.id]).collect();
    (short_types, long_types, bits)
}

/// Bits of a word that the other side holds, when a copyist keeps `kept` of all words.
pub(super) fn found_bits(kept: f32, by_chance: f32) -> f32 {
    ((kept + (1.0 - kept) * by_chance) / by_chance.max(f32::MIN_POSITIVE)).log2()
}

/// Bits, at most 0, of a word that the other side does not hold. The less a word is expected
/// there anyway, the more its absence says.
pub(super) fn missing_bits(kept: f32, by_chance: f32) -> f32 {
    (1.0 - by_chance) * (1.0 - kept).log2()
}

/// Probability that a word stands by chance among `words` others.
pub(super) fn by_chance(words: f32, chance: f32) -> f32 {
    -(-words * chance).exp_m1()
}

/// The range as an index.
pub(super) fn as_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The index as a range.
pub(super) fn as_words(range: &Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}
