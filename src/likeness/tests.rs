use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::kernel::{kgrams, mix};

/// A few texts that share blocks of codes, so that pairs of every likeness occur.
fn texts() -> impl Strategy<Value = Vec<Vec<u32>>> {
    let block = (0u32..12, 3usize..30);
    let text = prop::collection::vec(block, 0..6).prop_map(|blocks| {
        let codes = |(block, length): (u32, usize)| {
            (0..length as u32).map(move |i| 0x4e00 + (mix(u64::from(block * 40 + i)) % 400) as u32)
        };
        blocks.into_iter().flat_map(codes).collect()
    });
    prop::collection::vec(text, 0..25)
}

fn packed(codes: &[Vec<u32>], k: usize) -> Vec<Text> {
    codes.iter().map(|codes| Text::packed(codes.iter().copied(), k)).collect()
}

/// Sets of the runs themselves, no hashes.
fn slow_sets(codes: &[Vec<u32>], k: usize) -> Vec<BTreeSet<Vec<u32>>> {
    codes.iter().map(|codes| codes.windows(k).map(<[u32]>::to_vec).collect()).collect()
}

fn slow(codes: &[Vec<u32>], k: usize, metric: Metric, threshold: f64) -> Vec<Cell> {
    let sets = slow_sets(codes, k);
    let mut cells = Vec::new();
    for (left, a) in (0..).zip(&sets) {
        for (right, b) in (0..).zip(&sets) {
            if left == right || (metric == Metric::Jaccard && right < left) {
                continue;
            }
            let shared = a.intersection(b).count() as u64;
            let d = match metric {
                Metric::Jaccard => a.union(b).count(),
                Metric::Containment => a.len(),
            };
            let ratio = Ratio::new(shared, d as u64);
            if d > 0 && ratio.value() >= threshold {
                cells.push(Cell { left, right, ratio });
            }
        }
    }
    cells
}

proptest! {
    #[test]
    fn the_join_finds_what_comparing_all_runs_finds(
        codes in texts(),
        k in 1usize..7,
        threshold in prop::sample::select(&[0.0, 0.05, 0.3, 0.5, 0.8, 0.95, 1.0][..]),
        metric in prop::sample::select(&[Metric::Jaccard, Metric::Containment][..]),
    ) {
        let found = exact(&packed(&codes, k), metric, threshold);
        prop_assert_eq!(found, slow(&codes, k, metric, threshold));
    }

    #[test]
    fn every_approximate_pair_is_a_true_one(codes in texts(), threshold in 0.2f64..1.0) {
        let texts = packed(&codes, 5);
        let all = exact(&texts, Metric::Jaccard, threshold);
        let found = approximate(&texts, threshold, 128);
        prop_assert!(found.cells.iter().all(|cell| all.contains(cell)));
        prop_assert!(found.cells.is_sorted_by_key(|cell| (cell.left, cell.right)));
        prop_assert!(found.recall >= 0.97);
    }

    #[test]
    fn simhash_finds_all_pairs_within_the_distance(codes in texts(), threshold in 0.0f64..1.0) {
        let texts = packed(&codes, 5);
        let mut expected = Vec::new();
        for (left, a) in (0..).zip(&texts) {
            for (right, b) in (0..).zip(&texts).skip(left as usize + 1) {
                let equal = 64 - (a.simhash() ^ b.simhash()).count_ones();
                let is_full = a.shingles() > 0 && b.shingles() > 0;
                if is_full && f64::from(equal) / 64.0 >= threshold {
                    let ratio = Ratio::new(u64::from(equal), 64);
                    expected.push(Cell { left, right, ratio });
                }
            }
        }
        prop_assert_eq!(simhash(&texts, threshold), expected);
    }

    #[test]
    fn a_text_unpacks_to_its_codes(
        codes in prop::collection::vec(prop_oneof![0u32..0x1_0010, 0x4000_0000u32.., any::<u32>()],
        0..50),
    ) {
        let mut expected = Vec::new();
        kgrams(|i| codes[i], codes.len(), 3, |_, hash| expected.push(hash));
        let mut hashes = Vec::new();
        let text = Text::packed(codes.iter().copied(), 3);
        text.hashes(Level::Portable, &mut text::Room::default(), &mut hashes);
        prop_assert_eq!(hashes.len(), text.shingles());
        prop_assert_eq!(hashes, expected);
    }
}

#[test]
fn signatures_find_nearly_all_near_pairs() {
    // 200 pairs of texts of which a third of the places differ in runs.
    let codes = |seed: u64, length: u64| {
        (0..length).map(move |i| 0x4e00 + (mix(seed * 100_000 + i) % 8000) as u32)
    };
    let texts: Vec<Vec<u32>> = (0..400u64)
        .map(|i| codes(i / 2, 300).chain(codes(1000 + i, 100 + i % 40)).collect())
        .collect();
    let texts = packed(&texts, 5);
    let all = exact(&texts, Metric::Jaccard, 0.5);
    assert!(all.len() > 150, "{}", all.len());
    let found = approximate(&texts, 0.5, 128);
    assert!(found.cells.len() * 100 >= all.len() * 97, "{} of {}", found.cells.len(), all.len());
}

#[test]
fn the_result_does_not_depend_on_threads() {
    let codes: Vec<Vec<u32>> = (0..300u32)
        .map(|i| (0..200).map(|j| 0x4e00 + (j + i / 7 * 150 + i % 7 * (j % 3)) % 5000).collect())
        .collect();
    let texts = packed(&codes, 5);
    let found = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| exact(&texts, Metric::Containment, 0.3))
    };
    assert!(!found(1).is_empty());
    assert_eq!(found(1), found(3));
}
