//! Two reports -> their shared passages: maximal, with every matched run.
//!
//! `seed` finds exact runs, `chain` puts those into line that belong to one passage, `fill`
//! matches what stands between and beyond them, `split` cuts where too little matches. `regions`
//! finds washed text by its words, `together` makes passages of both. A pure function of the two
//! reports and the settings: information is that of the shipped background, so an alignment never
//! changes when other reports come; `classify` trims and grades by what the whole corpus says.
//!
//! Source of the plan: Li 2018 (minimap2), sections 2.1 and 2.2; seeds here are maximal exact
//! runs, and scores are bits.

mod chain;
mod clauses;
mod fill;
mod line;
mod prepare;
mod regions;
mod seed;
mod split;
mod together;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::archive::Report;
use crate::config::{self, Config};
use crate::model::SymbolSpan;
use crate::normalize::{Symbol, Symbols};
use crate::segment::{MilliBits, Segments};

pub use prepare::Prepared;

/// A run of symbols that stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Block {
    /// First symbol on the left.
    pub left: u32,
    /// First symbol on the right.
    pub right: u32,
    /// Symbols.
    pub length: u32,
}

impl Block {
    /// One past the last symbol on the left.
    pub fn left_end(self) -> u32 {
        self.left + self.length
    }

    /// One past the last symbol on the right.
    pub fn right_end(self) -> u32 {
        self.right + self.length
    }
}

/// Two passages and their matched runs; what lies between the runs differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alignment {
    /// In order on both sides, never touching on both; at least one.
    pub blocks: Vec<Block>,
    /// Borders of a passage that was found by its words, whatever their order.
    pub washed: Option<Washed>,
    /// The passage was found by its words, alone or besides its runs.
    pub is_confirmed: bool,
}

/// Borders of a passage that holds the words of another one, most of them in other company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Washed {
    /// Symbols on the left.
    pub left: SymbolSpan,
    /// Symbols on the right.
    pub right: SymbolSpan,
    /// The shorter side says in few words what the longer one says; else they correspond.
    pub is_digest: bool,
}

impl Washed {
    /// The sides of which every symbol was taken from the other: of a digest only the shorter.
    pub fn whole_sides(&self) -> [bool; 2] {
        let left_is_shorter = self.left.length() < self.right.length();
        [!self.is_digest || left_is_shorter, !self.is_digest || !left_is_shorter]
    }
}

impl Alignment {
    /// The passage on the left.
    pub fn left(&self) -> SymbolSpan {
        let runs = SymbolSpan::new(self.first().left, self.last().left_end());
        self.washed.map_or(runs, |washed| washed.left)
    }

    /// The passage on the right.
    pub fn right(&self) -> SymbolSpan {
        let runs = SymbolSpan::new(self.first().right, self.last().right_end());
        self.washed.map_or(runs, |washed| washed.right)
    }

    /// Matched symbols.
    pub fn matched(&self) -> u32 {
        self.blocks.iter().map(|b| b.length).sum()
    }

    fn first(&self) -> Block {
        *self.blocks.first().expect("invariant: an alignment has a block")
    }

    fn last(&self) -> Block {
        *self.blocks.last().expect("invariant: an alignment has a block")
    }
}

/// One report as the aligner sees it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its symbols.
    pub symbols: &'a [Symbol],
    /// Information of each.
    pub information: &'a [MilliBits],
    /// Its seeds and words.
    pub prepared: &'a Prepared,
}

impl<'a> Side<'a> {
    /// The side that a report makes.
    pub fn of(report: &'a Report, prepared: &'a Prepared) -> Self {
        Self::new(&report.symbols, &report.segments, prepared)
    }

    /// The side that symbols, segments and seeds make.
    pub fn new(symbols: &'a Symbols, segments: &'a Segments, prepared: &'a Prepared) -> Self {
        Self { symbols: &symbols.items, information: &segments.information, prepared }
    }
}

/// Both sides and the settings: what every step of the alignment asks.
#[derive(Clone, Copy)]
struct Duo<'a> {
    left: Side<'a>,
    right: Side<'a>,
    config: &'a config::Align,
}

impl Duo<'_> {
    fn matches(&self, l: usize, r: usize) -> bool {
        self.left.symbols[l].code == self.right.symbols[r].code
    }

    /// What matching symbol `l` with `r` earns; little where only the class is the same.
    fn earned(&self, l: usize, r: usize) -> MilliBits {
        let least = self.left.information[l].min(self.right.information[r]);
        let is_same_value = self.left.symbols[l].value == self.right.symbols[r].value;
        let all = least.min(self.config.symbol_max);
        if is_same_value { all } else { all / 4 }
    }

    fn earned_by(&self, blocks: &[Block]) -> MilliBits {
        blocks.iter().map(|&block| self.block_earned(block)).sum()
    }

    fn block_earned(&self, block: Block) -> MilliBits {
        (0..block.length)
            .map(|i| self.earned((block.left + i) as usize, (block.right + i) as usize))
            .sum()
    }
}

/// The passages that two reports share, by their place on the left, then on the right.
///
/// # Cost
/// `O(n + m)` to find the runs, `O(r log r)` for `r` runs, plus the squares of the gaps.
pub fn pair(left: Side, right: Side, config: &Config) -> Vec<Alignment> {
    let duo = Duo { left, right, config: &config.align };
    let runs = seed::exact_runs(&duo);
    let found = chained(&duo, runs.clone());
    clauses::passages(&duo, &runs, together::passages(&duo, found, config))
}

/// The passages whose runs stand in line, without a look for washed text: what is asked where the
/// other side is a text that was given to be used. Seeds are enough for it.
///
/// # Cost
/// As [`pair`], without words.
pub fn in_line(left: Side, right: Side, config: &config::Align) -> Vec<Alignment> {
    let duo = Duo { left, right, config };
    chained(&duo, seed::exact_runs(&duo))
}

/// Runs -> the chains that mean something.
fn chained(duo: &Duo, runs: Vec<Block>) -> Vec<Alignment> {
    let found = chain::chains(duo, runs)
        .into_iter()
        .flat_map(|blocks| split::dense(fill::fill(duo, blocks), duo.config))
        .filter(|blocks| duo.earned_by(blocks) >= duo.config.passage_min)
        .map(|blocks| Alignment { blocks, washed: None, is_confirmed: false });
    primary(found.collect())
}

/// The passages that mean something where no corpus tells what is common: those whose words were
/// weighed against chance and the subject. A chain by itself may be a formula of the language.
///
/// # Cost
/// As [`pair`].
pub fn alone(left: Side, right: Side, config: &Config) -> Vec<Alignment> {
    let mut found = pair(left, right, config);
    found.retain(|one| one.is_confirmed);
    found
}

/// Leaves out chains four fifths of whose text stronger ones explain, on both sides.
///
/// Stock phrases of a long text match all over the other one; beside the chain that has them in
/// their context they mean nothing. A text that stands twice on one side stays twice.
///
/// # Source
/// The primary chains of minimap2 (Li 2018), section 2.1.3, asked on both sides.
fn primary(mut found: Vec<Alignment>) -> Vec<Alignment> {
    found.sort_by(|a, b| (b.matched(), a).cmp(&(a.matched(), b)));
    let mut kept: Vec<Alignment> = Vec::new();
    for one in found {
        let explained = |span: SymbolSpan, of: fn(&Alignment) -> SymbolSpan| {
            kept.iter().map(|k| span.overlap(of(k))).sum::<u32>() * 5 > span.length() * 4
        };
        let left = explained(one.left(), Alignment::left);
        if !(left && explained(one.right(), Alignment::right)) {
            kept.push(one);
        }
    }
    kept.sort_unstable();
    kept
}
