//! Settings of the stages that weigh what all reports say together.

use serde::{Deserialize, Serialize};

use super::{ConfigError, check};

/// Who counts as an independent user, and the model of the genre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Users {
    /// Weight of the shorter context when a longer one is asked for the next symbol.
    ///
    /// Unit: users. Default 2: a phrase that one other user has still costs 1.6 bits a symbol,
    /// one that ten have 0.3. Source: MacKay, Peto 1995, "A hierarchical Dirichlet language
    /// model", section 2, with users in place of occurrences.
    pub smoothing: f64,
    /// Users at which the corpus weighs as much as the shipped background for a word.
    ///
    /// Unit: users. Default 4.
    pub word_trust: f64,
    /// Most that a Chinese character costs without context.
    ///
    /// Unit: 1/1000 bit. Default 5 bits: what a character of Chinese prose carries under models
    /// that see its neighbours; the words' own shares, seven bits and more, leave out that
    /// words come in company.
    pub han_most: i32,
    /// Most that a word of letters costs without context. Unit: 1/1000 bit. Default 9 bits.
    pub word_most: i32,
    /// Evidence of other passages that makes two reports kin.
    ///
    /// Unit: 1/1000 bit. Default 300 bits: some sixty characters that nobody else has, besides
    /// the passage in question.
    pub kin_evidence: i64,
    /// Most that one stretch of a passage adds to the evidence of kin; longer ones count as
    /// several. Unit: 1/1000 bit. Default 300 bits.
    pub kin_stretch: i64,
    /// What a passage must earn to count as rare. Unit: 1/1000 bit. Default 60 bits: about what
    /// a finding needs in a batch of a hundred reports.
    pub kin_passage: i64,
    /// Reports of a closed set that shares text with nobody else and counts as one user.
    ///
    /// Unit: reports. Default 16: a ring of ten and some more (DESIGN section 3); what more have
    /// and nobody else may be a form, and the user is asked.
    pub ring_reports_max: u32,
    /// See `ring_reports_max`. Unit: percent of all reports. Default 25: what half of a batch
    /// shares is its form.
    pub ring_batch_percent: u32,
    /// Share of two sets' members that must be in both before they are one ring.
    ///
    /// Unit: percent of the members of either. Default 70: one of ten washed a sentence that the
    /// others left.
    pub ring_same_percent: u32,
    /// Rounds of relating reports and counting users anew.
    ///
    /// Unit: rounds. Default 3: METHODS section 1.
    pub rounds: u32,
}

impl Default for Users {
    fn default() -> Self {
        Self {
            smoothing: 2.0,
            word_trust: 4.0,
            han_most: 5_000,
            word_most: 9_000,
            kin_evidence: 300_000,
            kin_stretch: 300_000,
            kin_passage: 60_000,
            ring_reports_max: 16,
            ring_batch_percent: 25,
            ring_same_percent: 70,
            rounds: 3,
        }
    }
}

impl Users {
    /// Most reports that a ring may have in a batch of `reports`.
    pub fn ring_reports(&self, reports: usize) -> usize {
        (reports * self.ring_batch_percent as usize / 100).min(self.ring_reports_max as usize)
    }

    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        check(self.smoothing > 0.0, "users.smoothing", self.smoothing, "above 0")?;
        check(self.word_trust > 0.0, "users.word_trust", self.word_trust, "above 0")?;
        check(self.kin_stretch > 0, "users.kin_stretch", self.kin_stretch, "above 0")
    }
}

/// When a passage is a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Classify {
    /// Coincidences of a finding's strength that may be expected in the whole run.
    ///
    /// Unit: passages. Default 0.05: DESIGN section 3.
    pub expected_max: f64,
    /// The same for the grade strong. Unit: passages. Default one in a million.
    pub expected_strong: f64,
    /// Share of a model bit that counts as a bit of evidence.
    ///
    /// The scale (lambda) of Karlin and Altschul 1990: prose is not drawn symbol by symbol, and
    /// the model is too surprised by honest sentences. Range: above 0 to 1. Default 0.4:
    /// calibrated on pairs that cannot have copied.
    pub scale: f64,
    /// Share of the evidence of a passage's words, whatever their order, that counts.
    ///
    /// Unit: percent. Default 85: words come in company, and their likelihoods were multiplied as
    /// if they did not.
    pub washed_percent: u32,
    /// What each matched symbol must earn before it adds anything.
    ///
    /// Unit: 1/1000 bit. Default 0.4 bits: a symbol that nearly all users go on with, so that
    /// slogans fall off the ends of a passage and stay inside.
    pub symbol_cost: i32,
    /// Cost of a symbol that stands against another one inside a passage.
    ///
    /// Unit: 1/1000 bit. Default 1 bit.
    pub substitute: i32,
    /// Cost of a symbol that only one side has. Unit: 1/1000 bit. Default 0.2 bits.
    pub insert: i32,
    /// Longest stretch of other text inside a finding, on either side; beyond it another begins.
    ///
    /// Unit: symbols. Default 80: two sentences. Alignments bridge more; a finding is what an
    /// auditor lays side by side.
    pub gap_symbols_max: u32,
    /// Most that words in quotation marks or a title earn together: naming them is one choice.
    ///
    /// Unit: 1/1000 bit. Default 12 bits.
    pub quoted_max: i32,
    /// Longest quote that counts as a name. Longer ones earn as any text does.
    ///
    /// Unit: symbols. Default 40.
    pub quoted_symbols_max: u32,
    /// Independent users besides the two reports that make text common.
    ///
    /// Unit: users. Default 4, or `common_percent` of all users if that is more.
    pub common_users_min: u32,
    /// See `common_users_min`. Unit: percent of all users. Default 2.
    pub common_percent: u32,
    /// Shortest set phrase counted in the corpus. Unit: symbols. Default 8: the size of the
    /// k-grams that users are counted for.
    pub phrase_symbols_min: u32,
    /// Shortest common passage that is taken for a form rather than a set phrase.
    ///
    /// Unit: symbols. Default 100: three sentences in a row.
    pub form_symbols_min: u32,
    /// The same in text of words. Unit: words. Default 40: two sentences and a half.
    pub form_words_min: u32,
    /// Equal run that is a set phrase, if it is no evidence, as soon as one more user has most
    /// of it.
    ///
    /// Unit: symbols. Default 40: two sentences or a long one, three times the 13 that Chinese
    /// services count (FEATURES section 4); nobody should find so long an equal run untold.
    pub formula_symbols_min: u32,
    /// The same in text of words. Unit: words. Default 20.
    pub formula_words_min: u32,
    /// Independent reports that a genre needs before its model is trusted.
    ///
    /// Unit: users. Default 30: DESIGN section 3.
    pub sample_users_min: u32,
    /// Share of matched symbols among all columns from which a passage is verbatim or light
    /// rather than washed. Unit: percent. Default 75.
    pub light_percent: u32,
}

impl Default for Classify {
    fn default() -> Self {
        Self {
            expected_max: 0.05,
            expected_strong: 1e-6,
            scale: 0.4,
            washed_percent: 85,
            symbol_cost: 400,
            substitute: 1_000,
            insert: 200,
            gap_symbols_max: 80,
            quoted_max: 12_000,
            quoted_symbols_max: 40,
            common_users_min: 4,
            common_percent: 2,
            phrase_symbols_min: 8,
            form_symbols_min: 100,
            form_words_min: 40,
            formula_symbols_min: 40,
            formula_words_min: 20,
            sample_users_min: 30,
            light_percent: 75,
        }
    }
}

impl Classify {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        let scale_holds = self.scale > 0.0 && self.scale <= 1.0;
        check(scale_holds, "classify.scale", self.scale, "above 0 to 1")?;
        check(self.expected_max > 0.0, "classify.expected_max", self.expected_max, "above 0")?;
        check(
            self.expected_strong > 0.0 && self.expected_strong <= self.expected_max,
            "classify.expected_strong",
            self.expected_strong,
            "above 0 to expected_max",
        )
    }

    /// What a gap of `left` against `right` symbols takes from the evidence. Unit: 1/1000 bit.
    ///
    /// The next run could have been taken up at any of `(1 + left) * (1 + right)` places, and
    /// that choice is paid for in full; the differing symbols are paid for besides.
    pub fn gap_cost(&self, left: u32, right: u32) -> i32 {
        if left.max(right) > self.gap_symbols_max {
            return i32::MAX;
        }
        let places = (1.0 + f64::from(left)) * (1.0 + f64::from(right));
        let against = left.min(right) as i32;
        let alone = left.abs_diff(right) as i32;
        (places.log2() * 1000.0).round() as i32 + against * self.substitute + alone * self.insert
    }

    /// Shortest common passage that is taken for a form. Unit: symbols.
    pub fn form_min(&self, is_in_words: bool) -> u32 {
        if is_in_words { self.form_words_min } else { self.form_symbols_min }
    }

    /// Shortest equal run that is a set phrase with one more user. Unit: symbols.
    pub fn formula_min(&self, is_in_words: bool) -> u32 {
        if is_in_words { self.formula_words_min } else { self.formula_symbols_min }
    }

    /// Independent users besides the two reports from which text is common among `users`.
    pub fn common_users(&self, users: u64) -> u32 {
        self.common_users_min.max((users * u64::from(self.common_percent)).div_ceil(100) as u32)
    }
}

/// Families, templates, sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Groups {
    /// Share of a report found in another from which both belong to one family of reports.
    ///
    /// Unit: percent of the shorter report. Default 50.
    pub family_percent: u32,
    /// Shingles that two reports must share to be alike as wholes.
    ///
    /// Unit: percent of all shingles of both (Jaccard). Default 60: shingles have five symbols, and
    /// edits that leave half of all runs of eight, the usual measure of near-duplicates, leave 63.
    pub alike_percent: u32,
    /// Shingles that a member of a family must share with the medoid if it is not alike to it.
    ///
    /// Unit: percent of all shingles of both. Default 39: two that each share three quarters of a
    /// third one's text (60 of all) share nine sixteenths by chance, 39 of all.
    pub medoid_percent: u32,
    /// Share of two passages' places that must coincide in a report before they are one family.
    ///
    /// Unit: percent of the longer one. Default 70: mutual, so that nothing chains through a
    /// slogan (METHODS section 4).
    pub passage_percent: u32,
    /// Share of a report that must be copied before it is 整篇雷同.
    ///
    /// Unit: percent. Default 80: press cases of whole copies begin there (FEATURES 4.5).
    pub whole_percent: u32,
    /// Reports that explain a copied text together before it is 多处拼合.
    ///
    /// Unit: reports. Default 3.
    pub patchwork_sources_min: u32,
    /// Shortest fixed text of a form.
    ///
    /// Unit: symbols. Default 100: a paragraph; less is a shared passage.
    pub template_symbols_min: u32,
    /// The same in text of words. Unit: words. Default 40: two sentences and a half.
    pub template_words_min: u32,
    /// Share of a form's fixed text that a report must have to be one of those who filled it in.
    ///
    /// Unit: percent. Default 50, as for a family.
    pub template_fit_percent: u32,
    /// Units up to which something that files share is said of any batch; beyond, it must be less
    /// than half of the units, else all may have it from one hand.
    ///
    /// Unit: units. Default 3.
    pub trace_units_max: u32,
    /// Pictures of fewer pixels are small: an emblem, a stamp, a bullet.
    ///
    /// Unit: pixels. Default 10,000: 100 by 100, a little finger's nail in print.
    pub picture_small_pixels: u64,
    /// Steps of grey that a picture must show before another can look like it.
    ///
    /// Unit: bits of 256. Default 24: a line or a plain frame has fewer.
    pub picture_bits_min: u32,
    /// Steps of grey that two pictures must have in common to look alike.
    ///
    /// Unit: percent of those that either has. Default 75: the same picture at a quarter of its
    /// size and packed at quality 40 keeps 80, different ones of one kind (charts, photographs)
    /// have below 60 (the tests of `read::embedded`).
    pub picture_likeness_percent: u32,
}

impl Groups {
    /// Shortest fixed text of a form. Unit: symbols.
    pub fn template_min(&self, is_in_words: bool) -> u32 {
        if is_in_words { self.template_words_min } else { self.template_symbols_min }
    }
}

impl Default for Groups {
    fn default() -> Self {
        Self {
            family_percent: 50,
            alike_percent: 60,
            medoid_percent: 39,
            passage_percent: 70,
            whole_percent: 80,
            patchwork_sources_min: 3,
            template_symbols_min: 100,
            template_words_min: 40,
            template_fit_percent: 50,
            trace_units_max: 3,
            picture_small_pixels: 10_000,
            picture_bits_min: 24,
            picture_likeness_percent: 75,
        }
    }
}
