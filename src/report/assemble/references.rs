//! A row for each stretch of a report that stands in a text that the user gave.

use super::View;
use crate::archive::{Reference, Referred, Report};
use crate::model::{CharSpan, SymbolSpan, id_of};
use crate::normalize::Symbols;
use crate::report::rows::{DifferenceRow, ReferenceRow};

/// The rows of a report, by place.
pub(super) fn rows(view: &View, index: u32) -> Vec<ReferenceRow> {
    let report = view.report(index);
    report.referred.iter().map(|one| row(view, report, one)).collect()
}

fn row(view: &View, report: &Report, one: &Referred) -> ReferenceRow {
    let span = report.symbols.chars(one.span);
    let there = one.there.map(|(reference, span)| {
        let reference = &view.found.archive.references[reference as usize];
        (reference, reference.symbols.chars(span))
    });
    let difference = |[here, there]: &[SymbolSpan; 2]| {
        let reference = one.there.map(|(i, _)| &view.found.archive.references[i as usize]);
        let here = place(&report.symbols, *here);
        DifferenceRow {
            start: here.start,
            end: here.end,
            here: view.text(report, here),
            there: reference.map(|r| said(r, *there)).unwrap_or_default(),
        }
    };
    ReferenceRow {
        id: id(view, report, span, one),
        start: span.start,
        end: span.end,
        kind: one.kind.code().to_string(),
        text: view.text(report, span),
        reference: there.map(|(reference, _)| reference.name.clone()),
        reference_start: there.map(|(_, span)| span.start),
        reference_end: there.map(|(_, span)| span.end),
        differences: one.differences.iter().map(difference).collect(),
    }
}

/// A hash of the report's own text and the place in it, whatever the file is called.
fn id(view: &View, report: &Report, span: CharSpan, one: &Referred) -> String {
    let own = view.text(report, report.span);
    let from = report.span.start;
    let name = format!("{}\n{}\n{}\n{own}", one.kind.code(), span.start - from, span.end - from);
    id_of(name.as_bytes())
}

/// What a given text says at a place.
fn said(reference: &Reference, span: SymbolSpan) -> String {
    let span = place(&reference.symbols, span);
    reference.text[span.start as usize..span.end as usize].iter().collect()
}

/// The code points of a span of symbols; the place before the next one if it is empty.
fn place(symbols: &Symbols, span: SymbolSpan) -> CharSpan {
    if span.length() > 0 {
        return symbols.chars(span);
    }
    let at = match span.start.checked_sub(1) {
        Some(before) => symbols.items[before as usize].span.end,
        None => symbols.items.first().map_or(0, |first| first.span.start),
    };
    CharSpan::new(at, at)
}
