//! Sketches of many texts in one call, as the bytes of NumPy arrays.

use leitong::config::Config;
use leitong::normalize::{self, Symbols};
use leitong::segment::{self, PhraseList};
use leitong::sketch::{self, Sketch, simhash as hashes};
use leitong::{kernel, shingle};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyByteArray;
use rayon::prelude::*;

use crate::documents::Settings;
use crate::watch::{self, Terms};
use crate::{errors, texts};

/// What shingles are made of.
#[derive(Clone, Copy)]
enum Unit {
    /// Symbols as a scan compares them: width, case, script folded, numbers alike.
    Symbols,
    /// Code points as they stand, so many in a shingle.
    Characters(usize),
}

impl Unit {
    /// `None` for symbols, else the characters in a shingle.
    fn of(py: Python<'_>, characters: Option<usize>) -> PyResult<Self> {
        match characters {
            None => Ok(Self::Symbols),
            Some(0) => Err(errors::setting(py, "k = 0 is outside its range; use 1 or more")),
            Some(k) => Ok(Self::Characters(k)),
        }
    }

    /// The set of shingles of a text: sorted hashes.
    fn shingles(self, text: &str) -> Vec<u64> {
        match self {
            Self::Symbols => symbol_shingles(text),
            Self::Characters(k) => {
                let codes: Vec<u32> = text.chars().map(u32::from).collect();
                let mut set = Vec::with_capacity(codes.len());
                kernel::kgrams(|i| codes[i], codes.len(), k, |_, hash| set.push(hash));
                set.sort_unstable();
                set.dedup();
                set
            }
        }
    }
}

/// The set of shingles of a text's symbols: sorted hashes.
pub(crate) fn symbol_shingles(text: &str) -> Vec<u64> {
    shingle::set(&symbols(text).1)
}

fn symbols(text: &str) -> (Vec<char>, Symbols) {
    let characters: Vec<char> = text.chars().collect();
    let symbols = normalize::symbols(&characters, 0, &[]);
    (characters, symbols)
}

/// Does `one` with each text, in threads, without the interpreter's lock.
fn each<T: Send + 'static>(
    given: &Bound<'_, PyAny>,
    terms: &Terms<'_>,
    one: impl Fn(&str) -> T + Sync + Send + 'static,
) -> PyResult<Vec<T>> {
    let texts: Vec<PyBackedStr> = texts::all(given)?;
    watch::run(given.py(), terms, move |_| texts.par_iter().map(|text| one(text)).collect())
}

/// The bytes of a NumPy array in the machine's own order.
fn bytes<'py, const N: usize>(
    py: Python<'py>,
    values: impl Iterator<Item = [u8; N]>,
) -> Bound<'py, PyByteArray> {
    let all: Vec<u8> = values.flatten().collect();
    PyByteArray::new(py, &all)
}

/// Values of all texts one after the other, and where those of each begin; the last is the end.
type Ragged<'py> = (Bound<'py, PyByteArray>, Bound<'py, PyByteArray>);

fn ragged<'py>(py: Python<'py>, sets: &[Vec<u64>]) -> Ragged<'py> {
    let values = bytes(py, sets.iter().flatten().map(|hash| hash.to_ne_bytes()));
    (values, offsets(py, sets.iter().map(Vec::len)))
}

fn offsets<'py>(py: Python<'py>, lengths: impl Iterator<Item = usize>) -> Bound<'py, PyByteArray> {
    let mut end = 0i64;
    let ends = lengths.map(|length| {
        end += length as i64;
        end
    });
    bytes(py, std::iter::once(0).chain(ends).map(i64::to_ne_bytes))
}

/// The set of shingles of each text: `uint64` hashes, and `int64` offsets.
#[pyfunction]
pub(crate) fn shingles<'py>(
    py: Python<'py>,
    given: &Bound<'py, PyAny>,
    characters: Option<usize>,
    terms: Terms<'py>,
) -> PyResult<Ragged<'py>> {
    let unit = Unit::of(py, characters)?;
    let sets = each(given, &terms, move |text| unit.shingles(text))?;
    Ok(ragged(py, &sets))
}

/// The MinHash signature of each text: `uint32`, so many a text.
#[pyfunction]
pub(crate) fn minhash<'py>(
    py: Python<'py>,
    given: &Bound<'py, PyAny>,
    permutations: usize,
    characters: Option<usize>,
    terms: Terms<'py>,
) -> PyResult<Bound<'py, PyByteArray>> {
    if permutations == 0 {
        return Err(errors::setting(py, "permutations = 0 is outside its range; use 1 or more"));
    }
    let unit = Unit::of(py, characters)?;
    let signature =
        move |text: &str| sketch::minhash::signature(&unit.shingles(text), permutations);
    let signatures = each(given, &terms, signature)?;
    Ok(bytes(py, signatures.iter().flatten().map(|value| value.to_ne_bytes())))
}

/// The SimHash of the shingles of each text: `uint64`.
#[pyfunction]
pub(crate) fn simhash<'py>(
    py: Python<'py>,
    given: &Bound<'py, PyAny>,
    characters: Option<usize>,
    terms: Terms<'py>,
) -> PyResult<Bound<'py, PyByteArray>> {
    let unit = Unit::of(py, characters)?;
    let simhash =
        move |text: &str| hashes::weighted(unit.shingles(text).into_iter().map(|hash| (hash, 1)));
    let found = each(given, &terms, simhash)?;
    Ok(bytes(py, found.into_iter().map(u64::to_ne_bytes)))
}

/// All that a scan keeps of a text for finding others like it: hashes and places of fingerprints
/// with offsets, shingles with offsets, MinHash signatures, SimHashes of words, and the same
/// weighted by information.
type Sketches<'py> = (
    [Bound<'py, PyByteArray>; 3],
    Ragged<'py>,
    Bound<'py, PyByteArray>,
    [Bound<'py, PyByteArray>; 2],
);

/// The sketch of each text as a scan makes it.
#[pyfunction]
pub(crate) fn sketches<'py>(
    py: Python<'py>,
    given: &Bound<'py, PyAny>,
    settings: &Settings,
    terms: Terms<'py>,
) -> PyResult<Sketches<'py>> {
    let config = settings.0.clone();
    let phrases = PhraseList::new("");
    let found = each(given, &terms, move |text| of(text, &phrases, &config))?;
    let prints = || found.iter().flat_map(|sketch| &sketch.fingerprints);
    let fingerprints = [
        bytes(py, prints().map(|print| print.hash.to_ne_bytes())),
        bytes(py, prints().map(|print| print.place.to_ne_bytes())),
        offsets(py, found.iter().map(|sketch| sketch.fingerprints.len())),
    ];
    let sets: Vec<Vec<u64>> = found.iter().map(|sketch| sketch.shingles.clone()).collect();
    let signatures = found.iter().flat_map(|sketch| &sketch.minhash);
    let signatures = bytes(py, signatures.map(|value| value.to_ne_bytes()));
    let simhashes = [
        bytes(py, found.iter().map(|sketch| sketch.simhash.to_ne_bytes())),
        bytes(py, found.iter().map(|sketch| sketch.weighted_simhash.to_ne_bytes())),
    ];
    Ok((fingerprints, ragged(py, &sets), signatures, simhashes))
}

fn of(text: &str, phrases: &PhraseList, config: &Config) -> Sketch {
    let (characters, symbols) = symbols(text);
    let context = segment::Context { config: &config.segment, phrases };
    let segments = segment::report(&symbols, &characters, 0, None, &context);
    sketch::of(&symbols, &segments.words, &config.sketch)
}
