use proptest::prelude::*;

use super::*;
use crate::model::CharSpan;
use crate::normalize::{Break, Class, Symbols};

/// A text of invented codes, with the information of each: a function of the code, so that both
/// sides agree on it.
struct Text {
    symbols: Symbols,
    information: Vec<MilliBits>,
    prepared: Prepared,
}

impl Text {
    fn new(codes: &[u32], config: &config::Align) -> Self {
        let symbol = |(i, &code): (usize, &u32)| Symbol {
            code,
            value: code,
            span: CharSpan::new(i as u32, i as u32 + 1),
            class: Class::Han,
            break_before: Break::None,
        };
        let items = codes.iter().enumerate().map(symbol).collect();
        let symbols = Symbols { items, ..Symbols::default() };
        let information = codes.iter().map(|code| 2_000 + (code * 911 % 3_001) as i32).collect();
        let seeds = seed::SeedTable::new(&symbols, config);
        Self { symbols, information, prepared: Prepared { seeds, ..Prepared::default() } }
    }

    fn side(&self) -> Side<'_> {
        Side {
            symbols: &self.symbols.items,
            information: &self.information,
            prepared: &self.prepared,
        }
    }
}

fn aligned(left: &[u32], right: &[u32]) -> Vec<Alignment> {
    let config = crate::config::Settings::default().validate().expect("default settings hold");
    let (left, right) = (Text::new(left, &config.align), Text::new(right, &config.align));
    pair(left.side(), right.side(), &config)
}

/// Two texts out of common passages, in whatever order, and words of their own.
fn texts() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
    let common = prop::collection::vec(prop::collection::vec(0u32..90, 3..30), 1..4);
    let pieces = prop::collection::vec((0usize..6, prop::collection::vec(0u32..60, 0..12)), 1..8);
    (common, pieces.clone(), pieces).prop_map(|(common, left, right)| {
        let text = |pieces: Vec<(usize, Vec<u32>)>, own: u32| -> Vec<u32> {
            let piece = |(which, words): (usize, Vec<u32>)| match common.get(which) {
                Some(shared) => shared.clone(),
                None => words.into_iter().map(|w| if w % 3 == 0 { w } else { w + own }).collect(),
            };
            pieces.into_iter().flat_map(piece).collect()
        };
        (text(left, 100), text(right, 200))
    })
}

fn mirrored(alignments: Vec<Alignment>) -> Vec<Alignment> {
    let turn = |b: Block| Block { left: b.right, right: b.left, length: b.length };
    let mut turned: Vec<Alignment> = alignments
        .into_iter()
        .map(|a| Alignment {
            blocks: a.blocks.into_iter().map(turn).collect(),
            borders: match a.borders {
                Borders::Runs => Borders::Runs,
                Borders::Words(w) => Borders::Words(Washed { left: w.right, right: w.left, ..w }),
                Borders::Clauses(c) => {
                    Borders::Clauses(Clauses { left: c.right, right: c.left, ..c })
                }
            },
            is_confirmed: a.is_confirmed,
        })
        .collect();
    turned.sort_unstable();
    turned
}

/// Every maximal exact run, by comparing all places with all places.
fn maximal_runs(left: &[u32], right: &[u32]) -> Vec<Block> {
    let mut runs = Vec::new();
    for l in 0..left.len() {
        for r in 0..right.len() {
            let goes_on_before = l > 0 && r > 0 && left[l - 1] == right[r - 1];
            let length = left[l..].iter().zip(&right[r..]).take_while(|(a, b)| a == b).count();
            if !goes_on_before && length > 0 {
                runs.push(Block { left: l as u32, right: r as u32, length: length as u32 });
            }
        }
    }
    runs
}

/// The text with the first of each symbol only.
fn without_repeats(text: &[u32]) -> Vec<u32> {
    let is_first = |i: &usize| !text[..*i].contains(&text[*i]);
    (0..text.len()).filter(is_first).map(|i| text[i]).collect()
}

/// True when a run holds a seed that is not over-common in this pair.
fn has_seed(run: Block, left: &[u32], right: &[u32], config: &config::Align) -> bool {
    let k = config.han_seed as usize;
    let places = |text: &[u32], seed: &[u32]| text.windows(k).filter(|w| *w == seed).count();
    let of_run = &left[run.left as usize..run.left_end() as usize];
    of_run
        .windows(k)
        .any(|seed| places(left, seed) * places(right, seed) <= config.seed_places_max as usize)
}

proptest! {
    #[test]
    fn blocks_match_symbol_by_symbol_and_stand_in_order((left, right) in texts()) {
        for alignment in aligned(&left, &right) {
            prop_assert!(!alignment.blocks.is_empty());
            for b in &alignment.blocks {
                prop_assert!(b.length > 0);
                let one = &left[b.left as usize..b.left_end() as usize];
                prop_assert_eq!(one, &right[b.right as usize..b.right_end() as usize]);
            }
            for two in alignment.blocks.windows(2) {
                prop_assert!(two[0].left_end() <= two[1].left);
                prop_assert!(two[0].right_end() <= two[1].right);
                let touches = two[0].left_end() == two[1].left
                    && two[0].right_end() == two[1].right;
                prop_assert!(!touches, "two blocks that are one: {:?}", two);
            }
        }
    }

    // A text that repeats itself has places that are equally good; either may be taken.
    #[test]
    fn swapping_the_sides_swaps_the_result_where_nothing_is_repeated((left, right) in texts()) {
        let (left, right) = (without_repeats(&left), without_repeats(&right));
        prop_assert_eq!(aligned(&left, &right), mirrored(aligned(&right, &left)));
    }

    #[test]
    fn no_run_that_earns_enough_is_lost((left, right) in texts()) {
        let settings = crate::config::Settings::default().validate().expect("defaults hold");
        let config = settings.align.clone();
        let (a, b) = (Text::new(&left, &config), Text::new(&right, &config));
        let duo = Duo { left: a.side(), right: b.side(), config: &config };
        let found = pair(a.side(), b.side(), &settings);
        for run in maximal_runs(&left, &right) {
            let is_wanted = duo.block_earned(run) >= config.passage_min
                && has_seed(run, &left, &right, &config);
            let holds = |x: &Alignment| {
                x.left().start <= run.left && run.left_end() <= x.left().end
                    && x.right().start <= run.right && run.right_end() <= x.right().end
            };
            // Or stronger passages have the text on both sides, in a better company.
            let on_left = SymbolSpan::new(run.left, run.left_end());
            let on_right = SymbolSpan::new(run.right, run.right_end());
            let is_explained = found.iter().any(|x| x.left().overlap(on_left) > 0)
                && found.iter().any(|x| x.right().overlap(on_right) > 0);
            let is_kept = found.iter().any(holds) || is_explained;
            prop_assert!(!is_wanted || is_kept, "{:?} lies in no passage", run);
        }
    }

    #[test]
    fn a_gap_is_filled_as_well_as_can_be(
        one in prop::collection::vec(0u32..4, 0..10),
        other in prop::collection::vec(0u32..4, 0..10),
    ) {
        let config = config::Align::default();
        let around = |middle: &[u32]| -> Vec<u32> {
            [&[50, 51, 52, 53, 54, 55][..], middle, &[60, 61, 62, 63, 64, 65]].concat()
        };
        let (left, right) = (around(&one), around(&other));
        let (a, b) = (Text::new(&left, &config), Text::new(&right, &config));
        let duo = Duo { left: a.side(), right: b.side(), config: &config };
        let (n, m) = (one.len() as u32, other.len() as u32);
        let ends = vec![
            Block { left: 0, right: 0, length: 6 },
            Block { left: 6 + n, right: 6 + m, length: 6 },
        ];
        let mut score = 0;
        for block in fill::fill(&duo, ends) {
            // Only what lies in the gap; a run there may have grown together with its ends.
            let (from, to) = (block.left.max(6), block.left_end().min(6 + n));
            if from < to {
                let inside =
                    Block { left: from, right: block.right + from - block.left, length: to - from };
                score += duo.block_earned(inside) - config.run_open;
            }
        }
        prop_assert_eq!(score, best_filling(&duo, n as usize, m as usize));
    }
}

/// The most that runs inside the gap behind the first six symbols can earn, each paying for its
/// beginning: every run that ends at every place is tried.
fn best_filling(duo: &Duo, n: usize, m: usize) -> MilliBits {
    let mut best = vec![vec![0; m + 1]; n + 1];
    for i in 1..=n {
        for j in 1..=m {
            best[i][j] = best[i - 1][j].max(best[i][j - 1]);
            let mut earned = -duo.config.run_open;
            for length in 1..=i.min(j) {
                let (l, r) = (6 + i - length, 6 + j - length);
                if !duo.matches(l, r) {
                    break;
                }
                earned += duo.earned(l, r);
                best[i][j] = best[i][j].max(best[i - length][j - length] + earned);
            }
        }
    }
    best[n][m]
}

#[test]
fn an_edited_passage_is_one() {
    let passage: Vec<u32> = (1..=40).collect();
    let mut edited = passage.clone();
    edited[12] = 900;
    edited.splice(25..25, [901, 902, 903]);
    let left = [&[500, 501][..], &passage, &[502]].concat();
    let right = [&[600][..], &edited, &[601, 602]].concat();
    let found = aligned(&left, &right);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].left(), SymbolSpan::new(2, 42));
    assert_eq!(found[0].right(), SymbolSpan::new(1, 44));
    assert_eq!(found[0].matched(), 39);
}

#[test]
fn texts_with_nothing_in_common_share_no_passage() {
    let left: Vec<u32> = (0..200).collect();
    let right: Vec<u32> = (1_000..1_200).collect();
    assert_eq!(aligned(&left, &right), []);
}

#[test]
fn a_run_cut_off_from_a_used_one_is_kept() {
    let head: Vec<u32> = (100..112).collect();
    let twice: Vec<u32> = (200..212).collect();
    let left = [&head[..], &twice].concat();
    let right = [&head[..], &[0], &twice, &twice].concat();
    let found = aligned(&left, &right);
    assert!(found.iter().any(|a| a.right().end == 37), "{found:?}");
}

#[test]
fn a_paragraph_written_anew_parts_two_passages() {
    let (head, tail): (Vec<u32>, Vec<u32>) = ((0..80).collect(), (200..280).collect());
    let between = |base: u32| -> Vec<u32> { (base..base + 100).collect() };
    let left = [&head[..], &between(1_000), &tail].concat();
    let right = [&head[..], &between(2_000), &tail].concat();
    let found = aligned(&left, &right);
    let lefts: Vec<SymbolSpan> = found.iter().map(Alignment::left).collect();
    assert_eq!(lefts, [SymbolSpan::new(0, 80), SymbolSpan::new(180, 260)]);
}

#[test]
fn a_stock_phrase_elsewhere_is_no_passage_beside_the_copy_that_holds_it() {
    let copy: Vec<u32> = (0..120).collect();
    let left = [&copy[..], &[900; 3], &copy[40..60]].concat();
    let right = [&copy[..], &[901; 3], &copy[40..60]].concat();
    let found = aligned(&left, &right);
    // The copy and the repetition in line; not each place of the phrase with each.
    assert!(found.len() <= 2, "{found:?}");
}

/// Two stories with other words around; the second tells the first one's sentences in another
/// order.
#[test]
fn sentences_in_another_order_are_one_passage() {
    let sentences = [
        "镇上去年修好了通往三个自然村的石板路，老人们下山赶集不用再绕过塌方的河湾。",
        "卫生院新添的移动诊车每周两次停在祠堂门口，量血压的队伍一直排到桥头。",
        "秋收以后合作社把烘干房租给邻村，山核桃的霉变率从一成降到不足百分之二。",
        "小学的旧礼堂改成了图书室，退休教师轮流值班，借书登记簿已经写满四本。",
    ];
    let told = |order: [usize; 4]| order.map(|i| sentences[i]).concat();
    let texts = [
        format!("今年雨水多。{}码头的吊机还在检修。", told([0, 1, 2, 3])),
        format!("盐场开了工。{}渔船都回了港，岸上挂满渔网。", told([3, 1, 0, 2])),
    ];
    let archive = crate::archive::tests::of_texts(&texts);
    let config = crate::config::Settings::default().validate().expect("default settings hold");
    let of = |i: usize| Prepared::of(&archive.reports[i], &archive, &config.align);
    let (left, right) = (of(0), of(1));
    let side = |i: usize, prepared| Side::of(&archive.reports[i], prepared);
    let found = pair(side(0, &left), side(1, &right), &config);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(matches!(found[0].borders, Borders::Words(_)));
    let length = told([0, 1, 2, 3]).chars().filter(|c| c.is_alphanumeric()).count() as u32;
    assert!(found[0].left().length().abs_diff(length) <= 12, "{found:?}");
}

/// A text of clauses: its symbols are its characters but for marks, blanks and line ends.
fn in_clauses(clauses: &[&str]) -> (String, Text) {
    let numbers = ["一", "二", "三", "四", "五", "六"];
    let text: String =
        clauses.iter().zip(numbers).map(|(c, n)| format!("第{n}条　{c}\n")).collect();
    let config = config::Align::default();
    let is_symbol = |c: &char| !c.is_whitespace() && !"，。、".contains(*c);
    let places: Vec<(usize, char)> =
        text.chars().enumerate().filter(|(_, c)| is_symbol(c)).collect();
    let codes: Vec<u32> = places.iter().map(|(_, c)| *c as u32).collect();
    let mut made = Text::new(&codes, &config);
    for (symbol, (place, _)) in made.symbols.items.iter_mut().zip(&places) {
        symbol.span = CharSpan::new(*place as u32, *place as u32 + 1);
    }
    made.prepared.clauses = clauses::clauses(&made.symbols, &text, 0, config.clauses_min);
    (text, made)
}

const RULES: [&str; 5] = [
    "为规范渡口管理，保障乘客人身和财产安全，根据有关规定，结合本县实际，制定本办法。",
    "渡船应当按照核定的载客定额搭载乘客，并在船身明显位置标明载客人数和抗风等级。",
    "渡工应当身体健康，熟悉当地水情，经考核合格后方可上岗，每两年复训一次。",
    "洪水漫过警戒水位、大风超过抗风等级或者能见度不足三百米时，渡船不得开航。",
    "乡镇人民政府应当建立渡口巡查记录，每月汇总一次，报县交通运输局备案。",
];

#[test]
fn clauses_are_passages_and_a_clause_written_anew_is_none() {
    let anew =
        "渡船由村集体购置，日常维修、保险和油料的费用在村级公益金中列支，账目每季度张榜公布。";
    let (left_text, left) = in_clauses(&RULES);
    let moved = [RULES[0], RULES[1], anew, RULES[4], RULES[3]];
    let (right_text, right) = in_clauses(&moved);
    let config = crate::config::Settings::default().validate().expect("default settings hold");
    let found = pair(left.side(), right.side(), &config);
    let shown = |text: &str, of: &Text, span: SymbolSpan| -> String {
        let at = |i: u32| of.symbols.items[i as usize].span;
        let (from, to) = (at(span.start).start, at(span.end - 1).end);
        text.chars().skip(from as usize).take((to - from) as usize).collect()
    };
    let shown: Vec<[String; 2]> = found
        .iter()
        .map(|a| [shown(&left_text, &left, a.left()), shown(&right_text, &right, a.right())])
        .collect();
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown[0][0].contains(&RULES[1][..30]) && shown[0][1].contains(&RULES[1][..30]));
    assert!(shown[1][0].contains("能见度") && shown[2][0].contains("巡查记录"), "{shown:?}");
    assert!(shown.iter().all(|[l, r]| !l.contains("复训") && !r.contains("公益金")), "{shown:?}");
    assert_eq!(mirrored(pair(right.side(), left.side(), &config)), found);
}

#[test]
fn a_text_of_few_clauses_is_not_made_of_them() {
    let (_, text) = in_clauses(&RULES[..4]);
    assert!(text.prepared.clauses.is_empty());
}
