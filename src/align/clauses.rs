//! Texts in numbered clauses (第一条, 第二条, …): which clause was made from which.
//!
//! Statutes, rules and contracts are amended clause by clause: one is changed in a word, the next
//! written anew, a third moved to another chapter. A chain bridges the clause that is new, and a
//! region takes two clauses of one subject for one; so where both texts are numbered, a clause is
//! part of a passage if most of it stands in its counterpart, and clauses that follow each other
//! on both sides are one passage.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Alignment, Block, Borders, Clauses, Duo, fill, line};
use crate::model::SymbolSpan;
use crate::normalize::Symbols;

/// The clauses of a text whose first character stands at `start`, in order; none for a text of
/// less than `least`.
pub(super) fn clauses(symbols: &Symbols, text: &str, start: u32, least: u32) -> Vec<SymbolSpan> {
    let mut found: Vec<SymbolSpan> = Vec::new();
    let (mut at, mut open) = (start, None);
    let mut first_symbol = 0;
    for paragraph in text.split_inclusive('\n') {
        if let Some(mark) = mark(paragraph) {
            let rest = &symbols.items[first_symbol..];
            first_symbol += rest.iter().take_while(|symbol| symbol.span.start < at).count();
            let here = first_symbol as u32;
            found.extend(open.map(|from| SymbolSpan::new(from, here)));
            open = (mark == Mark::Clause).then_some(here);
        }
        at += paragraph.chars().count() as u32;
    }
    found.extend(open.map(|from| SymbolSpan::new(from, symbols.items.len() as u32)));
    found.retain(|span| span.length() > 0);
    if found.len() < least as usize { Vec::new() } else { found }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Clause,
    Chapter,
}

/// What a paragraph begins: a clause, or the chapter above it.
fn mark(paragraph: &str) -> Option<Mark> {
    let inner = paragraph.trim_start().trim_start_matches(['#', '*', ' ']).strip_prefix('第')?;
    let is_number = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千 ".contains(c);
    let rest = inner.trim_start_matches(is_number);
    match rest.chars().next().filter(|_| rest.len() < inner.len())? {
        '条' => Some(Mark::Clause),
        '章' | '节' | '编' => Some(Mark::Chapter),
        _ => None,
    }
}

/// A clause and the clause it was made from, with what they share.
struct Twin {
    left: SymbolSpan,
    right: SymbolSpan,
    blocks: Vec<Block>,
}

/// The passages of two texts in clauses; of other texts `found` as it is.
///
/// # Cost
/// `O(r)` for `r` exact runs, and the alignment of the clauses that share enough of them.
pub(super) fn passages(duo: &Duo, runs: &[Block], found: Vec<Alignment>) -> Vec<Alignment> {
    let clauses = [&duo.left.prepared.clauses, &duo.right.prepared.clauses];
    if clauses.iter().any(|clauses| clauses.is_empty()) {
        return found;
    }
    let choices = (clauses[0].len() * clauses[1].len()) as u32;
    let mut passages = joined(duo, twins(duo, runs, clauses), choices);
    let rest: Vec<Alignment> =
        found.iter().flat_map(|one| unclaimed(duo, one, &passages, clauses)).collect();
    passages.extend(rest);
    passages.sort_unstable();
    passages
}

/// Clauses of which most stands in each other, one to one, those that share most first.
fn twins(duo: &Duo, runs: &[Block], [lefts, rights]: [&Vec<SymbolSpan>; 2]) -> Vec<Twin> {
    let mut shared: BTreeMap<(usize, usize), Vec<Block>> = BTreeMap::new();
    for run in runs {
        let (left, right) = run.spans();
        for i in touched(lefts, left) {
            for j in touched(rights, right) {
                let part = clipped(*run, lefts[i], rights[j]);
                shared.entry((i, j)).or_default().extend(part);
            }
        }
    }
    let mut all: Vec<(u32, [usize; 2], Twin)> = Vec::new();
    for ((i, j), runs) in shared {
        let (left, right) = (lefts[i], rights[j]);
        let exact: u32 = runs.iter().map(|run| run.length).sum();
        if exact * 100 < left.length().max(right.length()) * duo.config.clause_exact_percent {
            continue;
        }
        let blocks = fill::inside(duo, line::heaviest(runs), left, right);
        let matched: u32 = blocks.iter().map(|block| block.length).sum();
        let over = left.length() + right.length() - 2 * matched;
        if matched * 200 >= over * duo.config.split_percent {
            all.push((matched, [i, j], Twin { left, right, blocks }));
        }
    }
    // No two of one distance and sum share a clause, so the order of the sides does not matter.
    all.sort_by_key(|&(matched, [i, j], _)| (Reverse(matched), i.abs_diff(j), i + j, i));
    let (mut taken, mut twins) = ([BTreeSet::new(), BTreeSet::new()], Vec::new());
    for (_, [i, j], twin) in all {
        if !taken[0].contains(&i) && !taken[1].contains(&j) {
            taken[0].insert(i);
            taken[1].insert(j);
            twins.push(twin);
        }
    }
    twins.sort_by_key(|twin| (twin.left, twin.right));
    twins
}

/// The clauses that a span touches.
fn touched(clauses: &[SymbolSpan], span: SymbolSpan) -> Range<usize> {
    let first = clauses.partition_point(|clause| clause.end <= span.start);
    let end = clauses.partition_point(|clause| clause.start < span.end);
    first..end.max(first)
}

/// The part of a run that lies in both clauses.
fn clipped(run: Block, left: SymbolSpan, right: SymbolSpan) -> Option<Block> {
    let before = left.start.saturating_sub(run.left).max(right.start.saturating_sub(run.right));
    let end =
        run.length.min(left.end.saturating_sub(run.left)).min(right.end.saturating_sub(run.right));
    (before < end).then(|| Block {
        left: run.left + before,
        right: run.right + before,
        length: end - before,
    })
}

/// Twins that follow each other on both sides as one passage.
fn joined(duo: &Duo, twins: Vec<Twin>, choices: u32) -> Vec<Alignment> {
    let mut passages: Vec<Twin> = Vec::new();
    for twin in twins {
        let before = passages.iter_mut().rfind(|before| {
            before.left.end <= twin.left.start && before.right.end <= twin.right.start && {
                let gap = twin.left.start - before.left.end + twin.right.start - before.right.end;
                gap * duo.config.split_percent <= duo.config.split_symbols * 200
            }
        });
        match before {
            Some(before) => {
                before.left.end = twin.left.end;
                before.right.end = twin.right.end;
                before.blocks.extend(twin.blocks);
            }
            None => passages.push(twin),
        }
    }
    let passage = |Twin { left, right, blocks }: Twin| Alignment {
        blocks,
        borders: Borders::Clauses(Clauses { left, right, choices }),
        is_confirmed: true,
    };
    passages.into_iter().map(passage).collect()
}

/// What of a passage stays beside the passages of clauses: runs that none of them claims. Inside
/// the clauses only those count that would be long enough to part a passage: what is left there
/// are the phrases of the subject.
fn unclaimed(
    duo: &Duo,
    one: &Alignment,
    claimed: &[Alignment],
    clauses: [&Vec<SymbolSpan>; 2],
) -> Vec<Alignment> {
    let outside = |run: &Block| {
        let (left, right) = run.spans();
        touched(clauses[0], left).is_empty() && touched(clauses[1], right).is_empty()
    };
    let is_claimed = |run: &Block| {
        let (left, right) = run.spans();
        claimed.iter().any(|by| left.overlap(by.left()) > 0 && right.overlap(by.right()) > 0)
    };
    if one.borders != Borders::Runs {
        let keeps = one.blocks.iter().all(|run| outside(run) && !is_claimed(run));
        return if keeps { vec![one.clone()] } else { Vec::new() };
    }
    one.blocks
        .chunk_by(|a, b| is_claimed(a) == is_claimed(b) && outside(a) == outside(b))
        .filter(|part| !is_claimed(&part[0]))
        .filter(|part| {
            let matched: u32 = part.iter().map(|run| run.length).sum();
            duo.earned_by(part) >= duo.config.passage_min
                && (outside(&part[0]) || matched >= duo.config.split_symbols)
        })
        .map(|part| Alignment { blocks: part.to_vec(), ..one.clone() })
        .collect()
}
