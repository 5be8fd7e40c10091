//! What of a report stands in texts that the user gave: base text, which everybody had to use, and
//! reference collections, which may be quoted.
//!
//! Knows one report and the given texts only. `index` finds the texts worth a look by exact
//! k-grams, the aligner lays the report over them, `quotes` makes quotations of what matches and
//! finds what is marked as a quotation and stands nowhere. What stands in a given text is no
//! evidence of copying: it earns nothing, whoever else has it.
//!
//! Precedence: a quotation before base text, as [`crate::model::Layer`] has it.

mod index;
mod quotes;
#[cfg(test)]
mod tests;

use crate::align::{self, Block, Prepared, Side};
use crate::archive::{Reference, ReferenceRole, Referred, ReferredKind, Report};
use crate::config::Config;
use crate::model::SymbolSpan;
use crate::normalize::{self, Class, Symbols};
use crate::segment::{self, PhraseList};

use index::Index;

/// The given texts, ready to be asked.
#[derive(Debug)]
pub struct Given<'a> {
    references: &'a [Reference],
    prepared: Vec<Prepared>,
    index: Index,
    config: &'a Config,
}

/// A given text as the stage wants it.
///
/// # Cost
/// `O(n)`.
pub fn reference(name: String, text: &str, role: ReferenceRole, config: &Config) -> Reference {
    let text: Vec<char> = text.chars().collect();
    let symbols = normalize::symbols(&text, 0, &[]);
    // Set phrases cost what their words do: a given text is no genre.
    let phrases = PhraseList::none();
    let context = segment::Context { config: &config.segment, phrases: &phrases };
    let segments = segment::report(&symbols, &text, 0, None, &context);
    Reference { name, role, text, symbols, segments }
}

/// A report that is asked, with its text.
#[derive(Clone, Copy)]
struct Asked<'a> {
    report: &'a Report,
    /// Code points of its document.
    text: &'a [char],
}

impl<'a> Given<'a> {
    /// Prepares the given texts.
    ///
    /// # Cost
    /// `O(n log n)` in all their symbols; memory 16 bytes a symbol for the index.
    pub fn new(references: &'a [Reference], config: &'a Config) -> Self {
        let seeds = |one: &Reference| Prepared::seeds(&one.symbols, &config.align);
        Self {
            references,
            prepared: references.iter().map(seeds).collect(),
            index: Index::new(references, &config.sketch),
            config,
        }
    }

    /// What of the report stands in the given texts, or claims to; by place, without overlap but
    /// for claims. `text` holds the code points of its document.
    ///
    /// # Cost
    /// One look-up a symbol, one alignment for each given text that explains something.
    pub fn found_in(&self, report: &Report, text: &[char]) -> Vec<Referred> {
        if self.references.is_empty() {
            return Vec::new();
        }
        let asked = Asked { report, text };
        let prepared = Prepared::seeds(&report.symbols, &self.config.align);
        let mut taken = vec![false; report.symbols.len()];
        let mut found = Vec::new();
        if self.has(ReferenceRole::Collection) {
            for reference in self.index.explaining(report, self.references) {
                let alignments = self.laid_over(report, &prepared, reference);
                let quotations = self.quotations(asked, reference, &alignments);
                add(&mut found, quotations, &mut taken);
            }
            found.extend(quotes::claims(asked, &taken, &self.config.references));
        }
        for reference in (0..self.references.len() as u32)
            .filter(|&i| self.references[i as usize].role == ReferenceRole::Base)
        {
            let alignments = self.laid_over(report, &prepared, reference);
            let stretches = self.base_stretches(report, reference, &alignments);
            for stretch in stretches {
                found.extend(untaken(stretch, &mut taken));
            }
        }
        found.sort_by_key(|one| (one.span, one.kind));
        found
    }

    fn has(&self, role: ReferenceRole) -> bool {
        self.references.iter().any(|one| one.role == role)
    }

    fn laid_over(&self, report: &Report, prepared: &Prepared, reference: u32) -> Vec<Vec<Block>> {
        let other = &self.references[reference as usize];
        let left = Side::new(&report.symbols, &report.segments, prepared);
        let right = Side::new(&other.symbols, &other.segments, &self.prepared[reference as usize]);
        let found = align::in_line(left, right, &self.config.align);
        found.into_iter().map(|one| one.blocks).collect()
    }

    fn quotations(&self, asked: Asked, reference: u32, alignments: &[Vec<Block>]) -> Vec<Referred> {
        let source = &self.references[reference as usize];
        let make = |blocks: &Vec<Block>| {
            quotes::of(asked, (reference, source), blocks, &self.config.references)
        };
        alignments.iter().flat_map(make).collect()
    }

    /// The runs of alignments with a base text; a filled slot and another value are the report's.
    fn base_stretches(
        &self,
        report: &Report,
        reference: u32,
        alignments: &[Vec<Block>],
    ) -> Vec<Referred> {
        let base = &self.references[reference as usize].symbols;
        let least = self.config.references.base_symbols_min;
        let is_enough =
            |blocks: &&Vec<Block>| blocks.iter().map(|b| b.length).sum::<u32>() >= least;
        let runs = alignments.iter().filter(is_enough).flatten();
        runs.flat_map(|&block| same_values(&report.symbols, base, block))
            .map(|block| Referred {
                span: SymbolSpan::new(block.left, block.left_end()),
                kind: ReferredKind::Base,
                there: Some((reference, SymbolSpan::new(block.right, block.right_end()))),
                differences: Vec::new(),
            })
            .collect()
    }
}

/// The parts of a run in which numbers and dates say the same on both sides.
fn same_values(left: &Symbols, right: &Symbols, block: Block) -> Vec<Block> {
    let differs = |i: &u32| {
        let a = &left.items[(block.left + i) as usize];
        let b = &right.items[(block.right + i) as usize];
        a.value != b.value && a.class.matches_by_class() && a.class != Class::Slot
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for end in (0..block.length).filter(differs).chain([block.length]) {
        if start < end {
            let (left, right) = (block.left + start, block.right + start);
            parts.push(Block { left, right, length: end - start });
        }
        start = end + 1;
    }
    parts
}

/// Adds what touches nothing that was found before.
fn add(found: &mut Vec<Referred>, more: Vec<Referred>, taken: &mut [bool]) {
    for one in more {
        let place = one.span.start as usize..one.span.end as usize;
        if !taken[place.clone()].contains(&true) {
            taken[place].fill(true);
            found.push(one);
        }
    }
}

/// The parts of a stretch that nothing has taken.
fn untaken(stretch: Referred, taken: &mut [bool]) -> Vec<Referred> {
    let SymbolSpan { start, end } = stretch.span;
    let mut parts: Vec<Referred> = Vec::new();
    for i in (start..end).filter(|&i| !std::mem::replace(&mut taken[i as usize], true)) {
        match parts.last_mut() {
            Some(part) if part.span.end == i => {
                part.span.end += 1;
                if let Some((_, there)) = &mut part.there {
                    there.end += 1;
                }
            }
            _ => {
                let at = |(reference, there): (u32, SymbolSpan)| {
                    let from = there.start + i - start;
                    (reference, SymbolSpan::new(from, from + 1))
                };
                parts.push(Referred {
                    span: SymbolSpan::new(i, i + 1),
                    kind: stretch.kind,
                    there: stretch.there.map(at),
                    differences: Vec::new(),
                });
            }
        }
    }
    parts
}

/// Notes in a report what stands in the given texts: it earns nothing.
pub fn note(report: &mut Report, referred: Vec<Referred>) {
    for one in referred.iter().filter(|one| one.kind.layer().is_some()) {
        report.segments.earns[one.span.start as usize..one.span.end as usize].fill(false);
    }
    report.referred = referred;
}
