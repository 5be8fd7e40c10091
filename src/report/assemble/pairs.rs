//! A row for each pair of reports with any likeness.

use super::View;
use super::characters::grade_code;
use crate::archive::Map;
use crate::candidates::Pair;
use crate::classify::{Finding, FoundLayer};
use crate::kernel::{hamming, intersection};
use crate::model::{CharSpan, Ratio, SymbolSpan};
use crate::normalize::is_counted;
use crate::report::rows::PairRow;

/// Up to this many reports every aligned pair gets a row; beyond, those with a finding.
///
/// Unit: reports. A matrix of 300 is what one page shows (issue G).
const ALL_PAIRS_MAX: usize = 300;

/// The rows, by left, then right.
pub(super) fn rows(view: &View) -> Vec<PairRow> {
    let found = &view.found;
    let by_pair: Map<Pair, &[Finding]> =
        found.findings.chunk_by(|a, b| a.pair == b.pair).map(|same| (same[0].pair, same)).collect();
    let takes_all = found.archive.reports.len() <= ALL_PAIRS_MAX;
    let mut rows: Vec<PairRow> = found
        .aligned
        .iter()
        .filter(|one| takes_all || by_pair.contains_key(&one.pair))
        .map(|one| row(view, one.pair, by_pair.get(&one.pair).copied().unwrap_or(&[])))
        .collect();
    rows.sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
    rows
}

fn row(view: &View, pair: Pair, findings: &[Finding]) -> PairRow {
    let (left, right) = (view.report(pair.left), view.report(pair.right));
    let (a, b) = (&left.sketch, &right.sketch);
    let shared = intersection(&a.shingles, &b.shingles) as u64;
    let (n, m) = (a.shingles.len() as u64, b.shingles.len() as u64);
    let words = intersection(&a.word_pairs, &b.word_pairs) as u64;
    let all_words = (a.word_pairs.len() + b.word_pairs.len()) as u64 - words;
    let copied: Vec<&Finding> = findings.iter().filter(|f| f.layer == FoundLayer::Copied).collect();
    let lefts = |f: &&Finding| f.left;
    let copied_left = characters(view, pair.left, copied.iter().map(lefts));
    let copied_right = characters(view, pair.right, copied.iter().map(|f| f.right));
    PairRow {
        left: view.key(pair.left),
        right: view.key(pair.right),
        jaccard: Ratio::new(shared, n + m - shared),
        containment_left: Ratio::new(shared, n),
        containment_right: Ratio::new(shared, m),
        words_jaccard: Ratio::new(words, all_words),
        simhash_distance: hamming(a.simhash, b.simhash),
        copied_left,
        copied_right,
        share_left: Ratio::new(copied_left, size(view, pair.left)),
        share_right: Ratio::new(copied_right, size(view, pair.right)),
        passages: copied.len() as u32,
        grade: copied.iter().map(|f| f.grade).max().map(|g| grade_code(g).to_string()),
        surprise_bits: copied.iter().map(|f| f.bits).sum(),
    }
}

/// 总字数 of a report's whole span.
fn size(view: &View, index: u32) -> u64 {
    count(view, index, view.report(index).span)
}

fn count(view: &View, index: u32, span: CharSpan) -> u64 {
    let text = &view.texts[view.report(index).document as usize];
    let chars = &text[span.start as usize..span.end as usize];
    chars.iter().filter(|&&c| is_counted(c)).count() as u64
}

/// Visible characters of the union of passages of a report, given texts left out.
pub(super) fn characters(
    view: &View,
    index: u32,
    spans: impl IntoIterator<Item = SymbolSpan>,
) -> u64 {
    let mut spans: Vec<SymbolSpan> = spans.into_iter().collect();
    spans.sort_unstable();
    let report = view.report(index);
    let (mut total, mut at) = (0, 0);
    for span in spans {
        let from = span.start.max(at);
        if from < span.end {
            total += count(view, index, report.symbols.chars(SymbolSpan::new(from, span.end)));
            for one in report.referred.iter().filter(|one| one.kind.layer().is_some()) {
                let (start, end) = (one.span.start.max(from), one.span.end.min(span.end));
                if start < end {
                    let given = report.symbols.chars(SymbolSpan::new(start, end));
                    total -= count(view, index, given);
                }
            }
            at = span.end;
        }
    }
    total
}

/// The most characters of a report that one other report has copied too.
pub(super) fn largest_share(view: &View, index: u32) -> u64 {
    let mut by_other: Map<u32, Vec<SymbolSpan>> = Map::default();
    for finding in view.found.findings.iter().filter(|f| f.layer == FoundLayer::Copied) {
        let (l, r) = (finding.pair.left, finding.pair.right);
        if l == index {
            by_other.entry(r).or_default().push(finding.left);
        } else if r == index {
            by_other.entry(l).or_default().push(finding.right);
        }
    }
    let shares = by_other.into_values().map(|spans| characters(view, index, spans));
    shares.max().unwrap_or(0)
}
