//! The sample's answer key against what was found: detection quality as a regression test.
//!
//! The measures are those of Potthast, Stein, Barrón-Cedeño, Rosso 2010, "An evaluation framework
//! for plagiarism detection", section 3. `cargo test --test it quality -- --nocapture` prints the
//! figures as rows of `benches/record/quality.csv`.

use std::collections::{BTreeMap, BTreeSet};

use leitong::model::Layer;
use serde::Deserialize;

use crate::sample::{self, file_name};
use crate::tree;

// Floors: what was measured less a little room, so that a passage may end a word earlier. A rise
// is written here on purpose, in the commit that brings it.

/// Measured .983: the key's passages begin and end at sentences, the found ones where the evidence
/// does, a few symbols inside.
const RECALL_MIN: f64 = 0.96;
/// Measured 1.0: nothing outside the key is found, and the found passages lie inside it.
const PRECISION_MIN: f64 = 0.98;
/// Measured 1.143: `reordered-crafts` is three passages, since its parts stand in another order.
const GRANULARITY_MAX: f64 = 1.16;
/// Measured .980, .949, .979, .991, .976. Reordering leaves the seams uncovered.
const RECALL_BY_KIND_MIN: &[(&str, f64)] =
    &[("light", 0.96), ("reordered", 0.92), ("slots", 0.95), ("verbatim", 0.97), ("washed", 0.95)];

/// A stretch of a document, in code points.
#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Side {
    doc: String,
    start: u32,
    end: u32,
}

/// A passage that two documents share, by the key.
#[derive(Clone, Debug, Deserialize)]
struct Case {
    id: String,
    kind: String,
    a: Side,
    b: Side,
}

/// A passage that was found, sides in the order of a case.
type Found = [Side; 2];

/// How well the found passages are those of the key.
#[derive(Debug)]
struct Score {
    recall: f64,
    precision: f64,
    granularity: f64,
}

fn gold() -> Vec<Case> {
    let path = tree::root().join("data/sample/gold.jsonl");
    let text = std::fs::read_to_string(path).expect("the sample's answer key");
    text.lines().map(|line| serde_json::from_str(line).expect("a case")).collect()
}

/// Every passage of layer `copied`.
fn found() -> Vec<Found> {
    let side = |row: &leitong::report::rows::SideRow| Side {
        doc: file_name(&row.document).to_string(),
        start: row.start,
        end: row.end,
    };
    let passages = &sample::OUTCOME.rows.passages;
    let copied = passages.iter().filter(|passage| passage.layer == Layer::Copied);
    copied.map(|passage| [side(&passage.left), side(&passage.right)]).collect()
}

fn overlap(x: &Side, y: &Side) -> bool {
    x.doc == y.doc && x.start < y.end && y.start < x.end
}

/// The detection in the case's order, if it detects the case.
fn detects(case: &Case, found: &Found) -> Option<Found> {
    let [x, y] = found;
    let turned = [y.clone(), x.clone()];
    let hits = |one: &Found| overlap(&case.a, &one[0]) && overlap(&case.b, &one[1]);
    [found.clone(), turned].into_iter().find(hits)
}

/// Characters of `span` that lie in any of the others.
fn covered<'a>(span: &Side, others: impl Iterator<Item = &'a Side>) -> u32 {
    let others: Vec<&Side> = others.filter(|one| one.doc == span.doc).collect();
    let is_inside = |place: &u32| others.iter().any(|one| (one.start..one.end).contains(place));
    (span.start..span.end).filter(is_inside).count() as u32
}

fn share(a: &Side, b: &Side, of_a: u32, of_b: u32) -> f64 {
    f64::from(of_a + of_b) / f64::from(a.end - a.start + b.end - b.start)
}

/// Mean of `values`, 0 of none.
fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

fn score(cases: &[Case], found: &[Found]) -> Score {
    let hits: Vec<Vec<Found>> =
        cases.iter().map(|case| found.iter().filter_map(|f| detects(case, f)).collect()).collect();
    let recall: Vec<f64> = cases
        .iter()
        .zip(&hits)
        .map(|(case, hits)| {
            let of_a = covered(&case.a, hits.iter().map(|hit| &hit[0]));
            let of_b = covered(&case.b, hits.iter().map(|hit| &hit[1]));
            share(&case.a, &case.b, of_a, of_b)
        })
        .collect();
    let precision: Vec<f64> = found
        .iter()
        .map(|one| {
            let detected: Vec<&Case> = cases.iter().filter(|c| detects(c, one).is_some()).collect();
            let sides = || detected.iter().flat_map(|case| [&case.a, &case.b]);
            share(&one[0], &one[1], covered(&one[0], sides()), covered(&one[1], sides()))
        })
        .collect();
    let per_case: Vec<f64> =
        hits.iter().filter(|hits| !hits.is_empty()).map(|hits| hits.len() as f64).collect();
    Score { recall: mean(&recall), precision: mean(&precision), granularity: mean(&per_case) }
}

fn plagdet(score: &Score) -> f64 {
    let Score { recall, precision, granularity } = score;
    2.0 * recall * precision / (recall + precision) / (1.0 + granularity).log2()
}

fn print_row(kind: &str, score: &Score) {
    let Score { recall, precision, granularity } = score;
    println!("sample,{kind},{:.5},{recall:.5},{precision:.5},{granularity:.5}", plagdet(score));
}

#[test]
fn quality_does_not_drop() {
    let (cases, found) = (gold(), found());
    let all = score(&cases, &found);
    println!("corpus,kind,plagdet,recall,precision,granularity");
    print_row("entire", &all);
    let mut by_kind: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    for case in &cases {
        by_kind.entry(&case.kind).or_default().push(case.clone());
    }
    for (kind, cases) in &by_kind {
        let Score { recall, .. } = score(cases, &found);
        println!("sample,{kind},,{recall:.5},,");
        let floor = RECALL_BY_KIND_MIN.iter().find(|(name, _)| name == kind).map(|(_, min)| *min);
        let floor = floor.expect("every kind of the key has a floor");
        assert!(recall >= floor, "{kind}: recall {recall:.3}, it was {floor} at least");
    }
    assert!(all.recall >= RECALL_MIN, "{all:?}");
    assert!(all.precision >= PRECISION_MIN, "{all:?}");
    assert!(all.granularity <= GRANULARITY_MAX, "{all:?}");
}

#[test]
fn every_case_is_found() {
    let found = found();
    let cases = gold();
    let is_missed = |case: &&Case| !found.iter().any(|one| detects(case, one).is_some());
    let missed: Vec<String> = cases.iter().filter(is_missed).map(|c| c.id.clone()).collect();
    tree::expect_none("these cases were found and are no more:", &missed);
}

#[test]
fn no_pair_outside_the_key_is_accused() {
    let names = |x: &str, y: &str| BTreeSet::from([x.to_string(), y.to_string()]);
    let pairs: Vec<BTreeSet<String>> = gold().iter().map(|c| names(&c.a.doc, &c.b.doc)).collect();
    let is_false = |one: &Found| !pairs.contains(&names(&one[0].doc, &one[1].doc));
    let accused: Vec<String> =
        found().iter().filter(|one| is_false(one)).map(|one| format!("{one:?}")).collect();
    tree::expect_none("these share set phrases only:", &accused);
}
