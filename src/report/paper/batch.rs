//! 批次报告 and 结论 of a run.

use std::collections::BTreeMap;

use super::block::{Block, Paper, Span, Style, Table, plain, span};
use super::parts;
use crate::model::Lang;
use crate::model::Ratio;
use crate::read::Verdict;
use crate::report::Context;
use crate::report::rows::DocumentRow;
use crate::report::rows::PairRow;
use crate::report::rows::ReportKey;
use crate::report::rows::Rows;
use crate::report::totals::Totals;
use crate::report::words;

/// Pairs that a printed report lists: a matrix of more reports cannot be read on paper.
const PAIRS_LISTED: usize = 50;

/// Reports that fit on the page of 结论 with everything else.
const REPORTS_CONCLUDED: usize = 10;

/// Questions on that page.
const QUESTIONS_CONCLUDED: usize = 3;

/// Characters of a name or of a question's text on that page.
const CLIPPED_CHARACTERS: usize = 30;

/// The pages of a run.
pub(super) fn paper(rows: &Rows, context: &Context, date: Option<&str>) -> Paper {
    let lang = context.lang;
    let title = words::word("paper.batch", lang).to_owned();
    let mut paper = parts::begin(title, &"batch", rows, context, date);
    let totals = Totals::of(rows);
    let blocks = &mut paper.blocks;
    blocks.extend(small_sample(rows, lang));
    blocks.extend(parts::review(rows, lang));
    blocks.push(figures(&totals, lang));
    blocks.push(heading("ui.account-of-all", lang));
    blocks.extend(parts::account(&totals.account, totals.characters, lang));
    blocks.extend(questions(rows, usize::MAX, lang));
    blocks.extend(mistakes(rows, lang));
    blocks.push(heading("ui.reports", lang));
    blocks.push(reports(&ordered(rows), usize::MAX, lang));
    blocks.extend(families(rows, lang));
    blocks.extend(pairs(rows, lang));
    blocks.extend(unread(rows, lang));
    blocks.extend(parts::notes(lang));
    blocks.extend(parts::signatures(lang));
    paper
}

/// One page for the leader.
pub(super) fn conclusion(rows: &Rows, context: &Context, date: Option<&str>) -> Paper {
    let lang = context.lang;
    let title = words::word("paper.conclusion", lang).to_owned();
    let mut paper = parts::begin(title, &"conclusion", rows, context, date);
    let totals = Totals::of(rows);
    let blocks = &mut paper.blocks;
    blocks.extend(small_sample(rows, lang));
    blocks.extend(parts::review(rows, lang));
    blocks.push(figures(&totals, lang));
    blocks.extend(questions(rows, QUESTIONS_CONCLUDED, lang));
    let first: Vec<&DocumentRow> = ordered(rows)
        .into_iter()
        .filter(|row| row.ratios.is_some_and(|of| of.copied.n > 0))
        .take(REPORTS_CONCLUDED)
        .collect();
    if !first.is_empty() {
        blocks.push(heading("paper.look-first", lang));
        blocks.push(reports(&first, CLIPPED_CHARACTERS, lang));
    }
    blocks.push(Block::Text(span(words::word("ui.no-proof", lang), Style::Strong)));
    blocks.push(Block::Text(plain(words::word("limit.person", lang))));
    blocks.push(Block::Blank(words::word("paper.signed", lang).to_owned(), 1));
    paper
}

fn heading(key: &'static str, lang: Lang) -> Block {
    Block::Heading(words::word(key, lang).to_owned())
}

fn small_sample(rows: &Rows, lang: Lang) -> Option<Block> {
    let users = rows.basis.independent_users.to_string();
    let why = words::fill(
        words::word("ui.small-sample-why", lang),
        &BTreeMap::from([("users".to_owned(), users)]),
    );
    let words_of = format!("{}：{why}", words::word("ui.small-sample", lang));
    rows.basis.small_sample.then(|| Block::Text(span(words_of, Style::Strong)))
}

fn figures(totals: &Totals, lang: Lang) -> Block {
    let passages = &totals.passages;
    let all = [
        ("summary.documents", totals.documents),
        ("summary.reports", totals.reports),
        ("summary.poor", totals.poor),
        ("summary.unreadable", totals.unreadable),
        ("paper.strong", passages.strong),
        ("paper.medium", passages.medium),
        ("paper.weak", passages.weak),
        ("summary.reports-concerned", totals.reports_concerned),
        ("summary.families", totals.report_families),
        ("ui.to-confirm", totals.questions),
        ("summary.anomalies", totals.anomalies),
        ("summary.characters", totals.characters),
    ];
    let cells: Vec<Vec<Span>> = all
        .iter()
        .flat_map(|(key, count)| [plain(words::word(key, lang)), plain(count.to_string())])
        .collect();
    let rows = cells.chunks(4).map(<[Vec<Span>]>::to_vec).collect();
    Block::Table(Table { head: Vec::new(), widths: vec![5, 3, 5, 3], rows })
}

fn questions(rows: &Rows, count_max: usize, lang: Lang) -> Vec<Block> {
    if rows.questions.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![heading("ui.to-confirm", lang)];
    for row in rows.questions.iter().take(count_max) {
        let values = BTreeMap::from([("users".to_owned(), row.users.to_string())]);
        let key = format!("question.{}", row.kind);
        let asked = words::fill(words::find(&key, lang).unwrap_or(&row.kind), &values);
        let text = if count_max == usize::MAX { row.text.clone() } else { clipped(&row.text) };
        let answer = row.answer.as_ref().map(|of| words::code("answer", of.answer.code(), lang));
        let answer = answer.unwrap_or_default();
        blocks.push(Block::Text(plain(format!("{asked}“{text}” {answer}"))));
    }
    blocks
}

fn clipped(text: &str) -> String {
    let mut clipped: String = text.chars().take(CLIPPED_CHARACTERS).collect();
    if text.chars().nth(CLIPPED_CHARACTERS).is_some() {
        clipped.push('…');
    }
    clipped
}

fn mistakes(rows: &Rows, lang: Lang) -> Vec<Block> {
    if rows.anomalies.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![heading("ui.mistakes", lang)];
    for row in &rows.anomalies {
        let kind = words::code("anomaly", &row.kind, lang);
        let places: Vec<String> =
            row.places.iter().map(|place| name(rows, &place.document, place.report)).collect();
        let line = format!("{kind}：“{}”——{}", row.text, places.join("、"));
        blocks.push(Block::Text(plain(line)));
    }
    blocks
}

/// The reports, those with the largest share first.
fn ordered(rows: &Rows) -> Vec<&DocumentRow> {
    let share = |row: &DocumentRow| row.ratios.map_or(-1.0, |ratios| ratios.copied.value());
    let mut all: Vec<&DocumentRow> = rows.documents.iter().collect();
    all.sort_by(|a, b| share(b).total_cmp(&share(a)).then_with(|| a.key().cmp(&b.key())));
    all
}

fn reports(of: &[&DocumentRow], name_max: usize, lang: Lang) -> Block {
    let ratio = |ratio: Option<Ratio>| plain(ratio.map_or("—".to_owned(), parts::share));
    let line = |(at, row): (usize, &&DocumentRow)| {
        let name = if name_max == usize::MAX { row.name.clone() } else { clipped(&row.name) };
        vec![
            plain((at + 1).to_string()),
            plain(name),
            plain(row.unit.as_deref().unwrap_or("—")),
            ratio(row.ratios.map(|of| of.copied)),
            ratio(row.ratios.map(|of| of.single_largest)),
            plain(parts::tags(row, lang)),
        ]
    };
    let head =
        ["ui.number", "ui.report", "field.unit", "ratio.copied", "ratio.single_largest", "ui.tag"];
    Block::Table(Table {
        head: head.map(|key| words::word(key, lang).to_owned()).to_vec(),
        widths: vec![2, 9, 6, 5, 5, 6],
        rows: of.iter().enumerate().map(line).collect(),
    })
}

fn name(rows: &Rows, document: &str, report: u32) -> String {
    let key = ReportKey { document: document.to_owned(), report };
    let row = rows.documents.iter().find(|row| row.key() == key);
    row.map_or_else(|| format!("{document} #{report}"), |row| row.name.clone())
}

fn families(rows: &Rows, lang: Lang) -> Vec<Block> {
    let mut blocks = Vec::new();
    for family in rows.families.iter().filter(|row| row.kind == "report") {
        let members: Vec<String> =
            family.members.iter().map(|one| name(rows, &one.document, one.report)).collect();
        let values = BTreeMap::from([("count".to_owned(), members.len().to_string())]);
        let count = words::fill(words::word("ui.family-of", lang), &values);
        blocks.push(Block::Text(plain(format!("{count}：{}", members.join("；")))));
    }
    if !blocks.is_empty() {
        blocks.insert(0, heading("ui.families", lang));
    }
    blocks
}

fn pairs(rows: &Rows, lang: Lang) -> Vec<Block> {
    let mut strongest: Vec<&PairRow> = rows.pairs.iter().filter(|row| row.passages > 0).collect();
    strongest.sort_by(|a, b| {
        b.surprise_bits
            .cmp(&a.surprise_bits)
            .then_with(|| (&a.left, &a.right).cmp(&(&b.left, &b.right)))
    });
    let line = |row: &&PairRow| {
        vec![
            plain(name(rows, &row.left.document, row.left.report)),
            plain(name(rows, &row.right.document, row.right.report)),
            plain(parts::share(row.share_left)),
            plain(parts::share(row.share_right)),
            plain(row.passages.to_string()),
        ]
    };
    let lines: Vec<_> = strongest.iter().take(PAIRS_LISTED).map(line).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let head = ["ui.left", "ui.right", "ui.share-left", "ui.share-right", "ui.passages"];
    let table = Table {
        head: head.map(|key| words::word(key, lang).to_owned()).to_vec(),
        widths: vec![7, 7, 5, 5, 2],
        rows: lines,
    };
    vec![heading("ui.strongest-pairs", lang), Block::Table(table)]
}

fn unread(rows: &Rows, lang: Lang) -> Vec<Block> {
    let doubtful = rows.documents.iter().filter(|row| row.verdict != Verdict::Good);
    let mut lines: Vec<Vec<Vec<Span>>> = doubtful
        .map(|row| {
            let (state, reasons) = match &row.verdict {
                Verdict::Good => ("verdict.good", &[][..]),
                Verdict::Poor { reasons } => ("verdict.poor", reasons.as_slice()),
                Verdict::Unreadable { reasons } => ("verdict.unreadable", reasons.as_slice()),
            };
            let why: Vec<_> =
                reasons.iter().map(|reason| words::verdict_reason(reason, lang)).collect();
            let said = format!("{}：{}", words::word(state, lang), why.join("；"));
            vec![plain(&row.document), plain(said)]
        })
        .collect();
    let message = |row: &crate::model::Diagnostic| {
        vec![plain(&row.document), plain(words::diagnostic(row, lang))]
    };
    lines.extend(rows.diagnostics.iter().map(message));
    if lines.is_empty() {
        return Vec::new();
    }
    let head = ["ui.file", "ui.message"];
    let table = Table {
        head: head.map(|key| words::word(key, lang).to_owned()).to_vec(),
        widths: vec![4, 8],
        rows: lines,
    };
    vec![heading("ui.unread", lang), Block::Table(table)]
}
