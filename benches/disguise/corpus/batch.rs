//! One corpus of all layers: 200 reports of 60 units, a ring, a form, quotations, blanks.

use leitong::evaluate::{Case, Shared};
use leitong::model::{CharSpan, Layer};

use super::dice::Dice;
use super::genre::Frame;
use super::text::{Passage, Texts};
use super::wash::{Step, sentences, wash};
use super::{Corpus, Report};

/// Units that hand in the form.
const FORMS: usize = 40;
/// Members of the ring, the first of whom wrote the text; the last units of the list.
const RING: usize = 10;
/// Honest reports.
const HONEST: usize = 150;
/// Passages that the ring shares.
const RING_PASSAGES: usize = 3;
/// Passages whose sentences fill the form's only free field, one a form.
const FORM_PASSAGES: usize = 6;
/// Of the honest passages so many are cut in three, the others in two.
const THIRDS: usize = 14;

/// Makes the corpus. `base` holds the empty form, `collection`
/// what is quoted.
pub(crate) fn batch(texts: &Texts, seed: u64) -> Corpus {
    let mut dice = Dice::new(seed);
    let mut passages: Vec<&Passage> = texts.passages.iter().collect();
    dice.shuffle(&mut passages);
    let (ring, rest) = passages.split_at(RING_PASSAGES);
    let (fields, honest) = rest.split_at(FORM_PASSAGES);
    let mut corpus = Corpus::default();
    let units = texts.units();
    for (i, (subject, own)) in pieces(honest).into_iter().take(HONEST).enumerate() {
        let unit = units[i % units.len()];
        let frame =
            Frame::begin(format!("h{i:03}-{unit}.txt"), unit, texts, Dice::new(seed + i as u64));
        corpus.reports.push(honest_report(frame, i, subject, &own));
    }
    let fields: Vec<&str> = fields.iter().flat_map(|passage| sentences(passage.text)).collect();
    for (i, (unit, own)) in units.iter().zip(&fields).take(FORMS).enumerate() {
        let dice = Dice::new(seed + 1_000 + i as u64);
        corpus.reports.push(form(i, (unit, own), texts, dice));
    }
    add_ring(&mut corpus, ring, texts, seed + 2_000);
    let blank = texts.form.replace("{own}", "").replace("{date}", "____年__月__日");
    let blank = blank.replace("{unit}", "____").replace("{n}", "____");
    corpus.base = vec![("form.txt".to_owned(), blank)];
    corpus.collection = collection(texts);
    corpus
}

/// The documents that the quotations are from, one a quotation, each with other words around.
fn collection(texts: &Texts) -> Vec<(String, String)> {
    let source = |(i, line): (usize, &&str)| {
        let quoted = line.split('“').nth(1).and_then(|rest| rest.split('”').next())?;
        let text =
            format!("（第{}号文件）\n会议听取了各方面意见。{quoted}。会议同意下发执行。\n", i + 1);
        Some((format!("source-{i}.txt"), text))
    };
    texts.genre["quote"].iter().enumerate().filter_map(source).collect()
}

/// Pieces of passages with their subjects, each of some sentences.
fn pieces(passages: &[&Passage]) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (i, passage) in passages.iter().enumerate() {
        let sentences = sentences(passage.text);
        let size = sentences.len().div_ceil(if i < THIRDS { 3 } else { 2 });
        all.extend(sentences.chunks(size).map(|piece| (passage.subject, piece.concat())));
    }
    all
}

/// An honest report; one in seven misquotes, one in ten left blanks.
fn honest_report(mut frame: Frame, i: usize, subject: &str, own: &str) -> Report {
    frame.line("meetings", Layer::Boilerplate, "meetings");
    frame.heading(0, subject);
    frame.report.push(own, Layer::Original, "own");
    frame.end_paragraph();
    match i % 7 {
        3 => frame.quote("misquote", "misquoted"),
        _ => frame.quote("quote", "exact"),
    }
    if i % 25 == 7 {
        frame.report.push("　　全体干部深入学习", Layer::Boilerplate, "formula");
        frame.report.push("党的十二大", Layer::Placeholder, "meeting");
        frame.report.push("精神，逐条对照检查。", Layer::Boilerplate, "formula");
        frame.end_paragraph();
    }
    if i % 10 == 4 {
        frame.report.push("　　组织培训", Layer::Boilerplate, "statistics");
        frame.report.push("____", Layer::Placeholder, "unfilled");
        frame.report.push("期、参训人员", Layer::Boilerplate, "statistics");
        frame.report.push("XX", Layer::Placeholder, "unfilled");
        frame.report.push("人次。", Layer::Boilerplate, "statistics");
        frame.report.push("（此处填写具体做法）", Layer::Placeholder, "unfilled");
        frame.end_paragraph();
    }
    frame.end()
}

/// The form, filled in; every fifth unit left some numbers out.
fn form(i: usize, (unit, own): (&str, &str), texts: &Texts, mut dice: Dice) -> Report {
    let mut report = Report::new(format!("f{i:03}-{unit}.txt"));
    let mut rest = texts.form;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}').expect("every slot of the form is closed");
        report.push(&rest[..open], Layer::Template, "form");
        let number = (1 + dice.below(300)).to_string();
        let date = format!("2024年{}月{}日", 1 + dice.below(12), 1 + dice.below(28));
        let left_out = i % 5 == 2 && dice.below(3) == 0;
        match &rest[open + 1..close] {
            "unit" => report.push(unit, Layer::Template, "value"),
            "date" => report.push(&date, Layer::Template, "value"),
            "own" => report.push(own, Layer::Original, "own"),
            _ if left_out => report.push("____", Layer::Placeholder, "unfilled"),
            _ => report.push(&number, Layer::Template, "value"),
        };
        rest = &rest[close + 1..];
    }
    report.push(rest, Layer::Template, "form");
    report
}

/// How the members of the ring disguise: the first wrote it.
fn steps_of(member: usize) -> (&'static str, Vec<Step>) {
    match member {
        0 => ("source", Vec::new()),
        1..=3 => ("verbatim", Vec::new()),
        4..=6 => ("slots", vec![Step::Slots]),
        _ => ("synonyms-10", vec![Step::Synonyms(10)]),
    }
}

/// Ten reports with one text. Members 2, 5 and 8 left the name of the first in, members 3, 6 and 9
/// masked their own.
fn add_ring(corpus: &mut Corpus, passages: &[&Passage], texts: &Texts, seed: u64) {
    let units = texts.units();
    let units = &units[units.len() - RING..];
    let mut places: Vec<(String, Vec<CharSpan>)> = Vec::new();
    for (member, unit) in units.iter().enumerate() {
        let mut dice = Dice::new(seed + member as u64);
        let (kind, steps) = steps_of(member);
        let name = format!("r{member:02}-{unit}.txt");
        let mut frame =
            Frame::begin(name.clone(), unit, texts, Dice::new(seed + 50 + member as u64));
        let (named, layer, residue) = match member % 3 {
            2 => (units[0], Layer::Placeholder, "residue"),
            0 if member > 0 => ("***", Layer::Placeholder, "masked"),
            _ => (*unit, Layer::Copied, kind),
        };
        let mut spans = Vec::new();
        for (k, passage) in passages.iter().enumerate() {
            frame.heading(k, passage.subject);
            let start = frame.report.length();
            for (i, part) in texts.genre["ring"][0].split("{unit}").enumerate().filter(|_| k == 0) {
                if i > 0 {
                    frame.report.push(named, layer, residue);
                }
                frame.report.push(part, Layer::Copied, kind);
            }
            let washed = wash(passage.text, &steps, texts, &mut dice);
            frame.report.push(&washed.text, Layer::Copied, kind);
            spans.push(CharSpan::new(start, frame.report.length()));
            frame.end_paragraph();
        }
        places.push((name, spans));
        frame.quote("quote", "exact");
        corpus.reports.push(frame.end());
    }
    corpus.cases.extend(ring_cases(&places));
}

/// Every two members share every passage.
fn ring_cases(places: &[(String, Vec<CharSpan>)]) -> Vec<Case> {
    let mut cases = Vec::new();
    for (i, a) in places.iter().enumerate() {
        for b in &places[..i] {
            cases.extend(a.1.iter().zip(&b.1).map(|(x, y)| Case {
                kind: "ring".to_owned(),
                shared: Shared::new((&a.0, *x), (&b.0, *y)),
            }));
        }
    }
    cases
}
