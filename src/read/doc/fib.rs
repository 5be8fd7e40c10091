//! The file information block: where everything stands (MS-DOC, section 2.5).

use encoding_rs::Encoding;
use encoding_rs::WINDOWS_1252;

use crate::read::compound::size_at;
use crate::read::compound::u16_at;

/// Stories in the order of their characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// The running text.
    Body = 0,
    /// Footnotes.
    Footnotes = 1,
    /// Headers and footers.
    Headers = 2,
    /// Comments.
    Comments = 4,
    /// Endnotes.
    Endnotes = 5,
    /// Text boxes of the body.
    Boxes = 6,
    /// Text boxes of headers and footers.
    HeaderBoxes = 7,
}

/// First version with a table stream and UTF-16 text: Word 97.
const VERSION_97: u16 = 193;

/// Structures of the table stream that are asked for: index of the pair of offset and length in
/// the block of Word 97, offset of that pair in the block of Word 6.
#[derive(Clone, Copy)]
pub(super) enum Structure {
    /// Where each header and footer begins.
    Headers = 11,
    /// Pages of character formats.
    Characters = 12,
    /// Pages of paragraph formats.
    Paragraphs = 13,
    /// The piece table.
    Pieces = 33,
    /// Shapes anchored in the body.
    Shapes = 40,
    /// Text boxes of the body.
    Boxes = 56,
}

/// What the block says.
pub(super) struct Fib {
    /// True for files that need a password.
    pub(super) is_encrypted: bool,
    /// The stream of the structures; `None` where they stand beside the text.
    pub(super) table: Option<&'static str>,
    /// The encoding of 8-bit text where the file leaves it to its language.
    pub(super) encoding: &'static Encoding,
    /// Where text without piece table stands.
    pub(super) text: (usize, usize),
    /// Characters of each story.
    lengths: [usize; 8],
    /// Offset and length of the structures.
    structures: Vec<(Structure, usize, usize)>,
    /// True for Word 97 and later.
    pub(super) is_wide: bool,
}

impl Fib {
    /// Reads the block at the start of the main stream.
    pub(super) fn read(main: &[u8]) -> Option<Self> {
        let version = u16_at(main, 2)?;
        let flags = u16_at(main, 0x0a)?;
        let is_wide = version >= VERSION_97;
        let counts = if is_wide { 0x4c } else { 0x34 };
        let mut lengths = [0; 8];
        for (i, length) in lengths.iter_mut().enumerate() {
            // Damaged counts are negative; no file has as many characters as it has bytes.
            let n = size_at(main, counts + 4 * i).unwrap_or(0);
            *length = if n > main.len() { 0 } else { n };
        }
        let place = |structure: Structure| {
            let at = match (is_wide, structure) {
                (true, _) => 0x9a + 8 * structure as usize,
                (false, Structure::Pieces) => 0x160,
                (false, _) => return None,
            };
            Some((structure, size_at(main, at)?, size_at(main, at + 4)?))
        };
        let wanted = [
            Structure::Headers,
            Structure::Characters,
            Structure::Paragraphs,
            Structure::Pieces,
            Structure::Shapes,
            Structure::Boxes,
        ];
        let table = if flags & 0x0200 == 0 { "0Table" } else { "1Table" };
        Some(Self {
            is_encrypted: flags & 0x0100 != 0,
            table: is_wide.then_some(table),
            encoding: encoding(u16_at(main, 6)?),
            text: (size_at(main, 0x18)?, size_at(main, 0x1c)?),
            lengths,
            structures: wanted.into_iter().filter_map(place).collect(),
            is_wide,
        })
    }

    /// Characters of all stories.
    pub(super) fn length(&self) -> usize {
        self.lengths.iter().sum()
    }

    /// Places of the characters of a story.
    pub(super) fn story(&self, story: Story) -> std::ops::Range<usize> {
        let start = self.lengths[..story as usize].iter().sum();
        start..start + self.lengths[story as usize]
    }

    /// The bytes of a structure; empty when it is missing or lies outside the stream.
    pub(super) fn structure<'a>(&self, wanted: Structure, table: &'a [u8]) -> &'a [u8] {
        let found = self.structures.iter().find(|(one, ..)| *one as usize == wanted as usize);
        let bytes = found.and_then(|(_, at, length)| table.get(*at..at.checked_add(*length)?));
        bytes.unwrap_or_default()
    }
}

/// The encoding that Windows uses for 8-bit text in a language (MS-LCID).
fn encoding(language: u16) -> &'static Encoding {
    let page = match language {
        0x0404 | 0x0c04 | 0x1404 => 950,
        l if l & 0x3ff == 0x04 => 936,
        l if l & 0x3ff == 0x11 => 932,
        l if l & 0x3ff == 0x12 => 949,
        l if l & 0x3ff == 0x19 => 1251,
        _ => 1252,
    };
    codepage::to_encoding(page).unwrap_or(WINDOWS_1252)
}

/// Entries of a row of places with data: places, then data of `size` bytes each.
pub(super) fn entries(bytes: &[u8], size: usize) -> impl Iterator<Item = (usize, usize, &[u8])> {
    let n = bytes.len().saturating_sub(4) / (4 + size);
    (0..n).filter_map(move |i| {
        let data = 4 * (n + 1) + size * i;
        Some((size_at(bytes, 4 * i)?, size_at(bytes, 4 * i + 4)?, bytes.get(data..data + size)?))
    })
}
