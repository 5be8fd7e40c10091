//! A document of an archive on disk: what is kept of it, and what is made of that again.
//!
//! Kept is what reading gave and what cannot be made again without the user's table: text, parts,
//! exclusions, spans of reports, metadata. Symbols, words and sketches are functions of these and
//! of the settings that the archive checks, and cost less to make than to keep.

use std::io::Read as _;

use serde::{Deserialize, Serialize};

use super::disk::{Parameters, Record};
use crate::config::Config;
use crate::metadata::Metadata;
use crate::model::CharSpan;
use crate::read::Document;
use crate::split::Exclusion;

/// A report as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReport {
    /// 1, 2, … in the document.
    pub number: u32,
    /// Code points of the document's extracted text.
    pub span: CharSpan,
    /// The title line.
    pub title: Option<CharSpan>,
    /// Title, unit, date, …, each with where it came from.
    pub metadata: Metadata,
}

/// A document as it is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Stored {
    /// Text, parts, properties, verdict.
    pub document: Document,
    format: String,
    /// What of it takes no part in the comparison.
    pub exclusions: Vec<Exclusion>,
    /// Its reports, by number.
    pub reports: Vec<StoredReport>,
}

/// Names of formats, which a document holds by reference.
const FORMATS: [&str; 24] = [
    "txt", "html", "mhtml", "docx", "doc", "wps", "rtf", "odt", "pptx", "ppt", "xlsx", "xls",
    "xlsb", "ods", "pdf", "ofd", "epub", "eml", "jsonl", "csv", "parquet", "png", "jpeg", "tiff",
];

/// How hard payloads are packed: the default of Zstandard, 3, from 1 to 22.
const LEVEL: i32 = 3;

/// The most that a payload may unpack to. Unit: bytes. Above every document that is read; what
/// claims more is damaged.
const PAYLOAD_BYTES_MAX: u64 = 1 << 30;

impl Stored {
    /// What is kept of a document.
    pub fn new(document: Document, exclusions: Vec<Exclusion>, reports: Vec<StoredReport>) -> Self {
        Self { format: document.format.to_owned(), document, exclusions, reports }
    }

    /// The record of it, whose reports have these fingerprints.
    pub fn record(&self, fingerprints: Vec<Vec<u64>>) -> Record {
        let json = serde_json::to_vec(self).expect("invariant: numbers and words");
        Record {
            name: self.document.name.clone(),
            hash: self.document.content_hash.clone(),
            payload: zstd::bulk::compress(&json, LEVEL).expect("invariant: memory to memory"),
            reports: fingerprints,
        }
    }

    /// The document behind a payload; nothing if it is none.
    pub fn unpack(payload: &[u8]) -> Option<Self> {
        let mut json = Vec::new();
        let frame = zstd::Decoder::new(payload).ok()?;
        frame.take(PAYLOAD_BYTES_MAX).read_to_end(&mut json).ok()?;
        let mut stored: Self = serde_json::from_slice(&json).ok()?;
        let format = FORMATS.into_iter().find(|format| *format == stored.format);
        stored.document.format = format.unwrap_or("unknown");
        Some(stored)
    }
}

/// The settings that decide what is stored and how it is found: the preset, those of splitting and
/// sketching.
pub fn parameters(config: &Config) -> Parameters {
    let mut parameters = Parameters::new();
    let tables = serde_json::to_value(config).expect("invariant: numbers and words");
    parameters.insert("preset".to_owned(), tables["preset"].to_string());
    for table in ["split", "sketch"] {
        let values = tables[table].as_object().into_iter().flatten();
        parameters.extend(values.map(|(key, value)| (format!("{table}.{key}"), value.to_string())));
    }
    parameters
}
