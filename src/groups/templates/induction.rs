//! A family -> its form, step by step.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::anchors::Anchor;
use super::describe::{self, Draft, Laid, Piece};
use super::form::{Form, Laying};
use super::graph::{Graph, Unit};
use super::members::{self, GRAPH_MEMBERS_MAX};
use super::slots::{self, Around, Value};
use super::{CLAUSE, Part, Template, Text, fit, units};
use crate::archive::{Archive, Report};
use crate::config;
use crate::groups::families::ReportFamily;
use crate::model::SymbolSpan;
use crate::normalize::Class;

/// Members whose values tell what a slot holds and where its words end. Unit: members.
const SAMPLED_MEMBERS_MAX: usize = 64;

/// Share of the members outside the graph that may not fit it. Unit: percent. METHODS section 4:
/// with more, the graph is opened once more and takes in some of them.
const MISFITS_PERCENT: usize = 5;

/// Most symbols of a word that a slot takes over from the fixed text. Unit: symbols.
const WORD_SYMBOLS_MAX: u32 = 3;

/// Share of the values that must have as many lines before each line is a slot. Unit: percent.
///
/// As for the type of a slot, with room for one who left a line out.
const LINES_PERCENT: usize = 80;
/// Most lines of a value that are slots. Unit: lines. A letter's head; more lines are text.
const LINES_MAX: u32 = 12;

/// One report of the family.
struct Member {
    index: u32,
    text: Vec<Unit>,
    /// Places on the shared text and in the member.
    matches: Vec<Anchor>,
    laying: Laying,
}

/// A form being read off a family.
pub(super) struct Induction<'a> {
    archive: &'a Archive,
    /// The medoid first.
    members: Vec<Member>,
    /// The text that two or more members have, in line.
    shared: Vec<Unit>,
    form: Form,
}

impl<'a> Induction<'a> {
    /// Aligns the members of a family to the text that they share.
    pub(super) fn new(archive: &'a Archive, family: &ReportFamily) -> Self {
        let member = |index: u32| Member {
            index,
            text: units(&archive.reports[index as usize]),
            matches: Vec::new(),
            laying: Laying::default(),
        };
        let mut order = vec![family.medoid];
        order.extend(family.members.iter().filter(|&&i| i != family.medoid));
        let mut induction = Self {
            archive,
            members: order.into_par_iter().map(member).collect(),
            shared: Vec::new(),
            form: Form::new(&Draft::default(), &[]),
        };
        let chosen = members::chosen(archive, &family.members, family.medoid);
        let at = |index: &u32| induction.members.iter().position(|m| m.index == *index);
        let mut chosen: Vec<usize> = chosen.iter().filter_map(at).collect();
        let mut graph = Graph::new(&induction.members[0].text);
        induction.grow(&mut graph, &chosen[1..]);
        let more = induction.misfits_of(&graph, &chosen);
        if !more.is_empty() {
            induction.grow(&mut graph, &more);
            chosen.extend(more);
        }
        induction
    }

    /// Takes members into the graph and lays all over the text that it shares.
    fn grow(&mut self, graph: &mut Graph, more: &[usize]) {
        for &i in more {
            graph.add(&self.members[i].text);
        }
        let users = self.members.len().min(2) as u32;
        self.shared = graph.shared(users).into_iter().map(|(unit, _)| unit).collect();
        let line = Graph::new(&self.shared);
        self.members.par_iter_mut().for_each(|m| m.matches = line.matched(&m.text));
    }

    /// Some of the members outside the graph that lack much of what half of it has, if there are
    /// many.
    fn misfits_of(&self, graph: &Graph, chosen: &[usize]) -> Vec<usize> {
        let room = GRAPH_MEMBERS_MAX.saturating_sub(chosen.len());
        let shared = graph.shared(2);
        let is_core: Vec<bool> =
            shared.iter().map(|(_, users)| *users as usize * 2 >= chosen.len()).collect();
        let core = is_core.iter().filter(|core| **core).count();
        let has = |member: &Member| {
            let places = member.matches.iter().flat_map(|m| m.left..m.left_end());
            places.filter(|&at| is_core[at as usize]).count()
        };
        let outside = (0..self.members.len()).filter(|i| !chosen.contains(i));
        let misfits: Vec<usize> = outside
            .filter(|&i| has(&self.members[i]) * 100 < core * members::FIT_PERCENT)
            .collect();
        if misfits.len() * 100 <= self.members.len() * MISFITS_PERCENT {
            return Vec::new();
        }
        (0..room.min(misfits.len())).map(|i| misfits[i * misfits.len() / room.max(1)]).collect()
    }

    /// Decides what is fixed, and lays every member over that.
    pub(super) fn describe(&mut self) {
        let report = |m: &Member| &self.archive.reports[m.index as usize];
        let laid: Vec<Laid> = self
            .members
            .iter()
            .map(|m| Laid { symbols: &report(m).symbols.items, matches: &m.matches })
            .collect();
        let mut draft = describe::draft(&self.shared, &laid);
        self.form = Form::new(&draft, &self.shared);
        self.lay();
        let has_cut = self.keep_words(&mut draft);
        if self.split_lines(&mut draft) || has_cut {
            self.form = Form::new(&draft, &self.shared);
            self.lay();
        }
    }

    /// Makes a slot of each line of a value where nearly all members have as many lines.
    fn split_lines(&self, draft: &mut Draft) -> bool {
        let mut has_split = false;
        // From the last on, so that the numbers of those before stay.
        for i in (0..self.form.pieces.len()).rev() {
            if self.form.pieces[i] != Piece::Slot {
                continue;
            }
            let sampled = self.members.iter().take(SAMPLED_MEMBERS_MAX);
            let lines = |member: &Member| {
                let span = member.laying.spans[i]?;
                let rest = &member.text[span.start as usize + 1..span.end as usize];
                Some(1 + rest.iter().filter(|unit| unit.opens).count() as u32)
            };
            let mut counts: Vec<u32> = sampled.filter_map(lines).collect();
            counts.sort_unstable();
            let Some(&usual) = counts.get(counts.len() / 2) else { continue };
            let same = counts.iter().filter(|&&count| count == usual).count();
            if (2..=LINES_MAX).contains(&usual) && same * 100 >= counts.len() * LINES_PERCENT {
                draft.split(i as u32, usual);
                has_split = true;
            }
        }
        has_split
    }

    fn lay(&mut self) {
        let form = &self.form;
        self.members.par_iter_mut().for_each(|member| member.laying = form.lay(&member.text));
    }

    /// Moves the ends of fixed pieces to the borders of words, so that slots hold whole words.
    fn keep_words(&self, draft: &mut Draft) -> bool {
        let mut cuts: Vec<(usize, bool, u32)> = Vec::new();
        for (i, _) in self.form.pieces.iter().enumerate().filter(|(_, p)| **p == Piece::Slot) {
            let sides = self.words_cut(i);
            cuts.extend(i.checked_sub(1).map(|before| (before, true, sides[0])));
            cuts.push((i + 1, false, sides[1]));
        }
        cuts.retain(|&(piece, _, symbols)| {
            let length = self.form.ranges.get(piece).map_or(0, |range| range.length());
            symbols > 0 && symbols <= WORD_SYMBOLS_MAX && symbols < length
        });
        for &(piece, is_end, symbols) in &cuts {
            draft.cut(piece as u32, is_end, symbols as usize);
        }
        !cuts.is_empty()
    }

    /// Symbols of the words at both ends of a slot's values that stand in the fixed text, in most
    /// members.
    fn words_cut(&self, slot: usize) -> [u32; 2] {
        let mut found = [Vec::new(), Vec::new()];
        for member in self.members.iter().take(SAMPLED_MEMBERS_MAX) {
            let Some(span) = member.laying.spans[slot] else { continue };
            let words = &self.archive.reports[member.index as usize].segments.words;
            let word = |symbol: u32| {
                let at = words.partition_point(|word| word.span.end <= symbol);
                words.get(at).map(|word| word.span)
            };
            let first = word(span.start).map_or(span.start, |word| word.start);
            let last = word(span.end - 1).map_or(span.end, |word| word.end);
            found[0].push(span.start - first);
            found[1].push(last - span.end);
        }
        found.map(|mut symbols| {
            symbols.sort_unstable();
            // The upper middle: at least half of the values begin that far inside a word.
            symbols.get(symbols.len() / 2).copied().unwrap_or(0)
        })
    }

    /// Leaves out members that have too little of the fixed text; true if there were any.
    pub(super) fn drop_misfits(&mut self, percent: u32) -> bool {
        let (fixed, _) = self.form.fixed();
        let before = self.members.len();
        let form = &self.form;
        let fits = |member: &Member| form.matched(&member.laying) * 100 >= fixed * percent;
        self.members.retain(fits);
        self.members.len() < before
    }

    /// True when the form is long enough, is filled in, and shortens the description.
    pub(super) fn is_form(&self, config: &config::Groups) -> bool {
        self.members.len() > 1 && self.is_long_enough(config) && self.saved().0 > 0
    }

    /// True when the form has enough fixed text, and something to fill in.
    pub(super) fn is_long_enough(&self, config: &config::Groups) -> bool {
        let Some(first) = self.members.first() else { return false };
        let is_in_words = self.report(first).symbols.is_in_words();
        self.form.fixed().0 >= config.template_min(is_in_words)
            && self.form.pieces.iter().any(|piece| *piece != Piece::Fixed)
    }

    fn report(&self, member: &Member) -> &'a Report {
        &self.archive.reports[member.index as usize]
    }

    /// What the form saves of the description of all members, and that description. Unit: bits.
    fn saved(&self) -> (i64, i64) {
        let bits = |text: &[Unit]| -> i64 { text.iter().map(|u| i64::from(u.bits)).sum() };
        let all: i64 = self.members.iter().map(|m| bits(&m.text)).sum();
        let matched: i64 = self.members.iter().map(|m| self.form.explained(&m.laying)).sum();
        let cost = self.form.bits() + describe::overhead(&self.form.pieces, self.members.len());
        ((matched - cost) / 1000, all / 1000)
    }

    /// The finished form.
    pub(super) fn template(self, family: u32) -> Template {
        let texts: Vec<Text> = self
            .members
            .iter()
            .take(SAMPLED_MEMBERS_MAX)
            .map(|m| Text::of(self.archive, self.report(m)))
            .collect();
        let fixed: Vec<String> =
            (0..self.form.pieces.len()).map(|i| self.fixed_text(i, &texts)).collect();
        let values: Vec<Vec<Option<String>>> = self
            .members
            .par_iter()
            .map(|m| Text::of(self.archive, self.report(m)).values(&self.form, &m.laying))
            .collect();
        let part = |(i, piece): (usize, &Piece)| {
            if *piece == Piece::Fixed {
                return Part::Fixed(fixed[i].clone());
            }
            let values: Vec<Option<String>> = values.iter().map(|v| v[i].clone()).collect();
            let of = |at: Option<usize>| at.and_then(|at| fixed.get(at)).map_or("", |text| text);
            let around = Around { before: of(i.checked_sub(1)), after: of(Some(i + 1)) };
            let is_slot = *piece == Piece::Slot;
            Part::Slot {
                kind: if is_slot { self.kind(i, &values, around) } else { CLAUSE },
                values,
            }
        };
        let parts = self.form.pieces.iter().enumerate().map(part).collect();
        let (saved, all) = self.saved();
        Template {
            family,
            members: self.members.iter().map(|m| m.index).collect(),
            parts,
            fits: self.members.iter().map(|m| fit(&self.form, &m.laying, self.report(m))).collect(),
            saved: (saved.max(0) as u64, all as u64),
            form: self.form,
        }
    }

    fn kind(&self, slot: usize, values: &[Option<String>], around: Around) -> &'static str {
        let classes: Vec<Vec<Class>> = self
            .members
            .iter()
            .take(SAMPLED_MEMBERS_MAX)
            .map(|m| {
                let items = &self.report(m).symbols.items;
                let span = m.laying.spans[slot].unwrap_or(SymbolSpan::new(0, 0));
                let items = &items[span.start as usize..span.end as usize];
                items.iter().map(|symbol| symbol.class).collect()
            })
            .collect();
        let values: Vec<Value> = values
            .iter()
            .zip(&classes)
            .filter_map(|(text, classes)| Some(Value { text: text.as_deref()?, classes }))
            .collect();
        slots::kind(&values, around)
    }

    /// The text of a fixed or optional piece from the member that has most of it and least
    /// besides, with the marks that stand around it most often.
    fn fixed_text(&self, piece: usize, texts: &[Text]) -> String {
        if self.form.pieces[piece] == Piece::Slot {
            return String::new();
        }
        let mut best: Option<(i64, &Text, SymbolSpan)> = None;
        let mut marks = [BTreeMap::new(), BTreeMap::new()];
        for (member, text) in self.members.iter().zip(texts) {
            let Some(span) = member.laying.spans[piece] else { continue };
            let matched = i64::from(member.laying.matched[piece]);
            let likeness = 2 * matched - i64::from(span.length());
            if best.as_ref().is_none_or(|best| best.0 < likeness) {
                best = Some((likeness, text, span));
            }
            for (marks, found) in marks.iter_mut().zip(text.marks(span)) {
                *marks.entry(found).or_insert(0usize) += 1;
            }
        }
        let Some((_, text, span)) = best else { return String::new() };
        let usual = |marks: &BTreeMap<String, usize>| {
            let most = marks.iter().max_by_key(|(mark, count)| (**count, Reverse(*mark)));
            most.map_or_else(String::new, |(mark, _)| mark.clone())
        };
        // What stands between two fixed pieces is shown once.
        let follows_text =
            piece.checked_sub(1).is_some_and(|i| self.form.pieces[i] == Piece::Fixed);
        let before = if follows_text { String::new() } else { usual(&marks[0]) };
        let middle: String = text.span(span).iter().collect();
        format!("{before}{middle}{}", usual(&marks[1]))
    }
}
