//! Streams of rows, and the writers that turn them into files.
//!
//! In: the [`rows::Rows`] of a finished run and a [`Context`]. Out: the files of DESIGN section 4,
//! each whole or not at all; `report.json` comes last and names all others with their checksums, so
//! a folder with a `report.json` is a finished one. One writer a file, a pure function from rows to
//! bytes; only [`write()`] and [`verify()`] touch the disk. No clock and no host anywhere but in
//! `run.json`, the same rows give the same bytes. `review.json` belongs to the user and is never
//! touched.

mod aliases;
pub mod assemble;
mod extract;
mod figures;
mod finished;
mod folder;
pub mod heat;
mod graphml;
mod html;
mod json;
mod lines;
pub mod paper;
pub mod review;
pub mod rows;
mod sheet;
mod tables;
mod totals;
pub mod words;
mod xlsx;

pub use extract::{Extract, Selection, extract};
pub use finished::{Finished, read};
pub use folder::{
    Verification, WriteError, read_checkpoint, remove_unfinished, rewrite, verify, write,
    write_checkpoint,
};
pub use html::write as write_page;
pub use lines::write as write_lines;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::config;
use crate::config::Config;
use crate::model::Lang;
use crate::read::Document;

/// Everything needed to write a run's files besides the rows.
pub struct Context<'a> {
    /// The language of `index.html` and `report.xlsx`; the data files are the same in every one.
    pub lang: Lang,
    /// Only options that can change a finding.
    pub settings_json: serde_json::Value,
    /// What was read.
    pub inputs: Vec<InputRow>,
    /// Extracted text by document, for `index.html`.
    pub texts: &'a BTreeMap<String, String>,
    /// Version of the program.
    pub version: &'a str,
    /// Clock and machine, for `run.json` alone.
    pub run: RunRow,
}

impl Context<'_> {
    /// The rules of groups that the run was made with.
    pub fn groups(&self) -> config::Groups {
        let rules = self.settings_json.get("groups").cloned();
        rules.and_then(|rules| serde_json::from_value(rules).ok()).unwrap_or_default()
    }
}

/// One input file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputRow {
    /// The path as given.
    pub document: String,
    /// How it was read.
    pub format: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
}

impl From<&Document> for InputRow {
    fn from(document: &Document) -> Self {
        Self {
            document: document.name.clone(),
            format: document.format.to_owned(),
            blake3: document.content_hash.clone(),
        }
    }
}

/// What can change a finding besides the inputs: the settings, and under `given` the hashes of
/// what the user gave besides documents, by name (`meta`, `boilerplate`).
pub fn settings_json<K: Ord + Serialize>(
    config: &Config,
    given: &BTreeMap<K, String>,
) -> serde_json::Value {
    let mut json =
        serde_json::to_value(config).expect("invariant: settings are numbers, words and switches");
    if !given.is_empty() {
        json["given"] = serde_json::json!(given);
    }
    json
}

/// When and how a run went; the only row with a clock in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunRow {
    /// RFC 3339, with the zone.
    pub started: String,
    /// Wall clock.
    pub seconds: f64,
    /// Threads at work.
    pub threads: u32,
}

/// One file of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRow {
    /// Name in the folder.
    pub name: String,
    /// Rows of data; 1 for a file that is one thing, 0 for a table that was left out for its size.
    pub rows: u64,
    /// Size.
    pub bytes: u64,
    /// BLAKE3, in hexadecimal.
    pub blake3: String,
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
