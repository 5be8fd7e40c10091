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
        check(
            (2..=32).contains(&self.word_kgram),
            "sketch.word_kgram",
            self.word_kgram,
            "2..=32",
        )?;
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Candidates {}

/// How passages are found inside a pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Align {}

impl Align {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        Ok(())
    }
}

/// How regions of washed text are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Regions {
    /// Seeds that are tried in a pair.
    pub seeds_max: u32,
    /// Words of a seed's window.
    pub window_words: u32,
    /// Least surprise of a word that counts for seeds.
    pub seed_word_bits_min: f32,
    /// How much a repeated word is worth less as a seed.
    pub seed_repeat_weight: f32,
    /// Least score of a seed.
    pub seed_bits_min: f32,
    /// First guess.
    pub kept_first: f32,
    /// Least.
    pub kept_min: f32,
    /// Most.
    pub kept_max: f32,
    /// Passes.
    pub passes: u32,
    /// Rounds.
    pub rounds: u32,
    /// Look.
    pub look_words: u32,
    /// Drop.
    pub drop_bits: f32,
    /// Informative.
    pub informative_bits_min: f32,
    /// Refine.
    pub refine_rounds: u32,
    /// Border.
    pub border_bits: f32,
    /// Border drop.
    pub border_drop_bits: f32,
    /// New.
    pub piece_bits_min: f32,
    /// New.
    pub region_words_min: u32,
    /// New.
    pub digest_gap_words: u32,
    /// New.
    pub digest_spread_min: f32,
    /// New.
    pub digest_words_max: u32,
    /// New.
    pub digest_share_min: f32,
    /// New.
    pub digest_bits_min: f32,
    /// New.
    pub digest_kept: f32,
    /// New.
    pub digest_piece_share_max: f32,
    /// New.
    pub digest_spread_max: f32,
    /// New.
    pub digest_cover_min: f32,
    /// New.
    pub digest_contrast_min: f32,
    /// New.
    pub digest_drop_bits: f32,
    /// New.
    pub reach_words: u32,
    /// New.
    pub join_gap_words: u32,
    /// New.
    pub digest_piece_words_max: u32,
    /// New.
    pub digest_piece_kept_max: f32,
    /// Local.
    pub local_weight: f32,
    /// Accept.
    pub region_bits_min: f32,
    /// Accept.
    pub region_word_bits_min: f32,
    /// Accept.
    pub region_kept_min: f32,
}

impl Default for Regions {
    fn default() -> Self {
        Self {
            seeds_max: 24,
            window_words: 60,
            seed_word_bits_min: 8.0,
            seed_repeat_weight: 0.5,
            seed_bits_min: 40.0,
            kept_first: 0.6,
            kept_min: 0.4,
            kept_max: 0.97,
            passes: 2,
            rounds: 4,
            look_words: 40,
            drop_bits: 30.0,
            informative_bits_min: 6.0,
            refine_rounds: 6,
            border_bits: 10.0,
            border_drop_bits: 30.0,
            piece_bits_min: 40.0,
            region_words_min: 25,
            digest_gap_words: 40,
            digest_spread_min: 2.0,
            digest_words_max: 170,
            digest_share_min: 0.4,
            digest_bits_min: 140.0,
            digest_kept: 0.7,
            digest_piece_share_max: 0.85,
            digest_spread_max: 16.0,
            digest_cover_min: 0.65,
            digest_contrast_min: 1.3,
            digest_drop_bits: 12.0,
            reach_words: 150,
            join_gap_words: 15,
            digest_piece_words_max: 55,
            digest_piece_kept_max: 0.9,
            local_weight: 0.2,
            region_bits_min: 140.0,
            region_word_bits_min: 0.5,
            region_kept_min: 0.0,
        }
    }
}
