//! Where to begin: pairs of windows that hold many informative words of each other.

use std::ops::Range;

use crate::config;

use super::shared::{NONE, Pair};

/// A window of each text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    left: usize,
    right: usize,
}

/// Score of every window of the left text with every window of the right one.
pub(super) struct Cells {
    half: usize,
    lengths: [usize; 2],
    columns: usize,
    scores: Vec<f32>,
}

impl Cells {
    /// Scores all cells: the information of the numbered words that both windows hold.
    pub(super) fn new(pair: &Pair, config: &config::Regions) -> Self {
        let half = (config.window_words / 2) as usize;
        let lengths = [pair.sides[0].len(), pair.sides[1].len()];
        let [rows, columns] = lengths.map(|n| n.div_ceil(half).max(1));
        let mut scores = vec![0.0; rows * columns];
        let windows = [windows_of(pair, 0, half), windows_of(pair, 1, half)];
        for t in 0..pair.bits.len() {
            let bits = pair.bits[t];
            if bits < config.seed_word_bits_min {
                continue;
            }
            let (l, r) = (windows[0].of(t), windows[1].of(t));
            let bits = bits - ((l.len() * r.len()) as f32).log2() * config.seed_repeat_weight;
            if bits <= 0.0 { continue; }
            for &i in l {
                let row = &mut scores[i as usize * columns..][..columns];
                for &j in r {
                    row[j as usize] += bits;
                }
            }
        }
        Self { half, lengths, columns, scores }
    }

    /// The best cell, if its score is enough.
    pub(super) fn best(&self, config: &config::Regions) -> Option<[Range<usize>; 2]> {
        let (at, score) = self
            .scores
            .iter()
            .enumerate()
            .fold((0, 0.0), |best, (i, &s)| if s > best.1 { (i, s) } else { best });
        if score < config.seed_bits_min {
            return None;
        }
        let cell = Cell { left: at / self.columns, right: at % self.columns };
        Some([self.window(0, cell.left), self.window(1, cell.right)])
    }

    /// Takes a cell that came to nothing out of the choice.
    pub(super) fn discard(&mut self, seed: [Range<usize>; 2]) {
        let at = seed[0].start / self.half * self.columns + seed[1].start / self.half;
        self.scores[at] = 0.0;
    }

    fn window(&self, side: usize, index: usize) -> Range<usize> {
        let start = index * self.half;
        start..(start + 2 * self.half).min(self.lengths[side])
    }
}

/// Windows that hold each numbered word, in order, in one list.
struct Windows {
    starts: Vec<u32>,
    windows: Vec<u32>,
}

impl Windows {
    fn of(&self, t: usize) -> &[u32] {
        &self.windows[self.starts[t] as usize..self.starts[t + 1] as usize]
    }
}

/// Half-overlapping windows: half block b belongs to the windows b - 1 and b.
fn windows_of(pair: &Pair, side: usize, half: usize) -> Windows {
    let types = &pair.sides[side].types;
    let n = pair.bits.len();
    let mut last = vec![NONE; n];
    let mut starts = vec![0; n + 1];
    let each = |last: &mut Vec<u32>, visit: &mut dyn FnMut(usize, u32)| {
        for (block, words) in types.chunks(half).enumerate() {
            let block = block as u32;
            for &t in words.iter().filter(|&&t| t != NONE) {
                let t = t as usize;
                let first = if last[t] == NONE { block.saturating_sub(1) } else { (last[t] + 1).max(block.saturating_sub(1)) };
                for window in first..=block {
                    visit(t, window);
                }
                last[t] = block;
            }
        }
        last.fill(NONE);
    };
    each(&mut last, &mut |t, _| starts[t + 1] += 1);
    for t in 0..n {
        starts[t + 1] += starts[t];
    }
    let mut next = starts.clone();
    let mut windows = vec![0; starts[n] as usize];
    each(&mut last, &mut |t, window| {
        windows[next[t] as usize] = window;
        next[t] += 1;
    });
    Windows { starts, windows }
}
