//! The form behind a family of reports: fixed text, optional clauses, and slots with what each
//! report filled in.
//!
//! A family's members are aligned into one graph (`graph`, by way of `anchors`), nearest to the
//! medoid first; the heaviest way through it is the text that they share. `describe` decides what
//! of it is fixed, optional or filled in; `form` lays any report over the result; `slots` tells
//! what a slot holds. At most 64 members make the graph, every other one is aligned to the shared
//! text alone, so a family costs what its members cost.

mod anchors;
mod describe;
mod form;
mod graph;
mod induction;
mod members;
mod slots;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use super::families::ReportFamily;
use crate::archive::{Archive, Report};
use crate::config;
use crate::model::SymbolSpan;
use crate::normalize::{Break, Class, Symbol};
use describe::Piece;
use form::{Form, Laying};
use graph::Unit;
use induction::Induction;

pub(super) use members::medoid;
pub use slots::KINDS;

/// A form that the members of a family filled in.
#[derive(Clone, Debug)]
pub struct Template {
    /// Index of the family of reports.
    pub family: u32,
    /// The members that the form fits, the medoid first.
    pub members: Vec<u32>,
    /// Fixed text and slots in order.
    pub parts: Vec<Part>,
    /// How each member fits.
    pub fits: Vec<Fit>,
    /// What describing the members by the form saves, of what describing each alone takes.
    /// Unit: bits.
    pub saved: (u64, u64),
    form: Form,
}

/// One piece of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The same in all members.
    Fixed(String),
    /// Filled in by each, or a clause that some leave out.
    Slot {
        /// What fills it; one of [`KINDS`], or [`CLAUSE`].
        kind: &'static str,
        /// One value a member; `None` where it has nothing.
        values: Vec<Option<String>>,
    },
}

/// How like a report is to a form, apart from what anybody copied. Unit: symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Fixed text of the form that the report has.
    pub matched: u32,
    /// Fixed text of the form.
    pub fixed: u32,
    /// Text of the report that is fixed text or an optional clause.
    pub covered: u32,
    /// Text of the report.
    pub symbols: u32,
    /// Slots that the report filled with words.
    pub filled: u32,
    /// Slots that it left blank or out.
    pub unfilled: u32,
}

/// A report laid over a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How it fits.
    pub fit: Fit,
    /// For each part of the form its value here; `None` for fixed text and empty slots.
    pub values: Vec<Option<String>>,
}

/// The kind of a slot that holds a clause or nothing.
pub const CLAUSE: &str = "clause";

/// Longest value of a slot that is kept whole. Unit: characters. A long paragraph; what is longer
/// is the member's own text and ends in an ellipsis.
const VALUE_CHARACTERS_MAX: usize = 400;

/// The forms of the families that have one, by family.
///
/// # Cost
/// Linear in the members of each family.
pub fn of(archive: &Archive, families: &[ReportFamily], config: &config::Groups) -> Vec<Template> {
    let made = families.par_iter().enumerate().filter_map(|(i, family)| {
        let mut induction = Induction::new(archive, family);
        induction.describe();
        if induction.drop_misfits(config.template_fit_percent) {
            induction.describe();
        }
        induction.is_form(config).then(|| induction.template(i as u32))
    });
    made.collect()
}

/// Reports that are forms by themselves, each as a family of one with its form: those with blanks
/// that belong to no family.
///
/// # Cost
/// Linear in their text.
pub fn blank(
    archive: &Archive,
    families: &[ReportFamily],
    config: &config::Groups,
) -> (Vec<ReportFamily>, Vec<Template>) {
    let mut is_member = vec![false; archive.reports.len()];
    for &member in families.iter().flat_map(|family| &family.members) {
        is_member[member as usize] = true;
    }
    let has_blank =
        |report: &Report| report.symbols.items.iter().any(|symbol| symbol.class == Class::Slot);
    let alone = (0..archive.reports.len())
        .filter(|&i| !is_member[i] && has_blank(&archive.reports[i]))
        .map(|i| ReportFamily { members: vec![i as u32], medoid: i as u32, edges: Vec::new() });
    alone
        .filter_map(|family| {
            let mut induction = Induction::new(archive, &family);
            induction.describe();
            let form = induction.is_long_enough(config).then(|| induction.template(0));
            form.map(|form| (family, form))
        })
        .unzip()
}

/// How a report fits a form, with what it filled in.
///
/// # Cost
/// That of one alignment.
pub fn check(archive: &Archive, template: &Template, report: &Report) -> Check {
    let laying = template.form.lay(&units(report));
    let text = Text::of(archive, report);
    Check {
        fit: fit(&template.form, &laying, report),
        values: text.values(&template.form, &laying),
    }
}

/// The symbols of a report as the graph wants them: a set phrase is cheap as evidence, yet as good
/// a place to align as any.
fn units(report: &Report) -> Vec<Unit> {
    let unit = |(symbol, &bits): (&Symbol, &i32)| {
        let (least, most) = match symbol.class {
            Class::Han => (3_000, 6_000),
            Class::Word => (3_000, 10_000),
            Class::Number | Class::Date => (5_000, 6_000),
            Class::Slot => (1_000, 2_000),
        };
        let opens = symbol.break_before == Break::Paragraph;
        Unit { code: symbol.code, bits: bits.clamp(least, most), opens }
    };
    report.symbols.items.iter().zip(&report.segments.information).map(unit).collect()
}

/// How a report laid over a form fits it.
fn fit(form: &Form, laying: &Laying, report: &Report) -> Fit {
    let mut fit = Fit { symbols: report.symbols.len() as u32, ..Fit::default() };
    fit.fixed = form.fixed().0;
    for (i, piece) in form.pieces.iter().enumerate() {
        fit.covered += laying.matched[i];
        match piece {
            Piece::Fixed => fit.matched += laying.matched[i],
            Piece::Optional => {}
            Piece::Slot if is_filled(laying.spans[i], report) => fit.filled += 1,
            Piece::Slot => fit.unfilled += 1,
        }
    }
    fit
}

/// True for a value that says something.
fn is_filled(span: Option<SymbolSpan>, report: &Report) -> bool {
    let says = |symbol: &Symbol| symbol.class != Class::Slot;
    let items = &report.symbols.items;
    span.is_some_and(|span| items[span.start as usize..span.end as usize].iter().any(says))
}

/// The text of a report, for quoting from it often.
struct Text<'a> {
    report: &'a Report,
    characters: Vec<char>,
}

impl<'a> Text<'a> {
    fn of(archive: &Archive, report: &'a Report) -> Self {
        let text = archive.document(report).text.chars();
        let characters = text.skip(report.span.start as usize);
        Self { report, characters: characters.take(report.span.length() as usize).collect() }
    }

    /// The characters from the first to the last symbol.
    fn span(&self, span: SymbolSpan) -> &[char] {
        let chars = self.report.symbols.chars(span);
        let start = (chars.start - self.report.span.start) as usize;
        &self.characters[start..start + chars.length() as usize]
    }

    /// What a report has in each slot and optional clause of a form.
    fn values(&self, form: &Form, laying: &Laying) -> Vec<Option<String>> {
        let value = |(i, piece): (usize, &Piece)| match piece {
            Piece::Fixed => None,
            Piece::Slot => laying.spans[i].map(|span| self.value(span)),
            Piece::Optional => form
                .has_clause(laying, i)
                .then_some(laying.spans[i])
                .flatten()
                .map(|span| self.span(span).iter().collect()),
        };
        form.pieces.iter().enumerate().map(value).collect()
    }

    /// The characters of a span, with a bracket beside it whose other half is in it.
    fn with_brackets(&self, span: SymbolSpan) -> &[char] {
        let chars = self.report.symbols.chars(span);
        let base = self.report.span.start;
        let (mut start, mut end) = ((chars.start - base) as usize, (chars.end - base) as usize);
        let count = |c: char| self.span(span).iter().filter(|&&other| other == c).count();
        for (open, close) in BRACKETS {
            let is_open = count(close) > count(open);
            if is_open && start.checked_sub(1).is_some_and(|at| self.characters[at] == open) {
                start -= 1;
            }
            let is_closed = count(open) > count(close);
            if is_closed && self.characters.get(end) == Some(&close) {
                end += 1;
            }
        }
        &self.characters[start..end]
    }

    /// A value, cut short where it is long.
    fn value(&self, span: SymbolSpan) -> String {
        let characters = self.with_brackets(span);
        let mut text: String = characters.iter().take(VALUE_CHARACTERS_MAX).collect();
        if characters.len() > VALUE_CHARACTERS_MAX {
            text.push('…');
        }
        text
    }

    /// The marks before and behind a span, up to the next symbols.
    fn marks(&self, span: SymbolSpan) -> [String; 2] {
        let items = &self.report.symbols.items;
        let base = self.report.span.start;
        let chars = self.report.symbols.chars(span);
        let before = span.start.checked_sub(1).map_or(base, |i| items[i as usize].span.end);
        let after = items.get(span.end as usize).map_or(self.report.span.end, |s| s.span.start);
        let text = |start: u32, end: u32| {
            self.characters[(start - base) as usize..(end - base) as usize].iter().collect()
        };
        [text(before, chars.start), text(chars.end, after)]
    }
}

/// Marks that come in pairs.
const BRACKETS: [(char, char); 8] = [
    ('(', ')'),
    ('（', '）'),
    ('[', ']'),
    ('〔', '〕'),
    ('《', '》'),
    ('“', '”'),
    ('<', '>'),
    ('「', '」'),
];
