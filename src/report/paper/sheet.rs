//! 文本比对报告单 of one report.

use std::collections::BTreeMap;

use super::Kind;
use super::block::{Block, Paper, Span, Style, Table, plain, span, visible};
use super::parts;
use crate::model::Lang;
use crate::model::Layer;
use crate::model::Ratio;
use crate::report::Context;
use crate::report::rows::DocumentRow;
use crate::report::rows::PassageRow;
use crate::report::rows::ReasonRow;
use crate::report::rows::ReportKey;
use crate::report::rows::Rows;
use crate::report::rows::SideRow;
use crate::report::words;

/// The pages.
pub(super) fn paper(
    rows: &Rows,
    row: &DocumentRow,
    context: &Context,
    kind: Kind,
    date: Option<&str>,
) -> Paper {
    let lang = context.lang;
    let title = match kind {
        Kind::Brief => "paper.sheet-brief",
        Kind::Full => "paper.sheet-full",
        Kind::Compared => "paper.sheet-compared",
    };
    let title = words::word(title, lang).to_owned();
    let mut paper = parts::begin(title, &row.key(), rows, context, date);
    paper.blocks.push(about(row, lang));
    paper.blocks.extend(parts::review(rows, lang));
    match (&row.account, &row.ratios) {
        (Some(account), Some(ratios)) => {
            paper.blocks.push(Block::Heading(words::word("ui.ratios", lang).to_owned()));
            paper.blocks.push(parts::ratios(ratios, lang));
            paper.blocks.push(Block::Heading(words::word("ui.account", lang).to_owned()));
            paper.blocks.extend(parts::account(account, row.characters, lang));
        }
        _ => paper
            .blocks
            .push(Block::Text(span(words::word("ui.unreadable-note", lang), Style::Strong))),
    }
    paper.blocks.extend(sources(rows, row, lang));
    let passages = passages_of(rows, row);
    match kind {
        Kind::Brief => paper.blocks.extend(list(rows, row, &passages, lang)),
        Kind::Full => paper.blocks.extend(text(rows, row, context)),
        Kind::Compared => paper.blocks.extend(compared(rows, row, &passages, lang)),
    }
    paper.blocks.extend(parts::notes(lang));
    paper.blocks.extend(parts::signatures(lang));
    paper
}

fn about(row: &DocumentRow, lang: Lang) -> Block {
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    parts::facts(&[
        (words::word("field.title", lang), row.title.clone().unwrap_or_else(|| row.name.clone())),
        (words::word("field.unit", lang), or_none(&row.unit)),
        (words::word("field.author", lang), or_none(&row.author)),
        (words::word("field.date", lang), or_none(&row.date)),
        (words::word("ui.file", lang), format!("{} #{}", row.document, row.report)),
        (words::word("ui.format", lang), row.format.clone()),
        (words::word("ui.tag", lang), parts::tags(row, lang)),
    ])
}

/// The passages of a report that are shown, the strongest first.
fn passages_of<'a>(rows: &'a Rows, row: &DocumentRow) -> Vec<&'a PassageRow> {
    let key = row.key();
    let is_of = |one: &&PassageRow| one.left.is_in(&key) || one.right.is_in(&key);
    let mut found: Vec<&PassageRow> = rows.passages.iter().filter(is_of).collect();
    found.sort_by(|a, b| {
        let rank = |row: &PassageRow| (!row.stands(), row.layer != Layer::Copied);
        (rank(a), std::cmp::Reverse(a.surprise_bits), &a.id).cmp(&(
            rank(b),
            std::cmp::Reverse(b.surprise_bits),
            &b.id,
        ))
    });
    found
}

fn sources(rows: &Rows, row: &DocumentRow, lang: Lang) -> Vec<Block> {
    if row.sources.is_empty() {
        return Vec::new();
    }
    let line = |(at, source): (usize, &crate::report::rows::SourceRow)| {
        let key = ReportKey { document: source.document.clone(), report: source.report };
        let other = rows.documents.iter().find(|other| other.key() == key);
        let name = other.map_or(source.document.clone(), |other| {
            let about = [Some(other.name.clone()), other.unit.clone(), other.date.clone()];
            about.into_iter().flatten().collect::<Vec<_>>().join(" - ")
        });
        vec![
            plain((at + 1).to_string()),
            plain(name),
            plain(words::role(&source.role, lang)),
            plain(parts::share(Ratio::new(source.characters, row.characters))),
        ]
    };
    let head = ["ui.number", "ui.report", "paper.role", "paper.share"];
    let table = Table {
        head: head.map(|key| words::word(key, lang).to_owned()).to_vec(),
        widths: vec![1, 8, 3, 4],
        rows: row.sources.iter().enumerate().map(line).collect(),
    };
    vec![Block::Heading(words::word("ui.sources", lang).to_owned()), Block::Table(table)]
}

/// The side of a passage in the report, and the other one.
fn sides<'a>(one: &'a PassageRow, row: &DocumentRow) -> (&'a SideRow, &'a SideRow) {
    let is_left = one.left.is_in(&row.key());
    if is_left { (&one.left, &one.right) } else { (&one.right, &one.left) }
}

/// 《…》第 3 页第 2 段.
fn citation(rows: &Rows, side: &SideRow, lang: Lang) -> String {
    let row = rows.documents.iter().find(|row| side.is_in(&row.key()));
    let title = row.and_then(|row| row.title.clone().or_else(|| Some(row.name.clone())));
    let mut values = BTreeMap::from([("title".into(), title.unwrap_or(side.document.clone()))]);
    values.extend(side.page.map(|page| ("page".to_owned(), page.to_string())));
    values.extend(side.paragraph.map(|number| ("paragraph".to_owned(), number.to_string())));
    words::fill(words::word("paper.citation", lang), &values)
}

fn judged(one: &PassageRow, lang: Lang) -> String {
    let mut parts = vec![
        words::grade(&one.grade, lang).into_owned(),
        words::layer(one.layer, lang).to_owned(),
        words::kind(&one.kind, lang).into_owned(),
    ];
    if let Some(review) = &one.review {
        parts.push(words::code("state", review.state.code(), lang).into_owned());
        if review.excluded.is_some() {
            parts.push(words::word("review.excluded", lang).to_owned());
        }
        parts.extend((!review.explanation.is_empty()).then(|| review.explanation.clone()));
    }
    parts.join(" · ")
}

fn list(rows: &Rows, row: &DocumentRow, passages: &[&PassageRow], lang: Lang) -> Vec<Block> {
    let line = |(at, one): (usize, &&PassageRow)| {
        let (here, there) = sides(one, row);
        vec![
            plain((at + 1).to_string()),
            plain(judged(one, lang)),
            plain(citation(rows, here, lang)),
            plain(citation(rows, there, lang)),
            plain(one.matched.to_string()),
            plain(&one.id),
        ]
    };
    let head = ["ui.number", "paper.finding", "paper.here", "paper.there", "ui.matched", "ui.id"];
    let table = Table {
        head: head.map(|key| words::word(key, lang).to_owned()).to_vec(),
        widths: vec![2, 6, 8, 8, 3, 6],
        rows: passages.iter().enumerate().map(line).collect(),
    };
    vec![Block::Heading(words::word("ui.passages", lang).to_owned()), Block::Table(table)]
}

/// The whole text, paragraph by paragraph, a letter before each stretch of a layer.
fn text(rows: &Rows, row: &DocumentRow, context: &Context) -> Vec<Block> {
    let lang = context.lang;
    let mut blocks = vec![Block::Heading(words::word("ui.text", lang).to_owned())];
    let Some(text) = context.texts.get(&row.document) else { return blocks };
    let text: Vec<char> = text.chars().collect();
    let passages: BTreeMap<&str, &PassageRow> =
        rows.passages.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut paragraph: Vec<Span> = Vec::new();
    let mut before: Option<(Layer, Option<&str>)> = None;
    for run in &row.layers {
        let is_changed = run.layer == Layer::Copied && run.kind.as_deref() != Some("verbatim");
        let style = Style::Of(run.layer, is_changed);
        let look = (run.layer, run.kind.as_deref());
        let is_first = before != Some(look) && run.layer != Layer::Original;
        before = Some(look);
        let note = run.passage.as_deref().and_then(|id| passages.get(id));
        let note = note.filter(|_| is_first).map(|one| remark(rows, one, row, lang));
        let here: String = text[run.start as usize..run.end as usize].iter().collect();
        for (at, line) in here.split(['\n', '\u{c}']).enumerate() {
            if at > 0 {
                blocks.extend((!paragraph.is_empty()).then_some(Block::Text(paragraph)));
                paragraph = Vec::new();
            }
            if at == 0 && is_first {
                let letter = format!("[{}]", parts::letter(run.layer, is_changed, lang));
                paragraph.push(Span { text: letter, style, note: note.clone() });
            }
            if !line.trim().is_empty() {
                paragraph.push(Span { text: visible(line), style, note: None });
            }
        }
    }
    blocks.extend((!paragraph.is_empty()).then_some(Block::Text(paragraph)));
    blocks
}

/// A finding in a few lines, for the margin.
fn remark(rows: &Rows, one: &PassageRow, row: &DocumentRow, lang: Lang) -> String {
    let (_, there) = sides(one, row);
    let lines = [one.id.clone(), judged(one, lang), citation(rows, there, lang)];
    lines.map(|line| visible(&line)).join("\n")
}

fn compared(rows: &Rows, row: &DocumentRow, passages: &[&PassageRow], lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(words::word("paper.compared", lang).to_owned())];
    for (at, one) in passages.iter().enumerate() {
        let (here, there) = sides(one, row);
        let values = BTreeMap::from([("count".to_owned(), one.matched.to_string())]);
        let matched = words::fill(words::word("paper.matched", lang), &values);
        let head = format!("{}. {} · {matched} · {}", at + 1, judged(one, lang), one.id);
        blocks.push(Block::Text(span(head, Style::Strong)));
        let is_changed = one.kind != "verbatim";
        let style = Style::Of(one.layer, is_changed);
        blocks.push(Block::Table(Table {
            head: [here, there].map(|side| visible(&citation(rows, side, lang))).to_vec(),
            widths: vec![1, 1],
            rows: vec![vec![span(&here.quote, style), span(&there.quote, style)]],
        }));
        for (key, reasons) in [("ui.support", &one.support), ("ui.against", &one.against)] {
            let said = |reason: &ReasonRow| words::reason(reason, lang);
            let all: Vec<String> = reasons.iter().map(said).collect();
            let all = if all.is_empty() { "—".to_owned() } else { all.join("；") };
            let line = format!("{}：{all}", words::word(key, lang));
            blocks.push(Block::Text(span(line, Style::Quiet)));
        }
    }
    blocks
}
