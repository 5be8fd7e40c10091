//! Evidence of passages that were found by their words.

use std::ops::Range;

use super::Columns;
use super::kin::Kin;
use super::model::Model;
use crate::align::Washed;
use crate::archive::{Archive, Report};
use crate::candidates::Pair;
use crate::config;
use crate::model::SymbolSpan;

/// What a passage that was found by its words earns, and how alike its sides are.
#[derive(Clone, Copy, Debug)]
pub struct WordEvidence {
    /// Log-likelihood ratio of a copy against chance, the mean of both sides. Unit: 1/1000 bit.
    pub bits: i64,
    /// Share of informative words that the other side holds, the mean of both sides.
    pub kept: f64,
}

impl Model {
    /// The evidence of all words of a washed passage, whatever their order, given what its
    /// matched runs (`columns`) earn.
    ///
    /// The likelihood ratio of `align::regions` with the cost of each word under this model in
    /// place of the shipped background, so that the genre's words and set phrases earn little.
    ///
    /// # Cost
    /// Linear in the words of the passage.
    pub fn washed(
        &self,
        archive: &Archive,
        pair: Pair,
        (washed, columns): (Washed, &Columns),
        (kin, config): (&Kin, &config::Regions),
    ) -> WordEvidence {
        let indexes = [pair.left as usize, pair.right as usize];
        let spans = [washed.left, washed.right];
        let sides = [0, 1].map(|side| {
            let report = &archive.reports[indexes[side]];
            let costs = self.costs(report, indexes[side], (spans[side], columns), side);
            words(report, self.words_of(indexes[side]), spans[side], &costs)
        });
        let genre = Genre::of(self, pair, kin, config);
        let judged = [0, 1].map(|side| genre.explain_all(&sides[side], &sides[1 - side]));
        match washed.whole_sides() {
            [true, false] => judged[0],
            [false, true] => judged[1],
            _ => WordEvidence {
                bits: i64::midpoint(judged[0].bits, judged[1].bits),
                kept: f64::midpoint(judged[0].kept, judged[1].kept),
            },
        }
    }

    /// Cost of each symbol of a passage: inside its context where a run matched, else alone.
    fn costs(
        &self,
        report: &Report,
        index: usize,
        (span, columns): (SymbolSpan, &Columns),
        side: usize,
    ) -> Vec<i32> {
        let mut costs: Vec<i32> =
            (span.start..span.end).map(|i| self.alone(report, index, i)).collect();
        let places = columns.blocks.iter().flat_map(|block| {
            let start = if side == 0 { block.left } else { block.right };
            start..start + block.length
        });
        for (place, &bits) in places.zip(&columns.bits) {
            if let Some(cost) = costs.get_mut((place - span.start) as usize) {
                *cost = (*cost).min(bits);
            }
        }
        costs
    }
}

/// A word of a passage: what it is and what it costs. Unit: bits.
type Costed = (u32, f64);

/// The words of a passage by their numbers in the corpus, `numbers` being those of its report.
fn words(report: &Report, numbers: &[u32], span: SymbolSpan, costs: &[i32]) -> Vec<Costed> {
    let words = &report.segments.words;
    let from = words.partition_point(|word| word.span.start < span.start);
    words[from..]
        .iter()
        .zip(&numbers[from..])
        .take_while(|(word, _)| word.span.end <= span.end)
        .map(|(word, &number)| {
            let at = |i: u32| (i - span.start) as usize;
            let cost: i32 = costs[at(word.span.start)..at(word.span.end)].iter().sum();
            (number, f64::from(cost) / 1000.0)
        })
        .collect()
}

/// The other reports, as far as they tell what passages on one subject have in common.
struct Genre<'a> {
    others: Vec<&'a [u32]>,
    /// Distinct words of the corpus.
    vocabulary: usize,
    config: &'a config::Regions,
}

impl<'a> Genre<'a> {
    /// Reports that are kin to neither of the pair, a fixed number of them.
    fn of(model: &'a Model, pair: Pair, kin: &Kin, config: &'a config::Regions) -> Self {
        let is_other = |&i: &u32| {
            i != pair.left
                && i != pair.right
                && !kin.are_kin(i, pair.left)
                && !kin.are_kin(i, pair.right)
        };
        let all: Vec<u32> = (0..model.reports() as u32).filter(is_other).collect();
        let step = all.len().div_ceil(config.genre_reports_max as usize).max(1);
        let others = all.iter().step_by(step).map(|&i| model.words_of(i as usize)).collect();
        Self { others, vocabulary: model.vocabulary(), config }
    }

    /// How well the words of one side are explained by those of the other.
    ///
    /// Stretch by stretch, each by the nearest one of the other side: in two long texts on one
    /// subject every word is found somewhere, in a copy it is found near its neighbours.
    fn explain_all(&self, own: &[Costed], other: &[Costed]) -> WordEvidence {
        let reach = self.config.reach_words as usize;
        let others: Vec<u32> = other.iter().map(|word| word.0).collect();
        let mut all = WordEvidence { bits: 0, kept: 0.0 };
        for words in own.chunks(reach) {
            let stretch = Stretch::of(words, self.vocabulary);
            let near = &others[stretch.nearest(&others, reach)];
            let one = self.explain(&stretch, near);
            all.bits += one.bits;
            all.kept += one.kept * words.len() as f64 / own.len() as f64;
        }
        all
    }

    /// How well the words of a stretch are explained by those of another, each used once, beyond
    /// what the nearest stretches of other reports explain.
    fn explain(&self, stretch: &Stretch, other: &[u32]) -> WordEvidence {
        let config = self.config;
        let found = stretch.found_in(other);
        let informative = f64::from(config.informative_bits_min);
        let counted = || stretch.words.iter().zip(&found).filter(|(word, _)| word.1 >= informative);
        let held = counted().filter(|(_, found)| **found).count() as f64;
        let share = held / counted().count().max(1) as f64;
        let kept = share.clamp(f64::from(config.kept_min), f64::from(config.kept_max));
        let bits = |chances: &[f64]| -> f64 {
            let word = |(&is_found, &chance): (&bool, &f64)| match is_found {
                true => ((kept + (1.0 - kept) * chance) / chance).log2(),
                false => (1.0 - chance) * (1.0 - kept).log2(),
            };
            found.iter().zip(chances).map(word).sum()
        };
        let alone = self.alone(stretch, other.len());
        let mut best = bits(&alone);
        // What chance explains needs no look at the genre.
        if best > 0.0 {
            best = bits(&self.in_genre(stretch, other.len(), &alone));
        }
        WordEvidence { bits: (best * 1000.0).round() as i64, kept: share }
    }

    /// Probability of each word to stand among `length` words, by its cost alone.
    fn alone(&self, stretch: &Stretch, length: usize) -> Vec<f64> {
        let reach = length.min(self.config.reach_words as usize) as f64;
        let chance = |word: &Costed| -(-reach * (-word.1).exp2()).exp_m1();
        stretch.words.iter().map(|word| chance(word).clamp(CHANCE_MIN, 1.0)).collect()
    }

    /// Probability of each word to stand in an honest passage of `length` words on this subject:
    /// the share of other reports whose nearest passage has it, or `alone` if that is more.
    fn in_genre(&self, stretch: &Stretch, length: usize, alone: &[f64]) -> Vec<f64> {
        let mut holders = vec![0u32; stretch.weights.len()];
        for report in &self.others {
            let mut held: Vec<u32> = report[stretch.nearest(report, length)]
                .iter()
                .map(|&word| stretch.by_word[word as usize])
                .collect();
            held.sort_unstable();
            held.dedup();
            held.into_iter().for_each(|number| holders[number as usize] += 1);
        }
        let prior = f64::from(self.config.genre_prior);
        let all = self.others.len() as f64 + prior;
        let chance = |(word, &alone): (&Costed, &f64)| {
            let holders = holders[stretch.by_word[word.0 as usize] as usize];
            alone.max((f64::from(holders) + prior * alone) / all)
        };
        stretch.words.iter().zip(alone).map(chance).collect()
    }
}

/// Least probability of a word: no more than twenty bits for any.
const CHANCE_MIN: f64 = 1e-6;

/// Some words in a row, numbered by themselves.
struct Stretch<'a> {
    words: &'a [Costed],
    /// For each word of the corpus its number here, 0 if the stretch lacks it.
    by_word: Vec<u32>,
    /// Cost of each numbered word, 0 for number 0. Unit: 1/1000 bit.
    weights: Vec<i64>,
}

impl<'a> Stretch<'a> {
    fn of(words: &'a [Costed], vocabulary: usize) -> Self {
        let mut by_word = vec![0; vocabulary];
        let mut weights = vec![0];
        for &(word, bits) in words {
            let number = &mut by_word[word as usize];
            if *number == 0 {
                *number = weights.len() as u32;
                weights.push((bits * 1000.0) as i64);
            }
        }
        Self { words, by_word, weights }
    }

    /// For each word whether `other` has it, each word of `other` used once.
    fn found_in(&self, other: &[u32]) -> Vec<bool> {
        let mut credit = vec![0u32; self.weights.len()];
        for &word in other {
            credit[self.by_word[word as usize] as usize] += 1;
        }
        let take = |(word, _): &Costed| {
            let left = &mut credit[self.by_word[*word as usize] as usize];
            let is_found = *left > 0;
            *left -= u32::from(is_found);
            is_found
        };
        self.words.iter().map(take).collect()
    }

    /// The window of `length` words that holds most of these words by weight, the first of equal
    /// ones; empty if none is held.
    fn nearest(&self, words: &[u32], length: usize) -> Range<usize> {
        let mut counts = vec![0u32; self.weights.len()];
        let (mut score, mut best, mut end) = (0, 0, 0);
        for (i, &word) in words.iter().enumerate() {
            let number = self.by_word[word as usize] as usize;
            score += if counts[number] == 0 { self.weights[number] } else { 0 };
            counts[number] += 1;
            if i >= length {
                let number = self.by_word[words[i - length] as usize] as usize;
                counts[number] -= 1;
                score -= if counts[number] == 0 { self.weights[number] } else { 0 };
            }
            if score > best {
                (best, end) = (score, i + 1);
            }
        }
        end.saturating_sub(length)..end
    }
}
