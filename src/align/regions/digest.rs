//! Summaries: pieces that stand side by side in one text and far apart in the other belong to one
//! passage, made from all that the other text says.
//!
//! Each piece is found by itself; what is decided here is that they are one. Then a word of the
//! digest is explained by any place of the other text, as often as it stands in the digest.

use std::ops::Range;

use crate::config;

use super::pair::{NONE, Pair, as_usize, as_words, by_chance, found_bits, missing_bits};
use super::{Region, RegionKind};

/// Joins regions that together are a digest of the other text; the rest stays as it is.
pub(super) fn join(pair: &Pair, regions: Vec<Region>, config: &config::Regions) -> Vec<Region> {
    (0..2).fold(regions, |regions, side| {
        let digests = Digests { pair, side, config };
        groups(regions, side, config.digest_gap_words)
            .into_iter()
            .flat_map(|group| digests.of(&group).map_or(group, |digest| vec![digest]))
            .collect()
    })
}

/// Regions that follow each other closely on a side.
fn groups(mut regions: Vec<Region>, side: usize, gap_words: u32) -> Vec<Vec<Region>> {
    regions.sort_by_key(|r| (r.range(side).start, r.range(1 - side).start));
    let mut groups: Vec<Vec<Region>> = Vec::new();
    let mut end = 0;
    for region in regions {
        let range = region.range(side).clone();
        match groups.last_mut() {
            Some(group) if range.start < end + gap_words => group.push(region),
            _ => groups.push(vec![region]),
        }
        end = end.max(range.end);
    }
    groups
}

/// Judges groups of regions whose pieces stand side by side on `side`.
struct Digests<'a> {
    pair: &'a Pair,
    side: usize,
    config: &'a config::Regions,
}

impl Digests<'_> {
    /// The group as one digest, if it is one.
    fn of(&self, group: &[Region]) -> Option<Region> {
        let (config, side) = (self.config, self.side);
        let (pieces, source) = (hull(group, side)?, hull(group, 1 - side)?);
        let all = self.pair.sides[1 - side].len();
        let spread = source.len() as f32 / pieces.len() as f32;
        let covered: usize = group.iter().map(|r| r.range(side).len()).sum();
        let bits: f32 = group.iter().map(|r| r.bits).sum();
        let holds = (config.digest_spread_min..=config.digest_spread_max).contains(&spread)
            && pieces.len() <= config.digest_words_max as usize
            && source.len() as f32 >= config.digest_share_min * all as f32
            && covered as f32 >= config.digest_cover_min * pieces.len() as f32
            && bits >= config.digest_bits_min
            && self.is_patchwork(group, bits);
        if !holds {
            return None;
        }
        let digest = self.widen(pieces);
        if self.contrast(&digest) < config.digest_contrast_min {
            return None;
        }
        let mean =
            |kept: fn(&Region) -> f32| group.iter().map(|r| kept(r) * r.bits).sum::<f32>() / bits;
        let (kept_left, kept_right) = (mean(|r| r.kept_left), mean(|r| r.kept_right));
        let (short, long) = (as_words(&digest), 0..all as u32);
        let (left, right) = if side == 0 { (short, long) } else { (long, short) };
        Some(Region { left, right, bits, kept_left, kept_right, kind: RegionKind::Digest })
    }

    /// No piece is a passage of its own: neither nearly all the evidence nor a paragraph taken
    /// over word for word.
    fn is_patchwork(&self, group: &[Region], bits: f32) -> bool {
        let config = self.config;
        group.iter().max_by(|a, b| a.bits.total_cmp(&b.bits)).is_some_and(|strongest| {
            let verbatim =
                strongest.kept_left.min(strongest.kept_right) > config.digest_piece_kept_max;
            let long = strongest.range(self.side).len() > config.digest_piece_words_max as usize;
            strongest.bits <= config.digest_piece_share_max * bits && !(verbatim && long)
        })
    }

    /// How much better the other text explains these words than the rest. Unit: bits a word.
    fn contrast(&self, digest: &Range<usize>) -> f32 {
        let everywhere: f32 = (0..self.pair.sides[self.side].len()).map(|i| self.bits(i)).sum();
        let inside: f32 = digest.clone().map(|i| self.bits(i)).sum();
        let rest = self.pair.sides[self.side].len() - digest.len();
        // A rest shorter than a window says nothing about the subject.
        let rest = rest.max(self.config.window_words as usize) as f32;
        inside / digest.len() as f32 - (everywhere - inside) / rest
    }

    /// Grows the digest over words that the other text holds anywhere.
    fn widen(&self, pieces: Range<usize>) -> Range<usize> {
        let words = self.pair.sides[self.side].len();
        let end = self.furthest(pieces.end, (pieces.end..words).map(|i| (i, i + 1)));
        let start = self.furthest(pieces.start, (0..pieces.start).rev().map(|i| (i, i)));
        start..end
    }

    /// The best border on a way of (word, border behind it), by X-drop.
    fn furthest(&self, from: usize, way: impl Iterator<Item = (usize, usize)>) -> usize {
        let breaks = &self.pair.sides[self.side].breaks;
        let bonus = |at: usize| if breaks[at] { self.config.border_bits } else { 0.0 };
        let mut best = (bonus(from), from);
        let mut sum = 0.0;
        for (word, border) in way {
            sum += self.bits(word);
            if sum + bonus(border) > best.0 {
                best = (sum + bonus(border), border);
            }
            if sum < best.0 - self.config.digest_drop_bits {
                break;
            }
        }
        best.1
    }

    /// Bits that word `i` says for a digest of the whole other text.
    fn bits(&self, i: usize) -> f32 {
        let words = &self.pair.sides[self.side];
        let length = self.pair.sides[1 - self.side].len() as f32;
        let chance = by_chance(length, (-words.bits[i]).exp2());
        let kept = self.config.digest_kept;
        let found = words.all_types[i] != NONE;
        if found { found_bits(kept, chance) } else { missing_bits(kept, chance) }
    }
}

/// From the first to the last word of a group on a side.
fn hull(group: &[Region], side: usize) -> Option<Range<usize>> {
    let start = group.iter().map(|r| r.range(side).start).min()?;
    let end = group.iter().map(|r| r.range(side).end).max()?;
    Some(as_usize(&(start..end)))
}
