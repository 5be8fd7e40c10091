//! A report's title, unit, author, date, level and superior, each with where it came from.
//!
//! Order of trust: `--meta` table > 落款 > text > folder > file name > properties. Dates of the
//! file system are never used.

mod dates;
mod table;
mod text;
mod units;

pub use dates::normalize as normalize_date;
pub use table::TableError;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::config;
use crate::config::UnitFrom;
use crate::read::Document;
use crate::read::Properties;
use crate::split::ReportSpan;
use crate::split::lines;

/// What is known of one report besides its text.
///
/// The table counts most, then what `config.unit_from` names, then signature, title and opening,
/// folder, file name and properties. A unit that is a blank (XX镇) is no unit.
///
/// # Cost
/// `O(n)` in the length of the document.
pub fn of(
    document: &Document,
    report: &ReportSpan,
    table: &Table,
    config: &config::Metadata,
) -> Metadata {
    let lines: Vec<_> = lines::of(document)
        .into_iter()
        .filter(|line| line.is_body() && report.span.contains(line.span.start))
        .collect();
    let title = report.title.and_then(|title| {
        let mut words = lines.iter().filter(|line| title.contains(line.span.start));
        let first = words.next()?.text.to_owned();
        let title = words.fold(first, |title, line| title + line.text);
        let bare = title.trim_matches(['#', '*', '★', '◆', '：', ':', ' ']);
        (!bare.is_empty()).then(|| bare.to_owned())
    });
    table
        .row(&document.name, report.number)
        .or(chosen_unit(&document.name, config))
        .or(text::signature(&lines))
        .or(text::head(title.as_deref(), &lines))
        .or(path(&document.name))
        .or(properties(&document.properties))
}

/// The unit that the user's rule takes from the path.
fn chosen_unit(name: &str, config: &config::Metadata) -> Metadata {
    let (value, from) = match &config.unit_from {
        UnitFrom::Auto => (None, Origin::Folder),
        UnitFrom::Folder => (folder(name), Origin::Folder),
        UnitFrom::Name => (Some(stem(name)), Origin::FileName),
        UnitFrom::Regex(pattern) => (first_group(pattern, name), Origin::FileName),
    };
    let unit = value.filter(|value| !value.is_empty());
    Metadata { unit: unit.map(|unit| Sourced::new(unit, from)), ..Metadata::default() }
}

/// The first group of `pattern` in `name`; nothing for a pattern that is no regular expression,
/// which `Settings::validate` has refused before.
fn first_group<'a>(pattern: &str, name: &'a str) -> Option<&'a str> {
    let found = regex::Regex::new(pattern).ok()?.captures(name)?;
    found.get(1).map(|group| group.as_str())
}

/// Unit and date that folder and file name give.
fn path(name: &str) -> Metadata {
    let folder = folder(name).filter(|folder| units::is_name(folder));
    let in_name = units::at_start(stem(name));
    let unit = folder.map(|unit| Sourced::new(unit, Origin::Folder));
    Metadata {
        unit: unit.or(in_name.map(|unit| Sourced::new(unit, Origin::FileName))),
        date: dates::only(stem(name)).map(|date| Sourced::new(&date, Origin::FileName)),
        ..Metadata::default()
    }
}

/// The last folder of the path.
fn folder(name: &str) -> Option<&str> {
    let (folders, _) = name.rsplit_once('/')?;
    Some(table::file_name(folders))
}

/// The file name without its extension.
fn stem(name: &str) -> &str {
    let file = table::file_name(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn properties(properties: &Properties) -> Metadata {
    let sourced = |value: &String| Sourced::new(value.trim(), Origin::Properties);
    let given = |value: &Option<String>| {
        value.as_ref().filter(|value| !value.trim().is_empty()).map(sourced)
    };
    Metadata {
        title: given(&properties.title),
        unit: given(&properties.company).filter(|company| units::is_name(&company.value)),
        author: given(&properties.author).or(given(&properties.last_author)),
        date: properties
            .created
            .as_deref()
            .and_then(dates::normalize)
            .map(|date| Sourced::new(&date, Origin::Properties)),
        ..Metadata::default()
    }
}

impl Sourced {
    fn new(value: &str, from: Origin) -> Self {
        Self { value: value.into(), from }
    }
}

impl Metadata {
    /// Each value of `self`, or of `other` where `self` has none.
    fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            unit: self.unit.or(other.unit),
            author: self.author.or(other.author),
            date: self.date.or(other.date),
            level: self.level.or(other.level),
            superior: self.superior.or(other.superior),
        }
    }
}

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

#[cfg(test)]
mod tests;
