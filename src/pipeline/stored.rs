//! What goes into an archive on disk, and a batch compared with what comes out of it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{
    Comparison, Cutting, Given, Progress, Stage, align_pairs, judge, outlines, reports, settled,
    take_given,
};
use crate::archive::Archive;
use crate::archive::Report;
use crate::archive::disk::Record;
use crate::archive::stored::{Stored, StoredReport};
use crate::candidates;
use crate::classify::Conclusions;
use crate::config::Config;
use crate::config::Preset;
use crate::model::Diagnostic;
use crate::read;
use crate::read::Document;
use crate::segment::PhraseList;
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
    let opened = |entry: &read::Entry| {
        let (mut records, mut diagnostics) = (Vec::new(), Vec::new());
        read::each(entry, &config.read, &mut |part| {
            let of = |document| record(document, given, config);
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

fn record(document: Document, given: &Given, config: &Config) -> Option<Record> {
    if !document.verdict.is_readable() {
        return None;
    }
    let split = split::document(&document, &config.split);
    let report = |span: &ReportSpan| StoredReport {
        number: span.number,
        span: span.span,
        title: span.title,
        metadata: crate::metadata::of(&document, span, &given.table, &config.metadata),
    };
    let reports = split.reports.iter().map(report).collect();
    let outlines = outlines(&document, config);
    let fingerprints = outlines.into_iter().map(|outline| outline.fingerprints).collect();
    let exclusions = match config.preset {
        Preset::Research => Vec::new(),
        _ => split.exclusions,
    };
    Some(Stored::new(document, exclusions, reports).record(fingerprints))
}

/// Documents together with those of an archive: what they share with them and inside themselves.
/// What the others share with each other is evidence and no finding.
///
/// A document of the batch takes the place of one of the same name.
pub fn against(
    (documents, diagnostics): (Vec<Document>, Vec<Diagnostic>),
    outside: Vec<Stored>,
    given: &Given,
    config: &Config,
    progress: &dyn Progress,
) -> (Archive, Comparison) {
    let own: BTreeSet<String> = documents.iter().map(|one| one.name.clone()).collect();
    let outside: Vec<Stored> =
        outside.into_iter().filter(|one| !own.contains(&one.document.name)).collect();
    progress.begin(Stage::Ingest, (documents.len() + outside.len()) as u64);
    let phrases = PhraseList::new(&given.phrases);
    let restored = |stored: Stored| {
        let whole = restored(stored, &phrases, config);
        progress.advance();
        whole
    };
    let read = |document: Document| {
        let (exclusions, reports) = reports(0, &document, given, &phrases, config);
        progress.advance();
        (document, exclusions, reports)
    };
    let mut wholes: Vec<Whole> = outside.into_par_iter().map(restored).collect();
    wholes.par_extend(documents.into_par_iter().map(read));
    let mut archive = joined(wholes, diagnostics);
    take_given(&mut archive, given, config);
    let pairs = candidates::pairs(&archive, &config.candidates);
    let aligned = align_pairs(&archive, &pairs, config, progress);
    let Comparison { aligned, evidence, mut findings, formulas, .. } =
        judge(&archive, aligned, config, progress);
    let is_own = |report: u32| {
        let report = &archive.reports[report as usize];
        own.contains(&archive.document(report).name)
    };
    findings.retain(|finding| is_own(finding.pair.left) || is_own(finding.pair.right));
    let conclusions = Conclusions { findings, formulas };
    let comparison = settled(&archive, aligned, evidence, conclusions, config);
    (archive, comparison)
}

/// A document with what is known of it alone.
type Whole = (Document, Vec<Exclusion>, Vec<Report>);

fn restored(stored: Stored, phrases: &PhraseList, config: &Config) -> Whole {
    let text: Vec<char> = stored.document.text.chars().collect();
    let exclusions = &stored.exclusions;
    let cutting = Cutting { index: 0, text: &text, exclusions, phrases, config };
    let report = |kept: &StoredReport| {
        let (number, span, title) = (kept.number, kept.span, kept.title);
        let of = ReportSpan { number, span, title, signs: Vec::new() };
        cutting.report(&of, kept.metadata.clone())
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
