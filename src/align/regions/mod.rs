//! Two lists of words in, passages of the one that were made from passages of the other out,
//! also where hardly two words still stand side by side.

mod digest;
mod grow;
mod refine;
mod seeds;
mod shared;
pub mod words;

use std::ops::Range;

use crate::config;
use crate::model::CharSpan;

/// A word of a report as the aligner of regions sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Hash of the stem (English) or the word (Chinese): equal words are equal here.
    pub id: u64,
    /// Where it stands, with the punctuation attached to its end.
    pub span: CharSpan,
    /// Surprise under the shipped background, -log2 of its probability, capped. Unit: bits.
    pub information_bits: f32,
    /// A sentence ends before it, or it is the first word.
    pub sentence_break: bool,
}

/// A passage on each side, one made from the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
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
    pub note: [f32; 4],
}

impl Region {
    fn range(&self, side: usize) -> &Range<u32> {
        if side == 0 { &self.left } else { &self.right }
    }
}

/// All regions of a pair, strongest first found, by left place.
pub fn find(left: &[Word], right: &[Word], config: &config::Regions) -> Vec<Region> {
    let mut pair = shared::Pair::new(left, right, config);
    let mut regions = Vec::new();
    let mut cells = seeds::Cells::new(&pair, config);
    for _ in 0..config.seeds_max {
        let Some(seed) = cells.best(config) else { break };
        let found = grow::region(&pair, seed.clone(), config).and_then(|r| refine::region(&pair, r, config));
        match found {
            Some(region) => {
                pair.mask(&region);
                cells = seeds::Cells::new(&pair, config);
                regions.push(region);
            }
            None => cells.discard(seed),
        }
    }
    let regions = touching(regions, config);
    let mut regions = digest::join(&pair, regions, config);
    regions.retain(|r| {
        r.note[0] > 0.5 || (r.bits >= config.region_bits_min && r.left.len().min(r.right.len()) >= config.region_words_min as usize)
    });
    regions.sort_by_key(|r| (r.left.start, r.right.start));
    regions
}

/// Joins regions that follow each other closely in both texts.
fn touching(mut regions: Vec<Region>, config: &config::Regions) -> Vec<Region> {
    regions.sort_by_key(|r| (r.left.start, r.right.start));
    let mut result: Vec<Region> = Vec::new();
    for region in regions {
        let follows = |a: &Range<u32>, b: &Range<u32>| {
            b.start >= a.end && b.start - a.end <= config.join_gap_words
        };
        let before = result.iter().rposition(|before| follows(&before.left, &region.left) && follows(&before.right, &region.right));
        match before {
            Some(at) => {
                let before = &mut result[at];
                let weight = before.bits / (before.bits + region.bits);
                before.kept_left = before.kept_left * weight + region.kept_left * (1.0 - weight);
                before.kept_right = before.kept_right * weight + region.kept_right * (1.0 - weight);
                before.left.end = region.left.end;
                before.right.end = region.right.end;
                before.bits += region.bits;
            }
            None => result.push(region),
        }
    }
    result
}

/// The code points that a run of words covers.
pub fn span(words: &[Word], range: &Range<u32>) -> CharSpan {
    let (first, last) = (range.start as usize, range.end as usize - 1);
    CharSpan::new(words[first].span.start, words[last].span.end)
}
