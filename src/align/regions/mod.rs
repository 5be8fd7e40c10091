//! Two lists of words in, passages of the one that were made from passages of the other out,
//! also where hardly two words still stand side by side.
//!
//! `seeds` finds windows that hold each other's rare words; `grow` lets both sides of a seed take
//! turns, each as far as the other explains its words; `borders` moves the four borders to where
//! the joint score of both is highest; `digest` joins what a summary took from all over a text.
//! A score is a log-likelihood ratio: a copyist keeps a word with probability a, estimated from
//! the region itself, against chance, where chance knows the language (the shipped background)
//! and the subject (the words that the two texts use all the time). Order of words is not used:
//! exact runs are the business of the chains of `align`.
//!
//! A pure function of the two texts, the background and the settings; a word belongs to one
//! region at most. Regions are candidates: whether a genre explains them, `classify` decides.

mod borders;
mod digest;
mod grow;
mod pair;
mod seeds;
#[cfg(test)]
mod tests;
pub(super) mod words;

use std::ops::Range;

use crate::config;
use crate::model::CharSpan;

/// A word of a report as the aligner of regions sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word {
    /// Hash of the stem (English) or the word (Chinese): equal words are equal here.
    pub id: u64,
    /// Where it stands, with the punctuation attached to its end.
    pub span: CharSpan,
    /// Surprise under the shipped background, -log2 of its probability, capped. Unit: bits.
    pub information_bits: f32,
    /// A sentence ends before it, or it is the first word.
    pub sentence_break: bool,
}

/// How one side of a region came from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RegionKind {
    /// Two passages that hold most of each other's words.
    Passage,
    /// The shorter side says in few words what all of the longer one says.
    Digest,
}

/// A passage on each side, one made from the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Region {
    /// Words of the left text.
    pub left: Range<u32>,
    /// Words of the right text.
    pub right: Range<u32>,
    /// Log-likelihood ratio of a copy against chance.
    pub bits: f32,
    /// Share of the left passage's informative words that the right one holds.
    pub kept_left: f32,
    /// Share of the right passage's informative words that the left one holds.
    pub kept_right: f32,
    /// How one side came from the other.
    pub kind: RegionKind,
}

/// All regions of a pair, by left place, then right place.
///
/// # Cost
/// One millisecond for two texts of a few thousand words; the seeds' table is as large as the
/// number of windows left times right.
///
/// # Source
/// The seeding, extension and filtering of the PAN workshops (Potthast et al. 2013) with a
/// likelihood ratio for every word in place of likeness of sentences.
pub(super) fn find(left: &[Word], right: &[Word], config: &config::Regions) -> Vec<Region> {
    let mut pair = pair::Pair::new(left, right, config);
    let mut cells = seeds::Cells::new(&pair, config);
    let mut pieces = Vec::new();
    let mut failed = 0;
    for _ in 0..config.seeds_max {
        if failed >= config.seeds_failed_max {
            break;
        }
        let Some(seed) = cells.best(config) else { break };
        let grown = grow::region(&pair, &seed, config);
        match grown.and_then(|draft| borders::region(&pair, draft, config)) {
            Some(region) => {
                pair.mask(&region);
                cells.renew(&pair, config);
                pieces.push(region);
                failed = 0;
            }
            None => {
                cells.discard(&seed);
                failed += 1;
            }
        }
    }
    let mut regions = digest::join(&pair, touching(pieces, config), config);
    regions.retain(|region| region.stands_alone(config));
    regions.sort_by_key(Region::place);
    regions
}

impl Region {
    fn range(&self, side: usize) -> &Range<u32> {
        if side == 0 { &self.left } else { &self.right }
    }

    fn place(&self) -> (u32, u32) {
        (self.left.start, self.right.start)
    }

    fn stands_alone(&self, config: &config::Regions) -> bool {
        let words = self.left.len().min(self.right.len());
        self.kind == RegionKind::Digest
            || self.bits >= config.region_bits_min && words >= config.region_words_min as usize
    }

    /// Takes a region that follows this one into it.
    fn extend(&mut self, next: &Self) {
        let weight = next.bits / (self.bits + next.bits);
        let mix = |a: f32, b: f32| a + (b - a) * weight;
        self.kept_left = mix(self.kept_left, next.kept_left);
        self.kept_right = mix(self.kept_right, next.kept_right);
        self.left.end = next.left.end;
        self.right.end = next.right.end;
        self.bits += next.bits;
    }
}

/// Joins regions that follow each other closely in both texts.
fn touching(mut pieces: Vec<Region>, config: &config::Regions) -> Vec<Region> {
    pieces.sort_by_key(Region::place);
    let follows = |a: &Range<u32>, b: &Range<u32>| {
        a.end <= b.start && b.start <= a.end + config.join_gap_words
    };
    let mut regions: Vec<Region> = Vec::new();
    for piece in pieces {
        let before = regions.iter_mut().rfind(|before| {
            follows(&before.left, &piece.left) && follows(&before.right, &piece.right)
        });
        match before {
            Some(before) => before.extend(&piece),
            None => regions.push(piece),
        }
    }
    regions
}
