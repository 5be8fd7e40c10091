//! Set phrases of the shipped lists: found all at once, and cheap wherever they stand.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::MilliBits;
use crate::model::SymbolSpan;
use crate::normalize::{Class, Symbols, symbols};

/// What a whole set phrase costs, however long. Unit: 1/1000 bit.
///
/// Twelve bits: choosing one of four thousand phrases that every writer of the genre knows.
const PHRASE: MilliBits = 12_000;

/// Shortest phrase that counts. Unit: symbols. Below four a phrase is a word.
const SYMBOLS_MIN: usize = 4;

/// The shipped lists.
const SHIPPED: [&str; 4] = [
    include_str!("../../data/lexicon/set-phrases.txt"),
    include_str!("../../data/lexicon/official-titles.txt"),
    include_str!("../../data/lexicon/headings.txt"),
    include_str!("../../data/lexicon/openings.txt"),
];

/// Set phrases, ready to be looked for.
#[derive(Clone, Debug)]
pub struct PhraseList {
    machine: Option<AhoCorasick>,
}

impl PhraseList {
    /// The shipped phrases and those of `more`, one a line; `#` begins a comment.
    pub fn new(more: &str) -> Self {
        let lines = SHIPPED.iter().copied().chain([more]).flat_map(str::lines);
        let phrases: BTreeSet<String> = lines
            .filter(|line| !line.starts_with('#'))
            .map(|line| letters(&symbols(&line.trim().chars().collect::<Vec<_>>(), 0, &[])).0)
            .filter(|phrase| phrase.chars().count() >= SYMBOLS_MIN)
            .collect();
        let machine =
            AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(&phrases).ok();
        Self { machine }
    }

    /// No phrases at all.
    pub fn none() -> Self {
        Self { machine: None }
    }

    /// The set phrases in a report, by place, without overlap.
    pub fn find(&self, symbols: &Symbols) -> Vec<SymbolSpan> {
        let (text, places) = letters(symbols);
        let Some(machine) = &self.machine else { return Vec::new() };
        let symbol = |byte: usize| places.partition_point(|&place| place < byte) as u32;
        machine
            .find_iter(&text)
            .map(|found| SymbolSpan::new(symbol(found.start()), symbol(found.end())))
            .collect()
    }
}

/// The symbols as text without marks, one character each, and the byte each begins at.
fn letters(symbols: &Symbols) -> (String, Vec<usize>) {
    let mut text = String::with_capacity(symbols.len() * 3);
    let mut places = Vec::with_capacity(symbols.len());
    for symbol in &symbols.items {
        places.push(text.len());
        text.push(match symbol.class {
            Class::Han => char::from_u32(symbol.code).unwrap_or('\u{fffd}'),
            Class::Number | Class::Date => '0',
            Class::Slot => '_',
            Class::Word => '\u{1}',
        });
    }
    (text, places)
}

/// Spreads the little that a set phrase says over its symbols.
pub(super) fn cheapen(information: &mut [MilliBits], phrases: &[SymbolSpan]) {
    for phrase in phrases {
        let share = PHRASE / phrase.length() as MilliBits;
        for cost in &mut information[phrase.start as usize..phrase.end as usize] {
            *cost = (*cost).min(share);
        }
    }
}
