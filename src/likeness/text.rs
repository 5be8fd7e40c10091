//! The symbols of a report in two bytes each.

use crate::kernel;
use crate::kernel::Level;
use crate::normalize::Symbols;
use crate::shingle;

/// Begins a code that does not fit two bytes; its halves follow. Surrogates are no characters,
/// so no code of one character is among them.
const ESCAPE: u16 = 0xD800;

/// The first of the codes of classes, such as that of all numbers, in one unit each.
const CLASS_UNIT: u16 = 0xD801;

/// The first code of a class, above every character: see `normalize::token`.
const CLASS_CODE: u32 = 0x4000_0000;

/// Codes of classes that have a unit.
const CLASSES: u32 = 16;

/// What likeness needs of a report: the codes of its symbols, packed.
///
/// Two bytes for a Chinese character, a number, a date or a blank, six for a word of letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    units: Box<[u16]>,
    symbols: u32,
    /// Symbols in one shingle.
    k: u32,
}

/// Room that is used again from text to text.
#[derive(Default)]
pub(super) struct Room {
    codes: Vec<u32>,
    spread: Vec<u64>,
}

impl Text {
    /// The codes of `symbols`.
    pub fn of(symbols: &Symbols) -> Self {
        let codes = symbols.items.iter().map(|symbol| symbol.code);
        Self::packed(codes, shingle::length(symbols))
    }

    /// Any codes, of which `k` are a shingle.
    pub(super) fn packed(codes: impl ExactSizeIterator<Item = u32>, k: usize) -> Self {
        let symbols = codes.len() as u32;
        let mut units = Vec::with_capacity(codes.len());
        for code in codes {
            match code {
                0..0xD800 | 0xE000..0x1_0000 => units.push(code as u16),
                CLASS_CODE.. if code < CLASS_CODE + CLASSES => {
                    units.push(CLASS_UNIT + (code - CLASS_CODE) as u16);
                }
                _ => units.extend([ESCAPE, (code >> 16) as u16, code as u16]),
            }
        }
        Self { units: units.into(), symbols, k: k as u32 }
    }

    /// Shingles, each as often as it occurs.
    pub fn shingles(&self) -> usize {
        (self.symbols as usize + 1).saturating_sub(self.k as usize)
    }

    fn unpack(&self, codes: &mut Vec<u32>) {
        codes.clear();
        codes.reserve(self.symbols as usize);
        let mut units = self.units.iter();
        while let Some(&unit) = units.next() {
            codes.push(match unit {
                ESCAPE => {
                    let mut half = || u32::from(*units.next().expect("invariant: two halves"));
                    half() << 16 | half()
                }
                _ if (CLASS_UNIT..CLASS_UNIT + CLASSES as u16).contains(&unit) => {
                    CLASS_CODE + u32::from(unit - CLASS_UNIT)
                }
                unit => u32::from(unit),
            });
        }
    }

    /// Appends the hashes of all shingles, in order of their places.
    pub(super) fn hashes(&self, level: Level, room: &mut Room, out: &mut Vec<u64>) {
        self.unpack(&mut room.codes);
        kernel::shingles(level, &room.codes, self.k as usize, &mut room.spread, out);
    }

    /// The set of shingles, sorted.
    pub(super) fn set(&self) -> Vec<u64> {
        let mut hashes = Vec::with_capacity(self.shingles());
        self.hashes(Level::best(), &mut Room::default(), &mut hashes);
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }

    /// The SimHash of the shingles, each as often as it occurs.
    pub(super) fn simhash(&self) -> u64 {
        let mut hashes = Vec::with_capacity(self.shingles());
        self.hashes(Level::best(), &mut Room::default(), &mut hashes);
        let sums = kernel::bit_sums(Level::best(), &hashes);
        let is_set = |sum: u32| 2 * sum as usize > hashes.len();
        (0..).zip(sums).fold(0, |word, (bit, sum)| word | u64::from(is_set(sum)) << bit)
    }
}
