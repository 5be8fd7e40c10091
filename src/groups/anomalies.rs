//! Mistakes that reports share: the strongest evidence there is, and easy to see.
//!
//! Told against the genre's usual form: a doubled word, a pair of characters that is no word
//! while one of the same sound is, a set phrase with one character wrong, a noun that its verb
//! never has while one like it is usual, parts that are more than their whole, a heading that
//! skips a number. Only inside copied passages.

mod figures;

use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::Case;
use crate::archive::{Archive, Map, Report};
use crate::classify::FoundLayer;
use crate::model::SymbolSpan;
use crate::normalize::{Break, Class};
use crate::segment::background;

/// A mistake and the reports that share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anomaly {
    /// `doubled`, `wrong-word`, `sum` or `numbering`.
    pub kind: &'static str,
    /// The usual form.
    pub usual: Option<String>,
    /// Reports with the place of the mistake, sorted.
    pub places: Vec<(u32, SymbolSpan)>,
    /// Indexes of the findings that hold it.
    pub findings: Vec<u32>,
}

/// A mistake in one report.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mistake {
    span: SymbolSpan,
    kind: &'static str,
    usual: Option<String>,
}

/// Information above which a single character is no common word. Unit: 1/1000 bit.
///
/// Function words and the hundred commonest characters lie below.
const RARE_CHARACTER: i32 = 10_500;

/// Least count of the word that is taken for the usual form, in the shipped background.
/// Unit: 1/1000 bit of information; 19 bits are some hundred in sixty million.
const USUAL_WORD: i32 = 19_500;

/// A verb and the nouns that end its clauses, as codes of symbols.
type Frame = (Vec<u32>, Vec<Vec<u32>>);

/// Verbs with the nouns that end their clauses.
static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let codes = |text: &str| text.chars().map(u32::from).collect::<Vec<u32>>();
    include_str!("../../data/lexicon/frames.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(verb, nouns)| (codes(verb), nouns.split(' ').map(codes).collect()))
        .collect()
});

/// The shared mistakes, by their first place.
pub fn of(case: &Case) -> Vec<Anomaly> {
    let mut cache: Map<u32, Vec<Mistake>> = Map::default();
    let mut found: Vec<Anomaly> = Vec::new();
    for (i, finding) in case.findings.iter().enumerate() {
        if finding.layer != FoundLayer::Copied {
            continue;
        }
        let (l, r) = (finding.pair.left, finding.pair.right);
        for report in [l, r] {
            cache.entry(report).or_insert_with(|| mistakes(case.archive, report));
        }
        for mistake in &cache[&l] {
            let holds = finding
                .blocks
                .iter()
                .find(|b| b.left <= mistake.span.start && mistake.span.end <= b.left_end());
            let Some(block) = holds else { continue };
            let start = block.right + mistake.span.start - block.left;
            let there = SymbolSpan::new(start, start + mistake.span.length());
            // Numbers match whatever they say, and a heading may stand in another list there.
            let is_figure = matches!(mistake.kind, "sum" | "numbering");
            let is_same = |m: &Mistake| m.span == there && m.usual == mistake.usual;
            if !is_figure || cache[&r].iter().any(is_same) {
                add(&mut found, mistake, [(l, mistake.span), (r, there)], i as u32);
            }
        }
    }
    // What a third report writes too is a word of the genre, not a slip.
    found.retain(|anomaly| {
        let is_figure = matches!(anomaly.kind, "sum" | "numbering");
        is_figure || !is_written_elsewhere(case, anomaly)
    });
    found.sort_by(|a, b| a.places.cmp(&b.places).then(a.kind.cmp(b.kind)));
    found
}

/// Adds a shared mistake to the one that has a place in common, or as a new one.
fn add(found: &mut Vec<Anomaly>, mistake: &Mistake, places: [(u32, SymbolSpan); 2], finding: u32) {
    let same =
        |a: &Anomaly| a.kind == mistake.kind && places.iter().any(|place| a.places.contains(place));
    let index = match found.iter().position(same) {
        Some(index) => index,
        None => {
            found.push(Anomaly {
                kind: mistake.kind,
                usual: mistake.usual.clone(),
                places: Vec::new(),
                findings: Vec::new(),
            });
            found.len() - 1
        }
    };
    let anomaly = &mut found[index];
    for place in places {
        if let Err(at) = anomaly.places.binary_search(&place) {
            anomaly.places.insert(at, place);
        }
    }
    if !anomaly.findings.contains(&finding) {
        anomaly.findings.push(finding);
    }
}

/// The mistakes of one report, by place.
fn mistakes(archive: &Archive, report: u32) -> Vec<Mistake> {
    let report = &archive.reports[report as usize];
    let mut found = doubled(report);
    found.extend(figures::sums(archive, report));
    found.extend(figures::numbering(archive, report));
    found.extend(homophones(report));
    found.extend(wrong_nouns(report));
    found.sort_by_key(|m| m.span);
    found.dedup_by_key(|m| m.span);
    found
}

fn text(report: &Report, span: SymbolSpan) -> String {
    let symbols = &report.symbols.items[span.start as usize..span.end as usize];
    symbols.iter().filter_map(|s| char::from_u32(s.code)).collect()
}

fn is_unbroken_han(report: &Report, span: SymbolSpan) -> bool {
    (span.start..span.end).all(|i| {
        let symbol = &report.symbols.items[i as usize];
        symbol.class == Class::Han && (i == span.start || symbol.break_before == Break::None)
    })
}

/// A character before a word that begins with it (省省委), or a word written twice.
fn doubled(report: &Report) -> Vec<Mistake> {
    let mut found = Vec::new();
    for pair in report.segments.words.windows(2) {
        let (a, b) = (pair[0].span, pair[1].span);
        let both = SymbolSpan::new(a.start, b.end);
        if !is_unbroken_han(report, both) {
            continue;
        }
        let (first, second) = (text(report, a), text(report, b));
        let is_stutter = first.chars().count() == 1
            && second.chars().count() > 1
            && second.starts_with(&first)
            && !background::knows(&format!("{first}{first}"));
        // 一条一条 is grammar, 要求要求 is not.
        let is_twice = first == second
            && first.chars().count() > 1
            && !first.starts_with(|c: char| "一二三四五六七八九十".contains(c))
            && !background::knows(&format!("{first}{second}"));
        if is_stutter || is_twice {
            found.push(Mistake { span: both, kind: "doubled", usual: Some(second) });
        }
    }
    found
}

/// Two single characters that are no word, while a word of the same sound is.
fn homophones(report: &Report) -> Vec<Mistake> {
    let words = &report.segments.words;
    let mut found = Vec::new();
    for (i, pair) in words.windows(2).enumerate() {
        let both = SymbolSpan::new(pair[0].span.start, pair[1].span.end);
        let is_rare = |word: &crate::segment::Word| {
            word.span.length() == 1 && word.information >= RARE_CHARACTER
        };
        // Among other single characters any two may meet; between words they stand for one.
        let is_word = |place: Option<usize>| {
            place.and_then(|at| words.get(at)).is_none_or(|word| word.span.length() > 1)
        };
        let stands_alone = is_word(i.checked_sub(1)) && is_word(Some(i + 2));
        if !is_rare(&pair[0])
            || !is_rare(&pair[1])
            || !stands_alone
            || !is_unbroken_han(report, both)
        {
            continue;
        }
        let written = text(report, both);
        if let Some(usual) = same_sound(&written).filter(|_| !background::knows(&written)) {
            found.push(Mistake { span: both, kind: "wrong-word", usual: Some(usual) });
        }
    }
    found
}

/// The sound of a word of two characters.
type Sound = (&'static str, &'static str);

/// Words of two characters by their sound, the commonest first.
static SOUNDS: LazyLock<Map<Sound, Vec<&'static str>>> = LazyLock::new(|| {
    let mut sounds: Map<Sound, Vec<&'static str>> = Map::default();
    for word in background::chinese_words_of_two() {
        if background::chinese(word) <= USUAL_WORD
            && let Some(sound) = sound(word)
        {
            sounds.entry(sound).or_default().push(word);
        }
    }
    sounds
});

fn sound(word: &str) -> Option<Sound> {
    let mut chars = word.chars();
    let (a, b) = (chars.next()?, chars.next()?);
    Some((a.to_pinyin()?.with_tone(), b.to_pinyin()?.with_tone()))
}

/// The commonest word of the same sound that has one of the two characters in its place.
fn same_sound(written: &str) -> Option<String> {
    let differs = |word: &str| word.chars().zip(written.chars()).filter(|(a, b)| a != b).count();
    let words = SOUNDS.get(&sound(written)?)?;
    words.iter().find(|word| differs(word) == 1).map(|word| (*word).to_string())
}

/// True when a report that shares none of the places writes the same.
fn is_written_elsewhere(case: &Case, anomaly: &Anomaly) -> bool {
    let (first, span) = anomaly.places[0];
    let codes = |report: &Report, span: std::ops::Range<usize>| -> Vec<u32> {
        report.symbols.items[span].iter().map(|s| s.code).collect()
    };
    let range = span.start as usize..span.end as usize;
    let written = codes(&case.archive.reports[first as usize], range);
    case.archive.reports.iter().enumerate().any(|(i, report)| {
        let is_place = anomaly.places.iter().any(|(place, _)| *place as usize == i);
        let items = &report.symbols.items;
        !is_place
            && items
                .windows(written.len())
                .any(|w| w.iter().map(|s| s.code).eq(written.iter().copied()))
    })
}

/// A noun at the end of a clause that its verb never has, one character off a usual one.
fn wrong_nouns(report: &Report) -> Vec<Mistake> {
    let items = &report.symbols.items;
    let code = |i: usize| items.get(i).map(|s| s.code);
    let mut found = Vec::new();
    let mut start = 0;
    for end in 1..=items.len() {
        if end < items.len() && items[end].break_before == Break::None {
            continue;
        }
        for (verb, nouns) in FRAMES.iter() {
            let opens = (0..verb.len()).all(|i| code(start + i) == Some(verb[i]));
            if !opens || end - start < verb.len() + 2 {
                continue;
            }
            let noun: Vec<u32> = items[end - 2..end].iter().map(|s| s.code).collect();
            let written = text(report, SymbolSpan::new(end as u32 - 2, end as u32));
            let near =
                nouns.iter().find(|n| n.len() == 2 && (n[0] == noun[0]) != (n[1] == noun[1]));
            let is_usual = nouns.contains(&noun) || nouns.iter().any(|n| n[1] == noun[1]);
            if let Some(usual) = near.filter(|_| !is_usual && background::knows(&written)) {
                let usual: String = usual.iter().filter_map(|&c| char::from_u32(c)).collect();
                let span = SymbolSpan::new(end as u32 - 2, end as u32);
                found.push(Mistake { span, kind: "wrong-word", usual: Some(usual) });
            }
        }
        start = end;
    }
    found
}
