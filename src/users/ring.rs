//! Rings: a closed set of reports that share all of some text with each other and with nobody else.
//!
//! While every report counts as a user, what ten copied of a page is as common as a slogan, and
//! nothing would ever make the ten kin. But the users of a slogan are others at each slogan, while
//! a ring is the same set wherever two of it share a text.
//!
//! Source: METHODS section 1, "Independence".

use super::Aligned;
use super::grams::{Grams, SIZES};
use super::model::Model;
use crate::archive::{Archive, Map};
use crate::config;
use crate::kernel::kgrams;

/// A stretch of text of a pair that one set of reports holds.
struct Held<'a> {
    by: &'a [u32],
    /// Its number among the passages of the pair: stretches far from each other are two.
    passage: usize,
    /// What it would earn if nobody else had it. Unit: 1/1000 bit.
    bits: i64,
}

/// Evidence that a pair belongs to one ring: what a closed set of few holds of the text that the
/// two share, less the strongest passage, which may be the one in question. Unit: 1/1000 bit.
///
/// # Cost
/// `O(a log g)` for `a` aligned symbols and `g` runs that three reports hold.
pub(super) fn strength(
    archive: &Archive,
    aligned: &Aligned,
    grams: &Grams,
    model: &Model,
    config: &config::Config,
) -> i64 {
    let held = held(archive, aligned, grams, model, config);
    let mut by_set: Map<&[u32], i64> = Map::default();
    for one in &held {
        *by_set.entry(one.by).or_default() += one.bits;
    }
    let Some((first, _)) = by_set.into_iter().max_by_key(|&(by, bits)| (bits, by)) else {
        return 0;
    };
    let mut bits = vec![0; held.last().map_or(0, |one| one.passage + 1)];
    for one in held.iter().filter(|one| coincide(one.by, first, config.users.ring_same_percent)) {
        bits[one.passage] += one.bits;
    }
    bits.iter().sum::<i64>() - bits.iter().max().copied().unwrap_or(0)
}

/// The stretches of a pair's text that three reports hold and no more than a ring may have, by
/// alignment, then by place on the left.
fn held<'a>(
    archive: &Archive,
    aligned: &Aligned,
    grams: &'a Grams,
    model: &Model,
    config: &config::Config,
) -> Vec<Held<'a>> {
    let most = config.users.ring_reports(archive.reports.len());
    let size = SIZES[SIZES.len() - 1];
    let left = &archive.reports[aligned.pair.left as usize];
    let alone = |i: u32| i64::from(model.alone(left, aligned.pair.left as usize, i));
    let mut all: Vec<Held> = Vec::new();
    let mut passages = 0;
    for alignment in &aligned.alignments {
        let mut end = None;
        for block in &alignment.blocks {
            let mut holders: Vec<&[u32]> = Vec::new();
            let code = |i: usize| left.symbols.code(block.left as usize + i);
            kgrams(code, block.length as usize, size, |_, hash| {
                let by = grams.holders(hash);
                holders.push(if by.len() <= most { by } else { &[] });
            });
            let mut at = block.left;
            for stretch in holders.chunk_by(|a, b| a == b) {
                let start = at;
                at += stretch.len() as u32;
                if stretch[0].is_empty() {
                    continue;
                }
                let is_near = |end: u32| start <= end + config.classify.gap_symbols_max;
                passages += usize::from(!end.is_some_and(is_near));
                let upto = at + size as u32 - 1;
                let bits = (start..upto).map(alone).sum();
                all.push(Held { by: stretch[0], passage: passages - 1, bits });
                end = Some(upto);
            }
        }
    }
    all
}

/// True when two sets of reports are mostly the same.
fn coincide(a: &[u32], b: &[u32], percent: u32) -> bool {
    let both = a.iter().filter(|report| b.binary_search(report).is_ok()).count();
    both * 100 >= (a.len() + b.len() - both) * percent as usize
}
