use super::*;

fn with_common(common_reports_min: u32) -> config::Candidates {
    config::Candidates { common_reports_min, ..config::Candidates::default() }
}

fn pair(left: u32, right: u32) -> Pair {
    Pair { left, right }
}

#[test]
fn a_rare_fingerprint_makes_a_pair() {
    let found = from_fingerprints(&[vec![1, 2, 3], vec![9, 2, 8], vec![7, 6]], &with_common(3));
    assert_eq!(found, [pair(0, 1)]);
}

#[test]
fn a_long_run_of_common_fingerprints_makes_a_pair() {
    // Every report has 1..=4; only two have them in the same order.
    let mut reports: Vec<Vec<u64>> = (0..10u64)
        .map(|i| (0..4).map(|j| 1 + (j * (1 + 2 * (i % 2)) + i / 2 % 2 * 2 + i) % 4).collect())
        .collect();
    for report in &mut reports {
        report.sort_unstable_by_key(|x| std::cmp::Reverse(*x));
    }
    reports[3] = vec![2, 1, 4, 3];
    reports[8] = vec![2, 1, 4, 3];
    let found = from_fingerprints(&reports, &with_common(5));
    assert!(found.contains(&pair(3, 8)));
}

#[test]
fn a_form_costs_pairs_in_proportion_to_its_users() {
    let form: Vec<u64> = (0..40).collect();
    let reports: Vec<Vec<u64>> = (0..500).map(|_| form.clone()).collect();
    let found = from_fingerprints(&reports, &with_common(48));
    assert!(found.len() < 2 * 500);
    assert!(found.contains(&pair(0, 499)) && found.contains(&pair(498, 499)));
}

#[test]
fn a_sentence_of_many_promises_little_and_a_long_text_of_a_ring_enough() {
    // Thirty reports share eight fingerprints; ten of them share sixty more.
    let reports: Vec<Vec<u64>> = (0..400u64)
        .map(|i| {
            let own = 1000 * (i + 1)..1000 * (i + 1) + 5;
            let ring = if i < 10 { 100..160 } else { 0..0 };
            let sentence = if i < 30 { 1..9 } else { 0..0 };
            own.chain(ring).chain(sentence).collect()
        })
        .collect();
    let found = from_fingerprints(&reports, &with_common(48));
    assert_eq!(found.len(), 45);
    assert!(found.iter().all(|pair| pair.right < 10));
}

#[test]
fn neighbours_share_rare_text_or_a_long_common_one() {
    // Outside: document 0 shares one rare fingerprint, 1 to 60 a slogan, 61 to 120 a form.
    let keys: Vec<u64> = (0..40).collect();
    let form = (61..121u32).map(|document| (document, 0)).collect::<Vec<_>>();
    let users: Vec<Vec<(u32, u32)>> = keys
        .iter()
        .map(|key| match key {
            0 => vec![(0, 1)],
            1 => (1..61).map(|document| (document, 0)).collect(),
            2..30 => form.clone(),
            _ => Vec::new(),
        })
        .collect();
    let outside = Outside { keys: &keys, users: &users, documents: 1000 };
    let batch = [vec![0, 1, 77], (2..30).chain([1]).collect()];
    let found = neighbours(&batch, outside, &with_common(48));
    assert_eq!(found, std::iter::once(0).chain(61..77).collect());
    let few = Outside { documents: 121, ..outside };
    assert_eq!(neighbours(&batch, few, &with_common(48)).len(), 121, "few are compared as a whole");
}
