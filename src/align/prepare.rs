//! What the aligner needs of a report, made once for all its pairs.

use super::clauses;
use super::regions::words::{self, Word};
use super::seed::SeedTable;
use crate::archive::{Archive, Report};
use crate::config;
use crate::model::{CharSpan, SymbolSpan};
use crate::normalize::Symbols;

/// Seeds and words of one report.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// Exact k-grams.
    pub(super) seeds: SeedTable,
    /// Words, as `regions` compares them.
    pub(super) words: Vec<Word>,
    /// The symbols of each word.
    pub(super) symbols: Vec<SymbolSpan>,
    /// The numbered clauses (第一条) of a text that is made of them.
    pub(super) clauses: Vec<SymbolSpan>,
}

impl Prepared {
    /// What a report gives.
    ///
    /// # Cost
    /// `O(n log n)` in its symbols, and one pass over its document.
    pub fn of(report: &Report, archive: &Archive, config: &config::Align) -> Self {
        let CharSpan { start, end } = report.span;
        let text = archive.document(report).text.chars();
        let text: String = text.skip(start as usize).take((end - start) as usize).collect();
        Self::new(&report.symbols, &text, start, config)
    }

    /// The seeds alone, for [`super::in_line`].
    ///
    /// # Cost
    /// `O(n log n)` in symbols.
    pub fn seeds(symbols: &Symbols, config: &config::Align) -> Self {
        Self { seeds: SeedTable::new(symbols, config), ..Self::default() }
    }

    /// What `symbols` and the text that they were made from give; the text begins at place
    /// `start` of its document.
    ///
    /// # Cost
    /// `O(n log n)` in symbols.
    pub fn new(symbols: &Symbols, text: &str, start: u32, config: &config::Align) -> Self {
        let seeds = SeedTable::new(symbols, config);
        let all = if symbols.is_in_words() {
            words::shipped_english(text)
        } else {
            words::shipped_chinese(text)
        };
        let clauses = clauses::clauses(symbols, text, start, config.clauses_min);
        let mut prepared = Self { seeds, clauses, ..Self::default() };
        let mut at = 0;
        for mut word in all {
            word.span = CharSpan::new(word.span.start + start, word.span.end + start);
            let before = |end: u32, at: usize| {
                at + symbols.items[at..].iter().take_while(|s| s.span.start < end).count()
            };
            let first = before(word.span.start, at);
            at = before(word.span.end, first);
            // Words of excluded text have no symbols, nor has the second word of a number.
            if first < at {
                prepared.words.push(word);
                prepared.symbols.push(SymbolSpan::new(first as u32, at as u32));
            }
        }
        prepared
    }
}
