//! A form as it is laid over one report: what is matched, what is filled in.

use super::anchors::Anchor;
use super::describe::{Draft, Piece};
use super::graph::{Graph, Unit};
use crate::model::SymbolSpan;

/// The fixed text of a form, piece by piece.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// In order; slots that follow each other are the lines of one value.
    pub pieces: Vec<Piece>,
    /// The symbols of each piece; none of a slot.
    pub ranges: Vec<SymbolSpan>,
    units: Vec<Unit>,
    line: Graph,
}

/// A report laid over a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Laying {
    /// For each piece what the report has there: of a slot the value, else what matches.
    pub spans: Vec<Option<SymbolSpan>>,
    /// Matched symbols of each piece.
    pub matched: Vec<u32>,
}

impl Form {
    /// The form that a draft over the shared text makes.
    pub(super) fn new(draft: &Draft, shared: &[Unit]) -> Self {
        let units: Vec<Unit> = draft.kept.iter().map(|(at, _)| shared[*at as usize]).collect();
        let mut ranges = Vec::with_capacity(draft.pieces.len());
        let mut at = 0;
        for piece in 0..draft.pieces.len() as u32 {
            let end = draft.kept.partition_point(|kept| kept.1 <= piece) as u32;
            ranges.push(SymbolSpan::new(at, end));
            at = end;
        }
        Self { pieces: draft.pieces.clone(), ranges, line: Graph::new(&units), units }
    }

    /// Symbols of the fixed pieces, and their bits in 1/1000.
    pub(super) fn fixed(&self) -> (u32, i64) {
        let is_fixed = |(piece, _): &(&Piece, &SymbolSpan)| **piece == Piece::Fixed;
        let ranges = || self.pieces.iter().zip(&self.ranges).filter(is_fixed).map(|(_, r)| r);
        let bits = |r: &SymbolSpan| -> i64 {
            let units = &self.units[r.start as usize..r.end as usize];
            units.iter().map(|unit| i64::from(unit.bits)).sum()
        };
        (ranges().map(|r| r.length()).sum(), ranges().map(bits).sum())
    }

    /// True when a report has most of an optional clause.
    pub(super) fn has_clause(&self, laying: &Laying, piece: usize) -> bool {
        laying.matched[piece] * 2 >= self.ranges[piece].length()
    }

    /// Symbols of the fixed pieces that a report has.
    pub(super) fn matched(&self, laying: &Laying) -> u32 {
        let pieces = self.pieces.iter().zip(&laying.matched);
        pieces.filter(|(piece, _)| **piece == Piece::Fixed).map(|(_, matched)| matched).sum()
    }

    /// Bits of a report's text that the form says. Unit: 1/1000 bit.
    pub(super) fn explained(&self, laying: &Laying) -> i64 {
        let of = |(range, &matched): (&SymbolSpan, &u32)| {
            let units = &self.units[range.start as usize..range.end as usize];
            let bits: i64 = units.iter().map(|unit| i64::from(unit.bits)).sum();
            bits * i64::from(matched) / i64::from(range.length().max(1))
        };
        self.ranges.iter().zip(&laying.matched).map(of).sum()
    }

    /// Bits of all text of the form. Unit: 1/1000 bit.
    pub(super) fn bits(&self) -> i64 {
        self.units.iter().map(|unit| i64::from(unit.bits)).sum()
    }

    /// Lays a report over the form.
    ///
    /// # Cost
    /// `O((n + l) log(n + l))` for n symbols and l of the form, and the squares of what differs.
    pub(super) fn lay(&self, text: &[Unit]) -> Laying {
        let anchors = self.line.matched(text);
        let mut laying = Laying { spans: Vec::new(), matched: Vec::new() };
        let mut cursor = 0;
        for (i, (piece, range)) in self.pieces.iter().zip(&self.ranges).enumerate() {
            if *piece == Piece::Slot {
                let (before, after) = around(&anchors, range.start, text.len() as u32);
                let start = before.max(cursor);
                let has_lines = self.pieces.get(i + 1) == Some(&Piece::Slot);
                let end = if has_lines { line_end(text, start, after) } else { after };
                cursor = cursor.max(end);
                laying.spans.push((start < end).then(|| SymbolSpan::new(start, end)));
                laying.matched.push(0);
            } else {
                let (span, matched) = inside(&anchors, *range);
                laying.spans.push(span);
                laying.matched.push(matched);
            }
        }
        laying
    }
}

/// Where the line that begins at `start` ends, `end` at the latest.
fn line_end(text: &[Unit], start: u32, end: u32) -> u32 {
    (start + 1..end).find(|&i| text[i as usize].opens).unwrap_or(end)
}

/// The symbols of a text between the last match before `place` and the first from there on.
fn around(anchors: &[Anchor], place: u32, end: u32) -> (u32, u32) {
    let next = anchors.partition_point(|anchor| anchor.left_end() <= place);
    let before = next.checked_sub(1).map_or(0, |i| anchors[i].right_end());
    match anchors.get(next) {
        None => (before, end),
        Some(anchor) if anchor.left < place => {
            let at = anchor.right + place - anchor.left;
            (at, at)
        }
        Some(anchor) => (before, anchor.right),
    }
}

/// What matches a range of the form: from the first to the last symbol, and how many.
fn inside(anchors: &[Anchor], range: SymbolSpan) -> (Option<SymbolSpan>, u32) {
    let first = anchors.partition_point(|anchor| anchor.left_end() <= range.start);
    let mut span: Option<SymbolSpan> = None;
    let mut matched = 0;
    for anchor in anchors[first..].iter().take_while(|anchor| anchor.left < range.end) {
        let from = range.start.max(anchor.left);
        let to = range.end.min(anchor.left_end());
        let (start, end) = (anchor.right + from - anchor.left, anchor.right + to - anchor.left);
        matched += to - from;
        let start = span.map_or(start, |span| span.start);
        span = Some(SymbolSpan::new(start, end));
    }
    (span, matched)
}
