//! Runs that stand in line.

use std::collections::BTreeSet;

use super::Block;

/// The heaviest runs that stand in the same order on both sides without overlap.
///
/// # Cost
/// `O(n²)` in runs, of which a region has some hundreds.
pub(super) fn heaviest(runs: Vec<Block>) -> Vec<Block> {
    let runs: Vec<Block> = runs.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut best: Vec<(u32, Option<usize>)> = Vec::with_capacity(runs.len());
    for (i, run) in runs.iter().enumerate() {
        let before = (0..i)
            .filter(|&j| runs[j].left_end() <= run.left && runs[j].right_end() <= run.right)
            .max_by_key(|&j| (best[j].0, std::cmp::Reverse(j)));
        best.push((run.length + before.map_or(0, |j| best[j].0), before));
    }
    let mut at = (0..runs.len()).max_by_key(|&i| (best[i].0, std::cmp::Reverse(i)));
    let mut line: Vec<Block> = Vec::new();
    while let Some(i) = at {
        match line.last_mut() {
            Some(next) if runs[i].left_end() == next.left && runs[i].right_end() == next.right => {
                *next = Block { length: runs[i].length + next.length, ..runs[i] };
            }
            _ => line.push(runs[i]),
        }
        at = best[i].1;
    }
    line.reverse();
    line
}
