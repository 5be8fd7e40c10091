//! Chains and regions of a pair -> its passages.
//!
//! A chain knows its borders to the symbol and what differs inside; a region sees text that was
//! washed or put into another order. Where chains explain most of a region they stand, as one
//! passage if they are in line; elsewhere the region is the passage.

use super::regions::{self, Region, RegionKind};
use super::{Alignment, Block, Borders, Duo, Washed, line};
use crate::config::Config;
use crate::model::SymbolSpan;

/// The passages of a pair, by place: chains, and regions that chains do not explain.
pub(super) fn passages(duo: &Duo, chains: Vec<Alignment>, config: &Config) -> Vec<Alignment> {
    let words = [&duo.left.prepared.words, &duo.right.prepared.words];
    let mut passages = chains;
    for region in regions::find(words[0], words[1], &config.regions) {
        let washed = Washed {
            left: symbols(&duo.left.prepared.symbols, &region.left),
            right: symbols(&duo.right.prepared.symbols, &region.right),
            is_digest: region.kind == RegionKind::Digest,
        };
        let (inside, outside): (Vec<_>, Vec<_>) =
            passages.into_iter().partition(|one| lies_inside(one, &washed));
        passages = outside;
        let one = in_line(&inside, &washed, config.align.explained_percent)
            .or_else(|| by_words(duo, &region, washed, &inside));
        match one {
            Some(one) => passages.push(one),
            None => passages.extend(inside),
        }
    }
    passages.sort_unstable();
    passages
}

/// The symbols of a run of words, which must not be empty.
fn symbols(of: &[SymbolSpan], words: &std::ops::Range<u32>) -> SymbolSpan {
    SymbolSpan::new(of[words.start as usize].start, of[words.end as usize - 1].end)
}

/// True when most of a chain lies in a region, on both sides.
fn lies_inside(chain: &Alignment, region: &Washed) -> bool {
    let mostly = |one: SymbolSpan, other| one.overlap(other) * 2 > one.length();
    mostly(chain.left(), region.left) && mostly(chain.right(), region.right)
}

/// The chains inside a region as one passage, if they stand in line and match enough of it.
fn in_line(inside: &[Alignment], region: &Washed, percent: u32) -> Option<Alignment> {
    let follow = inside.windows(2).all(|two| {
        two[0].left().end <= two[1].left().start && two[0].right().end <= two[1].right().start
    });
    let matched: u32 = inside.iter().map(Alignment::matched).sum();
    let length = u32::midpoint(region.left.length(), region.right.length());
    let explains = follow && !region.is_digest && matched * 100 >= length * percent;
    explains.then(|| Alignment {
        blocks: inside.iter().flat_map(|one| one.blocks.iter().copied()).collect(),
        borders: Borders::Runs,
        is_confirmed: true,
    })
}

/// A region as a passage; its runs are those in line: of the chains and of the words besides.
fn by_words(duo: &Duo, region: &Region, washed: Washed, inside: &[Alignment]) -> Option<Alignment> {
    let mut runs: Vec<Block> = inside.iter().flat_map(|one| one.blocks.iter().copied()).collect();
    let within = |run: &Block| {
        let (left, right) = run.spans();
        washed.left.overlap(left) == left.length() && washed.right.overlap(right) == right.length()
    };
    runs.retain(within);
    runs.extend(word_runs(duo, region));
    let blocks = line::heaviest(runs);
    let borders = Borders::Words(washed);
    (!blocks.is_empty()).then_some(Alignment { blocks, borders, is_confirmed: true })
}

/// Words that stand once on each side of a region, as runs of symbols.
fn word_runs(duo: &Duo, region: &Region) -> Vec<Block> {
    let sides = [(duo.left.prepared, &region.left), (duo.right.prepared, &region.right)];
    let [left, right] = sides.map(|(prepared, range)| {
        let mut words: Vec<(u64, SymbolSpan)> = range
            .clone()
            .map(|i| (prepared.words[i as usize].id, prepared.symbols[i as usize]))
            .collect();
        words.sort_unstable();
        words
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|same| same.len() == 1)
            .map(|same| same[0])
            .collect::<Vec<_>>()
    });
    let mut runs = Vec::new();
    let mut others = right.iter().peekable();
    for (id, l) in left {
        while others.next_if(|other| other.0 < id).is_some() {}
        let Some((_, r)) = others.next_if(|other| other.0 == id) else { continue };
        let is_equal = l.length() == r.length()
            && (0..l.length()).all(|i| duo.matches((l.start + i) as usize, (r.start + i) as usize));
        if is_equal {
            runs.push(Block { left: l.start, right: r.start, length: l.length() });
        }
    }
    runs
}
