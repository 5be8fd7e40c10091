//! Summaries: pieces that stand side by side in one text and far apart in the other belong to one
//! passage, made from all that the other text says there.

use std::ops::Range;

use crate::config;

use super::Region;
use super::shared::{NONE, Pair, as_usize, as_words};

/// Joins regions that together are a digest of the other text; the rest stays as it is.
pub(super) fn join(pair: &Pair, regions: Vec<Region>, config: &config::Regions) -> Vec<Region> {
    (0..2).fold(regions, |regions, side| join_on(pair, regions, side, config))
}

fn join_on(
    pair: &Pair,
    mut regions: Vec<Region>,
    side: usize,
    config: &config::Regions,
) -> Vec<Region> {
    regions.sort_by_key(|r| (r.range(side).start, r.range(1 - side).start));
    let mut result = Vec::new();
    let mut group: Vec<Region> = Vec::new();
    for region in regions {
        let near = group.iter().map(|r| r.range(side).end).max().is_some_and(|end| {
            region.range(side).start < end + config.digest_gap_words
        });
        if !near {
            close(pair, &mut group, side, config, &mut result);
        }
        group.push(region);
    }
    close(pair, &mut group, side, config, &mut result);
    result
}

/// Puts a group into the result: as one digest, or as it is.
fn close(
    pair: &Pair,
    group: &mut Vec<Region>,
    side: usize,
    config: &config::Regions,
    result: &mut Vec<Region>,
) {
    match digest(pair, group, side, config) {
        Some(region) => {
            result.push(region);
            group.clear();
        }
        None => result.append(group),
    }
}

fn digest(pair: &Pair, group: &[Region], side: usize, config: &config::Regions) -> Option<Region> {
    let hull = |side: usize| -> Option<Range<usize>> {
        let start = group.iter().map(|r| r.range(side).start).min()?;
        let end = group.iter().map(|r| r.range(side).end).max()?;
        Some(as_usize(&(start..end)))
    };
    let (short, long) = (hull(side)?, hull(1 - side)?);
    let all = pair.sides[1 - side].len();
    let bits: f32 = group.iter().map(|r| r.bits).sum();
    let most = group.iter().map(|r| r.bits).fold(0.0, f32::max);
    let strongest = group.iter().max_by(|a, b| a.bits.total_cmp(&b.bits))?;
    let copied = strongest.kept_left.min(strongest.kept_right) > config.digest_piece_kept_max;
    let piece = if copied { strongest.range(side).len() } else { 0 };
    let spread = long.len() as f32 / short.len() as f32;
    if spread < config.digest_spread_min
        || short.len() > config.digest_words_max as usize
        || (long.len() as f32) < config.digest_share_min * all as f32
        || bits < config.digest_bits_min
        || piece > config.digest_piece_words_max as usize
        || most > config.digest_piece_share_max * bits
    {
        return None;
    }
    let hull_words = short.len() as f32;
    let covered: f32 = group.iter().map(|r| r.range(side).len() as f32).sum();
    let short = outward(pair, side, short, config);
    let everywhere: f32 = (0..pair.sides[side].len()).map(|i| value(pair, side, i, config)).sum();
    let explained: f32 = short.clone().map(|i| value(pair, side, i, config)).sum();
    let words = short.len() as f32;
    let rest = (everywhere - explained) / f32::max(pair.sides[side].len() as f32 - words, 50.0);
    let contrast = explained / words - rest;
    if spread > config.digest_spread_max
        || covered < config.digest_cover_min * hull_words
        || contrast < config.digest_contrast_min
    {
        return None;
    }
    let (short, long) = (as_words(short), 0..all as u32);
    let mean = |f: &dyn Fn(&Region) -> f32| group.iter().map(f).sum::<f32>() / group.len() as f32;
    let (kept_left, kept_right) = (mean(&|r| r.kept_left), mean(&|r| r.kept_right));
    let (left, right) = if side == 0 { (short, long) } else { (long, short) };
    Some(Region { left, right, bits, kept_left, kept_right, note: [group.len() as f32, spread, covered / hull_words, contrast] })
}

/// Lets the short passage grow over words that the long one holds anywhere.
fn outward(pair: &Pair, side: usize, range: Range<usize>, config: &config::Regions) -> Range<usize> {
    let words = &pair.sides[side];
    let value = |i: usize| value(pair, side, i, config);
    let bonus = |border: usize| if words.breaks[border] { config.border_bits } else { 0.0 };
    let (mut sum, mut best) = (0.0, (bonus(range.end), range.end));
    for i in range.end..words.len() {
        sum += value(i);
        if sum + bonus(i + 1) > best.0 { best = (sum + bonus(i + 1), i + 1); }
        if sum < best.0 - config.digest_drop_bits { break; }
    }
    let end = best.1;
    let (mut sum, mut best) = (0.0, (bonus(range.start), range.start));
    for i in (0..range.start).rev() {
        sum += value(i);
        if sum + bonus(i) > best.0 { best = (sum + bonus(i), i); }
        if sum < best.0 - config.digest_drop_bits { break; }
    }
    best.1..end
}

/// Bits that word `i` says for a digest of the whole other text.
fn value(pair: &Pair, side: usize, i: usize, config: &config::Regions) -> f32 {
    let words = &pair.sides[side];
    let length = pair.sides[1 - side].len() as f32;
    let q = 1.0 - (-length * (-words.bits[i]).exp2()).exp();
    let a = config.digest_kept;
    if words.whole[i] == NONE {
        (1.0 - q) * (1.0 - a).log2()
    } else {
        ((a + (1.0 - a) * q) / q).log2()
    }
}
