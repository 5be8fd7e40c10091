//! Which members of a family a form is read from.

use crate::archive::{Archive, Report};
use crate::sketch::minhash::agreement;

/// Members that the graph is made of: METHODS section 4. More say little of what is fixed, and a
/// form that 100,000 filled in must not cost a graph of 100,000.
pub(super) const GRAPH_MEMBERS_MAX: usize = 64;

/// Members that the graph begins with; the rest of the 64 are kept for what does not fit it.
const FIRST_MEMBERS_MAX: usize = 48;

/// Share of what half of the graph's members have that a member must have to fit the graph.
///
/// Unit: percent. A form with an optional third still fits.
pub(super) const FIT_PERCENT: usize = 60;

/// Members of the graph that are chosen for being unlike those before. Unit: members.
///
/// Half of them, so that the other half shows what is usual.
const FARTHEST_MAX: usize = FIRST_MEMBERS_MAX / 2;

/// Equal places of two signatures.
fn likeness(a: &Report, b: &Report) -> usize {
    agreement(&a.sketch.minhash, &b.sketch.minhash)
}

/// The member most like the others; of many, most like 64 of them spread evenly.
///
/// # Cost
/// `O(64 n)` signatures.
pub(crate) fn medoid(archive: &Archive, members: &[u32]) -> u32 {
    let report = |i: u32| &archive.reports[i as usize];
    let landmarks = spread(members, GRAPH_MEMBERS_MAX);
    let total = |i: u32| -> usize {
        landmarks.iter().map(|&other| likeness(report(i), report(other))).sum()
    };
    let best = members.iter().copied().max_by_key(|&i| (total(i), std::cmp::Reverse(i)));
    best.unwrap_or_default()
}

/// At most so many of the members, evenly spread.
fn spread(members: &[u32], most: usize) -> Vec<u32> {
    if members.len() <= most {
        return members.to_vec();
    }
    (0..most).map(|i| members[i * members.len() / most]).collect()
}

/// The members that the graph is made of, the medoid first, then by likeness to it: those
/// farthest from each other, and as many spread evenly.
///
/// # Cost
/// `O(64 n)` signatures.
///
/// # Source
/// Farthest first: Gonzalez 1985, "Clustering to minimize the maximum intercluster distance".
pub(super) fn chosen(archive: &Archive, members: &[u32], medoid: u32) -> Vec<u32> {
    let report = |i: u32| &archive.reports[i as usize];
    let mut chosen = vec![medoid];
    if members.len() <= GRAPH_MEMBERS_MAX {
        chosen.extend(members.iter().filter(|&&i| i != medoid));
    } else {
        let mut nearest: Vec<usize> =
            members.iter().map(|&i| likeness(report(i), report(medoid))).collect();
        while chosen.len() < FARTHEST_MAX {
            let far = (0..members.len())
                .filter(|&at| !chosen.contains(&members[at]))
                .min_by_key(|&at| (nearest[at], at));
            let Some(far) = far else { break };
            for (at, &i) in members.iter().enumerate() {
                nearest[at] = nearest[at].max(likeness(report(i), report(members[far])));
            }
            chosen.push(members[far]);
        }
        for i in spread(members, FIRST_MEMBERS_MAX) {
            if chosen.len() < FIRST_MEMBERS_MAX && !chosen.contains(&i) {
                chosen.push(i);
            }
        }
    }
    chosen[1..].sort_by_key(|&i| (std::cmp::Reverse(likeness(report(i), report(medoid))), i));
    chosen
}
