//! Split: the cases of `tests/suite/split`, residue, properties.

use proptest::prelude::*;

use crate::config::SplitConfig;
use crate::model::CharSpan;
use crate::read::{Document, Part, PartSpan, Properties, Verdict};
use crate::split::{self, Exclusion, ExclusionReason, Split, signs};

const FILLER: &str = "坚持问题导向和目标导向相统一，逐项梳理任务清单，压实工作责任，细化推进举措，\
    定期调度进展，及时协调解决困难，群众反映的突出问题得到有效化解，干部作风明显好转，\
    各项工作呈现稳中有进的良好态势。";

fn plain(text: &str) -> Document {
    let end = text.chars().count() as u32;
    Document {
        name: "test.txt".into(),
        text: text.into(),
        parts: vec![PartSpan { span: CharSpan::new(0, end), part: Part::Body }],
        pages: Vec::new(),
        properties: Properties::default(),
        pictures: Vec::new(),
        content_hash: String::new(),
        format: "txt",
        encoding: None,
        verdict: Verdict::Good,
    }
}

fn split(text: &str) -> Split {
    split::document(&plain(text), &SplitConfig::default())
}

fn slice(text: &str, span: CharSpan) -> String {
    text.chars().skip(span.start as usize).take(span.length() as usize).collect()
}

fn excluded(text: &str, reason: ExclusionReason) -> Vec<String> {
    let found = split(text).exclusions;
    found.iter().filter(|e| e.reason == reason).map(|e| slice(text, e.span)).collect()
}

/// The text of one case and the first visible line of each report that it should have.
fn case(lines: &str) -> (String, Vec<String>) {
    let (mut text, mut firsts, mut begins) = (String::new(), Vec::new(), false);
    for line in lines.lines() {
        if line.starts_with("--- ") {
            begins = line == "--- report";
            continue;
        }
        let line = line.replace('¶', FILLER);
        if begins && !line.trim().is_empty() {
            firsts.push(line.trim().to_owned());
            begins = false;
        }
        text.push_str(&line);
        text.push('\n');
    }
    (text, firsts)
}

#[test]
fn cases_split_where_they_say() {
    let suite = include_str!("../../tests/suite/split/cases.txt");
    let mut failures = Vec::new();
    for block in suite.split("\n=== ").skip(1) {
        let (name, lines) = block.split_once('\n').expect("a case has lines");
        let (text, firsts) = case(lines);
        let found = split(&text);
        let heads: Vec<_> = found
            .reports
            .iter()
            .map(|report| slice(&text, report.span).lines().next().unwrap_or("").to_owned())
            .collect();
        if heads != firsts {
            let signs: Vec<_> = found.reports.iter().map(|report| &report.signs).collect();
            failures.push(format!("{name}: {heads:#?} {signs:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn one_sign_alone_never_splits() {
    let text = format!("柳河镇工作总结\n{FILLER}{FILLER}\n石桥乡工作总结\n{FILLER}{FILLER}\n");
    assert_eq!(split(&text).reports.len(), 1);
}

#[test]
fn splitting_can_be_switched_off() {
    let text = format!("篇一\n{FILLER}{FILLER}\n篇二\n{FILLER}{FILLER}\n");
    assert_eq!(split(&text).reports.len(), 2);
    let config = SplitConfig { enabled: false, ..SplitConfig::default() };
    assert_eq!(split::document(&plain(&text), &config).reports.len(), 1);
}

#[test]
fn notes_behind_the_body_belong_to_the_last_report_and_decide_nothing() {
    let body = format!("篇一\n{FILLER}{FILLER}\n篇二\n{FILLER}{FILLER}\n");
    let text = format!("{body}\u{c}篇三\n{FILLER}{FILLER}");
    let (middle, end) = (body.chars().count() as u32, text.chars().count() as u32);
    let parts = vec![
        PartSpan { span: CharSpan::new(0, middle), part: Part::Body },
        PartSpan { span: CharSpan::new(middle, end), part: Part::Footnote },
    ];
    let document = Document { parts, ..plain(&text) };
    let found = split::document(&document, &SplitConfig::default());
    assert_eq!(found.reports.len(), 2);
    assert_eq!(found.reports[1].span.end, end);
}

#[test]
fn site_notices_before_the_title_belong_to_no_report() {
    let text = format!("本资料仅供学习参考\n加微信领取更多资料\n柳河镇工作总结\n{FILLER}\n");
    let found = split(&text);
    assert!(slice(&text, found.reports[0].span).starts_with("柳河镇"));
    assert_eq!(excluded(&text, ExclusionReason::Watermark), ["本资料仅供学习参考"]);
    assert_eq!(excluded(&text, ExclusionReason::Advert), ["加微信领取更多资料"]);
}

#[test]
fn short_lines_between_two_adverts_are_advert() {
    let text = format!("扫码关注我们\n笔墨小铺\n实时更新\n会员免费下载\n工作总结\n{FILLER}\n");
    let found = excluded(&text, ExclusionReason::Advert);
    assert_eq!(found, ["扫码关注我们", "笔墨小铺", "实时更新", "会员免费下载"]);
}

#[test]
fn a_paragraph_that_mentions_a_download_stays() {
    for text in [
        format!("组织全体党员扫码关注公众号，开展线上学习。{FILLER}"),
        "通过微信群、QQ群开展线上学习，组织工会会员免费体检。".into(),
        "存在材料代写现象，个别同志付费后查看范文。".into(),
        "https://www.example.com/notice/2024.html".into(),
    ] {
        assert!(split(&text).exclusions.is_empty(), "{text}");
    }
}

#[test]
fn mark_up_goes_and_the_words_between_stay() {
    let text = "落实<span style=\"color:red\">责任</span>制&nbsp;要求##paidbegin##从严";
    let found = excluded(text, ExclusionReason::Markup);
    assert_eq!(found, ["<span style=\"color:red\">", "</span>", "&nbsp;", "##paidbegin##"]);
}

#[test]
fn a_word_that_a_site_took_for_a_tag_stays() {
    let text = "落实<xx< span=\"\" style=\"a: b;\">县意见</xx<>的部署";
    let found = excluded(text, ExclusionReason::Markup);
    assert_eq!(found, ["<", "< span=\"\" style=\"a: b;\">", "</xx<>"]);
}

#[test]
fn angle_brackets_of_a_writer_are_no_mark_up() {
    for text in ["学习<党章>和<准则>的要求", "a<b && c>d", "Vec<T> 与 R&D; 无关", "写信给<x@y.z>"]
    {
        let found: Vec<Exclusion> = split(text).exclusions;
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn the_title_of_a_single_report_is_its_title_line() {
    let text = format!("仅供参考\n\n柳河镇2023年工作总结\n{FILLER}\n");
    let title = split(&text).reports[0].title.expect("a title");
    assert_eq!(slice(&text, title), "柳河镇2023年工作总结");
}

#[test]
fn numbers_are_read_in_both_scripts() {
    for (text, value) in [("十二", 12), ("二十", 20), ("一百零三", 103), ("7", 7), ("三", 3)]
    {
        assert_eq!(signs::count_of(text), Some(value), "{text}");
    }
}

proptest! {
    #[test]
    fn reports_are_ordered_and_inside_the_text(text in report_like()) {
        let found = split(&text);
        let end = text.chars().count() as u32;
        let mut before = 0;
        for (report, number) in found.reports.iter().zip(1..) {
            prop_assert_eq!(report.number, number);
            prop_assert!(before <= report.span.start && report.span.start < report.span.end);
            let title = report.title.unwrap_or(report.span);
            prop_assert_eq!(title.overlap(report.span), title.length());
            before = report.span.end;
        }
        prop_assert!(before <= end);
        prop_assert_eq!(found.reports.is_empty(), before == 0);
        let mut before = 0;
        for exclusion in &found.exclusions {
            prop_assert!(before <= exclusion.span.start && !exclusion.span.is_empty());
            before = exclusion.span.end;
        }
        prop_assert!(before <= end);
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        split(&text);
    }
}

/// Lines of the kinds that the recognisers look at, and a few that no one foresaw.
fn report_like() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "柳河镇工作总结",
        "篇一",
        "【篇2】总结",
        "目录",
        "总结……3",
        "（3篇）",
        "一、做法",
        "（一）",
        "同志们：",
        "2023年，我镇",
        "2024年3月5日",
        "扫码关注",
        "<p>",
        "##x##",
        "附件1",
        "<xx< a=\"",
        "",
        "\u{c}",
        "工作总结（2）",
        "第十篇",
        FILLER,
    ]);
    let line = prop_oneof![8 => known.prop_map(str::to_owned), 1 => ".{0,12}"];
    prop::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}
