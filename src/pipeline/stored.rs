//! What goes into an archive on disk, and a batch compared with what comes out of it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Comparison, Cutter, Given, Pair, Progress, Stage, align_pairs, judge_where};
use crate::archive::Archive;
use crate::archive::Report;
use crate::archive::disk::Record;
use crate::archive::stored::{Stored, StoredReport};
use crate::candidates;
use crate::config::Config;
use crate::model::Diagnostic;
use crate::read;
use crate::read::Document;
use crate::segment::PhraseList;
use crate::sketch::winnow;
use crate::split;
use crate::split::{Exclusion, ReportSpan};

/// Inputs -> records for an archive on disk. What cannot be read is left out, with a diagnostic.
///
/// # Cost
/// Linear, without words; the packed texts and the fingerprints are in memory.
pub fn records(
    inputs: &[String],
    given: &Given,
    config: &Config,
    progress: &dyn Progress,
) -> (Vec<Record>, Vec<Diagnostic>) {
    let read::Found { entries, mut diagnostics } = read::find(inputs, &config.read);
    progress.begin(Stage::Read, entries.len() as u64);
    let phrases = PhraseList::new("");
    let opened = |entry: &read::Entry| {
        let (mut records, mut diagnostics) = (Vec::new(), Vec::new());
        read::each(entry, &config.read, &mut |part| {
            let of = |document| record(document, given, &phrases, config);
            records.par_extend(part.documents.into_par_iter().filter_map(of));
            diagnostics.extend(part.diagnostics);
        });
        progress.advance();
        (records, diagnostics)
    };
    let opened: Vec<(Vec<Record>, Vec<Diagnostic>)> = entries.par_iter().map(opened).collect();
    let mut records = Vec::new();
    for one in opened {
        records.extend(one.0);
        diagnostics.extend(one.1);
    }
    records.sort_by(|a, b| a.name.cmp(&b.name));
    diagnostics.sort();
    (records, diagnostics)
}

fn record(
    document: Document,
    given: &Given,
    phrases: &PhraseList,
    config: &Config,
) -> Option<Record> {
    if !document.verdict.is_readable() {
        return None;
    }
    let split = split::document(&document, &config.split);
    let cutter = Cutter::new(&document, &split.exclusions, phrases, config);
    let hashes = |span: &ReportSpan| {
        let found = winnow::fingerprints(&cutter.symbols(span.span), &config.sketch);
        found.iter().map(|fingerprint| fingerprint.hash).collect()
    };
    let fingerprints = split.reports.iter().map(hashes).collect();
    let report = |span: &ReportSpan| StoredReport {
        number: span.number,
        span: span.span,
        title: span.title,
        metadata: crate::metadata::of(&document, span, &given.table, &config.metadata),
    };
    let reports = split.reports.iter().map(report).collect();
    Some(Stored::new(document, split.exclusions, reports).record(fingerprints))
}

/// The fingerprints of each report of a batch, in order of their places.
pub fn fingerprints(archive: &Archive) -> Vec<Vec<u64>> {
    let of = |report: &Report| report.sketch.fingerprints.iter().map(|f| f.hash).collect();
    archive.reports.iter().map(of).collect()
}

/// A batch and documents of an archive together, and what the batch shares with them and inside
/// itself. What the others share with each other is evidence and no finding.
///
/// A document of the batch takes the place of one of the same name.
pub fn against(
    batch: Archive,
    outside: Vec<Stored>,
    given: &Given,
    config: &Config,
    progress: &dyn Progress,
) -> (Archive, Comparison) {
    let own: BTreeSet<String> = batch.documents.iter().map(|one| one.name.clone()).collect();
    let outside: Vec<Stored> =
        outside.into_iter().filter(|one| !own.contains(&one.document.name)).collect();
    progress.begin(Stage::Ingest, outside.len() as u64);
    let phrases = PhraseList::new(&given.phrases);
    let restored = |stored: Stored| {
        let whole = restored(stored, &phrases, config);
        progress.advance();
        whole
    };
    let mut wholes: Vec<Whole> = outside.into_par_iter().map(restored).collect();
    let mut reports = batch.reports.into_iter().peekable();
    let with_exclusions = batch.documents.into_iter().zip(batch.exclusions);
    for (i, (document, exclusions)) in (0..).zip(with_exclusions) {
        let mut own = Vec::new();
        while let Some(report) = reports.next_if(|report| report.document == i) {
            own.push(report);
        }
        wholes.push((document, exclusions, own));
    }
    let archive = joined(wholes, batch.diagnostics);
    let is_own = |report: u32| {
        let report = &archive.reports[report as usize];
        own.contains(&archive.document(report).name)
    };
    let wanted = |pair: Pair| is_own(pair.left) || is_own(pair.right);
    let pairs = candidates::pairs(&archive, &config.candidates);
    let aligned = align_pairs(&archive, &pairs, config, progress);
    let comparison = judge_where(&archive, aligned, (config, progress), &wanted);
    (archive, comparison)
}

/// A document with what is known of it alone.
type Whole = (Document, Vec<Exclusion>, Vec<Report>);

fn restored(stored: Stored, phrases: &PhraseList, config: &Config) -> Whole {
    let cutter = Cutter::new(&stored.document, &stored.exclusions, phrases, config);
    let report = |kept: &StoredReport| {
        let (number, span, title) = (kept.number, kept.span, kept.title);
        let of = ReportSpan { number, span, title, signs: Vec::new() };
        cutter.report(0, &of, kept.metadata.clone())
    };
    let reports = stored.reports.iter().map(report).collect();
    (stored.document, stored.exclusions, reports)
}

/// Documents by name, as `ingest` leaves them.
fn joined(mut wholes: Vec<Whole>, diagnostics: Vec<Diagnostic>) -> Archive {
    wholes.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    let mut archive = Archive { diagnostics, ..Archive::default() };
    for (index, (document, exclusions, reports)) in (0..).zip(wholes) {
        archive.documents.push(document);
        archive.exclusions.push(exclusions);
        let placed = |report| Report { document: index, ..report };
        archive.reports.extend(reports.into_iter().map(placed));
    }
    archive
}
