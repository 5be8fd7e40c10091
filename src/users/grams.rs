//! Which reports hold a run of symbols.

use rayon::prelude::*;

use super::kin::Kin;
use crate::archive::{Archive, Map, group};
use crate::kernel::kgrams;

/// Lengths of runs that users are counted for. Unit: symbols.
///
/// A context and the context with the next symbol, for contexts of 2, 4, 7 and 12 symbols:
/// METHODS section 1 proposes orders 13, 8, 6, 4, 3, 2, 1; fewer serve as well and cost less.
pub(super) const SIZES: [usize; 8] = [2, 3, 4, 5, 7, 8, 12, 13];

/// The run length that set phrases are told by. Unit: symbols.
pub(super) const PHRASE_SIZE: usize = 8;

/// Reports by run, for runs that three or more hold; with fewer there is no other user left
/// once a pair is left out.
#[derive(Debug)]
pub(super) struct Grams {
    by_size: Vec<Vec<(u64, Vec<u32>)>>,
}

impl Grams {
    pub(super) fn of(archive: &Archive) -> Self {
        let by_size = SIZES
            .par_iter()
            .map(|&size| {
                group(entries(archive, size))
                    .into_iter()
                    .filter(|posting| posting.reports.len() > 2)
                    .map(|posting| (posting.hash, posting.reports))
                    .collect()
            })
            .collect();
        Self { by_size }
    }

    /// Independent users of each run, where there are two or more.
    pub(super) fn count(&self, kin: &Kin) -> Counts {
        let of_size = |grams: &Vec<(u64, Vec<u32>)>| {
            let mut counts: Map<u64, u32> = Map::default();
            for (hash, reports) in grams {
                let users = kin.count(reports) as u32;
                if users > 1 {
                    counts.insert(*hash, users);
                }
            }
            counts
        };
        Counts { by_size: self.by_size.par_iter().map(of_size).collect() }
    }
}

fn entries(archive: &Archive, size: usize) -> Vec<(u64, u32)> {
    let mut entries = Vec::new();
    let reports = archive.reports.iter().map(|report| &report.symbols);
    let background = archive.background.iter().map(|text| &text.symbols);
    for (i, symbols) in reports.chain(background).enumerate() {
        let first = entries.len();
        kgrams(|j| symbols.code(j), symbols.len(), size, |_, hash| entries.push((hash, i as u32)));
        // Repetition inside a report is no second user; dropping it here halves the sorting.
        entries[first..].sort_unstable();
        let mut kept = first;
        for j in first..entries.len() {
            if j == first || entries[j] != entries[kept - 1] {
                entries[kept] = entries[j];
                kept += 1;
            }
        }
        entries.truncate(kept);
    }
    entries
}

/// Independent users by run.
#[derive(Debug)]
pub(super) struct Counts {
    by_size: Vec<Map<u64, u32>>,
}

impl Counts {
    /// Users of the run with this hash; 0 where none were kept, which is one user, or two
    /// reports.
    pub(super) fn users(&self, size_index: usize, hash: u64) -> u32 {
        self.by_size[size_index].get(&hash).copied().unwrap_or(0)
    }
}
