//! A report's title, unit, author, date, level and superior, each with where it came from.
//!
//! Order of trust: `--meta` table > 落款 > text > folder > file name > properties. Dates of the
//! file system are never used.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What is known of a report besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The title line.
    pub title: Option<Sourced>,
    /// The unit that the report speaks for, such as 青山镇党委.
    pub unit: Option<Sourced>,
    /// The person who wrote or signed it.
    pub author: Option<Sourced>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<Sourced>,
    /// Administrative level, as given.
    pub level: Option<Sourced>,
    /// The unit above, as given.
    pub superior: Option<Sourced>,
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced {
    /// The value.
    pub value: String,
    /// Where it came from.
    pub from: Origin,
}

/// Where a value came from, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The table given with `--meta`.
    Table,
    /// The signature (落款) at the end.
    Signature,
    /// The title or the running text.
    Text,
    /// The folder.
    Folder,
    /// The file name.
    FileName,
    /// The file's properties.
    Properties,
}

/// The table given with `--meta`: what the user says of documents and reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows by document (path as given, or file name) and report number; 0 stands for every
    /// report of the document.
    pub rows: BTreeMap<(String, u32), Metadata>,
}

/// stand-in
pub fn of(_d: &crate::read::Document, _r: &crate::split::ReportSpan, _t: &Table, _c: &crate::config::Metadata) -> Metadata {
    Metadata::default()
}
