//! Records of a presentation, and where the valid version of each object stands (MS-PPT).

use std::collections::BTreeMap;

use crate::read::compound::size_at;
use crate::read::compound::u16_at;
use crate::read::compound::u32_at;

/// Bytes of a record's head.
const HEAD: usize = 8;

/// Records inside records that are followed; files have about ten.
const DEPTH_MAX: u32 = 64;

/// Edits of one file that are followed; each saving without rewriting adds one.
const EDITS_MAX: usize = 10_000;

/// Objects of one entry of the directory (12 bits of it, section 2.3.5).
const OBJECTS_SHIFT: u32 = 20;

/// Kinds of records (section 2.13.24).
pub(super) mod kind {
    pub(in crate::read::ppt) const SLIDE: u16 = 0x03ee;
    pub(in crate::read::ppt) const SLIDE_PERSIST: u16 = 0x03f3;
    pub(in crate::read::ppt) const SHOW_INFO: u16 = 0x03f9;
    pub(in crate::read::ppt) const PLACEHOLDER: u16 = 0x0bc3;
    pub(in crate::read::ppt) const OUTLINE_TEXT: u16 = 0x0f9e;
    pub(in crate::read::ppt) const TEXT_HEADER: u16 = 0x0f9f;
    pub(in crate::read::ppt) const TEXT_CHARS: u16 = 0x0fa0;
    pub(in crate::read::ppt) const TEXT_BYTES: u16 = 0x0fa8;
    pub(in crate::read::ppt) const STRING: u16 = 0x0fba;
    pub(in crate::read::ppt) const HEADERS_FOOTERS: u16 = 0x0fd9;
    pub(in crate::read::ppt) const LIST: u16 = 0x0ff0;
    pub(in crate::read::ppt) const USER_EDIT: u16 = 0x0ff5;
    pub(in crate::read::ppt) const DIRECTORY: u16 = 0x1772;
    pub(in crate::read::ppt) const COMMENT: u16 = 0x2ee0;
    pub(in crate::read::ppt) const SHAPE: u16 = 0xf004;
    /// Places of numbers, dates and footers in a text, each written there as one `*`.
    pub(in crate::read::ppt) const MADE_TEXT: [u16; 6] =
        [0x0fd8, 0x0ff7, 0x0ff8, 0x0ff9, 0x0ffa, 0x1015];
}

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) instance: u16,
    /// It is made of records.
    is_container: bool,
    /// As much of its content as the file has.
    pub(super) content: &'a [u8],
}

impl<'a> Record<'a> {
    /// The record at `at`, and where the next one begins.
    pub(super) fn at(bytes: &'a [u8], at: usize) -> Option<(Self, usize)> {
        let head = u16_at(bytes, at)?;
        let kind = u16_at(bytes, at.checked_add(2)?)?;
        let length = size_at(bytes, at.checked_add(4)?)?;
        let start = at + HEAD;
        let end = start.saturating_add(length).min(bytes.len());
        let content = bytes.get(start..end)?;
        let is_container = head & 0xf == 0xf;
        Some((Self { kind, instance: head >> 4, is_container, content }, end))
    }

    /// The records of which it is made, in order.
    pub(super) fn children(self) -> impl Iterator<Item = Record<'a>> {
        let content = if self.is_container { self.content } else { &[] };
        let mut at = 0;
        std::iter::from_fn(move || {
            let (record, next) = Record::at(content, at)?;
            at = next;
            Some(record)
        })
    }

    /// Shows every record inside, containers before their content.
    pub(super) fn each(self, see: &mut dyn FnMut(Record<'a>)) {
        self.walk(DEPTH_MAX, see);
    }

    fn walk(self, depth: u32, see: &mut dyn FnMut(Record<'a>)) {
        for child in self.children() {
            see(child);
            if depth > 0 {
                child.walk(depth - 1, see);
            }
        }
    }
}

/// Where the valid version of each object stands, and which object is the document.
pub(super) struct Directory {
    places: BTreeMap<u32, usize>,
    document: u32,
}

impl Directory {
    /// The directory of `stream`, whose last edit stands at `at`.
    pub(super) fn read(stream: &[u8], mut at: usize) -> Option<Self> {
        let mut directory: Option<Self> = None;
        for _ in 0..EDITS_MAX {
            let Some((edit, _)) = Record::at(stream, at).filter(|(r, _)| r.kind == kind::USER_EDIT)
            else {
                break;
            };
            let document = u32_at(edit.content, 16)?;
            let all = directory.get_or_insert_with(|| Self { places: BTreeMap::new(), document });
            if let Some((entries, _)) = Record::at(stream, size_at(edit.content, 12)?) {
                all.add(entries);
            }
            // Each edit names the one before; damage must not lead in a circle.
            match size_at(edit.content, 8) {
                Some(before) if before > 0 && before < at => at = before,
                _ => break,
            }
        }
        directory
    }

    /// Adds the objects of an older edit, of which no newer version is known.
    fn add(&mut self, entries: Record) {
        if entries.kind != kind::DIRECTORY {
            return;
        }
        let mut at = 0;
        while let Some(head) = u32_at(entries.content, at) {
            at += 4;
            let first = head & ((1 << OBJECTS_SHIFT) - 1);
            for id in (first..).take((head >> OBJECTS_SHIFT) as usize) {
                let Some(place) = size_at(entries.content, at) else { return };
                self.places.entry(id).or_insert(place);
                at += 4;
            }
        }
    }

    /// The object `id`.
    pub(super) fn object<'a>(&self, id: u32, stream: &'a [u8]) -> Option<Record<'a>> {
        Record::at(stream, *self.places.get(&id)?).map(|(record, _)| record)
    }

    /// The document itself.
    pub(super) fn document<'a>(&self, stream: &'a [u8]) -> Option<Record<'a>> {
        self.object(self.document, stream)
    }
}
