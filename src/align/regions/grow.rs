//! From a seed to a region: the two passages take turns, each grows as far as the other explains
//! its words.

use std::ops::Range;

use crate::config;

use super::shared::{NONE, Pair};

/// Two ranges of words and how much of each the other holds.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Left, right.
    pub(super) ranges: [Range<usize>; 2],
    /// Estimated probability that a word is kept, as seen from each side.
    pub(super) kept: [f32; 2],
}

/// Grows a seed; `None` where nothing is left of it.
pub(super) fn region(pair: &Pair, seed: [Range<usize>; 2], config: &config::Regions) -> Option<Draft> {
    let mut draft = Draft { ranges: seed, kept: [config.kept_first; 2] };
    let mut credit = Credit::new(pair);
    for pass in 0..config.passes {
        for round in 0..config.rounds {
            let last = pass + 1 == config.passes && round + 1 == config.rounds;
            let look = if last { 0 } else { config.look_words as usize };
            let before = draft.ranges.clone();
            for side in 0..2 {
                let other = &draft.ranges[1 - side];
                let end = (other.end + look).min(pair.sides[1 - side].len());
                let other = other.start.saturating_sub(look)..end;
                draft.ranges[side] = credit.segment(pair, side, (&draft.ranges[side], other, draft.kept[side]), config);
                if draft.ranges[side].len() < 3 {
                    return None;
                }
            }
            if !last && draft.ranges == before {
                continue;
            }
        }
        draft.kept = kept(pair, &draft.ranges, config);
    }
    Some(draft)
}

/// Share of the informative words of each side that the other side holds, one to one.
pub(super) fn kept(pair: &Pair, ranges: &[Range<usize>; 2], config: &config::Regions) -> [f32; 2] {
    let mut result = [0.0; 2];
    for side in 0..2 {
        let mut counts = vec![0u16; pair.bits.len()];
        for &t in pair.sides[1 - side].types[ranges[1 - side].clone()].iter().filter(|&&t| t != NONE) {
            counts[t as usize] += 1;
        }
        let (mut all, mut found) = (0.0, 0.0);
        let own = &pair.sides[side];
        for i in ranges[side].clone() {
            if own.bits[i] < config.informative_bits_min {
                continue;
            }
            all += 1.0;
            let t = own.types[i];
            if t != NONE && counts[t as usize] > 0 {
                counts[t as usize] -= 1;
                found += 1.0;
            }
        }
        result[side] = (found / f32::max(all, 1.0)).clamp(config.kept_min, config.kept_max);
    }
    result
}

/// Counts per numbered word, kept between calls so that nothing is allocated while growing.
struct Credit {
    left: Vec<u16>,
    gain: Vec<f32>,
    touched: Vec<u32>,
}

impl Credit {
    fn new(pair: &Pair) -> Self {
        Self { left: vec![0; pair.bits.len()], gain: vec![0.0; pair.bits.len()], touched: Vec::new() }
    }

    /// The maximal segment around the middle of `own`, given the other side's words.
    fn segment(
        &mut self,
        pair: &Pair,
        side: usize,
        (own, other, kept): (&Range<usize>, Range<usize>, f32),
        config: &config::Regions,
    ) -> Range<usize> {
        let length = other.len().min(config.reach_words as usize) as f32;
        for &t in pair.sides[1 - side].types[other].iter().filter(|&&t| t != NONE) {
            let t = t as usize;
            if self.left[t] == 0 {
                let q = 1.0 - (-length * pair.p[side][t]).exp();
                self.gain[t] = ((kept + (1.0 - kept) * q) / q).log2();
                self.touched.push(t as u32);
            }
            self.left[t] += 1;
        }
        let miss = (1.0 - kept).log2();
        let words = &pair.sides[side];
        let gain = &self.gain;
        let value = |i: usize, left: &mut Vec<u16>| {
            let t = words.types[i];
            if t != NONE && left[t as usize] > 0 {
                left[t as usize] -= 1;
                return gain[t as usize];
            }
            miss * (-length * words.p[i]).exp()
        };
        let middle = usize::midpoint(own.start, own.end);
        let (mut up, mut down) = (Edge::at(middle), Edge::at(middle));
        while up.alive || down.alive {
            if up.alive && up.next < words.len() {
                up.add(value(up.next, &mut self.left), up.next + 1, config);
                up.next += 1;
            } else {
                up.alive = false;
            }
            if down.alive && down.next > 0 {
                down.add(value(down.next - 1, &mut self.left), down.next - 1, config);
                down.next -= 1;
            } else {
                down.alive = false;
            }
        }
        for t in self.touched.drain(..) {
            self.left[t as usize] = 0;
        }
        down.best_at..up.best_at
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

    fn add(&mut self, value: f32, border: usize, config: &config::Regions) {
        self.sum += value;
        if self.sum > self.best {
            (self.best, self.best_at) = (self.sum, border);
        } else if self.sum < self.best - config.drop_bits {
            self.alive = false;
        }
    }
}
