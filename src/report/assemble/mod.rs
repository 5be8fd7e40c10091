//! What was found -> rows, with every place in code points of its document.

mod characters;
mod documents;
mod lists;
mod pairs;
mod passages;

use xxhash_rust::xxh3::xxh3_128;

use crate::archive::{Archive, Report};
use crate::classify::{Cell, Finding};
use crate::config::Config;
use crate::groups::Groups;
use crate::groups::alike::ReportFamily;
use crate::groups::direction::First;
use crate::groups::templates::{Fit, Template};
use crate::model::{CharSpan, SymbolSpan};
use crate::report::rows::{BasisRow, FamilyRow, FitRow, PlaceRow, ReportKey, Rows, TemplateRow};
use crate::segment::background;
use crate::users::{Aligned, Evidence};

/// A finished comparison, as rows are made from it.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    /// Documents and reports.
    pub archive: &'a Archive,
    /// Aligned pairs.
    pub aligned: &'a [Aligned],
    /// Kinship and genre model.
    pub evidence: &'a Evidence,
    /// What means something.
    pub findings: &'a [Finding],
    /// The layer of each symbol of each report.
    pub cells: &'a [Vec<Cell>],
    /// The story of the batch.
    pub groups: &'a Groups,
    /// Settings.
    pub config: &'a Config,
}

/// All rows of a run, each list in its order.
///
/// # Cost
/// `O(n)` in the characters of all reports, plus the findings.
pub fn rows(found: &Found) -> Rows {
    let texts: Vec<Vec<char>> =
        found.archive.documents.iter().map(|d| d.text.chars().collect()).collect();
    let view = View { found: *found, texts: &texts, ids: passages::ids(found) };
    let users = found.evidence.model.users();
    let mut diagnostics = found.archive.diagnostics.clone();
    diagnostics.sort();
    diagnostics.dedup();
    Rows {
        documents: documents::rows(&view),
        passages: passages::rows(&view),
        boilerplate: lists::boilerplate(&view),
        families: lists::families(&view),
        templates: by_id(lists::templates(
            found.archive,
            &found.groups.reports,
            &found.groups.templates,
        )),
        anomalies: lists::anomalies(&view),
        pairs: pairs::rows(&view),
        questions: lists::questions(&view),
        diagnostics,
        basis: BasisRow {
            reports: found.archive.reports.len() as u64,
            independent_users: users,
            small_sample: users < u64::from(found.config.classify.sample_users_min),
            backgrounds: background::names(),
        },
    }
}

/// The rows of forms, in the order of the forms.
pub fn templates(
    archive: &Archive,
    families: &[ReportFamily],
    templates: &[Template],
) -> Vec<TemplateRow> {
    lists::templates(archive, families, templates)
}

/// The rows of families of reports, in their order, without what findings say of them.
pub fn families(archive: &Archive, families: &[ReportFamily]) -> Vec<FamilyRow> {
    lists::report_families(archive, families, |_| [0, 0])
}

/// How a report fits a form, as a row.
pub fn fit(fit: &Fit) -> FitRow {
    lists::fit(fit)
}

fn by_id(mut rows: Vec<TemplateRow>) -> Vec<TemplateRow> {
    rows.sort_by(|a, b| (&a.id, &a.family).cmp(&(&b.id, &b.family)));
    rows
}

/// A report named by its document and number.
fn key(archive: &Archive, index: u32) -> ReportKey {
    let report = &archive.reports[index as usize];
    ReportKey { document: archive.document(report).name.clone(), report: report.number }
}

/// The place of a whole report.
fn whole(archive: &Archive, index: u32) -> PlaceRow {
    let span = archive.reports[index as usize].span;
    let ReportKey { document, report } = key(archive, index);
    PlaceRow { document, report, start: span.start, end: span.end }
}

/// What every list is made from.
struct View<'a> {
    found: Found<'a>,
    /// Code points of each document.
    texts: &'a [Vec<char>],
    /// Id of each finding.
    ids: Vec<String>,
}

impl View<'_> {
    fn report(&self, index: u32) -> &Report {
        &self.found.archive.reports[index as usize]
    }

    fn key(&self, index: u32) -> ReportKey {
        key(self.found.archive, index)
    }

    fn text(&self, report: &Report, span: CharSpan) -> String {
        let text = &self.texts[report.document as usize];
        text[span.start as usize..span.end as usize].iter().collect()
    }

    fn place(&self, index: u32, span: SymbolSpan) -> PlaceRow {
        let report = self.report(index);
        let chars = report.symbols.chars(span);
        let ReportKey { document, report } = self.key(index);
        PlaceRow { document, report, start: chars.start, end: chars.end }
    }
}

/// Twelve letters and digits in three groups, from a hash.
///
/// # Source
/// Crockford's base 32: without I, L, O, U, which are taken for other signs.
fn id_of(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let hash = xxh3_128(bytes);
    let signs: Vec<char> =
        (0..12).map(|i| char::from(SIGNS[(hash >> (5 * i)) as usize & 31])).collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn first_code(first: First) -> &'static str {
    match first {
        First::Left => "left-first",
        First::Right => "right-first",
        First::Unknown => "unknown",
    }
}
