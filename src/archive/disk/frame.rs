//! What stands at the start of every file: whose it is, of what kind and version, and the sections
//! that follow with their checksums.

use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::{StoreError, VERSION};

/// The first bytes of every file.
const MAGIC: &[u8; 8] = b"leitong\0";

/// Bytes before the directory: magic, kind, version, count of sections, checksum of all that
/// follows up to the first section.
const BEFORE: usize = 8 + 4 + 4 + 4 + 8;

/// Bytes of one line of the directory: offset, length, checksum.
const LINE: usize = 24;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Manifest,
    Segment,
}

impl Kind {
    fn code(self) -> &'static [u8; 4] {
        match self {
            Self::Manifest => b"MANI",
            Self::Segment => b"SEGM",
        }
    }

    fn sections(self) -> usize {
        match self {
            Self::Manifest => 1,
            Self::Segment => super::segment::SECTIONS,
        }
    }

    /// Bytes of the head of such a file.
    pub(super) fn head_bytes(self) -> usize {
        BEFORE + self.sections() * LINE
    }
}

/// Where a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) offset: u64,
    pub(super) length: u64,
    checksum: u64,
}

impl Section {
    /// True when `bytes` are what was written.
    pub(super) fn holds(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.length && xxh3_64(bytes) == self.checksum
    }
}

/// The head of a file whose sections these are.
pub(super) fn head(kind: Kind, sections: &[&[u8]]) -> Vec<u8> {
    let mut directory = Vec::new();
    let mut offset = kind.head_bytes() as u64;
    for section in sections {
        for number in [offset, section.len() as u64, xxh3_64(section)] {
            directory.extend(number.to_le_bytes());
        }
        offset += section.len() as u64;
    }
    let mut head = MAGIC.to_vec();
    head.extend(kind.code());
    head.extend(VERSION.to_le_bytes());
    head.extend((sections.len() as u32).to_le_bytes());
    head.extend(xxh3_64(&directory).to_le_bytes());
    head.extend(directory);
    head
}

/// The sections of a file of `length` bytes that begins with `head`.
pub(super) fn sections(
    kind: Kind,
    head: &[u8],
    length: u64,
    path: &Path,
) -> Result<Vec<Section>, StoreError> {
    let damaged = |what| StoreError::damaged(path, what);
    if head.len() < BEFORE || &head[..8] != MAGIC || &head[8..12] != kind.code() {
        return Err(damaged("its first bytes"));
    }
    let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if word(12) != VERSION {
        return Err(StoreError::Version { path: path.to_owned(), found: word(12) });
    }
    let directory = &head[BEFORE..];
    let is_whole = word(16) as usize == kind.sections()
        && directory.len() == kind.sections() * LINE
        && xxh3_64(directory) == number(head, 20);
    if !is_whole {
        return Err(damaged("its directory"));
    }
    let section = |line: &[u8]| Section {
        offset: number(line, 0),
        length: number(line, 8),
        checksum: number(line, 16),
    };
    let sections: Vec<Section> = directory.chunks_exact(LINE).map(section).collect();
    match sections.last() {
        Some(last) if last.offset.checked_add(last.length) == Some(length) => Ok(sections),
        _ => Err(damaged("its length")),
    }
}

/// The eight bytes at `at` as a number; they must be there.
pub(super) fn number(bytes: &[u8], at: usize) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(word)
}
