//! A row for each finding: both sides, the differences, what speaks for and against it.

use std::collections::BTreeMap;

use super::characters::{grade_code, kind_code};
use super::{View, first_code};
use crate::archive::{Map, Report};
use crate::candidates::Pair;
use crate::classify::{Finding, FoundLayer};
use crate::groups::direction::{Direction, First};
use crate::model::{CharSpan, Layer, Ratio, SymbolSpan, id_of};
use crate::normalize::Class;
use crate::read::Verdict;
use crate::report::rows::{EditRow, PassageRow, ReasonRow, ReportKey, SideRow};
use crate::segment::Role;

/// A run that auditors call long. Unit: symbols. 连续13字.
const LONG_RUN: u32 = 13;

/// Longest quotation of a run. Unit: characters.
const QUOTED_MAX: usize = 40;

/// Fewer matched symbols than this speak against a finding. Unit: symbols.
const SHORT: u32 = 40;

/// Id of each finding: a hash of both reports' contents and places, the same whichever is left.
pub(super) fn ids(found: &super::Found) -> Vec<String> {
    let contents: Vec<blake3::Hash> = found
        .archive
        .reports
        .iter()
        .map(|report| {
            let text = &found.archive.document(report).text;
            let (start, length) = (report.span.start as usize, report.span.length() as usize);
            let own: String = text.chars().skip(start).take(length).collect();
            blake3::hash(own.as_bytes())
        })
        .collect();
    let mut seen: Map<String, u32> = Map::default();
    let id = |finding: &Finding| {
        let side = |index: u32, span: SymbolSpan| {
            let report = &found.archive.reports[index as usize];
            let chars = report.symbols.chars(span);
            let mut bytes = contents[index as usize].as_bytes().to_vec();
            bytes.extend((chars.start - report.span.start).to_le_bytes());
            bytes.extend((chars.end - report.span.start).to_le_bytes());
            bytes
        };
        let mut sides =
            [side(finding.pair.left, finding.left), side(finding.pair.right, finding.right)];
        sides.sort_unstable();
        let mut bytes = sides.concat();
        // Copies of one file make the same passage twice; the later ones get a number.
        let count = seen.entry(id_of(&bytes)).or_insert(0);
        if *count > 0 {
            bytes.extend(count.to_le_bytes());
        }
        *count += 1;
        id_of(&bytes)
    };
    found.findings.iter().map(id).collect()
}

/// The rows, by id.
pub(super) fn rows(view: &View) -> Vec<PassageRow> {
    let families = family_ids(view);
    let per_pair: Map<_, usize> = view
        .found
        .findings
        .chunk_by(|a, b| a.pair == b.pair)
        .map(|same| (same[0].pair, same.len()))
        .collect();
    let mut rows: Vec<PassageRow> = (0..view.found.findings.len())
        .map(|i| {
            let pair = view.found.findings[i].pair;
            row(view, i, &families, per_pair.get(&pair).copied().unwrap_or(1))
        })
        .collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

/// Id of each family of passages with three or more places.
pub(super) fn family_ids(view: &View) -> Vec<Option<String>> {
    let id = |places: &Vec<(u32, SymbolSpan)>| {
        let names: Vec<String> = places
            .iter()
            .map(|(report, span)| {
                let place = view.place(*report, *span);
                format!("{}\n{}\n{}\n{}", place.document, place.report, place.start, place.end)
            })
            .collect();
        (places.len() > 2).then(|| id_of(names.join("\n").as_bytes()))
    };
    view.found.groups.passages.families.iter().map(id).collect()
}

fn row(view: &View, index: usize, families: &[Option<String>], in_pair: usize) -> PassageRow {
    let finding = &view.found.findings[index];
    let direction = &view.found.groups.directions[index];
    let family = view.found.groups.passages.of_finding[index] as usize;
    let is_copy = finding.layer == FoundLayer::Copied;
    let expected = finding.expected_log2 as f64 / 1000.0;
    PassageRow {
        id: view.ids[index].clone(),
        family: families[family].clone(),
        left: side(view, finding.pair.left, finding.left),
        right: side(view, finding.pair.right, finding.right),
        layer: if is_copy { Layer::Copied } else { Layer::Template },
        kind: if is_copy { kind_code(finding.kind) } else { "unconfirmed" }.to_string(),
        difference: kind_code(finding.kind).to_string(),
        grade: grade_code(finding.grade).to_string(),
        matched: finding.matched(),
        identity: Ratio::new(u64::from(finding.matched()), u64::from(finding.columns)),
        surprise_bits: finding.bits,
        expected_by_chance_log2: finding.expected_log2,
        expected_by_chance: rounded_up(expected * std::f64::consts::LOG10_2),
        direction: first_code(direction.first).to_string(),
        direction_confidence: direction.confidence,
        direction_reasons: order(view, finding.pair, direction),
        support: support(view, index, in_pair),
        against: against(view, index),
        edits: edits(view, finding),
        review: None,
    }
}

fn side(view: &View, index: u32, span: SymbolSpan) -> SideRow {
    let report = view.report(index);
    let chars = report.symbols.chars(span);
    let key = view.key(index);
    let paragraphs = &report.segments.paragraphs;
    let at = paragraphs.partition_point(|p| p.span.end <= span.start);
    let above = paragraphs[..=at.min(paragraphs.len().saturating_sub(1))].iter().rev();
    let heading = above.into_iter().find(|p| p.role == Role::Heading || p.heading > 0);
    SideRow {
        document: key.document,
        report: key.report,
        start: chars.start,
        end: chars.end,
        page: view.found.archive.document(report).page(chars.start),
        paragraph: Some(at as u32 + 1),
        heading: heading.map(|p| {
            let end = p.span.start + p.heading.max(1);
            let mut chars = report.symbols.chars(SymbolSpan::new(p.span.start, end));
            let text = &view.texts[report.document as usize];
            // The opening bracket of （一） is no symbol.
            if chars.start > report.span.start
                && matches!(text[chars.start as usize - 1], '（' | '(')
            {
                chars.start -= 1;
            }
            view.text(report, chars)
        }),
        quote: view.text(report, chars),
    }
}

fn reason(code: &str, values: &[(&str, String)]) -> ReasonRow {
    let values: BTreeMap<String, String> =
        values.iter().map(|(name, value)| ((*name).to_string(), value.clone())).collect();
    ReasonRow { code: code.to_string(), values }
}

/// What speaks for an order, with the report that it puts first.
fn order(view: &View, pair: Pair, direction: &Direction) -> Vec<ReasonRow> {
    let first = |side: First| match side {
        First::Right => view.key(pair.right),
        First::Left | First::Unknown => view.key(pair.left),
    };
    let named = |(code, side): &(&str, First)| {
        let ReportKey { document, report } = first(*side);
        reason(&format!("order-{code}"), &[("first", format!("{document}#{report}"))])
    };
    direction.hints.iter().map(named).collect()
}

/// A power of ten with one digit before it, never less than the number itself.
fn rounded_up(log10: f64) -> String {
    let exponent = log10.floor();
    match 10f64.powf(log10 - exponent).ceil() as i64 {
        10 => format!("1e{}", exponent as i64 + 1),
        digit => format!("{digit}e{}", exponent as i64),
    }
}

/// The longest run on the left that is the same on both sides, values included.
fn longest_run(view: &View, finding: &Finding) -> SymbolSpan {
    let (left, right) = (view.report(finding.pair.left), view.report(finding.pair.right));
    let mut longest = SymbolSpan::new(0, 0);
    for block in &finding.blocks {
        let mut start = block.left;
        for i in 0..=block.length {
            let ends = i == block.length || {
                let a = &left.symbols.items[(block.left + i) as usize];
                let b = &right.symbols.items[(block.right + i) as usize];
                a.value != b.value
            };
            if ends {
                let run = SymbolSpan::new(start, block.left + i);
                if run.length() > longest.length() {
                    longest = run;
                }
                start = block.left + i + 1;
            }
        }
    }
    longest
}

fn support(view: &View, index: usize, in_pair: usize) -> Vec<ReasonRow> {
    let finding = &view.found.findings[index];
    let left = view.report(finding.pair.left);
    let mut reasons = vec![reason("bits", &[("bits", ((finding.bits + 500) / 1000).to_string())])];
    let span = longest_run(view, finding);
    if span.length() >= LONG_RUN {
        let all = view.text(left, left.symbols.chars(span));
        let mut text: String =
            all.chars().filter(|c| !c.is_whitespace()).take(QUOTED_MAX).collect();
        if span.length() as usize > QUOTED_MAX {
            text.push('…');
        }
        let symbols = span.length().to_string();
        reasons.push(reason("long-run", &[("symbols", symbols), ("text", text)]));
    }
    for anomaly in &view.found.groups.anomalies {
        if anomaly.findings.contains(&(index as u32)) {
            let (report, span) = anomaly.places[0];
            let report = view.report(report);
            let text = view.text(report, report.symbols.chars(span));
            reasons.push(reason("shared-mistake", &[("text", text)]));
        }
    }
    let values = equal_values(view, finding);
    if !values.is_empty() {
        reasons.push(reason("rare-values", &[("values", values.join("、"))]));
    }
    if in_pair > 1 {
        reasons.push(reason("several-passages", &[("count", in_pair.to_string())]));
    }
    reasons
}

/// Numbers of four characters and more that both sides have, the first five.
fn equal_values(view: &View, finding: &Finding) -> Vec<String> {
    let (left, right) = (view.report(finding.pair.left), view.report(finding.pair.right));
    let places = finding
        .blocks
        .iter()
        .flat_map(|b| (0..b.length).map(move |i| ((b.left + i) as usize, (b.right + i) as usize)));
    let is_same = |(l, r): &(usize, usize)| {
        let (a, b) = (&left.symbols.items[*l], &right.symbols.items[*r]);
        a.class == Class::Number && a.value == b.value && a.span.length() > 3
    };
    let texts = places.filter(is_same).map(|(l, _)| view.text(left, left.symbols.items[l].span));
    texts.take(5).collect()
}

fn against(view: &View, index: usize) -> Vec<ReasonRow> {
    let finding = &view.found.findings[index];
    let (left, right) = (view.report(finding.pair.left), view.report(finding.pair.right));
    let mut reasons = Vec::new();
    let others = finding.others.max(others_in_family(view, index));
    if others > 0 {
        reasons.push(reason("independent-users", &[("users", others.to_string())]));
    }
    if finding.layer == FoundLayer::Unconfirmed {
        reasons.push(reason("form-unconfirmed", &[("users", (finding.others + 2).to_string())]));
    }
    if left.document == right.document {
        reasons.push(reason("same-file", &[]));
    }
    if let (Some(a), Some(b)) = (&left.metadata.unit, &right.metadata.unit)
        && a.value == b.value
    {
        reasons.push(reason("same-unit", &[("unit", a.value.clone())]));
    }
    for report in [left, right] {
        let document = view.found.archive.document(report);
        if matches!(document.verdict, Verdict::Poor { .. }) {
            reasons.push(reason("poor-extraction", &[("document", document.name.clone())]));
        }
    }
    if left.metadata.date.is_none() || right.metadata.date.is_none() {
        reasons.push(reason("date-unknown", &[]));
    }
    let users = view.found.evidence.model.users();
    if users < u64::from(view.found.config.classify.sample_users_min) {
        reasons.push(reason("small-sample", &[("reports", users.to_string())]));
    }
    if finding.matched() < SHORT {
        reasons.push(reason("short", &[("symbols", finding.matched().to_string())]));
    }
    let set = set_phrase_symbols(left, finding) + finding.common;
    if set > 0 {
        let symbols = set.min(finding.matched()).to_string();
        reasons.push(reason("set-phrases-inside", &[("symbols", symbols)]));
    }
    reasons
}

/// Independent users besides the two among the reports of the passage's family.
fn others_in_family(view: &View, index: usize) -> u32 {
    let family = view.found.groups.passages.of_finding[index] as usize;
    let places = &view.found.groups.passages.families[family];
    let mut reports: Vec<u32> = places.iter().map(|place| place.0).collect();
    reports.dedup();
    let pair = view.found.findings[index].pair;
    reports.retain(|&report| report != pair.left && report != pair.right);
    view.found.evidence.kin.independent(&reports).len() as u32
}

/// Matched symbols that stand in a listed set phrase.
fn set_phrase_symbols(left: &Report, finding: &Finding) -> u32 {
    let phrases = &left.segments.phrases;
    let in_block = |b: &crate::align::Block| -> u32 {
        let block = SymbolSpan::new(b.left, b.left_end());
        phrases.iter().map(|p| p.overlap(block)).sum()
    };
    finding.blocks.iter().map(in_block).sum()
}

/// The differences between the two sides, by place.
fn edits(view: &View, finding: &Finding) -> Vec<EditRow> {
    let (left, right) = (view.report(finding.pair.left), view.report(finding.pair.right));
    let mut edits = Vec::new();
    for (i, block) in finding.blocks.iter().enumerate() {
        for k in 0..block.length {
            let a = &left.symbols.items[(block.left + k) as usize];
            let b = &right.symbols.items[(block.right + k) as usize];
            if a.class.matches_by_class() && a.value != b.value {
                let op = if a.class == Class::Slot { "slot" } else { "value" };
                edits.push(edit(op, a.span, b.span));
            }
        }
        if let Some(next) = finding.blocks.get(i + 1) {
            let one = gap(left, block.left_end(), next.left);
            let other = gap(right, block.right_end(), next.right);
            edits.push(edit(operation(left, right, block, next), one, other));
        }
    }
    edits
}

fn edit(op: &str, left: CharSpan, right: CharSpan) -> EditRow {
    let (left, right) = ([left.start, left.end], [right.start, right.end]);
    EditRow { op: op.to_string(), left, right }
}

/// The code points of the symbols from `start` to `end`; the place before `start` if there are
/// none.
fn gap(report: &Report, start: u32, end: u32) -> CharSpan {
    if start < end {
        return report.symbols.chars(SymbolSpan::new(start, end));
    }
    let at = report.symbols.items[start as usize - 1].span.end;
    CharSpan::new(at, at)
}

fn operation(
    left: &Report,
    right: &Report,
    block: &crate::align::Block,
    next: &crate::align::Block,
) -> &'static str {
    let one = &left.symbols.items[block.left_end() as usize..next.left as usize];
    let other = &right.symbols.items[block.right_end() as usize..next.right as usize];
    let is_blank = |side: &[crate::normalize::Symbol]| {
        !side.is_empty() && side.iter().all(|s| s.class == Class::Slot)
    };
    match (one.is_empty(), other.is_empty()) {
        (true, _) => "insert",
        (_, true) => "delete",
        _ if is_blank(one) || is_blank(other) => "slot",
        _ => "substitute",
    }
}
