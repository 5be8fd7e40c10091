use proptest::prelude::*;

use super::*;

fn hash_of(codes: &[u32]) -> u64 {
    let mut found = 0;
    kgrams(|i| codes[i], codes.len(), codes.len(), |_, hash| found = hash);
    found
}

proptest! {
    #[test]
    fn rolling_equals_hashing_each_run_anew(
        codes in prop::collection::vec(0u32..50, 0..60),
        k in 1usize..12,
    ) {
        let mut rolled = Vec::new();
        kgrams(|i| codes[i], codes.len(), k, |start, hash| rolled.push((start, hash)));
        let anew: Vec<_> =
            codes.windows(k).enumerate().map(|(start, run)| (start, hash_of(run))).collect();
        prop_assert_eq!(rolled, anew);
    }

    #[test]
    fn intersection_equals_the_quadratic_count(
        a in prop::collection::btree_set(0u32..40, 0..20),
        b in prop::collection::btree_set(0u32..40, 0..20),
    ) {
        let (left, right): (Vec<_>, Vec<_>) = (a.iter().collect(), b.iter().collect());
        prop_assert_eq!(intersection(&left, &right), a.intersection(&b).count());
    }
}

#[test]
fn runs_of_different_length_have_different_hashes() {
    assert_ne!(hash_of(&[0]), hash_of(&[0, 0]));
    assert_ne!(hash_of(&[7, 7, 7]), hash_of(&[7, 7]));
}
