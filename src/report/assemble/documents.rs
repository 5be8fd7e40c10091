//! A row for each report, and one for each document that could not be read.

use std::collections::BTreeMap;

use super::View;
use super::characters::{self, Character};
use crate::archive::Report;
use crate::classify::Grade;
use crate::groups::sources::Role;
use crate::groups::tags;
use crate::metadata::Sourced;
use crate::model::{CharSpan, Layer, Ratio};
use crate::normalize;
use crate::normalize::Ledger;
use crate::read::Document;
use crate::report::rows::{
    DocumentRow, EvasionRow, ExclusionRow, PlaceholderRow, RatiosRow, RolesRow, SourceRow,
};

/// Longest quotation of excluded text. Unit: characters.
const EXCLUDED_TEXT_MAX: u32 = 80;

/// The rows, by document, then report.
pub(super) fn rows(view: &View) -> Vec<DocumentRow> {
    let archive = view.found.archive;
    let mut rows: Vec<DocumentRow> = archive
        .documents
        .iter()
        .enumerate()
        .filter(|(i, _)| !archive.reports.iter().any(|r| r.document as usize == *i))
        .map(|(_, document)| unread(document))
        .collect();
    rows.extend((0..archive.reports.len() as u32).map(|i| row(view, i)));
    rows.sort_by(|a, b| (&a.document, a.report).cmp(&(&b.document, b.report)));
    rows
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
        tags: Vec::new(),
        sources: Vec::new(),
        evasion: BTreeMap::new(),
        evasion_examples: Vec::new(),
        placeholders: Vec::new(),
        exclusions: Vec::new(),
        layers: Vec::new(),
    }
}

fn row(view: &View, index: u32) -> DocumentRow {
    let report = view.report(index);
    let document = view.found.archive.document(report);
    let characters = characters::of(view, index);
    let tally = Tally::of(view, index, &characters);
    let counts =
        tags::Counts { characters: tally.total, taken: tally.taken, given: tally.roles.given };
    let case = crate::groups::Case {
        archive: view.found.archive,
        findings: view.found.findings,
        cells: view.found.cells,
        config: &view.found.config.groups,
    };
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
        characters: tally.total,
        characters_outside: tally.outside,
        account: Some(tally.account.clone()),
        roles: Some(tally.roles),
        ratios: Some(tally.ratios(view, index)),
        tags: tags.into_iter().map(str::to_string).collect(),
        sources: sources(view, index, &characters),
        evasion: ledger.iter().map(|(kind, trick)| ((*kind).to_string(), trick.count)).collect(),
        evasion_examples: examples(view, report, &ledger),
        placeholders: placeholders(view, index),
        exclusions: exclusions(view, report),
        layers: characters::runs(view, report, &characters),
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

/// Characters of a report, counted.
struct Tally {
    total: u64,
    outside: u64,
    account: BTreeMap<Layer, u64>,
    roles: RolesRow,
    /// Copied of grade strong or medium, received or undirected.
    taken: u64,
    /// Of these, what another unit has too.
    taken_elsewhere: u64,
}

impl Tally {
    fn of(view: &View, index: u32, characters: &[Character]) -> Self {
        let roles = characters::roles(view, index);
        let mut tally = Self {
            total: 0,
            outside: 0,
            account: Layer::ALL.iter().map(|&layer| (layer, 0)).collect(),
            roles: RolesRow::default(),
            taken: 0,
            taken_elsewhere: 0,
        };
        for character in characters {
            tally.outside += u64::from(character.is_outside);
            if !character.counts {
                continue;
            }
            tally.total += 1;
            *tally.account.entry(character.layer).or_default() += 1;
            if character.layer == Layer::Copied {
                tally.add_copied(view, character, &roles);
            }
        }
        tally
    }

    fn add_copied(&mut self, view: &View, character: &Character, roles: &[Option<(Role, bool)>]) {
        let role = character.symbol.and_then(|i| roles[i as usize]);
        let (role, is_elsewhere) = role.unwrap_or((Role::Undirected, true));
        match role {
            Role::Received => self.roles.received += 1,
            Role::Given => self.roles.given += 1,
            Role::Undirected => self.roles.undirected += 1,
        }
        let grade = character.finding.map(|f| view.found.findings[f as usize].grade);
        if role != Role::Given && grade.is_some_and(|g| g >= Grade::Medium) {
            self.taken += 1;
            self.taken_elsewhere += u64::from(is_elsewhere);
        }
    }

    fn ratios(&self, view: &View, index: u32) -> RatiosRow {
        let of = |layer: Layer| self.account.get(&layer).copied().unwrap_or(0);
        let of_all = |n: u64| Ratio::new(n, self.total);
        let overlap =
            of(Layer::Copied) + of(Layer::Template) + of(Layer::Quotation) + of(Layer::Boilerplate);
        RatiosRow {
            copied: of_all(self.taken),
            given: of_all(self.roles.given),
            template_unconfirmed: of_all(of(Layer::Template)),
            overlap: of_all(overlap),
            without_quotation: of_all(overlap - of(Layer::Quotation)),
            without_own_unit: of_all(self.taken_elsewhere),
            without_boilerplate: of_all(overlap - of(Layer::Boilerplate)),
            single_largest: of_all(super::pairs::largest_share(view, index).min(self.taken)),
        }
    }
}
