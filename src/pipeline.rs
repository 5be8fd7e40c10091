//! The whole run: documents in, rows out. **Read this first.**
//!
//! `ingest` is what can be known of one document alone, parallel over documents; `compare` is
//! what can be known only of documents together, parallel over pairs. Parallel loops live here;
//! results are collected in the order of documents and pairs, so the output does not depend on
//! threads.

mod answers;
mod forms;
mod stored;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::align::{self, Prepared, Side};
use crate::archive::{Archive, Reference, ReferenceRole, Report};
use crate::candidates::{self, Pair};
use crate::checkpoint::{ReportHead, Stored, StoredDocument};
use crate::classify::{self, Cell, Conclusions, Finding};
use crate::config::{Config, Preset};
use crate::groups::{self, Groups};
use crate::likeness::Text;
use crate::metadata::{Metadata, Table};
use crate::model::{CharSpan, Diagnostic, SymbolSpan};
use crate::normalize::{self, Symbols};
use crate::read;
use crate::read::Document;
use crate::references;
use crate::report::assemble;
use crate::report::rows::Rows;
use crate::segment::{self, PhraseList, Segments};
use crate::sketch;
use crate::split::{self, Exclusion, ReportSpan};
use crate::users::{self, Aligned, Evidence};

pub use answers::answer;
pub use forms::{Forms, add_blank_forms, forms};
pub use stored::{against, records};

/// What the comparison found, as rows.
pub fn rows(archive: &Archive, comparison: &Comparison, config: &Config) -> Rows {
    let found = assemble::Found {
        archive,
        aligned: &comparison.aligned,
        evidence: &comparison.evidence,
        findings: &comparison.findings,
        formulas: &comparison.formulas,
        cells: &comparison.cells,
        groups: &comparison.groups,
        config,
    };
    assemble::rows(&found)
}

/// What the user gives besides documents.
#[derive(Debug, Default)]
pub struct Given {
    /// The table of `--meta`.
    pub table: Table,
    /// Set phrases of `--boilerplate`, one a line.
    pub phrases: String,
    /// Documents of `--base`: what everybody had to use.
    pub base: Vec<Document>,
    /// Documents of `--reference`: what may be quoted.
    pub collection: Vec<Document>,
    /// Documents of `--background`: how the genre writes.
    pub background: Vec<Document>,
    /// What the user said to the questions of an earlier run.
    pub answers: Vec<Answer>,
}

/// An answer to a question of 待您确认.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The id of the question.
    pub question: String,
    /// True when the text was handed out, false when it was copied.
    pub is_form: bool,
}

/// The steps that a person waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Files are read.
    Read,
    /// Texts are cut into reports, symbols and words.
    Ingest,
    /// Pairs are aligned.
    Align,
    /// Users are counted.
    Count,
    /// Passages are judged.
    Classify,
}

/// Told of every step; called from many threads.
pub trait Progress: Sync {
    /// A stage with `total` pieces of work begins.
    fn begin(&self, stage: Stage, total: u64);
    /// One piece is done.
    fn advance(&self);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: u64) {}
    fn advance(&self) {}
}

/// All that was found.
#[derive(Debug)]
pub struct Comparison {
    /// Aligned pairs that share something.
    pub aligned: Vec<Aligned>,
    /// Families of text and the genre model.
    pub evidence: Evidence,
    /// What means something.
    pub findings: Vec<Finding>,
    /// For each report long runs that are set phrases, shared with another report.
    pub formulas: Vec<Vec<SymbolSpan>>,
    /// The layer of each symbol of each report.
    pub cells: Vec<Vec<Cell>>,
    /// Directions, families, sources, forms, shared mistakes.
    pub groups: Groups,
}

/// What a run ends in.
#[derive(Debug)]
pub struct Outcome {
    /// Documents and reports.
    pub archive: Archive,
    /// What they share.
    pub comparison: Comparison,
    /// What is written.
    pub rows: Rows,
}

/// Inputs in, rows out.
pub fn scan(inputs: &[String], given: &Given, config: &Config, progress: &dyn Progress) -> Outcome {
    let (documents, diagnostics) = read(inputs, config, progress);
    let mut archive = ingest(documents, diagnostics, given, config, progress);
    let comparison = compare(&archive, config, progress);
    let comparison = answer(&mut archive, comparison, &given.answers, config);
    let rows = rows(&archive, &comparison, config);
    Outcome { archive, comparison, rows }
}

/// Inputs -> documents. The only step that sees files.
pub fn read(
    inputs: &[String],
    config: &Config,
    progress: &dyn Progress,
) -> (Vec<Document>, Vec<Diagnostic>) {
    let read::Found { entries, mut diagnostics } = read::find(inputs, &config.read);
    progress.begin(Stage::Read, entries.len() as u64);
    let opened: Vec<read::Opened> = entries
        .par_iter()
        .map(|entry| {
            let opened = read::open(entry, &config.read);
            progress.advance();
            opened
        })
        .collect();
    let mut documents = Vec::new();
    for one in opened {
        documents.extend(one.documents);
        diagnostics.extend(one.diagnostics);
    }
    diagnostics.sort();
    (documents, diagnostics)
}

/// A report as the likeness of wholes wants it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Name of its document.
    pub document: String,
    /// 1, 2, … in the document.
    pub report: u32,
    /// Its symbols.
    pub text: Text,
}

/// Inputs -> reports for the likeness of wholes, by document and number: no words, no passages.
/// Each document is dropped as soon as its symbols are cut.
///
/// # Cost
/// Linear; two bytes a symbol are kept.
pub fn wholes(
    inputs: &[String],
    config: &Config,
    progress: &dyn Progress,
) -> (Vec<Whole>, Vec<Diagnostic>) {
    let read::Found { entries, mut diagnostics } = read::find(inputs, &config.read);
    progress.begin(Stage::Read, entries.len() as u64);
    let opened = |entry: &read::Entry| {
        let (mut wholes, mut diagnostics) = (Vec::new(), Vec::new());
        read::each(entry, &config.read, &mut |part| {
            let of = |document: &Document| wholes_of(document, config);
            wholes.par_extend(part.documents.par_iter().flat_map_iter(of));
            diagnostics.extend(part.diagnostics);
        });
        progress.advance();
        (wholes, diagnostics)
    };
    let opened: Vec<(Vec<Whole>, Vec<Diagnostic>)> = entries.par_iter().map(opened).collect();
    let mut wholes = Vec::new();
    for one in opened {
        wholes.extend(one.0);
        diagnostics.extend(one.1);
    }
    wholes.sort_by(|a, b| (&a.document, a.report).cmp(&(&b.document, b.report)));
    diagnostics.sort();
    (wholes, diagnostics)
}

fn wholes_of(document: &Document, config: &Config) -> Vec<Whole> {
    if !document.verdict.is_readable() {
        return Vec::new();
    }
    let text: Vec<char> = document.text.chars().collect();
    let split = split::document(document, &config.split);
    let excluded: Vec<CharSpan> = split.exclusions.iter().map(|e| e.span).collect();
    let whole = |span: &ReportSpan| {
        let CharSpan { start, end } = span.span;
        let symbols = normalize::symbols(&text[start as usize..end as usize], start, &excluded);
        Whole { document: document.name.clone(), report: span.number, text: Text::of(&symbols) }
    };
    split.reports.iter().map(whole).collect()
}

/// Documents -> archive: what is known of each alone.
pub fn ingest(
    mut documents: Vec<Document>,
    diagnostics: Vec<Diagnostic>,
    given: &Given,
    config: &Config,
    progress: &dyn Progress,
) -> Archive {
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    progress.begin(Stage::Ingest, documents.len() as u64);
    let phrases = PhraseList::new(&given.phrases);
    let parts: Vec<(Vec<Exclusion>, Vec<Report>)> = documents
        .par_iter()
        .enumerate()
        .map(|(i, document)| {
            let found = reports(i as u32, document, given, &phrases, config);
            progress.advance();
            found
        })
        .collect();
    let (exclusions, reports): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let reports = reports.into_iter().flatten().collect();
    let mut archive = Archive { documents, exclusions, reports, diagnostics, ..Archive::default() };
    take_given(&mut archive, given, config);
    archive
}

/// Puts the given texts into the archive and notes what of each report stands in them.
fn take_given(archive: &mut Archive, given: &Given, config: &Config) {
    let (background, references) = given_texts(given, config)
        .into_iter()
        .partition(|one| one.role == ReferenceRole::Background);
    (archive.background, archive.references) = (background, references);
    refer(archive, config);
}

/// Base texts, reference collections, background, each by name, equal texts once.
fn given_texts(given: &Given, config: &Config) -> Vec<Reference> {
    let roles = [
        (&given.base, ReferenceRole::Base),
        (&given.collection, ReferenceRole::Collection),
        (&given.background, ReferenceRole::Background),
    ];
    let mut texts: Vec<(ReferenceRole, &Document)> = roles
        .into_iter()
        .flat_map(|(documents, role)| documents.iter().map(move |one| (role, one)))
        .filter(|(_, one)| one.verdict.is_readable())
        .collect();
    texts.sort_by(|a, b| (a.0, &a.1.text, &a.1.name).cmp(&(b.0, &b.1.text, &b.1.name)));
    texts.dedup_by(|a, b| a.0 == b.0 && a.1.text == b.1.text);
    texts.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    texts
        .par_iter()
        .map(|(role, one)| references::reference(one.name.clone(), &one.text, *role, config))
        .collect()
}

/// Notes in each report what stands in the given texts.
fn refer(archive: &mut Archive, config: &Config) {
    let given = references::Given::new(&archive.references, config);
    let documents = &archive.documents;
    archive.reports.par_iter_mut().for_each(|report| {
        let text: Vec<char> = documents[report.document as usize].text.chars().collect();
        let referred = given.found_in(report, &text);
        references::note(report, referred);
    });
}

/// What the user should know of the table: its lines that are about no report.
pub fn unmatched(archive: &Archive, table: &Table) -> Vec<Diagnostic> {
    let name = |report: &Report| archive.document(report).name.clone();
    let mut reports: Vec<(String, u32)> =
        archive.reports.iter().map(|report| (name(report), report.number)).collect();
    reports.extend(archive.documents.iter().map(|document| (document.name.clone(), 1)));
    let line = |document| Diagnostic {
        document,
        code: "meta-row-unmatched".to_owned(),
        detail: String::new(),
    };
    table.unmatched(&reports).into_iter().map(line).collect()
}

/// The reports of one document, each with all that is known of it alone.
fn reports(
    index: u32,
    document: &Document,
    given: &Given,
    phrases: &PhraseList,
    config: &Config,
) -> (Vec<Exclusion>, Vec<Report>) {
    if !document.verdict.is_readable() {
        return (Vec::new(), Vec::new());
    }
    let text: Vec<char> = document.text.chars().collect();
    let split = split::document(document, &config.split);
    let exclusions = match config.preset {
        Preset::Research => Vec::new(),
        _ => split.exclusions,
    };
    let cutting = Cutting { index, text: &text, exclusions: &exclusions, phrases, config };
    let report = |span: &ReportSpan| {
        let metadata = crate::metadata::of(document, span, &given.table, &config.metadata);
        cutting.report(span, metadata)
    };
    let reports = split.reports.iter().map(report).collect();
    (exclusions, reports)
}

/// What the reports of one document are cut from.
struct Cutting<'a> {
    index: u32,
    text: &'a [char],
    exclusions: &'a [Exclusion],
    phrases: &'a PhraseList,
    config: &'a Config,
}

impl Cutting<'_> {
    fn report(&self, span: &ReportSpan, metadata: Metadata) -> Report {
        let CharSpan { start, end } = span.span;
        let slice = &self.text[start as usize..end as usize];
        let excluded: Vec<CharSpan> = self.exclusions.iter().map(|e| e.span).collect();
        let symbols = normalize::symbols(slice, start, &excluded);
        let context = segment::Context { config: &self.config.segment, phrases: self.phrases };
        let mut segments = segment::report(&symbols, slice, start, span.title, &context);
        if self.config.preset == Preset::Research {
            segments.earns.fill(true);
        }
        Report {
            document: self.index,
            number: span.number,
            span: span.span,
            title: span.title,
            metadata,
            sketch: sketch::of(&symbols, &segments.words, &self.config.sketch),
            symbols,
            segments,
            referred: Vec::new(),
        }
    }
}

/// A finished run's archive and alignments, from its checkpoint and its texts by document: as
/// `ingest` and `compare` made them, without reading or aligning anything. The given texts are
/// those of `given`, its table and set phrases are not asked.
pub fn restore(
    stored: Stored,
    texts: &BTreeMap<String, String>,
    given: &Given,
    config: &Config,
) -> (Archive, Vec<Aligned>) {
    let phrases = PhraseList::new(&stored.phrases);
    let mut archive = Archive { diagnostics: stored.diagnostics, ..Archive::default() };
    let cut: Vec<(Document, Vec<Exclusion>, Vec<Report>)> = stored
        .documents
        .into_par_iter()
        .enumerate()
        .map(|(i, one)| {
            let StoredDocument { mut document, exclusions, reports: heads, .. } = one;
            document.text = texts.get(&document.name).cloned().unwrap_or_default();
            let text: Vec<char> = document.text.chars().collect();
            let index = i as u32;
            let cutting =
                Cutting { index, text: &text, exclusions: &exclusions, phrases: &phrases, config };
            let of = |head: ReportHead| cutting.report(&head.span(), head.metadata);
            let reports = heads.into_iter().map(of).collect();
            (document, exclusions, reports)
        })
        .collect();
    for (document, exclusions, reports) in cut {
        archive.documents.push(document);
        archive.exclusions.push(exclusions);
        archive.reports.extend(reports);
    }
    take_given(&mut archive, given, config);
    (archive, stored.aligned)
}

/// What makes a report a candidate: its number in the document, and the hashes of its fingerprints
/// in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// 1, 2, … in the document.
    pub number: u32,
    /// Hashes of winnowed k-grams.
    pub fingerprints: Vec<u64>,
}

/// The outlines of the reports of one document, for programs that keep fingerprints elsewhere; the
/// same ones as `ingest` finds, without words.
///
/// # Cost
/// Linear in the document.
pub fn outlines(document: &Document, config: &Config) -> Vec<Outline> {
    if !document.verdict.is_readable() {
        return Vec::new();
    }
    let text: Vec<char> = document.text.chars().collect();
    let split = split::document(document, &config.split);
    let excluded: Vec<CharSpan> = split.exclusions.iter().map(|e| e.span).collect();
    let outline = |span: &ReportSpan| {
        let CharSpan { start, end } = span.span;
        let symbols = normalize::symbols(&text[start as usize..end as usize], start, &excluded);
        let found = sketch::winnow::fingerprints(&symbols, &config.sketch);
        let fingerprints = found.into_iter().map(|print| print.hash).collect();
        Outline { number: span.number, fingerprints }
    };
    split.reports.iter().map(outline).collect()
}

/// Archive -> findings: what is known only of documents together. Nothing here can fail.
pub fn compare(archive: &Archive, config: &Config, progress: &dyn Progress) -> Comparison {
    let pairs = candidates::pairs(archive, &config.candidates);
    let aligned = align_pairs(archive, &pairs, config, progress);
    judge(archive, aligned, config, progress)
}

/// The pairs that share something, each aligned alone, in the order of `pairs`.
pub fn align_pairs(
    archive: &Archive,
    pairs: &[Pair],
    config: &Config,
    progress: &dyn Progress,
) -> Vec<Aligned> {
    let prepared: Vec<Prepared> = archive
        .reports
        .par_iter()
        .map(|report| Prepared::of(report, archive, &config.align))
        .collect();
    progress.begin(Stage::Align, pairs.len() as u64);
    let side = |i: u32| Side::of(&archive.reports[i as usize], &prepared[i as usize]);
    pairs
        .par_iter()
        .filter_map(|&pair| {
            let alignments = align::pair(side(pair.left), side(pair.right), config);
            progress.advance();
            (!alignments.is_empty()).then_some(Aligned { pair, alignments })
        })
        .collect()
}

/// Alignments of all candidate pairs, wherever they were made -> findings.
pub fn judge(
    archive: &Archive,
    aligned: Vec<Aligned>,
    config: &Config,
    progress: &dyn Progress,
) -> Comparison {
    decide(archive, aligned, &[], config, progress)
}

/// Alignments -> findings: `copies` are the questions that were answered with no form.
fn decide(
    archive: &Archive,
    aligned: Vec<Aligned>,
    copies: &[&str],
    config: &Config,
    progress: &dyn Progress,
) -> Comparison {
    progress.begin(Stage::Count, 1);
    let evidence = users::evidence(archive, &aligned, config);
    progress.begin(Stage::Classify, 1);
    let mut conclusions = classify::all(archive, &aligned, &evidence, config);
    answers::confirm_copies(archive, &mut conclusions.findings, copies, config);
    settled(archive, aligned, evidence, conclusions, config)
}

/// Findings -> what follows from them.
fn settled(
    archive: &Archive,
    aligned: Vec<Aligned>,
    evidence: Evidence,
    conclusions: Conclusions,
    config: &Config,
) -> Comparison {
    let cells = classify::layers(archive, &conclusions, &evidence, &config.classify);
    let Conclusions { findings, formulas } = conclusions;
    let case = groups::Case { archive, findings: &findings, cells: &cells, config: &config.groups };
    let groups = groups::of(&case);
    Comparison { aligned, evidence, findings, formulas, cells, groups }
}

/// The passages that two texts share, from the texts and the shipped background alone.
pub fn align_texts(
    (left, right): (&str, &str),
    phrases: &PhraseList,
    config: &Config,
) -> Vec<(CharSpan, CharSpan)> {
    let context = segment::Context { config: &config.segment, phrases };
    let of = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let symbols = normalize::symbols(&chars, 0, &[]);
        let segments = segment::report(&symbols, &chars, 0, None, &context);
        let prepared = Prepared::new(&symbols, text, 0, &config.align);
        (symbols, segments, prepared)
    };
    let (left, right) = (of(left), of(right));
    let side = |of| {
        let (symbols, segments, prepared): &(Symbols, Segments, Prepared) = of;
        Side::new(symbols, segments, prepared)
    };
    let found = align::alone(side(&left), side(&right), config);
    found.iter().map(|one| (left.0.chars(one.left()), right.0.chars(one.right()))).collect()
}
