//! Symbols -> [`Segments`]: paragraphs with their roles, sentences, words, set phrases, and what
//! each symbol costs before anything is known of the other reports.
//!
//! Roles are those of an official document (GB/T 9704-2012): title, addressee, headings, body,
//! signature, contact lines. What a role prescribes is no evidence of copying.

pub mod background;
mod phrases;
mod roles;
#[cfg(test)]
mod tests;
mod words;

use crate::config::Segment;
use crate::model::CharSpan;
use crate::model::SymbolSpan;
use crate::normalize::Break;
use crate::normalize::Symbols;

pub use phrases::PhraseList;
pub use words::{Word, is_name, jieba};

/// Information in thousandths of a bit; integers, so that sums are the same on every machine.
pub type MilliBits = i32;

/// How a report is built up.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// Paragraphs in order; they cover all symbols.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences in order; they cover all symbols.
    pub sentences: Vec<SymbolSpan>,
    /// Words in order; they cover all symbols, a number or blank is a word of its own.
    pub words: Vec<Word>,
    /// Set phrases of the shipped and the given lists, by place, longest first, no overlap.
    pub phrases: Vec<SymbolSpan>,
    /// Information of each symbol under the shipped background, set phrases included.
    pub information: Vec<MilliBits>,
    /// False for symbols whose role prescribes them: titles, addressees, signatures, headings.
    pub earns: Vec<bool>,
}

/// A paragraph or heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its symbols.
    pub span: SymbolSpan,
    /// What it is in an official document.
    pub role: Role,
    /// Symbols of the heading that the paragraph begins with; all of them for a heading.
    pub heading: u32,
}

/// What a paragraph is in an official document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 标题.
    Title,
    /// 主送机关.
    Addressee,
    /// A heading by itself.
    Heading,
    /// 正文.
    Body,
    /// 落款 and its date.
    Signature,
    /// 联系人, 电话.
    Contact,
}

/// The segments of a report of `text` (its code points), whose symbols are `symbols`.
///
/// `start` is the place of the report's first code point; `title` its title line, if known.
///
/// # Cost
/// `O(n)`; most of it goes into words.
pub fn report(
    symbols: &Symbols,
    text: &[char],
    start: u32,
    title: Option<CharSpan>,
    context: &Context,
) -> Segments {
    let mut out = Segments {
        sentences: bounded(symbols, Break::Sentence),
        words: words::cut(symbols, text, start),
        phrases: context.phrases.find(symbols),
        ..Segments::default()
    };
    let lines = bounded(symbols, Break::Paragraph);
    let view = roles::View { symbols, text, start, lines: &lines, title, config: context.config };
    out.paragraphs = view.paragraphs();
    out.information = words::information(symbols, &out.words);
    phrases::cheapen(&mut out.information, &out.phrases);
    out.earns = roles::earning(symbols.len(), &out.paragraphs);
    out
}

/// What segmentation needs besides the report.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Settings.
    pub config: &'a Segment,
    /// Set phrases.
    pub phrases: &'a PhraseList,
}

/// The runs of symbols between breaks of at least `level`.
fn bounded(symbols: &Symbols, level: Break) -> Vec<SymbolSpan> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (i, symbol) in symbols.items.iter().enumerate().skip(1) {
        if symbol.break_before >= level {
            spans.push(SymbolSpan::new(start, i as u32));
            start = i as u32;
        }
    }
    if !symbols.is_empty() {
        spans.push(SymbolSpan::new(start, symbols.len() as u32));
    }
    spans
}
