//! Documents outside the batch that are worth comparing with it: of an archive too large to be
//! compared as a whole.

use std::collections::BTreeSet;

use super::promise;
use crate::archive::Map;
use crate::config;

/// Users of one common fingerprint that are looked at. Unit: reports. A text that a report shares
/// in length with one of them it shares with one of the first of them, or with one of the others
/// by a rarer fingerprint of the same text.
const COMMON_USERS_MAX: usize = 512;

/// Common fingerprints that make a neighbour by their number: as many as the longest run that
/// `pairs` tries.
const COMMON_MIN: u32 = 16;

/// Neighbours that common fingerprints alone make of one report. Unit: reports.
const COMMON_NEIGHBOURS_MAX: usize = 16;

/// Who outside has each fingerprint of the batch.
#[derive(Clone, Copy, Debug)]
pub struct Outside<'a> {
    /// Fingerprints, ascending.
    pub keys: &'a [u64],
    /// For each the reports outside: document and report.
    pub users: &'a [Vec<(u32, u32)>],
    /// Documents outside.
    pub documents: u32,
}

/// What one report shares with one outside.
#[derive(Clone, Copy, Default)]
struct Shared {
    /// Unit: 1/1000 bit.
    promise: u64,
    common: u32,
}

/// The documents outside that share text with one of the batch's reports, by their fingerprints,
/// with the evidence that `pairs` asks for; all of them while both together are few.
///
/// # Cost
/// By the fingerprints of the batch and their users.
pub fn neighbours(
    batch: &[Vec<u64>],
    outside: Outside,
    config: &config::Candidates,
) -> BTreeSet<u32> {
    if outside.documents as usize + batch.len() <= config.exhaustive_reports_max as usize {
        return (0..outside.documents).collect();
    }
    batch.iter().flat_map(|report| of_one(report, outside, config)).collect()
}

fn of_one(report: &[u64], outside: Outside, config: &config::Candidates) -> Vec<u32> {
    let distinct: BTreeSet<u64> = report.iter().copied().collect();
    let mut shared: Map<(u32, u32), Shared> = Map::default();
    for key in distinct {
        let Ok(place) = outside.keys.binary_search(&key) else { continue };
        let users = &outside.users[place];
        if users.len() + 1 < config.common_reports_min as usize {
            let promise = u64::from(promise(users.len() + 1));
            users.iter().for_each(|&user| shared.entry(user).or_default().promise += promise);
        } else {
            let first = users.iter().take(COMMON_USERS_MAX);
            first.for_each(|&user| shared.entry(user).or_default().common += 1);
        }
    }
    let mut by_user: Vec<((u32, u32), Shared)> = shared.into_iter().collect();
    by_user.sort_unstable_by_key(|(user, shared)| (u32::MAX - shared.common, *user));
    let least = u64::from(config.promise_min);
    let is_near = |(place, (_, shared)): &(usize, &((u32, u32), Shared))| {
        let by_common = shared.common >= COMMON_MIN && *place < COMMON_NEIGHBOURS_MAX;
        shared.promise >= least || by_common
    };
    by_user.iter().enumerate().filter(is_near).map(|(_, (user, _))| user.0).collect()
}
