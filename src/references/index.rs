//! Exact k-grams of all given texts, so that a report is laid over those only that it may quote.

use crate::archive::{Map, Reference, ReferenceRole, Report};
use crate::config;
use crate::kernel::kgrams;

/// Places of one k-gram that are kept. What stands in more given texts is a formula of laws; the
/// longer run around it has rarer k-grams.
const PLACES_MAX: usize = 64;

/// Least symbols that a further text must explain. A shorter stretch is no quotation.
const EXPLAINED_MIN: usize = 8;

/// k-grams of reference collections with the texts that hold them.
#[derive(Debug)]
pub(super) struct Index {
    /// Texts of each k-gram, by hash.
    of: Map<u64, Vec<u32>>,
    /// Symbols of a k-gram: Chinese, words.
    sizes: [usize; 2],
}

impl Index {
    pub(super) fn new(references: &[Reference], config: &config::Sketch) -> Self {
        let sizes = [config.han_kgram as usize, config.word_guarantee as usize];
        let mut of: Map<u64, Vec<u32>> = Map::default();
        for (i, reference) in references.iter().enumerate() {
            if reference.role != ReferenceRole::Collection {
                continue;
            }
            let symbols = &reference.symbols;
            let size = sizes[usize::from(symbols.is_in_words())];
            kgrams(
                |at| symbols.code(at),
                symbols.len(),
                size,
                |_, hash| {
                    let texts = of.entry(hash).or_default();
                    if texts.last() != Some(&(i as u32)) && texts.len() < PLACES_MAX {
                        texts.push(i as u32);
                    }
                },
            );
        }
        Self { of, sizes }
    }

    /// The texts that explain most of the report's k-grams, then most of the rest, and so on; the
    /// smaller index where two explain the same.
    ///
    /// # Source
    /// Greedy set cover (Chvatal 1979).
    pub(super) fn explaining(&self, report: &Report, references: &[Reference]) -> Vec<u32> {
        let symbols = &report.symbols;
        let size = self.sizes[usize::from(symbols.is_in_words())];
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); references.len()];
        kgrams(
            |at| symbols.code(at),
            symbols.len(),
            size,
            |at, hash| {
                for &text in self.of.get(&hash).into_iter().flatten() {
                    places[text as usize].push(at as u32);
                }
            },
        );
        let mut explained = vec![false; symbols.len()];
        let mut chosen = Vec::new();
        loop {
            let gain = |text: &u32| fresh(&places[*text as usize], size, &explained).len();
            let best = (0..references.len() as u32)
                .filter(|text| !places[*text as usize].is_empty())
                .max_by_key(|text| (gain(text), std::cmp::Reverse(*text)));
            let Some(best) = best.filter(|text| gain(text) >= EXPLAINED_MIN) else { break };
            for at in fresh(&places[best as usize], size, &explained) {
                explained[at] = true;
            }
            places[best as usize].clear();
            chosen.push(best);
        }
        chosen
    }
}

/// The symbols of k-grams that nothing explains yet, ascending.
fn fresh(places: &[u32], size: usize, explained: &[bool]) -> Vec<usize> {
    let mut from = 0;
    let mut symbols = Vec::new();
    for &at in places {
        let at = at as usize;
        symbols.extend((at.max(from)..at + size).filter(|&i| !explained[i]));
        from = at + size;
    }
    symbols
}
