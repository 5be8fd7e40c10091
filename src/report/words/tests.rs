use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Diagnostic;
use crate::model::Lang;
use crate::model::Layer;
use crate::report::rows::ReasonRow;
use crate::report::words;

#[test]
fn every_key_stands_once_and_every_word_says_something() {
    let mut keys = BTreeSet::new();
    for (key, chinese, english) in words::TABLES.iter().flat_map(|table| table.iter()) {
        assert!(keys.insert(*key), "{key} stands twice");
        assert!(!chinese.is_empty() && !english.is_empty(), "{key} is empty");
        for sentence in [chinese, english] {
            assert_eq!(sentence.matches('[').count(), sentence.matches(']').count(), "{key}");
            assert_eq!(sentence.matches('{').count(), sentence.matches('}').count(), "{key}");
        }
    }
}

/// The names of values in a sentence.
fn names(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn both_languages_say_the_same_values() {
    for (key, chinese, english) in words::TABLES.iter().flat_map(|table| table.iter()) {
        assert_eq!(names(chinese), names(english), "{key}");
    }
}

#[test]
fn the_wording_is_that_of_the_design() {
    let zh = Lang::Zh;
    assert_eq!(words::layer(Layer::Copied, zh), "雷同");
    assert_eq!(words::layer(Layer::Original, zh), "未见雷同");
    assert_eq!(words::layer(Layer::Boilerplate, zh), "通用表述（套话）");
    assert_eq!(words::kind("slots", zh), "仅换名称数字");
    assert_eq!(words::kind("unconfirmed", zh), "共同格式（待确认）");
    assert_eq!(words::tag("no-finding", zh), "未见明显雷同");
    assert_eq!(words::direction("right-first", zh), "右在先");
    assert_eq!(words::grade("weak", zh), "弱");
}

#[test]
fn an_unknown_code_is_shown_as_it_is() {
    assert_eq!(words::tag("code-of-tomorrow", Lang::Zh), "code-of-tomorrow");
    let values = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
    let row = ReasonRow { code: "new".into(), values };
    assert_eq!(words::reason(&row, Lang::En), "new (1)");
}

fn reason(code: &str, values: &[(&str, &str)]) -> String {
    let values = values.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    words::reason(&ReasonRow { code: code.into(), values }, Lang::Zh)
}

#[test]
fn missing_values_take_their_stretch_with_them() {
    assert_eq!(reason("short", &[]), "段落较短");
    assert_eq!(reason("short", &[("symbols", "17")]), "段落较短（17 字）");
    assert_eq!(
        reason("placeholder-filled", &[("a", "XX"), ("b", "{symbols}[x]")]),
        "一方的空位在另一方已经填写：XX, {symbols}[x]"
    );
}

#[test]
fn every_message_says_where() {
    let keys = words::table(Lang::Zh).into_keys();
    let codes: Vec<&str> = keys.filter_map(|key| key.strip_prefix("diagnostic.")).collect();
    assert!(codes.len() >= 22, "{codes:?}");
    for code in codes.into_iter().chain(["code-of-tomorrow"]) {
        for lang in [Lang::Zh, Lang::En] {
            let row = Diagnostic {
                document: "a/b.docx".into(),
                code: code.into(),
                detail: "3 MB".into(),
            };
            let message = words::diagnostic(&row, lang);
            assert!(message.contains("a/b.docx") && message.contains("3 MB"), "{message}");
        }
    }
}
