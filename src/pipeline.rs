//! The whole run: documents in, rows out. **Read this first.**
//!
//! `ingest` is what can be known of one document alone, parallel over documents; `compare` is
//! what can be known only of documents together, parallel over pairs. Parallel loops live here;
//! results are collected in the order of documents and pairs, so the output does not depend on
//! threads.

mod stored;

use rayon::prelude::*;

use crate::align::{self, Prepared, Side};
use crate::archive::{Archive, Report};
use crate::candidates::{self, Pair};
use crate::classify::{self, Cell, Finding};
use crate::config::Config;
use crate::groups::{self, Groups};
use crate::likeness::Text;
use crate::metadata::{Metadata, Table};
use crate::model::{CharSpan, Diagnostic};
use crate::normalize::{self, Symbols};
use crate::read;
use crate::read::Document;
use crate::report::assemble;
use crate::report::rows::Rows;
use crate::segment::{self, PhraseList, Segments};
use crate::sketch;
use crate::split::{self, Exclusion, ReportSpan};
use crate::users::{self, Aligned, Evidence};

pub use stored::{against, fingerprints, records};

/// What the comparison found, as rows.
pub fn rows(archive: &Archive, comparison: &Comparison, config: &Config) -> Rows {
    let found = assemble::Found {
        archive,
        aligned: &comparison.aligned,
        evidence: &comparison.evidence,
        findings: &comparison.findings,
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
    let archive = ingest(documents, diagnostics, given, config, progress);
    let comparison = compare(&archive, config, progress);
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
    Archive { documents, exclusions, reports, diagnostics }
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
    let split = split::document(document, &config.split);
    let cutter = Cutter::new(document, &split.exclusions, phrases, config);
    let report = |span: &ReportSpan| {
        let metadata = crate::metadata::of(document, span, &given.table, &config.metadata);
        cutter.report(index, span, metadata)
    };
    let reports = split.reports.iter().map(report).collect();
    (split.exclusions, reports)
}

/// What the reports of one document are cut from.
struct Cutter<'a> {
    text: Vec<char>,
    excluded: Vec<CharSpan>,
    context: segment::Context<'a>,
    config: &'a Config,
}

impl<'a> Cutter<'a> {
    fn new(
        document: &Document,
        exclusions: &[Exclusion],
        phrases: &'a PhraseList,
        config: &'a Config,
    ) -> Self {
        Self {
            text: document.text.chars().collect(),
            excluded: exclusions.iter().map(|exclusion| exclusion.span).collect(),
            context: segment::Context { config: &config.segment, phrases },
            config,
        }
    }

    fn symbols(&self, span: CharSpan) -> Symbols {
        let CharSpan { start, end } = span;
        normalize::symbols(&self.text[start as usize..end as usize], start, &self.excluded)
    }

    fn report(&self, document: u32, of: &ReportSpan, metadata: Metadata) -> Report {
        let CharSpan { start, end } = of.span;
        let symbols = self.symbols(of.span);
        let slice = &self.text[start as usize..end as usize];
        let segments = segment::report(&symbols, slice, start, of.title, &self.context);
        Report {
            document,
            number: of.number,
            span: of.span,
            title: of.title,
            metadata,
            sketch: sketch::of(&symbols, &segments.words, &self.config.sketch),
            symbols,
            segments,
        }
    }
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
    let split = split::document(document, &config.split);
    let phrases = PhraseList::new("");
    let cutter = Cutter::new(document, &split.exclusions, &phrases, config);
    let outline = |span: &ReportSpan| {
        let found = sketch::winnow::fingerprints(&cutter.symbols(span.span), &config.sketch);
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
    judge_where(archive, aligned, (config, progress), &|_| true)
}

/// The same with the findings of the pairs that are `wanted` alone; evidence is that of all.
fn judge_where(
    archive: &Archive,
    aligned: Vec<Aligned>,
    (config, progress): (&Config, &dyn Progress),
    wanted: &dyn Fn(Pair) -> bool,
) -> Comparison {
    progress.begin(Stage::Count, 1);
    let evidence = users::evidence(archive, &aligned, config);
    progress.begin(Stage::Classify, 1);
    let mut findings = classify::all(archive, &aligned, &evidence, config);
    findings.retain(|finding| wanted(finding.pair));
    let cells = classify::layers(archive, &findings, &evidence, &config.classify);
    let case = groups::Case { archive, findings: &findings, cells: &cells, config: &config.groups };
    let groups = groups::of(&case);
    Comparison { aligned, evidence, findings, cells, groups }
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
