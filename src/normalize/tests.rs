use proptest::prelude::*;

use super::*;

fn cut(text: &str) -> Symbols {
    let chars: Vec<char> = text.chars().collect();
    symbols(&chars, 0, &[])
}

/// The text of each symbol.
fn pieces(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    cut(text)
        .items
        .iter()
        .map(|s| chars[s.span.start as usize..s.span.end as usize].iter().collect())
        .collect()
}

fn classes(text: &str) -> Vec<Class> {
    cut(text).items.iter().map(|s| s.class).collect()
}

#[test]
fn chinese_characters_words_and_numbers_are_one_symbol_each() {
    assert_eq!(
        pieces("全镇投入3.5万元，建成GDP平台。"),
        ["全", "镇", "投", "入", "3.5万元", "建", "成", "GDP", "平", "台"]
    );
}

#[test]
fn dates_are_one_symbol_also_with_blanks() {
    assert_eq!(pieces("于2023年5月3日印发"), ["于", "2023年5月3日", "印", "发"]);
    assert_eq!(pieces("X月X日召开"), ["X月X日", "召", "开"]);
    assert_eq!(pieces("20***年，我局"), ["20***年", "我", "局"]);
    assert_eq!(pieces("二〇二三年全县"), ["二〇二三年", "全", "县"]);
    assert_eq!(classes("xxxx年x月"), [Class::Slot]);
    assert_eq!(pieces("近30年来"), ["近", "30", "年", "来"]);
}

#[test]
fn blanks_stand_inside_words_and_between_quotes() {
    assert_eq!(pieces("学***台"), ["学", "***", "台"]);
    assert_eq!(pieces("__厅党组开展_次"), ["__", "厅", "党", "组", "开", "展", "_", "次"]);
    assert_eq!(pieces("领导来x视察"), ["领", "导", "来", "x", "视", "察"]);
    assert_eq!(cut("获评“”称号").blanks[0].kind, BlankKind::Deleted);
    assert_eq!(cut("深化对...规律").blanks[0].kind, BlankKind::Deleted);
    assert_eq!(classes("（此处填写单位名称）报"), [Class::Slot, Class::Han]);
    assert_eq!(cut("转化为***难题").blanks[0].kind, BlankKind::Masked);
}

#[test]
fn letters_that_are_no_blanks_stay_letters() {
    assert_eq!(classes("做X光检查")[1], Class::Word);
    assert_eq!(classes("the XX century"), [Class::Word; 3]);
    assert_eq!(classes("call __init__ now"), [Class::Word; 3]);
    assert_eq!(classes("* 第一项"), [Class::Han; 3]);
    assert_eq!(classes("3×4"), [Class::Number; 2]);
}

#[test]
fn tricks_are_folded_and_counted() {
    let plain = cut("落实安全责任制度");
    let hidden = cut("落\u{200b}实安\u{200b}全责\u{2060}任制度");
    let codes = |s: &Symbols| s.items.iter().map(|x| x.code).collect::<Vec<_>>();
    assert_eq!(codes(&plain), codes(&hidden));
    assert_eq!(hidden.evasion["zero-width"].count, 3);
    assert_eq!(codes(&plain), codes(&cut("落實安全責任制度")));
    assert_eq!(codes(&cut("app")), codes(&cut("\u{ff41}\u{440}p")));
    assert_eq!(cut("\u{430}pp").evasion["look-alike"].count, 1);
    let spaced = &cut("切 实 加 强 组 织 领 导").evasion["letter-spacing"];
    assert_eq!((spaced.count, spaced.places[0]), (7, CharSpan::new(0, 15)));
    assert_eq!(cut("严·格·落·实·主·体·责·任").evasion["punctuation-noise"].count, 7);
    assert!(cut("东、西、南、北、中、左、右").evasion.is_empty());
    let drawn = cut("安\u{fffc}生产\u{fffc}。");
    assert_eq!((drawn.evasion["picture-character"].count, drawn.len()), (1, 3));
}

#[test]
fn numbers_match_by_class_and_differ_by_value() {
    let (a, b) = (cut("69次"), cut("12次"));
    assert_eq!(a.items[0].code, b.items[0].code);
    assert_ne!(a.items[0].value, b.items[0].value);
}

#[test]
fn breaks_and_quotes_are_kept() {
    let cut = cut("“两个维护”。《党章》，\n新");
    let breaks: Vec<_> = cut.items.iter().map(|s| s.break_before).collect();
    assert_eq!(breaks[4], Break::Sentence);
    assert_eq!(breaks[6], Break::Paragraph);
    assert_eq!(cut.quotes.len(), 2);
    assert!(cut.quotes[1].is_title);
}

proptest! {
    #[test]
    fn spans_run_forward_and_stay_inside(text in "[ -~一-十X*_年月日，。“”《》\n（）…\u{200b}0-9]{0,60}") {
        let cut = cut(&text);
        let length = text.chars().count() as u32;
        let mut at = 0;
        for symbol in &cut.items {
            prop_assert!(symbol.span.start >= at && !symbol.span.is_empty());
            at = symbol.span.start;
            prop_assert!(symbol.span.end <= length);
        }
        for quote in &cut.quotes {
            prop_assert!(quote.span.end as usize <= cut.items.len());
        }
    }

    #[test]
    fn any_text_can_be_cut(text in "\\PC{0,80}") {
        cut(&text);
    }
}
