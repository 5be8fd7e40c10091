//! The maximal segments of an alignment: where its evidence begins and ends.

use std::ops::Range;

use crate::align::Block;
use crate::config;
use crate::users::Columns;

/// A run of items that no neighbour would make stronger.
#[derive(Clone, Copy)]
struct Maximal {
    start: usize,
    end: usize,
    /// Sum of all items before it.
    before: i64,
    /// Sum up to its end.
    upto: i64,
}

/// A stretch of an alignment that earns more than it costs.
pub(super) struct Segment {
    /// From the first symbol that is evidence to the last.
    pub(super) columns: Columns,
    /// Net evidence. Unit: 1/1000 bit.
    pub(super) bits: i64,
    /// Its runs, each with all of its symbols.
    pub(super) runs: Vec<Block>,
}

/// The maximal segments of an alignment.
///
/// # Cost
/// `O(n)` in matched symbols.
///
/// # Source
/// Ruzzo, Tompa 1999, "A linear time algorithm for finding all maximal scoring subsequences",
/// section 3.
pub(super) fn of(columns: &Columns, config: &config::Classify) -> Vec<Segment> {
    in_whole_runs(columns, maximal(&columns.scores(config)))
}

/// Each run of an alignment by itself, in order.
pub(super) fn runs(columns: &Columns) -> impl Iterator<Item = Columns> {
    places(columns).map(|run| cut(columns, run.start, run.end))
}

/// The places of each run among the matched symbols.
fn places(columns: &Columns) -> impl Iterator<Item = Range<usize>> {
    columns.blocks.iter().scan(0, |at, block| {
        let begin = *at;
        *at += block.length as usize;
        Some(begin..*at)
    })
}

/// The stretches of an alignment that many independent users have: a matched symbol counts for
/// one where it is common, against it where it is not, and a gap by its longer side.
pub(super) fn common(columns: &Columns, users: u32, symbols_min: u32) -> Vec<Segment> {
    let mut scores: Vec<(i64, i64)> =
        columns.others.iter().map(|&others| (0, if others >= users { 1 } else { -1 })).collect();
    let mut at = 0;
    for pair in columns.blocks.windows(2) {
        at += pair[0].length as usize;
        let left = pair[1].left - pair[0].left_end();
        let right = pair[1].right - pair[0].right_end();
        scores[at].0 = -i64::from(left.max(right));
    }
    let mut stretches = maximal(&scores);
    stretches.retain(|stretch| stretch.upto - stretch.before >= i64::from(symbols_min));
    in_whole_runs(columns, stretches)
}

/// Segments with all of the runs that they touch: a run is one piece, and what its outermost
/// symbols say little for was taken with the rest. Segments that meet in a run are one, as strong
/// as the stronger.
fn in_whole_runs(columns: &Columns, segments: Vec<Maximal>) -> Vec<Segment> {
    let runs: Vec<Range<usize>> = places(columns).collect();
    let mut met: Vec<(Range<usize>, Range<usize>, i64)> = Vec::new();
    for segment in segments {
        let first = runs.partition_point(|run| run.end <= segment.start);
        let end = runs.partition_point(|run| run.start < segment.end);
        let bits = segment.upto - segment.before;
        match met.last_mut() {
            Some((symbols, touched, strongest)) if first < touched.end => {
                symbols.end = segment.end;
                touched.end = end;
                *strongest = bits.max(*strongest);
            }
            _ => met.push((segment.start..segment.end, first..end, bits)),
        }
    }
    met.into_iter()
        .map(|(symbols, touched, bits)| Segment {
            columns: cut(columns, symbols.start, symbols.end),
            bits,
            runs: columns.blocks[touched].to_vec(),
        })
        .collect()
}

/// The maximal segments of (gap before, symbol) scores; a segment never begins with its gap.
fn maximal(scores: &[(i64, i64)]) -> Vec<Maximal> {
    let mut list: Vec<Maximal> = Vec::new();
    let mut sum = 0i64;
    for (i, &(gap, score)) in scores.iter().enumerate() {
        sum += gap;
        let before = sum;
        sum += score;
        if score <= 0 {
            continue;
        }
        let mut candidate = Maximal { start: i, end: i + 1, before, upto: sum };
        loop {
            let place = list.iter().rposition(|one| one.before < candidate.before);
            match place {
                Some(j) if list[j].upto < candidate.upto => {
                    candidate =
                        Maximal { start: list[j].start, before: list[j].before, ..candidate };
                    list.truncate(j);
                }
                _ => break,
            }
        }
        list.push(candidate);
    }
    list
}

/// The part of an alignment between two matched symbols.
fn cut(columns: &Columns, start: usize, end: usize) -> Columns {
    let mut blocks = Vec::new();
    let mut at = 0usize;
    for block in &columns.blocks {
        let (from, to) = (start.max(at), end.min(at + block.length as usize));
        if from < to {
            let skip = (from - at) as u32;
            blocks.push(Block {
                left: block.left + skip,
                right: block.right + skip,
                length: (to - from) as u32,
            });
        }
        at += block.length as usize;
    }
    Columns {
        blocks,
        bits: columns.bits[start..end].to_vec(),
        others: columns.others[start..end].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_segment_can_be_made_stronger(
            scores in prop::collection::vec((-6i64..=0, -4i64..6), 1..25),
        ) {
            let sum = |from: usize, to: usize| -> i64 {
                (from..to).map(|i| scores[i].1 + if i > from { scores[i].0 } else { 0 }).sum()
            };
            let found = maximal(&scores);
            let best = (0..scores.len())
                .flat_map(|from| (from + 1..=scores.len()).map(move |to| (from, to)))
                .map(|(from, to)| sum(from, to))
                .max()
                .unwrap_or(0);
            let strongest = found.iter().map(|s| s.upto - s.before).max().unwrap_or(0);
            prop_assert_eq!(strongest, best.max(0));
            for segment in &found {
                prop_assert_eq!(segment.upto - segment.before, sum(segment.start, segment.end));
            }
            for pair in found.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start);
            }
        }
    }
}
