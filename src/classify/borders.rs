//! Where a passage begins and ends for its reader.
//!
//! Matched runs end at a changed word; the sentence that it stands in was copied all the same.

use std::ops::Range;

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
    let l = (&left.symbols.items[..], first.left as usize..last.left_end() as usize);
    let r = (&right.symbols.items[..], first.right as usize..last.right_end() as usize);
    let (starts, ends) = ((before(&l), before(&r)), (behind(&l), behind(&r)));
    let (from, to) = (
        starts.0.zip(starts.1).unwrap_or((l.1.start, r.1.start)),
        ends.0.zip(ends.1).unwrap_or((l.1.end, r.1.end)),
    );
    let span = |from: usize, to: usize| SymbolSpan::new(from as u32, to as u32);
    widened(left, right, (span(from.0, to.0), span(from.1, to.1)))
}

/// The passages with the whole sentences before and behind that both sides have there.
pub(super) fn widened(
    left: &Report,
    right: &Report,
    (l, r): (SymbolSpan, SymbolSpan),
) -> (SymbolSpan, SymbolSpan) {
    let sides = [&left.symbols.items[..], &right.symbols.items[..]];
    let start = same_before(sides, (l.start as usize, r.start as usize));
    let end = same_behind(sides, (l.end as usize, r.end as usize));
    let span = |from: usize, to: usize| SymbolSpan::new(from as u32, to as u32);
    (span(start.0, end.0), span(start.1, end.1))
}

/// The beginning of the whole sentences before two places that are the same on both sides and
/// stand in the same paragraph, but for an enumerator (四是) before the first: a heading that runs
/// in, or a phrase that opens it. Alone they mean nothing, and were copied with what follows.
fn same_before([left, right]: [&[Symbol]; 2], (l, r): (usize, usize)) -> (usize, usize) {
    let mut start = (l, r);
    for back in 0..=l.min(r) {
        let (i, j) = (l - back, r - back);
        let (at, other) = (break_at(left, i), break_at(right, j));
        if at >= Break::Sentence && other >= Break::Sentence {
            start = (i, j);
        }
        if at == Break::Paragraph
            || other == Break::Paragraph
            || !is_same(&left[i - 1], &right[j - 1])
        {
            let borders = enumerated(left, i, back).zip(enumerated(right, j, back));
            return borders.unwrap_or(start);
        }
    }
    start
}

/// The beginning of the sentence that `i` stands in, if only an enumerator is before it and
/// `same` symbols of the sentence, many more, behind.
fn enumerated(symbols: &[Symbol], i: usize, same: usize) -> Option<usize> {
    let most = ENUMERATOR_SYMBOLS_MAX.min(same / 4).min(i);
    (0..=most).map(|d| i - d).find(|&start| break_at(symbols, start) >= Break::Sentence)
}

/// Longest enumerator. Unit: symbols. 第十一是.
const ENUMERATOR_SYMBOLS_MAX: usize = 4;

/// The end of the sentences behind two places that are the same on both sides and stand in the
/// same paragraph.
fn same_behind([left, right]: [&[Symbol]; 2], (l, r): (usize, usize)) -> (usize, usize) {
    let mut end = (l, r);
    for on in 0..=(left.len() - l).min(right.len() - r) {
        let (i, j) = (l + on, r + on);
        let (at, other) = (break_at(left, i), break_at(right, j));
        if at >= Break::Sentence && other >= Break::Sentence {
            end = (i, j);
        }
        if at == Break::Paragraph || other == Break::Paragraph || !is_same(&left[i], &right[j]) {
            break;
        }
    }
    end
}

/// What stands before symbol `i`; the ends of the text end a paragraph.
fn break_at(symbols: &[Symbol], i: usize) -> Break {
    match symbols.get(i) {
        Some(symbol) if i > 0 => symbol.break_before,
        _ => Break::Paragraph,
    }
}

fn is_same(a: &Symbol, b: &Symbol) -> bool {
    a.code == b.code && a.value == b.value
}

/// The symbols of a report and the place of a passage among them.
type Place<'a> = (&'a [Symbol], Range<usize>);

/// The beginning of the sentence that a passage begins in, if it is near.
fn before((symbols, passage): &Place) -> Option<usize> {
    let begins = |&i: &usize| i == 0 || symbols[i].break_before >= Break::Sentence;
    let from = passage.start;
    let start = (from.saturating_sub(REST_SYMBOLS_MAX)..=from).rev().find(begins)?;
    let inside = (from + 1..passage.end).take_while(|i| !begins(i)).count() + 1;
    (from - start <= inside).then_some(start)
}

/// The end of the sentence that a passage ends in, if it is near.
fn behind((symbols, passage): &Place) -> Option<usize> {
    let ends = |&i: &usize| i == symbols.len() || symbols[i].break_before >= Break::Sentence;
    let to = passage.end;
    let end = (to..=symbols.len().min(to + REST_SYMBOLS_MAX)).find(ends)?;
    let inside = (passage.start + 1..to).rev().take_while(|i| !ends(i)).count() + 1;
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
    fn a_sentence_of_the_paragraph_that_both_have_belongs_to_the_passage() {
        let copied = "县里把旧粮站改成了农民画展馆";
        let texts = [
            format!("自己的话。\n加强宣传引导。{copied}。效果明显。\n天晴。"),
            format!("别的话。\n加强宣传引导。{copied}。效果明显。\n下雨。"),
        ];
        let archive = of_texts(&texts);
        let (left, right) = (&archive.reports[0], &archive.reports[1]);
        let block = Block { left: 10, right: 9, length: 14 };
        let (l, r) = of(left, right, &[block]);
        assert_eq!((l, r), (SymbolSpan::new(4, 28), SymbolSpan::new(3, 27)));
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
