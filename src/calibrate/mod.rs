//! How often honest pairs look like copies, against the strength that is asked for.
//!
//! In: a comparison whose honest pairs are known, or taken to be those that are not kin and not of
//! one unit. Out: for each strength the honest pairs that reach it, and a tail fitted to the
//! strongest of them, so that a whole run can be judged by more pairs than were measured. What the
//! tail says beyond the measured pairs is an extrapolation and is called so.

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::archive::Archive;
use crate::candidates::Pair;
use crate::config::Config;
use crate::users::{Aligned, Evidence};

/// Strongest honest pairs that the tail is fitted to, at least. Ten leave the fitted slope within a
/// third of its value.
const TAIL_MIN: usize = 10;

/// The same as a share of the honest pairs. Unit: 1 in so many.
const TAIL_SHARE: usize = 100;

/// The strength of a pair: bits of its strongest passage that count as evidence, less the bits of
/// the places where it could have stood: log2 of the coincidences expected in the pair is its
/// negative. Unit: 1/1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strength {
    /// How strong.
    pub bits: i64,
    /// The pair.
    pub pair: Pair,
}

/// The strengths of all aligned pairs whose reports can be taken to be unrelated: none kin, none of
/// one unit, none that `is_related` names; by pair.
///
/// # Cost
/// `O(a)` in all aligned symbols.
pub fn honest(
    archive: &Archive,
    (aligned, evidence): (&[Aligned], &Evidence),
    config: &Config,
    is_related: &(impl Fn(Pair) -> bool + Sync),
) -> Vec<Strength> {
    aligned
        .par_iter()
        .filter(|one| is_honest(archive, evidence, one.pair) && !is_related(one.pair))
        .map(|one| {
            let columns = one.alignments.iter().map(|alignment| {
                let of = (one.pair, alignment);
                evidence.model.columns(archive, of, &evidence.kin, &config.classify)
            });
            let stretches = columns.flat_map(|columns| columns.stretches(&config.classify));
            let bits = stretches.max().unwrap_or(0) as f64 * config.classify.scale;
            let symbols = |i: u32| archive.reports[i as usize].symbols.len() as f64;
            let room = (symbols(one.pair.left) * symbols(one.pair.right)).log2();
            Strength { bits: (bits - room * 1000.0).round() as i64, pair: one.pair }
        })
        .collect()
}

/// Pairs that [`honest`] looks at, aligned or not.
pub fn honest_pairs(
    archive: &Archive,
    evidence: &Evidence,
    is_related: impl Fn(Pair) -> bool,
) -> u64 {
    let n = archive.reports.len() as u32;
    let all = (0..n).flat_map(|left| (left + 1..n).map(move |right| Pair { left, right }));
    all.filter(|&pair| is_honest(archive, evidence, pair) && !is_related(pair)).count() as u64
}

fn is_honest(archive: &Archive, evidence: &Evidence, pair: Pair) -> bool {
    let unit = |i: u32| archive.reports[i as usize].metadata.unit.as_ref().map(|unit| &unit.value);
    let is_one_unit = unit(pair.left).is_some() && unit(pair.left) == unit(pair.right);
    !is_one_unit && !evidence.kin.are_kin(pair.left, pair.right)
}

/// One point of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Strength that is asked for. Unit: bits.
    pub bits: i64,
    /// Honest pairs that reach it.
    pub reached: u64,
    /// Share of honest pairs that the fitted tail gives it; none below the tail.
    pub fitted: Option<f64>,
}

/// The curve of a corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Honest pairs.
    pub pairs: u64,
    /// From 0 bits to where the tail expects less than `expected_max` in the whole run.
    pub points: Vec<Point>,
    /// The tail, where there is enough to fit one.
    pub tail: Option<Tail>,
    /// Strength at which `expected_max` false alarms are expected among all pairs of the run:
    /// extrapolated. Unit: bits.
    pub needed: Option<f64>,
}

/// The strongest honest pairs as an exponential tail: `share * exp(-(bits - from) / mean)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// Where it begins. Unit: bits.
    pub from: f64,
    /// Pairs that it was fitted to.
    pub fitted_to: u64,
    /// Share of honest pairs in it.
    pub share: f64,
    /// Mean excess. Unit: bits. 1 / ln 2 = 1.44 where the scale is right.
    pub mean: f64,
}

impl Tail {
    /// Share of honest pairs expected at a strength. Unit of `bits`: bits.
    pub fn at(&self, bits: f64) -> f64 {
        self.share * (-(bits - self.from) / self.mean).exp()
    }
}

/// The curve of strengths among `pairs` honest ones, in a run of `all` pairs that may expect
/// `expected_max` false alarms.
///
/// # Source
/// Maxima of chance passages have an exponential tail (Karlin, Altschul 1990); its mean excess is
/// the maximum-likelihood fit.
pub fn curve(strengths: &[Strength], pairs: u64, all: u64, expected_max: f64) -> Curve {
    let mut bits: Vec<f64> = strengths.iter().map(|one| one.bits as f64 / 1000.0).collect();
    bits.sort_by(|a, b| b.total_cmp(a));
    let tail = tail(&bits, pairs);
    let needed = tail.map(|tail| {
        let wanted = expected_max / (all.max(1) as f64);
        tail.from + tail.mean * (tail.share / wanted).ln()
    });
    let strongest = bits.first().copied().unwrap_or(0.0);
    let last = needed.unwrap_or(0.0).max(strongest).max(0.0).ceil() as i64;
    let first = tail.map_or(0, |tail| tail.from.floor() as i64).min(0);
    let point = |at: i64| Point {
        bits: at,
        reached: bits.partition_point(|&one| one >= at as f64) as u64,
        fitted: tail.filter(|tail| at as f64 >= tail.from).map(|tail| tail.at(at as f64)),
    };
    Curve { pairs, points: (first..=last).map(point).collect(), tail, needed }
}

/// The tail of strengths, the strongest first.
fn tail(bits: &[f64], pairs: u64) -> Option<Tail> {
    let fitted = TAIL_MIN.max(pairs as usize / TAIL_SHARE);
    let from = *bits.get(fitted)?;
    let mean = bits[..fitted].iter().map(|one| one - from).sum::<f64>() / fitted as f64;
    (mean > 0.0).then_some(Tail {
        from,
        fitted_to: fitted as u64,
        share: fitted as f64 / pairs.max(1) as f64,
        mean,
    })
}
