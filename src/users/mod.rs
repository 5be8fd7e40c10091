//! Who counts as independent, and the model of the genre.
//!
//! Reports that share several rare passages are kin and no two users, so a ring of ten copiers
//! does not make its text common, while a slogan's users, who share nothing else, all count.
//! The genre model asks how many independent users besides the two reports go on with a symbol:
//! text that many write costs nothing, text that only these two have costs its length.
//!
//! `grams` counts users of runs, `model` turns counts into bits, `washed` weighs passages by their
//! words, `kin` relates reports, `ring` those that share the same text with the same reports.

mod grams;
mod kin;
mod model;
mod ring;
#[cfg(test)]
mod tests;
mod washed;

use rayon::prelude::*;

use crate::align::Alignment;
use crate::archive::Archive;
use crate::candidates::Pair;
use crate::config;

pub use kin::Kin;
pub use model::{Columns, Model};
pub use washed::WordEvidence;

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
    /// Who is kin to whom.
    pub kin: Kin,
    /// The genre model under this kinship.
    pub model: Model,
}

/// Kinship and genre model of a corpus with its alignments.
///
/// Starts with every report independent; relates reports whose other shared passages are rare;
/// counts users anew, until nothing changes or the rounds are over.
///
/// # Cost
/// `O(n log n)` in all symbols for counting, `O(a)` in all aligned symbols a round.
pub fn evidence(archive: &Archive, aligned: &[Aligned], config: &config::Config) -> Evidence {
    // A text of the background is a user whom nobody is kin to.
    let n = archive.reports.len() + archive.background.len();
    let grams = grams::Grams::of(archive);
    let mut kin = Kin::none(n);
    let mut model = Model::new(archive, &grams, &config.users);
    let rings: Vec<i64> = aligned
        .par_iter()
        .map(|pair| ring::strength(archive, pair, &grams, &model, config))
        .collect();
    for _ in 0..config.users.rounds {
        let strengths: Vec<i64> = aligned
            .par_iter()
            .zip(&rings)
            .map(|(pair, ring)| kin::strength(archive, pair, &model, &kin, config).max(*ring))
            .collect();
        let related = aligned
            .iter()
            .zip(&strengths)
            .filter(|(_, strength)| **strength >= config.users.kin_evidence)
            .map(|(pair, _)| pair.pair);
        let next = Kin::from_pairs(n, related);
        if next == kin {
            break;
        }
        kin = next;
        model.recount(&grams, &kin);
    }
    Evidence { kin, model }
}
