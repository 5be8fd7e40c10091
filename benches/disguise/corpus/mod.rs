//! Reports with planted copies, and where each of their characters came from.
//!
//! `text` reads the material, `wash` disguises a passage, `pairs` makes one corpus a disguise,
//! `batch` makes one corpus of all layers. Places are code points of the report. The same seed
//! gives the same bytes.

#![allow(dead_code, reason = "the bench and the tests take the parts that they need")]

mod batch;
#[path = "../../invented/dice.rs"]
pub(crate) mod dice;
mod genre;
pub(crate) mod pairs;
mod text;
pub(crate) mod wash;

pub(crate) use batch::batch;
pub(crate) use text::Texts;

use std::io;
use std::path::Path;

use leitong::evaluate::Case;
use leitong::model::{CharSpan, Layer};

/// What a stretch of a report is: its layer and the kind within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The layer that a reader of the key would give it.
    pub(crate) layer: Layer,
    /// What of that layer.
    pub(crate) kind: &'static str,
}

/// A stretch of one label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Code points of the report.
    pub(crate) span: CharSpan,
    /// What it is.
    pub(crate) label: Label,
}

/// A report with the label of each of its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// File name.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
    /// Its stretches, without gaps.
    pub(crate) stretches: Vec<Stretch>,
}

impl Report {
    fn new(name: String) -> Self {
        Self { name, text: String::new(), stretches: Vec::new() }
    }

    /// Code points so far.
    pub(crate) fn length(&self) -> u32 {
        self.stretches.last().map_or(0, |s| s.span.end)
    }

    /// Adds text and says where it stands.
    fn push(&mut self, text: &str, layer: Layer, kind: &'static str) -> CharSpan {
        let start = self.length();
        let span = CharSpan::new(start, start + text.chars().count() as u32);
        self.text.push_str(text);
        self.stretches.push(Stretch { span, label: Label { layer, kind } });
        span
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: CharSpan) -> String {
        self.text.chars().skip(span.start as usize).take(span.length() as usize).collect()
    }
}

/// Reports and what was planted in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Corpus {
    /// The reports.
    pub(crate) reports: Vec<Report>,
    /// Planted copies, both sides.
    pub(crate) cases: Vec<Case>,
    /// Text that others were given to fill in, by file name.
    pub(crate) base: Vec<(String, String)>,
    /// Text that is quoted, by file name.
    pub(crate) collection: Vec<(String, String)>,
    /// Share of what could be changed that was changed, a case each.
    pub(crate) strengths: Vec<f64>,
}

impl Corpus {
    /// Writes the reports into `reports/`, the given texts into `base/` and `collection/`,
    /// `gold.jsonl` (pairs) and
    /// `layers.jsonl` (characters).
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder.join("reports"))?;
        std::fs::create_dir_all(folder.join("base"))?;
        std::fs::create_dir_all(folder.join("collection"))?;
        for (name, text) in &self.collection {
            std::fs::write(folder.join("collection").join(name), text)?;
        }
        for report in &self.reports {
            std::fs::write(folder.join("reports").join(&report.name), &report.text)?;
        }
        for (name, text) in &self.base {
            std::fs::write(folder.join("base").join(name), text)?;
        }
        std::fs::write(folder.join("gold.jsonl"), self.gold())?;
        std::fs::write(folder.join("layers.jsonl"), self.layers())
    }

    /// One line a planted copy, as `leitong evaluate gold` reads it.
    pub(crate) fn gold(&self) -> String {
        let line = |(i, case): (usize, &Case)| {
            let [a, b] = [0, 1].map(|k| {
                let span = case.shared.spans[k];
                serde_json::json!({"doc": case.shared.documents[k],
                    "start": span.start, "end": span.end})
            });
            let id = format!("{}-{i:03}", case.kind);
            let line = serde_json::json!({"id": id, "kind": case.kind, "a": a, "b": b});
            format!("{line}\n")
        };
        self.cases.iter().enumerate().map(line).collect()
    }

    /// One line a stretch of one label.
    pub(crate) fn layers(&self) -> String {
        let line = |report: &Report, one: &Stretch| {
            let line = serde_json::json!({"report": report.name, "start": one.span.start,
                "end": one.span.end, "layer": one.label.layer, "kind": one.label.kind});
            format!("{line}\n")
        };
        let of = |report: &Report| -> String {
            report.stretches.iter().map(|one| line(report, one)).collect()
        };
        self.reports.iter().map(of).collect()
    }
}
