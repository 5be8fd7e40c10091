//! Archives of invented texts, for the tests of the stages below.

use super::*;
use crate::config::Settings;
use crate::normalize;
use crate::read::{Part, PartSpan};
use crate::segment::{self, PhraseList};
use crate::sketch;

/// An archive of one report a text, without any list of set phrases.
pub(crate) fn of_texts(texts: &[String]) -> Archive {
    let settings = Settings::default();
    let phrases = PhraseList::new("");
    let context = segment::Context { config: &settings.segment, phrases: &phrases };
    let mut archive = Archive::default();
    for (i, text) in texts.iter().enumerate() {
        let chars: Vec<char> = text.chars().collect();
        let span = CharSpan::new(0, chars.len() as u32);
        let symbols = normalize::symbols(&chars, 0, &[]);
        let segments = segment::report(&symbols, &chars, 0, None, &context);
        archive.reports.push(Report {
            document: i as u32,
            number: 1,
            span,
            title: None,
            metadata: Metadata::default(),
            sketch: sketch::of(&symbols, &segments.words, &settings.sketch),
            symbols,
            segments,
            referred: Vec::new(),
        });
        archive.exclusions.push(Vec::new());
        archive.documents.push(Document {
            name: format!("{i:03}.txt"),
            text: text.clone(),
            parts: vec![PartSpan { span, part: Part::Body }],
            format: "txt",
            ..Document::default()
        });
    }
    archive
}

#[test]
fn a_fingerprint_of_two_reports_is_a_posting() {
    let shared = "渠水绕过三道山梁流进东边新开的梯田";
    let texts =
        [format!("昨夜大雨，{shared}。"), format!("{shared}，村民都来看。"), "另一篇。".into()];
    let postings = of_texts(&texts).postings();
    assert!(!postings.is_empty());
    assert!(postings.iter().all(|posting| posting.reports == [0, 1]));
}
