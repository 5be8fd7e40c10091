//! What every reader gets, what it gives back, and which reader takes which content.

use std::cell::Cell;

use crate::config::Read;
use crate::model::Diagnostic;
use crate::read::Document;
use crate::read::EmbeddedPicture;
use crate::read::Opened;
use crate::read::Part;
use crate::read::PartSpan;
use crate::read::Properties;
use crate::read::Verdict;
use crate::read::archive::Archive;
use crate::read::assembly::Assembled;
use crate::read::assembly::Assembly;
use crate::read::csv::Csv;
use crate::read::decode;
use crate::read::doc::Doc;
use crate::read::docx::Docx;
use crate::read::epub::Epub;
use crate::read::html::Html;
use crate::read::jsonl::JsonLines;
use crate::read::mail::Mail;
use crate::read::odt::Odt;
use crate::read::ofd::Ofd;
use crate::read::parquet::Parquet;
use crate::read::pdf::Pdf;
use crate::read::picture::Picture;
use crate::read::plain::Plain;
use crate::read::ppt::Ppt;
use crate::read::pptx::Pptx;
use crate::read::rtf::Rtf;
use crate::read::sevenz::SevenZ;
use crate::read::sheets::Sheets;
use crate::read::tarball::Tarball;
use crate::read::unsupported::Unsupported;
use crate::read::verdict;
use crate::read::worker;

/// Bytes that are decoded to tell text formats apart.
const HEAD_BYTES: usize = 4096;

/// One file format, chosen by content and never by name.
pub(super) trait Reader: Sync {
    /// True when the content is of this format.
    fn recognises(&self, source: &Source) -> bool;

    /// The name of the format if its content is read in a process of its own, because its reader
    /// may hang or eat memory.
    fn isolated(&self) -> Option<&'static str> {
        None
    }

    /// The documents in the content.
    fn read(&self, source: &Source) -> Opened;
}

/// All formats; the first that recognises the content reads it, and the last takes what is left.
const READERS: [&dyn Reader; 21] = [
    &Docx,
    &Doc,
    &Rtf,
    &Odt,
    &Pptx,
    &Ppt,
    &Sheets,
    &Ofd,
    &Epub,
    &Pdf,
    &Parquet,
    &Tarball,
    &SevenZ,
    &Picture,
    &Unsupported,
    &Archive,
    &JsonLines,
    &Mail,
    &Html,
    &Csv,
    &Plain,
];

/// The content of one file, or of one entry of a container.
pub(super) struct Source<'a> {
    /// The document's name.
    pub(super) name: String,
    /// All of it.
    pub(super) bytes: &'a [u8],
    /// The first 4 KiB, decoded without questions asked, without white space at its start.
    pub(super) head: String,
    /// Containers around it.
    pub(super) depth: u32,
    /// Bytes that may still be unpacked from the outermost container.
    pub(super) budget: &'a Cell<u64>,
    /// How files are read.
    pub(super) config: &'a Read,
}

/// What a single-document reader found.
pub(super) struct Extract {
    /// The format's name.
    pub(super) format: &'static str,
    /// Text and parts.
    pub(super) text: Assembly,
    /// What the file says of itself.
    pub(super) properties: Properties,
    /// The encoding, where the format leaves it open.
    pub(super) encoding: Option<String>,
    /// Reasons to doubt the text.
    pub(super) doubts: Vec<String>,
}

impl<'a> Source<'a> {
    /// The content `bytes` under `name`, `depth` containers deep.
    pub(super) fn new(
        name: String,
        bytes: &'a [u8],
        depth: u32,
        budget: &'a Cell<u64>,
        config: &'a Read,
    ) -> Self {
        let head = decode::decode(&bytes[..bytes.len().min(HEAD_BYTES)], "", None).text;
        let head = head.trim_start().to_owned();
        Self { name, bytes, head, depth, budget, config }
    }

    /// Reads the content with the first reader that recognises it. A reader that panics on
    /// content that nobody foresaw makes the document unreadable and harms no other.
    pub(super) fn read(&self) -> Opened {
        if self.bytes.is_empty() {
            return self.unreadable("txt", "empty", "");
        }
        let read = || {
            let reader = READERS.iter().find(|reader| reader.recognises(self));
            reader.map(|reader| match (reader.isolated(), &self.config.worker) {
                (Some(format), Some(program)) => worker::read(self, format, program),
                _ => reader.read(self),
            })
        };
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)) {
            Ok(Some(opened)) => opened,
            _ => self.unreadable("unknown", "reader-failed", ""),
        }
    }

    /// One document from what a reader found, without pictures.
    pub(super) fn document(&self, extract: Extract) -> Opened {
        self.document_with(extract, Vec::new())
    }

    /// One document from what a reader found.
    pub(super) fn document_with(&self, extract: Extract, pictures: Vec<EmbeddedPicture>) -> Opened {
        let Assembled { text, parts, pages } = extract.text.finish();
        let verdict = verdict::judge(&text, extract.doubts, pages.len(), self.config);
        let document = Document {
            name: self.name.clone(),
            text,
            parts,
            pages,
            properties: extract.properties,
            pictures,
            content_hash: hash(self.bytes),
            format: extract.format,
            encoding: extract.encoding,
            verdict,
        };
        with_diagnostics(vec![document], Vec::new())
    }

    /// One unreadable document, its reason `code` and the particulars.
    pub(super) fn unreadable(&self, format: &'static str, code: &str, detail: &str) -> Opened {
        unreadable(&self.name, format, hash(self.bytes), (code, detail))
    }
}

/// One unreadable document with a diagnostic; `reason` is its code and the particulars.
pub(super) fn unreadable(
    name: &str,
    format: &'static str,
    content_hash: String,
    reason: (&str, &str),
) -> Opened {
    let document = Document {
        name: name.to_owned(),
        content_hash,
        format,
        verdict: verdict::unreadable(reason.0),
        ..Document::default()
    };
    Opened { documents: vec![document], diagnostics: vec![diagnostic(name, reason.0, reason.1)] }
}

/// Adds a diagnostic for each document that turned out unreadable, and empties its text.
pub(super) fn with_diagnostics(
    mut documents: Vec<Document>,
    mut diagnostics: Vec<Diagnostic>,
) -> Opened {
    for document in &mut documents {
        if let Verdict::Unreadable { reasons } = &document.verdict {
            let code = reasons.first().map_or("empty", String::as_str);
            diagnostics.push(diagnostic(&document.name, code, ""));
            document.text.clear();
            document.parts.clear();
            document.pages.clear();
        }
    }
    Opened { documents, diagnostics }
}

/// Something a person should know about `document`.
pub(super) fn diagnostic(document: &str, code: &str, detail: &str) -> Diagnostic {
    Diagnostic { document: document.to_owned(), code: code.to_owned(), detail: detail.to_owned() }
}

/// BLAKE3 in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// A text that is all body.
pub(super) fn body(text: &str) -> (String, Vec<PartSpan>) {
    let mut assembly = Assembly::default();
    assembly.push(Part::Body, text);
    let Assembled { text, parts, .. } = assembly.finish();
    (text, parts)
}
