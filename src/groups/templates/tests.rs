use proptest::prelude::*;

use super::graph::{GAP, Graph, Unit};
use super::slots::{self, Around, Value};
use super::*;
use crate::archive::Map;
use crate::archive::tests::of_texts;
use crate::config::Settings;

fn word(code: u32) -> Unit {
    Unit { code, bits: 5_000, opens: false }
}

fn sequence(codes: &[u32]) -> Vec<Unit> {
    codes.iter().copied().map(word).collect()
}

/// The forms of texts that are one family.
fn forms(texts: &[String]) -> (Archive, Vec<Template>) {
    let archive = of_texts(texts);
    let members: Vec<u32> = (0..texts.len() as u32).collect();
    let family = ReportFamily { medoid: medoid(&archive, &members), members, edges: Vec::new() };
    let found = of(&archive, &[family], &Settings::default().groups);
    (archive, found)
}

/// Kind and values of each slot.
fn slots_of(template: &Template) -> Vec<(&'static str, &[Option<String>])> {
    let slot = |part: &'_ Part| match part {
        Part::Slot { kind, .. } => Some(*kind),
        Part::Fixed(_) => None,
    };
    let values = template.parts.iter().filter_map(|part| match part {
        Part::Slot { values, .. } => Some(values.as_slice()),
        Part::Fixed(_) => None,
    });
    template.parts.iter().filter_map(slot).zip(values).collect()
}

fn letter(place: &str, date: &str, sluices: &str, money: &str, who: &str) -> String {
    format!(
        "关于{place}水渠清淤的情况说明\n根据年初的安排，{place}于{date}开始清理村头到河口的水渠，先清石块，\
         再清淤泥，最后修补渠壁上的裂缝。全程共修好闸门{sluices}座，花费{money}元，钱由受益的农户分摊，\
         账目贴在村口的墙上，谁都可以查看。清淤期间没有人受伤，也没有占用春耕的时间。\
         以后每年开春以前都要巡一遍渠，看到裂缝当天补上，看到淤泥当天挖走。\n{who}同志负责此事。\n"
    )
}

fn letters() -> Vec<String> {
    [
        ("上河村", "2021年3月5日", "7", "12400", "周启明"),
        ("石桥镇", "2021年4月18日", "11", "9800", "吴秀兰"),
        ("南坪乡", "2020年3月22日", "3", "31500", "郑大山"),
        ("白鹭村", "2022年2月9日", "6", "7700", "王小满"),
        ("柳湾镇", "2022年3月30日", "15", "45000", "冯月英"),
    ]
    .iter()
    .map(|(place, date, sluices, money, who)| letter(place, date, sluices, money, who))
    .collect()
}

#[test]
fn a_form_letter_gives_its_slots_with_types_and_values() {
    let (_, found) = forms(&letters());
    assert_eq!(found.len(), 1);
    let slots = slots_of(&found[0]);
    let kinds: Vec<&str> = slots.iter().map(|slot| slot.0).collect();
    assert_eq!(kinds, ["place", "place", "date", "number", "money", "person"], "{slots:?}");
    let column = |i: usize| -> Vec<String> {
        let mut values: Vec<String> = slots[i].1.iter().flatten().cloned().collect();
        values.sort();
        values
    };
    assert_eq!(column(3), ["11", "15", "3", "6", "7"]);
    assert_eq!(column(5), ["冯月英", "吴秀兰", "周启明", "王小满", "郑大山"]);
    assert!(found[0].saved.0 * 2 > found[0].saved.1, "{:?}", found[0].saved);
}

#[test]
fn a_clause_that_some_leave_out_is_optional() {
    let clause = "另外请邻村派了两台抽水机来帮忙，用完已经归还。";
    let texts: Vec<String> = letters()
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let end = "没有占用春耕的时间。";
            if i % 2 == 0 { text.replace(end, &format!("{end}{clause}")) } else { text.clone() }
        })
        .collect();
    let (_, found) = forms(&texts);
    let slots = slots_of(&found[0]);
    let clauses: Vec<_> = slots.iter().filter(|slot| slot.0 == CLAUSE).collect();
    assert_eq!(clauses.len(), 1, "{slots:?}");
    assert_eq!(clauses[0].1.iter().flatten().count(), 3);
}

#[test]
fn lines_of_a_slot_are_slots_where_all_have_as_many() {
    let texts: Vec<String> = letters()
        .iter()
        .zip(["水利站\n吴师傅", "农机站\n郑大山", "林业站\n冯月英", "文化站\n小周", "供销社\n老王"])
        .map(|(text, head)| format!("{head}\n{text}"))
        .collect();
    let (_, found) = forms(&texts);
    let slots = slots_of(&found[0]);
    let first: Vec<&str> = slots[0].1.iter().flatten().map(String::as_str).collect();
    let second: Vec<&str> = slots[1].1.iter().flatten().map(String::as_str).collect();
    assert!(first.contains(&"林业站") && second.contains(&"冯月英"), "{slots:?}");
}

#[test]
fn a_report_is_checked_against_the_form() {
    let (_, found) = forms(&letters());
    let blank = letter("东沟村", "X年X月X日", "____", "8800", "李长河");
    let other =
        "今天晚饭以后，大家在打谷场上看了一场电影，散场时已经十点，月亮很亮，路上没有人说话。";
    let archive = of_texts(&[blank, other.into()]);
    let filled = check(&archive, &found[0], &archive.reports[0]);
    assert_eq!(filled.fit.matched, filled.fit.fixed);
    assert_eq!((filled.fit.filled, filled.fit.unfilled), (4, 2), "{:?}", filled.values);
    let unlike = check(&archive, &found[0], &archive.reports[1]);
    assert!(unlike.fit.matched * 10 < unlike.fit.fixed, "{:?}", unlike.fit);
}

#[test]
fn unlike_texts_have_no_form() {
    let texts = [
        "渠水绕过三道山梁流进东边新开的梯田，村民说今年的稻子会比往年早熟十天。".to_owned(),
        "县里的医院昨天添了两台新机器，检查一次只要一刻钟，排队的人少了一半。".to_owned(),
    ];
    assert!(forms(&texts).1.is_empty());
}

#[test]
fn members_beyond_the_graph_are_laid_over_the_form() {
    let texts: Vec<String> = (0..150)
        .map(|i| letter("上河村", &format!("{}年3月5日", 1900 + i), "7", "12400", "周启明"))
        .collect();
    let (_, found) = forms(&texts);
    assert_eq!(found[0].members.len(), 150);
    let slots = slots_of(&found[0]);
    assert_eq!(slots.len(), 1, "{slots:?}");
    let mut dates: Vec<&String> = slots[0].1.iter().flatten().collect();
    dates.sort();
    dates.dedup();
    assert_eq!(dates.len(), 150);
}

proptest! {
    /// What is matched is equal and in order, whatever the graph was made of.
    #[test]
    fn matches_are_equal_and_in_order(
        texts in prop::collection::vec(prop::collection::vec(0u32..5, 0..40), 1..6),
    ) {
        let mut graph = Graph::new(&sequence(&texts[0]));
        for text in &texts[1..] {
            graph.add(&sequence(text));
        }
        let shared: Vec<Unit> = graph.shared(1).into_iter().map(|(unit, _)| unit).collect();
        for text in &texts {
            let text = sequence(text);
            let (mut left, mut right) = (0, 0);
            for anchor in graph.matched(&text) {
                prop_assert!(anchor.left >= left && anchor.right >= right);
                for k in 0..anchor.length {
                    let there = shared[(anchor.left + k) as usize];
                    prop_assert_eq!(there.code, text[(anchor.right + k) as usize].code);
                }
                (left, right) = (anchor.left_end(), anchor.right_end());
            }
        }
    }

    /// A text finds all of itself in a graph of one.
    #[test]
    fn a_text_matches_itself(text in prop::collection::vec(0u32..50, 1..400)) {
        let text = sequence(&text);
        let matched: u32 = Graph::new(&text).matched(&text).iter().map(|a| a.length).sum();
        prop_assert_eq!(matched as usize, text.len());
    }

    /// No alignment of two texts scores more than the exact one, by the definition.
    #[test]
    fn the_alignment_of_two_texts_is_the_best(
        a in prop::collection::vec(0u32..4, 0..12), b in prop::collection::vec(0u32..4, 0..12),
    ) {
        let found = Graph::new(&sequence(&a)).matched(&sequence(&b));
        prop_assert_eq!(scored(&found, a.len(), b.len()), best(&a, &b));
    }

    /// Any value filled in where values differ comes back whole.
    #[test]
    fn values_come_back(numbers in prop::collection::vec(10u32..99_999, 4..12)) {
        let texts: Vec<String> = numbers
            .iter()
            .map(|n| letter("上河村", "2021年3月5日", &n.to_string(), "12400", "周启明"))
            .collect();
        let (_, found) = forms(&texts);
        let all_same = numbers.windows(2).all(|w| w[0] == w[1]);
        prop_assert_eq!(found.is_empty(), all_same);
        if let Some(template) = found.first() {
            let slots = slots_of(template);
            prop_assert_eq!(slots.len(), 1);
            for (member, value) in template.members.iter().zip(slots[0].1) {
                let number = numbers[*member as usize].to_string();
                prop_assert_eq!(value.as_deref(), Some(number.as_str()));
            }
        }
    }
}

/// The score of an alignment: what a match earns, less a gap on either side.
fn scored(found: &[anchors::Anchor], left: usize, right: usize) -> i64 {
    let (mut score, mut at) = (0i64, (0, 0));
    let end = anchors::Anchor { left: left as u32, right: right as u32, length: 0 };
    for anchor in found.iter().copied().chain([end]) {
        score += i64::from(anchor.length) * 5_000;
        score -= gaps((anchor.left - at.0) as usize, (anchor.right - at.1) as usize);
        at = (anchor.left_end(), anchor.right_end());
    }
    score
}

fn gaps(left: usize, right: usize) -> i64 {
    i64::from(GAP) * (i64::from(left > 0) + i64::from(right > 0))
}

/// The best score of all alignments, by trying every first match.
fn best(a: &[u32], b: &[u32]) -> i64 {
    fn from(a: &[u32], b: &[u32], known: &mut Map<(usize, usize), i64>) -> i64 {
        if let Some(&score) = known.get(&(a.len(), b.len())) {
            return score;
        }
        let mut score = -gaps(a.len(), b.len());
        for i in 0..a.len() {
            for j in 0..b.len() {
                if a[i] == b[j] {
                    score = score.max(5_000 - gaps(i, j) + from(&a[i + 1..], &b[j + 1..], known));
                }
            }
        }
        known.insert((a.len(), b.len()), score);
        score
    }
    from(a, b, &mut Map::default())
}

fn kind(values: &[&str], before: &str, after: &str) -> &'static str {
    let classes: Vec<Vec<Class>> = values
        .iter()
        .map(|text| {
            let chars: Vec<char> = text.chars().collect();
            crate::normalize::symbols(&chars, 0, &[]).items.iter().map(|s| s.class).collect()
        })
        .collect();
    let values: Vec<Value> =
        values.iter().zip(&classes).map(|(text, classes)| Value { text, classes }).collect();
    slots::kind(&values, Around { before, after })
}

#[test]
fn slots_are_told_by_what_fills_them() {
    assert_eq!(kind(&["2021年3月", "2020年5月4日"], "", "开始"), "date");
    assert_eq!(kind(&["March 3, 2021", "May 14, 2020"], "dated ", ""), "date");
    assert_eq!(kind(&["2014", "2011-2016"], "Copyright (c) ", " by"), "date");
    assert_eq!(kind(&["12", "7"], "共", "次"), "number");
    assert_eq!(kind(&["2000", "1990"], "发放", "个"), "number");
    assert_eq!(kind(&["12万元", "3500元"], "花费", "。"), "money");
    assert_eq!(kind(&["$40", "$3.50"], "a fee of ", "."), "money");
    assert_eq!(kind(&["上河村", "石桥镇"], "", "于"), "place");
    assert_eq!(kind(&["县水利局", "市财政局"], "由", "负责"), "unit");
    assert_eq!(kind(&["周启明", "吴秀兰"], "", "同志"), "person");
    assert_eq!(kind(&["全县水利工作会议", "春季防汛动员会"], "召开", "，"), "meeting");
    assert_eq!(kind(&["县发〔2021〕3号", "县发〔2020〕15号"], "按照", "文件"), "document-number");
    let blank = Value { text: "XX", classes: &[Class::Slot] };
    let asked = |after| slots::kind(&[blank, blank], Around { before: "", after });
    assert_eq!(asked("事业"), "placeholder");
    assert_eq!(asked("次集体学习"), "number");
    assert_eq!(asked("同志"), "person");
    assert_eq!(asked("厅党组"), "unit");
    assert_eq!(asked("省的要求"), "place");
    assert_eq!(kind(&["John Smith", "Mary Ann Lee"], "Dear ", ","), "person");
    assert_eq!(kind(&["Department of Parks", "Office of Rivers"], "the ", ""), "unit");
    assert_eq!(kind(&["我们一起去看了新修的渠", "大家都说好"], "", ""), "text");
}
