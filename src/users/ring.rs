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

/// Text of a pair that one set of reports holds.
struct Held<'a> {
    by: &'a [u32],
    /// What it would earn if nobody else had it, in each of the pair's passages.
    /// Unit: 1/1000 bit.
    bits: Vec<i64>,
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
    config: &config::Users,
) -> i64 {
    let most = config.ring_reports(archive.reports.len());
    let held = held(archive, aligned, grams, model, most);
    let Some(first) = held.iter().max_by_key(|one| (one.bits.iter().sum::<i64>(), one.by)) else {
        return 0;
    };
    let mut bits = vec![0; aligned.alignments.len()];
    for one in held.iter().filter(|one| coincide(one.by, first.by, config.ring_same_percent)) {
        bits.iter_mut().zip(&one.bits).for_each(|(all, bits)| *all += bits);
    }
    bits.iter().sum::<i64>() - bits.iter().max().copied().unwrap_or(0)
}

/// The text of a pair by the reports that hold it, where three and at most `most` do, by report.
fn held<'a>(
    archive: &Archive,
    aligned: &Aligned,
    grams: &'a Grams,
    model: &Model,
    most: usize,
) -> Vec<Held<'a>> {
    let size = SIZES[SIZES.len() - 1];
    let left = &archive.reports[aligned.pair.left as usize];
    let alone = |i: u32| i64::from(model.alone(left, aligned.pair.left as usize, i));
    let mut all: Map<&[u32], Held> = Map::default();
    for (passage, alignment) in aligned.alignments.iter().enumerate() {
        for block in &alignment.blocks {
            let mut holders: Vec<&[u32]> = Vec::new();
            let code = |i: usize| left.symbols.code(block.left as usize + i);
            kgrams(code, block.length as usize, size, |_, hash| {
                let by = grams.holders(hash);
                holders.push(if by.len() <= most { by } else { &[] });
            });
            let mut at = block.left;
            for stretch in holders.chunk_by(|a, b| a == b) {
                let end = at + stretch.len() as u32;
                let by = stretch[0];
                if !by.is_empty() {
                    let none = || Held { by, bits: vec![0; aligned.alignments.len()] };
                    let bits: i64 = (at..end + size as u32 - 1).map(alone).sum();
                    all.entry(by).or_insert_with(none).bits[passage] += bits;
                }
                at = end;
            }
        }
    }
    let mut all: Vec<Held> = all.into_values().collect();
    all.sort_by_key(|one| one.by);
    all
}

/// True when two sets of reports are mostly the same.
fn coincide(a: &[u32], b: &[u32], percent: u32) -> bool {
    let both = a.iter().filter(|report| b.binary_search(report).is_ok()).count();
    both * 100 >= (a.len() + b.len() - both) * percent as usize
}
