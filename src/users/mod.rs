//! Who counts as independent, and the model of the genre.
//!
//! Users are families of text: reports that share several rare passages are one user, so a ring
//! of ten copiers does not make its text common, while a slogan's users, who share nothing else,
//! stay apart. The genre model asks how many independent users besides the two reports go on with
//! a symbol: text that many write costs nothing, text that only these two have costs its length.
//!
//! `grams` counts users of runs, `model` turns counts into bits, `families` joins reports.

mod families;
mod grams;
mod model;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::align::Alignment;
use crate::archive::Archive;
use crate::candidates::Pair;
use crate::config;

pub use families::Families;
pub use model::Model;

/// A pair with its alignments.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// The two reports.
    pub pair: Pair,
    /// What they share.
    pub alignments: Vec<Alignment>,
}

/// What the corpus says of independence and of the genre.
#[derive(Debug)]
pub struct Evidence {
    /// Reports by family.
    pub families: Families,
    /// The genre model under these families.
    pub model: Model,
}

/// Families and genre model of a corpus with its alignments.
///
/// Starts with every report its own user; joins reports whose other shared passages are rare;
/// counts anew, until nothing changes or the rounds are over.
///
/// # Cost
/// `O(n log n)` in all symbols for counting, `O(a)` in all aligned symbols a round.
pub fn evidence(archive: &Archive, aligned: &[Aligned], config: &config::Config) -> Evidence {
    let grams = grams::Grams::of(archive);
    let words = model::WordUse::of(archive);
    let mut families = Families::apart(archive.reports.len());
    let mut model = Model::new(archive, &grams, &words, &families, &config.users);
    for _ in 0..config.users.rounds {
        let strengths: Vec<i64> = aligned
            .par_iter()
            .map(|pair| families::strength(archive, pair, &model, &families, config))
            .collect();
        let edges = aligned
            .iter()
            .zip(&strengths)
            .filter(|(_, strength)| **strength >= config.users.family_evidence)
            .map(|(pair, _)| pair.pair);
        let joined = families.joined(edges);
        if joined == families {
            break;
        }
        families = joined;
        model = Model::new(archive, &grams, &words, &families, &config.users);
    }
    Evidence { families, model }
}
