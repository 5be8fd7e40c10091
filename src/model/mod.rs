//! The few small types that more than one stage needs: spans, ratios, layers, diagnostics.
//!
//! A type lives with the stage that makes it; only what every stage speaks of stands here.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// A half-open range of Unicode code points, 0-based, of a document's extracted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CharSpan {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl CharSpan {
    /// The span from `start` to `end`, which must not lie before it.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start, end }
    }

    /// Length in code points.
    pub fn length(self) -> u32 {
        self.end - self.start
    }

    /// True when no code point lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Code points that both spans hold.
    pub fn overlap(self, other: Self) -> u32 {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// True when `place` lies inside.
    pub fn contains(self, place: u32) -> bool {
        self.start <= place && place < self.end
    }
}

/// A half-open range of symbols of one report, 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SymbolSpan {
    /// First symbol.
    pub start: u32,
    /// One past the last symbol.
    pub end: u32,
}

impl SymbolSpan {
    /// The span from `start` to `end`, which must not lie before it.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start, end }
    }

    /// Length in symbols.
    pub fn length(self) -> u32 {
        self.end - self.start
    }

    /// Symbols that both spans hold.
    pub fn overlap(self, other: Self) -> u32 {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}

/// A number that is always shown with what it was divided by. Serialised as `{"n": …, "d": …}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ratio {
    /// Numerator.
    pub n: u64,
    /// Denominator; zero means that there was nothing to divide by.
    pub d: u64,
}

impl Ratio {
    /// `n` of `d`.
    pub fn new(n: u64, d: u64) -> Self {
        Self { n, d }
    }

    /// The value between 0 and 1, 0 when the denominator is 0.
    pub fn value(self) -> f64 {
        if self.d == 0 { 0.0 } else { self.n as f64 / self.d as f64 }
    }
}

/// The layer that a character of a report belongs to; exactly one each.
///
/// The order is the order of precedence of DESIGN section 3: the smaller wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Watermark, contents list, web residue: not compared.
    Excluded,
    /// A blank that nobody filled in, a masked word, residue of elsewhere.
    Placeholder,
    /// Found in a reference collection.
    Quotation,
    /// Skeleton of a form: given by the user, or not confirmed yet.
    Template,
    /// Shared with another report beyond chance and beyond the genre.
    Copied,
    /// Used by many independent users.
    Boilerplate,
    /// No evidence of sharing.
    Original,
}

impl Layer {
    /// All layers in order of precedence.
    pub const ALL: [Self; 7] = [
        Self::Excluded,
        Self::Placeholder,
        Self::Quotation,
        Self::Template,
        Self::Copied,
        Self::Boilerplate,
        Self::Original,
    ];
}

/// The language of messages and reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// Something a person should know about one input; never the end of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The document as given on the command line, or the path that could not be read.
    pub document: String,
    /// What kind of thing happened, the same in every language, such as `vanished`.
    /// `report::words` has the sentence for it that says what to do.
    pub code: String,
    /// The particulars: a size, a line, the system's own words. May be empty.
    pub detail: String,
}

/// Twelve letters and digits in three groups, from a hash.
///
/// # Source
/// Crockford's base 32: without I, L, O, U, which are taken for other signs.
pub fn id_of(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let hash = xxh3_128(bytes);
    let signs: Vec<char> =
        (0..12).map(|i| char::from(SIGNS[(hash >> (5 * i)) as usize & 31])).collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
