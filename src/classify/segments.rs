//! The maximal segments of an alignment: where its evidence begins and ends.

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

/// The maximal segments of an alignment, each with its net bits in 1/1000.
///
/// # Cost
/// `O(n)` in matched symbols.
///
/// # Source
/// Ruzzo, Tompa 1999, "A linear time algorithm for finding all maximal scoring subsequences",
/// section 3.
pub(super) fn of(columns: &Columns, config: &config::Classify) -> Vec<(Columns, i64)> {
    maximal(&columns.scores(config))
        .into_iter()
        .map(|segment| (cut(columns, segment.start, segment.end), segment.upto - segment.before))
        .collect()
}

/// The stretches of an alignment that many independent users have: a matched symbol counts for
/// one where it is common, against it where it is not, and a gap by its longer side.
pub(super) fn common(columns: &Columns, users: u32, symbols_min: u32) -> Vec<Columns> {
    let mut scores: Vec<(i64, i64)> =
        columns.others.iter().map(|&others| (0, if others >= users { 1 } else { -1 })).collect();
    let mut at = 0;
    for pair in columns.blocks.windows(2) {
        at += pair[0].length as usize;
        let left = pair[1].left - pair[0].left_end();
        let right = pair[1].right - pair[0].right_end();
        scores[at].0 = -i64::from(left.max(right));
    }
    maximal(&scores)
        .into_iter()
        .filter(|segment| segment.upto - segment.before >= i64::from(symbols_min))
        .map(|segment| cut(columns, segment.start, segment.end))
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
