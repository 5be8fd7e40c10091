//! Alignments and evidence -> findings, and one layer for every symbol.
//!
//! A passage ends where its evidence ends: the maximal segments of its bits are cut out, so that
//! slogans at the ends fall off and slogans inside stay. A segment is a finding when so strong a
//! coincidence is hardly expected in the whole run. What many independent users have is no
//! copying: a set phrase, or a form that the user is asked about. Can be run again at any time
//! without reading documents.

mod borders;
mod layers;
mod segments;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::align::{Alignment, Block, Borders, Clauses, Washed};
use crate::archive::{Archive, Report};
use crate::candidates::Pair;
use crate::config;
use crate::model::SymbolSpan;
use crate::normalize::Class;
use crate::normalize::Symbol;
use crate::users::{Aligned, Columns, Evidence};

use segments::Segment;

pub use layers::{Cell, Phrase, layers, phrases};

/// A passage of a pair that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The two reports.
    pub pair: Pair,
    /// The passage on the left.
    pub left: SymbolSpan,
    /// The passage on the right.
    pub right: SymbolSpan,
    /// Matched runs, in order.
    pub blocks: Vec<Block>,
    /// The sides, left and right, of which the whole passage was taken and not only its runs.
    pub is_whole: [bool; 2],
    /// What was found.
    pub layer: FoundLayer,
    /// How the two sides differ.
    pub kind: Kind,
    /// How sure it is.
    pub grade: Grade,
    /// Evidence less the cost of differences. Unit: 1/1000 bit.
    pub bits: i64,
    /// log2 of the coincidences of this strength expected in the run. Unit: 1/1000.
    pub expected_log2: i64,
    /// Alignment columns: matched symbols and the longer side of each gap.
    pub columns: u32,
    /// Independent users besides the two, of the middle one of the matched symbols.
    pub others: u32,
    /// Matched symbols that are common in the genre.
    pub common: u32,
}

/// The layer that a finding speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundLayer {
    /// Shared beyond chance and beyond the genre.
    Copied,
    /// A long passage that many independent users have: a form, or mass copying.
    Unconfirmed,
}

/// How the two sides of a finding differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Only marks and spaces differ.
    Verbatim,
    /// Differences lie in names, numbers, dates and blanks.
    Slots,
    /// Few words differ.
    Light,
    /// Many words differ.
    Washed,
    /// The order differs.
    Reordered,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// 弱.
    Weak,
    /// 中.
    Medium,
    /// 强.
    Strong,
}

impl Finding {
    /// Matched symbols.
    pub fn matched(&self) -> u32 {
        self.blocks.iter().map(|b| b.length).sum()
    }

    /// The text on the left and on the right that was taken from the other side.
    pub fn taken(&self) -> [Vec<SymbolSpan>; 2] {
        let runs = |start: fn(&Block) -> u32| {
            self.blocks.iter().map(|b| SymbolSpan::new(start(b), start(b) + b.length)).collect()
        };
        [
            if self.is_whole[0] { vec![self.left] } else { runs(|b| b.left) },
            if self.is_whole[1] { vec![self.right] } else { runs(|b| b.right) },
        ]
    }
}

/// What was concluded of all pairs.
#[derive(Clone, Debug, Default)]
pub struct Conclusions {
    /// Findings, by pair, then by place on the left.
    pub findings: Vec<Finding>,
    /// For each report long equal runs that are no evidence; sorted, without overlap.
    pub formulas: Vec<Vec<SymbolSpan>>,
}

/// The findings of all pairs, and the long set phrases that they share.
///
/// # Cost
/// `O(a)` in all aligned symbols.
pub fn all(
    archive: &Archive,
    aligned: &[Aligned],
    evidence: &Evidence,
    config: &config::Config,
) -> Conclusions {
    let n = archive.reports.len() as u64;
    let judge = Judge {
        archive,
        evidence,
        config,
        pairs: (n * n.saturating_sub(1) / 2).max(1),
        common: config.classify.common_users(evidence.model.users()),
        is_small: evidence.model.users() < u64::from(config.classify.sample_users_min),
    };
    let pairs: Vec<(Vec<Finding>, Vec<Block>)> =
        aligned.par_iter().map(|pair| judge.pair(pair)).collect();
    let mut all = Conclusions { findings: Vec::new(), formulas: vec![Vec::new(); n as usize] };
    for (Aligned { pair, .. }, (findings, formulas)) in aligned.iter().zip(pairs) {
        all.findings.extend(findings);
        for block in formulas {
            let (left, right) = block.spans();
            all.formulas[pair.left as usize].push(left);
            all.formulas[pair.right as usize].push(right);
        }
    }
    for spans in &mut all.formulas {
        *spans = layers::union(std::mem::take(spans));
    }
    all
}

/// A passage that may be a finding.
struct Weighed {
    finding: Finding,
    /// log2 of the coincidences expected in a pair of which another passage is sure.
    /// Unit: 1/1000.
    given_pair_log2: i64,
}

/// What every decision asks.
struct Judge<'a> {
    archive: &'a Archive,
    evidence: &'a Evidence,
    config: &'a config::Config,
    pairs: u64,
    common: u32,
    is_small: bool,
}

impl Judge<'_> {
    /// The findings of a pair, and its long runs that are set phrases.
    fn pair(&self, aligned: &Aligned) -> (Vec<Finding>, Vec<Block>) {
        let pair = aligned.pair;
        let (mut weighed, mut long) = (Vec::new(), Vec::new());
        for alignment in &aligned.alignments {
            let columns = self.evidence.model.columns(
                self.archive,
                (pair, alignment),
                &self.evidence.kin,
                &self.config.classify,
            );
            weighed.extend(self.alignment(pair, alignment, &columns));
            long.extend(segments::runs(&columns).filter(|run| self.is_formula(pair, run)));
        }
        let mut found = self.expected(weighed);
        let is_told = |run: &Columns, found: &[Finding]| {
            let (left, right) = run.blocks[0].spans();
            let lies_in = |span: SymbolSpan, whole| span.overlap(whole) == span.length();
            found.iter().any(|f| lies_in(left, f.left) && lies_in(right, f.right))
        };
        long.retain(|run| !is_told(run, &found));
        found.sort_by_key(|f: &Finding| (f.left, f.right));
        self.widen_if_identical(pair, &mut found);
        mark_reordered(&mut found);
        (found, long.into_iter().map(|run| run.blocks[0]).collect())
    }

    /// True for a long run that somebody else writes too, in most of its length: a set phrase,
    /// unless it is evidence all the same.
    fn is_formula(&self, pair: Pair, run: &Columns) -> bool {
        let left = &self.archive.reports[pair.left as usize];
        let symbols_min = self.config.classify.formula_min(left.symbols.is_in_words());
        let shared = run.others.iter().filter(|&&others| others > 0).count();
        run.bits.len() as u32 >= symbols_min && shared * 2 > run.others.len()
    }

    /// What is hardly expected in the whole run; of a pair that surely copied, what is hardly
    /// expected in the pair: which pair it is was decided by the passage that is sure.
    ///
    /// # Source
    /// Altschul 1997, "Evaluating the statistical significance of multiple distinct local
    /// alignments": further matches of a pair are judged given the first.
    fn expected(&self, weighed: Vec<Weighed>) -> Vec<Finding> {
        let is_sure = |w: &Weighed| {
            w.finding.layer == FoundLayer::Copied
                && w.finding.expected_log2
                    <= thousandths(self.config.classify.expected_strong.log2())
        };
        let pair_is_sure = weighed.iter().any(is_sure);
        let judged = |Weighed { mut finding, given_pair_log2 }: Weighed| {
            if !self.is_unexpected(finding.expected_log2) {
                finding.expected_log2 = given_pair_log2;
                if !pair_is_sure || !self.is_unexpected(given_pair_log2) {
                    return None;
                }
            }
            Some(finding)
        };
        weighed.into_iter().filter_map(judged).collect()
    }

    /// True when hardly any coincidence of such a strength is expected.
    fn is_unexpected(&self, expected_log2: i64) -> bool {
        expected_log2 <= thousandths(self.config.classify.expected_max.log2())
    }

    /// What is left of an alignment: the whole of one by words or by clauses if it is evidence
    /// enough, else the segments of its matched runs.
    fn alignment(&self, pair: Pair, alignment: &Alignment, columns: &Columns) -> Vec<Weighed> {
        let whole = match alignment.borders {
            Borders::Runs => None,
            Borders::Words(washed) => self.by_words(pair, washed, columns),
            Borders::Clauses(clauses) => self.by_clauses(pair, clauses, columns),
        };
        if whole.as_ref().is_some_and(|whole| self.stands_alone(whole)) {
            return whole.into_iter().collect();
        }
        let room = self.room(pair);
        let mut found: Vec<Weighed> = segments::of(columns, &self.config.classify)
            .into_iter()
            .filter_map(|Segment { columns, bits, runs }| {
                self.finding(pair, (columns, runs), bits, room)
            })
            .collect();
        found.extend(self.forms(pair, columns, &found));
        match whole {
            Some(whole) if !found.iter().any(|one| self.stands_alone(one)) => vec![whole],
            _ => found,
        }
    }

    fn stands_alone(&self, weighed: &Weighed) -> bool {
        self.is_unexpected(weighed.finding.expected_log2)
    }

    /// Places where a passage of the pair may begin: symbols on the left times symbols on the
    /// right, as log2.
    fn room(&self, pair: Pair) -> f64 {
        let symbols = |i: u32| self.archive.reports[i as usize].symbols.len() as f64;
        (symbols(pair.left) * symbols(pair.right)).log2()
    }

    /// Long passages that many have, outside of what was found: a form, or mass copying.
    fn forms(&self, pair: Pair, columns: &Columns, found: &[Weighed]) -> Vec<Weighed> {
        let left = &self.archive.reports[pair.left as usize];
        let symbols_min = self.config.classify.form_min(left.symbols.is_in_words());
        segments::common(columns, self.common, symbols_min)
            .into_iter()
            .filter_map(|Segment { columns, runs, .. }| {
                let bits = self.evidence.model.alone_bits(self.archive, pair, &columns);
                let form = self.finding(pair, (columns, runs), bits, self.room(pair))?;
                let is_new = found.iter().all(|f| f.finding.left.overlap(form.finding.left) == 0);
                (is_new && form.finding.layer == FoundLayer::Unconfirmed).then_some(form)
            })
            .collect()
    }

    /// A washed passage as a finding, if it is one.
    fn by_words(&self, pair: Pair, washed: Washed, columns: &Columns) -> Option<Weighed> {
        let words = self.evidence.model.washed(
            self.archive,
            pair,
            (washed, columns),
            (&self.evidence.kin, &self.config.regions),
        );
        let matched = (columns.clone(), columns.blocks.clone());
        let bits = words.bits * i64::from(self.config.classify.washed_percent) / 100;
        let weighed = self.finding(pair, matched, bits, self.room(pair))?;
        let in_line = f64::from(weighed.finding.matched());
        let length = u32::midpoint(washed.left.length(), washed.right.length());
        let is_reordered = !washed.is_digest
            && words.kept * 100.0 >= f64::from(self.config.classify.light_percent)
            && in_line < words.kept * f64::from(length) * 0.75;
        let reports = &self.archive.reports;
        let sides = [&reports[pair.left as usize], &reports[pair.right as usize]];
        let (left, right) = borders::widened(sides[0], sides[1], (washed.left, washed.right));
        let finding = Finding {
            left,
            right,
            is_whole: washed.whole_sides(),
            kind: if is_reordered { Kind::Reordered } else { Kind::Washed },
            columns: left.length().max(right.length()),
            ..weighed.finding
        };
        Some(Weighed { finding, ..weighed })
    }

    /// A passage of whole clauses as a finding, if it is one: all that its runs earn counts,
    /// since clauses and not symbols were laid side by side.
    fn by_clauses(&self, pair: Pair, clauses: Clauses, columns: &Columns) -> Option<Weighed> {
        let segments = segments::of(columns, &self.config.classify);
        let bits = segments.iter().map(|segment| segment.bits).sum();
        let room = f64::from(clauses.choices).log2();
        let weighed = self.finding(pair, (columns.clone(), columns.blocks.clone()), bits, room)?;
        let finding = Finding { left: clauses.left, right: clauses.right, ..weighed.finding };
        Some(Weighed { finding, ..weighed })
    }

    /// Of two reports that are the same from end to end, title and signature are shared too.
    fn widen_if_identical(&self, pair: Pair, found: &mut Vec<Finding>) {
        let left = &self.archive.reports[pair.left as usize].symbols;
        let right = &self.archive.reports[pair.right as usize].symbols;
        let same = |(a, b): (&Symbol, &Symbol)| a.code == b.code && a.value == b.value;
        if left.len() != right.len() || !left.items.iter().zip(&right.items).all(same) {
            return;
        }
        let Some(mut widest) = found.iter().max_by_key(|f| f.bits).cloned() else { return };
        widest.is_whole = [false; 2];
        widest.blocks = vec![Block { left: 0, right: 0, length: left.len() as u32 }];
        widest.left = SymbolSpan::new(0, left.len() as u32);
        widest.right = widest.left;
        widest.columns = left.len() as u32;
        widest.bits = found.iter().map(|f| f.bits).sum();
        *found = vec![widest];
    }

    /// The passage of these runs as a finding, if its evidence (`columns`) suffices in a pair that
    /// surely copied; `room` is log2 of the places where such a passage may begin there.
    fn finding(
        &self,
        pair: Pair,
        (columns, runs): (Columns, Vec<Block>),
        bits: i64,
        room: f64,
    ) -> Option<Weighed> {
        let evidence = self.config.classify.scale * bits as f64 / 1000.0;
        let given_pair_log2 = thousandths(room - evidence);
        if !self.is_unexpected(given_pair_log2) {
            return None;
        }
        let left = &self.archive.reports[pair.left as usize];
        let right = &self.archive.reports[pair.right as usize];
        let matched = columns.bits.len() as u32;
        let common = columns.others.iter().filter(|&&users| users >= self.common).count() as u32;
        let is_common = common * 10 >= matched * 7;
        if is_common && matched < self.config.classify.form_min(left.symbols.is_in_words()) {
            return None;
        }
        let expected = self.room(pair) + (self.pairs as f64).log2() - evidence;
        let (left_span, right_span) = borders::of(left, right, &runs);
        let mut others = columns.others;
        others.sort_unstable();
        let finding = Finding {
            pair,
            left: left_span,
            right: right_span,
            layer: if is_common { FoundLayer::Unconfirmed } else { FoundLayer::Copied },
            kind: kind(left, right, &runs, &self.config.classify),
            grade: self.grade(expected),
            bits,
            expected_log2: thousandths(expected),
            columns: count_columns(&runs),
            others: others.get(others.len() / 2).copied().unwrap_or(0),
            common,
            is_whole: [false; 2],
            blocks: runs,
        };
        Some(Weighed { finding, given_pair_log2 })
    }

    /// Strong or medium by chance alone; one less where the genre is not known well.
    fn grade(&self, expected_log2: f64) -> Grade {
        let is_strong = expected_log2 <= self.config.classify.expected_strong.log2();
        match (is_strong, self.is_small) {
            (true, false) => Grade::Strong,
            (true, true) | (false, false) => Grade::Medium,
            (false, true) => Grade::Weak,
        }
    }
}

/// A number in the unit of 1/1000.
fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// Matched symbols and the longer side of each gap.
fn count_columns(blocks: &[Block]) -> u32 {
    let matched: u32 = blocks.iter().map(|b| b.length).sum();
    let longer = |w: &[Block]| (w[1].left - w[0].left_end()).max(w[1].right - w[0].right_end());
    matched + blocks.windows(2).map(longer).sum::<u32>()
}

/// The kind that the differences speak for.
fn kind(left: &Report, right: &Report, blocks: &[Block], config: &config::Classify) -> Kind {
    let gaps: Vec<_> = blocks.windows(2).collect();
    if gaps.is_empty() && !values_differ(left, right, blocks) {
        return Kind::Verbatim;
    }
    let is_slot_gap = |w: &&[Block]| {
        let one = &left.symbols.items[w[0].left_end() as usize..w[1].left as usize];
        let other = &right.symbols.items[w[0].right_end() as usize..w[1].right as usize];
        let blank =
            |side: &[Symbol]| !side.is_empty() && side.iter().all(|s| s.class.matches_by_class());
        (blank(one) || blank(other)) && one.len().max(other.len()) <= 12
    };
    let matched: u32 = blocks.iter().map(|b| b.length).sum();
    let columns = count_columns(blocks);
    if gaps.iter().all(is_slot_gap) {
        Kind::Slots
    } else if matched * 100 >= columns * config.light_percent {
        Kind::Light
    } else {
        Kind::Washed
    }
}

fn values_differ(left: &Report, right: &Report, blocks: &[Block]) -> bool {
    blocks.iter().any(|b| {
        (0..b.length).any(|i| {
            let one = &left.symbols.items[(b.left + i) as usize];
            let other = &right.symbols.items[(b.right + i) as usize];
            one.value != other.value && one.class != Class::Slot
        })
    })
}

/// Distance within which two findings in the opposite order are one reordered text.
/// Unit: symbols. A paragraph.
const REORDER_REACH: u32 = 200;

/// Names findings that stand in the other order on the right.
fn mark_reordered(found: &mut [Finding]) {
    let near = |a: SymbolSpan, b: SymbolSpan| {
        a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end)) <= REORDER_REACH
    };
    let spans: Vec<_> = found.iter().map(|f| (f.left, f.right)).collect();
    for (i, finding) in found.iter_mut().enumerate() {
        let crosses = |j: usize| {
            let (a, b) = (spans[i], spans[j]);
            let opposite = (a.0.end <= b.0.start && b.1.end <= a.1.start)
                || (b.0.end <= a.0.start && a.1.end <= b.1.start);
            opposite && near(a.0, b.0) && near(a.1, b.1)
        };
        if (0..spans.len()).any(|j| j != i && crosses(j)) {
            finding.kind = Kind::Reordered;
        }
    }
}
