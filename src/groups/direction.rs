//! Who had a text first: dates, masked words, residue, blanks, containment, the unit above, added
//! up; unknown below a margin.

use super::Case;
use super::placeholders::{Kind, Placeholder};
use super::tags;
use crate::archive::Report;
use crate::classify::Finding;
use crate::metadata::{Origin, Sourced};
use crate::model::{CharSpan, SymbolSpan};

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

/// One report lies nearly whole in the other, which has much besides: more often a compilation
/// that took it in than an excerpt that was taken out of it.
const CONTAINED: i32 = 3;
/// A blank here where the other one has words: a form is there before it is filled in, but blanks
/// are also put where names stood.
const UNFILLED: i32 = 2;
/// The other report comes from the unit above: texts are sent down.
const SUPERIOR: i32 = 8;

/// Shares of a report that are nearly all of it, and of one that has much besides. Unit: percent.
const NEARLY_ALL: u32 = 80;
const MUCH_BESIDES: u32 = 50;

/// A hint: its code, the side that it puts first, and its weight in decibans.
type Hint = (&'static str, First, i32);

/// The direction of each finding.
pub fn of(case: &Case, placeholders: &[Vec<Placeholder>]) -> Vec<Direction> {
    let pairs = case.findings.chunk_by(|a, b| a.pair == b.pair);
    pairs
        .flat_map(|same| {
            let of_pair = of_pair(case, same);
            same.iter().map(move |finding| direction(case, finding, placeholders, &of_pair))
        })
        .collect()
}

/// The hints that hold for all findings of a pair.
fn of_pair(case: &Case, findings: &[Finding]) -> Vec<Hint> {
    let pair = findings[0].pair;
    let (left, right) =
        (&case.archive.reports[pair.left as usize], &case.archive.reports[pair.right as usize]);
    let mut hints = Vec::new();
    if let (Some(a), Some(b)) = (left.metadata.date.as_ref(), right.metadata.date.as_ref()) {
        hints.extend(by_date(a, b));
    }
    let share = |report: &Report, spans: Vec<SymbolSpan>| {
        covered(spans) * 100 / (report.symbols.len() as u32).max(1)
    };
    let shares = [
        share(left, findings.iter().map(|f| f.left).collect()),
        share(right, findings.iter().map(|f| f.right).collect()),
    ];
    if shares[0] >= NEARLY_ALL && shares[1] <= MUCH_BESIDES {
        hints.push(("contained", First::Left, CONTAINED));
    } else if shares[1] >= NEARLY_ALL && shares[0] <= MUCH_BESIDES {
        hints.push(("contained", First::Right, CONTAINED));
    }
    if tags::names_superior(right, left) {
        hints.push(("superior", First::Left, SUPERIOR));
    } else if tags::names_superior(left, right) {
        hints.push(("superior", First::Right, SUPERIOR));
    }
    hints
}

/// Symbols that lie in any of these spans.
fn covered(mut spans: Vec<SymbolSpan>) -> u32 {
    spans.sort_unstable();
    let (mut total, mut at) = (0, 0);
    for span in spans {
        total += span.end.saturating_sub(span.start.max(at));
        at = at.max(span.end);
    }
    total
}

fn direction(
    case: &Case,
    finding: &Finding,
    placeholders: &[Vec<Placeholder>],
    of_pair: &[Hint],
) -> Direction {
    let (l, r) = (finding.pair.left as usize, finding.pair.right as usize);
    let (left, right) = (&case.archive.reports[l], &case.archive.reports[r]);
    let mut hints = of_pair.to_vec();
    let inside = |side: usize, kind: Kind, span: CharSpan| {
        let at = |p: &&Placeholder| p.kind == kind && p.span.overlap(span) > 0;
        placeholders[side].iter().filter(at).filter(|p| p.stands_for.is_some()).count()
    };
    let spans = (left.symbols.chars(finding.left), right.symbols.chars(finding.right));
    // Of the first two the side that has more is the later one, of the last the earlier.
    for (kind, code, weight) in [
        (Kind::Masked, "masked", MASKED),
        (Kind::Residue, "residue", RESIDUE),
        (Kind::Unfilled, "unfilled", -UNFILLED),
    ] {
        let (on_left, on_right) = (inside(l, kind, spans.0), inside(r, kind, spans.1));
        if on_left == on_right {
            continue;
        }
        let is_left_first = (on_left < on_right) == (weight > 0);
        let first = if is_left_first { First::Left } else { First::Right };
        hints.push((code, first, weight.abs()));
    }
    decide(&hints)
}

/// The earlier date had it first, as far as both dates say.
fn by_date(a: &Sourced, b: &Sourced) -> Option<Hint> {
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

fn decide(hints: &[Hint]) -> Direction {
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
