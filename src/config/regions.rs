//! Settings of the search for washed text: regions of two reports that hold each other's words.

use serde::{Deserialize, Serialize};

use super::{ConfigError, check};

/// Largest information of one word under the shipped background.
///
/// Unit: bits. 20: once in a million words is as rare as a list of 40,000 words can tell.
pub const WORD_INFORMATION_BITS_MAX: f32 = 20.0;

/// How regions of washed text are found. One set of values for every kind and both languages.
///
/// "Measured" means on a public corpus of artificial disguises in English, whose two halves agree
/// within a hundredth of plagdet in every kind but summaries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Regions {
    /// Seeds that are tried in a pair; bounds the work on two long texts.
    ///
    /// Unit: seeds. Default 80: two versions of a long law share forty passages, and half of the
    /// seeds come to nothing.
    pub seeds_max: u32,
    /// Seeds in a row that may come to nothing before the search ends: the next ones are weaker.
    ///
    /// Unit: seeds. Default 8.
    pub seeds_failed_max: u32,
    /// Length of a seed's window; windows overlap by half.
    ///
    /// Unit: words. Range: 10..=400. Default 60: the shortest paragraph that is worth washing.
    pub window_words: u32,
    /// Words more common than this make no seed.
    ///
    /// Unit: bits. Default 8: the hundred words that every text uses.
    pub seed_word_bits_min: f32,
    /// A seed word loses this share of log2(windows that hold it left * right): what stands
    /// everywhere in both texts is their subject.
    ///
    /// Unit: factor. Default 0.5: the geometric mean of both counts.
    pub seed_repeat_weight: f32,
    /// Least score of a seed.
    ///
    /// Unit: bits. Default 40: three rare words in common.
    pub seed_bits_min: f32,
    /// First guess of the share of words that a copyist keeps.
    ///
    /// Unit: share. Default 0.6: between a paraphrase and an edited copy.
    pub kept_first: f32,
    /// Least share of words kept that a passage is estimated to have.
    ///
    /// Unit: share. Default 0.4: below it a region holds no more than its subject's words.
    pub kept_min: f32,
    /// Most. Unit: share. Range: below 1. Default 0.97: even a verbatim copy has slips.
    pub kept_max: f32,
    /// Words of fewer bits do not count when the share of words kept is estimated.
    ///
    /// Unit: bits. Default 6: articles and prepositions are found in any passage.
    pub informative_bits_min: f32,
    /// Times that the share of words kept is estimated and the region grown again.
    ///
    /// Unit: times. Default 2: the second sees what kind of copy it is.
    pub passes: u32,
    /// Turns of both sides in one pass. Unit: turns. Default 4.
    pub rounds: u32,
    /// How far beyond the other side's borders words are looked for while growing.
    ///
    /// Unit: words. Default 40: two sentences; without it both sides wait for each other.
    pub look_words: u32,
    /// Longest stretch of the other text that one word is looked for in, when chance is weighed.
    ///
    /// Unit: words. Default 150: longer copies keep their order at this scale; without a bound
    /// every word is expected by chance in a region of a thousand words.
    pub reach_words: u32,
    /// Growing ends where the score has fallen by this much.
    ///
    /// Unit: bits. Default 30: twenty informative words in a row that the other lacks.
    pub drop_bits: f32,
    /// How much of a word's frequency in the two texts themselves counts as chance.
    ///
    /// Unit: factor. Range: 0..=1. Default 0.2: what both texts speak of all the time is their
    /// subject, not a copy; precision is .81 with 0 and .96 with 0.3 (measured).
    pub local_weight: f32,
    /// Turns in which the four borders are moved to their best place.
    ///
    /// Unit: turns. Default 6: a bound; it ends as soon as all four stand still.
    pub border_rounds: u32,
    /// What a border earns where a sentence ends.
    ///
    /// Unit: bits. Default 10: whoever copies takes whole sentences; the words next to a border
    /// say little about it (measured, flat from 8 to 12).
    pub border_bits: f32,
    /// A border is looked for as long as the joint score has not fallen by this much.
    ///
    /// Unit: bits. Default 30, as `drop_bits`.
    pub border_drop_bits: f32,
    /// Regions that follow each other this closely in both texts are one.
    ///
    /// Unit: words. Default 15: one sentence put in.
    pub join_gap_words: u32,
    /// Least evidence of a region that stands by itself.
    ///
    /// Unit: bits. Default 140: 3 of 1,000 pairs that share nothing reach it (measured).
    pub region_bits_min: f32,
    /// Shortest side of a region that stands by itself.
    ///
    /// Unit: words. Default 25: a sentence and a half; what is shorter is found by exact runs.
    pub region_words_min: u32,
    /// Least evidence a word, both sides.
    ///
    /// Unit: bits. Default 0.5: a tenth of a verbatim copy's.
    pub word_bits_min: f32,
    /// Least evidence of a region that may be a piece of a digest.
    ///
    /// Unit: bits. Default 40: one sentence of a summary.
    pub piece_bits_min: f32,
    /// Pieces of a digest follow each other this closely on its side.
    ///
    /// Unit: words. Default 40: two sentences of which nothing was found.
    pub digest_gap_words: u32,
    /// The text digested is at least this many times as long as the digest.
    ///
    /// Unit: factor. Default 2: a shorter one is a paraphrase.
    pub digest_spread_min: f32,
    /// At most so many times: beyond it the pieces only happen to stand together.
    ///
    /// Unit: factor. Default 16.
    pub digest_spread_max: f32,
    /// Longest digest. Unit: words. Default 170: one and a half times an abstract.
    pub digest_words_max: u32,
    /// Least share of the digested text between its first and its last piece.
    ///
    /// Unit: share. Default 0.4: who digests a text has read it to the end, or nearly.
    pub digest_share_min: f32,
    /// Least evidence of all pieces together. Unit: bits. Default 140, as `region_bits_min`.
    pub digest_bits_min: f32,
    /// Most of that evidence that one piece may hold: else it is a passage with neighbours.
    ///
    /// Unit: share. Default 0.85.
    pub digest_piece_share_max: f32,
    /// A strongest piece that is longer than this and keeps more than `digest_piece_kept_max` is
    /// a passage of its own. Unit: words. Default 55: a whole paragraph taken over is no summary.
    pub digest_piece_words_max: u32,
    /// See `digest_piece_words_max`. Unit: share. Default 0.88.
    pub digest_piece_kept_max: f32,
    /// Least share of the digest that its pieces cover. Unit: share. Default 0.65.
    pub digest_cover_min: f32,
    /// How much better the whole other text explains the digest than the rest of its own text.
    ///
    /// Unit: bits a word. Default 1.3: two texts on one subject explain each other everywhere.
    pub digest_contrast_min: f32,
    /// Share of a digest's words that the digested text holds somewhere.
    ///
    /// Unit: share. Range: above 0, below 1. Default 0.7.
    pub digest_kept: f32,
    /// Other reports whose nearest passages tell what honest text on a subject has in common.
    ///
    /// Unit: reports. Default 48: a share is known to within a seventh.
    pub genre_reports_max: u32,
    /// Reports at which the other reports weigh as much as a word's cost by itself.
    ///
    /// Unit: reports. Default 2, as `users.smoothing`.
    pub genre_prior: u32,
    /// A digest's ends are looked for as long as the score has not fallen by this much.
    ///
    /// Unit: bits. Default 12: one sentence.
    pub digest_drop_bits: f32,
}

impl Default for Regions {
    fn default() -> Self {
        Self {
            seeds_max: 80,
            seeds_failed_max: 8,
            window_words: 60,
            seed_word_bits_min: 8.0,
            seed_repeat_weight: 0.5,
            seed_bits_min: 40.0,
            kept_first: 0.6,
            kept_min: 0.4,
            kept_max: 0.97,
            informative_bits_min: 6.0,
            passes: 2,
            rounds: 4,
            look_words: 40,
            reach_words: 150,
            drop_bits: 30.0,
            local_weight: 0.2,
            border_rounds: 6,
            border_bits: 10.0,
            border_drop_bits: 30.0,
            join_gap_words: 15,
            region_bits_min: 140.0,
            region_words_min: 25,
            word_bits_min: 0.5,
            piece_bits_min: 40.0,
            digest_gap_words: 40,
            digest_spread_min: 2.0,
            digest_spread_max: 16.0,
            digest_words_max: 170,
            digest_share_min: 0.4,
            digest_bits_min: 140.0,
            digest_piece_share_max: 0.85,
            digest_piece_words_max: 55,
            digest_piece_kept_max: 0.88,
            digest_cover_min: 0.65,
            digest_contrast_min: 1.3,
            digest_kept: 0.7,
            genre_reports_max: 48,
            genre_prior: 2,
            digest_drop_bits: 12.0,
        }
    }
}

impl Regions {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        let window = (10..=400).contains(&self.window_words);
        check(window, "regions.window_words", self.window_words, "10..=400")?;
        let inside = |share: f32| share > 0.0 && share < 1.0;
        for (name, share) in [
            ("regions.kept_first", self.kept_first),
            ("regions.kept_min", self.kept_min),
            ("regions.kept_max", self.kept_max),
            ("regions.digest_kept", self.digest_kept),
        ] {
            check(inside(share), name, share, "above 0, below 1")?;
        }
        let order = self.kept_min <= self.kept_max;
        check(order, "regions.kept_min", self.kept_min, "at most kept_max")?;
        let weight = (0.0..=1.0).contains(&self.local_weight);
        check(weight, "regions.local_weight", self.local_weight, "0..=1")?;
        check(self.reach_words > 0, "regions.reach_words", self.reach_words, "above 0")
    }
}
