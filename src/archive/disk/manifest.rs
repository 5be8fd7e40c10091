//! Which segments make up the archive, and which of their documents are gone.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::StoreError;
use super::files::Files;
use super::frame;
use super::frame::Kind;

/// Settings that decide what is stored, by name.
pub type Parameters = BTreeMap<String, String>;

/// The file that names all others.
pub(super) const NAME: &str = "MANIFEST";

/// The manifest to come, until it takes the place of the one before.
const NEXT: &str = "MANIFEST.next";

/// A segment that belongs to the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Its number, which names its file and is never used again.
    pub(super) number: u64,
    /// Documents in it, those that are gone included.
    pub(super) documents: u32,
    /// Places of the documents that are gone.
    pub(super) gone: BTreeSet<u32>,
}

/// The archive of one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Grows by one with every change.
    pub(super) generation: u64,
    /// The number of the next segment.
    pub(super) next: u64,
    pub(super) parameters: Parameters,
    /// By number.
    pub(super) parts: Vec<Part>,
}

impl Part {
    pub(super) fn file(number: u64) -> String {
        format!("{number:08}.seg")
    }
}

impl Manifest {
    /// The manifest of the archive in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(NAME);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::Missing(folder.to_owned()));
            }
            Err(error) => return Err(StoreError::io(&path)(error)),
        };
        let head = &bytes[..bytes.len().min(Kind::Manifest.head_bytes())];
        let sections = frame::sections(Kind::Manifest, head, bytes.len() as u64, &path)?;
        let body = &bytes[sections[0].offset as usize..];
        if !sections[0].holds(body) {
            return Err(StoreError::damaged(&path, "its content"));
        }
        serde_json::from_slice(body).map_err(|_| StoreError::damaged(&path, "its content"))
    }

    /// Puts the manifest in the place of the one before.
    pub(super) fn commit(&self, folder: &Path, files: &dyn Files) -> Result<(), StoreError> {
        let body = serde_json::to_vec(self).expect("invariant: numbers and words");
        let (next, path) = (folder.join(NEXT), folder.join(NAME));
        let head = frame::head(Kind::Manifest, &[&body]);
        files.create(&next, &[&head, &body]).map_err(StoreError::io(&next))?;
        files.replace(&next, &path).map_err(StoreError::io(&path))
    }

    /// Refuses settings that the archive was not made with, by the first that differs.
    pub(super) fn check(&self, given: &Parameters) -> Result<(), StoreError> {
        let names: BTreeSet<&String> = self.parameters.keys().chain(given.keys()).collect();
        let value = |of: &Parameters, name: &str| of.get(name).cloned().unwrap_or_default();
        for name in names {
            let (archive, given) = (value(&self.parameters, name), value(given, name));
            if archive != given {
                return Err(StoreError::Parameter { name: name.clone(), archive, given });
            }
        }
        Ok(())
    }
}
