//! The rows of a run after its review.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Reply;
use super::Review;
use super::State;
use super::Subject;
use super::settle::Settled;
use super::settle::Voice;
use crate::config;
use crate::groups::tags;
use crate::model::Layer;
use crate::normalize::is_counted;
use crate::report::figures::Figures;
use crate::report::figures::Shared;
use crate::report::rows::AnswerRow;
use crate::report::rows::DocumentRow;
use crate::report::rows::FoundRow;
use crate::report::rows::LayerRun;
use crate::report::rows::PairRow;
use crate::report::rows::PassageReviewRow;
use crate::report::rows::PassageRow;
use crate::report::rows::ReportKey;
use crate::report::rows::ReviewExclusionRow;
use crate::report::rows::ReviewRow;
use crate::report::rows::Rows;

/// The kind of text that reviewers took out of the comparison.
const LEFT_OUT: &str = "review";

/// The rows of `rows` with the decisions of `review` instead of those that they had, and every
/// figure added up again. `texts` is the extracted text by document, in which phrases are found.
///
/// # Cost
/// Linear in the rows of the reports and pairs that a decision touches; a phrase is sought in all
/// texts.
pub fn apply(
    rows: &Rows,
    review: &Review,
    texts: &BTreeMap<String, String>,
    rules: &config::Groups,
) -> Rows {
    let mut rows = rows.clone();
    let mut touched = restore(&mut rows);
    if *review != Review::default() {
        let settled = Settled::of(review);
        let mut log = ReviewRow { decisions: review.clone(), ..ReviewRow::default() };
        touched.extend(decide(&mut rows, &settled));
        touched.extend(leave_out_phrases(&mut rows, &settled, texts, &mut log));
        resettle(&mut rows, &touched);
        tell(&mut rows, &settled, &mut log);
        rows.review = Some(log);
    }
    add_up(&mut rows, &touched, rules);
    rows
}

/// Takes back what an earlier review did. Returns the reports that it changed.
fn restore(rows: &mut Rows) -> BTreeSet<ReportKey> {
    let mut touched = BTreeSet::new();
    rows.review = None;
    for row in &mut rows.questions {
        row.answer = None;
    }
    for row in &mut rows.passages {
        if let Some(review) = row.review.take() {
            (row.layer, row.kind) = (review.found_layer, review.found_kind);
        }
    }
    for row in &mut rows.documents {
        if let Some(found) = row.found.take() {
            (row.layers, row.sources, row.tags) = (found.layers, found.sources, found.tags);
            touched.insert(row.key());
        }
    }
    touched
}

/// Puts the decisions beside the passages and questions. Returns the reports whose figures change.
fn decide(rows: &mut Rows, settled: &Settled) -> BTreeSet<ReportKey> {
    let mut answered: BTreeMap<String, Reply> = BTreeMap::new();
    for row in &mut rows.questions {
        let Some(voice) = settled.answers.get(&row.id) else { continue };
        for passage in &row.passages {
            answered.insert(passage.clone(), voice.value);
        }
        row.answer = Some(AnswerRow {
            answer: voice.value,
            disputed: voice.is_disputed,
            by: voice.by.clone(),
            explanation: voice.explanation.clone(),
        });
    }
    let mut touched = BTreeSet::new();
    for row in &mut rows.passages {
        let reply = answered.get(&row.id).copied().unwrap_or_default();
        let Some(review) = verdict(row, reply, settled) else { continue };
        match reply {
            Reply::Form => (row.layer, row.kind) = (Layer::Template, "base".to_owned()),
            Reply::NoForm => (row.layer, row.kind) = (Layer::Copied, row.difference.clone()),
            Reply::Unknown => {}
        }
        if !review.counts || row.layer != review.found_layer || row.kind != review.found_kind {
            touched.extend([row.left.key(), row.right.key()]);
        }
        row.review = Some(review);
    }
    touched
}

/// What is decided about a passage; `None` where nothing is.
fn verdict(row: &PassageRow, reply: Reply, settled: &Settled) -> Option<PassageReviewRow> {
    let itself = Subject::Passage { passage: row.id.clone() };
    let sides = [&row.left, &row.right].map(|side| Subject::Source(side.key()));
    let excluded = if settled.excludes(&itself) {
        Some("passage".to_owned())
    } else {
        sides.iter().any(|side| settled.excludes(side)).then(|| "source".to_owned())
    };
    let voice = settled.passages.get(&row.id);
    if voice.is_none() && excluded.is_none() && reply == Reply::Unknown {
        return None;
    }
    let Voice { value, is_disputed, by, explanation } = voice.cloned().unwrap_or_default();
    Some(PassageReviewRow {
        state: value,
        disputed: is_disputed,
        counts: value != State::Rejected && excluded.is_none(),
        excluded,
        by,
        explanation,
        found_layer: row.layer,
        found_kind: row.kind.clone(),
    })
}

/// Takes the phrases that reviewers left out from shared text, forms and set phrases. Returns the
/// reports that have them.
fn leave_out_phrases(
    rows: &mut Rows,
    settled: &Settled,
    texts: &BTreeMap<String, String>,
    log: &mut ReviewRow,
) -> BTreeSet<ReportKey> {
    let phrases: Vec<(&Subject, &str, &Voice<bool>)> = settled
        .exclusions
        .iter()
        .filter_map(|(subject, voice)| match subject {
            Subject::Phrase { text } => Some((subject, text.as_str(), voice)),
            _ => None,
        })
        .collect();
    let mut places = vec![0; phrases.len()];
    let mut touched = BTreeSet::new();
    for row in &mut rows.documents {
        let Some(text) = texts.get(&row.document) else { continue };
        let is_here = |phrase: &str| !phrase.is_empty() && text.contains(phrase);
        if !phrases.iter().any(|(_, phrase, voice)| voice.value && is_here(phrase)) {
            continue;
        }
        let text: Vec<char> = text.chars().collect();
        let mut spans = Vec::new();
        for ((_, phrase, _), places) in phrases.iter().zip(&mut places).filter(|(p, _)| p.2.value) {
            let found = occurrences(&text, row, phrase);
            *places += found.len() as u64;
            spans.extend(found);
        }
        if !spans.is_empty() {
            spans.sort_unstable();
            touched.insert(row.key());
            keep_found(row);
            row.layers = without(&row.layers, &spans, &text);
        }
    }
    for ((subject, phrase, voice), places) in phrases.into_iter().zip(places) {
        log.exclusions.push(exclusion(subject, voice, places));
        if places == 0 && voice.value {
            log.unmatched.push(phrase.to_owned());
        }
    }
    touched
}

/// Where `phrase` stands in the report, one after the other, in code points.
fn occurrences(text: &[char], row: &DocumentRow, phrase: &str) -> Vec<[u32; 2]> {
    let phrase: Vec<char> = phrase.chars().collect();
    if phrase.is_empty() {
        return Vec::new();
    }
    let end = (row.end as usize).min(text.len());
    let mut found = Vec::new();
    let mut at = row.start as usize;
    while at + phrase.len() <= end {
        if text[at..at + phrase.len()] == phrase {
            found.push([at as u32, (at + phrase.len()) as u32]);
            at += phrase.len();
        } else {
            at += 1;
        }
    }
    found
}

/// True for text that means sharing: what reviewers leave out of it is left out nowhere else.
fn may_be_left_out(run: &LayerRun) -> bool {
    !run.passages.is_empty() || run.beneath == Layer::Boilerplate
}

/// The runs with the spans taken out of the comparison; `spans` ascend by start, then end.
fn without(runs: &[LayerRun], spans: &[[u32; 2]], text: &[char]) -> Vec<LayerRun> {
    let mut cut = Vec::with_capacity(runs.len() + 2 * spans.len());
    let mut piece = |run: &LayerRun, start: u32, end: u32, is_out: bool| {
        if start == end {
            return;
        }
        let here = &text[start as usize..end as usize];
        // Runs do not cross the border of the parts that count.
        let is_inside = run.characters > 0;
        let characters = here.iter().filter(|c| is_inside && is_counted(**c)).count() as u64;
        let mut one = LayerRun { start, end, characters, ..run.clone() };
        if is_out {
            (one.layer, one.passage) = (Layer::Excluded, None);
            one.kind = Some(LEFT_OUT.to_owned());
        }
        cut.push(one);
    };
    for run in runs {
        let mut at = run.start;
        for &[start, end] in spans.iter().filter(|_| may_be_left_out(run)) {
            let (start, end) = (start.max(at), end.min(run.end));
            if start < end {
                piece(run, at, start, false);
                piece(run, start, end, true);
                at = end;
            }
        }
        piece(run, at, run.end, false);
    }
    cut
}

fn keep_found(row: &mut DocumentRow) {
    row.found.get_or_insert_with(|| FoundRow {
        layers: row.layers.clone(),
        sources: row.sources.clone(),
        tags: row.tags.clone(),
    });
}

/// Gives every run of the touched reports the layer of what still takes it.
fn resettle(rows: &mut Rows, touched: &BTreeSet<ReportKey>) {
    let passages: BTreeMap<&str, &PassageRow> =
        rows.passages.iter().map(|row| (row.id.as_str(), row)).collect();
    for row in rows.documents.iter_mut().filter(|row| touched.contains(&row.key())) {
        keep_found(row);
        for run in &mut row.layers {
            settle(run, &passages);
        }
    }
}

/// The given form first, then copies, then forms that nobody confirmed; the strongest of them.
fn settle(run: &mut LayerRun, passages: &BTreeMap<&str, &PassageRow>) {
    if run.passages.is_empty() || run.kind.as_deref() == Some(LEFT_OUT) {
        return;
    }
    let standing = run.passages.iter().filter_map(|id| passages.get(id.as_str()));
    let rank = |row: &PassageRow| match (row.layer, row.kind.as_str()) {
        (Layer::Template, "unconfirmed") => 2,
        (Layer::Copied, _) => 1,
        _ => 0,
    };
    let strongest = standing
        .filter(|row| row.stands())
        .min_by_key(|row| (rank(row), std::cmp::Reverse(row.surprise_bits)));
    match strongest {
        Some(row) => {
            run.layer = row.layer;
            run.kind = Some(row.kind.clone());
            run.passage = Some(row.id.clone());
        }
        None => (run.layer, run.kind, run.passage) = (run.beneath, None, None),
    }
}

fn exclusion(subject: &Subject, voice: &Voice<bool>, places: u64) -> ReviewExclusionRow {
    ReviewExclusionRow {
        subject: subject.clone(),
        excluded: voice.value,
        disputed: voice.is_disputed,
        places,
        by: voice.by.clone(),
        explanation: voice.explanation.clone(),
    }
}

/// Says what the decisions did, and which of them this run knows nothing of.
fn tell(rows: &mut Rows, settled: &Settled, log: &mut ReviewRow) {
    for row in rows.passages.iter().filter(|row| row.layer == Layer::Copied) {
        let state = row.review.as_ref().map_or(State::Pending, |review| review.state);
        *log.states.entry(state).or_default() += 1;
    }
    let ids: BTreeSet<&str> = rows.passages.iter().map(|row| row.id.as_str()).collect();
    let questions: BTreeSet<&str> = rows.questions.iter().map(|row| row.id.as_str()).collect();
    let reports: BTreeSet<ReportKey> = rows.documents.iter().map(DocumentRow::key).collect();
    let missing = |known: &BTreeSet<&str>, id: &str| (!known.contains(id)).then(|| id.to_owned());
    log.unmatched.extend(settled.passages.keys().filter_map(|id| missing(&ids, id)));
    log.unmatched.extend(settled.answers.keys().filter_map(|id| missing(&questions, id)));
    for (subject, voice) in &settled.exclusions {
        let (unknown, places) = match subject {
            Subject::Phrase { .. } => continue,
            Subject::Passage { passage } => {
                let is_known = ids.contains(passage.as_str());
                (missing(&ids, passage), u64::from(is_known && voice.value))
            }
            Subject::Source(key) => {
                let is_of = |row: &&PassageRow| row.left.is_in(key) || row.right.is_in(key);
                let places = rows.passages.iter().filter(is_of).count() as u64;
                let name = || format!("{} #{}", key.document, key.report);
                ((!reports.contains(key)).then(name), places * u64::from(voice.value))
            }
        };
        log.unmatched.extend(unknown);
        log.exclusions.push(exclusion(subject, voice, places));
    }
    log.exclusions.sort_by(|a, b| a.subject.cmp(&b.subject));
    log.unmatched.sort();
    log.unmatched.dedup();
}

/// Adds up every figure of the touched reports and of their pairs and families.
fn add_up(rows: &mut Rows, touched: &BTreeSet<ReportKey>, rules: &config::Groups) {
    let accounts: Vec<(usize, Figured)> = {
        let figures = Figures::of(&rows.documents, &rows.passages);
        let is_touched = |(_, row): &(usize, &DocumentRow)| touched.contains(&row.key());
        let rows_touched = rows.documents.iter().enumerate().filter(is_touched);
        rows_touched.map(|(at, row)| (at, figured(rows, row, &figures, rules))).collect()
    };
    for (at, figured) in accounts {
        let row = &mut rows.documents[at];
        row.account = Some(figured.layers);
        row.roles = Some(figured.roles);
        row.ratios = Some(figured.ratios);
        if row.found.is_some() {
            (row.sources, row.tags) = (figured.sources, figured.tags);
        }
    }
    if touched.is_empty() {
        return;
    }
    let shared = Figures::of(&rows.documents, &rows.passages).shared();
    let concerns =
        |left: &ReportKey, right: &ReportKey| touched.contains(left) || touched.contains(right);
    for row in rows.pairs.iter_mut().filter(|row| concerns(&row.left, &row.right)) {
        add_up_pair(row, &rows.passages, &shared);
    }
    for edge in rows.families.iter_mut().flat_map(|family| &mut family.edges) {
        if concerns(&edge.left, &edge.right) {
            edge.copied = shared.both(&edge.left, &edge.right);
        }
    }
}

/// The figures of one report.
struct Figured {
    layers: BTreeMap<Layer, u64>,
    roles: crate::report::rows::RolesRow,
    ratios: crate::report::rows::RatiosRow,
    sources: Vec<crate::report::rows::SourceRow>,
    tags: Vec<String>,
}

fn figured(rows: &Rows, row: &DocumentRow, figures: &Figures, rules: &config::Groups) -> Figured {
    let account = figures.account(&row.key(), &row.layers);
    let sources = figures.sources(&row.key(), &row.layers);
    let taken_from = || sources.iter().filter(|source| source.role != "given");
    let others = rows.documents.iter().filter(|other| {
        taken_from().any(|s| s.document == other.document && s.report == other.report)
    });
    let others: Vec<&DocumentRow> = others.collect();
    let is_named = |name: &Option<String>, unit: &Option<String>| name.is_some() && name == unit;
    let copying = tags::Copying {
        counts: tags::Counts {
            characters: account.total,
            taken: account.taken,
            given: account.roles.given,
        },
        sources: taken_from().count(),
        only_slots_differ: figures.strongest_taken(&row.key()) == Some("slots"),
        is_own: others.iter().any(|other| is_named(&row.unit, &other.unit)),
        is_of_superior: others.iter().any(|other| is_named(&row.superior, &other.unit)),
    };
    let tags = tags::again(&row.tags, &copying, rules);
    let (roles, ratios) = (account.roles, account.ratios());
    Figured { layers: account.layers, roles, ratios, sources, tags }
}

fn add_up_pair(row: &mut PairRow, passages: &[PassageRow], shared: &Shared) {
    let of_pair = |one: &&PassageRow| {
        one.layer == Layer::Copied
            && one.stands()
            && one.left.is_in(&row.left)
            && one.right.is_in(&row.right)
    };
    let copies: Vec<&PassageRow> = passages.iter().filter(of_pair).collect();
    let strength = |row: &&&PassageRow| match row.grade.as_str() {
        "strong" => 2,
        "medium" => 1,
        _ => 0,
    };
    row.passages = copies.len() as u32;
    row.grade = copies.iter().max_by_key(strength).map(|one| one.grade.clone());
    row.surprise_bits = copies.iter().map(|one| one.surprise_bits).sum();
    [row.copied_left, row.copied_right] = shared.both(&row.left, &row.right);
    (row.share_left.n, row.share_right.n) = (row.copied_left, row.copied_right);
}
