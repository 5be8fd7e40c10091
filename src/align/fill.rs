//! Matches what stands between and beyond the runs of a chain.

use super::{Block, Duo};
use crate::model::SymbolSpan;
use crate::segment::MilliBits;

/// Largest gap that is aligned symbol by symbol, left times right. Unit: cells.
/// 48 symbols square, a sentence; in a larger gap only runs as long as a seed mean anything, and
/// those were found before.
const CELLS_MAX: usize = 48 * 48;

/// How far beyond its ends a chain is continued at a time. Unit: symbols. A clause or two.
const REACH: usize = 24;

/// The chain with the runs between and beyond added.
pub(super) fn fill(duo: &Duo, chain: Vec<Block>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(chain.len());
    for block in chain {
        if let Some(before) = blocks.last().copied() {
            let (l, r) = (before.left_end() as usize, before.right_end() as usize);
            let window = Window { l, r, n: block.left as usize - l, m: block.right as usize - r };
            for found in between(duo, window) {
                push(&mut blocks, found);
            }
        }
        push(&mut blocks, block);
    }
    extend_ahead(duo, &mut blocks);
    extend_back(duo, &mut blocks);
    blocks
}

/// The runs of two spans: those given, which stand in line inside, and what matches between them,
/// before the first and behind the last.
pub(super) fn inside(
    duo: &Duo,
    line: Vec<Block>,
    left: SymbolSpan,
    right: SymbolSpan,
) -> Vec<Block> {
    let end = Block { left: left.end, right: right.end, length: 0 };
    let (mut l, mut r) = (left.start, right.start);
    let mut blocks = Vec::with_capacity(line.len());
    for block in line.into_iter().chain([end]) {
        let (n, m) = ((block.left - l) as usize, (block.right - r) as usize);
        for found in between(duo, Window { l: l as usize, r: r as usize, n, m }) {
            push(&mut blocks, found);
        }
        if block.length > 0 {
            push(&mut blocks, block);
        }
        (l, r) = (block.left_end(), block.right_end());
    }
    blocks
}

/// Adds a block, joined to the last where they touch on both sides.
fn push(blocks: &mut Vec<Block>, block: Block) {
    match blocks.last_mut() {
        Some(last) if last.left_end() == block.left && last.right_end() == block.right => {
            last.length += block.length;
        }
        _ => blocks.push(block),
    }
}

/// A rectangle of symbols: `n` from `l` on the left, `m` from `r` on the right.
#[derive(Clone, Copy)]
struct Window {
    l: usize,
    r: usize,
    n: usize,
    m: usize,
}

/// The runs inside a gap that earn most, each run paying for its beginning.
fn between(duo: &Duo, window: Window) -> Vec<Block> {
    if window.n == 0 || window.m == 0 || window.n * window.m > CELLS_MAX {
        return Vec::new();
    }
    let table = Table::new(window, 0, |i, j| at(duo, window, i, j), duo.config.run_open);
    table.blocks(window, window.n, window.m)
}

fn at(duo: &Duo, window: Window, i: usize, j: usize) -> Option<MilliBits> {
    let (l, r) = (window.l + i, window.r + j);
    duo.matches(l, r).then(|| duo.earned(l, r))
}

/// Scores of all prefixes of a window: inside a run, and in whatever way.
struct Table {
    width: usize,
    open: MilliBits,
    run: Vec<MilliBits>,
    any: Vec<MilliBits>,
}

/// Less than any score; two of them still fit.
const NEVER: MilliBits = MilliBits::MIN / 4;

impl Table {
    /// `step` is the cost of a symbol left over, `earned` what a match gives, `open` what a run
    /// must pay.
    fn new(
        window: Window,
        step: MilliBits,
        earned: impl Fn(usize, usize) -> Option<MilliBits>,
        open: MilliBits,
    ) -> Self {
        let width = window.m + 1;
        let cells = (window.n + 1) * width;
        let mut table = Self { width, open, run: vec![NEVER; cells], any: vec![0; cells] };
        for j in 1..=window.m {
            table.any[j] = table.any[j - 1] - step;
        }
        for i in 1..=window.n {
            let row = i * width;
            table.any[row] = table.any[row - width] - step;
            for j in 1..=window.m {
                let diagonal = row - width + j - 1;
                if let Some(bits) = earned(i - 1, j - 1) {
                    let begun = table.any[diagonal] - open;
                    table.run[row + j] = bits + table.run[diagonal].max(begun);
                }
                let left_over = table.any[row - width + j].max(table.any[row + j - 1]) - step;
                table.any[row + j] = table.run[row + j].max(left_over);
            }
        }
        table
    }

    /// The runs of the best way to the cell (i, j).
    fn blocks(&self, window: Window, mut i: usize, mut j: usize) -> Vec<Block> {
        let mut found: Vec<Block> = Vec::new();
        while i > 0 && j > 0 {
            let cell = i * self.width + j;
            if self.run[cell] == self.any[cell] {
                let length = self.run_length(i, j);
                let (left, right) = (window.l + i - length, window.r + j - length);
                found.push(Block { left: left as u32, right: right as u32, length: length as u32 });
                i -= length;
                j -= length;
            } else if self.any[cell - self.width] >= self.any[cell - 1] {
                i -= 1;
            } else {
                j -= 1;
            }
        }
        found.reverse();
        found
    }

    /// Symbols of the run that ends at (i, j): as long as going on beats beginning anew.
    fn run_length(&self, i: usize, j: usize) -> usize {
        let mut length = 1;
        while i > length && j > length {
            let before = (i - length) * self.width + j - length;
            if self.run[before] < self.any[before] - self.open {
                break;
            }
            length += 1;
        }
        length
    }
}

/// Continues the passage to the right while that earns more than it costs.
fn extend_ahead(duo: &Duo, blocks: &mut Vec<Block>) {
    while let Some(last) = blocks.last().copied() {
        let (l, r) = (last.left_end() as usize, last.right_end() as usize);
        let n = (duo.left.symbols.len() - l).min(REACH);
        let m = (duo.right.symbols.len() - r).min(REACH);
        let window = Window { l, r, n, m };
        let found = best_end(duo, window, |i, j| at(duo, window, i, j));
        if found.is_empty() {
            return;
        }
        for block in found {
            push(blocks, block);
        }
    }
}

/// The same to the left: the window is read backwards.
fn extend_back(duo: &Duo, blocks: &mut Vec<Block>) {
    while let Some(first) = blocks.first().copied() {
        let (l, r) = (first.left as usize, first.right as usize);
        let window = Window { l: 0, r: 0, n: l.min(REACH), m: r.min(REACH) };
        let earned = |i: usize, j: usize| {
            let (l, r) = (l - 1 - i, r - 1 - j);
            duo.matches(l, r).then(|| duo.earned(l, r))
        };
        let found = best_end(duo, window, earned);
        if found.is_empty() {
            return;
        }
        let turned = found.iter().rev().map(|b| Block {
            left: (l as u32) - b.left_end(),
            right: (r as u32) - b.right_end(),
            length: b.length,
        });
        let mut all = Vec::with_capacity(found.len() + blocks.len());
        for block in turned.chain(blocks.drain(..)) {
            push(&mut all, block);
        }
        *blocks = all;
    }
}

/// The runs of the best way from the window's corner to any cell, none if nothing is gained.
fn best_end(
    duo: &Duo,
    window: Window,
    earned: impl Fn(usize, usize) -> Option<MilliBits>,
) -> Vec<Block> {
    if window.n == 0 || window.m == 0 {
        return Vec::new();
    }
    let step = (duo.config.substitute + duo.config.insert) / 2;
    let table = Table::new(window, step, earned, duo.config.run_open);
    let mut best: Option<(MilliBits, usize, usize)> = None;
    for i in 1..=window.n {
        for j in 1..=window.m {
            let score = table.run[i * table.width + j];
            if score > best.map_or(0, |(score, _, _)| score) {
                best = Some((score, i, j));
            }
        }
    }
    best.map_or_else(Vec::new, |(_, i, j)| table.blocks(window, i, j))
}
