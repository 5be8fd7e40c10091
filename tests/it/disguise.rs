//! The generator of disguised copies: what its key says is what its reports hold.

#[path = "../../benches/disguise/corpus/mod.rs"]
pub(crate) mod corpus;

use corpus::dice::Dice;
use corpus::wash::{Step, is_content, reach, sentences, wash};
use corpus::{Corpus, Texts, batch, pairs};
use leitong::config::Settings;
use leitong::evaluate::{Shared, score};
use leitong::model::{CharSpan, Layer};
use leitong::pipeline::{self, Given, Silent};
use leitong::segment::jieba;

fn corpus_of(name: &str, texts: &Texts) -> Corpus {
    let runs = pairs::runs();
    let run = runs.iter().find(|run| run.name == name).expect("a disguise of this name");
    pairs::pairs(run, texts, 7)
}

/// The two texts of each case.
fn planted(corpus: &Corpus) -> Vec<[String; 2]> {
    let text = |shared: &Shared, k: usize| {
        let name = &shared.documents[k];
        let report = corpus.reports.iter().find(|r| r.name == *name).expect("a report");
        report.slice(shared.spans[k])
    };
    corpus.cases.iter().map(|case| [0, 1].map(|k| text(&case.shared, k))).collect()
}

#[test]
fn there_are_enough_independent_passages() {
    let texts = Texts::new();
    assert!(texts.passages.len() >= 80);
    for (i, passage) in texts.passages.iter().enumerate() {
        let length = passage.text.chars().count();
        assert!((250..=400).contains(&length), "{}: {length}", passage.subject);
        let chars: Vec<char> = passage.text.chars().collect();
        for other in &texts.passages[..i] {
            let shared =
                chars.windows(13).find(|w| other.text.contains(&w.iter().collect::<String>()));
            assert_eq!(shared, None, "{} and {}", passage.subject, other.subject);
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let texts = Texts::new();
    assert_eq!(corpus_of("combined-heavy", &texts), corpus_of("combined-heavy", &Texts::new()));
    assert_eq!(batch(&texts, 3), batch(&texts, 3));
    assert_ne!(batch(&texts, 3), batch(&texts, 4));
}

#[test]
fn the_key_cuts_out_what_was_planted() {
    let texts = Texts::new();
    for name in ["verbatim", "patchwork"] {
        let corpus = corpus_of(name, &texts);
        assert!(corpus.cases.len() >= 24);
        for [a, b] in planted(&corpus) {
            assert_eq!(a, b);
            assert!(texts.passages.iter().any(|passage| passage.text.contains(&a)), "{a}");
        }
    }
    for [a, b] in planted(&corpus_of("sentences", &texts)) {
        let sorted = |text: &str| {
            let mut all: Vec<String> = sentences(text).iter().map(|s| (*s).to_owned()).collect();
            all.sort();
            all
        };
        assert_ne!(a, b);
        assert_eq!(sorted(&a), sorted(&b));
    }
}

#[test]
fn stretches_cover_every_character_once() {
    for report in &batch(&Texts::new(), 3).reports {
        let mut at = 0;
        for stretch in &report.stretches {
            assert_eq!(stretch.span.start, at, "{}", report.name);
            at = stretch.span.end;
        }
        assert_eq!(at as usize, report.text.chars().count(), "{}", report.name);
    }
}

#[test]
fn the_batch_has_its_parts() {
    let corpus = batch(&Texts::new(), 3);
    let with = |layer: Layer, kind: &str| {
        let has = |r: &&corpus::Report| {
            r.stretches.iter().any(|s| s.label.layer == layer && s.label.kind == kind)
        };
        corpus.reports.iter().filter(has).count()
    };
    assert_eq!(corpus.reports.len(), 200);
    assert_eq!(with(Layer::Template, "form"), 40);
    assert_eq!(with(Layer::Copied, "verbatim") + with(Layer::Copied, "source"), 4);
    assert_eq!(with(Layer::Placeholder, "masked"), 3);
    assert_eq!(with(Layer::Placeholder, "residue"), 3);
    assert!(with(Layer::Quotation, "misquoted") >= 20);
    assert_eq!(corpus.base.len(), 1);
}

/// The share of the content words that differ is the share that was asked for.
#[test]
fn a_strength_is_the_share_of_words_changed() {
    let texts = Texts::new();
    let mut tried = 0;
    for (i, passage) in texts.passages.iter().enumerate() {
        for percent in [10, 30, 50] {
            if reach(passage.text, &texts) < percent + 5 {
                continue;
            }
            let mut dice = Dice::new(i as u64);
            let washed = wash(passage.text, &[Step::Synonyms(percent)], &texts, &mut dice);
            let share = washed.changed as f64 / washed.of as f64;
            assert!((share - percent as f64 / 100.0).abs() < 0.02, "{}: {share}", passage.subject);
            let words = jieba().cut(passage.text, false);
            let kept: usize = words
                .iter()
                .filter(|w| is_content(w.word) && texts.synonyms.contains_key(w.word))
                .filter(|w| {
                    let count = |text: &str| text.matches(w.word).count();
                    count(&washed.text) >= count(passage.text)
                })
                .count();
            assert!(kept + washed.changed <= words.len());
            assert_ne!(washed.text, passage.text);
            tried += 1;
        }
    }
    assert!(tried > 150, "{tried}");
}

#[test]
fn every_disguise_changes_the_text_and_says_how_much() {
    let texts = Texts::new();
    for run in pairs::runs() {
        let corpus = pairs::pairs(&run, &texts, 7);
        for ([a, b], strength) in planted(&corpus).iter().zip(&corpus.strengths) {
            assert_eq!(a == b, run.steps.is_empty(), "{}", run.name);
            assert_eq!(*strength == 0.0, run.steps.is_empty(), "{}", run.name);
        }
    }
}

/// A small guard of quality: nine in ten of what was washed at 30 % is found, nobody else accused.
#[test]
fn washed_copies_are_found() {
    let corpus = corpus_of("synonyms-30", &Texts::new());
    let folder = tempfile::tempdir().expect("a temporary folder");
    corpus.write(folder.path()).expect("the corpus can be written");
    let config = Settings::default().validate().expect("the defaults are valid");
    let inputs = [folder.path().join("reports").display().to_string()];
    let rows = pipeline::scan(&inputs, &Given::default(), &config, &Silent).rows;
    let base = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let found: Vec<Shared> = rows
        .passages
        .iter()
        .filter(|p| p.layer == Layer::Copied)
        .map(|p| {
            let [a, b] = [&p.left, &p.right];
            let span = |s: u32, e: u32| CharSpan::new(s, e);
            Shared::new(
                (&base(&a.document), span(a.start, a.end)),
                (&base(&b.document), span(b.start, b.end)),
            )
        })
        .collect();
    let cases: Vec<&Shared> = corpus.cases.iter().map(|c| &c.shared).collect();
    let score = score(&cases, &found.iter().collect::<Vec<_>>());
    assert!(score.recall > 0.9 && score.precision > 0.9, "{score:?}");
}
