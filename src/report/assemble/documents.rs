//! A row for each report, and one for each document that could not be read.

use std::collections::BTreeMap;

use super::View;
use super::characters::{self, Character};
use super::cnki::Runs;
use crate::archive::Report;
use crate::config::Preset;
use crate::groups::sources::Role;
use crate::groups::tags;
use crate::metadata::Sourced;
use crate::model::{CharSpan, Layer};
use crate::normalize;
use crate::normalize::Ledger;
use crate::read::Document;
use crate::report::figures::Figures;
use crate::report::rows::{
    DocumentRow, EvasionRow, ExclusionRow, PassageRow, PlaceholderRow, ReportKey, SourceRow,
};

/// Longest quotation of excluded text. Unit: characters.
const EXCLUDED_TEXT_MAX: u32 = 80;

/// The rows, by document, then report.
pub(super) fn rows(view: &View, passages: &[PassageRow]) -> Vec<DocumentRow> {
    let archive = view.found.archive;
    let figures = Figures::new(passages, units(view));
    let mut rows: Vec<DocumentRow> = archive
        .documents
        .iter()
        .enumerate()
        .filter(|(i, _)| !archive.reports.iter().any(|r| r.document as usize == *i))
        .map(|(_, document)| unread(document))
        .collect();
    let runs = Runs::of(view);
    rows.extend((0..archive.reports.len() as u32).map(|i| row(view, i, &figures, &runs)));
    rows.sort_by(|a, b| (&a.document, a.report).cmp(&(&b.document, b.report)));
    rows
}

/// The unit of each report that names one.
fn units(view: &View) -> BTreeMap<ReportKey, String> {
    let unit = |i: u32| Some((view.key(i), view.report(i).metadata.unit.as_ref()?.value.clone()));
    (0..view.found.archive.reports.len() as u32).filter_map(unit).collect()
}

/// A document without text to compare: no number is given for it.
fn unread(document: &Document) -> DocumentRow {
    DocumentRow {
        document: document.name.clone(),
        report: 1,
        start: 0,
        end: 0,
        name: file_name(&document.name).to_string(),
        title: None,
        unit: None,
        author: None,
        date: None,
        level: None,
        superior: None,
        metadata_from: BTreeMap::new(),
        verdict: document.verdict.clone(),
        format: format(document),
        characters: 0,
        characters_outside: 0,
        account: None,
        roles: None,
        ratios: None,
        cnki: None,
        tags: Vec::new(),
        sources: Vec::new(),
        evasion: BTreeMap::new(),
        evasion_examples: Vec::new(),
        placeholders: Vec::new(),
        references: Vec::new(),
        exclusions: Vec::new(),
        layers: Vec::new(),
        found: None,
    }
}

fn row(view: &View, index: u32, figures: &Figures, runs: &Runs) -> DocumentRow {
    let report = view.report(index);
    let document = view.found.archive.document(report);
    let characters = characters::of(view, index);
    let layers = characters::runs(view, index, &characters);
    let account = figures.account(&view.key(index), &layers);
    let counts = tags::Counts {
        characters: account.total,
        taken: account.taken,
        given: account.roles.given,
    };
    let case = crate::groups::Case {
        archive: view.found.archive,
        findings: view.found.findings,
        cells: view.found.cells,
        config: &view.found.config.groups,
    };
    let takes_tags = view.found.config.preset != Preset::Research;
    let tags = tags::of(&case, view.found.groups, index as usize, counts);
    let value = |one: &Option<Sourced>| one.as_ref().map(|s| s.value.clone());
    let metadata = &report.metadata;
    let ledger = normalize::ledger(document, report.span, &report.symbols);
    DocumentRow {
        document: document.name.clone(),
        report: report.number,
        start: report.span.start,
        end: report.span.end,
        name: name(view, report),
        title: value(&metadata.title),
        unit: value(&metadata.unit),
        author: value(&metadata.author),
        date: value(&metadata.date),
        level: value(&metadata.level),
        superior: value(&metadata.superior),
        metadata_from: origins(report),
        verdict: document.verdict.clone(),
        format: format(document),
        characters: account.total,
        characters_outside: characters.iter().filter(|c| c.is_outside).count() as u64,
        roles: Some(account.roles),
        ratios: Some(account.ratios()),
        account: Some(account.layers),
        cnki: super::cnki::row(view, index, runs, &characters),
        tags: tags.into_iter().filter(|_| takes_tags).map(str::to_string).collect(),
        sources: sources(view, index, &characters),
        evasion: ledger.iter().map(|(kind, trick)| ((*kind).to_string(), trick.count)).collect(),
        evasion_examples: examples(view, report, &ledger),
        placeholders: placeholders(view, index),
        references: super::references::rows(view, index),
        exclusions: exclusions(view, report),
        layers,
        found: None,
    }
}

/// The first places of each trick.
fn examples(view: &View, report: &Report, ledger: &Ledger) -> Vec<EvasionRow> {
    let text = &view.texts[report.document as usize];
    let row = |kind: &str, place: &CharSpan| EvasionRow {
        kind: kind.to_string(),
        start: place.start,
        end: place.end,
        text: normalize::shown(text, *place),
    };
    let places =
        ledger.iter().flat_map(|(kind, trick)| trick.places.iter().map(move |p| (kind, p)));
    places.map(|(kind, place)| row(kind, place)).collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn format(document: &Document) -> String {
    match &document.encoding {
        Some(encoding) => format!("{} ({encoding})", document.format),
        None => document.format.to_string(),
    }
}

/// File, number where there are several, title.
fn name(view: &View, report: &Report) -> String {
    let document = view.found.archive.document(report);
    let is_split = |r: &&Report| r.document == report.document;
    let mut name = file_name(&document.name).to_string();
    if view.found.archive.reports.iter().filter(is_split).count() > 1 {
        name = format!("{name} #{}", report.number);
    }
    match &report.metadata.title {
        Some(title) => format!("{name} {}", title.value),
        None => name,
    }
}

fn origins(report: &Report) -> BTreeMap<String, crate::metadata::Origin> {
    let m = &report.metadata;
    let all = [
        ("title", &m.title),
        ("unit", &m.unit),
        ("author", &m.author),
        ("date", &m.date),
        ("level", &m.level),
        ("superior", &m.superior),
    ];
    let named = all.into_iter().filter_map(|(name, one)| Some((name, one.as_ref()?)));
    named.map(|(name, one)| (name.to_string(), one.from)).collect()
}

fn placeholders(view: &View, index: u32) -> Vec<PlaceholderRow> {
    let report = view.report(index);
    let row = |p: &crate::groups::placeholders::Placeholder| PlaceholderRow {
        start: p.span.start,
        end: p.span.end,
        kind: characters::placeholder_code(p.kind).to_string(),
        text: view.text(report, p.span),
        stands_for: p.stands_for.clone(),
        seen_in: p.seen_in.map(|i| view.key(i)),
        reason: p.reason.map(|reason| reason.code().to_string()),
    };
    view.found.groups.placeholders[index as usize].iter().map(row).collect()
}

/// Exclusions inside the report; the first report also tells of those outside all reports.
fn exclusions(view: &View, report: &Report) -> Vec<ExclusionRow> {
    let archive = view.found.archive;
    let siblings: Vec<&Report> =
        archive.reports.iter().filter(|r| r.document == report.document).collect();
    let belongs = |e: &&crate::split::Exclusion| {
        let owner = siblings.iter().find(|r| r.span.overlap(e.span) > 0).or(siblings.first());
        owner.is_some_and(|r| r.number == report.number)
    };
    archive.exclusions[report.document as usize]
        .iter()
        .filter(belongs)
        .map(|e| {
            let end = e.span.end.min(e.span.start + EXCLUDED_TEXT_MAX);
            let shown = crate::model::CharSpan::new(e.span.start, end);
            ExclusionRow {
                start: e.span.start,
                end: e.span.end,
                reason: e.reason,
                text: view.text(report, shown),
            }
        })
        .collect()
}

/// What each source explains, in characters of 总字数; a changed word counts to the source of the
/// text before it.
fn sources(view: &View, index: u32, characters: &[Character]) -> Vec<SourceRow> {
    let sources = &view.found.groups.sources[index as usize];
    let mut owners: Vec<Option<usize>> = vec![None; view.report(index).symbols.len()];
    for (i, source) in sources.iter().enumerate() {
        for &symbol in &source.symbols {
            owners[symbol as usize] = Some(i);
        }
    }
    let mut counts = vec![0u64; sources.len()];
    let mut last = None;
    for character in characters.iter().filter(|c| c.counts && c.layer == Layer::Copied) {
        last = character.symbol.and_then(|symbol| owners[symbol as usize]).or(last);
        if let Some(owner) = last {
            counts[owner] += 1;
        }
    }
    let row = |(source, count): (&crate::groups::sources::Source, u64)| {
        let key = view.key(source.report);
        let role = role_code(source.role).to_string();
        let tied = source.tied.iter().map(|&i| view.key(i)).collect();
        SourceRow { document: key.document, report: key.report, characters: count, role, tied }
    };
    sources.iter().zip(counts).map(row).filter(|row| row.characters > 0).collect()
}

fn role_code(role: Role) -> &'static str {
    match role {
        Role::Received => "received",
        Role::Given => "given",
        Role::Undirected => "undirected",
    }
}
