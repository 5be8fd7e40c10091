//! A row for each pair of reports with any likeness.

use std::collections::BTreeMap;

use super::View;
use super::characters::grade_code;
use crate::archive::Map;
use crate::candidates::Pair;
use crate::classify::{Finding, FoundLayer};
use crate::kernel::{hamming, intersection};
use crate::model::Ratio;
use crate::report::figures::Shared;
use crate::report::rows::{DocumentRow, PairRow, ReportKey};

/// Up to this many reports every aligned pair gets a row; beyond, those with a finding.
///
/// Unit: reports. A matrix of 300 is what one page shows (issue G).
const ALL_PAIRS_MAX: usize = 300;

/// The rows, by left, then right.
pub(super) fn rows(view: &View, documents: &[DocumentRow], shared: &Shared) -> Vec<PairRow> {
    let found = &view.found;
    let by_pair: Map<Pair, &[Finding]> =
        found.findings.chunk_by(|a, b| a.pair == b.pair).map(|same| (same[0].pair, same)).collect();
    let totals: BTreeMap<ReportKey, u64> =
        documents.iter().map(|row| (row.key(), row.characters)).collect();
    let takes_all = found.archive.reports.len() <= ALL_PAIRS_MAX;
    let mut rows: Vec<PairRow> = found
        .aligned
        .iter()
        .filter(|one| takes_all || by_pair.contains_key(&one.pair))
        .map(|one| {
            let findings = by_pair.get(&one.pair).copied().unwrap_or(&[]);
            row(view, one.pair, findings, shared, &totals)
        })
        .collect();
    rows.sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
    rows
}

fn row(
    view: &View,
    pair: Pair,
    findings: &[Finding],
    of_pair: &Shared,
    totals: &BTreeMap<ReportKey, u64>,
) -> PairRow {
    let (a, b) = (&view.report(pair.left).sketch, &view.report(pair.right).sketch);
    let shared = intersection(&a.shingles, &b.shingles) as u64;
    let (n, m) = (a.shingles.len() as u64, b.shingles.len() as u64);
    let words = intersection(&a.word_pairs, &b.word_pairs) as u64;
    let all_words = (a.word_pairs.len() + b.word_pairs.len()) as u64 - words;
    let copied: Vec<&Finding> = findings.iter().filter(|f| f.layer == FoundLayer::Copied).collect();
    let (left, right) = (view.key(pair.left), view.key(pair.right));
    let [copied_left, copied_right] = of_pair.both(&left, &right);
    let size = |key: &ReportKey| totals.get(key).copied().unwrap_or_default();
    PairRow {
        jaccard: Ratio::new(shared, n + m - shared),
        containment_left: Ratio::new(shared, n),
        containment_right: Ratio::new(shared, m),
        words_jaccard: Ratio::new(words, all_words),
        simhash_distance: hamming(a.simhash, b.simhash),
        copied_left,
        copied_right,
        share_left: Ratio::new(copied_left, size(&left)),
        share_right: Ratio::new(copied_right, size(&right)),
        passages: copied.len() as u32,
        grade: copied.iter().map(|f| f.grade).max().map(|g| grade_code(g).to_string()),
        surprise_bits: copied.iter().map(|f| f.bits).sum(),
        left,
        right,
    }
}
