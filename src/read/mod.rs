//! Bytes of files and containers -> [`Document`]s; the only stage that sees files.
//!
//! In: what the user named. Out: documents in order of their names, each with its extracted text,
//! the part of the document that every stretch of text came from, and an extraction verdict.
//! A file that cannot be read is a document with the verdict `unreadable`, never the end of a run.

mod archive;
mod assembly;
mod compound;
mod csv;
mod decode;
mod doc;
mod docx;
mod embedded;
mod epub;
mod find;
mod flow;
mod html;
mod jsonl;
mod layout;
mod mail;
mod markup;
mod memory;
mod ocr;
mod ofd;
mod open;
mod odt;
mod rtf;
mod parquet;
mod pdf;
mod picture;
mod plain;
mod ppt;
mod pptx;
mod rows;
mod secrecy;
mod sevenz;
mod sheets;
mod source;
mod tarball;
#[cfg(test)]
mod tests;
mod unsupported;
mod verdict;
mod worker;

pub use embedded::EmbeddedPicture;
pub use find::{Entry, Found, find};
pub use memory::texts;
pub use ocr::{Recogniser, recogniser};
pub use open::{each, open, open_bytes};
pub(crate) use sheets::cell_text;
pub use worker::{WORKER, serve};

use serde::{Deserialize, Serialize};

use crate::model::CharSpan;
use crate::model::Diagnostic;

/// What one entry held.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Opened {
    /// Sorted by name; unreadable ones included.
    pub documents: Vec<Document>,
    /// One for each unreadable document, and what else a person should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// One input document as extracted; the text that all offsets count in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The path as given, with `/` as separator; `archive.zip!/inner/name.docx`, `docs.jsonl!/ID`.
    pub name: String,
    /// Body in reading order with tables and text boxes in place; then notes, headers, footers,
    /// comments, hidden and deleted text, each part preceded by U+000C.
    pub text: String,
    /// Where each stretch of the text came from: sorted, without gaps, over the whole text.
    pub parts: Vec<PartSpan>,
    /// Code point at which each page begins; empty where the format has no pages.
    pub pages: Vec<u32>,
    /// What the file says of itself.
    pub properties: Properties,
    /// Pictures inside the file, each content once, sorted.
    #[serde(default)]
    pub pictures: Vec<EmbeddedPicture>,
    /// BLAKE3 of the bytes that were read, in hexadecimal.
    pub content_hash: String,
    /// How the bytes were read, such as `txt`, `docx`.
    #[serde(skip)]
    pub format: &'static str,
    /// The character encoding, where the format leaves it open.
    pub encoding: Option<String>,
    /// Whether the text can be trusted.
    pub verdict: Verdict,
}

impl Opened {
    /// Adds what another entry held.
    fn append(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.diagnostics.extend(other.diagnostics);
    }
}

impl Document {
    /// The page, from 1, on which the code point `at` stands.
    pub fn page(&self, at: u32) -> Option<u32> {
        let page = self.pages.partition_point(|start| *start <= at);
        u32::try_from(page).ok().filter(|page| *page > 0)
    }
}

/// A stretch of extracted text and the part of the document that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartSpan {
    /// Code points of the extracted text.
    pub span: CharSpan,
    /// The part.
    pub part: Part,
}

/// The part of a document that text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Running text.
    Body,
    /// Cells of a table.
    Table,
    /// A text box.
    TextBox,
    /// A footnote.
    Footnote,
    /// An endnote.
    Endnote,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A reviewer's comment.
    Comment,
    /// Text that is there and not shown.
    Hidden,
    /// Text that was deleted with changes tracked.
    Deleted,
}

impl Part {
    /// True for the parts whose characters are the report's 总字数: what a reader of the page sees
    /// as its text. Headers, footers, comments, hidden and deleted text are shown apart.
    pub fn counts(self) -> bool {
        matches!(self, Self::Body | Self::Table | Self::TextBox | Self::Footnote | Self::Endnote)
    }
}

/// What a file says of itself; never proof of anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// Title, if set.
    pub title: Option<String>,
    /// Author, if set.
    pub author: Option<String>,
    /// Last editor, if set.
    pub last_author: Option<String>,
    /// Organisation, if set.
    pub company: Option<String>,
    /// Creation time as written in the file.
    pub created: Option<String>,
    /// Template that it was made from, if named.
    pub template: Option<String>,
    /// Program that wrote it, with its version or build, if named.
    pub program: Option<String>,
    /// Identifiers of its editing sessions (`rsid`), the first one's first.
    pub revisions: Vec<String>,
    /// Identifiers that a program gave the file when it made it and that copies keep: the first
    /// `ID` of a PDF, the `DocID` of an OFD, the `ICV` of a WPS file.
    #[serde(default)]
    pub identifiers: Vec<String>,
}

/// Whether extracted text can be trusted. Unreadable text never gets a ratio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing speaks against the text.
    #[default]
    Good,
    /// Text was found, and these reasons to doubt it.
    Poor {
        /// Codes such as `replacement-characters`.
        reasons: Vec<String>,
    },
    /// No text that could be compared.
    Unreadable {
        /// Codes such as `binary`, `truncated`, `empty`.
        reasons: Vec<String>,
    },
}

impl Verdict {
    /// True when the text takes part in the comparison.
    pub fn is_readable(&self) -> bool {
        !matches!(self, Self::Unreadable { .. })
    }
}
