//! From a seed to a region: the two passages take turns, each grows as far as the other explains
//! its words.

use std::ops::Range;

use crate::config;

use super::pair::{NONE, Pair, by_chance, found_bits, missing_bits};

/// Two ranges of words and how much of each the other holds.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Left, right.
    pub(super) ranges: [Range<usize>; 2],
    /// Estimated probability that a word of the side is kept in the other.
    pub(super) kept: [f32; 2],
}

/// Grows a seed; `None` where nothing is left of it.
pub(super) fn region(
    pair: &Pair,
    seed: &[Range<usize>; 2],
    config: &config::Regions,
) -> Option<Draft> {
    let ranges = [0, 1].map(|side| pair.sides[side].unused(&seed[side]));
    let mut draft = Draft { ranges, kept: [config.kept_first; 2] };
    let mut credit = Credit::new(pair, config);
    for turn in 1..=config.passes * config.rounds {
        let last = turn == config.passes * config.rounds;
        let look = if last { 0 } else { config.look_words as usize };
        for side in 0..2 {
            let other = &draft.ranges[1 - side];
            let end = (other.end + look).min(pair.sides[1 - side].len());
            let other = other.start.saturating_sub(look)..end;
            draft.ranges[side] = credit.segment(side, &draft, other);
            if draft.ranges[side].is_empty() {
                return None;
            }
        }
        if turn % config.rounds == 0 {
            draft.kept = kept(pair, &draft.ranges, config);
        }
    }
    Some(draft)
}

/// Share of the informative words of each side that the other side holds, one to one.
pub(super) fn kept(pair: &Pair, ranges: &[Range<usize>; 2], config: &config::Regions) -> [f32; 2] {
    [0, 1].map(|side| {
        let mut credit = pair.counts(1 - side, &ranges[1 - side]);
        let (mut all, mut found) = (0.0, 0.0);
        let own = &pair.sides[side];
        for i in ranges[side].clone().filter(|&i| own.bits[i] >= config.informative_bits_min) {
            all += 1.0;
            let t = own.types[i];
            if t != NONE && credit[t as usize] > 0 {
                credit[t as usize] -= 1;
                found += 1.0;
            }
        }
        (found / f32::max(all, 1.0)).clamp(config.kept_min, config.kept_max)
    })
}

/// Which words the other side can still explain: each as often as it stands there.
struct Credit<'a> {
    pair: &'a Pair,
    config: &'a config::Regions,
    left: Vec<u32>,
    gain: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> Credit<'a> {
    fn new(pair: &'a Pair, config: &'a config::Regions) -> Self {
        let n = pair.bits.len();
        Self { pair, config, left: vec![0; n], gain: vec![0.0; n], touched: Vec::new() }
    }

    /// The maximal segment of a side around the middle of its range, given the words of `other`.
    /// Credit goes to the nearest first: both ends move in step.
    fn segment(&mut self, side: usize, draft: &Draft, other: Range<usize>) -> Range<usize> {
        let kept = draft.kept[side];
        let reach = other.len().min(self.config.reach_words as usize) as f32;
        self.fill(1 - side, other, kept, reach);
        let words = &self.pair.sides[side];
        let own = &draft.ranges[side];
        let middle = usize::midpoint(own.start, own.end);
        let (mut up, mut down) = (Edge::at(middle), Edge::at(middle));
        while up.alive || down.alive {
            up.alive &= up.next < words.len() && !words.used[up.next];
            if up.alive {
                let bits = self.bits(side, up.next, kept, reach);
                up.next += 1;
                up.add(bits, self.config.drop_bits);
            }
            down.alive &= down.next > 0 && !words.used[down.next - 1];
            if down.alive {
                down.next -= 1;
                let bits = self.bits(side, down.next, kept, reach);
                down.add(bits, self.config.drop_bits);
            }
        }
        for t in self.touched.drain(..) {
            self.left[t as usize] = 0;
        }
        down.best_at..up.best_at
    }

    fn fill(&mut self, side: usize, range: Range<usize>, kept: f32, reach: f32) {
        for &t in self.pair.sides[side].types[range].iter().filter(|&&t| t != NONE) {
            let at = t as usize;
            if self.left[at] == 0 {
                self.gain[at] = found_bits(kept, by_chance(reach, self.pair.chance[at]));
                self.touched.push(t);
            }
            self.left[at] += 1;
        }
    }

    /// Bits of the word at `i`; takes the credit that it uses.
    fn bits(&mut self, side: usize, i: usize, kept: f32, reach: f32) -> f32 {
        let words = &self.pair.sides[side];
        let t = words.types[i];
        if t != NONE && self.left[t as usize] > 0 {
            self.left[t as usize] -= 1;
            return self.gain[t as usize];
        }
        missing_bits(kept, by_chance(reach, words.chance[i]))
    }
}

/// A border under way.
struct Edge {
    next: usize,
    sum: f32,
    best: f32,
    best_at: usize,
    alive: bool,
}

impl Edge {
    fn at(place: usize) -> Self {
        Self { next: place, sum: 0.0, best: 0.0, best_at: place, alive: true }
    }

    fn add(&mut self, bits: f32, drop_bits: f32) {
        self.sum += bits;
        if self.sum > self.best {
            (self.best, self.best_at) = (self.sum, self.next);
        }
        self.alive = self.sum >= self.best - drop_bits;
    }
}
