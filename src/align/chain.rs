//! Exact runs -> chains: runs in the same order on both sides with little between them.

use super::{Block, Duo};
use crate::segment::MilliBits;

/// Runs looked back at from each run.
///
/// Runs are sorted by place; a run that may precede this one lies among the last few hundred
/// even in a text that repeats itself (minimap2 looks back 50 to 5,000, option `--max-chain-iter`).
const LOOK_BACK: usize = 256;

/// Best chain that ends in a run.
#[derive(Clone, Copy)]
struct State {
    score: MilliBits,
    before: Option<usize>,
}

/// Chains of runs that earn enough, each in order; a run belongs to one chain at most.
pub(super) fn chains(duo: &Duo, runs: Vec<Block>) -> Vec<Vec<Block>> {
    let earned: Vec<MilliBits> = runs.iter().map(|&run| duo.block_earned(run)).collect();
    let states = best_states(duo, &runs, &earned);
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|&i| (-states[i].score, runs[i]));
    let mut used = vec![false; runs.len()];
    let mut found = Vec::new();
    for end in order {
        if used[end] || states[end].score < duo.config.passage_min {
            continue;
        }
        let mut members = Vec::new();
        let mut at = Some(end);
        let mut first = end;
        while let Some(i) = at.filter(|&i| !used[i]) {
            used[i] = true;
            members.push(runs[i]);
            first = i;
            at = states[i].before;
        }
        // Cut off from a used run, the first one owes nothing for the way from there.
        if states[end].score - states[first].score + earned[first] >= duo.config.passage_min {
            members.reverse();
            found.push(trimmed(members));
        }
    }
    found.sort_unstable();
    joined(duo, found)
}

fn best_states(duo: &Duo, runs: &[Block], earned: &[MilliBits]) -> Vec<State> {
    let mut states: Vec<State> = Vec::with_capacity(runs.len());
    for (i, &run) in runs.iter().enumerate() {
        let mut best = State { score: earned[i], before: None };
        for j in (i.saturating_sub(LOOK_BACK)..i).rev() {
            let Some(cost) = step_cost(duo, runs[j], run, earned[i]) else { continue };
            let score = states[j].score + earned[i] - cost;
            if score > best.score {
                best = State { score, before: Some(j) };
            }
        }
        states.push(best);
    }
    states
}

/// What it costs to go on from one run to the next; `None` where that is no passage.
fn step_cost(duo: &Duo, from: Block, to: Block, earned: MilliBits) -> Option<MilliBits> {
    if to.left <= from.left || to.right <= from.right {
        return None;
    }
    let overlap =
        from.left_end().saturating_sub(to.left).max(from.right_end().saturating_sub(to.right));
    if overlap >= to.length {
        return None;
    }
    let left = to.left + overlap - from.left_end();
    let right = to.right + overlap - from.right_end();
    if left.max(right) > duo.config.gap_symbols_max {
        return None;
    }
    // Symbols that both runs claim are earned once.
    let lost = (i64::from(earned) * i64::from(overlap) / i64::from(to.length)) as MilliBits;
    Some(duo.config.gap_cost(left, right) + lost)
}

/// Takes from each run what the one before it has already.
fn trimmed(members: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(members.len());
    for mut run in members {
        if let Some(before) = out.last() {
            let overlap = before
                .left_end()
                .saturating_sub(run.left)
                .max(before.right_end().saturating_sub(run.right));
            run.left += overlap;
            run.right += overlap;
            run.length -= overlap;
        }
        out.push(run);
    }
    out
}

/// Joins chains in line whose distance is small beside their length.
fn joined(duo: &Duo, chains: Vec<Vec<Block>>) -> Vec<Vec<Block>> {
    let mut out: Vec<Vec<Block>> = Vec::new();
    for chain in chains {
        let place = out.iter().rposition(|before| is_continued(duo, before, &chain));
        match place {
            Some(i) => out[i].extend(chain),
            None => out.push(chain),
        }
    }
    out
}

fn is_continued(duo: &Duo, before: &[Block], after: &[Block]) -> bool {
    let (Some(first), Some(end)) = (before.first(), before.last()) else { return false };
    let (Some(start), Some(last)) = (after.first(), after.last()) else { return false };
    if start.left < end.left_end() || start.right < end.right_end() {
        return false;
    }
    let gap = (start.left - end.left_end()).max(start.right - end.right_end());
    let shorter = (end.left_end() - first.left).min(last.left_end() - start.left);
    gap * 100 <= shorter * duo.config.join_percent
}
