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

    #[test]
    fn the_bounded_intersection_is_the_intersection_or_too_small(
        a in prop::collection::btree_set(0u32..400, 0..200),
        b in prop::collection::btree_set(0u32..400, 0..200),
        least in 0usize..120,
    ) {
        let shared = a.intersection(&b).count();
        let [left, right]: [Vec<u32>; 2] = [a, b].map(|set| set.into_iter().collect());
        let expected = (shared >= least).then_some(shared);
        prop_assert_eq!(intersection_from(&left, &right, least), expected);
    }

    #[test]
    fn every_twin_hashes_as_rolling_does(
        codes in prop::collection::vec(any::<u32>(), 0..90),
        k in 0usize..9,
    ) {
        let mut rolled = vec![7];
        kgrams(|i| codes[i], codes.len(), k, |_, hash| rolled.push(hash));
        for level in Level::available() {
            let mut found = vec![7];
            shingles(level, &codes, k, &mut Vec::new(), &mut found);
            prop_assert_eq!(&found, &rolled, "{:?}", level);
        }
    }

    #[test]
    fn every_twin_counts_as_its_definition(
        words in prop::collection::vec(any::<u64>(), 0..600),
        word in any::<u64>(),
        bits in 0u32..65,
        bins in 1usize..300,
    ) {
        let near_places: Vec<u32> = (0..words.len() as u32)
            .filter(|&i| hamming(words[i as usize], word) <= bits)
            .collect();
        let sums: Vec<u32> = (0..64)
            .map(|bit| words.iter().filter(|word| **word >> bit & 1 == 1).count() as u32)
            .collect();
        let mut least = vec![u32::MAX; bins];
        for mixed in words.iter().map(|hash| mix(hash ^ word)) {
            let bin = ((u128::from(mixed >> 32) * bins as u128) >> 32) as usize;
            least[bin] = least[bin].min((mixed as u32).min(u32::MAX - 1));
        }
        let low = |shift: u32| words.iter().map(|w| (w >> shift) as u32 % 5).collect::<Vec<_>>();
        let equal = low(0).iter().zip(low(9)).filter(|(a, b)| **a == *b).count();
        for level in Level::available() {
            let mut found = Vec::new();
            near(level, word, &words, bits, &mut found);
            prop_assert_eq!(&found, &near_places, "{:?}", level);
            prop_assert_eq!(&bit_sums(level, &words)[..], &sums[..], "{:?}", level);
            let mut found = vec![u32::MAX; bins];
            least_of_bins(level, &words, word, &mut found);
            prop_assert_eq!(&found, &least, "{:?}", level);
            prop_assert_eq!(agreement(level, &low(0), &low(9)), equal, "{:?}", level);
        }
    }
}

#[test]
fn runs_of_different_length_have_different_hashes() {
    assert_ne!(hash_of(&[0]), hash_of(&[0, 0]));
    assert_ne!(hash_of(&[7, 7, 7]), hash_of(&[7, 7]));
}
