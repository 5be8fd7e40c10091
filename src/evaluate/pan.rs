//! The PAN corpora for text alignment: a folder of pairs, texts and cases; and its answer format.

use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;

use crate::model::CharSpan;

use super::gold::{base, lines, text};
use super::{Case, EvaluateError, Shared};

/// Two documents to compare and what one took from the other.
#[derive(Clone, Debug, PartialEq)]
pub struct PanPair {
    /// Kind of disguise.
    pub kind: String,
    /// File name of the suspicious document.
    pub suspicious: String,
    /// File name of the source document.
    pub source: String,
    /// Passages: suspicious, source.
    pub cases: Vec<(CharSpan, CharSpan)>,
}

/// A corpus with its texts.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// All pairs in the order of the file that lists them.
    pub pairs: Vec<PanPair>,
    texts: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct GoldLine {
    category: String,
    susp: String,
    src: String,
    cases: Vec<GoldCase>,
}

#[derive(Deserialize)]
struct GoldCase {
    this_offset: u32,
    this_length: u32,
    source_offset: u32,
    source_length: u32,
}

impl GoldCase {
    fn spans(&self) -> (CharSpan, CharSpan) {
        (
            CharSpan::new(self.this_offset, self.this_offset + self.this_length),
            CharSpan::new(self.source_offset, self.source_offset + self.source_length),
        )
    }
}

impl Corpus {
    /// Reads a folder with `susp/`, `src/` and either `gold.jsonl` or `truth/<kind>/` with a file
    /// `pairs` and one XML file a pair (with or without folders of kinds).
    ///
    /// `takes` chooses pairs by their number; texts of other pairs are not read.
    ///
    /// # Errors
    /// When a file is missing or is not what it should be.
    pub fn open(folder: &Path, takes: &dyn Fn(usize) -> bool) -> Result<Self, EvaluateError> {
        let gold = folder.join("gold.jsonl");
        let pairs = if gold.exists() { from_gold(&gold)? } else { from_truth(folder)? };
        let mut corpus = Self::default();
        for (_, pair) in pairs.into_iter().enumerate().filter(|(i, _)| takes(*i)) {
            for (part, name) in [("susp", &pair.suspicious), ("src", &pair.source)] {
                if !corpus.texts.contains_key(name) {
                    corpus.texts.insert(name.clone(), text(&folder.join(part).join(name))?);
                }
            }
            corpus.pairs.push(pair);
        }
        Ok(corpus)
    }

    /// The text of a document of the corpus, as decoded, newlines untouched; empty if unknown.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// All cases of all pairs.
    pub fn cases(&self) -> impl Iterator<Item = Case> + '_ {
        self.pairs.iter().flat_map(|pair| {
            pair.cases.iter().map(|&(a, b)| Case {
                kind: pair.kind.clone(),
                shared: Shared::new((&pair.suspicious, a), (&pair.source, b)),
            })
        })
    }
}

fn from_gold(path: &Path) -> Result<Vec<PanPair>, EvaluateError> {
    let pair = |line: &GoldLine| PanPair {
        kind: line.category.clone(),
        suspicious: base(&line.susp).to_owned(),
        source: base(&line.src).to_owned(),
        cases: line.cases.iter().map(GoldCase::spans).collect(),
    };
    Ok(lines::<GoldLine>(path)?.iter().map(pair).collect())
}

/// Reads `truth/<kind>/pairs` and the XML files beside it, or the same without `truth/`.
fn from_truth(folder: &Path) -> Result<Vec<PanPair>, EvaluateError> {
    let truth = if folder.join("truth").exists() { folder.join("truth") } else { folder.into() };
    let read = |kind: std::io::ErrorKind| EvaluateError::Read { path: truth.clone(), kind };
    let mut kinds = Vec::new();
    for entry in std::fs::read_dir(&truth).map_err(|e| read(e.kind()))? {
        let path = entry.map_err(|e| read(e.kind()))?.path();
        if path.join("pairs").is_file() {
            kinds.push(path);
        }
    }
    kinds.sort();
    let mut pairs = Vec::new();
    for path in kinds {
        let kind = base(&path.to_string_lossy()).to_owned();
        for line in text(&path.join("pairs"))?.lines() {
            let Some((suspicious, source)) = line.split_once(' ') else { continue };
            let stem = |name: &str| name.trim_end_matches(".txt").to_owned();
            let file = path.join(format!("{}-{}.xml", stem(suspicious), stem(source)));
            let (suspicious, source) = (suspicious.to_owned(), source.to_owned());
            let cases = cases_of_xml(&file)?;
            pairs.push(PanPair { kind: kind.clone(), suspicious, source, cases });
        }
    }
    Ok(pairs)
}

/// Cases of one truth file: the elements `feature` whose name says that something was taken.
fn cases_of_xml(path: &Path) -> Result<Vec<(CharSpan, CharSpan)>, EvaluateError> {
    let content = text(path)?;
    let mut reader = Reader::from_str(&content);
    let mut cases = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Empty(e) | Event::Start(e)) if e.name().as_ref() == "feature" => {
                let number = |key: &str| -> Option<u32> {
                    let found = e.attributes().flatten().find(|a| a.key.as_ref() == key)?;
                    found.value.parse().ok()
                };
                let span = |offset: &str, length: &str| {
                    let start = number(offset)?;
                    Some(CharSpan::new(start, start + number(length)?))
                };
                if let (Some(this), Some(source)) =
                    (span("this_offset", "this_length"), span("source_offset", "source_length"))
                {
                    cases.push((this, source));
                }
            }
            Ok(Event::Eof) => return Ok(cases),
            Ok(_) => {}
            Err(error) => {
                let line = content[..reader.buffer_position() as usize].lines().count();
                let reason = error.to_string();
                return Err(EvaluateError::Line { path: path.to_owned(), line, reason });
            }
        }
    }
}

/// The answer for one pair in the format of the PAN workshops.
pub fn xml(suspicious: &str, source: &str, found: &[(CharSpan, CharSpan)]) -> String {
    let mut out = format!("<document reference=\"{}\">\n", escaped(suspicious));
    for (this, that) in found {
        out.push_str(&format!(
            "<feature name=\"detected-plagiarism\" this_offset=\"{}\" this_length=\"{}\" \
             source_reference=\"{}\" source_offset=\"{}\" source_length=\"{}\" />\n",
            this.start,
            this.length(),
            escaped(source),
            that.start,
            that.length()
        ));
    }
    out.push_str("</document>\n");
    out
}

fn escaped(name: &str) -> String {
    quick_xml::escape::escape(name).into_owned()
}
