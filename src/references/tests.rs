//! Invented notices, speeches and reports against each other.

use super::*;
use crate::archive::tests::of_texts;
use crate::config::Settings;

const NOTICE: &str = "各村要在汛期前完成渠道清淤，逐段登记责任人，登记表于五月底前报水利站备案。\
    填报村：____，责任人：____，完成日期：____年__月__日。";
const SPEECH: &str = "把水渠修好，首先要把修渠的账算给每一户听清楚，账不清楚，渠就修不长久。\
    群众的事情，要同群众商量着办。";

/// What of one report stands in the texts, as (kind, text here, differences).
fn asked(text: &str, base: &[&str], collection: &[&str]) -> Vec<(&'static str, String, usize)> {
    let config = Settings::default().validate().expect("defaults");
    let archive = of_texts(&[text.to_owned()]);
    let make = |role| move |text: &&str| (role, (*text).to_owned());
    let given = base.iter().map(make(ReferenceRole::Base));
    let given = given.chain(collection.iter().map(make(ReferenceRole::Collection)));
    let references: Vec<Reference> =
        given.map(|(role, text)| reference("给定.txt".into(), &text, role, &config)).collect();
    let given = Given::new(&references, &config);
    let text: Vec<char> = text.chars().collect();
    let report = &archive.reports[0];
    let show = |one: Referred| {
        let span = report.symbols.chars(one.span);
        let text = text[span.start as usize..span.end as usize].iter().collect();
        (one.kind.code(), text, one.differences.len())
    };
    given.found_in(report, &text).into_iter().map(show).collect()
}

#[test]
fn a_form_filled_in_is_base_text_and_its_values_are_the_reports() {
    let filled = NOTICE.replacen("____", "石梁村", 1).replacen("____", "陶小满", 1);
    let found = asked(&format!("我们村的渠去年就清过了。{filled}"), &[NOTICE], &[]);
    let base: String = found.iter().map(|one| one.1.as_str()).collect();
    assert!(found.iter().all(|one| one.0 == "base"));
    assert!(base.contains("逐段登记责任人") && base.contains("完成日期"), "{base}");
    assert!(!base.contains("石梁村") && !base.contains("陶小满") && !base.contains("去年"));
}

#[test]
fn a_quotation_is_exact_or_names_the_characters_that_differ() {
    let right = "会上指出，要把修渠的账算给每一户听清楚，账不清楚，渠就修不长久。";
    let wrong = "他说：“把水渠修好，首先要把修渠的账念给每一户听清楚”，大家都记住了。";
    let found = asked(right, &[], &[SPEECH]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].2), ("exact", 0));
    let found = asked(wrong, &[], &[SPEECH]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].2), ("misquoted", 1));
}

#[test]
fn what_announces_a_quotation_is_no_part_of_it() {
    let source = "渠道规程\n第一条 把水渠修好，首先要把修渠的账算给每一户听清楚。";
    let found = asked(
        "我们按规程办。渠道规程指出，“把水渠修好，首先要把修渠的账算给每一户听清楚”，大家照办。",
        &[],
        &[source],
    );
    let expected = "把水渠修好，首先要把修渠的账算给每一户听清楚".to_owned();
    assert_eq!(found, [("exact", expected, 0)]);
    let found = asked("渠道规程规定：首先要把修渠的账算给每一户听清楚。", &[], &[source]);
    let expected = "首先要把修渠的账算给每一户听清楚".to_owned();
    assert_eq!(found, [("exact", expected, 0)]);
}

#[test]
fn words_of_a_source_without_a_mark_are_unattributed_and_short_ones_nothing() {
    let long = "今年我们首先要把修渠的账算给每一户听清楚，账不清楚，渠就修不长久，这是经验。";
    let found = asked(long, &[], &[SPEECH]);
    assert_eq!(found.iter().map(|one| one.0).collect::<Vec<_>>(), ["unattributed"]);
    assert!(asked("修渠以前要同群众商量着办，不可急。", &[], &[SPEECH]).is_empty());
}

#[test]
fn a_quotation_found_nowhere_is_a_claim_and_makes_no_layer() {
    let text = "老站长强调，水渠两边的树一棵也不许砍掉来做桩子用。";
    let found = asked(text, &[], &[SPEECH]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "claimed");
    assert_eq!(ReferredKind::Claimed.layer(), None);
    assert!(asked(text, &[NOTICE], &[]).is_empty(), "without a collection nothing is claimed");
}

#[test]
fn a_quotation_stands_before_base_text_and_no_symbol_has_two() {
    let config = Settings::default().validate().expect("defaults");
    let text = format!("{NOTICE}站长指出：{SPEECH}");
    let mut archive = of_texts(std::slice::from_ref(&text));
    let references = [
        reference("甲".into(), &text, ReferenceRole::Base, &config),
        reference("乙".into(), SPEECH, ReferenceRole::Collection, &config),
    ];
    let chars: Vec<char> = text.chars().collect();
    let found = Given::new(&references, &config).found_in(&archive.reports[0], &chars);
    let mut taken = vec![0; archive.reports[0].symbols.len()];
    for one in &found {
        taken[one.span.start as usize..one.span.end as usize].iter_mut().for_each(|n| *n += 1);
    }
    assert!(taken.iter().all(|&n| n <= 1));
    assert!(found.iter().any(|one| one.kind == ReferredKind::Exact));
    assert!(found.iter().any(|one| one.kind == ReferredKind::Base));
    let places: Vec<SymbolSpan> = found.iter().map(|one| one.span).collect();
    note(&mut archive.reports[0], found);
    let earns = &archive.reports[0].segments.earns;
    for place in places {
        assert!(!earns[place.start as usize..place.end as usize].contains(&true));
    }
}
