//! What was found -> rows, with every place in code points of its document.

mod characters;
mod cnki;
mod documents;
mod forensics;
mod lists;
mod pairs;
mod passages;
mod references;

use crate::archive::{Archive, Report};
use crate::classify::{Cell, Finding};
use crate::config::Config;
use crate::groups::Groups;
use crate::groups::alike::ReportFamily;
use crate::groups::direction::First;
use crate::groups::templates::{Fit, Template};
use crate::model::{CharSpan, SymbolSpan};
use crate::report::figures::Figures;
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
    let takers = characters::takers(found);
    let view = View { found: *found, texts: &texts, ids: passages::ids(found), takers };
    let users = found.evidence.model.users();
    let mut diagnostics = found.archive.diagnostics.clone();
    diagnostics.sort();
    diagnostics.dedup();
    let passages = passages::rows(&view);
    let documents = documents::rows(&view, &passages);
    let figures = Figures::of(&documents, &passages);
    let shared = figures.shared();
    Rows {
        boilerplate: lists::boilerplate(&view),
        families: lists::families(&view, &shared),
        templates: by_id(lists::templates(
            found.archive,
            &found.groups.reports,
            &found.groups.templates,
        )),
        anomalies: lists::anomalies(&view),
        forensics: forensics::rows(&view),
        pairs: pairs::rows(&view, &documents, &shared),
        documents,
        passages,
        questions: lists::questions(&view),
        diagnostics,
        basis: BasisRow {
            reports: found.archive.reports.len() as u64,
            independent_users: users,
            small_sample: users < u64::from(found.config.classify.sample_users_min),
            backgrounds: backgrounds(found.archive),
            preset: found.config.preset.code().to_string(),
        },
        review: None,
    }
}

/// The shipped tables, and the user's own background with its size and hash.
fn backgrounds(archive: &Archive) -> Vec<String> {
    let mut names = background::names();
    if !archive.background.is_empty() {
        let mut hasher = blake3::Hasher::new();
        for text in archive.background.iter().flat_map(|one| &one.text) {
            hasher.update(&u32::from(*text).to_le_bytes());
        }
        let hash = hasher.finalize().to_hex();
        names.push(format!("background of {} texts {}", archive.background.len(), &hash[..16]));
    }
    names
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
    /// For each report the findings that have text in it, the strongest first.
    takers: Vec<Vec<u32>>,
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

fn first_code(first: First) -> &'static str {
    match first {
        First::Left => "left-first",
        First::Right => "right-first",
        First::Unknown => "unknown",
    }
}
