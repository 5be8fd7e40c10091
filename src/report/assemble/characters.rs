//! One layer for every character of a report.

use super::{Found, View};
use crate::archive::{Referred, Report};
use crate::classify::{Cell, FoundLayer, Grade, Kind};
use crate::groups::placeholders;
use crate::model::{CharSpan, Layer};
use crate::normalize::is_counted;
use crate::read::Part;
use crate::report::rows::LayerRun;
use crate::split::ExclusionReason;

/// A character of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Character {
    /// Its layer.
    pub(super) layer: Layer,
    /// What kind of it.
    pub(super) kind: Option<&'static str>,
    /// The finding that made it so.
    pub(super) finding: Option<u32>,
    /// Its layer without any finding.
    pub(super) beneath: Layer,
    /// The symbol that it belongs to: its own, or the one before.
    pub(super) symbol: Option<u32>,
    /// True in a part of the document that belongs to 总字数.
    pub(super) is_inside: bool,
    /// True when it is part of 总字数.
    pub(super) counts: bool,
    /// True when it is visible text outside 总字数: a header, a comment.
    pub(super) is_outside: bool,
}

/// The characters of a report, from its first code point to its last.
pub(super) fn of(view: &View, index: u32) -> Vec<Character> {
    let report = view.report(index);
    let mut characters = bare(view, report);
    let cells = &view.found.cells[index as usize];
    let items = &report.symbols.items;
    let text = &view.texts[report.document as usize];
    for (i, cell) in cells.iter().enumerate() {
        let from = items[i].span.start - report.span.start;
        let next = items.get(i + 1).map_or(report.span.end, |next| next.span.start);
        // The line ends with the symbol's layer; the next one's indentation is its own.
        let look = |cell: &Cell| (cell.layer, cell.finding);
        let goes_on = cells.get(i + 1).is_some_and(|after| look(after) == look(cell));
        let line_end = (items[i].span.end..next).find(|&at| text[at as usize] == '\n');
        let to = if goes_on { next } else { line_end.unwrap_or(next) };
        let kind = kind_of(view, cell).or_else(|| given_kind(report, cell, i as u32));
        for character in &mut characters[from as usize..(to - report.span.start) as usize] {
            character.layer = cell.layer;
            character.finding = cell.finding;
            character.beneath = cell.beneath;
            character.kind = kind;
            character.symbol = Some(i as u32);
        }
    }
    for placeholder in &view.found.groups.placeholders[index as usize] {
        let kind = placeholder_code(placeholder.kind);
        overlay(&mut characters, report, placeholder.span, Layer::Placeholder, kind);
    }
    for exclusion in &view.found.archive.exclusions[report.document as usize] {
        let kind = exclusion_code(exclusion.reason);
        overlay(&mut characters, report, exclusion.span, Layer::Excluded, kind);
    }
    characters
}

fn bare(view: &View, report: &Report) -> Vec<Character> {
    let document = view.found.archive.document(report);
    let text = &view.texts[report.document as usize];
    let mut part = document.parts.partition_point(|p| p.span.end <= report.span.start);
    (report.span.start..report.span.end)
        .map(|at| {
            while document.parts.get(part).is_some_and(|p| p.span.end <= at) {
                part += 1;
            }
            let counts_here = document.parts.get(part).map_or(Part::Body, |p| p.part).counts();
            let is_visible = is_counted(text[at as usize]);
            Character {
                layer: Layer::Original,
                kind: None,
                finding: None,
                beneath: Layer::Original,
                symbol: None,
                is_inside: counts_here,
                counts: is_visible && counts_here,
                is_outside: is_visible && !counts_here,
            }
        })
        .collect()
}

fn overlay(
    characters: &mut [Character],
    report: &Report,
    span: CharSpan,
    layer: Layer,
    kind: &'static str,
) {
    let from = span.start.max(report.span.start);
    for at in from..span.end.min(report.span.end).max(from) {
        let character = &mut characters[(at - report.span.start) as usize];
        character.layer = layer;
        character.kind = Some(kind);
        character.finding = None;
        character.beneath = layer;
    }
}

fn kind_of(view: &View, cell: &Cell) -> Option<&'static str> {
    let finding = &view.found.findings[cell.finding? as usize];
    Some(match finding.layer {
        FoundLayer::Unconfirmed => "unconfirmed",
        FoundLayer::Copied => kind_code(finding.kind),
    })
}

/// How a symbol stands in a text that the user gave.
fn given_kind(report: &Report, cell: &Cell, symbol: u32) -> Option<&'static str> {
    if !matches!(cell.layer, Layer::Quotation | Layer::Template) {
        return None;
    }
    let holds = |one: &&Referred| {
        one.kind.layer().is_some() && one.span.start <= symbol && symbol < one.span.end
    };
    report.referred.iter().find(holds).map(|one| one.kind.code())
}

pub(super) fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Verbatim => "verbatim",
        Kind::Slots => "slots",
        Kind::Light => "light",
        Kind::Washed => "washed",
        Kind::Reordered => "reordered",
    }
}

pub(super) fn grade_code(grade: Grade) -> &'static str {
    match grade {
        Grade::Strong => "strong",
        Grade::Medium => "medium",
        Grade::Weak => "weak",
    }
}

pub(super) fn placeholder_code(kind: placeholders::Kind) -> &'static str {
    match kind {
        placeholders::Kind::Unfilled => "unfilled",
        placeholders::Kind::Masked => "masked",
        placeholders::Kind::Deleted => "deleted",
        placeholders::Kind::Residue => "residue",
    }
}

fn exclusion_code(reason: ExclusionReason) -> &'static str {
    match reason {
        ExclusionReason::Watermark => "watermark",
        ExclusionReason::Advert => "advert",
        ExclusionReason::Markup => "markup",
        ExclusionReason::CompilationTitle => "compilation-title",
        ExclusionReason::Contents => "contents",
    }
}

/// For each report the findings that have text in it: copies before forms, the strongest first.
pub(super) fn takers(found: &Found) -> Vec<Vec<u32>> {
    let findings = found.findings;
    let mut order: Vec<u32> = (0..findings.len() as u32).collect();
    order.sort_by_key(|&i| {
        let finding = &findings[i as usize];
        (finding.layer, std::cmp::Reverse(finding.bits), i)
    });
    let mut takers = vec![Vec::new(); found.archive.reports.len()];
    for i in order {
        let pair = findings[i as usize].pair;
        takers[pair.left as usize].push(i);
        takers[pair.right as usize].push(i);
    }
    takers
}

/// The findings that take each symbol of a report, the strongest first.
fn stacks(view: &View, index: u32) -> Vec<Vec<u32>> {
    let mut stacks = vec![Vec::new(); view.report(index).symbols.len()];
    for &i in &view.takers[index as usize] {
        let finding = &view.found.findings[i as usize];
        let side = usize::from(finding.pair.left != index);
        for span in &finding.painted()[side] {
            for stack in &mut stacks[span.start as usize..span.end as usize] {
                stack.push(i);
            }
        }
    }
    stacks
}

/// The characters as runs of one layer, kind and set of passages.
pub(super) fn runs(view: &View, index: u32, characters: &[Character]) -> Vec<LayerRun> {
    let stacks = stacks(view, index);
    let none: &[u32] = &[];
    let stack = |c: &Character| match (c.finding, c.symbol) {
        (Some(_), Some(symbol)) => stacks[symbol as usize].as_slice(),
        _ => none,
    };
    let look = |c: &Character| (c.layer, c.kind, c.finding, c.beneath, c.is_inside);
    let mut at = view.report(index).span.start;
    characters
        .chunk_by(|a, b| look(a) == look(b) && stack(a) == stack(b))
        .map(|run| {
            let start = at;
            at += run.len() as u32;
            let id = |&finding: &u32| view.ids[finding as usize].clone();
            LayerRun {
                start,
                end: at,
                layer: run[0].layer,
                kind: run[0].kind.map(str::to_string),
                passage: run[0].finding.as_ref().map(id),
                passages: stack(&run[0]).iter().map(id).collect(),
                beneath: run[0].beneath,
                characters: run.iter().filter(|c| c.counts).count() as u64,
            }
        })
        .collect()
}
