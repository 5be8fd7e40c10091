//! Matched runs -> quotations, told by marks and by what announces them; claims.

use std::sync::LazyLock;

use super::Asked;
use crate::align::Block;
use crate::archive::{Reference, Referred, ReferredKind};
use crate::config;
use crate::model::SymbolSpan;
use crate::normalize::Symbols;

/// Verbs that announce a quotation.
static VERBS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/lexicon/attributions.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// Marks that may stand between the verb and what it announces.
const AFTER_VERB: [char; 8] = ['：', ':', '，', ',', '“', '"', '「', ' '];

/// How the report marks a stretch as another's words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    None,
    Announced,
    Quoted,
}

/// The quotations in an alignment of a report with a given text.
pub(super) fn of(
    asked: Asked,
    (reference, source): (u32, &Reference),
    blocks: &[Block],
    config: &config::References,
) -> Vec<Referred> {
    let apart = |a: &Block, b: &Block| {
        let gap = (b.left - a.left_end()).max(b.right - a.right_end());
        gap > config.difference_symbols_max
    };
    let pieces = blocks.chunk_by(|a, b| !apart(a, b));
    pieces.filter_map(|piece| quotation(asked, (reference, source), piece, config)).collect()
}

fn quotation(
    asked: Asked,
    (reference, source): (u32, &Reference),
    blocks: &[Block],
    config: &config::References,
) -> Option<Referred> {
    let whole = SymbolSpan::new(blocks.first()?.left, blocks.last()?.left_end());
    let blocks = &clipped(blocks, bounds(asked, whole));
    let (first, last) = (blocks.first()?, blocks.last()?);
    let mut span = SymbolSpan::new(first.left, last.left_end());
    let mut there = SymbolSpan::new(first.right, last.right_end());
    let symbols = &asked.report.symbols;
    let matched: u32 = blocks.iter().map(|b| b.length).sum();
    let longer = span.length().max(there.length());
    let mark = mark(asked, span);
    if matched < least(symbols, mark, config) || matched * 100 < longer * config.same_percent {
        return None;
    }
    let mut differences = differences(symbols, &source.symbols, blocks);
    if mark == Mark::Quoted {
        let ends = wider(asked, (span, there), source.symbols.len() as u32, config);
        (span, there) = ends.0;
        differences.extend(ends.1);
        differences.sort_unstable();
    }
    let kind = match (mark, differences.is_empty()) {
        (Mark::None, _) => ReferredKind::Unattributed,
        (_, true) => ReferredKind::Exact,
        (_, false) => ReferredKind::Misquoted,
    };
    Some(Referred { span, kind, there: Some((reference, there)), differences })
}

/// Where the quotation can stand that a stretch belongs to: between its quotation marks, or behind
/// the verb that announces it. What matches besides is the report's own way to speak of its source.
fn bounds(asked: Asked, span: SymbolSpan) -> SymbolSpan {
    let quotes = asked.report.symbols.quotes.iter().filter(|q| !q.is_title).map(|q| q.span);
    if let Some(quote) = quotes.into_iter().find(|q| q.overlap(span) * 2 > span.length()) {
        return quote;
    }
    let sentences = asked.report.segments.sentences.iter();
    let places = sentences.filter(|sentence| sentence.overlap(span) > 0);
    let starts = places.filter_map(|&sentence| announcement(asked, sentence));
    let start = starts.filter(|&at| at <= span.start + span.length() / 2).max();
    let end = asked.report.symbols.len() as u32;
    SymbolSpan::new(start.unwrap_or(0), end)
}

/// The parts of runs that lie inside `bounds`.
fn clipped(blocks: &[Block], bounds: SymbolSpan) -> Vec<Block> {
    let inside = |block: &Block| {
        let start = block.left.max(bounds.start);
        let end = block.left_end().min(bounds.end);
        (start < end).then(|| Block {
            left: start,
            right: block.right + start - block.left,
            length: end - start,
        })
    };
    blocks.iter().filter_map(inside).collect()
}

/// The first symbol behind the verb that announces something in a sentence.
fn announcement(asked: Asked, sentence: SymbolSpan) -> Option<u32> {
    let symbols = &asked.report.symbols;
    let text = before(asked, sentence.start, sentence.end);
    let at = announced(&text)?;
    let from = symbols.items[sentence.start as usize].span.start;
    let start = from + text[..at].chars().count() as u32;
    let items = &symbols.items[sentence.start as usize..sentence.end as usize];
    Some(sentence.start + items.partition_point(|s| s.span.start < start) as u32)
}

/// Shortest quotation under a mark. Unit: symbols.
fn least(symbols: &Symbols, mark: Mark, config: &config::References) -> u32 {
    let least = match mark {
        Mark::None => config.unmarked_symbols_min,
        Mark::Announced => config.announced_symbols_min,
        Mark::Quoted => config.marked_symbols_min,
    };
    if symbols.is_in_words() { (least * config.words_percent).div_ceil(100) } else { least }
}

/// What differs between the two sides of a run of blocks: other words, and other values.
fn differences(left: &Symbols, right: &Symbols, blocks: &[Block]) -> Vec<[SymbolSpan; 2]> {
    let mut found = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        for k in 0..block.length {
            let (l, r) = (block.left + k, block.right + k);
            if left.items[l as usize].value != right.items[r as usize].value {
                found.push([SymbolSpan::new(l, l + 1), SymbolSpan::new(r, r + 1)]);
            }
        }
        if let Some(next) = blocks.get(i + 1) {
            found.push([
                SymbolSpan::new(block.left_end(), next.left),
                SymbolSpan::new(block.right_end(), next.right),
            ]);
        }
    }
    found
}

/// Two spans, and what differs at the ends that were added.
type Wider = ((SymbolSpan, SymbolSpan), Vec<[SymbolSpan; 2]>);

/// A quotation up to its quotation marks where little is left: a mistake near a mark is in no run.
fn wider(
    asked: Asked,
    (mut span, mut there): (SymbolSpan, SymbolSpan),
    length: u32,
    config: &config::References,
) -> Wider {
    let quotes = asked.report.symbols.quotes.iter().filter(|q| !q.is_title);
    let mut differences = Vec::new();
    let Some(quote) = quotes.map(|q| q.span).find(|q| q.overlap(span) * 2 > span.length()) else {
        return ((span, there), differences);
    };
    let head = span.start.saturating_sub(quote.start);
    let tail = quote.end.saturating_sub(span.end);
    let is_short = |n: u32| n > 0 && n <= config.difference_symbols_max;
    if is_short(head) {
        let from = there.start.saturating_sub(head);
        differences
            .push([SymbolSpan::new(quote.start, span.start), SymbolSpan::new(from, there.start)]);
        (span.start, there.start) = (quote.start, from);
    }
    if is_short(tail) {
        let to = (there.end + tail).min(length);
        differences.push([SymbolSpan::new(span.end, quote.end), SymbolSpan::new(there.end, to)]);
        (span.end, there.end) = (quote.end, to);
    }
    ((span, there), differences)
}

/// How the report marks the stretch.
fn mark(asked: Asked, span: SymbolSpan) -> Mark {
    let quotes = &asked.report.symbols.quotes;
    let is_quoted = quotes.iter().any(|q| !q.is_title && q.span.overlap(span) * 2 > span.length());
    if is_quoted {
        return Mark::Quoted;
    }
    let sentences = &asked.report.segments.sentences;
    let at = sentences.partition_point(|s| s.end <= span.start);
    let Some(sentence) = sentences.get(at) else { return Mark::None };
    let before = before(asked, sentence.start, span.start);
    let is_announced = before.contains('《') || announced(&before).is_some();
    if is_announced { Mark::Announced } else { Mark::None }
}

/// The text from symbol `start` to symbol `end`, which stays out.
fn before(asked: Asked, start: u32, end: u32) -> String {
    let items = &asked.report.symbols.items;
    let from = items[start as usize].span.start as usize;
    let to = items.get(end as usize).map_or(asked.report.span.end, |s| s.span.start) as usize;
    asked.text[from..to.max(from)].iter().collect()
}

/// Where in a text the words begin that a verb announces, in bytes.
fn announced(text: &str) -> Option<usize> {
    let ends = VERBS.iter().filter_map(|verb| {
        let found = text.match_indices(verb).map(|(at, _)| at + verb.len());
        found.filter(|&end| text[end..].starts_with(AFTER_VERB)).min()
    });
    ends.min()
}

/// What is marked as a quotation and stands in no collection.
pub(super) fn claims(
    asked: Asked,
    taken: &[bool],
    config: &config::References,
) -> impl Iterator<Item = Referred> {
    let symbols = &asked.report.symbols;
    let mut spans: Vec<SymbolSpan> =
        symbols.quotes.iter().filter(|q| !q.is_title).map(|q| q.span).collect();
    for &sentence in &asked.report.segments.sentences {
        if let Some(start) = announcement(asked, sentence) {
            spans.push(SymbolSpan::new(start, sentence.end));
        }
    }
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let least = match symbols.is_in_words() {
        true => (config.claim_symbols_min * config.words_percent).div_ceil(100),
        false => config.claim_symbols_min,
    };
    let is_found = |span: &SymbolSpan| {
        let inside = &taken[span.start as usize..span.end as usize];
        inside.iter().filter(|taken| **taken).count() as u32 * 2 >= span.length()
    };
    spans.retain(|span| span.length() >= least && !is_found(span));
    let mut end = 0;
    spans.retain(|span| {
        let is_free = end <= span.start;
        end = end.max(span.end);
        is_free
    });
    spans.into_iter().map(|span| Referred {
        span,
        kind: ReferredKind::Claimed,
        there: None,
        differences: Vec::new(),
    })
}
