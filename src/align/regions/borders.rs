//! From a draft to a region with exact borders: each border moves to where the joint score of
//! both passages is highest.
//!
//! The joint score is symmetric: every numbered word counts as matched as often as both sides
//! hold it. One more word on one side changes it by a constant, so a border is swept outwards and
//! inwards in linear time.

use std::ops::Range;

use crate::config;

use super::grow::{Draft, kept};
use super::pair::{NONE, Pair, as_words, by_chance, found_bits, missing_bits};
use super::{Region, RegionKind};

/// Sets the borders and accepts by bits; `None` where chance would do as well.
pub(super) fn region(pair: &Pair, draft: Draft, config: &config::Regions) -> Option<Region> {
    let counts = [0, 1].map(|side| pair.counts(side, &draft.ranges[side]));
    let mut joint = Joint { pair, config, draft, counts };
    for _ in 0..config.border_rounds {
        let before = joint.draft.ranges.clone();
        for side in 0..2 {
            joint.settle(Border { side, end: true });
            joint.settle(Border { side, end: false });
        }
        if joint.draft.ranges == before {
            break;
        }
        joint.draft.kept = kept(pair, &joint.draft.ranges, config);
    }
    joint.accept()
}

/// One of the four borders.
#[derive(Clone, Copy)]
struct Border {
    side: usize,
    end: bool,
}

struct Joint<'a> {
    pair: &'a Pair,
    config: &'a config::Regions,
    draft: Draft,
    counts: [Vec<u32>; 2],
}

impl Joint<'_> {
    /// Moves a border to its best place: outwards as far as the score holds, then back and
    /// inwards.
    fn settle(&mut self, border: Border) {
        let Range { start, end } = self.draft.ranges[border.side].clone();
        let (here, limit) = if border.end { (end, start) } else { (start, end) };
        let words = self.pair.sides[border.side].len();
        let last = if border.end { words } else { 0 };
        let mut best = (self.bonus(border.side, here), here);
        let (mut at, mut sum) = (here, 0.0);
        while at != last && self.is_free(border, at) && sum > best.0 - self.config.border_drop_bits
        {
            sum += self.step(border, &mut at, true);
            self.note(border, at, sum, &mut best);
        }
        // The way back to where it began only undoes; the sum there is 0 again.
        self.walk(border, &mut at, here);
        sum = 0.0;
        while at.abs_diff(limit) > 1 && sum > best.0 - self.config.border_drop_bits {
            sum += self.step(border, &mut at, false);
            self.note(border, at, sum, &mut best);
        }
        self.walk(border, &mut at, best.1);
        let range = &mut self.draft.ranges[border.side];
        *(if border.end { &mut range.end } else { &mut range.start }) = best.1;
    }

    fn note(&self, border: Border, at: usize, sum: f32, best: &mut (f32, usize)) {
        let total = sum + self.bonus(border.side, at);
        if total > best.0 {
            *best = (total, at);
        }
    }

    fn bonus(&self, side: usize, at: usize) -> f32 {
        if self.pair.sides[side].breaks[at] { self.config.border_bits } else { 0.0 }
    }

    /// No other region holds the word that lies outside a border at `at`.
    fn is_free(&self, border: Border, at: usize) -> bool {
        !self.pair.sides[border.side].used[if border.end { at } else { at - 1 }]
    }

    /// Moves a border without asking what it is worth.
    fn walk(&mut self, border: Border, at: &mut usize, to: usize) {
        let outwards = (*at < to) == border.end;
        for i in (*at).min(to)..(*at).max(to) {
            if let Some(count) =
                self.counts[border.side].get_mut(self.pair.sides[border.side].types[i] as usize)
            {
                *count = if outwards { *count + 1 } else { *count - 1 };
            }
        }
        *at = to;
    }

    /// Moves a border by one word; the change of the joint score.
    fn step(&mut self, border: Border, at: &mut usize, outwards: bool) -> f32 {
        let up = outwards == border.end;
        let word = if up { *at } else { *at - 1 };
        *at = if up { *at + 1 } else { *at - 1 };
        if outwards { self.enter(border.side, word) } else { self.leave(border.side, word) }
    }

    fn enter(&mut self, side: usize, i: usize) -> f32 {
        let words = &self.pair.sides[side];
        match words.types[i] {
            NONE => self.missing(side, words.chance[i]),
            t => {
                self.counts[side][t as usize] += 1;
                self.last_of(side, t as usize)
            }
        }
    }

    fn leave(&mut self, side: usize, i: usize) -> f32 {
        let words = &self.pair.sides[side];
        match words.types[i] {
            NONE => -self.missing(side, words.chance[i]),
            t => {
                let bits = self.last_of(side, t as usize);
                self.counts[side][t as usize] -= 1;
                -bits
            }
        }
    }

    /// What the last of a side's equal words is worth: a match makes the other side's word,
    /// which was missing, found as well.
    fn last_of(&self, side: usize, t: usize) -> f32 {
        let chance = self.pair.chance[t];
        if self.counts[side][t] <= self.counts[1 - side][t] {
            self.found(side, chance) + self.found(1 - side, chance) - self.missing(1 - side, chance)
        } else {
            self.missing(side, chance)
        }
    }

    fn found(&self, side: usize, chance: f32) -> f32 {
        found_bits(self.draft.kept[side], by_chance(self.reach(1 - side), chance))
    }

    fn missing(&self, side: usize, chance: f32) -> f32 {
        missing_bits(self.draft.kept[side], by_chance(self.reach(1 - side), chance))
    }

    fn reach(&self, side: usize) -> f32 {
        self.draft.ranges[side].len().min(self.config.reach_words as usize) as f32
    }

    /// The joint score.
    fn bits(&self) -> f32 {
        let mut bits = 0.0;
        for side in 0..2 {
            let words = &self.pair.sides[side];
            let mut credit = self.counts[1 - side].clone();
            for i in self.draft.ranges[side].clone() {
                let t = words.types[i];
                if t != NONE && credit[t as usize] > 0 {
                    credit[t as usize] -= 1;
                    bits += self.found(side, words.chance[i]);
                } else {
                    bits += self.missing(side, words.chance[i]);
                }
            }
        }
        bits
    }

    fn accept(self) -> Option<Region> {
        let bits = self.bits();
        let [left, right] = &self.draft.ranges;
        let words = (left.len() + right.len()) as f32;
        if bits < self.config.piece_bits_min || bits < self.config.word_bits_min * words {
            return None;
        }
        let [kept_left, kept_right] = self.draft.kept;
        let (left, right) = (as_words(left), as_words(right));
        Some(Region { left, right, bits, kept_left, kept_right, kind: RegionKind::Passage })
    }
}
