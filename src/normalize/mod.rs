//! Extracted text -> [`Symbols`]: what is compared, each with the place that it came from.
//!
//! One CJK character is one symbol; a word of letters one; a number, date or amount one; a blank
//! (`XX`, `***`, `X月X日`, `（此处填写…）`) one slot. Width, case, traditional characters, look-alike
//! letters and invisible characters are folded; what smells of evasion is counted. Punctuation
//! and line ends are breaks: they never prevent a match, they bound clauses and sentences.
//!
//! `fold` does the characters, `blank` finds what was not filled in, this file cuts symbols.

mod blank;
mod fold;
mod ledger;
#[cfg(test)]
mod tests;
mod token;

use crate::model::CharSpan;
use crate::model::SymbolSpan;

pub use blank::{Blank, BlankKind};
pub use fold::{is_counted, is_han, simplified};
pub use ledger::{Ledger, Trick, ledger, shown};

/// The smallest unit compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What matches: equal for all numbers, for all dates and for all slots.
    pub code: u32,
    /// What the symbol says: differs between 69 and 12.
    pub value: u32,
    /// Where it stands in the document's extracted text.
    pub span: CharSpan,
    /// What it is.
    pub class: Class,
    /// The strongest break between the symbol before and this one.
    pub break_before: Break,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// One character of a script without spaces; the code is the folded character.
    Han,
    /// A word of letters; the code is a hash of it in lower case.
    Word,
    /// A number or an amount.
    Number,
    /// A date.
    Date,
    /// A blank.
    Slot,
}

impl Class {
    /// True for classes whose symbols match each other whatever their value.
    pub fn matches_by_class(self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::Slot)
    }
}

/// What stands between two symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Break {
    /// Nothing, or white space.
    #[default]
    None,
    /// A mark inside a sentence.
    Clause,
    /// The end of a sentence.
    Sentence,
    /// The end of a paragraph.
    Paragraph,
}

/// Text in quotation marks or in the marks of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The symbols between the marks.
    pub span: SymbolSpan,
    /// True for 《》 and 〈〉.
    pub is_title: bool,
}

/// The symbols of a stretch of text, and what was noticed on the way.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    /// In order of their spans.
    pub items: Vec<Symbol>,
    /// Quoted text, by place; nested quotes are left to the outermost.
    pub quotes: Vec<Quote>,
    /// What was not filled in, is masked or seems to be missing; by place.
    pub blanks: Vec<Blank>,
    /// Foldings that smell of evasion, by kind.
    pub evasion: Ledger,
}

impl Symbols {
    /// Codes in order, as the hash functions want them.
    pub fn code(&self, i: usize) -> u32 {
        self.items[i].code
    }

    /// Number of symbols.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// True when there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The code points from the first to the last symbol of `span`, which must not be empty.
    pub fn chars(&self, span: SymbolSpan) -> CharSpan {
        let first = self.items[span.start as usize].span.start;
        let last = self.items[span.end as usize - 1].span.end;
        CharSpan::new(first, last)
    }

    /// True when most symbols are words of letters.
    pub fn is_in_words(&self) -> bool {
        let words = self.items.iter().filter(|s| s.class == Class::Word).count();
        words * 2 > self.items.len()
    }
}

/// The symbols of the code points `text`, of which the first stands at `start` in its document;
/// code points inside `excluded` (sorted, in document coordinates) are passed over as breaks.
///
/// # Cost
/// `O(n)`.
pub fn symbols(text: &[char], start: u32, excluded: &[CharSpan]) -> Symbols {
    let folded = fold::fold(text, start, excluded);
    let mut symbols = token::tokenize(&folded.letters);
    symbols.evasion.extend(folded.evasion);
    symbols
}
