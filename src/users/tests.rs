use proptest::prelude::*;

use super::*;
use crate::align::{self, Prepared, Side};
use crate::archive::tests::of_texts;
use crate::candidates;
use crate::config::{Config, Settings};
use crate::kernel::mix;

fn pairs(pairs: &[(u32, u32)]) -> impl Iterator<Item = Pair> {
    pairs.iter().map(|&(left, right)| Pair { left, right })
}

#[test]
fn a_ring_of_copiers_is_one_user() {
    let ring: Vec<(u32, u32)> = (0..10).flat_map(|i| (i + 1..10).map(move |j| (i, j))).collect();
    assert_eq!(Kin::from_pairs(10, pairs(&ring)).users(), 1);
}

#[test]
fn a_chain_of_yearly_reports_is_a_third_to_a_half_of_its_reports() {
    let chain: Vec<(u32, u32)> = (0..39).map(|year| (year, year + 1)).collect();
    let users = Kin::from_pairs(40, pairs(&chain)).users();
    assert!((14..=20).contains(&users), "{users} of 40");
}

#[test]
fn strangers_all_count() {
    assert_eq!(Kin::none(25).users(), 25);
    assert_eq!(Kin::none(25).left_out(Pair { left: 3, right: 9 }), 2);
}

proptest! {
    #[test]
    fn independent_users_are_none_kin_to_another_and_stand_for_all(
        links in prop::collection::btree_set((0u32..20, 0u32..20), 0..60),
        users in prop::collection::btree_set(0u32..20, 0..20),
    ) {
        let links: Vec<(u32, u32)> = links
            .into_iter()
            .filter(|(a, b)| a < b)
            .collect();
        let kin = Kin::from_pairs(20, pairs(&links));
        let users: Vec<u32> = users.into_iter().collect();
        let chosen = kin.independent(&users);
        for (i, &a) in chosen.iter().enumerate() {
            prop_assert!(users.contains(&a));
            prop_assert!(chosen[i + 1..].iter().all(|&b| a != b && !kin.are_kin(a, b)));
        }
        for &user in &users {
            let stands_for = |&one: &u32| one == user || kin.are_kin(one, user);
            prop_assert!(chosen.iter().any(stands_for));
        }
        let turned: Vec<u32> = users.iter().rev().copied().collect();
        let as_set = |mut users: Vec<u32>| {
            users.sort_unstable();
            users
        };
        prop_assert_eq!(as_set(kin.independent(&turned)), as_set(chosen));
    }
}

/// `length` characters that nobody else writes in this order, the same for the same `seed`.
fn prose(seed: u64, length: u64) -> String {
    const CHARACTERS: &str = "山水田林路桥村镇县市人口工农商学兵春夏秋冬东南西北前后左右上下高低长短大小多少\
        新旧好坏开关进出来去买卖种收修建查看听说读写走跑坐站吃喝睡醒红黄蓝白黑金木火土风云雨雪";
    let all: Vec<char> = CHARACTERS.chars().filter(|c| !c.is_whitespace()).collect();
    let pick = |i: u64| all[(mix(seed << 20 | i) % all.len() as u64) as usize];
    (0..length).map(pick).collect()
}

/// Thirty strangers with one sentence in common; the first two share a passage besides.
struct Batch {
    texts: Vec<String>,
    slogan: String,
    passage: String,
}

impl Batch {
    fn new() -> Self {
        let (slogan, passage) = (prose(1_000, 30), prose(2_000, 60));
        let text = |i: u64| {
            let own = prose(i, 120);
            let more = if i < 2 { passage.as_str() } else { "" };
            format!("{own}。\n{slogan}。\n{}。\n{more}\n", prose(500 + i, 80))
        };
        Self { texts: (0..30).map(text).collect(), slogan, passage }
    }
}

fn config() -> Config {
    Settings::default().validate().expect("the defaults are valid")
}

fn all_aligned(archive: &Archive, config: &Config) -> Vec<Aligned> {
    let prepared: Vec<Prepared> =
        archive.reports.iter().map(|r| Prepared::of(r, archive, &config.align)).collect();
    let side = |i: u32| Side::of(&archive.reports[i as usize], &prepared[i as usize]);
    candidates::pairs(archive, &config.candidates)
        .into_iter()
        .map(|pair| Aligned {
            pair,
            alignments: align::pair(side(pair.left), side(pair.right), config),
        })
        .filter(|aligned| !aligned.alignments.is_empty())
        .collect()
}

/// Bits of each matched symbol of `text` in the pair, from the first to the last.
fn bits_of(text: &str, archive: &Archive, aligned: &Aligned, evidence: &Evidence) -> Vec<i32> {
    let report = &archive.reports[aligned.pair.left as usize];
    let document = &archive.document(report).text;
    let start = document[..document.find(text).expect("the text")].chars().count() as u32;
    let end = start + text.chars().count() as u32;
    let mut bits = Vec::new();
    for alignment in &aligned.alignments {
        let config = config();
        let (kin, model) = (&evidence.kin, &evidence.model);
        let columns = model.columns(archive, (aligned.pair, alignment), kin, &config.classify);
        let matched = columns.blocks.iter().flat_map(|b| b.left..b.left_end());
        for (place, &bit) in matched.zip(&columns.bits) {
            let at = report.symbols.items[place as usize].span.start;
            if (start..end).contains(&at) {
                bits.push(bit);
            }
        }
    }
    bits
}

#[test]
fn what_many_write_costs_little_and_what_only_two_write_keeps_its_cost() {
    let batch = Batch::new();
    let (archive, config) = (of_texts(&batch.texts), config());
    let aligned = all_aligned(&archive, &config);
    let evidence = evidence(&archive, &aligned, &config);
    assert_eq!(evidence.model.users(), 30, "a slogan and one passage make nobody kin");
    let first = aligned.iter().find(|a| a.pair == Pair { left: 0, right: 1 }).expect("a pair");

    let slogan = bits_of(&batch.slogan, &archive, first, &evidence);
    assert_eq!(slogan.len(), 30);
    // Its first symbols have no context yet.
    let rest = &slogan[3..];
    assert!(rest.iter().sum::<i32>() < 1_000 * rest.len() as i32, "{slogan:?}");

    let passage = bits_of(&batch.passage, &archive, first, &evidence);
    assert_eq!(passage.len(), 60);
    let mean = passage.iter().sum::<i32>() / 60;
    // More where its contexts go on otherwise elsewhere, never less.
    assert!(mean >= config.users.han_most * 9 / 10, "{mean}: {passage:?}");
}

/// The batch with four more passages, `length` characters each, in the first `copiers` reports,
/// which write something of their own between them, more than a passage spans.
fn with_ring(copiers: usize, length: u64) -> (Batch, Vec<String>) {
    let mut batch = Batch::new();
    let rare: Vec<String> = (0..4).map(|i| prose(9_000 + i, length)).collect();
    for (i, text) in batch.texts.iter_mut().take(copiers).enumerate() {
        for (j, passage) in rare.iter().enumerate() {
            text.push_str(&format!(
                "{passage}。\n{}。\n",
                prose((100 * i + j) as u64 + 7_000, 200)
            ));
        }
    }
    (batch, rare)
}

/// Independent users of the batch, and the mean cost of a symbol of a ring's passage in the pair
/// of its last two reports.
fn ring_of(copiers: usize, length: u64) -> (u64, i32) {
    let (batch, rare) = with_ring(copiers, length);
    let (archive, config) = (of_texts(&batch.texts), config());
    let aligned = all_aligned(&archive, &config);
    let evidence = evidence(&archive, &aligned, &config);
    let pair = Pair { left: copiers as u32 - 2, right: copiers as u32 - 1 };
    let last = aligned.iter().find(|a| a.pair == pair).expect("a pair of the ring");
    let bits = bits_of(&rare[1], &archive, last, &evidence);
    (evidence.model.users(), bits.iter().sum::<i32>() / bits.len() as i32)
}

#[test]
fn a_ring_of_three_is_one_user_and_its_text_stays_rare() {
    let (users, mean) = ring_of(3, 150);
    assert_eq!(users, 28, "three copiers are one user, the others one each");
    assert!(mean >= 2_500, "{mean}");
}

#[test]
fn a_ring_as_large_as_the_users_of_a_slogan_is_one_user_all_the_same() {
    let (users, mean) = ring_of(7, 150);
    assert_eq!(users, 24, "seven copiers are one user, the others one each");
    assert!(mean >= 2_500, "{mean}");
}

#[test]
fn what_more_share_than_a_ring_has_stays_common() {
    let (users, mean) = ring_of(12, 150);
    assert_eq!(users, 30, "a form, or mass copying: the user is asked");
    assert!(mean < 1_000, "{mean}");
}

#[test]
fn one_other_user_leaves_a_text_a_third_of_its_cost() {
    let mut batch = Batch::new();
    batch.texts[2].push_str(&format!("{}\n", batch.passage));
    let (archive, config) = (of_texts(&batch.texts), config());
    let aligned = all_aligned(&archive, &config);
    let evidence = evidence(&archive, &aligned, &config);
    assert_eq!(evidence.model.users(), 30, "one passage makes nobody kin");
    let first = aligned.iter().find(|a| a.pair == Pair { left: 0, right: 1 }).expect("a pair");
    let bits = bits_of(&batch.passage, &archive, first, &evidence);
    let mean = bits.iter().sum::<i32>() / bits.len() as i32;
    assert!((1_100..=1_700).contains(&mean), "{mean}: log2(3) bits and a little for beginnings");
}
