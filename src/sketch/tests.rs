use proptest::prelude::*;

use super::*;
use crate::kernel::{hamming, kgrams};

fn grams(codes: &[u32], k: usize) -> Vec<u64> {
    let mut hashes = Vec::new();
    kgrams(|i| codes[i], codes.len(), k, |_, hash| hashes.push(hash));
    hashes
}

/// SipHash-2-4 with a zero key of a string as the standard library feeds it, which is what the
/// crate `simhash` hashes words with.
fn crate_simhash(words: &[String]) -> u64 {
    ::simhash::simhash_stream(words.iter().map(String::as_str))
}

proptest! {
    #[test]
    fn a_shared_run_of_t_symbols_shares_a_fingerprint(
        before in prop::collection::vec(0u32..6, 0..30),
        run in prop::collection::vec(0u32..6, 13..20),
        after in prop::collection::vec(0u32..6, 0..30),
        other in prop::collection::vec(0u32..6, 0..30),
    ) {
        let a: Vec<u32> = before.iter().chain(&run).chain(&after).copied().collect();
        let b: Vec<u32> = other.iter().chain(&run).chain(&before).copied().collect();
        let kept = |codes: &[u32]| -> std::collections::BTreeSet<u64> {
            winnow::winnow(&grams(codes, 8), 6).into_iter().map(|f| f.hash).collect()
        };
        prop_assert!(kept(&a).intersection(&kept(&b)).next().is_some());
    }

    #[test]
    fn winnowing_equals_its_definition(
        hashes in prop::collection::vec(0u64..9, 0..40),
        w in 1usize..8,
    ) {
        let mut expected: Vec<usize> = Vec::new();
        for window in 0..(hashes.len() + 1).saturating_sub(w).max(usize::from(!hashes.is_empty())) {
            let end = (window + w).min(hashes.len());
            let least = *hashes[window..end].iter().min().expect("not empty");
            let place = (window..end).rev().find(|&i| hashes[i] == least).expect("found");
            if expected.last() != Some(&place) {
                expected.push(place);
            }
        }
        let found: Vec<usize> =
            winnow::winnow(&hashes, w).iter().map(|f| f.place as usize).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn weighted_simhash_with_equal_weights_is_the_crates(
        words in prop::collection::vec("[a-z]{1,6}", 1..40), weight in 1i64..5,
    ) {
        // Fed with the hashes of single words, which the crate gives for a text of one word.
        let features = words.iter().map(|word| (crate_simhash(std::slice::from_ref(word)), weight));
        prop_assert_eq!(weighted_of(features), crate_simhash(&words));
    }

    #[test]
    fn minhash_agreement_is_near_the_jaccard_index(shared in 0u64..400, own in 1u64..200) {
        let hash = |x: u64| crate::kernel::mix(x + 1);
        let mut a: Vec<u64> = (0..shared).chain(10_000..10_000 + own).map(hash).collect();
        let mut b: Vec<u64> = (0..shared).chain(20_000..20_000 + own).map(hash).collect();
        a.sort_unstable();
        b.sort_unstable();
        let bins = 512;
        let agreed =
            minhash::agreement(&minhash::signature(&a, bins), &minhash::signature(&b, bins));
        let jaccard = shared as f64 / (shared + 2 * own) as f64;
        // Five standard errors of 512 draws, and a little for densification of small sets.
        prop_assert!((agreed as f64 / bins as f64 - jaccard).abs() < 0.13);
    }
}

fn weighted_of(features: impl Iterator<Item = (u64, i64)>) -> u64 {
    simhash::weighted(features)
}

#[test]
fn near_texts_have_near_simhashes() {
    let word = |id: u64| Word { id, span: crate::model::SymbolSpan::new(0, 1), information: 5_000 };
    let a: Vec<Word> = (0..400).map(word).collect();
    let b: Vec<Word> = (10..410).map(word).collect();
    let c: Vec<Word> = (1000..1400).map(word).collect();
    let near = hamming(simhash::of_words(&a), simhash::of_words(&b));
    let far = hamming(simhash::of_words(&a), simhash::of_words(&c));
    assert!(near < far, "{near} {far}");
}
