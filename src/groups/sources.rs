//! The fewest reports that explain a report's copied text.

use super::Case;
use super::direction::{Direction, First};
use crate::classify::FoundLayer;

/// Another report that has copied text of this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The other report.
    pub report: u32,
    /// Symbols that it explains and none before it in the list does, ascending.
    pub symbols: Vec<u32>,
    /// Who had the most of it first.
    pub role: Role,
    /// Other reports that have nearly all of these symbols too, ascending: the source is this
    /// family of text, and nothing says which member.
    pub tied: Vec<u32>,
}

/// Share of a source's symbols that another report must have to be named with it.
///
/// Unit: percent. 95: a name or a number changed here and there.
pub const TIED_PERCENT: u64 = 95;

/// What the other report's having the text means for this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The other report had it first.
    Received,
    /// Nothing says who had it first.
    Undirected,
    /// This report had it first.
    Given,
}

/// The role of one side of a finding.
pub fn role(first: First, is_left: bool) -> Role {
    match (first, is_left) {
        (First::Unknown, _) => Role::Undirected,
        (First::Left, true) | (First::Right, false) => Role::Given,
        (First::Left, false) | (First::Right, true) => Role::Received,
    }
}

/// Shares of copied text by other report, for each report; the largest new share first.
///
/// # Source
/// Chvatal 1979: greedy set cover is within `ln n` of the least number of sets.
pub fn of(case: &Case, directions: &[Direction]) -> Vec<Vec<Source>> {
    let n = case.archive.reports.len();
    let mut claims: Vec<Vec<Claim>> = vec![Vec::new(); n];
    for (finding, direction) in case.findings.iter().zip(directions) {
        if finding.layer != FoundLayer::Copied {
            continue;
        }
        let (l, r) = (finding.pair.left, finding.pair.right);
        let [left, right] =
            finding.taken().map(|spans| spans.iter().map(|s| (s.start, s.end)).collect());
        let claim =
            |report, spans, is_left| Claim { report, spans, role: role(direction.first, is_left) };
        claims[l as usize].push(claim(r, left, true));
        claims[r as usize].push(claim(l, right, false));
    }
    claims.into_iter().enumerate().map(|(i, claims)| cover(case, i, claims)).collect()
}

/// Symbols of one report that another one has too.
#[derive(Clone, Debug)]
struct Claim {
    report: u32,
    spans: Vec<(u32, u32)>,
    role: Role,
}

fn cover(case: &Case, index: usize, mut claims: Vec<Claim>) -> Vec<Source> {
    claims.sort_by_key(|claim| (claim.report, claim.role));
    let by_report: Vec<&[Claim]> = claims.chunk_by(|a, b| a.report == b.report).collect();
    // What stands in a given text has no other source.
    let mut is_covered = case.archive.reports[index].is_given();
    let mut left: Vec<usize> = (0..by_report.len()).collect();
    let mut found = Vec::new();
    while !left.is_empty() {
        let gain = |&i: &usize| new_symbols(by_report[i], &is_covered);
        let best = left.iter().copied().max_by_key(|i| (gain(i), std::cmp::Reverse(*i)));
        let Some(best) = best.filter(|i| gain(i) > 0) else { break };
        let mut symbols = Vec::new();
        for &(start, end) in by_report[best].iter().flat_map(|claim| &claim.spans) {
            for symbol in start..end {
                if !std::mem::replace(&mut is_covered[symbol as usize], true) {
                    symbols.push(symbol);
                }
            }
        }
        symbols.sort_unstable();
        let role = main_role(by_report[best]);
        let ties = |i: &usize| *i != best && has_nearly_all(by_report[*i], &symbols);
        let tied = left.iter().copied().filter(ties).map(|i| by_report[i][0].report).collect();
        found.push(Source { report: by_report[best][0].report, symbols, role, tied });
        left.retain(|&i| i != best);
    }
    found
}

/// True when the claims hold nearly all of these symbols, which ascend.
fn has_nearly_all(claims: &[Claim], symbols: &[u32]) -> bool {
    let mut spans: Vec<(u32, u32)> =
        claims.iter().flat_map(|claim| claim.spans.iter().copied()).collect();
    spans.sort_unstable();
    let (mut at, mut held) = (0, 0);
    for (start, end) in spans {
        at = at.max(symbols.partition_point(|&symbol| symbol < start));
        let to = symbols.partition_point(|&symbol| symbol < end).max(at);
        held += to - at;
        at = to;
    }
    held as u64 * 100 >= symbols.len() as u64 * TIED_PERCENT
}

fn new_symbols(claims: &[Claim], is_covered: &[bool]) -> u32 {
    let spans = claims.iter().flat_map(|claim| &claim.spans);
    let fresh = |&(start, end): &(u32, u32)| {
        is_covered[start as usize..end as usize].iter().filter(|c| !**c).count() as u32
    };
    spans.map(fresh).sum()
}

/// The role that most of the shared symbols have.
fn main_role(claims: &[Claim]) -> Role {
    let weight = |role: Role| -> u32 {
        let of_role = claims.iter().filter(|claim| claim.role == role);
        of_role.flat_map(|claim| &claim.spans).map(|(start, end)| end - start).sum()
    };
    let roles = [Role::Undirected, Role::Given, Role::Received];
    roles.into_iter().max_by_key(|&role| weight(role)).unwrap_or(Role::Undirected)
}
