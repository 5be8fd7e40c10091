//! Numbers by which the page's blocks name reports, documents, passages and codes.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::report::rows::PassageRow;
use crate::report::rows::PlaceRow;
use crate::report::rows::ReportKey;
use crate::report::rows::Rows;

/// Grades of passages; a block names one by its place.
pub(super) const GRADES: [&str; 3] = ["weak", "medium", "strong"];

/// Who was first; a block names it by its place.
pub(super) const DIRECTIONS: [&str; 3] = ["unknown", "left-first", "right-first"];

/// Roles of copied text; a block names one by its place.
pub(super) const ROLES: [&str; 3] = ["undirected", "received", "given"];

/// Place of `name` in `names`; the first for a name that is none of them.
pub(super) fn place(names: &[&str], name: &str) -> usize {
    names.iter().position(|other| *other == name).unwrap_or(0)
}

/// A report: its number on the page, or its name where the page does not hold it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub(super) enum Ref {
    /// Place in the list of reports, from 0.
    Number(u32),
    /// Document and number of the report in it.
    Name(String),
}

/// A place: the report, first code point, one past the last.
pub(super) type Place = (Ref, u32, u32);

/// The page's order of documents, reports and passages.
pub(super) struct Numbers<'a> {
    /// Names of the documents.
    pub(super) documents: Vec<&'a str>,
    /// Passages by pair, then by place on the left.
    pub(super) passages: Vec<&'a PassageRow>,
    reports: BTreeMap<(&'a str, u32), u32>,
    ids: BTreeMap<&'a str, u32>,
}

impl<'a> Numbers<'a> {
    /// Numbers what `rows` hold.
    ///
    /// # Cost
    /// Sorting the passages.
    pub(super) fn of(rows: &'a Rows) -> Self {
        let names: BTreeSet<&str> =
            rows.documents.iter().map(|row| row.document.as_str()).collect();
        let keys = rows.documents.iter().map(|row| (row.document.as_str(), row.report));
        let reports = keys.zip(0..).collect();
        let mut passages: Vec<&PassageRow> = rows.passages.iter().collect();
        let place = |row: &PassageRow| (row.left.start, row.right.start);
        passages.sort_by(|a, b| {
            pair(a)
                .cmp(&pair(b))
                .then_with(|| place(a).cmp(&place(b)))
                .then_with(|| a.id.cmp(&b.id))
        });
        let ids = passages.iter().map(|row| row.id.as_str()).zip(0..).collect();
        Self { documents: names.into_iter().collect(), passages, reports, ids }
    }

    /// The number of a report, when the page holds it.
    pub(super) fn known(&self, document: &str, report: u32) -> Option<u32> {
        self.reports.get(&(document, report)).copied()
    }

    /// A report by number or by name.
    pub(super) fn report(&self, document: &str, report: u32) -> Ref {
        let name = || Ref::Name(format!("{document} #{report}"));
        self.known(document, report).map_or_else(name, Ref::Number)
    }

    /// The same for a key.
    pub(super) fn key(&self, key: &ReportKey) -> Ref {
        self.report(&key.document, key.report)
    }

    /// The same for a place.
    pub(super) fn place(&self, place: &PlaceRow) -> Place {
        (self.report(&place.document, place.report), place.start, place.end)
    }

    /// The number of a passage, when the page holds it.
    pub(super) fn passage(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// The number of a document; all documents of the page's reports have one.
    pub(super) fn document(&self, name: &str) -> usize {
        self.documents.partition_point(|other| *other < name)
    }
}

fn pair(row: &PassageRow) -> (&str, u32, &str, u32) {
    (&row.left.document, row.left.report, &row.right.document, row.right.report)
}
