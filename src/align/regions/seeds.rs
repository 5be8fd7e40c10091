//! Where to begin: pairs of windows that hold many informative words of each other.

use std::ops::Range;

use crate::config;

use super::pair::{NONE, Pair};

/// Score of every window of the left text with every window of the right one.
pub(super) struct Cells {
    half: usize,
    lengths: [usize; 2],
    columns: usize,
    scores: Vec<f32>,
    discarded: Vec<usize>,
}

impl Cells {
    /// Scores all cells: the information of the numbered words that both windows hold.
    pub(super) fn new(pair: &Pair, config: &config::Regions) -> Self {
        let half = (config.window_words / 2) as usize;
        let lengths = [pair.sides[0].len(), pair.sides[1].len()];
        let [rows, columns] = lengths.map(|words| words.div_ceil(half));
        let mut scores = vec![0.0; rows * columns];
        let windows = [Windows::new(pair, 0, half), Windows::new(pair, 1, half)];
        for (t, &bits) in pair.bits.iter().enumerate() {
            if bits < config.seed_word_bits_min {
                continue;
            }
            let [left, right] = [windows[0].of(t), windows[1].of(t)];
            let repeats = (left.len().max(1) * right.len().max(1)) as f32;
            let bits = bits - repeats.log2() * config.seed_repeat_weight;
            if bits <= 0.0 {
                continue;
            }
            for &row in left {
                let row = &mut scores[row as usize * columns..][..columns];
                for &column in right {
                    row[column as usize] += bits;
                }
            }
        }
        Self { half, lengths, columns, scores, discarded: Vec::new() }
    }

    /// The windows of the best cell, the first of equal ones, if its score is enough.
    pub(super) fn best(&self, config: &config::Regions) -> Option<[Range<usize>; 2]> {
        let better = |best: (usize, f32), (i, &score): (usize, &f32)| {
            if score > best.1 { (i, score) } else { best }
        };
        let (at, score) = self.scores.iter().enumerate().fold((0, 0.0), better);
        let enough = score > 0.0 && score >= config.seed_bits_min;
        enough.then(|| [self.window(0, at / self.columns), self.window(1, at % self.columns)])
    }

    /// Takes a cell that came to nothing out of the choice.
    pub(super) fn discard(&mut self, seed: &[Range<usize>; 2]) {
        let [row, column] = [0, 1].map(|side| seed[side].start / self.half);
        self.discarded.push(row * self.columns + column);
        self.scores[row * self.columns + column] = 0.0;
    }

    /// Scores all cells again after words of the pair were used; what was discarded stays so.
    pub(super) fn renew(&mut self, pair: &Pair, config: &config::Regions) {
        self.scores = Self::new(pair, config).scores;
        for &at in &self.discarded {
            self.scores[at] = 0.0;
        }
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
    fn new(pair: &Pair, side: usize, half: usize) -> Self {
        let types = &pair.sides[side].types;
        let mut starts = vec![0; pair.bits.len() + 1];
        each_window(types, half, pair.bits.len(), |t, _| starts[t + 1] += 1);
        for t in 1..starts.len() {
            starts[t] += starts[t - 1];
        }
        let mut next = starts.clone();
        let mut windows = vec![0; starts[pair.bits.len()] as usize];
        each_window(types, half, pair.bits.len(), |t, window| {
            windows[next[t] as usize] = window;
            next[t] += 1;
        });
        Self { starts, windows }
    }

    fn of(&self, t: usize) -> &[u32] {
        &self.windows[self.starts[t] as usize..self.starts[t + 1] as usize]
    }
}

/// Visits each numbered word once for each window that holds it. Windows begin at every half
/// block: block b belongs to the windows b - 1 and b.
fn each_window(types: &[u32], half: usize, numbers: usize, mut visit: impl FnMut(usize, u32)) {
    let mut next = vec![0; numbers];
    for (block, words) in types.chunks(half).enumerate() {
        let block = block as u32;
        for &t in words.iter().filter(|&&t| t != NONE) {
            let t = t as usize;
            for window in block.saturating_sub(1).max(next[t])..=block {
                visit(t, window);
            }
            next[t] = block + 1;
        }
    }
}
