//! One layer for every symbol, and the set phrases of the corpus.

use super::{Finding, FoundLayer};
use crate::archive::{Archive, Map, Report};
use crate::config;
use crate::kernel::kgrams;
use crate::model::{Layer, SymbolSpan};
use crate::normalize::Break;
use crate::users::Evidence;

/// Longest stretch of own text inside a passage that counts as part of it.
///
/// Unit: symbols. A changed number, name or word; what is longer was written for this report.
const INSIDE_SYMBOLS_MAX: u32 = 4;

/// The layer of a symbol and the finding that made it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The layer.
    pub layer: Layer,
    /// Index of the strongest finding that covers the symbol.
    pub finding: Option<u32>,
    /// The layer that it has without any finding.
    pub beneath: Layer,
}

impl Cell {
    /// A symbol of `layer` that no finding covers.
    pub fn bare(layer: Layer) -> Self {
        Self { layer, finding: None, beneath: layer }
    }
}

/// The layer of each symbol of each report: boilerplate under forms under copies.
///
/// Placeholders and exclusions are known by characters and laid over it by the report.
pub fn layers(
    archive: &Archive,
    findings: &[Finding],
    evidence: &Evidence,
    config: &config::Classify,
) -> Vec<Vec<Cell>> {
    let common = config.common_users(evidence.model.users());
    let mut cells: Vec<Vec<Cell>> = archive
        .reports
        .iter()
        .map(|report| {
            let mut cells = vec![Cell::bare(Layer::Original); report.symbols.len()];
            for run in common_runs(report, evidence, common) {
                cells[run.start as usize..run.end as usize].fill(Cell::bare(Layer::Boilerplate));
            }
            cells
        })
        .collect();
    for wanted in [FoundLayer::Unconfirmed, FoundLayer::Copied] {
        let mut order: Vec<usize> =
            (0..findings.len()).filter(|&i| findings[i].layer == wanted).collect();
        // The strongest last, so that it stands.
        order.sort_by_key(|&i| (findings[i].bits, std::cmp::Reverse(i)));
        for i in order {
            let finding = &findings[i];
            let [left, right] = finding.painted();
            let layer = layer_of(wanted);
            paint(&mut cells[finding.pair.left as usize], &left, layer, i as u32);
            paint(&mut cells[finding.pair.right as usize], &right, layer, i as u32);
        }
    }
    lay_given_texts(archive, &mut cells);
    cells
}

/// What stands in a text that the user gave is nobody's copy, wherever it stands.
fn lay_given_texts(archive: &Archive, cells: &mut [Vec<Cell>]) {
    for (report, cells) in archive.reports.iter().zip(cells) {
        for one in &report.referred {
            if let Some(layer) = one.kind.layer() {
                let place = one.span.start as usize..one.span.end as usize;
                cells[place].fill(Cell::bare(layer));
            }
        }
    }
}

fn layer_of(found: FoundLayer) -> Layer {
    match found {
        FoundLayer::Copied => Layer::Copied,
        FoundLayer::Unconfirmed => Layer::Template,
    }
}

fn paint(cells: &mut [Cell], painted: &[SymbolSpan], layer: Layer, finding: u32) {
    for span in painted {
        for cell in &mut cells[span.start as usize..span.end as usize] {
            (cell.layer, cell.finding) = (layer, Some(finding));
        }
    }
}

impl Finding {
    /// The text on the left and on the right that gets the finding's layer: what was taken, and
    /// short own text inside it.
    pub fn painted(&self) -> [Vec<SymbolSpan>; 2] {
        self.taken().map(|taken| {
            let mut painted: Vec<SymbolSpan> = Vec::new();
            for span in taken {
                match painted.last_mut() {
                    Some(last)
                        if (last.end..=last.end + INSIDE_SYMBOLS_MAX).contains(&span.start) =>
                    {
                        last.end = span.end;
                    }
                    _ => painted.push(span),
                }
            }
            painted
        })
    }
}

/// Runs of a report that many independent users have, and set phrases of the lists.
fn common_runs(report: &Report, evidence: &Evidence, common: u32) -> Vec<SymbolSpan> {
    let users = evidence.model.phrase_users(report);
    let mut runs = report.segments.phrases.clone();
    // `common` counts users besides a pair; a run's own report is one of its users.
    let is_common = |&i: &usize| users[i] > common;
    runs.extend(
        (0..users.len())
            .filter(is_common)
            .map(|i| SymbolSpan::new(i as u32, (i as u32 + 8).min(report.symbols.len() as u32))),
    );
    union(runs)
}

/// Shortest set phrase that is listed. Unit: symbols. Below four a phrase is a word.
const LISTED_SYMBOLS_MIN: u32 = 4;

/// A run cut where sentences end; what is left of a phrase elsewhere is too short to list.
fn sentences(report: &Report, run: SymbolSpan) -> Vec<SymbolSpan> {
    let mut cut = Vec::new();
    let mut start = run.start;
    for i in run.start + 1..=run.end {
        let ends = i == run.end || report.symbols.items[i as usize].break_before >= Break::Sentence;
        if ends {
            if i - start >= LISTED_SYMBOLS_MIN {
                cut.push(SymbolSpan::new(start, i));
            }
            start = i;
        }
    }
    cut
}

/// Sorted spans without overlap that cover the same symbols.
fn union(mut spans: Vec<SymbolSpan>) -> Vec<SymbolSpan> {
    spans.sort_unstable();
    let mut out: Vec<SymbolSpan> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// A set phrase and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Reports with the place in each; the first is shown as its text.
    pub places: Vec<(u32, SymbolSpan)>,
    /// Independent users.
    pub users: u32,
    /// True when the corpus itself shows it, false when only a list has it.
    pub is_counted: bool,
}

/// The set phrases of the corpus, by their first place: runs that many independent users have,
/// and phrases of the lists, once for each distinct text.
pub fn phrases(archive: &Archive, evidence: &Evidence, config: &config::Classify) -> Vec<Phrase> {
    let common = config.common_users(evidence.model.users());
    let mut by_text: Map<u64, Phrase> = Map::default();
    let mut order = Vec::new();
    for (i, report) in archive.reports.iter().enumerate() {
        let runs = common_runs(report, evidence, common);
        for run in runs.into_iter().flat_map(|run| sentences(report, run)) {
            let mut key = 0;
            let code = |j: usize| report.symbols.code(run.start as usize + j);
            let length = run.length() as usize;
            kgrams(code, length, length, |_, hash| key = hash);
            let phrase = by_text.entry(key).or_insert_with(|| {
                order.push(key);
                Phrase { places: Vec::new(), users: 0, is_counted: false }
            });
            phrase.places.push((i as u32, run));
        }
    }
    let mut found: Vec<Phrase> = order.iter().filter_map(|key| by_text.remove(key)).collect();
    for phrase in &mut found {
        let (report, run) = phrase.places[0];
        let counts = evidence.model.phrase_users(&archive.reports[report as usize]);
        let inside = &counts[run.start as usize..run.end as usize];
        phrase.is_counted = inside.iter().any(|&users| users > common);
        let mut users: Vec<u32> = phrase.places.iter().map(|(report, _)| *report).collect();
        users.dedup();
        // The same words with other words around them are counted by the model.
        let counted = inside.iter().copied().max().unwrap_or(0);
        phrase.users = counted.max(evidence.kin.independent(&users).len() as u32);
    }
    found
}
