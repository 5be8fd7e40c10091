//! Curves of strengths whose tail is known.

use super::*;

/// Strengths of which a share of `exp(-bits / mean)` is at least `bits`, without chance.
fn exponential(n: u32, mean: f64) -> Vec<Strength> {
    let bits = |i: u32| -mean * ((f64::from(i) + 0.5) / f64::from(n)).ln();
    let of = |i| Strength { bits: (bits(i) * 1000.0) as i64, pair: Pair { left: 0, right: i + 1 } };
    (0..n).map(of).collect()
}

#[test]
fn the_tail_of_an_exponential_is_its_mean() {
    let curve = curve(&exponential(5_000, 1.5), 5_000, 5_000, 0.05);
    let tail = curve.tail.expect("enough pairs");
    assert!((tail.mean - 1.5).abs() < 0.2, "{tail:?}");
    // exp(-bits / 1.5) = 0.05 / 5000.
    let needed = curve.needed.expect("a tail");
    assert!((needed - 1.5 * 100_000f64.ln()).abs() < 2.0, "{needed}");
}

#[test]
fn the_curve_counts_and_never_rises() {
    let strengths = exponential(1_000, 2.0);
    let curve = curve(&strengths, 1_000, 1_000, 0.05);
    assert!(curve.points.windows(2).all(|w| w[0].reached >= w[1].reached));
    for point in &curve.points {
        let reached = strengths.iter().filter(|s| s.bits >= point.bits * 1000).count() as u64;
        assert_eq!(point.reached, reached);
    }
}

#[test]
fn too_few_pairs_have_no_tail() {
    let curve = curve(&exponential(8, 1.5), 8, 8, 0.05);
    assert_eq!((curve.tail, curve.needed), (None, None));
}
