//! Where a passage begins and ends for its reader.
//!
//! Matched runs end at a changed word; the sentence that it stands in was copied all the same.

use crate::align::Block;
use crate::archive::Report;
use crate::model::SymbolSpan;
use crate::normalize::{Break, Symbol};

/// Longest stretch of differing symbols between the outermost run and the sentence's border.
/// Unit: symbols. A short clause; and never more than the sentence has in the passage.
const REST_SYMBOLS_MAX: usize = 14;

/// The passages around matched runs, which must not be empty: to the borders of their outermost
/// sentences if on both sides little of those is left.
pub(super) fn of(left: &Report, right: &Report, blocks: &[Block]) -> (SymbolSpan, SymbolSpan) {
    let (first, last) = (blocks[0], blocks[blocks.len() - 1]);
    let (l, r) = (&left.symbols.items, &right.symbols.items);
    let mut start = (first.left, first.right);
    let mut end = (last.left_end(), last.right_end());
    let (from, to) = ((start.0 as usize, start.1 as usize), (end.0 as usize, end.1 as usize));
    if let (Some(a), Some(b)) = (before(l, from.0, to.0), before(r, from.1, to.1)) {
        start = (a as u32, b as u32);
    }
    if let (Some(a), Some(b)) = (behind(l, from.0, to.0), behind(r, from.1, to.1)) {
        end = (a as u32, b as u32);
    }
    (SymbolSpan::new(start.0, end.0), SymbolSpan::new(start.1, end.1))
}

/// The beginning of the sentence that a passage from `from` to `to` begins in, if it is near.
fn before(symbols: &[Symbol], from: usize, to: usize) -> Option<usize> {
    let begins = |&i: &usize| i == 0 || symbols[i].break_before >= Break::Sentence;
    let start = (from.saturating_sub(REST_SYMBOLS_MAX)..=from).rev().find(begins)?;
    let inside = (from + 1..to).take_while(|i| !begins(i)).count() + 1;
    (from - start <= inside).then_some(start)
}

/// The end of the sentence that a passage from `from` to `to` ends in, if it is near.
fn behind(symbols: &[Symbol], from: usize, to: usize) -> Option<usize> {
    let ends = |&i: &usize| i == symbols.len() || symbols[i].break_before >= Break::Sentence;
    let end = (to..=symbols.len().min(to + REST_SYMBOLS_MAX)).find(ends)?;
    let inside = (from + 1..to).rev().take_while(|i| !ends(i)).count() + 1;
    (end - to <= inside).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::of_texts;

    #[test]
    fn a_passage_ends_with_its_sentences_where_little_is_left() {
        let texts = [
            "天晴。县里把旧粮站改成了农民画展馆，游客不少。风大。".to_owned(),
            "下雨。乡里把旧粮站改成了农民画展馆，看客不少。浪小。".to_owned(),
        ];
        let archive = of_texts(&texts);
        let (left, right) = (&archive.reports[0], &archive.reports[1]);
        let block = Block { left: 3, right: 3, length: 13 };
        let (l, r) = of(left, right, &[block]);
        assert_eq!((l, r), (SymbolSpan::new(2, 20), SymbolSpan::new(2, 20)));
    }

    #[test]
    fn a_long_rest_of_a_sentence_stays_outside() {
        let own = "因为前一天夜里突然刮起的北风把晒场上没有收完的豆子吹得满地都是";
        let texts = [format!("{own}，大家一早就去捡豆子。"), "大家一早就去捡豆子。".to_owned()];
        let archive = of_texts(&texts);
        let start = own.chars().count() as u32;
        let block = Block { left: start, right: 0, length: 9 };
        let (l, _) = of(&archive.reports[0], &archive.reports[1], &[block]);
        assert_eq!(l.start, start);
    }
}
