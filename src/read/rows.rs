//! Tables whose rows are documents: one document a row, ids made distinct.

use std::collections::BTreeSet;

use crate::model::Diagnostic;
use crate::read::Document;
use crate::read::Opened;
use crate::read::decode::Decoded;
use crate::read::plain;
use crate::read::source;
use crate::read::source::Source;
use crate::read::verdict;

/// Documents of a table under construction.
pub(super) struct Rows<'a> {
    source: &'a Source<'a>,
    format: &'static str,
    encoding: Option<String>,
    doubts: Vec<String>,
    ids: BTreeSet<String>,
    documents: Vec<Document>,
    /// What a person should know of the rows.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Rows<'a> {
    /// The rows of a text.
    pub(super) fn new(source: &'a Source<'a>, format: &'static str, decoded: &Decoded) -> Self {
        let encoding = Some(decoded.encoding.to_owned());
        Self { encoding, doubts: plain::doubts(decoded), ..Self::binary(source, format) }
    }

    /// The rows of a format that leaves no encoding open.
    pub(super) fn binary(source: &'a Source<'a>, format: &'static str) -> Self {
        Self {
            source,
            format,
            encoding: None,
            doubts: Vec::new(),
            ids: BTreeSet::new(),
            documents: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Appends the document of row or line `number`; its hash is that of the text, so that ids
    /// may change.
    pub(super) fn push(&mut self, mut id: String, text: &str, number: usize) {
        if !self.ids.insert(id.clone()) {
            id = format!("{id}#{number}");
            let place = format!("line {number}");
            self.diagnostics.push(source::diagnostic(&self.source.name, "duplicate-id", &place));
        }
        let (text, parts) = source::body(text);
        self.documents.push(Document {
            name: format!("{}!/{id}", self.source.name),
            content_hash: source::hash(text.as_bytes()),
            verdict: verdict::judge(&text, self.doubts.clone(), 0, self.source.config),
            text,
            parts,
            format: self.format,
            encoding: self.encoding.clone(),
            ..Document::default()
        });
    }

    /// All documents.
    pub(super) fn finish(self) -> Opened {
        source::with_diagnostics(self.documents, self.diagnostics)
    }
}
