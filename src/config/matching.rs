//! Settings of fingerprints, candidates and alignment.

use serde::{Deserialize, Serialize};

use super::{ConfigError, check};

/// Fingerprints and signatures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sketch {
    /// Symbols in one k-gram of a Chinese report: the noise threshold.
    ///
    /// Unit: symbols. Range: 2..=32. Default 8; with `han_guarantee` 13 the window is 6.
    /// Source: Schleimer, Wilkerson, Aiken 2003, section 2.
    pub han_kgram: u32,
    /// Shared runs of this many symbols always share a fingerprint, Chinese.
    ///
    /// Unit: symbols. Default 13: what auditors know as 连续13字 (FEATURES section 4.2).
    pub han_guarantee: u32,
    /// Symbols in one k-gram of a report written in words.
    ///
    /// Unit: words. Range: 2..=32. Default 3.
    pub word_kgram: u32,
    /// Shared runs of this many symbols always share a fingerprint, words.
    ///
    /// Unit: words. Default 5: DESIGN section 2.
    pub word_guarantee: u32,
    /// Hashes in a MinHash signature.
    ///
    /// Unit: hashes. Default 128: standard error 1/sqrt(128) = 0.09 (Broder 1997).
    pub minhash_permutations: u32,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            han_kgram: 8,
            han_guarantee: 13,
            word_kgram: 3,
            word_guarantee: 5,
            minhash_permutations: 128,
        }
    }
}

impl Sketch {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        check((2..=32).contains(&self.han_kgram), "sketch.han_kgram", self.han_kgram, "2..=32")?;
        check(
            self.han_guarantee >= self.han_kgram && self.han_guarantee <= 64,
            "sketch.han_guarantee",
            self.han_guarantee,
            "han_kgram..=64",
        )?;
        check((2..=32).contains(&self.word_kgram), "sketch.word_kgram", self.word_kgram, "2..=32")?;
        check(
            self.word_guarantee >= self.word_kgram && self.word_guarantee <= 64,
            "sketch.word_guarantee",
            self.word_guarantee,
            "word_kgram..=64",
        )?;
        check(
            (16..=1024).contains(&self.minhash_permutations),
            "sketch.minhash_permutations",
            self.minhash_permutations,
            "16..=1024",
        )
    }
}

/// Which pairs are worth aligning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Candidates {
    /// Up to this many reports every pair is aligned, so that nothing can be missed.
    ///
    /// Unit: reports. Default 300: 44,850 pairs at some 50 microseconds each.
    pub exhaustive_reports_max: u32,
    /// Reports that may share a fingerprint before it is too common to make pairs by itself.
    ///
    /// Unit: reports. Default 48: at most 1,128 pairs a fingerprint. Commoner ones still make
    /// pairs in runs: see `candidates`.
    pub common_reports_min: u32,
    /// Evidence that a pair's shared fingerprints must promise.
    ///
    /// Unit: 1/1000 bit. Default 15 bits: one fingerprint that only the two have. A sentence
    /// that thirty reports have promises three.
    pub promise_min: u32,
}

impl Default for Candidates {
    fn default() -> Self {
        Self { exhaustive_reports_max: 300, common_reports_min: 48, promise_min: 15_000 }
    }
}

/// How passages are found inside a pair. Costs are in bits, like the information they are
/// weighed against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Align {
    /// Symbols in one seed, Chinese.
    ///
    /// Unit: symbols. Range: 3..=16. Default 5: two words; METHODS section 2 proposes 5 to 8.
    pub han_seed: u32,
    /// Symbols in one seed, words.
    ///
    /// Unit: words. Range: 2..=16. Default 3.
    pub word_seed: u32,
    /// Places of one seed in the two reports, multiplied, above which it is passed over.
    ///
    /// Unit: pairs of places. Default 64: eight times on both sides; exact runs grow over such
    /// seeds all the same.
    pub seed_places_max: u32,
    /// Longest stretch of other text inside a passage, on either side.
    ///
    /// Unit: symbols. Default 120: two long sentences.
    pub gap_symbols_max: u32,
    /// Cost of any gap. Unit: 1/1000 bit. Default 2 bits.
    pub gap_open: i32,
    /// Cost of a symbol that stands against another one. Unit: 1/1000 bit. Default 1.2 bits:
    /// a quarter of what a matched character of Chinese prose earns.
    pub substitute: i32,
    /// Cost of a symbol that only one side has. Unit: 1/1000 bit. Default 0.3 bits: inserting a
    /// sentence is one decision, not one for each of its characters.
    pub insert: i32,
    /// What a matched run inside a gap must earn before it counts. Unit: 1/1000 bit.
    /// Default 8 bits: one common character is chance, a word is not.
    pub run_open: i32,
    /// What a passage must earn under the shipped background to be kept at all.
    /// Unit: 1/1000 bit. Default 40 bits: eight characters; below every finding, and
    /// classification decides.
    pub passage_min: i32,
    /// Most that one symbol earns. Unit: 1/1000 bit. Default 9 bits: a word that the background
    /// lacks is rare, and not beyond measure.
    pub symbol_max: i32,
    /// Share of a washed region that chains must match to take its place.
    ///
    /// Unit: percent. Default 75: where less matches in line, words were changed or moved.
    pub explained_percent: u32,
    /// Most that a stretch inside a passage may count against it; beyond, the passage is cut.
    ///
    /// Unit: symbols. Default 80: a paragraph that was written anew.
    pub split_symbols: u32,
    /// How much a symbol left over counts against a passage, one matched on both sides counting
    /// for it.
    ///
    /// Unit: percent of a matched symbol. Default 150: where less than 60 % match, text counts
    /// against.
    pub split_percent: u32,
    /// Numbered clauses (第一条) from which two texts are compared clause by clause.
    ///
    /// Unit: clauses. Default 5: a short set of rules; a quotation of some clauses is none.
    pub clauses_min: u32,
    /// Exact runs that two clauses must share before they are aligned.
    ///
    /// Unit: percent of the longer clause. Default 15: where 60 % match, a quarter stands in runs
    /// as long as a seed, and less where words are changed one by one.
    pub clause_exact_percent: u32,
    /// Two passages in line are one when the text between them is, on both sides, at most this
    /// share of the shorter one.
    ///
    /// Unit: percent. Default 15.
    pub join_percent: u32,
}

impl Default for Align {
    fn default() -> Self {
        Self {
            han_seed: 5,
            word_seed: 3,
            seed_places_max: 64,
            gap_symbols_max: 120,
            gap_open: 2_000,
            substitute: 1_200,
            insert: 300,
            run_open: 8_000,
            passage_min: 40_000,
            symbol_max: 9_000,
            explained_percent: 75,
            split_symbols: 80,
            split_percent: 150,
            clauses_min: 5,
            clause_exact_percent: 15,
            join_percent: 15,
        }
    }
}

impl Align {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        check((3..=16).contains(&self.han_seed), "align.han_seed", self.han_seed, "3..=16")?;
        check((2..=16).contains(&self.word_seed), "align.word_seed", self.word_seed, "2..=16")?;
        check(
            self.gap_symbols_max <= 2_000,
            "align.gap_symbols_max",
            self.gap_symbols_max,
            "0..=2000",
        )
    }

    /// Cost of a gap of `left` against `right` symbols; nothing for no gap. Unit: 1/1000 bit.
    pub fn gap_cost(&self, left: u32, right: u32) -> i32 {
        if left == 0 && right == 0 {
            return 0;
        }
        let against = left.min(right) as i32;
        let alone = left.abs_diff(right) as i32;
        self.gap_open + against * self.substitute + alone * self.insert
    }
}
