use super::*;
use crate::align::Block;
use crate::archive::tests::of_texts;
use crate::candidates::Pair;
use crate::classify::{FoundLayer, Grade, Kind};
use crate::config::Settings;
use crate::groups::direction::First;
use crate::metadata::{Origin, Sourced};
use crate::model::SymbolSpan;

/// Sentences that share nothing.
const SENTENCES: [&str; 8] = [
    "渠水绕过三道山梁流进东边新开的梯田，村民说今年的稻子会早熟十天。",
    "县里的医院昨天添了两台机器，检查一次只要一刻钟，排队的人少了一半。",
    "晚饭以后大家在打谷场上看了一场电影，散场时月亮很亮，路上没有人说话。",
    "老木匠把替下来的旧柱锯成短料，给敬老院做了六张长凳，漆成深绿色。",
    "早市搬进大棚以后，鱼贩和菜农各占一边，地面每天用雨水冲洗两遍。",
    "摆渡的人把旧竹篙交给镇史馆，讲了三个发大水的夜晚，孩子们都听呆了。",
    "砖窑停火那天，窑工们把最后一窑青砖送到学校，砌成了花坛的边。",
    "食堂改烧颗粒柴，灶房不再冒黑烟，学生每周去帮厨，学会了切萝卜。",
];

fn text(sentences: &[usize]) -> String {
    sentences.iter().map(|&i| SENTENCES[i]).collect()
}

fn families_of(texts: &[String]) -> Vec<alike::ReportFamily> {
    alike::families(&of_texts(texts), &[], &Settings::default().groups)
}

#[test]
fn reports_that_share_most_shingles_are_a_family() {
    let texts = [
        text(&[0, 1, 2, 3]),
        text(&[4, 5, 6, 7]),
        text(&[0, 1, 2, 3]).replace("十天", "八天"),
        text(&[4, 5, 6, 7]).replace("六张", "九张"),
    ];
    let found = families_of(&texts);
    let members: Vec<&[u32]> = found.iter().map(|family| family.members.as_slice()).collect();
    assert_eq!(members, [&[0, 2], &[1, 3]]);
    assert_eq!(found[0].edges, [Pair { left: 0, right: 2 }]);
}

#[test]
fn a_chain_of_likeness_is_no_family() {
    // Each shares most with the next, the ends share nothing.
    let all = SENTENCES.concat();
    let clauses: Vec<&str> = all.split(['，', '。']).filter(|clause| !clause.is_empty()).collect();
    let chain: Vec<String> = clauses.windows(8).map(|window| window.join("，")).collect();
    let found = families_of(&chain);
    assert!(
        found.len() > 1 && found.iter().all(|one| one.members.len() < chain.len()),
        "{found:?}"
    );
}

#[test]
fn a_crowd_makes_pairs_in_line_with_its_members() {
    let texts: Vec<String> =
        (0..200).map(|i| format!("{}{i}人参加。", text(&[0, 1, 2, 3]))).collect();
    let found = families_of(&texts);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].members.len(), 200);
    assert!(found[0].edges.len() < 200 * 42, "{}", found[0].edges.len());
}

/// A passage of so many symbols from the start of both reports.
fn finding(left: u32, right: u32, length: u32) -> Finding {
    Finding {
        pair: Pair { left, right },
        left: SymbolSpan::new(0, length),
        right: SymbolSpan::new(0, length),
        blocks: vec![Block { left: 0, right: 0, length }],
        is_whole: [false; 2],
        layer: FoundLayer::Copied,
        kind: Kind::Verbatim,
        grade: Grade::Strong,
        bits: 200_000,
        expected_log2: -60_000,
        columns: length,
        others: 0,
        common: 0,
    }
}

fn sourced(value: &str) -> Option<Sourced> {
    Some(Sourced { value: value.into(), from: Origin::Table })
}

/// Groups of reports of one sentence each, of which these findings are known.
fn groups_of(archive: &Archive, findings: &[Finding]) -> Groups {
    let cells: Vec<Vec<Cell>> = vec![Vec::new(); archive.reports.len()];
    let settings = Settings::default();
    of(&Case { archive, findings, cells: &cells, config: &settings.groups })
}

#[test]
fn a_source_names_the_others_that_have_its_text() {
    let archive = of_texts(&[text(&[0]), text(&[0]), text(&[0, 1])]);
    let length = archive.reports[0].symbols.len() as u32;
    let findings = [finding(0, 1, length), finding(0, 2, length), finding(1, 2, length)];
    let groups = groups_of(&archive, &findings);
    let sources = &groups.sources[2];
    assert_eq!(sources.len(), 1);
    assert_eq!((sources[0].report, sources[0].tied.as_slice()), (0, [1].as_slice()));
}

#[test]
fn dates_of_the_table_decide_an_order_and_nothing_decides_none() {
    let mut archive = of_texts(&[text(&[0, 1]), text(&[0, 2])]);
    let findings = [finding(0, 1, 30)];
    let first = |archive: &Archive| groups_of(archive, &findings).directions[0].first;
    assert_eq!(first(&archive), First::Unknown);
    archive.reports[0].metadata.date = sourced("2022-05");
    archive.reports[1].metadata.date = sourced("2021-11-30");
    assert_eq!(first(&archive), First::Right);
    archive.reports[1].metadata.date = sourced("2022");
    assert_eq!(first(&archive), First::Unknown, "the same year says nothing");
}

#[test]
fn the_unit_above_is_first_where_the_table_names_it() {
    let mut archive = of_texts(&[text(&[0, 1]), text(&[0, 2])]);
    archive.reports[0].metadata.unit = sourced("南山县水利局");
    archive.reports[1].metadata.unit = sourced("石桥镇");
    archive.reports[1].metadata.superior = sourced("南山县水利局");
    let groups = groups_of(&archive, &[finding(0, 1, 30)]);
    assert_eq!(groups.directions[0].first, First::Left);
    let settings = Settings::default();
    let cells: Vec<Vec<Cell>> = vec![Vec::new(); 2];
    let findings = [finding(0, 1, 30)];
    let case =
        Case { archive: &archive, findings: &findings, cells: &cells, config: &settings.groups };
    let counts = tags::Counts { characters: 60, taken: 30, given: 0 };
    let tags = tags::of(&case, &groups, 1, counts);
    assert!(tags.contains(&"superior-copied") && !tags.contains(&"self-reuse"), "{tags:?}");
}

#[test]
fn what_the_own_unit_wrote_before_is_reuse() {
    let mut archive = of_texts(&[text(&[0, 1]), text(&[0, 2])]);
    for report in &mut archive.reports {
        report.metadata.unit = sourced("石桥镇");
    }
    let findings = [finding(0, 1, 30)];
    let groups = groups_of(&archive, &findings);
    let settings = Settings::default();
    let cells: Vec<Vec<Cell>> = vec![Vec::new(); 2];
    let case =
        Case { archive: &archive, findings: &findings, cells: &cells, config: &settings.groups };
    let counts = tags::Counts { characters: 60, taken: 55, given: 0 };
    let tags = tags::of(&case, &groups, 1, counts);
    assert!(tags.contains(&"self-reuse") && !tags.contains(&"superior-copied"), "{tags:?}");
}
