//! Bits of a shared run under a model of the genre that counts independent users.

use rayon::prelude::*;

use super::grams::{Counts, Grams, PHRASE_SIZE, SIZES};
use super::kin::Kin;
use crate::align::{Alignment, Block};
use crate::archive::{Archive, Map, Report};
use crate::candidates::Pair;
use crate::config;
use crate::kernel::kgrams;
use crate::normalize::Class;
use crate::normalize::Symbols;
use crate::segment::{self, MilliBits};

/// What a pair's matched numbers earn when they are the same beyond their class, per digit.
const SAME_VALUE: MilliBits = 3_000;

/// Cost of a gap that parts one shared text from the next. Unit: 1/1000 bit. Twenty bits: a dozen
/// symbols on both sides, a sentence on one.
const WIDE_GAP: i64 = 20_000;

/// Most that a symbol earns whose report has written it and the five before it already.
/// Unit: 1/1000 bit. Half a bit: a little above `symbol_cost`, so that copies go on.
const REPEATED: MilliBits = 500;

/// Symbols of a repetition: a name with its title. Shorter runs are the subject's own words.
const REPEATED_SYMBOLS: usize = 6;

/// For each symbol whether it ends a run of four that stands earlier in the same report.
fn repeated(report: &Report) -> Vec<bool> {
    let symbols = &report.symbols;
    let mut seen: Map<u64, ()> = Map::default();
    let mut is_repeated = vec![false; symbols.len()];
    kgrams(
        |i| symbols.code(i),
        symbols.len(),
        REPEATED_SYMBOLS,
        |at, hash| {
            is_repeated[at + REPEATED_SYMBOLS - 1] = seen.insert(hash, ()).is_some();
        },
    );
    is_repeated
}

/// The words of a corpus, numbered in the order of their first places, and how they are used.
#[derive(Debug)]
struct Words {
    /// The number of each word of each report.
    of: Vec<Vec<u32>>,
    /// For each number the reports that use the word, and how often it occurs.
    uses: Vec<(u32, u32)>,
    total: u64,
}

impl Words {
    fn new(archive: &Archive) -> Self {
        let mut numbers: Map<u64, u32> = Map::default();
        let mut words = Self { of: Vec::new(), uses: Vec::new(), total: 0 };
        let reports = archive.reports.iter().map(|report| &report.segments);
        let background = archive.background.iter().map(|text| &text.segments);
        for segments in reports.chain(background) {
            let number = |word: &segment::Word| {
                let next = numbers.len() as u32;
                *numbers.entry(word.id).or_insert(next)
            };
            let of: Vec<u32> = segments.words.iter().map(number).collect();
            words.uses.resize(numbers.len(), (0, 0));
            let mut sorted = of.clone();
            sorted.sort_unstable();
            for same in sorted.chunk_by(|a, b| a == b) {
                let uses = &mut words.uses[same[0] as usize];
                uses.0 += 1;
                uses.1 += same.len() as u32;
            }
            words.total += of.len() as u64;
            words.of.push(of);
        }
        words
    }
}

/// The genre model: user counts of runs, and what each symbol costs without any context.
#[derive(Debug)]
pub struct Model {
    counts: Counts,
    /// Most that each symbol of each report costs. Unit: 1/1000 bit.
    base: Vec<Vec<MilliBits>>,
    /// For each symbol of each report whether its report wrote it and the five before it already.
    repeated: Vec<Vec<bool>>,
    words: Words,
    smoothing: f64,
    users: u64,
}

/// The matched columns of an alignment with what each earns, and the gaps between.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// Bits of each matched symbol, block after block. Unit: 1/1000 bit.
    pub bits: Vec<MilliBits>,
    /// Independent users besides the two reports of the run of eight symbols around each.
    pub others: Vec<u32>,
}

impl Model {
    /// The model of a corpus whose reports are all independent.
    pub(super) fn new(archive: &Archive, grams: &Grams, config: &config::Users) -> Self {
        let words = Words::new(archive);
        let reports = &archive.reports;
        let base = (0..reports.len())
            .into_par_iter()
            .map(|i| base_costs(&reports[i], &words, &words.of[i], config))
            .collect();
        let repeated = reports.par_iter().map(repeated).collect();
        let kin = Kin::none(reports.len() + archive.background.len());
        let (counts, users) = (grams.count(&kin), kin.users());
        Self { counts, base, repeated, words, smoothing: config.smoothing, users }
    }

    /// Counts users anew under this kinship.
    pub(super) fn recount(&mut self, grams: &Grams, kin: &Kin) {
        self.counts = grams.count(kin);
        self.users = kin.users();
    }

    /// Reports of the corpus.
    pub(super) fn reports(&self) -> usize {
        self.words.of.len()
    }

    /// The words of a report by their number among the distinct words of the corpus.
    pub(super) fn words_of(&self, report: usize) -> &[u32] {
        &self.words.of[report]
    }

    /// Distinct words of the corpus.
    pub(super) fn vocabulary(&self) -> usize {
        self.words.uses.len()
    }

    /// Independent users in the corpus.
    pub fn users(&self) -> u64 {
        self.users
    }

    /// Independent users of the run of eight symbols that begins at each symbol of a report;
    /// 0 where hardly anybody has it.
    pub fn phrase_users(&self, report: &Report) -> Vec<u32> {
        let symbols = &report.symbols;
        let mut users = vec![0; symbols.len()];
        let index = phrase_index();
        kgrams(
            |i| symbols.code(i),
            symbols.len(),
            PHRASE_SIZE,
            |at, hash| {
                users[at] = self.counts.users(index, hash);
            },
        );
        users
    }

    /// What each matched symbol of an alignment earns.
    ///
    /// # Source
    /// METHODS section 1: `P(c | context) = users(context c) / users(context)`, backed off, with
    /// the two reports' families left out of every count. Contexts lie inside the matched run,
    /// so both families are among the users of each and leaving out is subtraction.
    pub fn columns(
        &self,
        archive: &Archive,
        (pair, alignment): (Pair, &Alignment),
        kin: &Kin,
        config: &config::Classify,
    ) -> Columns {
        let left = &archive.reports[pair.left as usize];
        let right = &archive.reports[pair.right as usize];
        let out = kin.left_out(pair);
        let mut columns = Columns { blocks: alignment.blocks.clone(), ..Columns::default() };
        for &block in &alignment.blocks {
            let first = columns.bits.len();
            let base = self.base_of(pair, block);
            self.run_bits(&left.symbols, block, &base, out).append_to(&mut columns);
            self.cap_repeats(pair, block, &mut columns.bits[first..]);
            adjust_values(left, right, block, &mut columns.bits[first..]);
        }
        silence_roles(left, right, &mut columns);
        cap_quotes(&left.symbols.quotes, config, &mut columns, |b| b.left);
        cap_quotes(&right.symbols.quotes, config, &mut columns, |b| b.right);
        columns
    }

    /// What a symbol costs by itself; nothing where its role prescribes it.
    pub(super) fn alone(&self, report: &Report, index: usize, symbol: u32) -> MilliBits {
        let at = symbol as usize;
        match (report.segments.earns[at], self.repeated[index][at]) {
            (false, _) => 0,
            (_, true) => self.base[index][at].min(REPEATED),
            (_, false) => self.base[index][at],
        }
    }

    /// What matched symbols would earn if nobody else had them. Unit: 1/1000 bit.
    pub fn alone_bits(&self, archive: &Archive, pair: Pair, columns: &Columns) -> i64 {
        let left = &archive.reports[pair.left as usize];
        let places = columns.blocks.iter().flat_map(|block| block.left..block.left_end());
        places.map(|i| i64::from(self.alone(left, pair.left as usize, i))).sum()
    }

    /// A name once written is written again: repeating it is no new evidence.
    fn cap_repeats(&self, pair: Pair, block: Block, bits: &mut [MilliBits]) {
        let (left, right) =
            (&self.repeated[pair.left as usize], &self.repeated[pair.right as usize]);
        for (i, bits) in bits.iter_mut().enumerate() {
            if left[block.left as usize + i] || right[block.right as usize + i] {
                *bits = (*bits).min(REPEATED);
            }
        }
    }

    /// Cost of each symbol of a run without context: the lower of the two sides.
    fn base_of(&self, pair: Pair, block: Block) -> Vec<MilliBits> {
        let left = &self.base[pair.left as usize][block.left as usize..block.left_end() as usize];
        let right =
            &self.base[pair.right as usize][block.right as usize..block.right_end() as usize];
        left.iter().zip(right).map(|(a, b)| *a.min(b)).collect()
    }

    /// Bits and other users of the symbols of one matched run, each given those before it.
    fn run_bits(&self, left: &Symbols, block: Block, base: &[MilliBits], left_out: u32) -> Run {
        let n = block.length as usize;
        let code = |i: usize| left.code(block.left as usize + i);
        // Users besides the pair's of the run that begins at each place, by size of run.
        let others: Vec<Vec<u32>> = SIZES
            .iter()
            .enumerate()
            .map(|(index, &size)| {
                let mut of_size = vec![0; n];
                kgrams(code, n, size, |at, hash| {
                    of_size[at] = self.counts.users(index, hash).saturating_sub(left_out);
                });
                of_size
            })
            .collect();
        let bits = (0..n)
            .map(|i| {
                let mut p = (-f64::from(base[i]) / 1000.0).exp2();
                let mut known = f64::INFINITY;
                for order in 0..SIZES.len() / 2 {
                    let context = SIZES[2 * order];
                    if i < context {
                        break;
                    }
                    let of_context = f64::from(others[2 * order][i - context]);
                    // The same users at a longer context say the same once more: counted at
                    // each order, one other user would make a text as cheap as ten do.
                    if of_context == known {
                        continue;
                    }
                    known = of_context;
                    let of_both = f64::from(others[2 * order + 1][i - context]).min(of_context);
                    p = (of_both + self.smoothing * p) / (of_context + self.smoothing);
                }
                (-p.log2() * 1000.0).round().max(0.0) as MilliBits
            })
            .collect();
        Run { bits, others: around(&others[phrase_index()], n) }
    }
}

/// What the symbols of one matched run earn, and who else has them.
struct Run {
    bits: Vec<MilliBits>,
    others: Vec<u32>,
}

impl Run {
    fn append_to(self, columns: &mut Columns) {
        columns.bits.extend(self.bits);
        columns.others.extend(self.others);
    }
}

fn phrase_index() -> usize {
    SIZES.iter().position(|&size| size == PHRASE_SIZE).expect("invariant: a counted size")
}

/// For each symbol the most users that any run of eight around it has.
fn around(begins: &[u32], n: usize) -> Vec<u32> {
    (0..n)
        .map(|i| begins[(i + 1).saturating_sub(PHRASE_SIZE)..=i].iter().copied().max().unwrap_or(0))
        .collect()
}

/// What each symbol of a report costs without context: background and corpus, mixed by the number
/// of other users of its word; set phrases stay cheap.
fn base_costs(
    report: &Report,
    words: &Words,
    numbers: &[u32],
    config: &config::Users,
) -> Vec<MilliBits> {
    let mut costs = vec![0; report.symbols.len()];
    for (word, &number) in report.segments.words.iter().zip(numbers) {
        let (users, count) = words.uses[number as usize];
        let others = f64::from(users.saturating_sub(2));
        let trust = others / (others + config.word_trust);
        let known = (-f64::from(word.information) / 1000.0).exp2();
        let seen = f64::from(count) / words.total.max(1) as f64;
        let mixed = (1.0 - trust) * known + trust * seen;
        let share = (-mixed.log2() * 1000.0 / f64::from(word.span.length())).round();
        let is_han = report.symbols.items[word.span.start as usize].class == Class::Han;
        let most = if is_han { config.han_most } else { config.word_most };
        costs[word.span.start as usize..word.span.end as usize]
            .fill((share as MilliBits).min(most));
    }
    // Where the background knows better (a set phrase), its cost stands.
    for phrase in &report.segments.phrases {
        let place = phrase.start as usize..phrase.end as usize;
        for (cost, known) in
            costs[place.clone()].iter_mut().zip(&report.segments.information[place])
        {
            *cost = (*cost).min(*known);
        }
    }
    costs
}

/// Matched by class only: other values speak against, rare equal values for the passage.
fn adjust_values(left: &Report, right: &Report, block: Block, bits: &mut [MilliBits]) {
    for (i, bits) in bits.iter_mut().enumerate() {
        let a = &left.symbols.items[block.left as usize + i];
        let b = &right.symbols.items[block.right as usize + i];
        if !a.class.matches_by_class() {
            continue;
        }
        let digits = a.span.length().min(b.span.length()).min(4) as MilliBits;
        match (a.class, a.value == b.value) {
            (Class::Number, true) => *bits += SAME_VALUE * (digits - 1),
            (_, true) => {}
            (_, false) => *bits /= 2,
        }
    }
}

/// Symbols that their role prescribes on either side earn nothing.
fn silence_roles(left: &Report, right: &Report, columns: &mut Columns) {
    let mut at = 0;
    for block in &columns.blocks {
        for i in 0..block.length {
            let earns = left.segments.earns[(block.left + i) as usize]
                && right.segments.earns[(block.right + i) as usize];
            if !earns {
                columns.bits[at] = 0;
            }
            at += 1;
        }
    }
}

/// Words in quotation marks and titles are names: together they earn no more than a choice.
fn cap_quotes(
    quotes: &[crate::normalize::Quote],
    config: &config::Classify,
    columns: &mut Columns,
    side: impl Fn(&Block) -> u32,
) {
    let mut places: Vec<u32> = Vec::with_capacity(columns.bits.len());
    for block in &columns.blocks {
        places.extend(side(block)..side(block) + block.length);
    }
    for quote in quotes.iter().filter(|q| q.span.length() <= config.quoted_symbols_max) {
        let from = places.partition_point(|&place| place < quote.span.start);
        let to = places.partition_point(|&place| place < quote.span.end);
        let sum: i64 = columns.bits[from..to].iter().map(|&b| i64::from(b)).sum();
        if sum > i64::from(config.quoted_max) {
            for bits in &mut columns.bits[from..to] {
                let scaled = i64::from(*bits) * i64::from(config.quoted_max) / sum;
                *bits = scaled as MilliBits;
            }
        }
    }
}

impl Columns {
    /// For each matched symbol the cost of the gap before it, and what it adds itself.
    /// Unit: 1/1000 bit.
    pub fn scores(&self, config: &config::Classify) -> Vec<(i64, i64)> {
        let adds = |&bits: &MilliBits| (0, i64::from(bits - config.symbol_cost));
        let mut scores: Vec<(i64, i64)> = self.bits.iter().map(adds).collect();
        let mut at = 0;
        for pair in self.blocks.windows(2) {
            at += pair[0].length as usize;
            let left = pair[1].left - pair[0].left_end();
            let right = pair[1].right - pair[0].right_end();
            scores[at].0 = -i64::from(config.gap_cost(left, right));
        }
        scores
    }

    /// The evidence of each stretch without a wide gap, in order. Unit: 1/1000 bit.
    ///
    /// Kin share several texts; what stands between those is no matter, so it costs nothing.
    pub fn stretches(&self, config: &config::Classify) -> Vec<i64> {
        let mut found = Vec::new();
        let (mut best, mut here) = (0i64, 0i64);
        for (gap, score) in self.scores(config) {
            if gap <= -WIDE_GAP {
                found.push(best);
                (best, here) = (0, 0);
            }
            here = (here + gap).max(0) + score;
            best = best.max(here);
        }
        found.push(best);
        found
    }
}
