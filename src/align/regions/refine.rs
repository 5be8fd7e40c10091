//! From a draft to a region with exact borders: each border moves to where the joint score of
//! both passages is highest.

use std::ops::Range;

use crate::config;

use super::Region;
use super::grow::{Draft, kept};
use super::shared::{NONE, Pair};

/// Sets the borders and accepts by bits; `None` where chance would do as well.
pub(super) fn region(pair: &Pair, draft: Draft, config: &config::Regions) -> Option<Region> {
    let mut joint = Joint::new(pair, draft, config);
    for _ in 0..config.refine_rounds {
        let before = joint.draft.ranges.clone();
        for side in 0..2 {
            joint.move_end(side);
            joint.move_start(side);
        }
        if joint.draft.ranges == before || joint.draft.ranges.iter().any(Range::is_empty) {
            break;
        }
        joint.draft.kept = kept(pair, &joint.draft.ranges, config);
    }
    joint.accept()
}

struct Joint<'a> {
    pair: &'a Pair,
    config: &'a config::Regions,
    draft: Draft,
    counts: [Vec<u16>; 2],
}

impl<'a> Joint<'a> {
    fn new(pair: &'a Pair, draft: Draft, config: &'a config::Regions) -> Self {
        let counts = [0, 1].map(|side| {
            let mut counts = vec![0u16; pair.bits.len()];
            for &t in pair.sides[side].types[draft.ranges[side].clone()].iter().filter(|&&t| t != NONE) {
                counts[t as usize] += 1;
            }
            counts
        });
        Self { pair, config, draft, counts }
    }

    fn reach(&self, side: usize) -> f32 {
        self.draft.ranges[side].len().min(self.config.reach_words as usize) as f32
    }

    /// Bits of a word of `side` that the other side holds.
    fn gain(&self, side: usize, p: f32) -> f32 {
        let a = self.draft.kept[side];
        let q = 1.0 - (-self.reach(1 - side) * p).exp();
        ((a + (1.0 - a) * q) / q.max(1e-9)).log2()
    }

    /// Bits, below zero, of a word of `side` that the other side does not hold.
    fn miss(&self, side: usize, p: f32) -> f32 {
        let q = 1.0 - (-self.reach(1 - side) * p).exp();
        (1.0 - q) * (1.0 - self.draft.kept[side]).log2()
    }

    /// Change of the joint score by one more word of `side`.
    fn enter(&mut self, side: usize, i: usize) -> f32 {
        let words = &self.pair.sides[side];
        let (t, p) = (words.types[i], words.p[i]);
        if t == NONE {
            return self.miss(side, p);
        }
        let t = t as usize;
        self.counts[side][t] += 1;
        self.value(side, t, p)
    }

    /// Change of the joint score by one word of `side` less.
    fn leave(&mut self, side: usize, i: usize) -> f32 {
        let words = &self.pair.sides[side];
        let (t, p) = (words.types[i], words.p[i]);
        if t == NONE {
            return -self.miss(side, p);
        }
        let value = self.value(side, t as usize, p);
        self.counts[side][t as usize] -= 1;
        -value
    }

    /// What the last of the counted words of a type is worth.
    fn value(&self, side: usize, t: usize, p: f32) -> f32 {
        if self.counts[side][t] <= self.counts[1 - side][t] {
            let q = self.pair.p[1 - side][t];
            self.gain(side, p) + self.gain(1 - side, q) - self.miss(1 - side, q)
        } else {
            self.miss(side, p)
        }
    }

    fn bonus(&self, side: usize, border: usize) -> f32 {
        if self.pair.sides[side].breaks[border] { self.config.border_bits } else { 0.0 }
    }

    fn move_end(&mut self, side: usize) {
        let Range { start, end } = self.draft.ranges[side].clone();
        let mut best = (self.bonus(side, end), end);
        let mut sum = 0.0;
        let mut at = end;
        while at < self.pair.sides[side].len() && sum > best.0 - self.config.border_drop_bits {
            sum += self.enter(side, at);
            at += 1;
            let total = sum + self.bonus(side, at);
            if total > best.0 { best = (total, at); }
        }
        while at > start + 1 && (at > end || sum > best.0 - self.config.border_drop_bits) {
            at -= 1;
            sum += self.leave(side, at);
            if at < end {
                let total = sum + self.bonus(side, at);
                if total > best.0 { best = (total, at); }
            }
        }
        while at < best.1 {
            self.enter(side, at);
            at += 1;
        }
        while at > best.1 {
            at -= 1;
            self.leave(side, at);
        }
        self.draft.ranges[side].end = best.1;
    }

    fn move_start(&mut self, side: usize) {
        let Range { start, end } = self.draft.ranges[side].clone();
        let mut best = (self.bonus(side, start), start);
        let mut sum = 0.0;
        let mut at = start;
        while at > 0 && sum > best.0 - self.config.border_drop_bits {
            at -= 1;
            sum += self.enter(side, at);
            let total = sum + self.bonus(side, at);
            if total > best.0 { best = (total, at); }
        }
        while at + 1 < end && (at < start || sum > best.0 - self.config.border_drop_bits) {
            sum += self.leave(side, at);
            at += 1;
            if at > start {
                let total = sum + self.bonus(side, at);
                if total > best.0 { best = (total, at); }
            }
        }
        while at > best.1 {
            at -= 1;
            self.enter(side, at);
        }
        while at < best.1 {
            self.leave(side, at);
            at += 1;
        }
        self.draft.ranges[side].start = best.1;
    }

    /// The joint score from nothing.
    fn bits(&self) -> f32 {
        let mut bits = 0.0;
        for side in 0..2 {
            let words = &self.pair.sides[side];
            let mut counts = self.counts[1 - side].clone();
            for i in self.draft.ranges[side].clone() {
                let t = words.types[i];
                if t != NONE && counts[t as usize] > 0 {
                    counts[t as usize] -= 1;
                    bits += self.gain(side, words.p[i]);
                } else {
                    bits += self.miss(side, words.p[i]);
                }
            }
        }
        bits
    }

    fn accept(self) -> Option<Region> {
        let bits = self.bits();
        let [left, right] = self.draft.ranges.clone();
        let words = (left.len() + right.len()) as f32;
        let [kept_left, kept_right] = self.draft.kept;
        let kept = f32::midpoint(kept_left, kept_right);
        let need = self.config.piece_bits_min;
        let density = self.config.region_word_bits_min;
        if bits < need || bits / words < density || kept < self.config.region_kept_min {
            return None;
        }
        let range = |r: Range<usize>| r.start as u32..r.end as u32;
        Some(Region { left: range(left), right: range(right), bits, kept_left, kept_right, note: [0.0; 4] })
    }
}
