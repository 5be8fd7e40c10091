//! What files of different units have in common besides text: pictures, editing sessions, the
//! same person or program, the same second of creation.
//!
//! Supporting findings of their own: they change no layer, ratio or grade of a passage. Units are
//! told by the reports of a file; a file whose unit nobody knows counts as a unit of its own.
//! What office programs write by default is no finding (`data/lexicon/file-traces.txt`), nor is a
//! small picture that many use, such as an emblem.

mod defaults;
mod pictures;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use crate::archive::Archive;
use crate::read::Document;

/// What files have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// All bytes.
    File,
    /// A picture, byte for byte.
    Picture,
    /// Pictures that look alike.
    SimilarPicture,
    /// Identifiers of editing sessions (`rsid`).
    Revision,
    /// An identifier that a program gave the file when it was made.
    Identifier,
    /// The last editor.
    LastAuthor,
    /// The author.
    Author,
    /// The second of creation.
    Created,
    /// The template.
    Template,
    /// The program with its build.
    Program,
}

/// How much a trace says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Hardly so but by one file, or part of it, becoming the other.
    Strong,
    /// Seldom so by chance.
    Medium,
    /// Often so by chance.
    Weak,
}

/// Something that files of different units have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    /// What it is.
    pub kind: Kind,
    /// The value that they share, for people; of pictures the hash of the first.
    pub value: String,
    /// Values of this kind that they share.
    pub count: u32,
    /// The documents, ascending.
    pub documents: Vec<u32>,
    /// Units among them; a document without one is a unit of its own.
    pub units: u32,
    /// How much it says.
    pub strength: Strength,
    /// So many units share it that a common origin for all explains it as well.
    pub is_common: bool,
}

/// The traces of a batch, by kind, value and documents.
///
/// # Cost
/// `O(n log n)` in the values of all documents, `O(p²)` in the different pictures.
pub fn of(case: &Case) -> Vec<Trace> {
    let files = Files::of(case);
    let mut traces = files.same_files();
    let whole: Vec<BTreeSet<u32>> =
        traces.iter().map(|trace| trace.documents.iter().copied().collect()).collect();
    let mut others = pictures::of(&files);
    others.extend(files.revisions());
    for kind in [Kind::Identifier, Kind::LastAuthor, Kind::Author, Kind::Created] {
        others.extend(files.by_value(kind));
    }
    for kind in [Kind::Template, Kind::Program] {
        let rare = files.by_value(kind).into_iter().filter(|trace| !trace.is_common);
        others.extend(rare);
    }
    // Files that are the same have everything in common; that is said once.
    let is_said = |trace: &Trace| {
        whole.iter().any(|same| trace.documents.iter().all(|document| same.contains(document)))
    };
    traces.extend(others.into_iter().filter(|trace| !is_said(trace)));
    traces.sort();
    traces
}

/// The documents of a run with their units.
struct Files<'a> {
    case: Case<'a>,
    /// A number for each unit, and for each document without one.
    units: Vec<u32>,
    /// Units from which on a trace is common.
    common: u32,
}

impl<'a> Files<'a> {
    fn of(case: &Case<'a>) -> Self {
        let units = unit_numbers(case.archive);
        let all = units.iter().collect::<BTreeSet<_>>().len();
        // More than half of a batch, and of a small batch more than a few.
        let common = (all / 2).max(case.config.trace_units_max as usize) as u32;
        Self { case: *case, units, common }
    }

    fn documents(&self) -> &'a [Document] {
        &self.case.archive.documents
    }

    /// A trace of `documents`; `None` unless they belong to different units.
    fn trace(&self, kind: Kind, value: String, documents: BTreeSet<u32>) -> Option<Trace> {
        let units: BTreeSet<u32> = documents.iter().map(|&i| self.units[i as usize]).collect();
        let units = units.len() as u32;
        let strength = match kind {
            Kind::File | Kind::Picture | Kind::Revision | Kind::Identifier => Strength::Strong,
            Kind::SimilarPicture | Kind::LastAuthor | Kind::Author | Kind::Created => {
                Strength::Medium
            }
            Kind::Template | Kind::Program => Strength::Weak,
        };
        let documents = documents.into_iter().collect();
        let is_common = units > self.common;
        let trace = Trace { kind, value, count: 1, documents, units, strength, is_common };
        (units > 1).then_some(trace)
    }

    /// Files that are the same byte for byte.
    fn same_files(&self) -> Vec<Trace> {
        let mut by_hash: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for (document, i) in self.documents().iter().zip(0..) {
            if !document.content_hash.is_empty() {
                by_hash.entry(&document.content_hash).or_default().insert(i);
            }
        }
        let trace =
            |(hash, documents): (&str, _)| self.trace(Kind::File, hash.to_owned(), documents);
        by_hash.into_iter().filter_map(trace).collect()
    }

    /// Values of one kind that documents of different units share.
    fn by_value(&self, kind: Kind) -> Vec<Trace> {
        let mut by_value: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for (document, i) in self.documents().iter().zip(0..) {
            for value in values(document, kind) {
                by_value.entry(value).or_default().insert(i);
            }
        }
        let trace = |(value, documents): (&str, _)| self.trace(kind, value.to_owned(), documents);
        by_value.into_iter().filter_map(trace).collect()
    }

    /// Editing sessions that documents of different units went through together: for each largest
    /// set of documents the number of sessions that all of them share.
    fn revisions(&self) -> Vec<Trace> {
        let mut by_session: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for (document, i) in self.documents().iter().zip(0..) {
            for session in &document.properties.revisions {
                by_session.entry(session).or_default().insert(i);
            }
        }
        let mut by_documents: BTreeMap<BTreeSet<u32>, Vec<&str>> = BTreeMap::new();
        for (session, documents) in by_session {
            by_documents.entry(documents).or_default().push(session);
        }
        let mut sets: Vec<(BTreeSet<u32>, Vec<&str>)> = by_documents.into_iter().collect();
        sets.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        let mut traces: Vec<Trace> = Vec::new();
        let mut said: Vec<BTreeSet<u32>> = Vec::new();
        for (documents, sessions) in sets {
            if said.iter().any(|larger| documents.is_subset(larger)) {
                continue;
            }
            if let Some(trace) =
                self.trace(Kind::Revision, sessions[0].to_owned(), documents.clone())
            {
                traces.push(Trace { count: sessions.len() as u32, ..trace });
                said.push(documents);
            }
        }
        traces
    }
}

/// The unit of each document: that of its first report which has one.
pub fn units(archive: &Archive) -> Vec<Option<&str>> {
    let mut names: Vec<Option<&str>> = vec![None; archive.documents.len()];
    for report in &archive.reports {
        let name = report.metadata.unit.as_ref().map(|unit| unit.value.as_str());
        let known = &mut names[report.document as usize];
        *known = known.or(name);
    }
    names
}

/// A number for the unit of each document: equal for documents of one unit.
fn unit_numbers(archive: &Archive) -> Vec<u32> {
    let mut first: BTreeMap<&str, u32> = BTreeMap::new();
    let mut numbers = Vec::new();
    for (name, i) in units(archive).into_iter().zip(0..) {
        numbers.push(name.map_or(i, |name| *first.entry(name).or_insert(i)));
    }
    numbers
}

/// What a document says, as far as it says anything of its own.
fn values(document: &Document, kind: Kind) -> Vec<&str> {
    let properties = &document.properties;
    let one = match kind {
        Kind::Identifier => {
            return properties.identifiers.iter().map(String::as_str).collect();
        }
        Kind::LastAuthor => &properties.last_author,
        Kind::Author => &properties.author,
        Kind::Created => &properties.created,
        Kind::Template => &properties.template,
        Kind::Program => &properties.program,
        Kind::File | Kind::Picture | Kind::SimilarPicture | Kind::Revision => &None,
    };
    let value = one.as_deref().map(str::trim);
    value.filter(|value| defaults::is_own(kind, value)).into_iter().collect()
}
