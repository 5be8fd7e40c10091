//! What a finished run leaves so that it can be decided again without reading a document: how its
//! documents were read and cut, and the alignments, which are what costs time.
//!
//! No text is in it but the set phrases that the user gave: the texts lie in the run's page
//! already. Symbols, segments and sketches are made again from them. A file is magic, version of
//! its format, hash of the rest, length, and the rest packed; nothing of it is used before all of
//! these agree.

mod pack;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::archive::{Archive, ReferenceRole};
use crate::metadata::Metadata;
use crate::model::{CharSpan, Diagnostic};
use crate::read::Document;
use crate::split::{Exclusion, ReportSpan};
use crate::users::Aligned;

/// The first bytes of the file.
const MAGIC: &[u8; 8] = b"leitong\0";

/// Version of the format.
const VERSION: u32 = 1;

/// Largest unpacked size that is believed. Unit: bytes. Four times what 10,000 reports leave.
const UNPACKED_MAX: u64 = 4 << 30;

/// A file that is no checkpoint that can be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// Other bytes, cut off, or changed.
    #[error("it is damaged or no checkpoint")]
    Damaged,
    /// Written by a version of the program whose alignments may differ.
    #[error("it was written by version {written}, this is version {this}")]
    Version {
        /// Who wrote it.
        written: String,
        /// Who reads it.
        this: String,
    },
}

/// How a document was read, without its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    document: Document,
    format: String,
    /// BLAKE3 of the text that is not here.
    blake3: String,
    exclusions: Vec<Exclusion>,
    reports: Vec<ReportHead>,
}

/// How a report was cut and what is known of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportHead {
    number: u32,
    span: CharSpan,
    title: Option<CharSpan>,
    /// What the table, the text and the path say of it.
    pub metadata: Metadata,
}

impl ReportHead {
    /// The span of the document that the report is.
    pub fn span(&self) -> ReportSpan {
        ReportSpan { number: self.number, span: self.span, title: self.title, signs: Vec::new() }
    }
}

/// A text that was given, which is read again when it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenText {
    /// The document as given.
    pub name: String,
    /// What it was given for.
    pub role: ReferenceRole,
    /// BLAKE3 of its extracted text, in hexadecimal.
    pub blake3: String,
}

/// All of a checkpoint but the alignments.
#[derive(Debug, Serialize, Deserialize)]
struct Heads {
    program: String,
    documents: Vec<Head>,
    given: Vec<GivenText>,
    phrases: String,
    diagnostics: Vec<Diagnostic>,
}

/// A document of a checkpoint.
#[derive(Debug)]
pub struct StoredDocument {
    /// The document without its text.
    pub document: Document,
    /// BLAKE3 of the text.
    pub blake3: String,
    /// What of it takes no part.
    pub exclusions: Vec<Exclusion>,
    /// Its reports.
    pub reports: Vec<ReportHead>,
}

/// A checkpoint read back.
#[derive(Debug)]
pub struct Stored {
    /// Documents in order.
    pub documents: Vec<StoredDocument>,
    /// Base texts, reference collections and background of the run.
    pub given: Vec<GivenText>,
    /// Set phrases that the user gave.
    pub phrases: String,
    /// What a person should know of the inputs.
    pub diagnostics: Vec<Diagnostic>,
    /// The alignments of all pairs that share something.
    pub aligned: Vec<Aligned>,
}

impl Stored {
    /// True when these are the texts that the checkpoint was made from, by document.
    pub fn belongs_to(&self, texts: &BTreeMap<String, String>) -> bool {
        self.documents.iter().all(|one| {
            let text = texts.get(&one.document.name).map_or("", String::as_str);
            hash_of(text) == one.blake3
        })
    }
}

/// The bytes of a checkpoint; `program` is the version that writes it.
///
/// # Cost
/// Linear in documents and alignments: 3 to 5 bytes a matched run.
pub fn encode(archive: &Archive, aligned: &[Aligned], phrases: &str, program: &str) -> Vec<u8> {
    let given = archive.references.iter().chain(&archive.background).map(|one| GivenText {
        name: one.name.clone(),
        role: one.role,
        blake3: hash_of(&one.text.iter().collect::<String>()),
    });
    let heads = Heads {
        program: program.to_owned(),
        documents: (0..archive.documents.len()).map(|i| head(archive, i)).collect(),
        given: given.collect(),
        phrases: phrases.to_owned(),
        diagnostics: archive.diagnostics.clone(),
    };
    let json = serde_json::to_vec(&heads).expect("invariant: heads are numbers and words");
    let mut plain = Vec::new();
    pack::number(&mut plain, json.len() as u64);
    plain.extend(json);
    pack::aligned(&mut plain, aligned);
    let packed = pack::deflate(&plain);
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend(blake3::hash(&packed).as_bytes());
    file.extend((plain.len() as u64).to_le_bytes());
    file.extend(packed);
    file
}

/// The name under which a given text is known again.
pub fn hash_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_string()
}

fn head(archive: &Archive, index: usize) -> Head {
    let document = &archive.documents[index];
    let own = archive.reports.iter().filter(|report| report.document as usize == index);
    let reports = own.map(|report| ReportHead {
        number: report.number,
        span: report.span,
        title: report.title,
        metadata: report.metadata.clone(),
    });
    Head {
        document: Document { text: String::new(), ..document.clone() },
        format: document.format.to_owned(),
        blake3: hash_of(&document.text),
        exclusions: archive.exclusions[index].clone(),
        reports: reports.collect(),
    }
}

/// Reads a checkpoint back; `program` is the version that reads it.
///
/// # Errors
/// [`CheckpointError`], for bytes that are not exactly what [`encode`] of this version made.
pub fn decode(file: &[u8], program: &str) -> Result<Stored, CheckpointError> {
    let damaged = || CheckpointError::Damaged;
    let rest = file.strip_prefix(MAGIC).ok_or_else(damaged)?;
    let (version, rest) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
    let (hash, rest) = rest.split_first_chunk::<32>().ok_or_else(damaged)?;
    let (length, packed) = rest.split_first_chunk::<8>().ok_or_else(damaged)?;
    let this = || program.to_owned();
    if u32::from_le_bytes(*version) != VERSION {
        let written = format!("({})", u32::from_le_bytes(*version));
        return Err(CheckpointError::Version { written, this: this() });
    }
    if blake3::hash(packed).as_bytes() != hash {
        return Err(damaged());
    }
    let length = u64::from_le_bytes(*length);
    let plain = pack::inflate(packed, length.min(UNPACKED_MAX)).ok_or_else(damaged)?;
    let mut plain = plain.as_slice();
    let size = pack::read_number(&mut plain).ok_or_else(damaged)? as usize;
    let json = plain.get(..size).ok_or_else(damaged)?;
    let heads: Heads = serde_json::from_slice(json).map_err(|_| damaged())?;
    if heads.program != program {
        return Err(CheckpointError::Version { written: heads.program, this: this() });
    }
    let aligned = pack::read_aligned(&plain[size..]).ok_or_else(damaged)?;
    let restore = |head: Head| {
        // A handful of names; a document is always of a format that has one.
        let format: &'static str = Box::leak(head.format.into_boxed_str());
        StoredDocument {
            document: Document { format, ..head.document },
            blake3: head.blake3,
            exclusions: head.exclusions,
            reports: head.reports,
        }
    };
    Ok(Stored {
        documents: heads.documents.into_iter().map(restore).collect(),
        given: heads.given,
        phrases: heads.phrases,
        diagnostics: heads.diagnostics,
        aligned,
    })
}
