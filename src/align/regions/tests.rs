//! Washed passages are found with the right borders; subjects and chance are not.

use proptest::prelude::*;

use super::*;

/// Words by number: rare from 1000 on, common below.
fn words(ids: &[u64]) -> Vec<Word> {
    let word = |(i, &id): (usize, &u64)| {
        let place = 2 * i as u32;
        Word {
            id,
            span: CharSpan::new(place, place + 1),
            information_bits: if id < 1000 { 6.0 } else { 15.0 },
            sentence_break: i % 12 == 0,
        }
    };
    ids.iter().enumerate().map(word).collect()
}

/// A text of its own: no rare word of another base.
fn text(base: u64, length: u64) -> Vec<u64> {
    (0..length).map(|i| if i % 3 == 0 { (i * 7 + base) % 60 } else { base + i }).collect()
}

fn found(left: &[u64], right: &[u64]) -> Vec<Region> {
    find(&words(left), &words(right), &config::Regions::default())
}

/// Two texts of 600 words that share 120 as `wash` leaves them, at 240 left and 360 right.
fn planted(wash: impl Fn(Vec<u64>) -> Vec<u64>) -> Vec<Region> {
    let copied = text(90_000, 120);
    let mut left = text(10_000, 600);
    let mut right = text(20_000, 600);
    let washed = wash(copied.clone());
    assert_eq!(washed.len(), 120);
    left.splice(240..360, copied);
    right.splice(360..480, washed);
    found(&left, &right)
}

#[test]
fn a_verbatim_copy_has_its_borders() {
    let regions = planted(|copied| copied);
    assert_eq!(regions.len(), 1);
    assert_eq!((&regions[0].left, &regions[0].right), (&(240..360), &(360..480)));
    assert!(regions[0].kept_left > 0.9 && regions[0].kept_right > 0.9);
    assert_eq!(regions[0].kind, RegionKind::Passage);
}

#[test]
fn order_does_not_matter() {
    let regions = planted(|mut copied| {
        copied.chunks_mut(10).for_each(<[u64]>::reverse);
        copied
    });
    assert_eq!(regions.len(), 1);
    assert_eq!((&regions[0].left, &regions[0].right), (&(240..360), &(360..480)));
}

#[test]
fn two_words_of_five_replaced_leave_the_borders() {
    let wash = |word: (usize, u64)| if word.0 % 5 < 2 { 50_000 + word.1 } else { word.1 };
    let regions = planted(|copied| copied.into_iter().enumerate().map(wash).collect());
    assert_eq!(regions.len(), 1);
    assert_eq!((&regions[0].left, &regions[0].right), (&(240..360), &(360..480)));
    assert!((0.5..0.75).contains(&regions[0].kept_left), "{}", regions[0].kept_left);
}

#[test]
fn two_texts_on_one_subject_share_nothing() {
    let speak = |base: u64| -> Vec<u64> {
        let subject = |i: u64| 70_000 + (i * i + base) % 20;
        (0..600).map(|i| if i % 4 == 0 { subject(i) } else { base + i }).collect()
    };
    assert_eq!(found(&speak(10_000), &speak(20_000)), []);
}

#[test]
fn a_summary_is_one_digest_of_the_whole_text() {
    let source = text(10_000, 600);
    let mut other = text(20_000, 500);
    let summary = [20, 130, 250, 380, 520].iter().flat_map(|&at| source[at..at + 24].to_vec());
    other.splice(240..360, summary);
    let regions = found(&other, &source);
    assert_eq!(regions.len(), 1, "{regions:?}");
    assert_eq!(regions[0].kind, RegionKind::Digest);
    assert_eq!((&regions[0].left, &regions[0].right), (&(240..360), &(0..600)));
}

#[test]
fn empty_and_tiny_texts_have_no_regions() {
    assert_eq!(found(&[], &[]), []);
    assert_eq!(found(&[5000], &[5000]), []);
    assert_eq!(found(&text(10_000, 600), &[]), []);
}

#[test]
fn english_words_meet_in_their_stem() {
    let background = words::Background::from_counts("# a comment\nthe\t900\ncopy\t100\n");
    let text = "The copies, copied!\nCopying o’er 12. It's a copy";
    let found = words::english(text, &background);
    let at = |i: usize| &text[found[i].span.start as usize..found[i].span.end as usize];
    assert_eq!(at(1), "copies,");
    assert_eq!(at(2), "copied!");
    assert!([2, 3, 8].iter().all(|&i| found[i].id == found[1].id));
    let breaks: Vec<usize> = (0..found.len()).filter(|&i| found[i].sentence_break).collect();
    assert_eq!(breaks, [0, 3, 6]);
    assert!((found[1].information_bits - 10f32.log2()).abs() < 1e-4);
    assert_eq!(found[5].information_bits, 20.0);
}

#[test]
fn chinese_words_carry_their_punctuation() {
    let background = words::Background::from_counts("学习\t30\n单位\t10\n");
    let text = "他们学习。学习要有计划";
    let found = words::chinese(text, &jieba_rs::Jieba::new(), &background);
    let study: Vec<_> = found.iter().filter(|w| w.id == found[1].id).collect();
    assert_eq!(study[0].span, CharSpan::new(2, 5));
    assert_eq!(study[1].span, CharSpan::new(5, 7));
    assert!(study[1].sentence_break && !study[0].sentence_break);
    assert!(study[0].information_bits < 1.0);
}

proptest! {
    /// Regions lie inside the texts, are not empty and, unless digests, share no word of a side.
    #[test]
    fn regions_are_sound(
        mut left in prop::collection::vec(1000u64..1400, 1..300),
        mut right in prop::collection::vec(1000u64..1400, 1..300),
        planted in prop::collection::vec(2000u64..9000, 40..90),
    ) {
        left.splice(left.len() / 2..left.len() / 2, planted.clone());
        right.splice(right.len() / 3..right.len() / 3, planted);
        let regions = found(&left, &right);
        prop_assert!(!regions.is_empty());
        for (i, region) in regions.iter().enumerate() {
            prop_assert!(!region.left.is_empty() && region.left.end as usize <= left.len());
            prop_assert!(!region.right.is_empty() && region.right.end as usize <= right.len());
            for other in regions[..i].iter().filter(|r| r.kind == RegionKind::Passage) {
                let apart = |a: &Range<u32>, b: &Range<u32>| a.end <= b.start || b.end <= a.start;
                let passage = region.kind == RegionKind::Passage;
                prop_assert!(!passage || apart(&region.left, &other.left));
                prop_assert!(!passage || apart(&region.right, &other.right));
            }
        }
    }
}
