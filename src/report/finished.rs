//! A finished run read back from its folder, so that its files can be made again.
//!
//! The rows come from `report.json`, the texts from `index.html`; no document is read. The same
//! version makes the same bytes again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use serde::de::DeserializeOwned;

use crate::model::Lang;
use crate::report::Context;
use crate::report::RunRow;
use crate::report::folder::LIST;
use crate::report::folder::WriteError;
use crate::report::html;
use crate::report::json;
use crate::report::rows::Rows;

/// The page that holds the texts.
const PAGE: &str = "index.html";

/// A run as its folder tells it.
pub struct Finished {
    /// What the run found.
    pub rows: Rows,
    contents: json::Contents,
    texts: BTreeMap<String, String>,
    run: RunRow,
}

impl Finished {
    /// Puts another decision in the place of the run's own.
    pub fn decide(&mut self, rows: Rows, settings: serde_json::Value) {
        self.rows = rows;
        self.contents.settings = settings;
    }

    /// The extracted texts by document.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// The settings of the run, and under `given` the hashes of what was given besides documents.
    pub fn settings(&self) -> &serde_json::Value {
        &self.contents.settings
    }

    /// What a writer needs besides the rows; `lang` may be another than the run's.
    pub fn context(&self, lang: Lang) -> Context<'_> {
        Context {
            lang,
            settings_json: self.contents.settings.clone(),
            inputs: self.contents.inputs.clone(),
            texts: &self.texts,
            version: &self.contents.version,
            run: self.run.clone(),
        }
    }
}

/// Reads a finished run.
///
/// # Errors
/// [`WriteError::Read`] for a file that is missing or whose content is not that of the run,
/// [`WriteError::Damaged`] for one that this program did not write, [`WriteError::Large`] for a run
/// whose rows `report.json` does not repeat.
///
/// # Cost
/// Linear in `report.json` and `index.html`, both in memory.
pub fn read(folder: &Path) -> Result<Finished, WriteError> {
    let (list, path) = bytes(folder, LIST)?;
    let contents: json::Contents = parsed(&list, &path)?;
    let repeated: json::Repeated = parsed(&list, &path)?;
    let rows = repeated.rows.ok_or(WriteError::Large { path })?;
    drop(list);
    let texts = texts(folder, &contents)?;
    let run = match bytes(folder, "run.json") {
        Ok((run, path)) => parsed(&run, &path)?,
        Err(_) => RunRow::default(),
    };
    Ok(Finished { rows, contents, texts, run })
}

/// The texts of the page, when it is the page of this run.
fn texts(folder: &Path, contents: &json::Contents) -> Result<BTreeMap<String, String>, WriteError> {
    let (page, path) = bytes(folder, PAGE)?;
    let hash = blake3::hash(&page).to_hex();
    let is_of_run = |file: &&super::FileRow| file.name == PAGE && file.blake3 == hash.as_str();
    let changed = || WriteError::Read {
        path: path.clone(),
        source: io::Error::new(io::ErrorKind::InvalidData, "changed since the run"),
    };
    contents.files.iter().find(is_of_run).ok_or_else(changed)?;
    let page = String::from_utf8(page).map_err(|_| changed())?;
    html::texts(&page).map_err(|source| WriteError::Damaged { path, source })
}

fn bytes(folder: &Path, name: &str) -> Result<(Vec<u8>, PathBuf), WriteError> {
    let path = folder.join(name);
    match fs::read(&path) {
        Ok(bytes) => Ok((bytes, path)),
        Err(source) => Err(WriteError::Read { path, source }),
    }
}

fn parsed<T: DeserializeOwned>(bytes: &[u8], path: &Path) -> Result<T, WriteError> {
    serde_json::from_slice(bytes)
        .map_err(|source| WriteError::Damaged { path: path.to_owned(), source })
}
