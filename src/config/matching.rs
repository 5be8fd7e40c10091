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
