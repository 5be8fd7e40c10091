//! Two reports -> their shared passages: maximal, with every matched run.
//!
//! `seed` finds exact runs, `chain` puts those into line that belong to one passage, `fill`
//! matches what stands between and beyond them. A pure function of the two reports and the
//! settings: information is that of the shipped background, so an alignment never changes when
//! other reports come; `classify` trims and grades by what the whole corpus says.
//!
//! Source of the plan: Li 2018 (minimap2), sections 2.1 and 2.2; seeds here are maximal exact
//! runs, and scores are bits.

mod chain;
mod fill;
pub mod regions;
mod seed;
#[cfg(test)]
mod tests;

use crate::archive::Report;
use crate::config;
use crate::model::SymbolSpan;
use crate::normalize::Symbol;
use crate::segment::MilliBits;

pub use seed::SeedTable;

/// A run of symbols that stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alignment {
    /// In order on both sides, never touching on both; at least one.
    pub blocks: Vec<Block>,
}

impl Alignment {
    /// The passage on the left.
    pub fn left(&self) -> SymbolSpan {
        SymbolSpan::new(self.first().left, self.last().left_end())
    }

    /// The passage on the right.
    pub fn right(&self) -> SymbolSpan {
        SymbolSpan::new(self.first().right, self.last().right_end())
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
    /// Its seeds.
    pub seeds: &'a SeedTable,
}

impl<'a> Side<'a> {
    /// The side that a report and its seeds make.
    pub fn new(report: &'a Report, seeds: &'a SeedTable) -> Self {
        Self { symbols: &report.symbols.items, information: &report.segments.information, seeds }
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
pub fn pair(left: Side, right: Side, config: &config::Align) -> Vec<Alignment> {
    let duo = Duo { left, right, config };
    let runs = seed::exact_runs(&duo);
    let chains = chain::chains(&duo, runs);
    let mut found: Vec<Alignment> =
        chains.into_iter().map(|blocks| Alignment { blocks: fill::fill(&duo, blocks) }).collect();
    found.sort_unstable();
    drop_contained(found)
}

/// Leaves out passages that lie inside another one on both sides.
fn drop_contained(found: Vec<Alignment>) -> Vec<Alignment> {
    let inside = |inner: &Alignment, outer: &Alignment| {
        inner.left().overlap(outer.left()) == inner.left().length()
            && inner.right().overlap(outer.right()) == inner.right().length()
    };
    let keep: Vec<bool> = (0..found.len())
        .map(|i| {
            !(0..found.len()).any(|j| {
                let equal = inside(&found[j], &found[i]);
                j != i && inside(&found[i], &found[j]) && (!equal || j < i)
            })
        })
        .collect();
    let mut keep = keep.into_iter();
    let mut found = found;
    found.retain(|_| keep.next().unwrap_or(true));
    found
}
