//! A run for one reader: one unit's reports with what concerns them, or all under other names.
//!
//! In: rows, texts, and a [`Selection`]. Out: the same kinds of rows and texts, so that every
//! writer makes its file of them. Of other units only the fragments that match remain, and their
//! names are aliases; their figures are theirs and are left out.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Layer;
use crate::report::InputRow;
use crate::report::aliases::Aliases;
use crate::report::review::Subject;
use crate::report::rows::DocumentRow;
use crate::report::rows::LayerRun;
use crate::report::rows::PassageRow;
use crate::report::rows::PlaceRow;
use crate::report::rows::ReportKey;
use crate::report::rows::Rows;
use crate::report::rows::TemplatePart;
use crate::report::rows::TemplateRow;

/// What one reader may see.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// A unit, a document (with `#2` for its second report), or the id of a passage; all reports
    /// where it is `None`.
    pub only: Option<String>,
    /// True when the reports that are shown are renamed as well.
    pub anonymous: bool,
}

/// Rows and texts for one reader.
#[derive(Debug)]
pub struct Extract {
    /// What remains of the rows.
    pub rows: Rows,
    /// What remains of the texts, by document.
    pub texts: BTreeMap<String, String>,
    /// What remains of the inputs.
    pub inputs: Vec<InputRow>,
}

/// What remains for one reader; `None` when nothing is of that name.
///
/// # Errors
/// When a row cannot be renamed, which only a row of another version cannot.
///
/// # Cost
/// Linear in rows and texts.
pub fn extract(
    rows: &Rows,
    texts: &BTreeMap<String, String>,
    inputs: &[InputRow],
    selection: &Selection,
) -> serde_json::Result<Option<Extract>> {
    let chosen = match &selection.only {
        Some(name) => chosen(rows, name),
        None => rows.documents.iter().map(DocumentRow::key).collect(),
    };
    if chosen.is_empty() {
        return Ok(None);
    }
    let is_shown = |row: &DocumentRow| chosen.contains(&row.key());
    let aliases = Aliases::of(rows, |row| selection.anonymous || !is_shown(row));
    let (mut rows, texts) = match selection.only {
        Some(_) => reduced(rows, texts, &chosen),
        None => (rows.clone(), texts.clone()),
    };
    if selection.anonymous {
        // What these rows share is the name of an editor, a program, a session.
        rows.forensics.clear();
    }
    let remains = |input: &&InputRow| chosen.iter().any(|key| key.document == input.document);
    let inputs = inputs.iter().filter(remains).map(|input| InputRow {
        document: aliases.document(&input.document).to_owned(),
        ..input.clone()
    });
    let inputs = inputs.collect();
    let (rows, texts) = aliases.applied(&rows, &texts)?;
    Ok(Some(Extract { rows, texts, inputs }))
}

/// The reports that a name means.
fn chosen(rows: &Rows, name: &str) -> BTreeSet<ReportKey> {
    let file = |document: &str| document.rsplit('/').next().unwrap_or(document).to_owned();
    let is_named = |row: &&DocumentRow| {
        let numbered = |base: &str| format!("{base}#{}", row.report);
        row.unit.as_deref() == Some(name)
            || [row.document.clone(), file(&row.document)]
                .iter()
                .any(|base| base == name || numbered(base) == name)
    };
    let mut found: BTreeSet<ReportKey> =
        rows.documents.iter().filter(is_named).map(DocumentRow::key).collect();
    for row in rows.passages.iter().filter(|row| row.id == name) {
        found.extend([row.left.key(), row.right.key()]);
    }
    found
}

fn reduced(
    rows: &Rows,
    texts: &BTreeMap<String, String>,
    chosen: &BTreeSet<ReportKey>,
) -> (Rows, BTreeMap<String, String>) {
    let mut passages: Vec<PassageRow> = rows
        .passages
        .iter()
        .filter(|row| chosen.contains(&row.left.key()) || chosen.contains(&row.right.key()))
        .cloned()
        .collect();
    for side in passages.iter_mut().flat_map(|row| [&mut row.left, &mut row.right]) {
        if !chosen.contains(&side.key()) {
            side.heading = None;
        }
    }
    let ids: BTreeSet<&str> = passages.iter().map(|row| row.id.as_str()).collect();
    let fragments = fragments(&passages, chosen);
    let is_seen = |key: &ReportKey| chosen.contains(key) || fragments.contains_key(key);
    let documents: Vec<DocumentRow> = rows
        .documents
        .iter()
        .filter(|row| is_seen(&row.key()))
        .map(|row| match fragments.get(&row.key()) {
            Some(spans) if !chosen.contains(&row.key()) => stranger(row, spans),
            _ => row.clone(),
        })
        .collect();
    let mut left = Rows {
        boilerplate: rows.boilerplate.clone(),
        families: rows.families.clone(),
        templates: rows.templates.iter().filter_map(|row| template(row, chosen)).collect(),
        anomalies: rows.anomalies.clone(),
        // Editors, sessions, programs of others are nobody else's business.
        forensics: Vec::new(),
        pairs: rows.pairs.clone(),
        questions: rows.questions.clone(),
        diagnostics: rows.diagnostics.clone(),
        basis: rows.basis.clone(),
        review: rows.review.clone(),
        documents,
        passages: Vec::new(),
    };
    reduce_lists(&mut left, &ids, chosen, &fragments);
    reduce_review(&mut left, &ids, chosen);
    let texts = texts_of(rows, texts, chosen, &fragments);
    left.passages = passages;
    (left, texts)
}

/// Leaves of families, mistakes, pairs and the rest what concerns the chosen reports.
fn reduce_lists(
    left: &mut Rows,
    ids: &BTreeSet<&str>,
    chosen: &BTreeSet<ReportKey>,
    fragments: &Fragments,
) {
    let is_seen = |key: &ReportKey| chosen.contains(key) || fragments.contains_key(key);
    let is_place_seen = |place: &PlaceRow| is_place_seen(place, chosen, fragments);
    for row in &mut left.boilerplate {
        row.places.retain(|place| chosen.contains(&key(place)));
    }
    left.boilerplate.retain(|row| !row.places.is_empty());
    for row in &mut left.families {
        row.members.retain(|place| is_seen(&key(place)));
        row.edges.retain(|edge| {
            let ends = [&edge.left, &edge.right];
            ends.iter().all(|key| is_seen(key)) && ends.iter().any(|key| chosen.contains(key))
        });
    }
    left.families.retain(|row| row.members.iter().any(|place| chosen.contains(&key(place))));
    for row in &mut left.families {
        if !row.members.contains(&row.representative) {
            row.representative = row.members[0].clone();
        }
    }
    for row in &mut left.anomalies {
        row.places.retain(is_place_seen);
        row.passages.retain(|id| ids.contains(id.as_str()));
    }
    left.anomalies.retain(|row| row.places.iter().any(|place| chosen.contains(&key(place))));
    left.pairs.retain(|row| {
        (chosen.contains(&row.left) || chosen.contains(&row.right))
            && is_seen(&row.left)
            && is_seen(&row.right)
    });
    for row in &mut left.questions {
        row.passages.retain(|id| ids.contains(id.as_str()));
    }
    left.questions.retain(|row| !row.passages.is_empty());
    left.diagnostics.retain(|row| chosen.iter().any(|key| key.document == row.document));
}

fn key(place: &PlaceRow) -> ReportKey {
    ReportKey { document: place.document.clone(), report: place.report }
}

/// What of other reports matches: spans by report, sorted.
type Fragments = BTreeMap<ReportKey, Vec<[u32; 2]>>;

fn fragments(passages: &[PassageRow], chosen: &BTreeSet<ReportKey>) -> Fragments {
    let mut found = Fragments::new();
    for side in passages.iter().flat_map(|row| [&row.left, &row.right]) {
        if !chosen.contains(&side.key()) {
            found.entry(side.key()).or_default().push([side.start, side.end]);
        }
    }
    found.values_mut().for_each(|spans| spans.sort_unstable());
    found
}

fn is_place_seen(place: &PlaceRow, chosen: &BTreeSet<ReportKey>, fragments: &Fragments) -> bool {
    let key = key(place);
    let holds = |span: &[u32; 2]| span[0] <= place.start && place.end <= span[1];
    chosen.contains(&key) || fragments.get(&key).is_some_and(|spans| spans.iter().any(holds))
}

/// Another unit's report: its place in the run, and the fragments.
fn stranger(row: &DocumentRow, spans: &[[u32; 2]]) -> DocumentRow {
    let run = LayerRun::bare;
    let mut layers = Vec::new();
    let mut at = row.start;
    for &[start, end] in spans {
        let start = start.max(at);
        if start < end {
            layers.extend((at < start).then(|| run(at, start, Layer::Original)));
            layers.push(run(start, end, Layer::Copied));
            at = end;
        }
    }
    layers.extend((at < row.end).then(|| run(at, row.end, Layer::Original)));
    DocumentRow {
        title: None,
        author: None,
        metadata_from: BTreeMap::new(),
        characters: 0,
        characters_outside: 0,
        account: None,
        roles: None,
        ratios: None,
        cnki: None,
        references: Vec::new(),
        tags: Vec::new(),
        sources: Vec::new(),
        evasion: BTreeMap::new(),
        evasion_examples: Vec::new(),
        placeholders: Vec::new(),
        exclusions: Vec::new(),
        found: None,
        layers,
        ..row.clone()
    }
}

/// A form with the values of the chosen reports; `None` where none of them filled it in.
fn template(row: &TemplateRow, chosen: &BTreeSet<ReportKey>) -> Option<TemplateRow> {
    let kept: Vec<bool> = row.members.iter().map(|key| chosen.contains(key)).collect();
    let mut row = row.clone();
    let mut keep = kept.iter();
    row.members.retain(|_| keep.next().copied().unwrap_or(false));
    let mut keep = kept.iter();
    row.fits.retain(|_| keep.next().copied().unwrap_or(false));
    for part in &mut row.skeleton {
        if let TemplatePart::Slot { values, .. } = part {
            let mut keep = kept.iter();
            values.retain(|_| keep.next().copied().unwrap_or(false));
        }
    }
    (!row.members.is_empty()).then_some(row)
}

/// Decisions about what remains.
fn reduce_review(rows: &mut Rows, ids: &BTreeSet<&str>, chosen: &BTreeSet<ReportKey>) {
    let questions: BTreeSet<&str> = rows.questions.iter().map(|row| row.id.as_str()).collect();
    let Some(review) = &mut rows.review else { return };
    let is_seen = |subject: &Subject| match subject {
        Subject::Source(key) => chosen.contains(key),
        Subject::Passage { passage } => ids.contains(passage.as_str()),
        Subject::Phrase { .. } => true,
    };
    review.decisions.passages.retain(|one| ids.contains(one.passage.as_str()));
    review.decisions.answers.retain(|one| questions.contains(one.question.as_str()));
    review.decisions.exclusions.retain(|one| is_seen(&one.subject));
    review.exclusions.retain(|one| is_seen(&one.subject));
    review.unmatched.clear();
}

/// The texts with everything blank but the chosen reports and the fragments, so that places hold.
fn texts_of(
    rows: &Rows,
    texts: &BTreeMap<String, String>,
    chosen: &BTreeSet<ReportKey>,
    fragments: &Fragments,
) -> BTreeMap<String, String> {
    let mut shown: BTreeMap<&str, Vec<[u32; 2]>> = BTreeMap::new();
    for row in &rows.documents {
        let key = row.key();
        let spans = if chosen.contains(&key) {
            vec![[row.start, row.end]]
        } else {
            fragments.get(&key).cloned().unwrap_or_default()
        };
        if !spans.is_empty() {
            shown.entry(&row.document).or_default().extend(spans);
        }
    }
    let blanked = |(document, spans): (&str, Vec<[u32; 2]>)| {
        let is_shown = |at: u32| spans.iter().any(|span| span[0] <= at && at < span[1]);
        let keep = |(at, c): (u32, char)| {
            if is_shown(at) || c.is_whitespace() || c == '\u{c}' { c } else { '\u{3000}' }
        };
        let text = texts.get(document)?;
        Some((document.to_owned(), (0..).zip(text.chars()).map(keep).collect()))
    };
    shown.into_iter().filter_map(blanked).collect()
}
