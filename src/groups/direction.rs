//! Who had a text first: dates, masked words and residue, added up; unknown below a margin.

use super::Case;
use super::placeholders::{Kind, Placeholder};
use crate::classify::Finding;
use crate::metadata::{Origin, Sourced};

/// Which side had the text first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum First {
    /// 左在先.
    Left,
    /// 右在先.
    Right,
    /// 先后不明.
    Unknown,
}

/// Who had a finding's text first, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    /// Which side.
    pub first: First,
    /// Percent; 0 for unknown.
    pub confidence: u32,
    /// Codes of the hints with the side that each speaks for.
    pub hints: Vec<(&'static str, First)>,
}

/// Below this the hints decide nothing. Unit: decibans; 7 are odds of five to one.
const MARGIN: i32 = 7;

/// A date of the table or the signature; a date from elsewhere; a date known to the year only.
const DATE_SURE: i32 = 12;
const DATE_TEXT: i32 = 8;
/// A word masked here that stands there: masking comes after writing.
const MASKED: i32 = 4;
/// The other side's name left in.
const RESIDUE: i32 = 12;

/// The direction of each finding.
pub fn of(case: &Case, placeholders: &[Vec<Placeholder>]) -> Vec<Direction> {
    case.findings.iter().map(|finding| direction(case, finding, placeholders)).collect()
}

fn direction(case: &Case, finding: &Finding, placeholders: &[Vec<Placeholder>]) -> Direction {
    let (l, r) = (finding.pair.left as usize, finding.pair.right as usize);
    let (left, right) = (&case.archive.reports[l], &case.archive.reports[r]);
    let mut hints = Vec::new();
    let dates = (left.metadata.date.as_ref(), right.metadata.date.as_ref());
    if let (Some(a), Some(b)) = dates {
        hints.extend(by_date(a, b));
    }
    let inside = |side: usize, kind: Kind, span: crate::model::CharSpan| {
        let at = |p: &&Placeholder| p.kind == kind && p.span.overlap(span) > 0;
        placeholders[side].iter().filter(at).filter(|p| p.stands_for.is_some()).count()
    };
    let spans = (left.symbols.chars(finding.left), right.symbols.chars(finding.right));
    for (kind, code, weight) in
        [(Kind::Masked, "masked", MASKED), (Kind::Residue, "residue", RESIDUE)]
    {
        let (on_left, on_right) = (inside(l, kind, spans.0), inside(r, kind, spans.1));
        if on_left > on_right {
            hints.push((code, First::Right, weight));
        } else if on_right > on_left {
            hints.push((code, First::Left, weight));
        }
    }
    decide(&hints)
}

/// The earlier date had it first, as far as both dates say.
fn by_date(a: &Sourced, b: &Sourced) -> Option<(&'static str, First, i32)> {
    let known = a.value.len().min(b.value.len());
    let (x, y) = (a.value.get(..known)?, b.value.get(..known)?);
    let is_sure = |s: &Sourced| matches!(s.from, Origin::Table | Origin::Signature);
    let weight = if is_sure(a) && is_sure(b) { DATE_SURE } else { DATE_TEXT };
    match x.cmp(y) {
        std::cmp::Ordering::Less => Some(("date", First::Left, weight)),
        std::cmp::Ordering::Greater => Some(("date", First::Right, weight)),
        std::cmp::Ordering::Equal => None,
    }
}

fn decide(hints: &[(&'static str, First, i32)]) -> Direction {
    let sum: i32 = hints
        .iter()
        .map(|(_, side, weight)| if *side == First::Left { *weight } else { -weight })
        .sum();
    let names = hints.iter().map(|(code, side, _)| (*code, *side)).collect();
    if sum.abs() < MARGIN {
        return Direction { first: First::Unknown, confidence: 0, hints: names };
    }
    let odds = 10f64.powf(f64::from(sum.abs()) / 10.0);
    // Hints of a text are never certainty.
    let confidence = ((100.0 * odds / (1.0 + odds)).round() as u32).min(99);
    let first = if sum > 0 { First::Left } else { First::Right };
    Direction { first, confidence, hints: names }
}
