use super::*;
use crate::config::Settings;
use crate::normalize::symbols;

fn segment(text: &str) -> (Symbols, Segments) {
    let chars: Vec<char> = text.chars().collect();
    let symbols = symbols(&chars, 0, &[]);
    let settings = Settings::default();
    let phrases = PhraseList::new("同心协力谱新篇");
    let context = Context { config: &settings.segment, phrases: &phrases };
    let segments = report(&symbols, &chars, 0, None, &context);
    (symbols, segments)
}

#[test]
fn words_and_paragraphs_cover_all_symbols() {
    let (symbols, segments) =
        segment("一、主要做法\n青石镇党委2023年开展集中学习12次。参加GDP核算。\n二、不足");
    let covered: u32 = segments.words.iter().map(|w| w.span.length()).sum();
    assert_eq!(covered as usize, symbols.len());
    let covered: u32 = segments.paragraphs.iter().map(|p| p.span.length()).sum();
    assert_eq!(covered as usize, symbols.len());
    assert_eq!(segments.paragraphs.len(), 3);
    assert_eq!(segments.paragraphs[0].role, Role::Heading);
    assert_eq!(segments.paragraphs[1].role, Role::Body);
}

#[test]
fn a_set_phrase_is_cheap_also_across_marks() {
    let (_, segments) = segment("全镇上下同心协力，谱新篇，修渠引水灌农田。");
    let phrase = segments.phrases[0];
    assert_eq!(phrase, SymbolSpan::new(4, 11));
    let cost: MilliBits = segments.information[4..11].iter().sum();
    assert!(cost <= 12_000);
    assert!(segments.information[11..].iter().sum::<MilliBits>() > 20_000);
}

#[test]
fn prescribed_parts_earn_nothing() {
    let text = "关于防汛工作的报告\n县人民政府：\n（一）压实责任。全镇修渠引水。\n青石镇人民政府\n2023年5月3日";
    let chars: Vec<char> = text.chars().collect();
    let symbols = symbols(&chars, 0, &[]);
    let settings = Settings::default();
    let phrases = PhraseList::new("");
    let context = Context { config: &settings.segment, phrases: &phrases };
    let segments = report(&symbols, &chars, 0, Some(CharSpan::new(0, 9)), &context);
    let roles: Vec<_> = segments.paragraphs.iter().map(|p| p.role).collect();
    use Role::*;
    assert_eq!(roles, [Title, Addressee, Body, Signature, Signature]);
    let earning: usize = segments.earns.iter().filter(|e| **e).count();
    assert_eq!(earning, "全镇修渠引水".chars().count());
}
