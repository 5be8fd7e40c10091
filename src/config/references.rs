//! Settings of base texts and reference collections.

use serde::{Deserialize, Serialize};

use super::{ConfigError, check};

/// What of a report counts as standing in a text that the user gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct References {
    /// Shortest quotation between quotation marks.
    ///
    /// Unit: symbols. Default 8: the size of the k-grams that users are counted for; a shorter
    /// one is a name.
    pub marked_symbols_min: u32,
    /// Shortest quotation that only a verb such as 指出 announces.
    ///
    /// Unit: symbols. Default 13: what auditors know as 连续13字 (FEATURES section 4.2).
    pub announced_symbols_min: u32,
    /// Shortest stretch that counts without any mark.
    ///
    /// Unit: symbols. Default 25: longer than the names of the genre's doctrines and documents,
    /// which everybody writes and nobody quotes; the longest of them have some twenty.
    pub unmarked_symbols_min: u32,
    /// The same three for text in words, as a share of these.
    ///
    /// Unit: percent. Default 50: an English word stands for about two Chinese characters.
    pub words_percent: u32,
    /// Longest stretch of other words inside one quotation, on either side.
    ///
    /// Unit: symbols. Default 10: a clause; beyond it another quotation begins.
    pub difference_symbols_max: u32,
    /// Share of a quotation that must be the source's words.
    ///
    /// Unit: percent of the longer side. Default 75: below, it is a rendering.
    pub same_percent: u32,
    /// Shortest text that is flagged when it is marked as a quotation and found nowhere.
    ///
    /// Unit: symbols. Default 15: a clause; shorter quotes are names and slogans.
    pub claim_symbols_min: u32,
    /// What a stretch of base text must have in common with it.
    ///
    /// Unit: symbols. Default 13: 连续13字; the chain may have slots and edits inside.
    pub base_symbols_min: u32,
}

impl Default for References {
    fn default() -> Self {
        Self {
            marked_symbols_min: 8,
            announced_symbols_min: 13,
            unmarked_symbols_min: 25,
            words_percent: 50,
            difference_symbols_max: 10,
            same_percent: 75,
            claim_symbols_min: 15,
            base_symbols_min: 13,
        }
    }
}

impl References {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        let name = "references.words_percent";
        check((1..=100).contains(&self.words_percent), name, self.words_percent, "1..=100")?;
        let name = "references.same_percent";
        check((1..=100).contains(&self.same_percent), name, self.same_percent, "1..=100")
    }
}
