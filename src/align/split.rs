//! Cuts a filled chain where a stretch inside matches too little.
//!
//! A chain bridges whatever lies between two runs that are worth the way, so a rewritten
//! paragraph between two copied ones would be shown as copied. Matched symbols count for a
//! passage, the others against it; no stretch inside a passage may count against it by more than
//! `config.split_symbols`.
//!
//! Source: Zhang, Berman, Wiehe, Miller 1999, "Post-processing long pairwise alignments".

use super::Block;
use crate::config;

/// The parts of a chain that match densely, in order.
///
/// # Cost
/// `O(n p)` for `n` runs and `p` parts.
pub(super) fn dense(blocks: Vec<Block>, config: &config::Align) -> Vec<Vec<Block>> {
    let mut parts = Vec::new();
    let mut rest = vec![blocks];
    while let Some(part) = rest.pop() {
        match thinnest(&part, config) {
            Some((from, to)) => {
                rest.push(part[to..].to_vec());
                if to - from > 1 {
                    rest.push(part[from + 1..to].to_vec());
                }
                rest.push(part[..=from].to_vec());
            }
            None => parts.push(part),
        }
    }
    parts
}

/// The stretch between two runs that counts most against the passage, if it counts enough: from
/// the end of the first to the beginning of the second.
fn thinnest(blocks: &[Block], config: &config::Align) -> Option<(usize, usize)> {
    let mut worst = None;
    let mut most = i64::from(config.split_symbols) * 100;
    let (mut against, mut begin) = (0i64, 0);
    for i in 1..blocks.len() {
        if against <= 0 {
            (against, begin) = (0, i - 1);
        } else {
            against -= i64::from(blocks[i - 1].length) * 100;
        }
        if against <= 0 {
            (against, begin) = (0, i - 1);
        }
        let gap =
            blocks[i].left - blocks[i - 1].left_end() + blocks[i].right - blocks[i - 1].right_end();
        against += i64::from(gap) * i64::from(config.split_percent) / 2;
        if against > most {
            most = against;
            worst = Some((begin, i));
        }
    }
    worst
}
