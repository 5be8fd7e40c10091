//! Families of text: reports that count as one user.

use super::Aligned;
use super::model::Model;
use crate::archive::Archive;
use crate::candidates::Pair;
use crate::config;

/// The family of each report, named by its smallest member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Families {
    of: Vec<u32>,
}

impl Families {
    /// Every report its own family.
    pub fn apart(reports: usize) -> Self {
        Self { of: (0..reports as u32).collect() }
    }

    /// The family of a report.
    pub fn of(&self, report: u32) -> u32 {
        self.of[report as usize]
    }

    /// True when both reports are one user.
    pub fn are_one(&self, pair: Pair) -> bool {
        self.of(pair.left) == self.of(pair.right)
    }

    /// How many of the two reports' families a shared run has among its users: two, or one.
    pub fn left_out(&self, pair: Pair) -> u32 {
        if self.are_one(pair) { 1 } else { 2 }
    }

    /// Number of families.
    pub fn len(&self) -> usize {
        self.of.iter().enumerate().filter(|(i, family)| *i as u32 == **family).count()
    }

    /// True when there is no report.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The families after joining the reports of each pair.
    pub fn joined(&self, pairs: impl Iterator<Item = Pair>) -> Self {
        let mut of = self.of.clone();
        for pair in pairs {
            let (a, b) = (root(&mut of, pair.left), root(&mut of, pair.right));
            of[a.max(b) as usize] = a.min(b);
        }
        let named = (0..of.len() as u32).map(|i| root(&mut of, i)).collect();
        Self { of: named }
    }
}

/// The smallest member, with paths halved on the way.
fn root(of: &mut [u32], mut i: u32) -> u32 {
    while of[i as usize] != i {
        of[i as usize] = of[of[i as usize] as usize];
        i = of[i as usize];
    }
    i
}

/// Evidence that two reports are one family: all that they share beyond the genre, less the
/// strongest stretch, which may be the passage in question. Unit: 1/1000 bit.
pub(super) fn strength(
    archive: &Archive,
    aligned: &Aligned,
    model: &Model,
    families: &Families,
    config: &config::Config,
) -> i64 {
    if families.are_one(aligned.pair) {
        return i64::MAX;
    }
    let stretch = config.users.family_stretch;
    let (mut total, mut strongest) = (0i64, 0i64);
    for alignment in &aligned.alignments {
        let columns = model.columns(archive, aligned.pair, alignment, families, &config.classify);
        let bits = columns.net(&config.align, &config.classify);
        if bits > i64::from(config.align.passage_min) {
            total += bits;
            strongest = strongest.max(bits.min(stretch));
        }
    }
    total - strongest
}
