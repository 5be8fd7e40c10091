//! The PAN measures: recall, precision, granularity and plagdet of detected passages.

use std::collections::BTreeMap;

use crate::model::CharSpan;

/// A passage of one document and what it shares with one of another. A pair has no order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    /// Names of the documents, the smaller one first.
    pub documents: [String; 2],
    /// Code points in each of them.
    pub spans: [CharSpan; 2],
}

impl Shared {
    /// Puts the two sides in order.
    pub fn new(a: (&str, CharSpan), b: (&str, CharSpan)) -> Self {
        let [a, b] = if a.0 <= b.0 { [a, b] } else { [b, a] };
        Self { documents: [a.0.to_owned(), b.0.to_owned()], spans: [a.1, b.1] }
    }

    /// The two spans in the order of `names`, if these are the documents.
    pub fn spans_of(&self, names: [&str; 2]) -> Option<(CharSpan, CharSpan)> {
        let [a, b] = [self.documents[0].as_str(), self.documents[1].as_str()];
        match () {
            () if [a, b] == names => Some((self.spans[0], self.spans[1])),
            () if [b, a] == names => Some((self.spans[1], self.spans[0])),
            () => None,
        }
    }

    /// The other's spans in the order in which both sides overlap ours, if they do.
    fn met_by(&self, other: &Self) -> Option<[CharSpan; 2]> {
        let meets = |spans: [CharSpan; 2]| (0..2).all(|k| self.spans[k].overlap(spans[k]) > 0);
        let [a, b] = other.spans;
        let turned = self.documents[0] == self.documents[1];
        match () {
            () if self.documents != other.documents => None,
            () if meets([a, b]) => Some([a, b]),
            () if turned && meets([b, a]) => Some([b, a]),
            () => None,
        }
    }

    fn length(&self) -> u32 {
        self.spans.iter().map(|s| s.length()).sum()
    }

    /// Share of our characters, both sides, that the others hold.
    fn covered_by(&self, others: &[[CharSpan; 2]]) -> f64 {
        let part = |k: usize| covered(self.spans[k], others.iter().map(|o| o[k]).collect());
        f64::from(part(0) + part(1)) / f64::from(self.length())
    }
}

/// Characters of `span` that lie in at least one of the others.
fn covered(span: CharSpan, mut others: Vec<CharSpan>) -> u32 {
    others.sort_unstable();
    let (mut total, mut at) = (0, span.start);
    for other in others {
        let (start, end) = (other.start.max(at), other.end.min(span.end));
        if end > start {
            total += end - start;
            at = end;
        }
    }
    total
}

/// What a set of detections is worth against a set of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Cases there are.
    pub cases: u64,
    /// Cases of which at least one detection holds something on both sides.
    pub detected: u64,
    /// Passages that were reported.
    pub detections: u64,
    /// Mean share of a case's characters that its detections hold.
    pub recall: f64,
    /// Mean share of a detection's characters that lie in the cases it detects.
    pub precision: f64,
    /// Mean number of detections of a detected case, 1 or more.
    pub granularity: f64,
}

impl Score {
    /// F1 of recall and precision over log2(1 + granularity).
    pub fn plagdet(&self) -> f64 {
        let sum = self.recall + self.precision;
        let f1 = if sum > 0.0 { 2.0 * self.recall * self.precision / sum } else { 0.0 };
        f1 / (1.0 + self.granularity).log2()
    }
}

/// Scores detections against cases.
///
/// # Cost
/// Cases times detections of the same two documents.
///
/// # Source
/// Potthast, Stein, Barron-Cedeno, Rosso 2010, section 3 (macro averages).
pub fn score(cases: &[&Shared], found: &[&Shared]) -> Score {
    let mut of_pair: BTreeMap<&[String; 2], Vec<usize>> = BTreeMap::new();
    for (i, one) in found.iter().enumerate() {
        of_pair.entry(&one.documents).or_default().push(i);
    }
    let mut met: Vec<Vec<[CharSpan; 2]>> = vec![Vec::new(); found.len()];
    let (mut recall, mut detected, mut hits) = (0.0, 0, 0);
    for case in cases {
        let mut holders = Vec::new();
        for &i in of_pair.get(&case.documents).into_iter().flatten() {
            if let Some(spans) = case.met_by(found[i]) {
                holders.push(spans);
                let same = spans == found[i].spans;
                let [a, b] = case.spans;
                met[i].push(if same { [a, b] } else { [b, a] });
            }
        }
        if !holders.is_empty() {
            detected += 1;
            hits += holders.len();
            recall += case.covered_by(&holders);
        }
    }
    let precision: f64 = found.iter().zip(&met).map(|(one, cases)| one.covered_by(cases)).sum();
    let mean = |sum: f64, n: usize| if n == 0 { 0.0 } else { sum / n as f64 };
    Score {
        cases: cases.len() as u64,
        detected,
        detections: found.len() as u64,
        recall: mean(recall, cases.len()),
        precision: mean(precision, found.len()),
        granularity: if detected == 0 { 1.0 } else { hits as f64 / detected as f64 },
    }
}
