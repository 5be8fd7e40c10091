//! Parts that every paper has: the number, the scope, the legend, definitions, room to sign.

use std::collections::BTreeMap;

use super::block::{Block, Paper, Span, Style, Table, plain, span};
use crate::model::Lang;
use crate::model::Layer;
use crate::model::Ratio;
use crate::report::Context;
use crate::report::json;
use crate::report::rows::DocumentRow;
use crate::report::rows::RatiosRow;
use crate::report::rows::Rows;
use crate::report::words;

/// Hexadecimal digits of a number that people copy by hand: 64 bits.
const NUMBER_DIGITS: usize = 16;

/// A paper with its title, number and scope on the first page.
pub(super) fn begin(
    title: String,
    about: &impl serde::Serialize,
    rows: &Rows,
    context: &Context,
    date: Option<&str>,
) -> Paper {
    let lang = context.lang;
    let number = number(&title, about, context, rows);
    let mut paper = Paper {
        page_words: words::word("paper.page", lang),
        producer: format!("leitong {}", context.version),
        lang: if lang == Lang::Zh { "zh-CN" } else { "en" },
        blocks: vec![Block::Title(title.clone())],
        title,
        number: number.clone(),
    };
    let blank = || "＿".repeat(12);
    let date = date.map_or_else(blank, str::to_owned);
    paper.blocks.push(facts(&[
        (words::word("paper.number", lang), number),
        (words::word("paper.date", lang), date),
        (words::word("paper.scope", lang), scope(rows, lang)),
        (words::word("ui.run-id", lang), json::run_id(rows, context)),
        (words::word("ui.version", lang), format!("leitong {}", context.version)),
    ]));
    paper
}

/// 报告编号: a hash of the run, of what the paper is about, and of what reviewers decided.
fn number(title: &str, about: &impl serde::Serialize, context: &Context, rows: &Rows) -> String {
    let all = serde_json::json!([json::run_id(rows, context), title, about, rows.review]);
    let hash = blake3::hash(all.to_string().as_bytes()).to_hex();
    hash[..NUMBER_DIGITS].to_uppercase()
}

/// 检测范围: what was compared with what.
fn scope(rows: &Rows, lang: Lang) -> String {
    let mut files: Vec<&str> = rows.documents.iter().map(|row| row.document.as_str()).collect();
    files.dedup();
    let values = BTreeMap::from([
        ("files".to_owned(), files.len().to_string()),
        ("reports".to_owned(), rows.documents.len().to_string()),
        ("backgrounds".to_owned(), rows.basis.backgrounds.join("、")),
    ]);
    words::fill(words::word("paper.scope-words", lang), &values)
}

/// A table of two columns: a name and what it is.
pub(super) fn facts(of: &[(&str, String)]) -> Block {
    let row = |(name, value): &(&str, String)| vec![span(name, Style::Quiet), plain(value)];
    Block::Table(Table { head: Vec::new(), widths: vec![2, 9], rows: of.iter().map(row).collect() })
}

/// Per cent with two digits, rounded down, so that 100 % means all; with numerator and denominator.
pub(super) fn share(ratio: Ratio) -> String {
    match (ratio.n * 10_000).checked_div(ratio.d) {
        Some(parts) => {
            format!("{}.{:02} %（{}/{}）", parts / 100, parts % 100, ratio.n, ratio.d)
        }
        None => "—".to_owned(),
    }
}

/// The ratios of a report, each with its numerator and denominator.
pub(super) fn ratios(of: &RatiosRow, lang: Lang) -> Block {
    let all = [
        ("ratio.copied", of.copied),
        ("ratio.single_largest", of.single_largest),
        ("ratio.overlap", of.overlap),
        ("ratio.without_quotation", of.without_quotation),
        ("ratio.without_own_unit", of.without_own_unit),
        ("ratio.without_boilerplate", of.without_boilerplate),
        ("ratio.template_unconfirmed", of.template_unconfirmed),
        ("ratio.given", of.given),
    ];
    let cell = |(at, (key, ratio)): (usize, &(&'static str, Ratio))| {
        let style = if at == 0 { Style::Strong } else { Style::Plain };
        [span(words::word(key, lang), style), span(share(*ratio), style)]
    };
    let cells: Vec<Vec<Span>> = all.iter().enumerate().flat_map(cell).collect();
    let rows = cells.chunks(4).map(<[Vec<Span>]>::to_vec).collect();
    Block::Table(Table { head: Vec::new(), widths: vec![3, 5, 3, 5], rows })
}

/// Characters by layer as a bar and a table whose last row is 总字数.
pub(super) fn account(of: &BTreeMap<Layer, u64>, total: u64, lang: Lang) -> [Block; 2] {
    let present: Vec<(Layer, u64)> = ORDER
        .into_iter()
        .map(|layer| (layer, of.get(&layer).copied().unwrap_or_default()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let mut rows: Vec<Vec<Vec<Span>>> = present
        .iter()
        .map(|(layer, count)| {
            vec![
                span(labelled(*layer, lang), Style::Of(*layer, false)),
                plain(count.to_string()),
                plain(share(Ratio::new(*count, total))),
            ]
        })
        .collect();
    let sum = words::word("ui.characters", lang);
    rows.push(vec![span(sum, Style::Strong), span(total.to_string(), Style::Strong), plain("")]);
    let head = ["ui.layers", "paper.characters", "paper.share"];
    let head = head.map(|key| words::word(key, lang).to_owned()).to_vec();
    [Block::Bar(present), Block::Table(Table { head, widths: vec![4, 2, 4], rows })]
}

/// Layers in the order in which accounts name them.
const ORDER: [Layer; 7] = [
    Layer::Copied,
    Layer::Template,
    Layer::Quotation,
    Layer::Boilerplate,
    Layer::Placeholder,
    Layer::Excluded,
    Layer::Original,
];

/// The letter of a layer, and its name.
fn labelled(layer: Layer, lang: Lang) -> String {
    format!("{} {}", letter(layer, false, lang), words::layer(layer, lang))
}

/// The letter that stands for a layer where colours do not show.
pub(super) fn letter(layer: Layer, is_changed: bool, lang: Lang) -> &'static str {
    let key = match (layer, is_changed) {
        (Layer::Copied, false) => "letter.copied",
        (Layer::Copied, true) => "letter.copied-changed",
        (Layer::Boilerplate, _) => "letter.boilerplate",
        (Layer::Quotation, _) => "letter.quotation",
        (Layer::Template, _) => "letter.template",
        (Layer::Placeholder, _) => "letter.placeholder",
        (Layer::Excluded, _) => "letter.excluded",
        (Layer::Original, _) => "letter.original",
    };
    words::word(key, lang)
}

/// What the colours, lines and letters mean; what the figures mean; what no report can say.
pub(super) fn notes(lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(words::word("ui.legend", lang).to_owned())];
    let legend = |(layer, is_changed): (Layer, bool)| {
        let name = match (layer, is_changed) {
            (Layer::Copied, false) => words::word("ui.copied-verbatim", lang),
            (Layer::Copied, true) => words::word("ui.copied-changed", lang),
            _ => words::layer(layer, lang),
        };
        let name = format!("{} {name}", letter(layer, is_changed, lang));
        let meaning = words::meaning(layer, lang);
        vec![span(name, Style::Of(layer, is_changed)), plain(meaning)]
    };
    let mut layers: Vec<(Layer, bool)> = ORDER.map(|layer| (layer, false)).to_vec();
    layers.insert(1, (Layer::Copied, true));
    let rows = layers.into_iter().map(legend).collect();
    blocks.push(Block::Table(Table { head: Vec::new(), widths: vec![3, 9], rows }));
    blocks.push(Block::Heading(words::word("paper.definitions", lang).to_owned()));
    let definition = |(name, meaning): &(&'static str, &'static str)| {
        vec![span(words::word(name, lang), Style::Strong), plain(words::word(meaning, lang))]
    };
    let rows = DEFINITIONS.iter().map(definition).collect();
    blocks.push(Block::Table(Table { head: Vec::new(), widths: vec![3, 9], rows }));
    blocks.push(Block::Heading(words::word("ui.limits", lang).to_owned()));
    blocks.push(Block::Text(span(words::word("ui.no-proof", lang), Style::Strong)));
    blocks.extend(words::LIMITS.map(|key| Block::Text(plain(words::word(key, lang)))));
    blocks
}

const DEFINITIONS: [(&str, &str); 12] = [
    ("ui.characters", "meaning.characters"),
    ("ratio.copied", "ratio-meaning.copied"),
    ("ratio.single_largest", "ratio-meaning.single_largest"),
    ("ratio.overlap", "ratio-meaning.overlap"),
    ("ratio.without_quotation", "ratio-meaning.without_quotation"),
    ("ratio.without_own_unit", "ratio-meaning.without_own_unit"),
    ("ratio.without_boilerplate", "ratio-meaning.without_boilerplate"),
    ("ratio.template_unconfirmed", "ratio-meaning.template_unconfirmed"),
    ("ratio.given", "ratio-meaning.given"),
    ("grade.strong", "meaning.strong"),
    ("grade.medium", "meaning.medium"),
    ("grade.weak", "meaning.weak"),
];

/// The last page: who checked, what the unit says, stamp and date.
pub(super) fn signatures(lang: Lang) -> Vec<Block> {
    let blank =
        |(key, lines): (&'static str, u32)| Block::Blank(words::word(key, lang).to_owned(), lines);
    let mut blocks = vec![Block::Break];
    blocks.push(Block::Heading(words::word("paper.signatures", lang).to_owned()));
    blocks.extend(
        [
            ("paper.checked-by", 1),
            ("paper.reviewed-by", 1),
            ("paper.statement", 8),
            ("paper.stamp", 3),
            ("paper.signed-on", 1),
        ]
        .map(blank),
    );
    blocks
}

/// Tags of a report in words.
pub(super) fn tags(row: &DocumentRow, lang: Lang) -> String {
    let tags: Vec<_> = row.tags.iter().map(|tag| words::tag(tag, lang)).collect();
    tags.join("、")
}

/// What reviewers decided, where they did.
pub(super) fn review(rows: &Rows, lang: Lang) -> Option<Block> {
    let review = rows.review.as_ref()?;
    let count = |of: usize| of.to_string();
    let left_out = review.exclusions.iter().filter(|one| one.excluded).count();
    let rejected = rows.passages.iter().filter(|row| !row.stands()).count();
    let values = BTreeMap::from([
        ("excluded".to_owned(), count(left_out)),
        ("rejected".to_owned(), count(rejected)),
    ]);
    let words_of = words::fill(words::word("paper.reviewed", lang), &values);
    Some(Block::Text(span(words_of, Style::Strong)))
}
