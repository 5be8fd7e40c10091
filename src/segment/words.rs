//! Words: jieba for Chinese, a symbol each for letters, numbers and blanks.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::{MilliBits, background};
use crate::model::SymbolSpan;
use crate::normalize::{Class, Symbols, simplified};

/// A word of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Hash of what the word is compared by.
    pub id: u64,
    /// Its symbols.
    pub span: SymbolSpan,
    /// Information under the shipped background.
    pub information: MilliBits,
}

/// Information of a number, a date, a blank: the class, not the value. Unit: 1/1000 bit.
///
/// Numbers are one in thirty symbols of reports, dates one in sixty; a blank says nothing.
const NUMBER: MilliBits = 5_000;
const DATE: MilliBits = 6_000;
const SLOT: MilliBits = 1_000;

/// The segmenter with its own dictionary; without a hidden Markov model for unknown words, whose
/// guesses differ from place to place.
pub fn jieba() -> &'static Jieba {
    static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
    &JIEBA
}

/// Cuts symbols into words; `text` are the code points of the report, the first at `start`.
pub(super) fn cut(symbols: &Symbols, text: &[char], start: u32) -> Vec<Word> {
    let mut words = Vec::with_capacity(symbols.len());
    let mut i = 0;
    while i < symbols.len() {
        let run = run_of_han(symbols, i);
        if run > i {
            cut_han(symbols, i..run, &mut words);
            i = run;
        } else {
            words.push(single(symbols, text, start, i));
            i += 1;
        }
    }
    words
}

/// The end of the run of Chinese characters at `i` that no mark interrupts.
fn run_of_han(symbols: &Symbols, i: usize) -> usize {
    let same_run = |j: usize| {
        let symbol = &symbols.items[j];
        symbol.class == Class::Han
            && (j == i || symbol.break_before == crate::normalize::Break::None)
    };
    (i..symbols.len()).find(|&j| !same_run(j)).unwrap_or(symbols.len())
}

fn cut_han(symbols: &Symbols, range: std::ops::Range<usize>, words: &mut Vec<Word>) {
    let text: String = symbols.items[range.clone()]
        .iter()
        .map(|s| char::from_u32(s.code).unwrap_or('\u{fffd}'))
        .collect();
    for token in jieba().cut(&text, false) {
        let first = (range.start + token.start) as u32;
        let span = SymbolSpan::new(first, (range.start + token.end) as u32);
        words.push(Word {
            id: xxhash_rust::xxh3::xxh3_64(token.word.as_bytes()),
            span,
            information: chinese_information(token.word),
        });
    }
}

/// Tags of jieba's dictionary for names of persons, places and offices.
const NAME_TAGS: [&str; 5] = ["nr", "nrt", "nrfg", "ns", "nt"];

/// True for a word of two and more characters that the dictionary knows as the name of a person,
/// a place or an office.
///
/// # Cost
/// A look-up in the dictionary, as much as cutting the word out of its text.
pub fn is_name(symbols: &Symbols, word: Word) -> bool {
    let items = &symbols.items[word.span.start as usize..word.span.end as usize];
    if items.len() < 2 || items[0].class != Class::Han {
        return false;
    }
    let text: String = items.iter().filter_map(|s| char::from_u32(s.code)).collect();
    let tags = jieba().tag(&text, false);
    tags.len() == 1 && NAME_TAGS.contains(&tags[0].tag)
}

/// A word's information; of one that the background lacks the sum of its characters'.
fn chinese_information(word: &str) -> MilliBits {
    if background::knows(word) {
        return background::chinese(word);
    }
    word.chars().map(|c| background::chinese(c.encode_utf8(&mut [0; 4]))).sum()
}

fn single(symbols: &Symbols, text: &[char], start: u32, i: usize) -> Word {
    let symbol = &symbols.items[i];
    let information = match symbol.class {
        Class::Number => NUMBER,
        Class::Date => DATE,
        Class::Slot => SLOT,
        Class::Word | Class::Han => {
            let (from, to) = (symbol.span.start - start, symbol.span.end - start);
            let word: String = text[from as usize..to as usize]
                .iter()
                .flat_map(|&c| simplified(c).to_lowercase())
                .collect();
            background::english(&word)
        }
    };
    let span = SymbolSpan::new(i as u32, i as u32 + 1);
    Word { id: u64::from(symbol.code), span, information }
}

/// Information of each symbol: that of its word, in equal parts.
pub(super) fn information(symbols: &Symbols, words: &[Word]) -> Vec<MilliBits> {
    let mut out = vec![0; symbols.len()];
    for word in words {
        let share = word.information / word.span.length() as MilliBits;
        out[word.span.start as usize..word.span.end as usize].fill(share);
    }
    out
}
