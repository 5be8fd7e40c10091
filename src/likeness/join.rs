//! Pairs of sets that share enough: only those are compared that share one of the rarest members
//! of both, and only while it can still be enough.

use rayon::prelude::*;

use super::ranks::Sets;
use super::{Cell, Metric, ceiling};
use crate::kernel;

/// A set that has a member, and where in it the member stands, those that it has alone before.
#[derive(Clone, Copy, Default)]
struct Posting {
    /// Place of the set in the order of sizes.
    place: u32,
    position: u32,
}

/// Sets by member.
struct Index {
    postings: Vec<Posting>,
    /// Where the postings of each rank begin, and the end.
    starts: Vec<u32>,
}

/// The join of a collection with itself.
struct Join<'a> {
    sets: &'a Sets,
    metric: Metric,
    threshold: f64,
    /// Reports by size, the smallest first.
    order: Vec<u32>,
    index: Index,
}

/// What one report shares with those before it so far.
#[derive(Default)]
struct Counts {
    /// Shared members by place in the order of sizes; [`HOPELESS`] if it can never be enough.
    shared: Vec<u32>,
    touched: Vec<u32>,
}

const HOPELESS: u32 = u32::MAX;

/// All pairs of value `threshold`, above 0, by left and right.
///
/// # Cost
/// The postings of the members that each report is found by, plus a merge of both sets for each
/// pair that passes the filters.
///
/// # Source
/// Xiao, Wang, Lin, Yu 2008, "Efficient similarity joins for near duplicate detection", sections
/// 3 and 4: prefixes for probing and for the index, positions.
pub(super) fn join(sets: &Sets, metric: Metric, threshold: f64) -> Vec<Cell> {
    let mut order: Vec<u32> = (0..sets.ranks.len() as u32).collect();
    order.retain(|&report| !sets.ranks[report as usize].is_empty());
    order.sort_unstable_by_key(|&report| (sets.sizes[report as usize], report));
    let index = Index::new(sets, &order, metric, threshold);
    let join = Join { sets, metric, threshold, order, index };
    let places = 0..join.order.len() as u32;
    let rows = places.into_par_iter().map_init(Counts::default, |counts, place| {
        counts.shared.resize(join.order.len(), 0);
        join.row(place, counts)
    });
    let mut cells: Vec<Cell> = rows.flatten_iter().collect();
    cells.par_sort_unstable_by_key(|cell| (cell.left, cell.right));
    cells
}

/// How many of its rarest members a set of `size` is found by, if it shares at least `least`.
fn prefix(size: usize, alone: usize, least: usize) -> usize {
    (size + 1).saturating_sub(least.max(1) + alone)
}

impl Index {
    fn new(sets: &Sets, order: &[u32], metric: Metric, threshold: f64) -> Self {
        let indexed = |report: u32| {
            let report = report as usize;
            let ranks = &sets.ranks[report];
            let length = match metric {
                Metric::Containment => ranks.len(),
                // Asked by sets that are no smaller: both of this size are the least to share.
                Metric::Jaccard => {
                    let size = sets.sizes[report];
                    prefix(size, sets.alone(report), metric.least(threshold, size, size))
                }
            };
            &ranks[..length.min(ranks.len())]
        };
        let mut starts = vec![0u32; sets.end + 1];
        for &report in order {
            indexed(report).iter().for_each(|&rank| starts[rank as usize + 1] += 1);
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![Posting::default(); starts[sets.end] as usize];
        for (place, &report) in (0..).zip(order) {
            let alone = sets.alone(report as usize) as u32;
            for (position, &rank) in (alone..).zip(indexed(report)) {
                let slot = &mut next[rank as usize];
                postings[*slot as usize] = Posting { place, position };
                *slot += 1;
            }
        }
        Self { postings, starts }
    }

    /// The sets that have a member, by size.
    fn of(&self, rank: u32) -> &[Posting] {
        let bounds = &self.starts[rank as usize..rank as usize + 2];
        &self.postings[bounds[0] as usize..bounds[1] as usize]
    }
}

impl Join<'_> {
    /// The cells of one report: with smaller ones for Jaccard, as the left one for containment.
    fn row(&self, place: u32, counts: &mut Counts) -> Vec<Cell> {
        let report = self.order[place as usize] as usize;
        let (size, alone) = (self.sets.sizes[report], self.sets.alone(report));
        let least = ceiling(self.threshold * size as f64);
        let ranks = &self.sets.ranks[report];
        let length = prefix(size, alone, least).min(ranks.len());
        let first = self.first_place(least);
        for (position, &rank) in (alone..).zip(&ranks[..length]) {
            let postings = self.index.of(rank);
            let from = postings.partition_point(|posting| posting.place < first);
            for &posting in &postings[from..] {
                if posting.place >= place && self.metric == Metric::Jaccard {
                    break;
                }
                self.count(posting, (size, position), counts);
            }
        }
        let mut cells = Vec::new();
        for other in std::mem::take(&mut counts.touched) {
            let shared = std::mem::take(&mut counts.shared[other as usize]);
            if shared != HOPELESS && other != place {
                cells.extend(self.cell(place, other));
            }
        }
        cells
    }

    /// The first report large enough to share `least` members.
    fn first_place(&self, least: usize) -> u32 {
        self.order.partition_point(|&other| self.sets.sizes[other as usize] < least) as u32
    }

    /// Counts a member that the set of `posting` has and the one of `size` has at `position`.
    fn count(&self, posting: Posting, (size, position): (usize, usize), counts: &mut Counts) {
        let shared = &mut counts.shared[posting.place as usize];
        if *shared == HOPELESS {
            return;
        }
        if *shared == 0 {
            counts.touched.push(posting.place);
        }
        *shared += 1;
        let other = self.sets.sizes[self.order[posting.place as usize] as usize];
        let behind = (size - position).min(other - posting.position as usize) - 1;
        if *shared as usize + behind < self.metric.least(self.threshold, size, other) {
            *shared = HOPELESS;
        }
    }

    /// The exact value of a pair, if it is enough.
    fn cell(&self, place: u32, other: u32) -> Option<Cell> {
        let [mut left, mut right] = [place, other].map(|place| self.order[place as usize]);
        if self.metric == Metric::Jaccard && right < left {
            std::mem::swap(&mut left, &mut right);
        }
        let sizes = [left, right].map(|report| self.sets.sizes[report as usize]);
        let [a, b] = [left, right].map(|report| &self.sets.ranks[report as usize]);
        let least = self.metric.least(self.threshold, sizes[0], sizes[1]);
        let shared = kernel::intersection_from(a, b, least)?;
        let ratio = self.metric.ratio(shared, sizes[0], sizes[1]);
        (ratio.value() >= self.threshold).then_some(Cell { left, right, ratio })
    }
}
