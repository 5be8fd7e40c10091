//! What others do against common text, beside ours at equal recall.
//!
//! All rank the same aligned pairs. Each variant's threshold is the highest at which it finds as
//! many of the planted pairs as ours does at its default; then the honest pairs that it accuses are
//! counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use leitong::archive::Archive;
use leitong::candidates::Pair;
use leitong::classify::{FoundLayer, Grade};
use leitong::config::Settings;
use leitong::kernel::kgrams;
use leitong::pipeline::{self, Given, Silent};

use crate::corpus::Corpus;

/// Symbols of a k-gram whose frequency is counted: the product's own size.
const SIZE: usize = 8;
/// Reports from which a k-gram is ignored: MOSS's default (`-m 10`).
const FREQUENT_REPORTS: u32 = 10;
/// Most frequent k-grams that are banal: TextPAIR's default, the top 0.1 %.
const BANAL_PER_MILLE: usize = 1;
/// Share of banal k-grams from which a passage is dropped: TextPAIR's default.
const BANAL_PERCENT: usize = 90;

/// How one way of weighing ranks a pair.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// Its name in tables.
    pub(crate) name: &'static str,
    /// Planted pairs found, of all.
    pub(crate) found: [usize; 2],
    /// Honest pairs accused, of all.
    pub(crate) accused: [usize; 2],
}

/// Scores of pairs under each way, by pair.
type Scores = BTreeMap<Pair, f64>;

/// Ranks the pairs of a corpus in a folder in four ways.
pub(crate) fn compare(folder: &Path, corpus: &Corpus) -> Vec<Variant> {
    let config = Settings::default().validate().expect("invariant: the defaults are valid");
    let inputs = [folder.join("reports").display().to_string()];
    let outcome = pipeline::scan(&inputs, &Given::default(), &config, &Silent);
    let archive = &outcome.archive;
    let planted = planted(archive, corpus);
    let mut ours: BTreeSet<Pair> = BTreeSet::new();
    for finding in &outcome.comparison.findings {
        if finding.layer == FoundLayer::Copied && finding.grade >= Grade::Medium {
            ours.insert(finding.pair);
        }
    }
    let n = archive.reports.len();
    let honest = n * (n - 1) / 2 - planted.len();
    let recall = ours.intersection(&planted).count();
    let mut rows = vec![Variant {
        name: "ours",
        found: [recall, planted.len()],
        accused: [ours.difference(&planted).count(), honest],
    }];
    for (name, scores) in scored(archive, &outcome.comparison.aligned) {
        rows.push(at_recall(name, &scores, &planted, (recall, honest)));
    }
    rows
}

fn planted(archive: &Archive, corpus: &Corpus) -> BTreeSet<Pair> {
    let base = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let index: BTreeMap<String, u32> = archive
        .reports
        .iter()
        .enumerate()
        .map(|(i, report)| (base(&archive.document(report).name), i as u32))
        .collect();
    let pair = |names: &[String; 2]| {
        let (a, b) = (index[&names[0]], index[&names[1]]);
        Pair { left: a.min(b), right: a.max(b) }
    };
    corpus.cases.iter().map(|case| pair(&case.shared.documents)).collect()
}

/// The highest threshold that finds as many, and whom it accuses.
fn at_recall(
    name: &'static str,
    scores: &Scores,
    planted: &BTreeSet<Pair>,
    (recall, honest): (usize, usize),
) -> Variant {
    let mut of_planted: Vec<f64> =
        planted.iter().map(|pair| scores.get(pair).copied().unwrap_or(0.0)).collect();
    of_planted.sort_by(|a, b| b.total_cmp(a));
    let threshold = match recall.checked_sub(1) {
        Some(last) => of_planted[last],
        None => f64::INFINITY,
    };
    let found = of_planted.iter().filter(|&&score| score >= threshold).count();
    let is_accused =
        |(pair, score): &(&Pair, &f64)| **score >= threshold && !planted.contains(pair);
    // A pair without a score is accused as well where the threshold has come down to nothing.
    let accused = match threshold > 0.0 {
        true => scores.iter().filter(is_accused).count(),
        false => honest,
    };
    Variant { name, found: [found, planted.len()], accused: [accused, honest] }
}

/// Reports that hold each k-gram.
fn frequencies(archive: &Archive) -> BTreeMap<u64, u32> {
    let mut frequencies = BTreeMap::new();
    for report in &archive.reports {
        let mut seen = BTreeSet::new();
        let symbols = &report.symbols;
        kgrams(
            |i| symbols.code(i),
            symbols.len(),
            SIZE,
            |_, hash| {
                seen.insert(hash);
            },
        );
        for hash in seen {
            *frequencies.entry(hash).or_insert(0) += 1;
        }
    }
    frequencies
}

/// The pairs' scores under the three other ways: the strongest passage counts.
fn scored(archive: &Archive, aligned: &[leitong::users::Aligned]) -> [(&'static str, Scores); 3] {
    let frequencies = frequencies(archive);
    let mut sorted: Vec<u32> = frequencies.values().copied().collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let banal = sorted.get(sorted.len() * BANAL_PER_MILLE / 1000).copied().unwrap_or(u32::MAX);
    let reports = archive.reports.len() as f64;
    let mut all = [Scores::new(), Scores::new(), Scores::new()];
    for one in aligned {
        let left = &archive.reports[one.pair.left as usize].symbols;
        let mut best = [0f64; 3];
        for alignment in &one.alignments {
            let mut grams: Vec<u32> = Vec::new();
            let mut symbols = 0;
            for block in &alignment.blocks {
                symbols += block.length as usize;
                let code = |i: usize| left.code(block.left as usize + i);
                kgrams(code, block.length as usize, SIZE, |_, hash| {
                    grams.push(frequencies.get(&hash).copied().unwrap_or(1));
                });
            }
            let kept = grams.iter().filter(|&&df| df <= FREQUENT_REPORTS).count() as f64;
            // The weight of JPlag's frequency analysis is linear from 1 (once) to 0 (everywhere).
            let rarity =
                |&df: &u32| 1.0 - f64::from(df.saturating_sub(2)) / (reports - 2.0).max(1.0);
            let weighted: f64 = grams.iter().map(rarity).sum();
            let common = grams.iter().filter(|&&df| df >= banal).count();
            let is_banal = grams.is_empty() || common * 100 >= grams.len() * BANAL_PERCENT;
            let length = if is_banal { 0.0 } else { symbols as f64 };
            for (best, score) in best.iter_mut().zip([kept, weighted, length]) {
                *best = best.max(score);
            }
        }
        for (scores, best) in all.iter_mut().zip(best) {
            scores.insert(one.pair, best);
        }
    }
    let [cut, rarity, banality] = all;
    [("df-cut-off", cut), ("rarity-weight", rarity), ("banality", banality)]
}
