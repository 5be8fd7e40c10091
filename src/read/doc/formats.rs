//! Formats of characters and paragraphs, as far as they say what is shown and what is a table
//! (MS-DOC, sections 2.6 and 2.9.32 on).

use crate::read::compound::size_at;
use crate::read::compound::u16_at;
use crate::read::compound::u32_at;
use crate::read::doc::fib;
use crate::read::doc::fib::Fib;
use crate::read::doc::fib::Structure;

/// Bytes of a page of formats.
const PAGE_BYTES: usize = 512;

/// Largest letters that nobody can read; half-points.
const TINY_HALF_POINTS: u16 = 2;

/// White, as a colour and as a number of the old palette.
const WHITE: u32 = 0x00ff_ffff;
const WHITE_OF_PALETTE: u8 = 8;

/// How characters look, as far as it matters.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Character {
    /// Not shown.
    pub(super) hidden: bool,
    /// Deleted with changes tracked.
    pub(super) deleted: bool,
    /// White letters on no colour of their own.
    pub(super) white: bool,
    shaded: bool,
    /// The character is a code of a special meaning.
    pub(super) special: bool,
}

/// What a paragraph is.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Paragraph {
    /// Tables around it.
    pub(super) depth: u32,
    /// Its mark ends a row of the outermost table.
    pub(super) ends_row: bool,
    /// Its mark ends a cell of an inner table.
    pub(super) ends_inner_cell: bool,
    /// Its mark ends a row of an inner table.
    pub(super) ends_inner_row: bool,
}

/// All formats, by the offsets of the bytes that they are for.
#[derive(Default)]
pub(super) struct Formats {
    characters: Vec<(u32, u32, Character)>,
    paragraphs: Vec<(u32, u32, Paragraph)>,
}

impl Formats {
    /// Reads what the pages hold; damaged ones say nothing.
    pub(super) fn read(fib: &Fib, main: &[u8], table: &[u8]) -> Self {
        let mut all = Self::default();
        let pages = |structure| {
            let places = fib::entries(fib.structure(structure, table), 4);
            places.filter_map(|(_, _, data)| {
                let at = (size_at(data, 0)? & 0x003f_ffff) * PAGE_BYTES;
                main.get(at..at + PAGE_BYTES)
            })
        };
        for page in pages(Structure::Characters) {
            runs(page, 1, |start, end, at| {
                let length = usize::from(*page.get(at)?);
                let format = character(page.get(at + 1..at + 1 + length)?);
                (format != Character::default()).then(|| all.characters.push((start, end, format)))
            });
        }
        for page in pages(Structure::Paragraphs) {
            runs(page, 13, |start, end, at| {
                let (begin, length) = match *page.get(at)? {
                    0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
                    n => (at + 1, usize::from(n) * 2 - 1),
                };
                // The number of the style stands first.
                let format = paragraph(page.get(begin + 2..begin + length)?);
                (format != Paragraph::default()).then(|| all.paragraphs.push((start, end, format)))
            });
        }
        all.characters.sort_by_key(|(start, ..)| *start);
        all.paragraphs.sort_by_key(|(start, ..)| *start);
        all
    }

    /// The format of the character whose byte is at `offset`.
    pub(super) fn character(&self, offset: u32) -> Character {
        find(&self.characters, offset)
    }

    /// The format of the paragraph around the byte at `offset`.
    pub(super) fn paragraph(&self, offset: u32) -> Paragraph {
        find(&self.paragraphs, offset)
    }
}

fn find<T: Copy + Default>(runs: &[(u32, u32, T)], offset: u32) -> T {
    let after = runs.partition_point(|(start, ..)| *start <= offset);
    let run = after.checked_sub(1).and_then(|at| runs.get(at));
    run.filter(|(_, end, _)| offset < *end).map(|(.., format)| *format).unwrap_or_default()
}

/// Calls `visit` with start, end and the place in the page of each run's format.
fn runs(page: &[u8], size: usize, mut visit: impl FnMut(u32, u32, usize) -> Option<()>) {
    let n = usize::from(page[PAGE_BYTES - 1]);
    for i in 0..n {
        let (start, end) = (u32_at(page, 4 * i), u32_at(page, 4 * i + 4));
        let place = page.get(4 * (n + 1) + size * i).map(|half| usize::from(*half) * 2);
        if let (Some(start), Some(end), Some(place)) = (start, end, place)
            && place != 0
        {
            let _ = visit(start, end, place);
        }
    }
}

fn character(modifiers: &[u8]) -> Character {
    let mut format = Character::default();
    each(modifiers, |code, operand| {
        let byte = operand.first().copied().unwrap_or(0);
        match code {
            0x0800 => format.deleted = byte != 0,
            0x083c => format.hidden |= byte & 1 != 0,
            0x0855 => format.special = byte != 0,
            0x4a43 => format.hidden |= u16_at(operand, 0).is_some_and(|n| n <= TINY_HALF_POINTS),
            0x2a42 => format.white = byte == WHITE_OF_PALETTE,
            0x6870 => format.white = u32_at(operand, 0) == Some(WHITE),
            0x2a0c => format.shaded = byte != 0,
            0x4866 | 0xca71 => format.shaded = true,
            _ => {}
        }
    });
    format.white &= !format.shaded;
    format
}

fn paragraph(modifiers: &[u8]) -> Paragraph {
    let mut format = Paragraph::default();
    each(modifiers, |code, operand| {
        let byte = operand.first().copied().unwrap_or(0);
        match code {
            0x2416 => format.depth = format.depth.max(u32::from(byte != 0)),
            0x2417 => format.ends_row = byte != 0,
            0x244b => format.ends_inner_cell = byte != 0,
            0x244c => format.ends_inner_row = byte != 0,
            0x6649 => format.depth = u32_at(operand, 0).unwrap_or(0).min(DEPTH_MAX),
            _ => {}
        }
    });
    format
}

/// Tables inside tables that are told apart.
const DEPTH_MAX: u32 = 16;

/// Calls `visit` with code and operand of each property modifier (MS-DOC, section 2.2.5.1).
fn each(mut bytes: &[u8], mut visit: impl FnMut(u16, &[u8])) {
    while let Some(code) = u16_at(bytes, 0) {
        let variable = || bytes.get(2).map(|n| (1, usize::from(*n)));
        let (lead, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if code == 0xd608 => (2, usize::from(u16_at(bytes, 2).unwrap_or(1)).max(1) - 1),
            _ => variable().unwrap_or((1, 0)),
        };
        let Some(operand) = bytes.get(2 + lead..2 + lead + length) else { return };
        visit(code, operand);
        bytes = &bytes[2 + lead + length..];
    }
}
