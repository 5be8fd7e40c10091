//! Tables whose rows are documents: one document a row, ids made distinct.

use std::collections::BTreeSet;

use rayon::prelude::*;

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

    /// Appends the document of row or line `number`.
    pub(super) fn push(&mut self, id: String, text: &str, number: usize) {
        self.extend(vec![(id, text.to_owned(), number)]);
    }

    /// Appends documents by id, text and number of the row or line; the hash of each is that of
    /// its text, so that ids may change.
    pub(super) fn extend(&mut self, rows: Vec<(String, String, usize)>) {
        let named: Vec<(String, String)> =
            rows.into_iter().map(|(id, text, number)| (self.named(id, number), text)).collect();
        let (name, config) = (&self.source.name, self.source.config);
        let (format, encoding, doubts) = (self.format, &self.encoding, &self.doubts);
        let document = |(id, text): (String, String)| {
            let (text, parts) = source::body(&text);
            Document {
                name: format!("{name}!/{id}"),
                content_hash: source::hash(text.as_bytes()),
                verdict: verdict::judge(&text, doubts.clone(), 0, config),
                text,
                parts,
                format,
                encoding: encoding.clone(),
                ..Document::default()
            }
        };
        self.documents.par_extend(named.into_par_iter().map(document));
    }

    /// The id, made distinct.
    fn named(&mut self, id: String, number: usize) -> String {
        if self.ids.insert(id.clone()) {
            return id;
        }
        let place = format!("line {number}");
        self.diagnostics.push(source::diagnostic(&self.source.name, "duplicate-id", &place));
        format!("{id}#{number}")
    }

    /// The documents and diagnostics since the last time; ids stay taken.
    pub(super) fn take(&mut self) -> Opened {
        let (documents, diagnostics) = (&mut self.documents, &mut self.diagnostics);
        source::with_diagnostics(std::mem::take(documents), std::mem::take(diagnostics))
    }

    /// All documents.
    pub(super) fn finish(mut self) -> Opened {
        self.take()
    }
}
