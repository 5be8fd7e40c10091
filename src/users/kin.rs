//! Kin: reports that share several rare passages, and so do not count as independent users.
//!
//! Kinship is between two reports and does not pass on: each year's report may be kin to the
//! last one's without making all years one user, while ten copiers are kin each to each. The
//! independent users of a text are reports, none kin to another, such that every user is one of
//! them or kin to one.

use super::Aligned;
use super::model::Model;
use crate::archive::Archive;
use crate::candidates::Pair;
use crate::config;

/// Who is kin to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// For each report the reports it is kin to, ascending.
    of: Vec<Vec<u32>>,
    /// Place of each report in the order of most kin first.
    rank: Vec<u32>,
}

impl Kin {
    /// Nobody is kin.
    pub fn none(reports: usize) -> Self {
        Self { of: vec![Vec::new(); reports], rank: (0..reports as u32).collect() }
    }

    /// The kinship that these pairs make.
    pub fn from_pairs(reports: usize, pairs: impl Iterator<Item = Pair>) -> Self {
        let mut of = vec![Vec::new(); reports];
        for pair in pairs {
            of[pair.left as usize].push(pair.right);
            of[pair.right as usize].push(pair.left);
        }
        for kin in &mut of {
            kin.sort_unstable();
        }
        let mut order: Vec<u32> = (0..reports as u32).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(of[i as usize].len()), i));
        let mut rank = vec![0; reports];
        for (place, report) in order.into_iter().enumerate() {
            rank[report as usize] = place as u32;
        }
        Self { of, rank }
    }

    /// True when the two reports do not count as two users.
    pub fn are_kin(&self, a: u32, b: u32) -> bool {
        self.of[a as usize].binary_search(&b).is_ok()
    }

    /// How many of the independent users of a shared run the two reports are: two, or one.
    pub fn left_out(&self, pair: Pair) -> u32 {
        if self.are_kin(pair.left, pair.right) { 1 } else { 2 }
    }

    /// The independent ones among `users`, those with most kin first.
    ///
    /// # Cost
    /// `O(u log u)`, plus a look for each kin of a chosen user.
    pub fn independent(&self, users: &[u32]) -> Vec<u32> {
        if users.iter().all(|&user| self.of[user as usize].is_empty()) {
            return users.to_vec();
        }
        let mut order = users.to_vec();
        order.sort_unstable_by_key(|&user| self.rank[user as usize]);
        let mut chosen: Vec<u32> = Vec::new();
        for user in order {
            let kin = &self.of[user as usize];
            if kin.is_empty() || !chosen.iter().any(|one| kin.binary_search(one).is_ok()) {
                chosen.push(user);
            }
        }
        chosen
    }

    /// How many independent ones there are among `users`.
    pub(super) fn count(&self, users: &[u32]) -> usize {
        let has_kin = |&user: &u32| !self.of[user as usize].is_empty();
        if users.iter().any(has_kin) { self.independent(users).len() } else { users.len() }
    }

    /// Independent users among all reports.
    pub fn users(&self) -> u64 {
        let all: Vec<u32> = (0..self.of.len() as u32).collect();
        self.independent(&all).len() as u64
    }
}

/// Evidence that two reports are kin: all that they share beyond the genre, less the strongest
/// stretch, which may be the passage in question. Unit: 1/1000 bit.
pub(super) fn strength(
    archive: &Archive,
    aligned: &Aligned,
    model: &Model,
    kin: &Kin,
    config: &config::Config,
) -> i64 {
    let (mut total, mut strongest) = (0i64, 0i64);
    for alignment in &aligned.alignments {
        let columns = model.columns(archive, (aligned.pair, alignment), kin, &config.classify);
        let bits = columns.strongest(&config.classify);
        if bits >= config.users.kin_passage {
            total += bits;
            strongest = strongest.max(bits.min(config.users.kin_stretch));
        }
    }
    total - strongest
}
