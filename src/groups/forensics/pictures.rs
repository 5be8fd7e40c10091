//! Pictures that files of different units share: the same bytes, or the same look.

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, Kind, Strength, Trace};
use crate::read::EmbeddedPicture;

/// The pictures with the documents that hold them; pictures that look alike are one.
pub(super) fn of(files: &Files) -> Vec<Trace> {
    let mut holders: BTreeMap<&str, (&EmbeddedPicture, BTreeSet<u32>)> = BTreeMap::new();
    for (document, i) in files.documents().iter().zip(0..) {
        for picture in &document.pictures {
            let entry = holders.entry(&picture.content_hash);
            entry.or_insert_with(|| (picture, BTreeSet::new())).1.insert(i);
        }
    }
    let pictures: Vec<(&EmbeddedPicture, BTreeSet<u32>)> = holders.into_values().collect();
    let looks: Vec<&EmbeddedPicture> = pictures.iter().map(|(picture, _)| *picture).collect();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, group) in alike(&looks, files).into_iter().enumerate() {
        groups.entry(group).or_default().push(i);
    }
    groups.into_values().filter_map(|group| trace(files, &pictures, &group)).collect()
}

/// One picture, or several that look alike, as a trace.
fn trace(
    files: &Files,
    pictures: &[(&EmbeddedPicture, BTreeSet<u32>)],
    group: &[usize],
) -> Option<Trace> {
    let (first, _) = pictures[group[0]];
    let documents = group.iter().flat_map(|&i| &pictures[i].1).copied().collect();
    let kind = if group.len() > 1 { Kind::SimilarPicture } else { Kind::Picture };
    let trace = files.trace(kind, first.content_hash.clone(), documents)?;
    let config = files.case.config;
    let largest = group.iter().map(|&i| pictures[i].0.pixels).max().unwrap_or(0);
    if largest >= config.picture_small_pixels || largest == 0 {
        return Some(trace);
    }
    let strength = Strength::Weak;
    (trace.units <= config.trace_units_max).then_some(Trace { strength, ..trace })
}

/// For each picture the first one of those that look alike, directly or through others.
fn alike(pictures: &[&EmbeddedPicture], files: &Files) -> Vec<usize> {
    let config = files.case.config;
    let mut group: Vec<usize> = (0..pictures.len()).collect();
    let bits = |i: usize| count(&pictures[i].likeness, &[u64::MAX; 4]);
    let shows = |i: &usize| bits(*i) >= config.picture_bits_min;
    let mut shown: Vec<usize> = (0..pictures.len()).filter(shows).collect();
    shown.sort_by_key(|&i| (bits(i), i));
    let percent = u64::from(config.picture_likeness_percent);
    for (at, &a) in shown.iter().enumerate() {
        for &b in &shown[at + 1..] {
            // Of fewer bits than that no share can be large enough, nor of any that follow.
            if u64::from(bits(a)) * 100 < u64::from(bits(b)) * percent {
                break;
            }
            let (x, y) = (&pictures[a].likeness, &pictures[b].likeness);
            let both = u64::from(count(x, y));
            let either = u64::from(bits(a) + bits(b)) - both;
            if both * 100 >= either * percent {
                join(&mut group, a, b);
            }
        }
    }
    (0..pictures.len()).map(|i| root(&group, i)).collect()
}

/// Bits that both have.
fn count(a: &[u64; 4], b: &[u64; 4]) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

fn root(group: &[usize], mut i: usize) -> usize {
    while group[i] != i {
        i = group[i];
    }
    i
}

fn join(group: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(group, a), root(group, b));
    group[a.max(b)] = a.min(b);
}
